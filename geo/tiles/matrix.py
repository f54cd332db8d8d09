"""The grid WebMercatorQuad, and Web Mercator itself. Pure arithmetic.

Facts from OGC 17-083r4, *Two Dimensional Tile Matrix Set and Tile Set Metadata* 2.0, annex D.1:
a square of the world in EPSG:3857 (metres, easting first), halved at each zoom; rows are counted
from the north, columns from the west.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_ZOOM = 24
"""Deepest tile matrix that the standard lists."""
RADIUS = 6_378_137.0
"""Of the sphere, metres: the semi-major axis of WGS 84."""
HALF = math.pi * RADIUS
"""From the origin to each border of the square, metres."""
SCALE = 559_082_264.028717
"""Denominator at zoom 0, for pixels of 0.28 mm and tiles of 256 pixels."""
_POLE = 89.9
"""Degrees; beyond it northing has no bound. The square ends at 85.05°."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: zoom, row from the north, column from the west."""

    zoom: int
    row: int
    column: int

    @property
    def exists(self) -> bool:
        """Whether the grid has this tile."""
        count = 1 << self.zoom if 0 <= self.zoom <= MAX_ZOOM else 0
        return 0 <= self.row < count and 0 <= self.column < count

    @property
    def size(self) -> float:
        """Length of a side, metres in EPSG:3857."""
        return 2 * HALF / (1 << self.zoom)

    def bounds(self, margin: float = 0.0) -> tuple[float, float, float, float]:
        """Return west, south, east, north in EPSG:3857; `margin` is a part of the side.

        >>> Tile(0, 0, 0).bounds() == (-HALF, -HALF, HALF, HALF)
        True
        """
        side, more = self.size, self.size * margin
        west, north = self.column * side - HALF, HALF - self.row * side
        return west - more, north - side - more, west + side + more, north + more


@dataclass(frozen=True, slots=True)
class Limits:
    """The tiles of one zoom that hold anything: rows and columns, both ends included."""

    zoom: int
    min_row: int
    max_row: int
    min_column: int
    max_column: int


def tile_at(x: float, y: float, zoom: int) -> Tile:
    """Return the tile that holds a point of EPSG:3857; the nearest one, outside the square.

    >>> tile_at(*to_mercator(np.array([[126.978, 37.5665]]))[0], zoom=10)  # Seoul's city hall
    Tile(zoom=10, row=396, column=873)
    """
    count = 1 << zoom
    column = math.floor((x + HALF) / (2 * HALF) * count)
    row = math.floor((HALF - y) / (2 * HALF) * count)
    return Tile(zoom, min(max(row, 0), count - 1), min(max(column, 0), count - 1))


def limits(bounds: tuple[float, float, float, float], zoom: int) -> Limits:
    """Return the tiles that `bounds` (west, south, east, north in EPSG:3857) touches."""
    west, south, east, north = bounds
    first, last = tile_at(west, north, zoom), tile_at(east, south, zoom)
    return Limits(zoom, first.row, last.row, first.column, last.column)


def to_mercator(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project longitude, latitude (degrees, WGS 84; shape (n, 2)) to EPSG:3857, metres.

    Popular Visualisation Pseudo-Mercator: EPSG Guidance Note 7-2, method 1024. Latitudes beyond
    89.9° are taken as that, which lies outside every tile.
    """
    lon, lat = np.radians(lonlat[:, 0]), np.radians(np.clip(lonlat[:, 1], -_POLE, _POLE))
    return np.column_stack((RADIUS * lon, RADIUS * np.arctanh(np.sin(lat))))


def to_lonlat(x: float, y: float) -> tuple[float, float]:
    """Return longitude and latitude (degrees, WGS 84) of a point of EPSG:3857: the way back."""
    return math.degrees(x / RADIUS), math.degrees(math.atan(math.sinh(y / RADIUS)))
