"""A brief as a workbook: its statements, its figures, each table and chart on a sheet, sources."""

from __future__ import annotations

import io
import re
from datetime import datetime
from typing import TYPE_CHECKING

import xlsxwriter

from geo.messages import catalogue
from maps.briefs.content import SIGNS, Bullets, Chart, Drawn, Heading, KeyFigures, Table
from maps.briefs.marked import raised
from maps.briefs.packing import repacked
from maps.briefs.paint import paint
from maps.typeset import date_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.messages import Catalogue
    from maps.briefs.content import Brief, KeyFigure, Notes
    from maps.briefs.pictures import Pictures

_LONGEST_NAME = 31
"""Of a sheet."""
_WIDEST, _NARROWEST = 60, 8
"""Of a column, in letters."""
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def write_xlsx(brief: Brief, _: Pictures) -> bytes:
    """Return the file; the same brief gives the same bytes."""
    return _Writer(brief).written()


class _Writer:
    def __init__(self, brief: Brief) -> None:
        self._brief = brief
        self._words: Catalogue = catalogue("maps.briefs", brief.lang)
        self._out = io.BytesIO()
        # Texts are texts: none is read as a formula or an address.
        plain = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
        self._book = xlsxwriter.Workbook(self._out, plain)
        self._head = self._book.add_format(
            {"bold": True, "bg_color": paint("head"), "top": 2, "bottom": 1, "text_wrap": True}
        )
        self._title = self._book.add_format({"bold": True, "font_size": 16})
        self._bold = self._book.add_format({"bold": True})
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})

    def written(self) -> bytes:
        brief, words = self._brief, self._words
        year, month, day = date_of(brief.as_of)
        self._book.set_properties({
            "title": brief.title, "subject": brief.subtitle, "author": brief.author,
            "keywords": brief.number, "comments": brief.edition,
            "created": datetime(year, month, day),  # noqa: DTZ001 - a day, of no zone
        })  # fmt: skip
        self._statements()
        figures = [item for block in brief.blocks if isinstance(block, KeyFigures)
                   for item in block.items]  # fmt: skip
        if figures:
            self._figures(figures)
        number = 0
        for block in brief.blocks:
            if isinstance(block, Table):
                number += 1
                heads = [column.title for column in block.columns]
                rows = [
                    [_cell(text) if column.number else text
                     for text, column in zip(row, block.columns, strict=True)]
                    for row in block.rows
                ]  # fmt: skip
                self._sheet(words("sheet.table", number=number), block.caption, block.notes,
                            heads, rows)  # fmt: skip
        number = 0
        for block in brief.blocks:
            if isinstance(block, Drawn):
                number += 1
            elif isinstance(block, Chart):
                number += 1
                caption = f"{block.caption} ({block.base} · {block.unit} · {block.period})"
                rows = [[bar.label, *bar.values] for bar in block.bars]
                self._sheet(words("sheet.figure", number=number), caption, block.notes,
                            ["", *block.series], rows)  # fmt: skip
        notes = [[number, note.text] for number, note in enumerate(brief.footnotes, 1)]
        self._sheet(brief.footnotes_title, brief.footnotes_title, (), ["", ""], notes)
        self._book.close()
        return repacked(self._out.getvalue(), brief.as_of)

    def _statements(self) -> None:
        brief = self._brief
        sheet = self._book.add_worksheet(self._words("heading.summary"))
        sheet.set_column(0, 0, 100, self._wrapped)
        sheet.set_column(1, 1, 10)
        sheet.write_string(0, 0, brief.title, self._title)
        told = filter(None, (brief.subtitle, brief.department, brief.dated, brief.edition))
        row = 0
        for row, text in enumerate(told, 1):
            sheet.write_string(row, 0, text)
        signs = SIGNS[brief.lang]
        for block in brief.blocks:
            if isinstance(block, Heading):
                row += 2
                sheet.write_string(row, 0, block.text, self._bold)
            elif isinstance(block, Bullets):
                for item in block.items:
                    row += 1
                    indent = "  " * (item.level - 1)
                    sheet.write_string(row, 0, f"{indent}{signs[item.level - 1]} {item.text}")
                    if item.notes:
                        sheet.write_string(row, 1, raised(item.notes))
            elif isinstance(block, Drawn):
                row += 1
                sheet.write_string(row, 0, block.caption)

    def _figures(self, items: Sequence[KeyFigure]) -> None:
        words = self._words
        heads = [
            words(f"column.{item}") for item in ("indicator", "value", "unit", "base", "period")
        ]
        rows = [
            [item.label, item.value, item.unit, item.base, item.period, raised(item.notes)]
            for item in items
        ]
        title = words("table.figures")
        self._sheet(title, title, (), [*heads, words("sheet.notes")], rows)

    def _sheet(
        self,
        name: str,
        caption: str,
        notes: Notes,
        heads: Sequence[str],
        rows: Sequence[Sequence[object]],
    ) -> None:
        sheet = self._book.add_worksheet(name[:_LONGEST_NAME])
        sheet.write_string(0, 0, f"{caption} {raised(notes)}".strip(), self._bold)
        for column, head in enumerate(heads):
            longest = max(len(str(row[column])) for row in (heads, *rows))
            wide = max(_NARROWEST, min(_WIDEST, longest * 1.7))
            sheet.set_column(column, column, wide, self._wrapped)
            sheet.write_string(1, column, head, self._head)
        for number, row in enumerate(rows, 2):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write_number(number, column, value)
        sheet.freeze_panes(2, 0)


def _cell(text: str) -> str | float:
    """Return a number as one, so that it can be reckoned with.

    >>> _cell("1,237.6"), _cell("–")
    (1237.6, '–')
    """
    return float(text.replace(",", "")) if _NUMBER.fullmatch(text) else text
