"""A user's table in memory: every cell as text, and what was wrong with a row as it was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.geocoding.query import Note

Cells = tuple[str, ...]
Typed = Literal["number", "date"]


@dataclass(frozen=True, slots=True)
class RowTrouble:
    """What was wrong with one row when it was read."""

    note: Note
    refused: bool
    """Whether the cells may stand in the wrong columns, so that no answer could be trusted."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below the heading, in the order of the file; all as long as the heading."""

    file: str
    """Name of the file, for messages."""
    headings: Cells
    """As written; empty where the file has none for a column."""
    rows: Sequence[Cells]
    """``''`` for an empty cell."""
    troubles: Mapping[int, tuple[RowTrouble, ...]] = field(default_factory=dict)
    """Row, from 0, to what was wrong with it."""
    plain_list: bool = False
    """Whether the file is one column without a heading; it is then called ``name``."""
    typed: Mapping[int, Typed] = field(default_factory=dict)
    """Column, from 0, to what each of its cells was in a file that has types."""
    heading_row: int | None = None
    """Row of the file, from 1, with the heading; None where it has none."""
    above: int = 0
    """Rows with content that stand above the heading, and are left out."""
    sheet: str = ""
    """Title of the sheet of a workbook."""
    other_sheets: tuple[str, ...] = ()
    """Titles of its other sheets, which were not read."""
