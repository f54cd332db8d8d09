"""Files of figures into the store, for those who work in Python (I/O)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from geo.errors import TableError
from geo.folder import data_folder
from geo.frames.geocoding import geocoder_of
from geo.store.bringing import bring, read_all

if TYPE_CHECKING:
    from geo.store.bringing import Brought


def import_statistics(
    *files: str | Path,
    data: str | Path | None = None,
    keep_good: bool = False,
    period: str = "",
    recorded: str | date | None = None,
) -> list[Brought]:
    """Add the figures of files to the store of a data folder, as `AtlasFrames.statistics` has them.

    Each file is known by its content: the quarterly table of KICOX, its trends of national
    complexes, the register of factories, the list of knowledge industry centres.

    Parameters
    ----------
    files
        Of any known form; several quarters make a series.
    data
        The data folder; without it ``SANDAN_DATA``, else the one that is installed.
    keep_good
        Whether to write what could be read of a file of which some cells could not.
    period
        Month of a register whose name tells none, such as ``2023-12``.
    recorded
        Day of recording; today without it.

    Raises
    ------
    TableError
        A file has problems: sheet, row and column of each. Nothing of it is written.
    ImportFileError
        A file cannot be read, or is of no known form; the error names the nearest.
    """
    folder = data_folder(data)
    geocoder = geocoder_of(folder)
    day = str(recorded) if recorded else datetime.now(UTC).date().isoformat()
    result = []
    for read in read_all([Path(file) for file in files], geocoder, period):
        brought = bring(folder, geocoder, read, day, keep_good=keep_good)
        if brought.taken.problems and not keep_good:
            raise TableError(brought.taken.problems)
        result.append(brought)
    return result
