"""Boxes and lines of the sheet, many at once.

A box is left, top, right, bottom; a line is x, y of its start and of its end; both are rows of four
numbers. A row of NaN touches nothing. Rows are asked one by one, as numpy broadcasts them: with
`each` against each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rows = NDArray[np.float64]
    """Shape (n, 4)."""
    Pairs = NDArray[np.bool_]
    """One for each two rows that meet."""


def each(rows: Rows) -> Rows:
    """Return rows that meet every row they are asked about."""
    return rows[:, None]


def overlap(boxes: Rows, others: Rows) -> Pairs:
    """Say which boxes share an area."""
    left, top, right, bottom = _parts(boxes)
    l2, t2, r2, b2 = _parts(others)
    found: Pairs = (left < r2) & (right > l2) & (top < b2) & (bottom > t2)
    return found


def run_over(lines: Rows, boxes: Rows) -> Pairs:
    """Say which lines run through which boxes (slabs, after Liang and Barsky)."""
    x, y, end_x, end_y = _parts(lines)
    left, top, right, bottom = _parts(boxes)
    with np.errstate(divide="ignore", invalid="ignore"):
        across, down = 1 / (end_x - x), 1 / (end_y - y)
        west, east = (left - x) * across, (right - x) * across
        north, south = (top - y) * down, (bottom - y) * down
    enters = np.maximum(np.minimum(west, east), np.minimum(north, south))
    leaves = np.minimum(np.maximum(west, east), np.maximum(north, south))
    found: Pairs = (enters < leaves) & (enters < 1) & (leaves > 0)
    return found


def cross(lines: Rows, others: Rows) -> Pairs:
    """Say which lines cross."""
    return _parted(lines, others) & _parted(others, lines)


def _parted(lines: Rows, others: Rows) -> Pairs:
    """Say whether the ends of `others` lie on both sides of `lines`."""
    x, y, end_x, end_y = _parts(lines)
    x2, y2, end_x2, end_y2 = _parts(others)
    dx, dy = end_x - x, end_y - y
    item = dx * (y2 - y) - dy * (x2 - x)
    other = dx * (end_y2 - y) - dy * (end_x2 - x)
    found: Pairs = item * other < 0
    return found


def _parts(rows: Rows) -> Rows:
    """Return the first numbers of all rows, the second, the third and the fourth."""
    return np.moveaxis(rows, -1, 0)
