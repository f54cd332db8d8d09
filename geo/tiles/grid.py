"""Projected geometries onto a tile's grid: clipped, rounded, taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.tiles.matrix import WEB_MERCATOR, Tile
from geo.tiles.outlines import LINE, POLYGON, Outlines, lines, points, rings, units

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.tiles.matrix import Grid

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Shapes = NDArray[np.generic]

EXTENT = 4096
"""Steps of the grid along a side of a tile."""
BUFFER = 64
"""Steps beyond each side that a tile also holds, so that symbols and lines do not end at it."""
MARGIN = BUFFER / EXTENT
"""The same as a part of the side."""
SIMPLIFIED_BY = 0.5
"""Steps of the grid by which simplifying may move a line."""


def snap(shapes: Shapes, kind: int, zoom: int, grid: Grid = WEB_MERCATOR) -> Shapes:
    """Return lines or polygons (of the grid's CRS) simplified and rounded to steps of a whole zoom.

    Steps run right and down from the north-west corner of the grid. Polygons are valid: some
    clients (GDAL) refuse a tile where one is not. What is smaller than a step comes back empty,
    or as a line of one point.
    """
    step = Tile(zoom, 0, 0, grid).size / EXTENT
    simple = shapely.simplify(shapes, SIMPLIFIED_BY * step)
    exact = shapely.transform(simple, lambda xy: (xy - (grid.left, grid.top)) / (step, -step))
    return _rounded(exact, kind)


def place(snapped: Shapes, kind: int, tile: Tile) -> Outlines:
    """Clip lines or polygons that `snap` made to the tile with its buffer.

    ``feature`` of the result is the place in `snapped`; what has no part in the tile is not in it.
    """
    right, down = tile.column * EXTENT, tile.row * EXTENT
    first, last = -BUFFER, EXTENT + BUFFER
    west, north, east, south = shapely.bounds(snapped).T
    within = (west >= right + first) & (east <= right + last)
    within &= (north >= down + first) & (south <= down + last)
    rect = (right + first, down + first, right + last, down + last)
    clipped = snapped.copy()
    clipped[~within] = _rounded(shapely.clip_by_rect(snapped[~within], *rect), kind)
    parts, feature = _parts(clipped, kind - 1)
    if kind == LINE:
        xy, part = shapely.get_coordinates(parts, return_index=True)
        return lines(xy.astype(np.int64) - (right, down), part, feature)
    all_rings, polygon = shapely.get_rings(parts, return_index=True)
    xy, part = shapely.get_coordinates(all_rings, return_index=True)
    return rings(xy.astype(np.int64) - (right, down), part, feature[polygon], polygon)


def place_small(shapes: Shapes, kind: int, tile: Tile, feature: Ints) -> Outlines:
    """Draw as one step what is in the tile and smaller; `feature` names the shapes."""
    clipped = shapely.clip_by_rect(shapes, *tile.bounds(MARGIN))
    xy, part = shapely.get_coordinates(clipped, return_index=True)
    first = np.flatnonzero(np.diff(part, prepend=-1))
    corner = np.floor(_steps(xy[first], tile)).astype(np.int64)
    return units(corner, feature[part[first]], kind)


def place_points(xy: Floats, feature: Ints, tile: Tile) -> Outlines:
    """Round points (shape (n, 2)) that are in the tile with its buffer to its steps.

    `feature` is of each point the feature that it belongs to.
    """
    west, south, east, north = tile.bounds(MARGIN)
    x, y = xy[:, 0], xy[:, 1]
    inside = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    return points(np.rint(_steps(xy[inside], tile)).astype(np.int64), feature[inside])


def _rounded(exact: Shapes, kind: int) -> Shapes:
    """Round to whole steps; where that makes rings cross or touch, GEOS keeps them apart."""
    rounded = np.asarray(shapely.transform(exact, np.rint))
    if kind == POLYGON:
        crossed = ~shapely.is_valid(rounded)
        whole = shapely.make_valid(exact[crossed], method="structure", keep_collapsed=False)
        rounded[crossed] = shapely.set_precision(whole, 1)
    return rounded


def _parts(clipped: Shapes, dimension: int) -> tuple[Shapes, Ints]:
    """Return the single parts of a dimension; clipping may leave others."""
    parts, feature = shapely.get_parts(clipped, return_index=True)
    wanted = (shapely.get_dimensions(parts) == dimension) & ~shapely.is_empty(parts)
    return parts[wanted], feature[wanted]


def _steps(xy: Floats, tile: Tile) -> Floats:
    west, _, _, north = tile.bounds()
    return np.column_stack((xy[:, 0] - west, north - xy[:, 1])) * (EXTENT / tile.size)
