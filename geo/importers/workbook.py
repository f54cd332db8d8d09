"""A workbook into its sheets' values (I/O)."""

from __future__ import annotations

import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from python_calamine import CalamineWorkbook

from geo.batch.limits import MOST_CELLS
from geo.batch.package import extent_of, parts_of, require_end
from geo.errors import LockedWorkbookError, NotAWorkbookError, OldWorkbookError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from python_calamine import CalamineSheet

Cells = tuple[object, ...]

_WIDEST = 40
"""Columns read; a real file has a stray cell in column XCW."""
_LONGEST = 20_000
"""Rows read of a sheet; the real one has 1,440."""
_LARGEST_BYTES = 100_000_000
"""Unpacked; the real one has 5 MB. In memory it takes some seven times as much."""
_COMPOUND_FILE = bytes.fromhex("D0CF11E0A1B11AE1")
"""OLE compound file: an .xls of Excel 97 to 2003, or an encrypted .xlsx (MS-CFB 2.2)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The values of one sheet; a formula is what it last gave."""

    title: str
    rows: tuple[Cells, ...]
    """Row 1 of the sheet comes first; all rows have the same length."""


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """Read the sheets of an .xlsx file, in its order.

    Of merged cells only the first has a value.

    Raises
    ------
    LockedWorkbookError
        The file is encrypted.
    OldWorkbookError
        The file is an .xls of Excel 97 to 2003.
    BrokenOffError
        The file ends in the middle.
    NotAWorkbookError
        The file is something else, damaged or beyond all measure.
    """
    with path.open("rb") as stream:
        _require_workbook(path.name, stream)
        try:
            return _sheets(path.name, stream)
        except Exception as error:
            # The readers let through whatever a damaged part gives: KeyError, zlib.error.
            raise NotAWorkbookError(path.name, _first_line(error)) from error


def _require_workbook(name: str, stream: BinaryIO) -> None:
    if stream.read(8) == _COMPOUND_FILE:
        stream.seek(0)
        locked = "EncryptedPackage".encode("utf-16-le") in stream.read()
        raise (LockedWorkbookError if locked else OldWorkbookError)(name)
    stream.seek(0)
    require_end(name, stream)
    try:
        with zipfile.ZipFile(stream) as package:
            size = sum(entry.file_size for entry in package.infolist())
    except zipfile.BadZipFile as error:
        raise NotAWorkbookError(name, _first_line(error)) from error
    if size > _LARGEST_BYTES:
        reason = f"{size / 1e6:.0f} MB > {_LARGEST_BYTES / 1e6:.0f} MB"
        raise NotAWorkbookError(name, reason)
    stream.seek(0)


def _sheets(name: str, stream: BinaryIO) -> tuple[Sheet, ...]:
    with zipfile.ZipFile(stream) as package:
        parts = parts_of(name, package)
        extents = [extent_of(name, package, part) for part in parts]
    stream.seek(0)
    # One cell far out makes the quick reader allocate all between, and of an error (#REF!) it
    # makes an empty cell; the slow one passes the first and says the second.
    if sum(extent.area for extent in extents) > MOST_CELLS or any(
        extent.has_errors for extent in extents
    ):
        return _streamed(stream)
    return _whole(stream, [part.title for part in parts])


def _whole(stream: BinaryIO, titles: Sequence[str]) -> tuple[Sheet, ...]:
    book = CalamineWorkbook.from_filelike(stream)
    return tuple(Sheet(title, _rows(book.get_sheet_by_name(title))) for title in titles)


def _rows(sheet: CalamineSheet) -> tuple[Cells, ...]:
    if sheet.start is None or sheet.end is None:
        return ()
    before, width = [None] * sheet.start[1], min(_WIDEST, sheet.end[1] + 1)
    return tuple(
        tuple([*before, *map(_value, values)][:width])
        for values in islice(sheet.iter_rows(), _LONGEST)
    )


def _value(cell: object) -> object:
    """Return a cell as the other reader does: None where it is empty, whole numbers whole."""
    if cell == "":
        return None
    if type(cell) is date:
        return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - cells have no zone
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _streamed(stream: BinaryIO) -> tuple[Sheet, ...]:
    import openpyxl  # noqa: PLC0415 - slow to load, and seldom needed

    with warnings.catch_warnings():
        # It warns of decoration that it drops (conditional formats, data validation).
        warnings.simplefilter("ignore", UserWarning)
        book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
        try:
            return tuple(
                Sheet(
                    sheet.title,
                    tuple(
                        sheet.iter_rows(
                            min_col=1, max_col=_WIDEST, max_row=_LONGEST, values_only=True
                        )
                    ),
                )
                for sheet in book.worksheets
            )
        finally:
            book.close()


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:200] or type(error).__name__
