"""Where the heading of a table stands: below titles, over one row or two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.batch.columns import fold_heading, is_heading

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.batch.table import Cells

_WITHIN = 30
"""Rows in which a heading is looked for."""
_LONGEST = 60
"""Letters; a longer cell is a sentence and heads nothing."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings and where the rows begin."""

    cells: Cells
    first_row: int
    """Index of the first row below it."""
    known: bool
    """Whether any of its cells is a heading that is known."""


def find_heading(rows: Sequence[Cells], chosen: Collection[str] = ()) -> Heading | None:
    """Find the heading: the row with the most known headings, `chosen` ones counted too.

    Where none is known, the first row with as many cells as most. None for one column without a
    heading, and for no row at all.
    """
    wanted = {fold_heading(heading) for heading in chosen} - {""}
    counts = [_count(cells, wanted) for cells in rows[:_WITHIN]]
    if any(counts):
        # Of several the fullest: a title above may be a known word by itself.
        best = [index for index, count in enumerate(counts) if count == max(counts)]
        index = max(best, key=lambda row: (sum(map(bool, rows[row])), -row))
        below = rows[index + 1] if index + 1 < len(rows) else ()
        if _continues(rows[index], below):
            return Heading(_joined(rows[index], below), index + 2, known=True)
        return Heading(rows[index], index + 1, known=True)
    filled = [sum(1 for cell in cells if cell.strip()) for cells in rows[:_WITHIN]]
    if max(filled, default=0) < 2:
        return None
    index = filled.index(max(filled))
    return Heading(rows[index], index + 1, known=False)


def _count(cells: Cells, wanted: Collection[str]) -> int:
    return sum(
        1
        for cell in cells
        if cell and len(cell) <= _LONGEST and (is_heading(cell) or fold_heading(cell) in wanted)
    )


def _continues(above: Cells, below: Cells) -> bool:
    """Tell whether a heading goes on below: known words, none of them below one that is known.

    So it is where 소재지 spans 시도 and 시군구, and 단지명 spans both rows.
    """
    under = [(above[i] if i < len(above) else "", cell) for i, cell in enumerate(below) if cell]
    blank_below_heading = any(
        is_heading(cell) and (i >= len(below) or not below[i]) for i, cell in enumerate(above)
    )
    return (
        blank_below_heading
        and any(is_heading(cell) for _, cell in under)
        and all(len(cell) <= _LONGEST for _, cell in under)
    )


def _joined(above: Cells, below: Cells) -> Cells:
    width = max(len(above), len(below))
    up, down = (cells + ("",) * (width - len(cells)) for cells in (above, below))
    return tuple(low or high for high, low in zip(up, down, strict=True))
