"""A workbook into its sheets' values (I/O)."""

from __future__ import annotations

import warnings
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

import openpyxl

from geo.errors import LockedWorkbookError, NotAWorkbookError, OldWorkbookError

if TYPE_CHECKING:
    from pathlib import Path

Cells = tuple[object, ...]

_WIDEST = 40
"""Columns read; the real file has a stray cell in column XCW, which makes reading slow."""
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

    Streams, which leaves merged cells out: only the first cell of each has a value.

    Raises
    ------
    LockedWorkbookError
        The file is encrypted.
    OldWorkbookError
        The file is an .xls of Excel 97 to 2003.
    NotAWorkbookError
        The file is something else, damaged or beyond all measure.
    """
    with path.open("rb") as stream:
        _require_workbook(path.name, stream)
        try:
            return _sheets(stream)
        except Exception as error:
            # openpyxl lets through whatever a damaged part gives: KeyError, ParseError, zlib.error.
            raise NotAWorkbookError(path.name, _first_line(error)) from error


def _require_workbook(name: str, stream: BinaryIO) -> None:
    if stream.read(8) == _COMPOUND_FILE:
        stream.seek(0)
        locked = "EncryptedPackage".encode("utf-16-le") in stream.read()
        raise (LockedWorkbookError if locked else OldWorkbookError)(name)
    try:
        with zipfile.ZipFile(stream) as package:
            size = sum(entry.file_size for entry in package.infolist())
    except zipfile.BadZipFile as error:
        raise NotAWorkbookError(name, _first_line(error)) from error
    if size > _LARGEST_BYTES:
        reason = f"{size / 1e6:.0f} MB > {_LARGEST_BYTES / 1e6:.0f} MB"
        raise NotAWorkbookError(name, reason)
    stream.seek(0)


def _sheets(stream: BinaryIO) -> tuple[Sheet, ...]:
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
