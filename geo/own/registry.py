"""The programmes that a user has registered on this computer: a folder each (I/O)."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import UnknownProgrammeError, UnwritableOutputError
from geo.own.reading import as_files, id_of, read_own
from geo.tables.declaration import DECLARATION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.own.reading import Own


def registered(folder: Path) -> tuple[Path, ...]:
    """Return the folders of the programmes below `folder`, by their names."""
    return tuple(sorted(path.parent for path in folder.glob(f"*/{DECLARATION}")))


def prepare(paths: Sequence[Path], name: str, below: Path) -> tuple[Path, Own | None]:
    """Write what `paths` give as a programme's folder below `below`, and return it.

    With it comes what the user gave, to tell of problems where he can mend them.

    A folder with a declaration is copied; workbooks and tables are read.

    Raises
    ------
    TableError
        With every problem of the workbook or the tables.
    InputError
        A file that cannot be read.
    """
    if len(paths) == 1 and (paths[0] / DECLARATION).exists():
        return Path(shutil.copytree(paths[0], below / paths[0].resolve().name)), None
    own = read_own(paths, name)
    files = as_files(own)
    folder = below / id_of(own.programme)
    folder.mkdir(parents=True)
    for file, content in files.items():
        (folder / file).write_bytes(content)
    return folder, own


def register(prepared: Path, folder: Path) -> Path:
    """Put a prepared programme among those that are registered; one of its id gives way.

    Raises
    ------
    UnwritableOutputError
        The folder may not be written to, or the disk is full.
    """
    target = folder / prepared.name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _staging(folder) as staging:
            staged = Path(shutil.copytree(prepared, staging / prepared.name))
            old = staging / "old"
            if target.exists():
                target.replace(old)
            try:
                staged.replace(target)
            except BaseException:
                if old.exists():
                    old.replace(target)
                raise
    except (OSError, shutil.Error) as error:
        raise UnwritableOutputError(str(target), _reason(error)) from error
    return target


def unregister(id_: str, folder: Path) -> None:
    """Remove a registered programme.

    Raises
    ------
    UnknownProgrammeError
        None is called so; it lists those that are.
    UnwritableOutputError
        The folder may not be written to; the programme is as it was.
    """
    known = {path.name: path for path in registered(folder)}
    if id_ not in known:
        raise UnknownProgrammeError(id_, tuple(known))
    try:
        with _staging(folder) as staging:
            known[id_].replace(staging / "old")
    except OSError as error:
        raise UnwritableOutputError(str(known[id_]), _reason(error)) from error


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """Give a folder beside the programmes, which no reader looks into; what is left there goes."""
    staging = Path(tempfile.mkdtemp(prefix=".new-", dir=folder))
    try:
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _reason(error: OSError) -> str:
    """Return why; what copies a tree tells its errors as a list."""
    listed = error.args[0] if error.args and isinstance(error.args[0], list) else []
    return error.strerror or (str(listed[0][2]) if listed else type(error).__name__)
