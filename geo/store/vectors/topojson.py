"""TopoJSON read back into GeoJSON: arcs into positions, objects into features."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.columns import Column
    from geo.jsons import Coordinates, OpenObject, Properties

_DEPTHS = {
    "LineString": 0,
    "MultiLineString": 1,
    "Polygon": 1,
    "MultiPolygon": 2,
}
"""Of the lists around a run of arcs; points have positions of their own."""


def features_of(topology: Properties) -> list[OpenObject]:
    """Return the features of every object of a topology, in their order.

    Raises
    ------
    ValueError, TypeError, KeyError, IndexError
        It is no topology: an arc or a number is not where one must be.
    """
    reading = _Reading(topology)
    return [feature for item in topology["objects"].values() for feature in reading.features(item)]


class _Reading:
    def __init__(self, topology: Properties) -> None:
        transform = topology.get("transform") or {}
        self._scale = transform.get("scale", [1, 1])
        self._translate = transform.get("translate", [0, 0])
        self._is_quantised = bool(transform)
        self._arcs = [self._positions(arc) for arc in topology.get("arcs", [])]

    def features(self, item: Properties) -> Iterator[OpenObject]:
        if item.get("type") == "GeometryCollection" and "properties" not in item:
            for inner in item["geometries"]:
                yield self._feature(inner)
        else:
            yield self._feature(item)

    def _feature(self, item: Properties) -> OpenObject:
        own = {"id": item["id"]} if "id" in item else {}
        return {
            "type": "Feature",
            **own,
            "properties": item.get("properties") or {},
            "geometry": self._geometry(item),
        }

    def _geometry(self, item: Properties) -> OpenObject | None:
        kind = item.get("type")
        if kind is None:
            return None
        if kind == "GeometryCollection":
            return {
                "type": kind,
                "geometries": [self._geometry(part) for part in item["geometries"]],
            }
        if kind == "Point":
            return {"type": kind, "coordinates": self._placed(item["coordinates"])}
        if kind == "MultiPoint":
            return {"type": kind, "coordinates": [self._placed(xy) for xy in item["coordinates"]]}
        return {"type": kind, "coordinates": self._lines(item["arcs"], _DEPTHS[kind])}

    def _lines(self, arcs: Column, depth: int) -> Coordinates:
        if depth:
            return [self._lines(part, depth - 1) for part in arcs]
        line: list[list[float]] = []
        for arc in arcs:
            places = self._arcs[arc] if arc >= 0 else self._arcs[~arc][::-1]
            # An arc begins where the one before ended.
            line += places[1:] if line else places
        return line

    def _positions(self, arc: list[list[float]]) -> list[list[float]]:
        if not self._is_quantised:
            return arc
        steps = accumulate(arc, lambda a, b: [a[0] + b[0], a[1] + b[1]])
        return [self._placed(xy) for xy in steps]

    def _placed(self, xy: list[float]) -> list[float]:
        pairs = zip(xy[:2], self._scale, self._translate, strict=True)
        return [value * scale + move for value, scale, move in pairs]
