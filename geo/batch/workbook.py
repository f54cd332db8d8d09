"""The sheet of a workbook that holds a table (I/O)."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from geo.batch.headings import Heading, find_heading
from geo.batch.limits import MOST_CELLS
from geo.batch.package import Part, extent_of, parts_of, require_end
from geo.batch.values import written
from geo.errors import (
    GeoError,
    OldWorkbookError,
    SheetOptionError,
    TableTooLargeError,
    UnreadableTableError,
)
from geo.vocabulary.roles import find_roles

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from python_calamine import CalamineSheet

    from geo.batch.package import Extent, Merged
    from geo.batch.table import Cells, Typed
    from geo.vocabulary.words import Role

_NUMBERS = frozenset({int, float})
_DATES = frozenset({dt.date, dt.datetime})
_PLACES: frozenset[Role] = frozenset({"name", "address", "sigungu", "emd", "pnu", "lon", "wkt"})
_WIDEST = 256
"""Columns read of a sheet with stray cells far out: one in column XFD must not make each row
16,384 cells long."""


@dataclass(slots=True)
class Sheet:
    """The rows of one sheet."""

    title: str
    rows: list[Cells] = field(default_factory=list)
    heading: Heading | None = None
    typed: dict[int, Typed] = field(default_factory=dict)
    """Columns that below the heading hold numbers only, or dates only."""
    others: tuple[str, ...] = ()
    """Titles of the workbook's other sheets."""


def read_sheet(
    file: str,
    data: bytes,
    chosen: Collection[str],
    allowed: tuple[str, ...],
    title: str | None = None,
) -> Sheet:
    """Return the sheet called `title`, else the first whose columns tell a place.

    Where none does, the first with a known heading, else with a table. Hidden sheets come after all
    others. A formula is what it last gave. Cells that are merged downwards below the heading, as a
    시도 beside its rows, all get the value of the first.

    Raises
    ------
    SheetOptionError
        No sheet is called `title`.
    TableTooLargeError
        The workbook unpacks to too much, or a sheet has too many cells.
    BrokenOffError
        The file ends in the middle.
    UnreadableTableError
        The file is no workbook, or damaged.
    """
    require_end(file, io.BytesIO(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:

            def read(part: Part) -> Sheet:
                extent = extent_of(file, package, part)
                return _sheet(part.title, _rows(data, part, extent), extent.merged, chosen)

            return _chosen(file, parts_of(file, package), title, read)
    except GeoError:
        raise
    except Exception as error:
        # The readers let through whatever a damaged part gives: KeyError, ExpatError, zlib.error.
        reason = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
        raise UnreadableTableError(file, reason, allowed) from error


def read_old_sheet(
    file: str, data: bytes, chosen: Collection[str], title: str | None = None
) -> Sheet:
    """Return the sheet of an .xls (Excel 97 to 2003) as `read_sheet` does of an .xlsx.

    Raises
    ------
    OldWorkbookError
        The file is older, damaged or no workbook.
    SheetOptionError
        No sheet is called `title`.
    TableTooLargeError
        A sheet has too many cells.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        parts = tuple(
            Part(item.name, "", hidden=item.visible != SheetVisibleEnum.Visible)
            for item in book.sheets_metadata
            if item.typ == SheetTypeEnum.WorkSheet
        )

        def read(part: Part) -> Sheet:
            sheet = book.get_sheet_by_name(part.title)
            if (area := sheet.total_height * sheet.total_width) > MOST_CELLS:
                raise TableTooLargeError(file, "cells", area, MOST_CELLS)
            ranges = sheet.merged_cell_ranges or ()
            merged = [(left, top, bottom) for (top, left), (bottom, _) in ranges]
            return _sheet(part.title, _from_first(sheet), merged, chosen)

        return _chosen(file, parts, title, read)
    except GeoError:
        raise
    except (CalamineError, ValueError, OSError) as error:
        raise OldWorkbookError(file) from error


def _chosen(
    file: str, every: Sequence[Part], title: str | None, read: Callable[[Part], Sheet]
) -> Sheet:
    parts = every if title is None else (_called(file, every, title),)
    sheet = _first_table(parts, read)
    sheet.others = tuple(part.title for part in every if part.title != sheet.title)
    return sheet


def _called(file: str, parts: Sequence[Part], title: str) -> Part:
    """Return a sheet by its title, else by its number from 1."""
    for part in parts:
        if part.title.strip() == title.strip():
            return part
    if title.isdecimal() and 0 < int(title) <= len(parts):
        return parts[int(title) - 1]
    raise SheetOptionError(file, title, tuple(part.title for part in parts))


def _first_table(parts: Sequence[Part], read: Callable[[Part], Sheet]) -> Sheet:
    best: tuple[int, Sheet] = 0, Sheet("")
    for part in sorted(parts, key=lambda item: item.hidden):
        sheet = read(part)
        if _tells_places(sheet):
            return sheet
        known = sheet.heading is not None and sheet.heading.known
        worth = 2 if known else int(any(map(any, sheet.rows)))
        if worth > best[0]:
            best = worth, sheet
    return best[1]


def _tells_places(sheet: Sheet) -> bool:
    """Tell whether a sheet has a column of places, as the sums before a listing have none."""
    heading = sheet.heading
    if heading is None or not heading.known or len(sheet.rows) <= heading.first_row:
        return False
    roles = find_roles(heading.cells, sheet.rows[heading.first_row :])
    return not _PLACES.isdisjoint(roles.columns)


def _sheet(
    title: str,
    rows: Iterable[Sequence[object]],
    merged: Sequence[Merged],
    chosen: Collection[str],
) -> Sheet:
    sheet = Sheet(title)
    types: list[tuple[type | None, ...]] = []
    # Rows have a few patterns of types; each is kept once.
    known: dict[tuple[type | None, ...], tuple[type | None, ...]] = {}
    for values in rows:
        sheet.rows.append(_cells(values))
        own = tuple(None if value in ("", None) else type(value) for value in values)
        types.append(known.setdefault(own, own))
    while sheet.rows and not any(sheet.rows[-1]):
        sheet.rows.pop()
    sheet.heading = find_heading(sheet.rows, chosen)
    if sheet.heading is not None:
        first = sheet.heading.first_row
        sheet.typed = _typed(types[first:])
        _fill(sheet.rows, first, merged)
    return sheet


def _rows(data: bytes, part: Part, extent: Extent) -> Iterator[Sequence[object]]:
    if extent.area > MOST_CELLS:
        return _streamed(data, part)
    return _whole(data, part)


def _whole(data: bytes, part: Part) -> Iterator[Sequence[object]]:
    """Yield the rows of a sheet that is read at once."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    yield from _from_first(book.get_sheet_by_name(part.title))


def _from_first(sheet: CalamineSheet) -> Iterator[Sequence[object]]:
    """Yield the rows of a sheet with the empty columns before its first cell."""
    left = [""] * (sheet.start[1] if sheet.start else 0)
    for values in sheet.iter_rows():
        yield [*left, *values] if left else values


def _streamed(data: bytes, part: Part) -> Iterator[Sequence[object]]:
    """Yield the rows of a sheet with few cells and a wide extent, without its farthest columns."""
    import openpyxl  # noqa: PLC0415 - slow to load, and seldom needed

    with warnings.catch_warnings():
        # It warns of decoration that it drops (conditional formats, data validation).
        warnings.simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            sheet = book[part.title]
            # Some writers state a wrong extent, and all but the first cell would be lost.
            sheet.reset_dimensions()
            for values in sheet.iter_rows(values_only=True):
                yield values[:_WIDEST]
        finally:
            book.close()


def _cells(values: Iterable[object]) -> Cells:
    cells = [value if isinstance(value, str) else written(value) for value in values]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _typed(rows: Iterable[tuple[type | None, ...]]) -> dict[int, Typed]:
    """Return the columns whose cells all are numbers, or all dates; an empty one is neither."""
    found: dict[int, set[type]] = {}
    for types in set(rows):
        for column, kind in enumerate(types):
            if kind is not None:
                found.setdefault(column, set()).add(kind)
    typed: dict[int, Typed] = {}
    for column, kinds in found.items():
        if kinds <= _NUMBERS:
            typed[column] = "number"
        elif kinds <= _DATES:
            typed[column] = "date"
    return typed


def _fill(rows: list[Cells], first_row: int, merged: Sequence[Merged]) -> None:
    """Give cells that are merged downwards the value of the first; each cell is in one range."""
    left = MOST_CELLS
    for column, top, bottom in merged:
        left -= bottom - top
        if left < 0:
            return
        if top < first_row or top >= len(rows) or column >= len(rows[top]):
            continue
        for index in range(top + 1, min(bottom + 1, len(rows))):
            cells = rows[index] + ("",) * (column + 1 - len(rows[index]))
            rows[index] = (*cells[:column], rows[top][column], *cells[column + 1 :])
