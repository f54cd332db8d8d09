"""The files of a large table, one partition each, and where their results go (I/O)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geo.batch.reading import READABLE
from geo.errors import ClashingPartitionsError, EmptyInputError, UnwritableOutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ENDING = ".parquet"
"""Of results: typed, compressed, and read in parts by whatever comes after."""


@dataclass(frozen=True, slots=True)
class Partition:
    """A file with rows, and the one with their results."""

    source: Path
    output: Path

    @property
    def state(self) -> Path:
        """Where it is written down that the results are whole, and of what they were made."""
        return self.output.with_name(f".{self.output.stem}.done")


def partitions_of(sources: Sequence[Path], folder: Path) -> list[Partition]:
    """Pair each file, and each readable file below a folder, with its Parquet file in `folder`.

    Below their common folder the files keep their place, as in ``year=2025/part-0.parquet``.
    Folders for the results are made. The order is that of the paths, so that every run has the
    same.

    Raises
    ------
    EmptyInputError
        There is no readable file.
    ClashingPartitionsError
        Two files would have their results in one: ``a.csv`` beside ``a.parquet``.
    UnwritableOutputError
        A folder cannot be made.
    """
    files = sorted({path.resolve() for path in _files(sources)})
    if not files:
        raise EmptyInputError(", ".join(map(str, sources)), READABLE)
    common = Path(os.path.commonpath([path.parent for path in files]))
    taken: dict[Path, Path] = {}
    for path in files:
        output = folder / path.relative_to(common).with_suffix(_ENDING)
        if other := taken.get(output):
            raise ClashingPartitionsError(str(output), str(other), str(path))
        taken[output] = path
    for parent in {output.parent for output in taken}:
        try:
            parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnwritableOutputError(str(parent), error.strerror or "") from error
    return [Partition(source, output.resolve()) for output, source in taken.items()]


def _files(sources: Iterable[Path]) -> Iterable[Path]:
    for source in sources:
        if not source.is_dir():
            yield source
            continue
        for path in source.rglob("*"):
            below = path.relative_to(source).parts
            hidden = any(part.startswith((".", "_")) for part in below)
            if path.suffix.casefold() in READABLE and path.is_file() and not hidden:
                yield path
