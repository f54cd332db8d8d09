"""Any file of figures that a public body publishes: which one it is, and what it says."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from geo.batch.reading import read_bytes, read_table
from geo.errors import MissingInputError, NotAWorkbookError, NotStatisticsError
from geo.importers.kicox import kicox_of
from geo.importers.listing import find_listing, text
from geo.importers.quarterly import quarterly_reading
from geo.importers.register import WANTED, form_of_headings, read_register
from geo.importers.trends import is_trends, read_trends
from geo.importers.workbook import read_sheets
from geo.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from geo.importers.kicox import KicoxTable
    from geo.importers.workbook import Sheet
    from geo.regions.names import RegionNames
    from geo.statistics.model import Reading

_WANTED = {
    "quarterly": ("유형", "시도", "단지명", "지정면적"),
    "trends": ("단지명", "입주업체", "가동업체", "생산", "수출", "고용"),
    **WANTED,
}
"""Headings by which each form is known."""
_FIRST = 20
"""Rows of a sheet that are looked at for them."""
_WORKBOOKS = (".xlsx", ".xlsm")


def read_statistics_file(
    path: Path, regions: RegionNames, period: str = ""
) -> tuple[Reading, KicoxTable | None]:
    """Read a file of any known form; of the quarterly table the table itself, too.

    `period` is that of a factory register whose name tells none.

    Raises
    ------
    MissingInputError, ImportFileError
        The file is not there or cannot be read.
    NotStatisticsError
        It is of no known form; the error names the nearest.
    """
    if not path.is_file():
        raise MissingInputError(str(path))
    sheets: tuple[Sheet, ...] = ()
    if path.suffix.lower() in _WORKBOOKS:
        # A register may be larger than what these two are read with.
        with suppress(NotAWorkbookError):
            sheets = read_sheets(path)
        if any("유형" in item.columns for sheet in sheets if (item := find_listing(sheet))):
            table = kicox_of(path.name, sheets, regions)
            return quarterly_reading(table), table
        if is_trends(sheets):
            return read_trends(path.name, sheets, regions), None
    table_ = read_table(path.name, read_bytes(path))
    form = form_of_headings(table_.headings)
    if form is None:
        rows = [row for sheet in sheets for row in sheet.rows[:_FIRST]]
        words = [text(cell) for row in rows for cell in row]
        raise _unknown(path.name, [*table_.headings, *words])
    return read_register(table_, form, regions, period), None


def _unknown(file: str, words: Iterable[str]) -> NotStatisticsError:
    """Return the error that names the nearest form and what it lacks."""
    seen = {fold(word) for word in words if word}

    def lacks(wanted: Sequence[str]) -> list[str]:
        return [value for value in wanted if fold(value) not in seen]

    nearest = min(_WANTED, key=lambda form: len(lacks(_WANTED[form])) / len(_WANTED[form]))
    return NotStatisticsError(file, nearest, ", ".join(lacks(_WANTED[nearest])))
