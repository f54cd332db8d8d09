"""Degrees into the plane of a grid, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.crs import from_lonlat
from geo.crs import to_lonlat as degrees_of
from geo.tiles.matrix import WEB_MERCATOR, to_lonlat, to_mercator

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.tiles.matrix import Grid

    Floats = NDArray[np.float64]
    Box = tuple[float, float, float, float]

KOREAN_WINDOW = (100.0, 10.0, 155.0, 60.0)
"""West, south, east, north in degrees: beyond it a plane of Korea loses its sense."""
_PARTS = 16
"""A side of a box bends in the other plane: it is carried over in so many parts."""


def project(lonlat: Floats, grid: Grid) -> Floats:
    """Project longitude, latitude (degrees, WGS 84; shape (n, 2)) to easting, northing."""
    if grid is WEB_MERCATOR:
        return to_mercator(lonlat)
    return np.column_stack(from_lonlat(grid.crs, lonlat[:, 0], lonlat[:, 1]))


def degrees_box(bounds: Box, grid: Grid) -> Box:
    """Return west, south, east, north in degrees that hold a box of the grid's plane."""
    west, south, east, north = bounds
    if grid is WEB_MERCATOR:
        return (*to_lonlat(west, south), *to_lonlat(east, north))
    x, y = np.linspace(west, east, _PARTS + 1), np.linspace(south, north, _PARTS + 1)
    xs = np.concatenate((x, x, np.full_like(y, west), np.full_like(y, east)))
    ys = np.concatenate((np.full_like(x, south), np.full_like(x, north), y, y))
    lon, lat = degrees_of(grid.crs, xs, ys)
    left, low, right, high = KOREAN_WINDOW
    lon = lon[np.isfinite(lon)].clip(left, right)
    lat = lat[np.isfinite(lat)].clip(low, high)
    if not len(lon) or not len(lat):
        return KOREAN_WINDOW
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())
