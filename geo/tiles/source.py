"""Tiles of a layer, made when asked for."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import shapely

from geo.query.table import FeatureTable
from geo.tiles.encode import Placed, encode
from geo.tiles.grid import MARGIN, place, place_points, place_small, snap
from geo.tiles.matrix import MAX_ZOOM, Tile, limits, to_lonlat, to_mercator
from geo.tiles.outlines import LINE, POINT, POLYGON, merged, points
from geo.tiles.reading import read_attributes, read_shapes
from geo.tiles.thinning import LIMIT, stay

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.query.points import PointIndex
    from geo.store.snapshot import Layer
    from geo.tiles.attributes import Attributes
    from geo.tiles.matrix import Limits

    Ints = NDArray[np.int64]
    Shapes = NDArray[Any]

KEPT_TO = 14
"""Deepest zoom whose simplified copies are kept; a step of its grid is 0.6 m."""
_LEAST = 15
"""Bytes that a point takes at least in a tile."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """All geometries of one type of a layer."""

    kind: int
    shapes: Shapes
    """EPSG:3857, metres."""
    rows: Ints
    tree: shapely.STRtree
    snapped: dict[int, Shapes] = field(default_factory=dict)
    """By zoom, as `grid.snap` makes them; a shape not asked for yet is missing."""

    def placed(self, tile: Tile) -> Placed:
        """Return what lies in a tile, its buffer included.

        What is smaller than a step of the grid there stays as one step; a part that is, beside a
        larger one, goes.
        """
        found = np.sort(self.tree.query(shapely.box(*tile.bounds(MARGIN))))
        shapes, rows = self.shapes[found], self.rows[found]
        if self.kind == POINT:
            xy, feature = shapely.get_coordinates(shapes, return_index=True)
            return Placed(place_points(xy, feature, tile), rows)
        drawn = place(self._at(tile.zoom, found), self.kind, tile)
        undrawn = np.ones(len(found), dtype=bool)
        undrawn[drawn.feature] = False
        small = place_small(shapes[undrawn], self.kind, tile, np.flatnonzero(undrawn))
        return Placed(merged(drawn, small), rows)

    def _at(self, zoom: int, found: Ints) -> Shapes:
        """Return the shapes at the places `found` on the grid of a zoom."""
        if zoom > KEPT_TO:
            return snap(self.shapes[found], self.kind, zoom)
        empty = np.full(len(self.shapes), None, dtype=object)
        kept = self.snapped.setdefault(zoom, empty)
        new = found[shapely.is_missing(kept[found])]
        # Two threads may both do it, with the same result.
        kept[new] = snap(self.shapes[new], self.kind, zoom)
        return kept[found]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """A layer of single points, by the index that its queries use, too."""

    index: PointIndex
    kind: ClassVar[int] = POINT

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in EPSG:3857."""
        lonlat = np.column_stack((self.index.lon, self.index.lat))
        corners = to_mercator(np.array([lonlat.min(axis=0), lonlat.max(axis=0)]))
        west, south, east, north = map(float, corners.ravel())
        return west, south, east, north

    def placed(self, tile: Tile) -> Placed:
        """Return what lies in a tile, its buffer included."""
        west, south, east, north = tile.bounds(MARGIN)
        rows, lonlat = self.index.located(*to_lonlat(west, south), *to_lonlat(east, north))
        here = place_points(to_mercator(lonlat), np.arange(len(rows)), tile)
        return Placed(here, rows.astype(np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class TileSource:
    """A layer ready for tiles; safe to share between threads."""

    name: str
    groups: tuple[Group | Points, ...]
    """Points, lines, polygons: those that the layer has."""
    attributes: Attributes
    bounds: tuple[float, float, float, float] | None
    """West, south, east, north in EPSG:3857; None without geometry."""

    @classmethod
    def of(cls, layer: Layer) -> TileSource:
        """Return the source of a layer, made at the first call."""
        key = (layer.id, layer.version)
        if key not in _SOURCES:
            with _LOCK:
                if key not in _SOURCES:
                    _keep(key, cls.read(layer))
        return _SOURCES[key]

    @classmethod
    def read(cls, layer: Layer) -> TileSource:
        """Parse and project a layer."""
        attributes = read_attributes(layer)
        index = FeatureTable.of(layer).points
        if index is not None and len(index.rows):
            alone = Points(index)
            return cls(layer.id, (alone,), attributes, alone.bounds)
        shapes, rows = read_shapes(layer)
        dimensions = shapely.get_dimensions(shapes)
        groups = []
        for kind in (POINT, LINE, POLYGON):
            places = np.flatnonzero(dimensions == kind - 1)
            if len(places):
                some = shapes[places]
                groups.append(Group(kind, some, rows[places], shapely.STRtree(some)))
        bounds = None
        if groups:
            west, south, east, north = map(float, shapely.total_bounds(shapes))
            bounds = (west, south, east, north)
        return cls(layer.id, tuple(groups), attributes, bounds)

    @property
    def dimension(self) -> int | None:
        """0 for points, 1 for lines, 2 for polygons; None where they are mixed or missing."""
        return self.groups[0].kind - 1 if len(self.groups) == 1 else None

    @property
    def lonlat_bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north in degrees, WGS 84; None without geometry."""
        if self.bounds is None:
            return None
        return (*to_lonlat(*self.bounds[:2]), *to_lonlat(*self.bounds[2:]))

    def limits(self) -> tuple[Limits, ...]:
        """Return which tiles of each zoom may hold anything."""
        bounds = self.bounds
        return () if bounds is None else tuple(limits(bounds, z) for z in range(MAX_ZOOM + 1))

    def tile(self, tile: Tile) -> bytes:
        """Return a Mapbox Vector Tile; empty if nothing lies in it.

        Points are thinned while they alone take more than `thinning.LIMIT` bytes.
        """
        placed = [group.placed(tile) for group in self.groups]
        if placed and self.groups[0].kind == POINT:
            placed[0], body = self._thinned(placed[0])
            if len(placed) == 1:
                return body
        return encode(self.name, placed, self.attributes)

    def _thinned(self, placed: Placed) -> tuple[Placed, bytes]:
        """Return the points of a tile that stay, and them as a tile."""
        count = LIMIT // _LEAST
        while True:
            fewer = _first(placed, count)
            body = encode(self.name, [fewer], self.attributes)
            if len(body) <= LIMIT:
                return fewer, body
            here = len(fewer.outlines.sizes)
            count = min(here - 1, int(here * 0.97 * LIMIT / len(body)))


def _first(placed: Placed, count: int) -> Placed:
    outlines = placed.outlines
    if len(outlines.sizes) <= count:
        return placed
    begins = np.cumsum(outlines.sizes) - outlines.sizes
    staying = stay(outlines.corners[begins], placed.rows[outlines.feature], count)
    chosen = np.zeros(len(outlines.sizes), dtype=bool)
    chosen[staying] = True
    corners = np.repeat(chosen, outlines.sizes)
    feature = np.repeat(outlines.feature, outlines.sizes)[corners]
    return replace(placed, outlines=points(outlines.corners[corners], feature))


_KEPT = 32
"""Sources held at a time, the oldest going first."""
_SOURCES: dict[tuple[str, str], TileSource] = {}
_LOCK = threading.Lock()


def _keep(key: tuple[str, str], source: TileSource) -> None:
    while len(_SOURCES) >= _KEPT:
        del _SOURCES[next(iter(_SOURCES))]
    _SOURCES[key] = source
