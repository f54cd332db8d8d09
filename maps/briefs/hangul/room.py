"""How much room texts and tables take on the page, estimated: no reader lays out for us."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from maps.briefs.hangul.units import POINT, ems, units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.briefs.hangul.looks import Looks

SIDE_MM, EDGE_MM = 20, 10
"""Margins of the page; header and footer lie between its edge and the text, as high again."""
WIDTH_MM, HEIGHT_MM = 210.0 - 2 * SIDE_MM, 297.0 - 4 * EDGE_MM
"""Of the text of an A4 page."""
PADDING = units(1.2), units(0.6)
"""Of a cell, at the sides and above and below."""
BOX_PADDING = units(3), units(2)
"""Of the summary box, likewise."""
_SPARE = 1.05
"""Fonts differ."""

Line = tuple[str, str]
"""Name of a look and text."""


def text_height(look: str, text: str, width: float, looks: Looks) -> int:
    """Estimate how high a paragraph becomes."""
    given = looks[look]
    room = (width - units(given.left_mm + given.hang_mm)) / (given.size * POINT)
    lines = max(1, ceil(ems(text) * _SPARE / room))
    line = given.size * POINT * given.spacing / 100
    return round(lines * line + (given.before + given.after) * POINT)


def table_height(rows: Sequence[Sequence[Line]], looks: Looks, *, even: bool = False) -> int:
    """Estimate how high a table as wide as the text becomes."""
    widths = widths_of(rows, looks, even=even)
    return sum(row_height(row, widths, looks) for row in rows)


def row_height(row: Sequence[Line], widths: Sequence[float], looks: Looks) -> int:
    """Estimate how high the cells of a row must be."""
    side, edge = PADDING
    inside = (
        text_height(*cell, width - 2 * side, looks) for cell, width in zip(row, widths, strict=True)
    )
    return max(inside) + 2 * edge


def widths_of(rows: Sequence[Sequence[Line]], looks: Looks, *, even: bool = False) -> list[float]:
    """Share the width: room for the longest word of a column, the rest by its longest text."""
    width = units(WIDTH_MM)
    columns = list(zip(*rows, strict=True))
    if even:
        return [width / len(columns)] * len(columns)
    wanted = [max(_wide(cell, looks) for cell in column) for column in columns]
    least = [max(_wide(_word(cell), looks) for cell in column) for column in columns]
    if sum(wanted) <= width:
        return [width * value / sum(wanted) for value in wanted]
    rest = (width - sum(least)) / (sum(wanted) - sum(least))
    if rest < 0:
        return [width * value / sum(least) for value in least]
    return [low + (high - low) * rest for low, high in zip(least, wanted, strict=True)]


def _wide(cell: Line, looks: Looks) -> float:
    look, text = cell
    return ems(text) * _SPARE * looks[look].size * POINT + 2 * PADDING[0]


def _word(cell: Line) -> Line:
    """Return the longest word of a cell."""
    look, text = cell
    return look, max(text.split(" "), key=ems)
