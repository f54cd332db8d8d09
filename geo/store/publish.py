"""Files that belong together change together: staged, flushed, in force by one rename (I/O).

The files of a set are written to a folder beside their places. Renaming that folder to `READY` puts
the set in force: from then on readers prefer what stands there. Moving the files on to their places
is housekeeping; if it stops half-way, readers see the whole set all the same, and the next
`publish` finishes it. A process that is killed, a full disk or a power cut leaves either the old
set or the new one.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from geo.disk import flush, told, write_bytes

if TYPE_CHECKING:
    from collections.abc import Mapping

READY = ".build-ready"
"""Folder below the data folder with a set in force whose files are not all in their places."""
_STAGED = ".build-staged-"
_ABANDONED = 3600.0
"""Seconds after which a staged folder belongs to no running build: one takes a few seconds."""


def publish(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace `files`, paths below `folder` to contents, all at once or not at all.

    Raises
    ------
    UnwritableOutputError
        The disk is full, or the folder may not be written to; the old files stand.
    """
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        settle(folder)
        _sweep(folder)
        staged = Path(tempfile.mkdtemp(prefix=_STAGED, dir=folder))
    try:
        with told(folder):
            staged.chmod(0o755)
            for file, content in files.items():
                path = staged / file
                path.parent.mkdir(parents=True, exist_ok=True)
                write_bytes(path, content)
            for inner in (staged, *(path for path in staged.rglob("*") if path.is_dir())):
                flush(inner)
            _swap(staged, folder)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    with told(folder):
        settle(folder)


def _swap(staged: Path, folder: Path) -> None:
    """Put a staged set in force."""
    try:
        staged.rename(folder / READY)
    except OSError:
        # Another build has put its set in force since this one began.
        settle(folder)
        staged.rename(folder / READY)
    flush(folder)


def settle(folder: Path) -> None:
    """Move the files of a set in force to their places."""
    ready = folder / READY
    if not ready.is_dir():
        return
    for path in sorted(path for path in ready.rglob("*") if path.is_file()):
        place = folder / path.relative_to(ready)
        place.parent.mkdir(parents=True, exist_ok=True)
        path.replace(place)
        flush(place.parent)
    shutil.rmtree(ready)


def read_published(folder: Path, file: str) -> bytes:
    """Return the content of a file of the set in force.

    Raises
    ------
    OSError
        It is not there, or cannot be read.
    """
    with suppress(FileNotFoundError, NotADirectoryError):
        return (folder / READY / file).read_bytes()
    return (folder / file).read_bytes()


def _sweep(folder: Path) -> None:
    """Remove what killed builds have left."""
    for staged in folder.glob(f"{_STAGED}*"):
        with suppress(OSError):
            if time.time() - staged.stat().st_mtime > _ABANDONED:
                shutil.rmtree(staged)
