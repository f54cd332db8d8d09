"""An index of points: rows within a box of degrees, without a geometry object for each point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_AT_ONCE = 1 << 14
"""Features parsed in one go; their geometry objects are let go of before the next."""
_IN_A_STRIP = 1000
"""Points, on average."""


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

    @classmethod
    def of(cls, features: Sequence[bytes]) -> PointIndex | None:
        """Index GeoJSON features; None if one of them is no single point, or null.

        Features without a geometry are left out: they lie in no box.
        """
        parts = []
        for start in range(0, len(features), _AT_ONCE):
            some = np.array(features[start : start + _AT_ONCE], object)
            shapes = shapely.from_geojson(some, on_invalid="ignore")
            kinds = shapely.get_type_id(shapes)
            located = np.flatnonzero((kinds == 0) & ~shapely.is_empty(shapes))
            if len(located) < np.count_nonzero(kinds >= 0):
                return None
            places = shapely.get_coordinates(shapes[located])
            parts.append(np.column_stack([places, located + start]))
        every = np.concatenate(parts) if parts else np.empty((0, 3))
        return cls._sorted(every[np.isfinite(every).all(axis=1)])

    @classmethod
    def _sorted(cls, points: NDArray[np.float64]) -> PointIndex:
        lon, lat, rows = points.T
        strips = max(1, len(points) // _IN_A_STRIP)
        south = float(lat.min(initial=90))
        height = max(float(lat.max(initial=-90)) - south, 1e-9) / strips
        strip = np.minimum(((lat - south) / height).astype(np.int64), strips - 1)
        order = np.lexsort([lon, strip])
        starts = np.searchsorted(strip[order], np.arange(strips + 1))
        return cls(south, height, starts, lon[order], lat[order], rows[order].astype(np.int32))

    def within(self, west: float, south: float, east: float, north: float) -> NDArray[np.int32]:
        """Return the rows in the box, its edges included, ascending."""
        last = len(self.starts) - 2
        lowest = min(max(int((south - self.south) // self.height), 0), last)
        highest = min(max(int((north - self.south) // self.height), 0), last)
        found = []
        for strip in range(lowest, highest + 1):
            begin, end = self.starts[strip], self.starts[strip + 1]
            lon = self.lon[begin:end]
            first = begin + lon.searchsorted(west)
            beyond = begin + lon.searchsorted(east, "right")
            rows = self.rows[first:beyond]
            if strip in (lowest, highest):
                lat = self.lat[first:beyond]
                rows = rows[(lat >= south) & (lat <= north)]
            found.append(rows)
        return np.sort(np.concatenate(found))
