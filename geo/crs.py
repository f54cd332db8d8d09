"""The one door for coordinates: axis order and lengths. Only this module imports `pyproj`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from pyproj import Geod, Transformer

from geo.errors import OutsideKoreaError, SwappedAxesError

if TYPE_CHECKING:
    from numpy.typing import NDArray

METRIC = "EPSG:5179"
"""Korea 2000 / Unified CS: metres, easting first; for distances and nearest neighbours."""
WGS84 = "EPSG:4326"
"""GeoJSON's CRS; data here is always longitude, latitude (CRS84 order)."""
LON_RANGE = (124.0, 132.0)
"""Degrees east that hold every Korean island, Baengnyeong to Dokdo."""
LAT_RANGE = (33.0, 39.0)
"""Degrees north that hold the south, Mara-do to Goseong."""


def require_korea(lon: float, lat: float) -> tuple[float, float]:
    """Return the pair of degrees, or raise what is wrong with it.

    Raises
    ------
    SwappedAxesError
        Latitude stands first; always recognised, for the two ranges do not meet.
    OutsideKoreaError
        The point is not within the bounds of South Korea, or is not a number.
    """
    if _within(lon, LAT_RANGE) and _within(lat, LON_RANGE):
        raise SwappedAxesError(lon, lat)
    if not (_within(lon, LON_RANGE) and _within(lat, LAT_RANGE)):
        raise OutsideKoreaError(lon, lat)
    return lon, lat


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


@lru_cache(maxsize=1)
def _grs80() -> Geod:
    return Geod(ellps="GRS80")


def geodesic_lengths_km(
    start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Measure the shortest line over the ellipsoid between paired points.

    `start` and `end` have shape (n, 2): longitude, latitude in degrees, CRS84.
    Returns shape (n,), kilometres on GRS 80 (Karney 2013, J. Geodesy 87, as in PROJ).

    >>> yeosu, mipo_onsan = np.array([[127.69, 34.84]]), np.array([[129.352, 35.478]])
    >>> geodesic_lengths_km(yeosu, mipo_onsan).round(1)
    array([167.1])
    """
    _, _, metres = _grs80().inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])
    return np.asarray(metres, dtype=np.float64) / 1000


@lru_cache(maxsize=1)
def _from_metric() -> Transformer:
    return Transformer.from_crs(METRIC, WGS84, always_xy=True)


def metric_to_lon_lat(x: float, y: float) -> tuple[float, float]:
    """Return longitude and latitude (WGS 84, degrees) of a point in EPSG:5179 (UTM-K, metres).

    Not a number, or infinite, where the projection has no such point.

    >>> metric_to_lon_lat(1_000_000, 2_000_000)  # its origin by definition
    (127.5, 38.0)
    """
    lon, lat = _from_metric().transform(x, y)
    return round(float(lon), 9), round(float(lat), 9)
