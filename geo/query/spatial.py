"""Geometries of a filter: literals in any CRS, and the predicates of CQL2."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.crs import CRS84, WGS84, unproject

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

PREDICATES: Mapping[str, Callable[..., Any]] = {
    "s_intersects": shapely.intersects,
    "s_within": shapely.within,
    "s_contains": shapely.contains,
    "s_disjoint": shapely.disjoint,
    "s_touches": shapely.touches,
    "s_crosses": shapely.crosses,
    "s_overlaps": shapely.overlaps,
    "s_equals": shapely.equals,
}
"""CQL2's spatial functions (OGC 21-065r2, §7.10), of the DE-9IM in the plane of degrees."""
SWAPPED: Mapping[str, str] = {"s_within": "s_contains", "s_contains": "s_within"}
"""Predicates that turn into another when the two geometries change places; others stay."""
_FARTHEST = 1e9
"""No coordinate of a place on Earth is greater, in degrees or metres."""
_SIDE_PARTS = 20
"""A side of a rectangle of another CRS bends in degrees: it is carried over in so many parts."""


def rectangle(corners: Sequence[float], crs: str) -> shapely.Geometry | None:
    """Return the area (degrees, WGS 84) of four or six numbers in `crs`; None if it has none.

    Lower corner first, in the axis order of the authority. In degrees a west that lies east of
    the east crosses the date line.
    """
    if len(corners) == 6:
        corners = (*corners[:2], *corners[3:5])
    a0, b0, a1, b1 = corners
    if crs == WGS84:
        a0, b0, a1, b1, crs = b0, a0, b1, a1, CRS84
    if not (np.abs([a0, b0, a1, b1]) <= _FARTHEST).all() or b0 > b1:
        return None
    if crs == CRS84:
        if a0 > a1:
            return shapely.union_all([shapely.box(a0, b0, 180, b1), shapely.box(-180, b0, a1, b1)])
        return _box(a0, b0, a1, b1)
    if a0 > a1:
        return None
    box = _box(a0, b0, a1, b1)
    side = max(a1 - a0, b1 - b0) / _SIDE_PARTS
    return transformed(shapely.segmentize(box, side) if side else box, crs)


def _box(a0: float, b0: float, a1: float, b1: float) -> shapely.Geometry:
    # A rectangle without width or height is the line or point that it looks like.
    if a0 == a1 or b0 == b1:
        ends = [(a0, b0), (a1, b1)]
        return shapely.Point(ends[0]) if ends[0] == ends[1] else shapely.LineString(ends)
    return shapely.box(a0, b0, a1, b1)


def literal(geometry: Mapping[str, object], crs: str) -> shapely.Geometry | None:
    """Return a GeoJSON geometry, given in `crs`, in degrees; None if it is no valid one."""
    try:
        shape = shapely.from_geojson(json.dumps(geometry, allow_nan=False))
    except (ValueError, shapely.GEOSException):
        return None
    if shape is None or not shapely.is_valid(shape):
        return None
    return transformed(shape, crs)


def transformed(shape: shapely.Geometry, crs: str) -> shapely.Geometry | None:
    """Carry a geometry from `crs`, in its authority's axis order, to degrees; None if it cannot."""
    if crs != CRS84:
        shape = shapely.transform(shape, lambda axes: unproject(axes[:, 0], axes[:, 1], crs))
    finite = np.isfinite(shapely.get_coordinates(shape)).all()
    return shape if finite else None


def near(
    tree: shapely.STRtree, shape: shapely.Geometry, rows: NDArray[np.int32] | None
) -> NDArray[np.int64]:
    """Return the places, ascending, of the rows whose bounds meet those of `shape`.

    A place is one in `rows`, or a row itself without them; `rows` must ascend.
    """
    found = np.sort(tree.query(shape))
    if rows is None:
        return found
    places = np.searchsorted(rows, found)
    inside = places < len(rows)
    inside[inside] = rows[places[inside]] == found[inside]
    return places[inside]
