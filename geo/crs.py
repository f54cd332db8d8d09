"""The one door for coordinates: axis order and lengths. Only this module imports `pyproj`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import CRS, Geod, Transformer
from pyproj.exceptions import CRSError

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
KOREAN_CRS = (
    "EPSG:4326",
    "EPSG:5179",
    "EPSG:5186",
    "EPSG:5181",
    "EPSG:5174",
    "EPSG:2097",
    "EPSG:3857",
    "EPSG:32652",
    "EPSG:32651",
    "EPSG:5185",
    "EPSG:5187",
    "EPSG:5188",
    "EPSG:2098",
    "EPSG:2096",
)
"""What official layers of Korea come in, and what one without a declaration is tried in.

The belts beside the central one are among them, for their numbers are those of the central one two
degrees away: unless they are tried, a layer in them is taken for one that it is not.
"""
_PROJECTED = (2096, 2097, 2098, *range(5173, 5189))
"""EPSG codes of the projected CRSs of South Korea, on Bessel (before 2003) and on GRS 80."""
_BESSEL_DEGREES = 4162
"""Korean 1985, for degrees on Bessel without a datum (EPSG:4004); Tokyo has its own code."""


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
    lengths, _ = geodesic_lengths_and_bearings(start, end)
    return lengths


def geodesic_lengths_and_bearings(
    start: NDArray[np.float64], end: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Measure as `geodesic_lengths_km`, and the direction in which each line begins.

    Returns two of shape (n,): kilometres, and degrees clockwise from north, 0 to 360.
    """
    forward, _, metres = _grs80().inv(start[:, 0], start[:, 1], end[:, 0], end[:, 1])
    return np.asarray(metres, dtype=np.float64) / 1000, np.mod(forward, 360.0)


def areas_km2(shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    """Measure areas over the ellipsoid: longitude, latitude in degrees, CRS84.

    0 for points and lines, NaN for what is missing; square kilometres on GRS 80 (Karney 2013).

    >>> areas_km2(shapely.from_wkt(["POLYGON((127 36,128 36,128 37,127 37,127 36))"])).round(1)
    array([9941.6])
    """
    result = np.where(shapely.is_missing(shapes), np.nan, 0.0)
    # Rings one by one, the outer one minus its holes, whichever way they turn.
    rings, polygon = shapely.get_rings(shapely.get_parts(shapes), return_index=True)
    _, shape = shapely.get_parts(shapes, return_index=True)
    outer = np.diff(polygon, prepend=-1) != 0
    for ring, of, sign in zip(rings, shape[polygon], np.where(outer, 1, -1), strict=True):
        lon, lat = shapely.get_coordinates(ring).T
        square_metres, _ = _grs80().polygon_area_perimeter(lon, lat)
        result[of] += sign * abs(square_metres) / 1e6
    return result


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


def crs_name(crs: object) -> str | None:
    """Return the EPSG code of a CRS, such as ``EPSG:5174``, its WKT if it has none.

    None if it is no CRS. `crs` is whatever pyproj takes: a code, WKT, an object. A Korean CRS is
    known by ellipsoid and projection, not by its name: the .prj of many a file calls the datum
    just Bessel, which PROJ shifts by nothing, some 300 m off.

    >>> crs_name("epsg:5186"), crs_name("EPSG:1")
    ('EPSG:5186', None)
    """
    try:
        read = CRS.from_user_input(crs)
    except CRSError:
        return None
    code = _korean_codes().get(_signature(read)) or read.to_epsg(min_confidence=100)
    if code in {None, 4004} and _signature(read) == _signature(CRS.from_epsg(_BESSEL_DEGREES)):
        code = _BESSEL_DEGREES
    return f"EPSG:{code}" if code else read.to_wkt()


@lru_cache(maxsize=1)
def _korean_codes() -> dict[tuple[float, ...], int]:
    return {_signature(CRS.from_epsg(code)): code for code in _PROJECTED}


def _signature(crs: CRS) -> tuple[float, ...]:
    """Return what places a CRS's points: the ellipsoid and the projection's parameters.

    Rounded to 10 m of the ellipsoid's axis, which tells Bessel from GRS 80 (739 m), and to a
    millionth of a degree (0.1 m) elsewhere.
    """
    if crs.ellipsoid is None or not (crs.is_projected or crs.is_geographic):
        return ()
    projection = crs.coordinate_operation if crs.is_projected else None
    parameters = [round(float(p.value), 6) for p in projection.params] if projection else []
    return (round(crs.ellipsoid.semi_major_metre, -1), *parameters)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransverseMercator:
    """What reckons a Korean plane CRS without PROJ, as a browser has to."""

    code: str
    """Such as ``EPSG:5186``."""
    a: float
    """Semi-major axis in metres."""
    rf: float
    """Inverse flattening."""
    lon_0: float
    lat_0: float
    """Origin in degrees."""
    k: float
    """Scale on the central meridian."""
    x_0: float
    y_0: float
    """False easting and northing in metres."""
    shift: dict[str, float] | None
    """Molodensky-Badekas from the CRS's datum to WGS 84, coordinate frame, as PROJ names it:
    ``x y z`` and ``px py pz`` in metres, ``rx ry rz`` in arc seconds, ``s`` in parts per million;
    None where the datum is WGS 84 to a metre."""


def transverse_mercator(code: str) -> TransverseMercator:
    """Return the parameters of a projected CRS of South Korea, as PROJ has them.

    >>> transverse_mercator("EPSG:5179").lon_0, transverse_mercator("EPSG:5186").y_0
    (127.5, 600000.0)
    """
    pipeline = Transformer.from_crs(WGS84, code, always_xy=True).definition.split(" step ")
    document = {_operation(step): _numbers(step) for step in pipeline}
    projection = {name: document["tmerc"][name] for name in ("lon_0", "lat_0", "k", "x_0", "y_0")}
    ellipsoid = Geod(ellps=pipeline[-1].partition("ellps=")[2])
    return TransverseMercator(
        code=code,
        a=ellipsoid.a,
        rf=1 / ellipsoid.f,
        shift=document.get("molobadekas"),
        **projection,
    )


def _operation(step: str) -> str:
    return step.partition("proj=")[2].partition(" ")[0]


def _numbers(step: str) -> dict[str, float]:
    found = re.findall(r"(\w+)=(-?\d+(?:\.\d+)?)(?= |$)", step)
    return {name: float(value) for name, value in found}


def to_lonlat(
    crs: str, x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Turn easting or longitude `x` and northing or latitude `y` into degrees, WGS 84.

    Without a grid, thus offline as well as online, PROJ goes from Bessel (EPSG:5174 and its kin)
    by *Korean 1985 to WGS 84 (1)* (EPSG:5191, ten parameters), from GRS 80 (EPSG:5179, 5181, 5186)
    by *KGD2002 to WGS 84 (1)* (EPSG:15831, nil). EPSG states 1 m for either. A pair that cannot be
    transformed comes back as inf.
    """
    lon, lat = _to_wgs84(crs).transform(x, y)
    return np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)


@lru_cache(maxsize=64)
def _to_wgs84(crs: str) -> Transformer:
    return Transformer.from_crs(crs, WGS84, always_xy=True)


CRS84 = "OGC:CRS84"
OUTPUT_CRS = (
    CRS84,
    "EPSG:4326",
    "EPSG:3857",
    *(f"EPSG:{code}" for code in (5179, 5181, 5185, 5186, 5187, 5188, 5174, 4737, 4166)),
    *(f"EPSG:{code}" for code in (5180, 5182, 5183, 5184, 5173, 5175, 5176, 5177, 5178)),
    *(f"EPSG:{code}" for code in (2096, 2097, 2098, 32651, 32652)),
)
"""What answers can be given in; the first is GeoJSON's own, longitude first."""
_URI = "http://www.opengis.net/def/crs/"
_WRITTEN = re.compile(
    r"^(?:\[?|https?://www\.opengis\.net/def/crs/|urn:ogc:def:crs:)"
    r"(?P<authority>OGC|EPSG)[:/]+(?:[\d.]*[:/]+)?(?P<code>\w+)\]?$",
    re.IGNORECASE,
)


def crs_uri(crs: str) -> str:
    """Return the URI by which OGC API names a CRS.

    >>> crs_uri("EPSG:5179")
    'http://www.opengis.net/def/crs/EPSG/0/5179'
    """
    authority, _, code = crs.partition(":")
    return f"{_URI}{authority}/{'1.3' if authority == 'OGC' else '0'}/{code}"


def is_northing_first(crs: str) -> bool:
    """Tell whether the authority of `crs`, in any spelling, puts latitude or northing first.

    >>> is_northing_first(crs_uri("EPSG:5179")), is_northing_first("EPSG:3857")
    (True, False)
    """
    found = _WRITTEN.match(crs.strip())
    try:
        read = CRS.from_user_input(f"{found['authority']}:{found['code']}" if found else crs)
    except CRSError:
        return False
    return bool(read.axis_info) and read.axis_info[0].direction == "north"


def crs_of(written: str) -> str | None:
    """Return one of OUTPUT_CRS for a URI, a URN, a CURIE or ``EPSG:5179``; None for another."""
    found = _WRITTEN.match(written.strip())
    if found is None:
        return None
    crs = f"{found['authority'].upper()}:{found['code'].upper()}"
    return crs if crs in OUTPUT_CRS else None


def project(x: NDArray[np.float64], y: NDArray[np.float64], crs: str) -> NDArray[np.float64]:
    """Turn longitudes and latitudes (WGS 84, degrees, shape (n,)) into `crs`, shape (n, 2).

    In the axis order that the authority of the CRS defines, as OGC API - Features Part 2 demands:
    latitude first in EPSG:4326, northing first in EPSG:5179, easting first in EPSG:3857.
    """
    first, second = _output(crs).transform(x, y)
    return np.column_stack([first, second])


def unproject(
    first: NDArray[np.float64], second: NDArray[np.float64], crs: str
) -> NDArray[np.float64]:
    """Turn coordinates in the axis order of `crs` back into longitude, latitude, shape (n, 2)."""
    lon, lat = _output(crs).transform(first, second, direction="INVERSE")
    return np.column_stack([lon, lat])


@lru_cache(maxsize=len(OUTPUT_CRS))
def decimals_of(crs: str) -> int:
    """Return how many decimals hold a millimetre or less in the unit of `crs`."""
    return 8 if CRS.from_user_input(crs).is_geographic else 3


@lru_cache(maxsize=len(OUTPUT_CRS))
def _output(crs: str) -> Transformer:
    return Transformer.from_crs(CRS84, crs)


def from_lonlat(
    crs: str, lon: NDArray[np.float64], lat: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Turn degrees (WGS 84) into easting or longitude, northing or latitude, as GIS files have it.

    The way back of `to_lonlat`, by the same operation of PROJ.
    """
    x, y = _to_wgs84(crs).transform(lon, lat, direction="INVERSE")
    return np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)


def crs_projjson(crs: str) -> str:
    """Return the definition of `crs` as PROJJSON, the text that GeoParquet keeps."""
    return CRS.from_user_input(crs).to_json()
