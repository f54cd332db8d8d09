"""Boundaries of 시도 and 시군구, and which one holds a point (I/O)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely

from geo.crs import METRIC, WGS84, require_korea
from geo.errors import DamagedFileError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import geopandas
    import pandas as pd
    from numpy.typing import NDArray

Level = Literal["sido", "sigungu"]
_NEWEST = "9999-12-31"
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
    """TopoJSON with the objects ``sido``, ``sigungu`` and those with ``_former``; see
    data/README.md."""
    day: str | None = None
    """The day whose units are meant (``YYYY-MM-DD``); None for the newest state."""

    def of_day(self, day: str | None) -> Boundaries:
        """Return the boundaries of another day."""
        return replace(self, day=day)

    def polygons(self, level: Level) -> geopandas.GeoDataFrame:
        """Return the units of a level on the day, the columns as in `dated`."""
        every = self.dated(level)
        day = self.day or _NEWEST
        own = every[(every["valid_from"] <= day) & (day <= every["valid_to"].replace("", _NEWEST))]
        return own.sort_values("code", ignore_index=True)

    def dated(self, level: Level) -> geopandas.GeoDataFrame:
        """Return the units of a level, those that stand and behind them those that did.

        The columns are code, name_ko, name_en, valid_from, valid_to (ISO dates; empty where it
        began before the documents, or stands) and geometry, WGS 84.
        """
        return _dated(self.path, level).copy()

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

    def hold(
        self, lons: Sequence[float], lats: Sequence[float], days: Iterable[str | None]
    ) -> list[tuple[str, ...]]:
        """Return the codes of the 시군구 of all `days` that hold each point, in their order.

        Raises
        ------
        CoordinateError
            See `locate`.
        """
        columns = [self.of_day(day).locate(lons, lats).codes for day in days]
        rows = zip(*columns, strict=True)
        return [tuple(dict.fromkeys(code for code in row if code is not None)) for row in rows]

    @cached_property
    def _metric(self) -> geopandas.GeoDataFrame:
        return self.polygons("sigungu").to_crs(METRIC)

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(self._metric.geometry.to_numpy())


@lru_cache(maxsize=4)
def _dated(path: Path, level: Level) -> geopandas.GeoDataFrame:
    import geopandas  # noqa: PLC0415 - slow to load
    import pandas as pd  # noqa: PLC0415
    from pyogrio.errors import DataLayerError, DataSourceError  # noqa: PLC0415

    try:
        layers = [geopandas.read_file(path, layer=name) for name in (level, f"{level}_former")]
    except (DataLayerError, DataSourceError) as error:
        raise DamagedFileError(str(path)) from error
    frame = pd.concat(layers, ignore_index=True).set_crs(WGS84, allow_override=True)
    # TopoJSON rounds to a grid, and a ring may touch itself there.
    valid = shapely.make_valid(frame.geometry.to_numpy(), method="structure", keep_collapsed=False)
    days = {name: _days(frame[name]) for name in ("valid_from", "valid_to")}
    columns = ["code", "name_ko", "name_en", *days, "geometry"]
    return frame.assign(geometry=valid, **days)[columns]


def _days(column: pd.Series) -> pd.Series:
    """Return ISO dates as text, which GDAL reads as dates where all cells of a layer are some."""
    import pandas as pd  # noqa: PLC0415

    return pd.to_datetime(column, format="mixed").dt.strftime("%Y-%m-%d").fillna("")
