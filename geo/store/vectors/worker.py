"""What the confined process does that reads one file; see `geo.confined`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geo.store.vectors.reading import read_vector

if TYPE_CHECKING:
    from geo.store.vectors.reading import AddedBody


def read_into(file: Path, data: Path, crs: str | None, folder: Path) -> list[AddedBody]:
    """Read a file; leave each body in `folder` under its number, and return the rest.

    Unpickling a large body would take twice its memory, and keep some of it.
    """
    read = read_vector(file, data, crs)
    for number, added_body in enumerate(read):
        Path(folder, str(number)).write_bytes(added_body.body)
    return [replace(body, body=b"") for body in read]
