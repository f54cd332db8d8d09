"""Files that are whole or as before: written beside, flushed, put into place; locks (I/O)."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import UnwritableOutputError

if TYPE_CHECKING:
    from collections.abc import Iterator


def write_file(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Replace one file, whole or not at all; `mode` says who may read it.

    Raises
    ------
    UnwritableOutputError
        The disk is full, or the folder may not be written to; the old file stands.
    """
    with told(path):
        if path.exists() and not path.is_file():
            path.write_bytes(content)  # a pipe, a terminal: nothing stands there before
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        beside = Path(name)
        os.close(handle)
        try:
            write_bytes(beside, content)
            beside.chmod(mode)
            beside.replace(path)
            flush(path.parent)
        finally:
            beside.unlink(missing_ok=True)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let nobody else change the file or folder at `path` from its reading to its writing.

    Who asks for the same waits. The lock is a file beside it, which stays: it ends with the
    process, whatever ends that.

    Raises
    ------
    UnwritableOutputError
        Nothing can be written beside it.
    """
    lock = path.with_name(f".{path.name}.lock")
    with told(lock):
        lock.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with told(lock):
            _lock(handle)
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    """Wait until this process alone has the open file."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl  # noqa: PLC0415

        fcntl.flock(handle, fcntl.LOCK_EX)


def put(temporary: Path, place: Path) -> None:
    """Put a file that was written beside its place there, once it is on the disk."""
    with temporary.open("rb+") as stream:
        os.fsync(stream.fileno())
    temporary.replace(place)
    flush(place.parent)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a new file, and see that it is on the disk."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def flush(folder: Path) -> None:
    """Make the names in a folder last; Windows has no such thing, and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what writing raises into our error."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnwritableOutputError(error.filename or str(path), reason) from error
