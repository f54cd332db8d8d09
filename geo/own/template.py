"""The template: instructions, and sheets with headings, lists to choose from, an example."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from geo.messages import Lang, catalogue
from geo.own.sheets import BODIES, MEMBERS, PROGRAMME, Column, SheetId, heading, title, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

_ROWS = 500
"""Rows for which a list to choose from is offered."""
_BOLD, _HEAD = Font(bold=True), PatternFill("solid", fgColor="FFECF2FE")
_WIDE, _USUAL = 34, 18
"""Characters of a column for names and texts, and of others."""


def template(lang: Lang, regions: Sequence[str]) -> bytes:
    """Return the workbook, XLSX; `regions` are the 시도 to choose from.

    The example rows are real places of no real programme, and say that they are an example.
    """
    book = Workbook()
    guide = book.active
    assert guide is not None  # noqa: S101 - a new workbook has a sheet
    _guide(guide, lang)
    _programme(book.create_sheet(title("programme", lang)), lang)
    words = catalogue("geo", lang)
    example = words("own.example.body")
    bodies = book.create_sheet(title("bodies", lang))
    _table(bodies, "bodies", BODIES, lang, [{"body": example, "starts_on": "2026"}])
    members = book.create_sheet(title("members", lang))
    roles = [words("own.example.root"), words("own.example.other")]
    rows = [
        {"body": example, "role": role, "region": region, "place": place}
        for role, (region, place) in zip(
            roles, (("경남", "창원국가"), ("부산", "명지·녹산국가")), strict=True
        )
    ]
    _table(members, "members", MEMBERS, lang, rows)
    for sheet, columns in ((bodies, BODIES), (members, MEMBERS)):
        _choose(sheet, columns, "region", list(regions))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _guide(sheet: Worksheet, lang: Lang) -> None:
    words = catalogue("geo", lang)
    sheet.title = words("own.sheet.guide")
    lines = words("own.guide").split("\n")
    for row, line in enumerate([words("own.guide.title"), "", *lines], start=1):
        cell = sheet.cell(row, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.column_dimensions["A"].width = 96


def _programme(sheet: Worksheet, lang: Lang) -> None:
    """Write a line for each thing that is said of the programme: what, value, what it means."""
    words = catalogue("geo", lang)
    _heads(sheet, [words(f"own.programme.head.{part}") for part in ("item", "value", "meaning")])
    filled = {
        "name": words("own.example.programme"),
        "body": words("own.example.noun"),
        "rule": word("star", lang),
        "root_role": words("own.example.root"),
        "other_role": words("own.example.other"),
        "group_by": word("programme", lang),
    }
    for row, column in enumerate(PROGRAMME, start=2):
        sheet.cell(row, 1, _head("programme", column, lang)).font = _BOLD
        sheet.cell(row, 2, filled.get(column.id))
        told = sheet.cell(row, 3, words(f"own.programme.{column.id}.meaning"))
        told.alignment = Alignment(wrap_text=True, vertical="top")
        if column.choices:
            _list(sheet, [word(choice, lang) for choice in column.choices], f"B{row}")
    for letter, width in zip("ABC", (_USUAL + 4, _WIDE, 70), strict=True):
        sheet.column_dimensions[letter].width = width


def _table(
    sheet: Worksheet,
    id_: SheetId,
    columns: Sequence[Column],
    lang: Lang,
    rows: Sequence[dict[str, str]],
) -> None:
    words = catalogue("geo", lang)
    _heads(sheet, [_head(id_, column, lang) for column in columns])
    for at, column in enumerate(columns, start=1):
        meaning = words(f"own.{id_}.{column.id}.meaning")
        sheet.cell(1, at).comment = Comment(meaning, "Sandan Atlas")
        wide = column.id in {"body", "body_en", "place", "function", "note"}
        sheet.column_dimensions[get_column_letter(at)].width = _WIDE if wide else _USUAL
    for number, row in enumerate(rows, start=2):
        for at, column in enumerate(columns, start=1):
            sheet.cell(number, at, row.get(column.id))
    sheet.freeze_panes = "A2"


def _heads(sheet: Worksheet, texts: Sequence[str]) -> None:
    for at, text in enumerate(texts, start=1):
        cell = sheet.cell(1, at, text)
        cell.font, cell.fill = _BOLD, _HEAD


def _head(sheet: SheetId, column: Column, lang: Lang) -> str:
    """Return a heading; a star marks what must be filled."""
    return f"{heading(sheet, column.id, lang)}{'*' if column.required else ''}"


def _choose(sheet: Worksheet, columns: Sequence[Column], id_: str, values: list[str]) -> None:
    letter = get_column_letter(next(i for i, c in enumerate(columns, 1) if c.id == id_))
    _list(sheet, values, f"{letter}2:{letter}{_ROWS}")


def _list(sheet: Worksheet, values: Sequence[str], cells: str) -> None:
    """Offer values to choose from; another one is told of, not forbidden: names of regions vary."""
    offered = DataValidation(
        type="list", formula1=f'"{",".join(values)}"', allow_blank=True, errorStyle="warning"
    )
    sheet.add_data_validation(offered)
    offered.add(cells)
