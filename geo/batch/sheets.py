"""A table with its results as a workbook (I/O)."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES

from geo.batch.values import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

    from geo.batch.kinds import Value

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
LONGEST_CELL = 32_767
"""Characters (Excel specifications and limits); counted in UTF-16 units."""
_FIRST_DAY = dt.date(1900, 3, 1)
"""Before it Excel counts a 29th of February 1900 that never was, and before 1900 nothing."""
_LARGEST_INTEGER = 10**15
"""Excel keeps 15 digits of a number (Excel specifications and limits)."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (§2.2): wider than openpyxl's own list, as lxml knows it."""
_FORMULA = ("=", "+", "-", "@")


def write_xlsx(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[Sequence[Value]],
    results: Sequence[Sequence[Value]],
) -> None:
    """Write one sheet; text is text, whatever it begins with.

    Days that a sheet cannot count and numbers of more digits than it keeps are text too.

    Control characters, which XML cannot hold, become U+FFFD. What is longer than a cell can be is
    cut and ends in ``…``.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("geocode")
    sheet.freeze_panes = "A2"
    sheet.append([cell(sheet, heading) for heading in headings])
    for cells, result in zip(rows, results, strict=True):
        sheet.append([cell(sheet, value) for value in (*cells, *result)])
    book.save(path)
    book.close()


def cell(sheet: WriteOnlyWorksheet, value: object) -> object:
    """Return a value as openpyxl takes it; an empty text is no cell."""
    if isinstance(value, str):
        return _text(sheet, value) if value else None
    if isinstance(value, float):
        return _number(sheet, value)
    day = value.date() if isinstance(value, dt.datetime) else value
    early = isinstance(day, dt.date) and day < _FIRST_DAY
    long = isinstance(value, int) and abs(value) >= _LARGEST_INTEGER
    return _text(sheet, written(value)) if early or long else value


def _number(sheet: WriteOnlyWorksheet, value: float) -> object:
    """Return a number so that it is written whole: openpyxl writes 16 digits, some have 17."""
    if float(f"{value:.16g}") == value:
        return value
    cell = WriteOnlyCell(sheet, value=repr(value))
    cell.data_type = "n"
    return cell


def _text(sheet: WriteOnlyWorksheet, text: str) -> object:
    """Return a text, as a cell of its own where openpyxl would take it for more than text."""
    if len(text) > LONGEST_CELL // 2:
        text = _cut(text)
    if not text.isprintable():
        text = _NOT_XML.sub("\ufffd", text)
    if text[0] not in _FORMULA and text not in ERROR_CODES:
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    # As typed with an apostrophe: Excel keeps it text when the cell is edited.
    cell.quotePrefix = True
    return cell


def _cut(text: str) -> str:
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * LONGEST_CELL - 2].decode("utf-16-le", "ignore") + "…"
