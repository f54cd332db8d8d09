"""An index of points: rows within a box of degrees, without a geometry object for each point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

_AT_ONCE = 1 << 14
"""Features parsed in one go; their geometry objects are let go of before the next."""
_IN_A_STRIP = 10_000
"""Points, on average; comparing them costs less than turning to another strip."""


@dataclass(frozen=True, slots=True, eq=False)
class PointIndex:
    """Points (degrees, WGS 84) in strips from south to north, each strip from west to east."""

    south: float
    height: float
    """Of a strip."""
    starts: NDArray[np.int64]
    """Shape (strips + 1,): where each strip begins."""
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    rows: NDArray[np.int32]
    unplaced: NDArray[np.int32]
    """Rows without a point, ascending."""

    @classmethod
    def of(cls, features: Sequence[bytes]) -> PointIndex | None:
        """Index GeoJSON features; None if one of them is no single point, or null.

        Features without a geometry have no place in it; their rows are kept beside.
        """
        parts, unplaced = [], [np.empty(0, np.int64)]
        for start in range(0, len(features), _AT_ONCE):
            some = np.array(features[start : start + _AT_ONCE], object)
            shapes = shapely.from_geojson(some, on_invalid="ignore")
            kinds = shapely.get_type_id(shapes)
            located = np.flatnonzero((kinds == 0) & ~shapely.is_empty(shapes))
            if len(located) < np.count_nonzero(kinds >= 0):
                return None
            unplaced.append(np.setdiff1d(np.arange(len(kinds)), located) + start)
            places = shapely.get_coordinates(shapes[located])
            parts.append(np.column_stack([places, located + start]))
        every = np.concatenate(parts) if parts else np.empty((0, 3))
        none = np.concatenate(unplaced).astype(np.int32)
        return cls._sorted(every[np.isfinite(every).all(axis=1)], none)

    @classmethod
    def without_points(cls, count: int) -> PointIndex:
        """Return the index of features of which none has a place."""
        return cls._sorted(np.empty((0, 3)), np.arange(count, dtype=np.int32))

    @classmethod
    def _sorted(cls, points: NDArray[np.float64], unplaced: NDArray[np.int32]) -> PointIndex:
        lon, lat, rows = points.T
        strips = max(1, len(points) // _IN_A_STRIP)
        south = float(lat.min(initial=90))
        height = max(float(lat.max(initial=-90)) - south, 1e-9) / strips
        strip = np.minimum(((lat - south) / height).astype(np.int64), strips - 1)
        order = np.lexsort([lon, strip])
        starts = np.searchsorted(strip[order], np.arange(strips + 1))
        sorted_ = lon[order], lat[order], rows[order].astype(np.int32)
        return cls(south, height, starts, *sorted_, unplaced)

    def within(self, west: float, south: float, east: float, north: float) -> NDArray[np.int32]:
        """Return the rows in the box, its edges included, ascending."""
        found = self._found(west, south, east, north)
        return np.sort(np.concatenate([self.rows[at] for at in found]))

    def located(
        self, west: float, south: float, east: float, north: float
    ) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """Return the rows as `within`, and the longitude and latitude of each; shape (n, 2)."""
        found = list(self._found(west, south, east, north))
        rows, lon, lat = (
            np.concatenate([column[at] for at in found])
            for column in (self.rows, self.lon, self.lat)
        )
        order = np.argsort(rows)
        return rows[order], np.column_stack((lon, lat))[order]

    def _found(
        self, west: float, south: float, east: float, north: float
    ) -> Iterator[slice | NDArray[np.intp]]:
        """Give the places of the points in the box, strip by strip."""
        last = len(self.starts) - 2
        lowest = min(max(int((south - self.south) // self.height), 0), last)
        highest = min(max(int((north - self.south) // self.height), 0), last)
        for strip in range(lowest, highest + 1):
            begin, end = self.starts[strip], self.starts[strip + 1]
            lon = self.lon[begin:end]
            first = begin + lon.searchsorted(west)
            beyond = begin + lon.searchsorted(east, "right")
            if strip in (lowest, highest):
                lat = self.lat[first:beyond]
                yield first + np.flatnonzero((lat >= south) & (lat <= north))
            else:
                yield slice(first, beyond)
