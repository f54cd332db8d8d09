"""A collection as a workbook: the features, what their columns mean, and where they come from."""

from __future__ import annotations

import datetime as dt
import tempfile
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.batch.sheets import LAST_COLUMN, LAST_ROW, workbook
from geo.errors import OutputTooLongError
from geo.exports.cells import fitting, is_long, plain
from geo.exports.columns import rows_of, table_of
from geo.exports.survey import in_cells, unique_names
from geo.exports.temporary import day_of, file_chunks
from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from geo.exports.columns import Table
    from geo.exports.features import Job
    from geo.messages import Lang

_FIRST_DAY = dt.date(1900, 3, 1)
"""Before it Excel counts a 29th of February 1900 that never was, and before 1900 nothing."""
_LARGEST_INTEGER = 10**15
"""Excel keeps 15 digits of a number (Excel specifications and limits)."""
_KOREA = dt.timezone(dt.timedelta(hours=9))
"""A sheet has no time zones: moments are told as Korean clocks show them."""
_NARROWEST, _WIDEST = 6, 60
"""Widths of columns in digits: a heading can be read, and one long text does not hide the rest."""


def write_xlsx(job: Job) -> Iterator[bytes]:
    """Give the workbook; text is typed as text, whatever it begins with.

    Headings are the titles of the properties in the reader's language; the second sheet tells
    which property each is, its type and its values. A shape whose WKT is longer than a cell can be
    is left out, for a cut one would be wrong; the last sheet says how many.

    Raises
    ------
    OutputTooLongError
        More rows or columns than a sheet can have.
    """
    table = table_of(job, in_cells)
    rows, columns = table.survey.count, len(table.headings)
    if rows >= LAST_ROW or columns > LAST_COLUMN:
        raise OutputTooLongError(job.format.id, rows, columns, LAST_ROW - 1, LAST_COLUMN)
    with tempfile.TemporaryFile() as stream:
        with workbook(stream, default_date_format="yyyy-mm-dd") as book:
            created = dt.datetime.fromisoformat(day_of(job)).replace(tzinfo=dt.UTC)
            book.set_properties({"title": job.source.title, "created": created})
            headings = _headings(job, table)
            left_out = _features(_Sheet.of(book, "features"), job, table, headings)
            _dictionary(_Sheet.of(book, "dictionary"), job, table, headings)
            _source(_Sheet.of(book, "source"), job, left_out)
        stream.seek(0)
        yield from file_chunks(stream)


@dataclass(slots=True)
class _Sheet:
    """A sheet that is written row by row, and knows how wide its columns became."""

    sheet: Worksheet
    bold: Format
    moment: Format
    widths: list[int] = field(default_factory=list)
    row: int = 0

    @classmethod
    def of(cls, book: Workbook, name: str) -> _Sheet:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        return cls(book.add_worksheet(name), bold, book.add_format({"num_format": _MOMENT}))

    def add(self, values: Sequence[object], *, bold: bool = False) -> None:
        self.widths += [_NARROWEST] * (len(values) - len(self.widths))
        for column, value in enumerate(values):
            width = self._put(column, value, self.bold if bold else None)
            self.widths[column] = max(self.widths[column], width)
        self.row += 1

    def _put(self, column: int, value: object, style: Format | None) -> int:
        """Write a cell; return the columns that it takes."""
        if value is None or value == "":
            return 0
        if isinstance(value, str):
            return self._put_text(column, value, style)
        if isinstance(value, dt.datetime):
            value = value.astimezone(_KOREA).replace(tzinfo=None) if value.tzinfo else value
        day = value.date() if isinstance(value, dt.datetime) else value
        if isinstance(day, dt.date) and day >= _FIRST_DAY:
            moment = self.moment if isinstance(value, dt.datetime) else style
            self.sheet.write_datetime(self.row, column, value, moment)
            return len(str(value))
        if isinstance(value, bool):
            self.sheet.write_boolean(self.row, column, value)
            return len("FALSE")
        if isinstance(value, float) or (isinstance(value, int) and abs(value) < _LARGEST_INTEGER):
            self.sheet.write_number(self.row, column, value)
            return len(f"{value:.16g}")
        return self._put_text(column, str(value), style)

    def _put_text(self, column: int, value: str, style: Format | None) -> int:
        text, width = _fitted(value)
        self.sheet.write_string(self.row, column, text, style)
        return width

    def close(self, *, columns: int = 0) -> None:
        """Set the widths; with `columns`, a filter over so many of the rows that there are."""
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, min(width + 1, _WIDEST))
        if columns:
            self.sheet.freeze_panes(1, 0)
            self.sheet.autofilter(0, 0, max(self.row - 1, 1), columns - 1)


_MOMENT = "yyyy-mm-dd hh:mm:ss"


@lru_cache(maxsize=1 << 14)
def _fitted(text: str) -> tuple[str, int]:
    """Return what a cell holds of a text, and how wide that is; rows repeat most of their texts."""
    fitted = fitting(plain(text))
    return fitted, _width(fitted)


def _width(text: str) -> int:
    """Return the columns that the first line takes: Hangul is twice as wide as a digit."""
    line = text[: 2 * _WIDEST].partition("\n")[0]
    if line.isascii():
        return len(line)
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


def _headings(job: Job, table: Table) -> list[str]:
    titles = {item.name: item.title(job.lang) for item in job.returned.fields(job.layer)}
    words = catalogue("geo", job.lang)
    places = {"lon": words("export.heading.lon"), "lat": words("export.heading.lat")}
    shown = [places.get(place, place) for place in table.places]
    own = [titles.get(name, name) for name in table.names]
    # Two properties may share a title.
    told = [
        f"{title} ({name})" if own.count(title) > 1 else title
        for name, title in zip(table.names, own, strict=True)
    ]
    return [*unique_names(told, shown).values(), *shown]


def _features(to: _Sheet, job: Job, table: Table, headings: Sequence[str]) -> int:
    """Write the features; return how many shapes were too long."""
    to.add(headings, bold=True)
    left_out = 0
    for row in rows_of(job, table):
        if table.places and len(table.places) != 2 and is_long(row[-1]):
            row, left_out = (*row[:-1], None), left_out + 1  # noqa: PLW2901
        to.add(row)
    to.close(columns=len(headings))
    return left_out


def _dictionary(to: _Sheet, job: Job, table: Table, headings: Sequence[str]) -> None:
    """Say of each column what it is called in both languages, its type and its few values."""
    words = catalogue("geo", job.lang)
    other: Lang = "en" if job.lang == "ko" else "ko"
    to.add(
        [
            words(f"export.dictionary.{key}")
            for key in ("heading", "property", "other", "type", "values")
        ],
        bold=True,
    )
    fields = {item.name: item for item in job.returned.fields(job.layer)}
    for name, heading in zip(table.names, headings, strict=False):
        kind = words(f"export.kind.{table.survey.kinds[name]}")
        # Ids that are no property are a column all the same.
        known = fields.get(name)
        values = ", ".join(known.enum) if known else ""
        to.add([heading, name, known.title(other) if known else name, kind, values])
    for place, heading in zip(table.places, headings[len(table.names) :], strict=True):
        key = "WKT" if place.startswith("WKT") else "place"
        to.add([heading, place, "", words(f"export.kind.{key}"), job.crs])
    to.close(columns=5)


def _source(to: _Sheet, job: Job, left_out: int) -> None:
    words = catalogue("geo", job.lang)
    for key, value in job.source.items().items():
        to.add([words(f"export.note.{key}"), value])
    to.add([words("export.note.crs"), job.crs])
    if left_out:
        to.add([words("export.long_shapes", count=left_out)])
    to.close()
