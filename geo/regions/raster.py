"""Which polygon holds a point, in bulk: looked up in a label raster, tested at borders (I/O).

The answer to every point is that of an exact join. The raster is built once (0.6 to 1.1 s) and
kept in the user's cache folder; without that folder all works, only slower at the first call.
"""

from __future__ import annotations

import os
import tempfile
import zlib
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock, RLock
from typing import TYPE_CHECKING, Any, cast

import geopandas
import numpy as np
import platformdirs
import shapely

from geo.crs import METRIC, WGS84
from geo.regions.labels import CROSSED, OUTSIDE, Grid, LabelRaster

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from geo.regions.labels import Bits, Floats, Ints, Rows
    from geo.regions.legal import LegalPolygons

FORMAT = 2
"""Of the kept file; one more at each change of what stands in it."""
FEW = 10_000
"""Below so many points a tree answers before the raster is there."""
_BLOCK = 1 << 20
"""Points answered at a time, so that memory does not grow with their number."""
_KM_PER_DEGREE = 110.0
"""Of latitude at least, anywhere in Korea (GRS 80: 110.9 at 33 °N)."""


_PREPARED = Lock()
"""One thread at a time: GEOS completes a prepared polygon at its first question, and locators share
polygons."""


def cache_folder() -> Path:
    """Return the folder for derived files: ``SANDAN_CACHE``, else the user's cache folder."""
    return Path(os.environ.get("SANDAN_CACHE") or platformdirs.user_cache_dir("sandan-atlas"))


@dataclass(frozen=True, eq=False)
class PointLocator:
    """Finds the polygon of each point. Safe to share between threads.

    Where polygons overlap, and on a border, a corner or a shore, the answer is the lowest row that
    meets the point (predicate ``intersects``), so that the same point has the same answer always.
    """

    polygons: LegalPolygons
    _lock: RLock = field(default_factory=RLock, repr=False)

    def locate(self, lons: ArrayLike, lats: ArrayLike) -> Rows:
        """Return the row of the polygon of each point, -1 where there is none.

        Degrees, WGS 84, as sequences of one length. A point that is not finite has none.

        Raises
        ------
        ValueError
            The two are not sequences of numbers of one length.
        """
        x, y = _paired(lons, lats)
        if len(x) < FEW and "raster" not in self.__dict__:
            return self._by_tree(x, y)
        found = np.empty(len(x), dtype=np.int32)
        for start in range(0, len(x), _BLOCK):
            block = slice(start, start + _BLOCK)
            found[block] = self._by_raster(x[block], y[block])
        return found

    def nearest(
        self, lons: ArrayLike, lats: ArrayLike, reach_km: float = 5.0
    ) -> tuple[Rows, Floats]:
        """Return the row that holds each point or else the nearest one, and how far it is.

        For points on reclaimed land and simplified shores. Distances in kilometres, plane, in
        EPSG:5179: 0 inside; where no polygon is within `reach_km`, the row is -1 and the distance
        inf. Of several polygons at the same distance the lowest row.

        Raises
        ------
        ValueError
            The two are not sequences of numbers of one length.
        """
        x, y = _paired(lons, lats)
        rows = self.locate(x, y)
        distances = np.where(rows == OUTSIDE, np.inf, 0.0)
        points, near = self._within_reach(x, y, np.flatnonzero(rows == OUTSIDE), reach_km)
        if len(points) == 0:
            return rows, distances
        pairs, metres = shapely.STRtree(_metric(self.polygons.geometries[near])).query_nearest(
            _metric(shapely.points(x[points], y[points])),
            max_distance=reach_km * 1000,
            return_distance=True,
        )
        reached = points[pairs[0]]
        rows[reached] = len(self.polygons)
        np.minimum.at(rows, reached, near[pairs[1]].astype(np.int32))
        distances[reached] = metres / 1000
        return rows, distances

    @cached_property
    def raster(self) -> LabelRaster:
        """The label raster: kept in memory, read from the cache folder, or built and stored."""
        with self._lock:
            _prepare(self.polygons)
            grid = Grid.over(self.polygons.geometries)
            version = f"{self.polygons.origin}; {FORMAT}; {grid}; {_fingerprint(self.polygons)}"
            path = cache_folder() / f"labels-{self.polygons.origin}.npz"
            raster = _stored(path, version, grid, len(self.polygons))
            if raster is None:
                raster = LabelRaster.of(self.polygons.geometries)
                _store(path, version, raster)
            return raster

    @cached_property
    def _tree(self) -> shapely.STRtree:
        with self._lock:
            _prepare(self.polygons)
            return shapely.STRtree(self.polygons.geometries)

    def _by_raster(self, x: Floats, y: Floats) -> Rows:
        raster = self.raster
        cells = raster.grid.cells(x, y)
        found = np.where(cells < 0, np.int32(OUTSIDE), raster.labels[cells])
        points = np.flatnonzero(found <= CROSSED)
        nth = CROSSED - found[points]
        found[points] = OUTSIDE
        part = raster.grid.parts(x[points], y[points])
        near = (raster.border[nth] >> part & 1).astype(bool)
        self._first(found, points[~near], nth[~near], part[~near])
        points, nth = points[near], nth[near]
        # Points that ask the same polygon one after the other: it stays in the processor's cache.
        order = np.argsort(raster.candidates[raster.starts[nth]], kind="stable")
        points, nth = points[order], nth[order]
        self._first_exact(found, points, nth, x[points], y[points])
        return found

    def _first(self, found: Rows, points: Ints, nth: Ints, part: Bits) -> None:
        """Set the lowest candidate that holds the part of the cell."""
        raster = self.raster
        candidate, end = raster.starts[nth], raster.starts[nth + 1]
        while len(points):
            hit = (raster.inside[candidate] >> part & 1).astype(bool)
            found[points[hit]] = raster.candidates[candidate[hit]]
            candidate = candidate + 1
            left = ~hit & (candidate < end)
            points, part, candidate, end = points[left], part[left], candidate[left], end[left]

    def _first_exact(self, found: Rows, points: Ints, nth: Ints, x: Floats, y: Floats) -> None:
        """Set the lowest candidate that meets the point."""
        raster = self.raster
        candidate, end = raster.starts[nth], raster.starts[nth + 1]
        while len(points):
            rows = raster.candidates[candidate]
            hit = self._holds(rows, x, y)
            found[points[hit]] = rows[hit]
            candidate = candidate + 1
            left = ~hit & (candidate < end)
            points, candidate, end = points[left], candidate[left], end[left]
            x, y = x[left], y[left]

    def _by_tree(self, x: Floats, y: Floats) -> Rows:
        finite = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
        point, rows = self._tree.query(shapely.points(x[finite], y[finite]))
        point = finite[point]
        hit = self._holds(rows, x[point], y[point])
        found = np.full(len(x), len(self.polygons), dtype=np.int32)
        np.minimum.at(found, point[hit], rows[hit].astype(np.int32))
        return np.where(found == len(self.polygons), np.int32(OUTSIDE), found)

    def _holds(self, rows: NDArray[np.signedinteger], x: Floats, y: Floats) -> NDArray[np.bool_]:
        with _PREPARED:
            held: NDArray[np.bool_] = shapely.intersects_xy(self.polygons.geometries[rows], x, y)
        return held

    def _within_reach(
        self, x: Floats, y: Floats, points: Ints, reach_km: float
    ) -> tuple[Ints, Ints]:
        """Return which points may have a polygon within reach, and these polygons, ascending."""
        west, south, east, north = shapely.total_bounds(self.polygons.geometries)
        high = reach_km / _KM_PER_DEGREE
        wide = high / np.cos(np.radians(north))
        # Comparisons with what is not a number are false.
        close = (x > west - wide) & (x < east + wide) & (y > south - high) & (y < north + high)
        points = points[close[points]]
        px, py = x[points], y[points]
        boxes = shapely.box(px - wide, py - high, px + wide, py + high)
        point, near = self._tree.query(boxes)
        return points[np.unique(point)], np.unique(near)


def _paired(lons: ArrayLike, lats: ArrayLike) -> tuple[Floats, Floats]:
    x, y = np.asarray(lons, dtype=np.float64), np.asarray(lats, dtype=np.float64)
    if x.ndim != 1 or x.shape != y.shape:
        msg = f"longitudes and latitudes must be sequences of one length: {x.shape} and {y.shape}"
        raise ValueError(msg)
    return x, y


def _prepare(polygons: LegalPolygons) -> None:
    with _PREPARED:
        shapely.prepare(polygons.geometries)


def _fingerprint(polygons: LegalPolygons) -> int:
    """Return a number that changes with the choice, the order and the shape of the polygons."""
    extent = np.ascontiguousarray(shapely.bounds(polygons.geometries)).tobytes()
    detail = shapely.get_num_coordinates(polygons.geometries).astype(np.int64).tobytes()
    return zlib.crc32(extent + detail)


def _metric(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    series = geopandas.GeoSeries(geometries, crs=WGS84).to_crs(METRIC)
    metric: NDArray[np.object_] = series.to_numpy()
    return metric


def _stored(path: Path, version: str, grid: Grid, rows: int) -> LabelRaster | None:
    """Return the raster kept at `path`, or None where there is none that holds."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            if str(arrays["version"]) != version:
                return None
            return LabelRaster.unpacked(grid, arrays, rows)
    except Exception:  # noqa: BLE001 - whatever ails a derived file, it is made again
        return None


def _store(path: Path, version: str, raster: LabelRaster) -> None:
    """Keep the raster at `path`, whole or not at all; a folder that refuses is no fault."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, version=np.array(version), **cast("Any", raster.packed()))
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
