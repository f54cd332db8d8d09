"""The sheet of a workbook that holds a table (I/O)."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.utils.cell import range_boundaries

from geo.batch.headings import Heading, find_heading
from geo.batch.values import written
from geo.errors import UnreadableTableError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    from geo.batch.table import Cells, Typed

    Sheet = tuple[list[Cells], Heading | None, dict[int, Typed]]

_WIDEST = 256
"""Columns read: a stray cell in column XFD must not make each row 16,384 cells long."""
_PIECE = 1 << 20
"""Bytes of a sheet that are looked through at a time."""
_LARGEST_BYTES = 2_000_000_000
"""Unpacked; a million rows of ten columns have less."""
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]+\d+:[A-Z]+\d+)"')


def read_sheet(file: str, data: bytes, chosen: Collection[str], allowed: tuple[str, ...]) -> Sheet:
    """Return the rows of the first sheet with a known heading, else of the first with a table.

    Its heading comes with it, and the columns that below it hold numbers only, or dates only.

    A formula is what it last gave. Cells that are merged downwards below the heading, as a 시도
    beside its rows, all get the value of the first.

    Raises
    ------
    UnreadableTableError
        The file is no workbook, damaged or beyond all measure.
    """
    try:
        _require_measure(data)
        return _read(data, chosen)
    except Exception as error:
        # openpyxl lets through whatever a damaged part gives: KeyError, ParseError, zlib.error.
        reason = (str(error).splitlines() or [""])[0][:200] or type(error).__name__
        raise UnreadableTableError(file, reason, allowed) from error


def _require_measure(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        size = sum(entry.file_size for entry in package.infolist())
    if size > _LARGEST_BYTES:
        message = f"{size / 1e6:.0f} MB > {_LARGEST_BYTES / 1e6:.0f} MB"
        raise ValueError(message)


def _read(data: bytes, chosen: Collection[str]) -> Sheet:
    best: Sheet = ([], None, {})
    with warnings.catch_warnings():
        # It warns of decoration that it drops (conditional formats, data validation).
        warnings.simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                # Some writers state a wrong extent, and all but the first cell would be lost.
                sheet.reset_dimensions()
                rows: list[Cells] = []
                types: list[tuple[type, ...]] = []
                for values in sheet.iter_rows(values_only=True):
                    rows.append(_cells(values))
                    types.append(tuple(map(type, values)))
                heading = find_heading(rows, chosen)
                typed = _typed(types[heading.first_row :]) if heading else {}
                if heading is not None and heading.known:
                    rows = _filled(rows, heading.first_row, _merged_down(data, sheet))
                    return rows, heading, typed
                if any(map(any, rows)) and not best[0]:
                    best = rows, heading, typed
        finally:
            book.close()
    return best


def _cells(values: tuple[object, ...]) -> Cells:
    cells = [written(value) for value in values[:_WIDEST]]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _typed(rows: Sequence[tuple[type, ...]]) -> dict[int, Typed]:
    """Return the columns whose cells all are numbers, or all dates; an empty one is neither."""
    found: dict[int, set[type]] = {}
    for types in set(rows):
        for column, kind in enumerate(types):
            found.setdefault(column, set()).add(kind)
    typed: dict[int, Typed] = {}
    for column, kinds in found.items():
        kinds.discard(type(None))
        if kinds and kinds <= {int, float}:
            typed[column] = "number"
        elif kinds == {dt.datetime}:
            typed[column] = "date"
    return typed


def _merged_down(data: bytes, sheet: ReadOnlyWorksheet) -> list[tuple[int, int, int]]:
    """Return column, first and last row, from 0, of cells merged downwards.

    A sheet that is streamed does not tell; the element ``mergeCell`` is of ECMA-376 18.3.1.54.
    """
    found: list[tuple[int, int, int, int]] = []
    rest = b""
    path = sheet._worksheet_path  # noqa: SLF001 - known nowhere else
    with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(path) as stream:
        while piece := stream.read(_PIECE):
            text = rest + piece
            found += (range_boundaries(match[1].decode()) for match in _MERGED.finditer(text))
            # What may go on in the next piece: from the last element that is not closed.
            rest = text[max(text.rfind(b"<"), len(text) - 200) :]
            rest = b"" if b">" in rest else rest
    return [
        (left - 1, top - 1, bottom - 1)
        for left, top, right, bottom in found
        if left == right and bottom > top
    ]


def _filled(rows: list[Cells], first_row: int, merged: list[tuple[int, int, int]]) -> list[Cells]:
    for column, top, bottom in merged:
        if top < first_row or top >= len(rows) or column >= len(rows[top]):
            continue
        for index in range(top + 1, min(bottom + 1, len(rows))):
            cells = rows[index] + ("",) * (column + 1 - len(rows[index]))
            rows[index] = (*cells[:column], rows[top][column], *cells[column + 1 :])
    return rows
