"""Files that exist while a download is sent (I/O)."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date
from typing import IO, TYPE_CHECKING

from geo.catalogue.dates import first_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.exports.features import Job

_SENT = 1 << 18
"""Bytes in memory at a time."""


def file_chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """Give the rest of an open file piece by piece."""
    while piece := stream.read(_SENT):
        yield piece


def day_of(job: Job) -> str:
    """Return the first day that the layer's date can mean, of a file that must have one."""
    return (first_day(job.layer.as_of) or date(1980, 1, 1)).isoformat()


def add_member(archive: zipfile.ZipFile, name: str, content: Path | bytes) -> None:
    """Put a file into a zip without the time of doing so: the same content gives the same bytes."""
    # The first day that the format knows, which `ZipInfo` has by itself.
    about = zipfile.ZipInfo(name)
    about.compress_type = zipfile.ZIP_DEFLATED
    about.external_attr = 0o644 << 16
    if isinstance(content, bytes):
        archive.writestr(about, content)
        return
    about.file_size = content.stat().st_size
    with content.open("rb") as source, archive.open(about, "w") as sink:
        shutil.copyfileobj(source, sink, _SENT)
