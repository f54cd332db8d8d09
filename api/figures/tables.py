"""A table as people see it, as CSV, as a workbook and as JSON: the same columns in each."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, NamedTuple

from api.analysis.content import as_csv

if TYPE_CHECKING:
    from api.analysis.content import Section
    from geo.messages import Catalogue

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Column(NamedTuple):
    """A column: its id in JSON, what people call it, whether it holds numbers."""

    id: str
    title: str
    number: bool = False


class Sheet(NamedTuple):
    """A table."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[object, ...], ...]
    """Numbers as numbers; None where there is none."""
    notes: tuple[str, ...] = ()
    """What it rests on: source, base, period."""

    def csv(self) -> bytes:
        """Return it as CSV that Excel reads."""
        return as_csv([column.title for column in self.columns], self.rows)

    def records(self) -> list[dict[str, object]]:
        """Return its rows by the ids of the columns."""
        return [
            {column.id: cell for column, cell in zip(self.columns, row, strict=True)}
            for row in self.rows
        ]

    def xlsx(self, words: Catalogue) -> bytes:
        """Return it as a workbook, what it rests on in a second sheet."""
        import xlsxwriter  # noqa: PLC0415 - slow to load

        out = io.BytesIO()
        # A text that begins with = is a text.
        settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(out, settings) as book:
            bold = book.add_format({"bold": True, "bottom": 1})
            sheet = book.add_worksheet(words("figures.sheet"))
            for at, column in enumerate(self.columns):
                sheet.write_string(0, at, column.title, bold)
                sheet.set_column(at, at, 14 if column.number else 22)
            for line, row in enumerate(self.rows, 1):
                for at, cell in enumerate(row):
                    if isinstance(cell, int | float):
                        sheet.write_number(line, at, cell)
                    elif cell is not None:
                        sheet.write_string(line, at, str(cell))
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, len(self.rows), len(self.columns) - 1)
            about = book.add_worksheet(words("figures.about"))
            for line, note in enumerate((self.title, *self.notes)):
                about.write_string(line, 0, note)
            about.set_column(0, 0, 100)
        return out.getvalue()


def sheet_of(section: Section) -> Sheet:
    """Return the table of a section as people see it; what is only drawn has no column."""
    assert section.rows is not None  # noqa: S101 - the caller has looked
    heads, rows = section.rows.columns, section.rows.rows
    titles = [head.text for head in heads]
    told = [at for at in range(len(heads)) if not any(row[at].drawing for row in rows)]
    return Sheet(
        section.title,
        tuple(
            # Of two columns of one title each has its number in JSON.
            Column(
                titles[at] if titles.count(titles[at]) == 1 else f"{titles[at]} {at + 1}",
                titles[at],
                heads[at].number,
            )
            for at in told
        ),
        tuple(tuple(row[at].text for at in told) for row in rows),
        (*section.texts, *section.notes),
    )
