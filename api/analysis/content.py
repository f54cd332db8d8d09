"""What a page of an analysis is made of: a form, and sections with texts, tables and drawings."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from api.profiles.lists import Cell
from maps.sketches.page import element

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maps.sketches.model import Sketch

BOM = "\ufeff"
"""Before a CSV, so that Excel reads it as UTF-8."""


class Field(NamedTuple):
    """A field of the form."""

    name: str
    label: str
    kind: Literal["select", "text", "number", "check"]
    value: str
    options: tuple[tuple[str, str], ...] = ()
    """Value and text: what may be chosen, of a text what is proposed."""
    any: str = ""
    """Text of no choice; empty where one has to be chosen."""


class Grid(NamedTuple):
    """A table that is one only side by side: a matrix."""

    title: str
    corner: str
    """What the rows and the columns are."""
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Box, ...]], ...]


class Box(NamedTuple):
    """A cell of a matrix."""

    text: str
    spoken: str
    """For those who cannot see it."""
    look: str = ""
    """Class of its look; empty where nothing is."""
    key: str = ""
    """Which flow it stands for, to be found on the map."""


class Rows(NamedTuple):
    """A table whose first column names the row."""

    title: str
    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the page under a heading of its own."""

    id: str
    title: str
    texts: tuple[str, ...] = ()
    items: tuple[Cell, ...] = ()
    """A list of short entries."""
    grid: Grid | None = None
    rows: Rows | None = None
    sketches: tuple[Sketch, ...] = ()
    """Drawings: the first stays in view, the others stand above the tables beside it."""
    drawing: str = ""
    """An ``<svg>`` element instead, of what is no sketch."""
    notes: tuple[str, ...] = ()
    """Quiet, below everything."""

    @property
    def drawn(self) -> tuple[str, ...]:
        """Return the ``<svg>`` elements of the drawings."""
        return (self.drawing,) if self.drawing else tuple(map(element, self.sketches))


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A page."""

    title: str
    lead: str
    fields: tuple[Field, ...]
    sections: tuple[Section, ...]
    hidden: tuple[tuple[str, str], ...] = ()
    """Parameters that the form keeps."""
    forms: tuple[str, ...] = ("json",)
    """Other forms of the same."""
    main: str = ""
    """The section whose table these have whole; of the others each has files of its own."""


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Rows:
    """Return a table; a column of numbers has a heading of numbers."""
    result = tuple(tuple(row) for row in rows)
    numbers = [cell.number for cell in result[0]] if result else [False] * len(columns)
    heads = tuple(Cell(text, number=number) for text, number in zip(columns, numbers, strict=True))
    return Rows(title, heads, result)


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write rows as CSV that Excel reads."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    return (BOM + out.getvalue()).encode()
