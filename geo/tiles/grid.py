"""Projected geometries onto a tile's grid: clipped, rounded, taken apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.tiles.outlines import LINE, POINT, Outlines, lines, merged, points, rings, units

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from geo.tiles.matrix import Tile

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Shapes = NDArray[Any]

EXTENT = 4096
"""Steps of the grid along a side of a tile."""
BUFFER = 64
"""Steps beyond each side that a tile also holds, so that symbols and lines do not end at it."""
MARGIN = BUFFER / EXTENT
"""The same as a part of the side."""


def place(shapes: Shapes, kind: int, tile: Tile) -> Outlines:
    """Clip geometries of one `kind` (EPSG:3857) to the tile with its buffer and round them.

    What is smaller than a step in all its parts stays as one step; a part that is, beside a
    larger one, goes. ``feature`` of the result is the place in `shapes`; what does not reach
    into the tile is not in it.
    """
    if kind == POINT:
        return _points(shapes, tile)
    clipped = shapely.clip_by_rect(shapes, *tile.bounds(MARGIN))
    drawn = _lines(clipped, tile) if kind == LINE else _rings(clipped, tile)
    left = shapely.get_num_coordinates(clipped) > 0
    left[drawn.feature] = False
    small = np.flatnonzero(left)
    if not len(small):
        return drawn
    corner = np.column_stack(shapely.bounds(clipped[small]).T[:2])
    return merged(drawn, units(np.floor(_steps(corner, tile)).astype(np.int64), small, kind))


def _points(shapes: Shapes, tile: Tile) -> Outlines:
    xy, feature = shapely.get_coordinates(shapes, return_index=True)
    west, south, east, north = tile.bounds(MARGIN)
    x, y = xy[:, 0], xy[:, 1]
    inside = (x >= west) & (x <= east) & (y >= south) & (y <= north)
    return points(_rounded(xy[inside], tile), feature[inside])


def _lines(clipped: Shapes, tile: Tile) -> Outlines:
    parts, feature = _parts(clipped, 1)
    xy, part = shapely.get_coordinates(parts, return_index=True)
    return lines(_rounded(xy, tile), part, feature)


def _rings(clipped: Shapes, tile: Tile) -> Outlines:
    polygons, feature = _parts(clipped, 2)
    parts, polygon = shapely.get_rings(polygons, return_index=True)
    xy, part = shapely.get_coordinates(parts, return_index=True)
    return rings(_rounded(xy, tile), part, feature[polygon], polygon)


def _parts(clipped: Shapes, dimension: int) -> tuple[Shapes, Ints]:
    """Return the single parts of a dimension; clipping may leave others."""
    parts, feature = shapely.get_parts(clipped, return_index=True)
    wanted = (shapely.get_dimensions(parts) == dimension) & ~shapely.is_empty(parts)
    return parts[wanted], feature[wanted]


def _steps(xy: Floats, tile: Tile) -> Floats:
    west, _, _, north = tile.bounds()
    return np.column_stack((xy[:, 0] - west, north - xy[:, 1])) * (EXTENT / tile.size)


def _rounded(xy: Floats, tile: Tile) -> Ints:
    return np.rint(_steps(xy, tile)).astype(np.int64)
