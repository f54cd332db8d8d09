"""The workbook for a programme of one's own: its sheets and columns, in two languages.

One list serves the writer of the template, the reader and the documentation.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from geo.messages import LANGS, Lang, catalogue
from geo.text import fold

SheetId = Literal["programme", "bodies", "members"]
SHEETS: tuple[SheetId, ...] = ("programme", "bodies", "members")


class Column(NamedTuple):
    """A column of a sheet, or a line of the sheet of the programme itself."""

    id: str
    required: bool = False
    choices: tuple[str, ...] = ()
    """Ids of the words of a list; any other text is refused."""


RULES = ("star", "pairs", "none")
GROUPS = ("sector", "round", "region", "programme")
PROGRAMME = (
    Column("name", required=True),
    Column("name_en"),
    Column("id"),
    Column("about"),
    Column("body"),
    Column("body_en"),
    Column("rule", required=True, choices=RULES),
    Column("root_role"),
    Column("other_role"),
    Column("group_by", choices=GROUPS),
    Column("publisher"),
    Column("published_on"),
)
BODIES = (
    Column("body", required=True),
    Column("body_en"),
    Column("no"),
    Column("round"),
    Column("sector"),
    Column("subsector"),
    Column("region"),
    Column("starts_on"),
    Column("ends_on"),
    Column("note"),
)
MEMBERS = (
    Column("body", required=True),
    Column("role"),
    Column("region"),
    Column("place", required=True),
    Column("function"),
    Column("lon"),
    Column("lat"),
    Column("starts_on"),
    Column("ends_on"),
    Column("locator"),
)
COLUMNS: dict[SheetId, tuple[Column, ...]] = {
    "programme": PROGRAMME,
    "bodies": BODIES,
    "members": MEMBERS,
}


def title(sheet: SheetId, lang: Lang) -> str:
    """Return what a sheet is called."""
    return catalogue("geo", lang)(f"own.sheet.{sheet}")


def heading(sheet: SheetId, column: str, lang: Lang) -> str:
    """Return what a column is called."""
    return catalogue("geo", lang)(f"own.{sheet}.{column}")


def column_of(sheet: SheetId, written: str) -> str | None:
    """Return the column that a heading means, in either language or by its id; None for none."""
    key = fold(written.rstrip("*").strip())
    for column in COLUMNS[sheet]:
        names = (column.id, *(heading(sheet, column.id, lang) for lang in LANGS))
        if key in map(fold, names):
            return column.id
    return None


def word(choice: str, lang: Lang) -> str:
    """Return the word of a choice of a list."""
    return catalogue("geo", lang)(f"own.choice.{choice}")


def choice_of(choices: tuple[str, ...], written: str) -> str | None:
    """Return the choice that a text means, in either language or by its id; None for none."""
    key = fold(written)
    for choice in choices:
        if key in map(fold, (choice, *(word(choice, lang) for lang in LANGS))):
            return choice
    return None
