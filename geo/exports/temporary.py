"""Files that exist while a download is sent (I/O)."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SENT = 1 << 18
"""Bytes in memory at a time."""


def file_chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """Give the rest of an open file piece by piece."""
    while piece := stream.read(_SENT):
        yield piece
