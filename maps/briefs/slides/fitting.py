"""How much room texts take on a slide, reckoned with the widths of the web font."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, TypeVar

from maps.still.font import face
from maps.still.model import MM_PER_INCH, POINTS_PER_INCH
from maps.still.writing import broken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from maps.briefs.content import Table

POINT_MM = MM_PER_INCH / POINTS_PER_INCH
LINE = 1.35
"""Height of a line in letters' sizes; that of 맑은 고딕 is 1.33."""
_WIDER = 1.2
"""By how much another font may run wider than the one reckoned with; DejaVu Sans does."""
CELL_MM = 2.2
"""Beside a cell's text, left and right."""
CELL_TALL_MM = 0.9
"""Above and below it."""

One = TypeVar("One")


def lines_of(text: str, points: float, width_mm: float, *, bold: bool = False) -> int:
    """Return on how many lines a text stands that wraps at a width."""
    room = width_mm / POINT_MM / _WIDER
    wide = face(bold=bold).width
    return max(1, sum(ceil(wide(value, points) / room) for value in broken(text, points, room)))


def width_of(text: str, points: float, *, bold: bool = False) -> float:
    """Return the width of a line in millimetres."""
    return face(bold=bold).width(text, points) * _WIDER * POINT_MM


def pages(
    items: Sequence[One], height: Callable[[One], float], first_mm: float, room_mm: float
) -> list[list[One]]:
    """Spread items over pages; the first page has its own room, an item is never split."""
    spread: list[list[One]] = [[]]
    left = first_mm
    for item in items:
        tall = height(item)
        if tall > left and (spread[-1] or left < room_mm):
            spread.append([])
            left = room_mm
        spread[-1].append(item)
        left -= tall
    return spread


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of a table's columns."""

    widths_mm: tuple[float, ...]
    points: float

    @classmethod
    def of(cls, table: Table, width_mm: float, points: float) -> Columns:
        """Give each column what its texts need; where that is too much, the wide ones wrap."""
        rows = [tuple(column.title for column in table.columns), *table.rows]
        needs = [
            max(width_of(row[i], points, bold=row is rows[0]) for row in rows) + 2 * CELL_MM + 1
            for i in range(len(table.columns))
        ]
        return cls(tuple(_shared(needs, width_mm)), points)

    def height_mm(self, row: Iterable[str], *, bold: bool = False) -> float:
        """Return how tall a row is."""
        most = max(
            lines_of(text, self.points, width - 2 * CELL_MM, bold=bold)
            for text, width in zip(row, self.widths_mm, strict=True)
        )
        return most * self.points * LINE * POINT_MM + 2 * CELL_TALL_MM


def _shared(needs: Sequence[float], width_mm: float) -> list[float]:
    """Cut the widest columns to one width, so that all fit; spread what is left over."""
    total = sum(needs)
    if total <= width_mm:
        return [need * width_mm / total for need in needs]
    low, high = 0.0, max(needs)
    for _ in range(40):
        middle = (low + high) / 2
        if sum(min(need, middle) for need in needs) > width_mm:
            high = middle
        else:
            low = middle
    return [min(need, low) for need in needs]
