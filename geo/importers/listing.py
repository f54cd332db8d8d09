"""Finds the heading of a listing, over one row or two, and reads its cells."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.importers.workbook import Cells, Sheet

Blank = Literal["empty", "dash", "suppressed"]
"""Why a cell has no number: nothing in it, a dash, or a mark that it is withheld."""

_HEADING_WITHIN = 15
"""Rows in which a heading is looked for: above it stand a title, a unit, a date."""
_REQUIRED = {"시도", "단지명", "지정면적"}
_DASHES = set("-–—―−ㅡ")
_SUPPRESSED = {"x", "*", "**", "***", "비공개", "미공개"}
_UNIT = re.compile(r"\(단위:([^)]*)\)")
_DECORATION = re.compile(r"\(%\)|\s")
_SUBTOTAL = re.compile(r"합계|소계|총합|총계|^계$")
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Listing:
    """A sheet that lists complexes, a row each."""

    sheet: Sheet
    columns: dict[str, int]
    """Heading to column, from 0; under a heading that spans others ``above/below``."""
    first_row: int
    """Row of the sheet, from 1, that follows the heading."""
    unit: str
    """As printed above the heading, such as ``개,천㎡,%``; empty where none is."""

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Yield the rows of complexes with their row of the sheet; notes and subtotals are none."""
        name = self.columns["단지명"]
        for line, cells in enumerate(self.sheet.rows[self.first_row - 1 :], self.first_row):
            if _heading(cells[name]) == "단지명":
                return  # Another table begins, as the repealed below the newly designated.
            words = [text(cell) for cell in cells if text(cell)]
            if len(words) > 1 and not any(_SUBTOTAL.search(word) for word in words[:4]):
                yield line, cells


def text(cell: object) -> str:
    """Return a cell as text with single blanks; an empty one is an empty text.

    >>> text("  서울디지털 ①"), text(None)
    ('서울디지털 ①', '')
    """
    return "" if cell is None else " ".join(str(cell).split())


def number(cell: object) -> float | int | Blank | None:
    """Return the number of a cell, why there is none, or None if it cannot be read.

    >>> number("1,922"), number("-"), number("X"), number(""), number("약 3")
    (1922, 'dash', 'suppressed', 'empty', None)
    """
    if isinstance(cell, int | float):
        return cell if abs(cell) < 1e15 and not isinstance(cell, bool) else None
    written = unicodedata.normalize("NFKC", text(cell))
    if not written:
        return "empty"
    if set(written) <= _DASHES:
        return "dash"
    if written.casefold() in _SUPPRESSED:
        return "suppressed"
    if not _NUMBER.fullmatch(written):
        return None
    plain = written.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def find_listing(sheet: Sheet) -> Listing | None:
    """Find the heading with 시도, 단지명 and 지정면적 in the first rows; None if there is none."""
    for index, above in enumerate(sheet.rows[:_HEADING_WITHIN]):
        if {_heading(cell) for cell in above} >= _REQUIRED:
            following = sheet.rows[index + 1 : index + 2]
            name = [_heading(cell) for cell in above].index("단지명")
            below = following[0] if following and continues(following[0], name) else None
            first = index + (2 if below is None else 3)
            return Listing(sheet, columns_of(above, below), first, _unit(sheet.rows[:index]))
    return None


def _heading(cell: object) -> str:
    return _DECORATION.sub("", text(cell))


def continues(below: Cells, name: int) -> bool:
    """Tell whether a row belongs to the heading: words, and none below the column `name`."""
    words = [cell for cell in below if text(cell)]
    return not text(below[name]) and bool(words) and all(isinstance(w, str) for w in words)


def columns_of(above: Cells, below: Cells | None) -> dict[str, int]:
    """Return heading to column of a heading of one row or two."""
    columns: dict[str, int] = {}
    spanning = ""
    for column, cell in enumerate(above):
        heading = _heading(cell)
        under = _heading(below[column]) if below is not None else ""
        spanning = heading or (spanning if under else "")
        path = "/".join(filter(None, (spanning, under))) if under else heading
        if path:
            columns.setdefault(path, column)
    return columns


def _unit(rows: tuple[Cells, ...]) -> str:
    for cells in rows:
        for cell in cells:
            if found := _UNIT.search(
                _DECORATION.sub("", unicodedata.normalize("NFKC", text(cell)))
            ):
                return found.group(1)
    return ""
