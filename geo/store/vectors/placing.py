"""From a layer's own CRS to WGS 84: declared, assumed, or recognised on Korean land."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.crs import LAT_RANGE, LON_RANGE, WGS84, crs_name, to_lonlat
from geo.errors import SwappedLayerError, WrongCrsError
from geo.geocoding.query import Note
from geo.importers.layer_crs import MOST, NEARLY_ALL, Land, Sample, label, settle_crs
from geo.store.vectors.raw import Trouble

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.store.vectors.raw import RawLayer

DECIMALS = 7
"""Of a degree: about 1 cm."""
_HEIGHT_DECIMALS = 3
"""Millimetres."""
_HALF = 0.5
"""Of the points: a few typing errors decide nothing."""
_SAMPLE = 2_000
"""Points, evenly out of all: enough to tell one coordinate system from another."""
_OF_KOREA = frozenset(f"EPSG:{code}" for code in (2096, 2097, 2098, *range(5173, 5189)))
"""Its projected CRSs, as in `geo.crs`."""
_NOT_ON_EARTH = ("ENGCRS", "LOCAL_CS", "ENGINEERINGCRS")


def settle(file: str, raw: RawLayer, land: Land, assumed: str | None) -> str:
    """Return the CRS of a layer, as a code or WKT.

    A declared one is believed where it puts the points on the globe. Without one `assumed` holds,
    unless it is a grid of Korea and the coordinates are plainly degrees; without that, degrees are
    WGS 84 and metres what `layer_crs` recognises.

    Raises
    ------
    SwappedLayerError
        Latitude or northing stands first.
    WrongCrsError
        The declared CRS puts most points off the globe, or is no CRS.
    UnknownCrsError
        None is declared, and none or several fit.
    """
    xy = _sample(raw.geometries)
    sample = Sample.of(file, xy, [""] * len(xy))
    declared: object = raw.crs or None
    if declared is None or str(declared).startswith(_NOT_ON_EARTH):
        # Metres of Korea's grids are counted from far outside: none is near 0.
        in_degrees = len(xy) > 0 and _share_of_degrees(sample.x, sample.y) >= MOST
        declared = None if in_degrees and crs_name(assumed) in _OF_KOREA else assumed
    if declared is None:
        if not len(xy) or _share_of_degrees(sample.x, sample.y) >= MOST:
            return WGS84
        if not _looks_swapped(sample.x, sample.y):
            return settle_crs(sample, None, land)
        raise SwappedLayerError(file, WGS84)
    crs = crs_name(declared)
    if crs is None:
        raise WrongCrsError(file, str(declared)[:80], sample.fitting(land))
    if len(xy):
        _require_globe(sample, crs, land)
    return crs


def _require_globe(sample: Sample, crs: str, land: Land) -> None:
    lon, lat = to_lonlat(crs, sample.x, sample.y)
    if _looks_swapped(lon, lat):
        raise SwappedLayerError(sample.file, label(crs))
    # Off the land in a CRS of Korea: swapped, unless truly at sea.
    off_land = crs in _OF_KOREA and sample.share(crs, land) < MOST
    if off_land and sample.share(crs, land, swapped=True) >= NEARLY_ALL:
        raise SwappedLayerError(sample.file, label(crs))
    if _share_of_degrees(lon, lat) < _HALF:
        raise WrongCrsError(sample.file, label(crs), sample.fitting(land))


def _sample(geometries: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return the middles of up to 2,000 geometries, evenly over the layer; shape (n, 2)."""
    known = np.flatnonzero(~(shapely.is_missing(geometries) | shapely.is_empty(geometries)))
    if not len(known):
        return np.empty((0, 2))
    some = known[np.unique(np.linspace(0, len(known) - 1, min(len(known), _SAMPLE)).astype(int))]
    bounds = shapely.bounds(geometries[some])
    middles = (bounds[:, :2] + bounds[:, 2:]) / 2
    return np.asarray(middles[np.isfinite(middles).all(axis=1)], dtype=np.float64)


def _share_of_degrees(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> float:
    return float(((np.abs(lon) <= 180) & (np.abs(lat) <= 90)).mean()) if len(lon) else 1.0


def _looks_swapped(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> bool:
    within = (lon >= LAT_RANGE[0]) & (lon <= LAT_RANGE[1])
    within &= (lat >= LON_RANGE[0]) & (lat <= LON_RANGE[1])
    return len(lon) > 0 and bool(within.mean() >= _HALF)


def to_degrees(raw: RawLayer, crs: str) -> tuple[NDArray[np.object_], list[Trouble]]:
    """Return the geometries in WGS 84, longitude first, rounded; None for empty.

    Heights stay as they are, to a millimetre. Polygons run counter-clockwise outside (RFC 7946
    §3.1.6). A geometry off the globe becomes None and a trouble.
    """
    geometries = raw.geometries.copy()
    geometries[shapely.is_empty(geometries)] = None
    known = ~shapely.is_missing(geometries)
    x_y, rows = shapely.get_coordinates(geometries, return_index=True)
    lon, lat = (x_y[:, 0], x_y[:, 1]) if crs == WGS84 else to_lonlat(crs, x_y[:, 0], x_y[:, 1])
    with np.errstate(invalid="ignore"):
        good = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    off = np.zeros(len(geometries), dtype=bool)
    off[rows[~good]] = True
    degrees = np.column_stack((lon, lat)).round(DECIMALS) + 0.0
    kept = known & ~off
    high = kept & shapely.has_z(geometries)
    heights = shapely.get_coordinates(geometries, include_z=True)[:, 2:].round(_HEIGHT_DECIMALS)
    # A position without its height would make JSON that nobody reads; where all are 0, as KML has
    # it, none is known.
    if not np.nan_to_num(heights).any():
        high[:] = False
    high[np.unique(rows[~np.isfinite(heights[:, 0])])] = False
    geometries[~kept] = None
    for some, places in ((kept & ~high, degrees), (high, np.hstack((degrees, heights)))):
        geometries[some] = shapely.set_coordinates(geometries[some], places[some[rows]])
    polygonal = np.isin(shapely.get_type_id(geometries), (3, 6, 7))
    geometries[polygonal] = shapely.orient_polygons(geometries[polygonal], exterior_cw=False)
    troubles = []
    bad_rows, first = np.unique(rows[~good], return_index=True)
    for row, (x, y) in zip(bad_rows, x_y[~good][first], strict=True):
        note = Note("added.off_globe", {"x": f"{x:g}", "y": f"{y:g}"})
        troubles.append(Trouble(int(row) + 1, note))
    return geometries, troubles
