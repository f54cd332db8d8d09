"""Clipped geometries as corners on a tile's grid, and these as the specification's commands.

Mapbox Vector Tile 2.1, §4.3: MoveTo, LineTo and ClosePath with moves from corner to corner,
zigzag-coded; y runs down; exterior rings have a positive area by the surveyor's formula,
interior ones a negative.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.tiles.varints import spans, zigzag

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

MOVE_TO, LINE_TO, CLOSE_PATH = 1, 2, 15
"""Command numbers; closing always comes with its count of one."""
POINT, LINE, POLYGON = 1, 2, 3
"""Types of geometry, as in the specification."""


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """Parts of features on the grid: the points of a feature, a line, or a ring without its end.

    Parts of one feature stand together, a hole after the ring around it.
    """

    corners: Ints
    """Shape (n, 2): right and down from the tile's north-west corner."""
    sizes: Ints
    """Corners of each part; never 0."""
    feature: Ints
    """Which feature each part is of, rising."""
    kind: int
    """POINT, LINE or POLYGON, the same for all."""


def points(corners: Ints, feature: Ints) -> Outlines:
    """Return points on the grid; those of one feature are one part."""
    first = np.flatnonzero(np.diff(feature, prepend=-1))
    return Outlines(corners, np.diff(first, append=len(feature)), feature[first], POINT)


def lines(corners: Ints, part: Ints, feature: Ints) -> Outlines:
    """Return lines without repeated corners; those of one corner are dropped.

    `part` is each corner's line, `feature` each line's feature.
    """
    corners, part = _without_repeats(corners, part)
    sizes = np.bincount(part, minlength=len(feature))
    return _kept(Outlines(corners, sizes, feature, LINE), sizes > 1)


def rings(corners: Ints, part: Ints, feature: Ints, polygon: Ints) -> Outlines:
    """Return rings wound as demanded; those without area are dropped, an outer one with its holes.

    `part` is each corner's ring; `feature` and `polygon` belong to rings, the first ring of a
    polygon being the exterior. Each ring comes closed.
    """
    corners, part = _without_repeats(corners, part)
    last = np.flatnonzero(np.diff(part, append=-1))
    area = _doubled_areas(corners, part, len(feature))
    open_ = np.ones(len(part), dtype=bool)
    open_[last] = False
    corners, part = corners[open_], part[open_]
    outer = np.diff(polygon, prepend=-1) != 0
    hollow = np.zeros(int(polygon[-1]) + 1 if len(polygon) else 0, dtype=bool)
    hollow[polygon[outer & (area == 0)]] = True
    sizes = np.bincount(part, minlength=len(feature))
    turned = np.where(outer, area < 0, area > 0)
    corners = corners[_turning(sizes, turned)]
    keep = (area != 0) & ~hollow[polygon]
    return _kept(Outlines(corners, sizes, feature, POLYGON), keep)


def units(corners: Ints, feature: Ints, kind: int) -> Outlines:
    """Return one step of the grid for each feature that is smaller: a segment or a square."""
    steps = np.array([[0, 0], [1, 0], [1, 1], [0, 1]][: 4 if kind == POLYGON else 2])
    placed = (corners[:, None, :] + steps).reshape(-1, 2)
    return Outlines(placed, np.full(len(feature), len(steps)), feature, kind)


def merged(first: Outlines, second: Outlines) -> Outlines:
    """Return the parts of both, in the order of features; no feature is in both."""
    if not len(second.sizes):
        return first
    sizes = np.concatenate((first.sizes, second.sizes))
    feature = np.concatenate((first.feature, second.feature))
    order = np.argsort(feature, kind="stable")
    corners = np.concatenate((first.corners, second.corners))
    starts = np.cumsum(sizes) - sizes
    return Outlines(
        corners[spans(starts[order], sizes[order])], sizes[order], feature[order], first.kind
    )


def commands(outlines: Outlines) -> tuple[Ints, Ints, Ints]:
    """Return the integers of all geometries in a row, the features, and how many each has."""
    sizes, kind = outlines.sizes, outlines.kind
    starts = np.cumsum(sizes) - sizes
    new = np.flatnonzero(np.diff(outlines.feature, prepend=-1))
    moves = np.diff(outlines.corners, axis=0, prepend=0)
    moves[starts[new]] = outlines.corners[starts[new]]
    # MoveTo and its pair; LineTo before the second corner; ClosePath at the end.
    lengths = 2 * sizes + {POINT: 1, LINE: 2, POLYGON: 3}[kind]
    begins = np.cumsum(lengths) - lengths
    nth = np.arange(len(moves)) - np.repeat(starts, sizes)
    places = np.repeat(begins, sizes) + 1 + 2 * nth + ((nth > 0) & (kind != POINT))
    out = np.empty(int(lengths.sum()), dtype=np.int64)
    out[places], out[places + 1] = zigzag(moves[:, 0]), zigzag(moves[:, 1])
    out[begins] = MOVE_TO | (sizes if kind == POINT else 1) << 3
    if kind != POINT:
        out[begins + 3] = LINE_TO | (sizes - 1) << 3
    if kind == POLYGON:
        out[begins + lengths - 1] = CLOSE_PATH
    counts = np.add.reduceat(lengths, new) if len(new) else lengths
    return out, outlines.feature[new], counts


def _without_repeats(corners: Ints, part: Ints) -> tuple[Ints, Ints]:
    moved = (np.diff(corners, axis=0, prepend=-(1 << 40)) != 0).any(axis=1)
    keep = moved | (np.diff(part, prepend=-1) != 0)
    return corners[keep], part[keep]


def _doubled_areas(corners: Ints, part: Ints, count: int) -> Ints:
    """Return twice the area of each closed ring by the surveyor's formula."""
    x, y = corners[:, 0], corners[:, 1]
    same = part[1:] == part[:-1]
    cross = (x[:-1] * y[1:] - x[1:] * y[:-1])[same]
    # Exact: below 2^53 for any tile.
    return np.bincount(part[1:][same], weights=cross, minlength=count).astype(np.int64)


def _turning(sizes: Ints, turned: Bools) -> Ints:
    """Return the indices of corners, those of `turned` parts from their end to their start."""
    starts = np.cumsum(sizes) - sizes
    nth = np.arange(int(sizes.sum())) - np.repeat(starts, sizes)
    back = np.repeat(sizes, sizes) - 1 - nth
    return np.repeat(starts, sizes) + np.where(np.repeat(turned, sizes), back, nth)


def _kept(outlines: Outlines, keep: Bools) -> Outlines:
    return Outlines(
        outlines.corners[np.repeat(keep, outlines.sizes)],
        outlines.sizes[keep],
        outlines.feature[keep],
        outlines.kind,
    )
