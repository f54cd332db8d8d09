"""A table with its results as a workbook (I/O)."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from geo.batch.values import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from geo.batch.kinds import Value

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
"""Of a worksheet (ECMA-376, as Excel has it since 2007)."""
LONGEST_CELL = 32_767
"""Characters (Excel specifications and limits); counted in UTF-16 units."""
_FIRST_DAY = dt.date(1900, 3, 1)
"""Before it Excel counts a 29th of February 1900 that never was, and before 1900 nothing."""
_LARGEST_INTEGER = 10**15
"""Excel keeps 15 digits of a number (Excel specifications and limits)."""
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (§2.2); the writer leaves lone surrogates and U+FFFE as they are."""
_FORMULA = ("=", "+", "-", "@")


@contextmanager
def workbook(target: str | IO[bytes], **options: object) -> Iterator[Workbook]:
    """Give a workbook that is written row by row.

    Raises
    ------
    OSError
        It cannot be written; xlsxwriter has an error of its own, and leaves its files behind.
    """
    with tempfile.TemporaryDirectory() as folder:
        given = {"constant_memory": True, "tmpdir": folder, **options}
        try:
            with xlsxwriter.Workbook(target, given) as book:
                yield book
        except FileCreateError as error:
            reason = error.args[0]
            raise OSError(reason.errno, reason.strerror, reason.filename) from error


def write_xlsx(
    path: Path,
    headings: Sequence[str],
    rows: Iterable[Sequence[Value]],
    results: Sequence[Sequence[Value]],
) -> None:
    """Write one sheet, row by row; text is text, whatever it begins with.

    Days that a sheet cannot count and numbers of more digits than it keeps are text too.

    Control characters, which XML cannot hold, become U+FFFD. What is longer than a cell can be is
    cut and ends in ``…``.
    """
    with workbook(str(path)) as book:
        sheet = book.add_worksheet("geocode")
        sheet.freeze_panes(1, 0)
        put = _Cells(
            sheet,
            # As typed with an apostrophe: Excel keeps it text when the cell is edited.
            quoted=book.add_format({"quote_prefix": True}),
            day=book.add_format({"num_format": "yyyy-mm-dd"}),
            moment=book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        )
        put.row(0, headings)
        for row, (cells, result) in enumerate(zip(rows, results, strict=True), 1):
            put.row(row, (*cells, *result))


class _Cells:
    """Writes values into cells, each as its own type."""

    def __init__(self, sheet: Worksheet, *, quoted: Format, day: Format, moment: Format) -> None:
        self.sheet = sheet
        self.quoted = quoted
        self.day = day
        self.moment = moment

    def row(self, row: int, values: Sequence[Value]) -> None:
        """Write a row; an empty text is no cell."""
        for column, value in enumerate(values):
            if isinstance(value, str):
                if value:
                    self._text(row, column, value)
            elif value is not None:
                self._other(row, column, value)

    def _text(self, row: int, column: int, text: str) -> None:
        if len(text) > LONGEST_CELL // 2:
            text = _cut(text)
        if not text.isprintable():
            text = _NOT_XML.sub("\ufffd", text)
        style = self.quoted if text[0] in _FORMULA else None
        self.sheet.write_string(row, column, text, style)

    def _other(self, row: int, column: int, value: float | dt.date) -> None:
        day = value.date() if isinstance(value, dt.datetime) else value
        early = isinstance(day, dt.date) and day < _FIRST_DAY
        long = isinstance(value, int) and abs(value) >= _LARGEST_INTEGER
        if early or long:
            self._text(row, column, written(value))
        elif isinstance(value, dt.date):
            moment = isinstance(value, dt.datetime)
            self.sheet.write_datetime(row, column, value, self.moment if moment else self.day)
        else:
            number = value if isinstance(value, int) else _Exact(value)
            self.sheet.write_number(row, column, number)


class _Exact(float):
    """A number that is written whole: the writer asks for 16 digits, and some have 17."""

    __slots__ = ()

    def __format__(self, form: str) -> str:
        """Return all digits that the number needs, whatever `form` asks for."""
        return repr(float(self))


def _cut(text: str) -> str:
    units = text.encode("utf-16-le", "replace")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * LONGEST_CELL - 2].decode("utf-16-le", "ignore") + "…"
