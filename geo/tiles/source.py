"""Tiles of a layer, made when asked for."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import shapely

from geo.query.table import FeatureTable
from geo.store.columnar import Columnar
from geo.store.distant import Distant
from geo.tiles.elsewhere import AttributesElsewhere, PointsElsewhere
from geo.tiles.encode import Placed, encode
from geo.tiles.grid import MARGIN, place, place_points, place_small, snap
from geo.tiles.matrix import WEB_MERCATOR, Tile, limits
from geo.tiles.outlines import LINE, POINT, POLYGON, merged, points
from geo.tiles.projection import KOREAN_WINDOW, degrees_box, project
from geo.tiles.reading import attributes_of, read_attributes, read_shapes
from geo.tiles.thinning import LIMIT, stay

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.query.points import PointIndex
    from geo.store.snapshot import Layer
    from geo.tiles.attributes import Attributes
    from geo.tiles.matrix import Grid, Limits

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Shapes = NDArray[np.generic]

KEPT_TO = 14
"""Deepest zoom whose simplified copies are kept; a step of its grid is 0.6 m."""
_LEAST = 15
"""Bytes that a point takes at least in a tile."""
_SHOWN = 50
"""Features by which the types of those without shapes are told."""


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """All geometries of one type of a layer."""

    kind: int
    shapes: Shapes
    """In the CRS of the grid, metres."""
    rows: Ints
    tree: shapely.STRtree
    snapped: dict[int, Shapes] = field(default_factory=dict)
    """By zoom, as `grid.snap` makes them; a shape not asked for yet is missing."""

    def placed(self, tile: Tile, wanted: Flags | None) -> Placed:
        """Return what lies in a tile, its buffer included, of the `wanted` rows of the layer.

        What is smaller than a step of the grid there stays as one step; a part that is, beside a
        larger one, goes.
        """
        found = np.sort(self.tree.query(shapely.box(*tile.bounds(MARGIN))))
        if wanted is not None:
            found = found[wanted[self.rows[found]]]
        shapes, rows = self.shapes[found], self.rows[found]
        if self.kind == POINT:
            xy, feature = shapely.get_coordinates(shapes, return_index=True)
            return Placed(place_points(xy, feature, tile), rows)
        drawn = place(self._at(tile, found), self.kind, tile)
        undrawn = np.ones(len(found), dtype=bool)
        undrawn[drawn.feature] = False
        small = place_small(shapes[undrawn], self.kind, tile, np.flatnonzero(undrawn))
        return Placed(merged(drawn, small), rows)

    def _at(self, tile: Tile, found: Ints) -> Shapes:
        """Return the shapes at the places `found` on the steps of the tile's zoom."""
        zoom, grid = tile.zoom, tile.grid
        if zoom > KEPT_TO:
            return snap(self.shapes[found], self.kind, zoom, grid)
        empty = np.full(len(self.shapes), None, dtype=object)
        kept = self.snapped.setdefault(zoom, empty)
        new = found[shapely.is_missing(kept[found])]
        # Two threads may both do it, with the same result.
        kept[new] = snap(self.shapes[new], self.kind, zoom, grid)
        return kept[found]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """A layer of single points, by the index that its queries use, too."""

    index: PointIndex | PointsElsewhere
    grid: Grid
    kind: ClassVar[int] = POINT

    @property
    def bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north in the CRS of the grid; None where it has none of them."""
        lonlat = np.column_stack((self.index.lon, self.index.lat))
        if self.grid is WEB_MERCATOR:
            xy = project(np.array([lonlat.min(axis=0), lonlat.max(axis=0)]), self.grid)
        else:
            left, low, right, high = KOREAN_WINDOW
            inside = (lonlat >= (left, low)) & (lonlat <= (right, high))
            xy = project(lonlat[inside.all(axis=1)], self.grid)
        if not len(xy):
            return None
        west, south, east, north = map(float, (*xy.min(axis=0), *xy.max(axis=0)))
        return west, south, east, north

    def placed(self, tile: Tile, wanted: Flags | None) -> Placed:
        """Return what lies in a tile, its buffer included, of the `wanted` rows of the layer."""
        rows, lonlat = self.index.located(*degrees_box(tile.bounds(MARGIN), self.grid))
        if wanted is not None:
            rows, lonlat = rows[wanted[rows]], lonlat[wanted[rows]]
        here = place_points(project(lonlat, self.grid), np.arange(len(rows)), tile)
        return Placed(here, rows.astype(np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class TileSource:
    """A layer ready for the tiles of one grid; safe to share between threads."""

    name: str
    grid: Grid
    groups: tuple[Group | Points, ...]
    """Points, lines, polygons: those that the layer has."""
    attributes: Attributes | AttributesElsewhere
    count: int
    """Features of the layer."""
    bounds: tuple[float, float, float, float] | None
    """West, south, east, north in the CRS of the grid; None without geometry there."""

    @classmethod
    def of(cls, layer: Layer, grid: Grid = WEB_MERCATOR) -> TileSource:
        """Return the source of a layer, made at the first call."""
        key = (layer.id, layer.version, grid.id, layer.is_here)
        if key not in _SOURCES:
            with _LOCK:
                if key not in _SOURCES:
                    _keep(key, cls.read(layer, grid))
        return _SOURCES[key]

    @classmethod
    def read(cls, layer: Layer, grid: Grid = WEB_MERCATOR) -> TileSource:
        """Parse and project a layer."""
        if isinstance(layer.fragments, Columnar):
            # None of its features has a shape: a few of them show what all have.
            told = attributes_of(
                layer.fragments[row] for row in range(min(len(layer.fragments), _SHOWN))
            )
            return cls(layer.id, grid, (), told, len(layer.fragments), None)
        other = _SOURCES.get((layer.id, layer.version, WEB_MERCATOR.id, layer.is_here))
        attributes = other.attributes if other else _attributes(layer)
        count, index = len(layer.fragments), _points(layer, grid)
        if index is not None:
            alone = Points(index, grid)
            return cls(layer.id, grid, (alone,), attributes, count, alone.bounds)
        shapes, rows = read_shapes(layer, grid)
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
        return cls(layer.id, grid, tuple(groups), attributes, count, bounds)

    @property
    def dimension(self) -> int | None:
        """0 for points, 1 for lines, 2 for polygons; None where they are mixed or missing."""
        return self.groups[0].kind - 1 if len(self.groups) == 1 else None

    @property
    def lonlat_bounds(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north in degrees, WGS 84; None without geometry."""
        if self.bounds is None:
            return None
        return degrees_box(self.bounds, self.grid)

    def limits(self) -> tuple[Limits, ...]:
        """Return which tiles of each zoom may hold anything."""
        bounds, grid = self.bounds, self.grid
        if bounds is None:
            return ()
        return tuple(limits(bounds, zoom, grid) for zoom in range(grid.deepest + 1))

    def tile(self, tile: Tile, rows: Ints | NDArray[np.int32] | None = None) -> bytes:
        """Return a Mapbox Vector Tile of the grid; empty if nothing lies in it.

        Of `rows` of the layer alone where they are given. Points are thinned while they alone take
        more than `thinning.LIMIT` bytes.
        """
        wanted = None
        if rows is not None:
            wanted = np.zeros(self.count, dtype=np.bool_)
            wanted[rows] = True
        placed = [group.placed(tile, wanted) for group in self.groups]
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


def _attributes(layer: Layer) -> Attributes | AttributesElsewhere:
    features = layer.fragments
    if isinstance(features, Distant):
        return AttributesElsewhere(features, read_attributes(features.samples).fields)
    return read_attributes(layer)


def _points(layer: Layer, grid: Grid) -> PointIndex | PointsElsewhere | None:
    """Return the points of a layer of single points; None for any other, and for an empty one."""
    features = layer.fragments
    index = FeatureTable.showing(layer).points
    if index is None or not len(index.rows):
        return None
    if not isinstance(features, Distant):
        return index
    # Samples reach as far as all points do in degrees; in the plane all have to be looked at.
    lon, lat = index.lon, index.lat
    if grid is not WEB_MERCATOR:
        lon, lat = features.located(*KOREAN_WINDOW)[1].T
    return PointsElsewhere(features, lon, lat)


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


_KEPT = 96
"""Sources held at a time, the oldest going first."""
_SOURCES: dict[tuple[str, str, str, bool], TileSource] = {}
_LOCK = threading.Lock()


def _keep(key: tuple[str, str, str, bool], source: TileSource) -> None:
    while len(_SOURCES) >= _KEPT:
        del _SOURCES[next(iter(_SOURCES))]
    _SOURCES[key] = source
