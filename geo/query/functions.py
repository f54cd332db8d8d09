"""Functions of values that filters know beside the standard's own, each declared with its types.

CQL2 leaves further functions to the service (OGC 21-065r2, §7.16).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import shapely

from geo.crs import METRIC, areas_km2, from_lonlat, geodesic_lengths_km, to_lonlat
from geo.query.periods import date_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

Kind = Literal["string", "number", "integer", "array", "datetime", "geometry"]


@dataclass(frozen=True, slots=True)
class Function:
    """One function."""

    name: str
    arguments: tuple[Kind, ...]
    returns: Literal["string", "number", "integer"]
    of: Callable[..., Any]
    """Takes one value and gives one; of geometries, arrays of as many, and gives an array."""


def _distance(left: NDArray[np.object_], right: NDArray[np.object_]) -> NDArray[np.float64]:
    """Measure over the ellipsoid between the nearest points, which are found in the plane."""
    lines = shapely.shortest_line(_plane(left), _plane(right))
    known = ~(shapely.is_missing(lines) | shapely.is_empty(lines))
    result = np.full(len(lines), np.nan)
    ends = shapely.get_coordinates(lines[known]).reshape(-1, 2, 2)
    start, end = (np.column_stack(to_lonlat(METRIC, *ends[:, side].T)) for side in (0, 1))
    result[known] = geodesic_lengths_km(start, end)
    return result


def _plane(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    def into(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(from_lonlat(METRIC, lonlat[:, 0], lonlat[:, 1]))

    return np.asarray(shapely.transform(shapes, into))


def _length(shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    """Add up the lines, and the rings of areas, over the ellipsoid."""
    result = np.where(shapely.is_missing(shapes), np.nan, 0.0)
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, polygon = shapely.get_rings(parts, return_index=True)
    lines = shapely.get_dimensions(parts) == 1
    for some, of in ((rings, owner[polygon]), (parts[lines], owner[lines])):
        points, line = shapely.get_coordinates(some, return_index=True)
        if len(points) < 2:
            continue
        same = line[1:] == line[:-1]
        lengths = geodesic_lengths_km(points[:-1][same], points[1:][same])
        result += np.bincount(of[line[1:][same]], lengths, minlength=len(result))
    return result


def _part(text: str, place: int) -> int | None:
    day = date_of(text)
    return None if day is None or day[place] is None else day[place]


FUNCTIONS = {
    function.name: function
    for function in (
        Function("lower", ("string",), "string", str.lower),
        Function("upper", ("string",), "string", str.upper),
        Function("trim", ("string",), "string", str.strip),
        Function("length", ("string",), "integer", len),
        Function("count", ("array",), "integer", len),
        Function("year", ("datetime",), "integer", lambda text: _part(text, 0)),
        Function("month", ("datetime",), "integer", lambda text: _part(text, 1)),
        Function("day", ("datetime",), "integer", lambda text: _part(text, 2)),
        Function("area_km2", ("geometry",), "number", areas_km2),
        Function("length_km", ("geometry",), "number", _length),
        Function("distance_km", ("geometry", "geometry"), "number", _distance),
    )
}
