"""Boxes and lines of the sheet, many at once: each against each of others.

A box is left, top, right, bottom; a line is x, y of its start and of its end; both are rows of four
numbers. A row of NaN touches nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Rows = NDArray[np.float64]
    """Shape (n, 4)."""
    Pairs = NDArray[np.bool_]
    """Shape (n, m)."""


def overlap(boxes: Rows, others: Rows) -> Pairs:
    """Say which boxes share an area."""
    left, top, right, bottom = boxes.T[..., None]
    l2, t2, r2, b2 = others.T[:, None]
    found: Pairs = (left < r2) & (right > l2) & (top < b2) & (bottom > t2)
    return found


def run_over(lines: Rows, boxes: Rows) -> Pairs:
    """Say which lines run through which boxes (slabs, after Liang and Barsky)."""
    x, y, end_x, end_y = lines.T[..., None]
    left, top, right, bottom = boxes.T[:, None]
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
    return _parted(lines, others) & _parted(others, lines).T


def _parted(lines: Rows, others: Rows) -> Pairs:
    """Say whether the ends of `others` lie on both sides of `lines`."""
    x, y, end_x, end_y = lines.T[..., None]
    x2, y2, end_x2, end_y2 = others.T[:, None]
    dx, dy = end_x - x, end_y - y
    one = dx * (y2 - y) - dy * (x2 - x)
    other = dx * (end_y2 - y) - dy * (end_x2 - x)
    found: Pairs = one * other < 0
    return found
