"""Boundaries of 시도 and 시군구, and which one holds a point (I/O)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely

from geo.crs import METRIC, WGS84, require_korea

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import geopandas
    from numpy.typing import NDArray

Level = Literal["sido", "sigungu"]
REACH_M = 5_000
"""How far from every polygon a point on newly reclaimed land may lie."""


@dataclass(frozen=True, slots=True)
class Located:
    """The 시군구 of each of n points."""

    codes: tuple[str | None, ...]
    """5-digit codes; None farther than REACH_M from every polygon."""
    distances_km: NDArray[np.float64]
    """Shape (n,): 0 inside, else the distance to the polygon; inf where there is none."""


@dataclass(frozen=True)
class Boundaries:
    """The committed boundaries; polygons are read when first asked for."""

    path: Path
    """TopoJSON with the objects ``sido`` and ``sigungu``; see data/README.md."""

    def polygons(self, level: Level) -> geopandas.GeoDataFrame:
        """Return the units of a level: code, name_ko, name_en and geometry, WGS 84."""
        if level not in self._read:
            self._read[level] = _polygons(self.path, level)
        return self._read[level].copy()

    def locate(self, lons: Sequence[float], lats: Sequence[float]) -> Located:
        """Find the 시군구 of points, given in degrees, WGS 84.

        A point outside every polygon, as on land reclaimed after the boundaries were drawn or on
        a shore that was simplified, belongs to the nearest one within REACH_M.

        Raises
        ------
        CoordinateError
            A point is not in Korea, or its axes are swapped.
        """
        for lon, lat in zip(lons, lats, strict=True):
            require_korea(lon, lat)
        import geopandas  # noqa: PLC0415 - slow to load

        points = geopandas.GeoSeries.from_xy(lons, lats, crs=WGS84).to_crs(METRIC).to_numpy()
        rows, polygons = self._tree.query_nearest(points, max_distance=REACH_M, all_matches=False)
        codes: list[str | None] = [None] * len(points)
        distances = np.full(len(points), np.inf)
        for row, polygon in zip(rows, polygons, strict=True):
            codes[row] = self._metric["code"].iloc[polygon]
            distances[row] = shapely.distance(points[row], self._tree.geometries[polygon]) / 1000
        return Located(tuple(codes), distances)

    @cached_property
    def _read(self) -> dict[Level, geopandas.GeoDataFrame]:
        return {}

    @cached_property
    def _metric(self) -> geopandas.GeoDataFrame:
        return self.polygons("sigungu").to_crs(METRIC)

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self._metric.geometry.to_numpy())


def _polygons(path: Path, level: Level) -> geopandas.GeoDataFrame:
    import geopandas  # noqa: PLC0415 - slow to load

    frame = geopandas.read_file(path, layer=level).set_crs(WGS84, allow_override=True)
    # TopoJSON rounds to a grid, and a ring may touch itself there.
    valid = shapely.make_valid(frame.geometry.to_numpy(), method="structure", keep_collapsed=False)
    return frame.assign(geometry=valid)[["code", "name_ko", "name_en", "geometry"]]
