"""The programmes that a user has registered on this computer: a folder each (I/O)."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import UnknownProgrammeError, UnwritableOutputError
from geo.own.reading import as_files, id_of, read_own
from geo.tables.declaration import DECLARATION

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        with tempfile.TemporaryDirectory(prefix=".new-", dir=folder) as staging:
            staged = Path(shutil.copytree(prepared, Path(staging) / prepared.name))
            if target.exists():
                target.replace(Path(staging) / "old")
            staged.replace(target)
    except OSError as error:
        raise UnwritableOutputError(str(target), error.strerror or "") from error
    return target


def unregister(id_: str, folder: Path) -> None:
    """Remove a registered programme.

    Raises
    ------
    UnknownProgrammeError
        None is called so; it lists those that are.
    """
    known = {path.name: path for path in registered(folder)}
    if id_ not in known:
        raise UnknownProgrammeError(id_, tuple(known))
    shutil.rmtree(known[id_])
