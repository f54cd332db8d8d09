"""A user's file into a table of text (I/O): csv, tsv, txt, xlsx, xls, parquet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.batch.delimited import read_delimited
from geo.batch.headings import find_heading
from geo.batch.limits import MOST_CELLS
from geo.batch.table import RowTrouble, Table
from geo.errors import (
    EmptyTableError,
    LockedWorkbookError,
    MissingInputError,
    SheetOptionError,
    TableTooLargeError,
    UnknownFormatError,
    UnreadableTableError,
)
from geo.geocoding.query import Note

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from geo.batch.table import Cells

READABLE = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".parquet")
_TEXT = (".csv", ".tsv", ".txt")
_ZIP = b"PK\x03\x04"
_PARQUET = b"PAR1"
_COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")
"""OLE compound file: an .xls of Excel 97 to 2003, or an encrypted .xlsx (MS-CFB 2.2)."""
_PLAIN_HEADING = "name"


def read_bytes(path: Path) -> bytes:
    """Read a file whole.

    Raises
    ------
    MissingInputError
        Nothing is there.
    UnreadableTableError
        It is a folder, or may not be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MissingInputError(str(path)) from error
    except OSError as error:
        raise UnreadableTableError(path.name, error.strerror or "", READABLE) from error


def read_table(
    file: str, data: bytes, chosen: Collection[str] = (), sheet: str | None = None
) -> Table:
    """Read the table in `data`, the bytes of a file called `file`.

    What the bytes are goes before the ending of the name. What stands above the heading is left
    out, and so are empty rows at the end. `chosen` are headings that the user names, which help
    to find the row of headings; `sheet` is the sheet of a workbook, by title or number. A row of a
    text file with more cells than the heading keeps them all in its last column, and is refused: a
    delimiter that nobody quoted shifts the cells.

    Raises
    ------
    LockedWorkbookError, OldWorkbookError
        A workbook that is encrypted, or an .xls that is damaged or older than Excel 97.
    UnknownFormatError
        Neither bytes nor ending are known.
    UnreadableTableError
        The bytes are not what they should be.
    EmptyTableError
        No row below the heading.
    SheetOptionError
        There is no such sheet, or the file has none at all.
    TableTooLargeError
        It is larger than any table that is read; see `geo.batch.limits`.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise EmptyTableError(file)
    ending = file[file.rfind(".") :].casefold() if "." in file else ""
    if data.startswith(_COMPOUND_FILE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise LockedWorkbookError(file)
        return _require_rows(_workbook(file, data, chosen, sheet, old=True))
    if data.startswith(_ZIP):
        return _require_rows(_workbook(file, data, chosen, sheet))
    if sheet is not None:
        raise SheetOptionError(file, sheet, ())
    if data.startswith(_PARQUET):
        return _require_rows(_parquet(file, data))
    if ending not in READABLE:
        raise UnknownFormatError(file, READABLE)
    if ending not in _TEXT or _is_binary(data):
        raise UnreadableTableError(file, f"{data[:8].hex(' ')} …", READABLE)
    return _require_rows(_text(file, data, chosen))


def _is_binary(data: bytes) -> bool:
    """Tell whether control characters abound; of UTF-16 half the bytes may be 0."""
    sample = data[:8192]
    control = sum(1 for byte in sample if byte < 32 and byte not in b"\t\n\r\0")
    return control > len(sample) // 20 + 16


def _text(file: str, data: bytes, chosen: Collection[str]) -> Table:
    read = read_delimited(file, data)
    heading = find_heading(read.cells, chosen)
    if heading is None:
        return _plain_list(file, read.cells, read.troubles)
    width = len(heading.cells)
    _require_cells(file, len(read.cells) * width)
    troubles: dict[int, tuple[RowTrouble, ...]] = {}
    rows: list[Cells] = []
    for index, cells in enumerate(read.cells[heading.first_row :]):
        own = read.troubles.get(index + heading.first_row, ())
        if len(cells) != width and any(cells):
            own = (*own, *_other_length(cells, width))
        if own:
            troubles[index] = own
        rows.append(cells if len(cells) == width else _fitted(cells, width, read.delimiter))
    return Table(
        file,
        heading.cells,
        _without_empty_end(rows),
        troubles,
        heading_row=None if heading.at is None else heading.at + 1,
        above=_filled(read.cells[: heading.first_row if heading.at is None else heading.at]),
    )


def _plain_list(
    file: str, read: Sequence[Cells], troubles: dict[int, tuple[RowTrouble, ...]]
) -> Table:
    rows = _without_empty_end([_fitted(cells, 1, ",") for cells in read])
    return Table(file, (_PLAIN_HEADING,), rows, troubles, plain_list=True)


def _other_length(cells: Cells, width: int) -> tuple[RowTrouble, ...]:
    more = any(cells[width:])
    if len(cells) > width and not more:
        return ()
    facts = {"cells": len(cells), "width": width}
    return (RowTrouble(Note("batch.long_row" if more else "batch.short_row", facts), more),)


def _fitted(cells: Cells, width: int, delimiter: str) -> Cells:
    if len(cells) < width:
        return cells + ("",) * (width - len(cells))
    if any(cells[width:]):
        return (*cells[: width - 1], delimiter.join(cells[width - 1 :]))
    return cells[:width]


def _workbook(
    file: str, data: bytes, chosen: Collection[str], title: str | None, *, old: bool = False
) -> Table:
    from geo.batch import workbook  # noqa: PLC0415 - its reader is slow to load

    if old:
        read = workbook.read_old_sheet(file, data, chosen, title)
    else:
        read = workbook.read_sheet(file, data, chosen, READABLE, title)
    heading, others = read.heading, read.others
    if heading is None:
        plain = _plain_list(file, [cells[:1] for cells in read.rows], {})
        return replace(plain, sheet=read.title, other_sheets=others)
    below = read.rows[heading.first_row :]
    width = max([len(heading.cells), *map(len, below)])
    _require_cells(file, len(below) * width)
    # Cells in a sheet stand where they are: a column without a heading is no shifted row.
    headings = _fitted(heading.cells, width, ",")
    return Table(
        file,
        headings,
        _without_empty_end([_fitted(cells, width, ",") for cells in below]),
        typed=read.typed,
        heading_row=None if heading.at is None else heading.at + 1,
        above=_filled(read.rows[: heading.first_row if heading.at is None else heading.at]),
        sheet=read.title,
        other_sheets=others,
    )


def _parquet(file: str, data: bytes) -> Table:
    from geo.batch.parquet import read_parquet  # noqa: PLC0415 - so is pyarrow

    return read_parquet(file, data, READABLE)


def _filled(rows: Sequence[Cells]) -> int:
    return sum(1 for cells in rows if any(cell.strip() for cell in cells))


def _require_cells(file: str, cells: int) -> None:
    if cells > MOST_CELLS:
        raise TableTooLargeError(file, "cells", cells, MOST_CELLS)


def _without_empty_end(rows: list[Cells]) -> list[Cells]:
    end = len(rows)
    while end and not any(rows[end - 1]):
        end -= 1
    return rows[:end]


def _require_rows(table: Table) -> Table:
    if not table.rows:
        raise EmptyTableError(table.file)
    return table
