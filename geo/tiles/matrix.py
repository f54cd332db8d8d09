"""The grids that tiles come in, and Web Mercator itself. Pure arithmetic.

Facts of WebMercatorQuad from OGC 17-083r4, *Two Dimensional Tile Matrix Set and Tile Set Metadata*
2.0, annex D.1: a square of the world in EPSG:3857 (metres, easting first), halved at each zoom;
rows are counted from the north, columns from the west. The two grids of Korea have corners and
steps of the country's own web maps, so that our tiles lie upon theirs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RADIUS = 6_378_137.0
"""Of the sphere, metres: the semi-major axis of WGS 84."""
HALF = math.pi * RADIUS
"""From the origin to each border of the square, metres."""
PIXELS = 256
"""Of a side of a tile, by which scales are told."""
_PIXEL = 0.28e-3
"""Metres of a pixel on the standard's screen."""
_POLE = 89.9
"""Degrees; beyond it northing has no bound. The square ends at 85.05°."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Tiles of a plane CRS; each has four in its place at the next zoom."""

    id: str
    crs: str
    left: float
    """Easting of the north-western corner, metres."""
    top: float
    side: float
    """Of a tile at zoom 0, metres."""
    columns: int
    """At zoom 0."""
    rows: int
    deepest: int

    def count(self, zoom: int) -> tuple[int, int]:
        """Return rows and columns of a zoom.

        >>> WEB_MERCATOR.count(3)
        (8, 8)
        """
        return self.rows << zoom, self.columns << zoom

    def cell(self, zoom: int) -> float:
        """Return the metres of a pixel."""
        return self.side / (1 << zoom) / PIXELS

    def scale(self, zoom: int) -> float:
        """Return the denominator of the scale, as the standard reckons it.

        >>> round(WEB_MERCATOR.scale(0), 5)
        559082264.02872
        """
        return self.cell(zoom) / _PIXEL


WEB_MERCATOR = Grid("WebMercatorQuad", "EPSG:3857", -HALF, HALF, 2 * HALF, 1, 1, 24)
UNIFIED = Grid("KoreaUnified5179", "EPSG:5179", -200_000, 4_000_000, 2088.96 * PIXELS, 4, 6, 16)
"""Korea 2000 / Unified CS; zoom 0 is L05 of 바로e맵, the web map of the National Geographic
Information Institute."""
CENTRAL = Grid("KoreaCentral5181", "EPSG:5181", -30_000, 988_576, 2048 * PIXELS, 2, 3, 16)
"""Korea 2000 / Central Belt, in the steps and on the lines of Kakao's maps; they reach on to the
east and the south for Dokdo and Ieodo."""
GRIDS = {grid.id: grid for grid in (WEB_MERCATOR, UNIFIED, CENTRAL)}


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile: zoom, row from the north, column from the west."""

    zoom: int
    row: int
    column: int
    grid: Grid = WEB_MERCATOR

    @property
    def exists(self) -> bool:
        """Whether the grid has this tile."""
        if not 0 <= self.zoom <= self.grid.deepest:
            return False
        rows, columns = self.grid.count(self.zoom)
        return 0 <= self.row < rows and 0 <= self.column < columns

    @property
    def size(self) -> float:
        """Length of a side, metres in the CRS of the grid."""
        return self.grid.side / (1 << self.zoom)

    def bounds(self, margin: float = 0.0) -> tuple[float, float, float, float]:
        """Return west, south, east, north in the CRS; `margin` is a part of the side.

        >>> Tile(0, 0, 0).bounds() == (-HALF, -HALF, HALF, HALF)
        True
        """
        side, more = self.size, self.size * margin
        west, north = self.column * side + self.grid.left, self.grid.top - self.row * side
        return west - more, north - side - more, west + side + more, north + more


@dataclass(frozen=True, slots=True)
class Limits:
    """The tiles of one zoom that hold anything: rows and columns, both ends included."""

    zoom: int
    min_row: int
    max_row: int
    min_column: int
    max_column: int


def tile_at(x: float, y: float, zoom: int, grid: Grid = WEB_MERCATOR) -> Tile:
    """Return the tile that holds a point of the grid's CRS; the nearest one, outside of it.

    >>> seoul = tile_at(*to_mercator(np.array([[126.978, 37.5665]]))[0], zoom=10)  # city hall
    >>> seoul.row, seoul.column
    (396, 873)
    """
    rows, columns = grid.count(zoom)
    side = grid.side / (1 << zoom)
    column = math.floor((x - grid.left) / side)
    row = math.floor((grid.top - y) / side)
    return Tile(zoom, min(max(row, 0), rows - 1), min(max(column, 0), columns - 1), grid)


def limits(
    bounds: tuple[float, float, float, float], zoom: int, grid: Grid = WEB_MERCATOR
) -> Limits:
    """Return the tiles that `bounds` (west, south, east, north in the CRS) touches."""
    west, south, east, north = bounds
    first, last = tile_at(west, north, zoom, grid), tile_at(east, south, zoom, grid)
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
