"""TopoJSON: lines that several features share are written once.

Own work after the specification of TopoJSON 1.0 (github.com/topojson/topojson-specification);
shared lines are found where positions agree exactly on the grid of the file, as those of our
boundaries do. The whole collection is in memory: arcs can only be shared when all are known.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.crs import decimals_of
from geo.exports.features import chunks
from geo.exports.geojson import crs_member

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.columns import Column
    from geo.exports.features import Job
    from geo.jsons import Coordinates, OpenObject

Position = tuple[int, int]
_DEGREES = 7
"""Decimals of a degree on the grid: 1e-7 degrees are 1.1 cm, positions at most half of it off."""


def write_topojson(job: Job) -> Iterator[bytes]:
    """Give a topology with one object, called as the collection.

    Positions are whole numbers on a grid of 1e-7 degrees or 1 mm, each from the one before.
    Licence and sources are foreign members, as is ``crs`` where it is not WGS 84.
    """
    decimals = min(_DEGREES, decimals_of(job.crs))
    features, shapes = [], []
    for chunk in chunks(job, heights=False):
        features += chunk.features
        shapes += [_on_grid(shape, 10**decimals) for shape in chunk.geometries]
    arcs = _Arcs(_junctions(shapes))
    members = [
        _member(feature, shape, arcs) for feature, shape in zip(features, shapes, strict=True)
    ]
    scale = 10.0**-decimals
    head = {
        "type": "Topology",
        **job.source.items(),
        **crs_member(job.crs),
        "transform": {"scale": [scale, scale], "translate": [0, 0]},
    }
    yield f'{_dumps(head).removesuffix("}")},"objects":{{{_dumps(job.layer.id)}:'.encode(
        "utf-8", "replace"
    )
    yield b'{"type":"GeometryCollection","geometries":[\n'
    for start in range(0, len(members), 500):
        lines = ",\n".join(map(_dumps, members[start : start + 500]))
        yield ((",\n" if start else "") + lines).encode("utf-8", "replace")
    yield b']}},"arcs":[\n'
    for start in range(0, len(arcs.written), 500):
        lines = ",\n".join(_dumps(_deltas(arc)) for arc in arcs.written[start : start + 500])
        yield ((",\n" if start else "") + lines).encode("utf-8", "replace")
    yield b"]}\n"


def _on_grid(shape: BaseGeometry | None, per_unit: int) -> OpenObject | None:
    if shape is None:
        return None
    places = shapely.get_coordinates(shape)
    grid = shapely.set_coordinates(np.array([shape]), np.rint(places * per_unit))[0]
    mapped: OpenObject = shapely.geometry.mapping(grid)
    return mapped


def _lines_of(shape: OpenObject | None) -> Iterator[tuple[list[Position], bool]]:
    """Give each line of a geometry, and whether it is a ring."""
    if shape is None:
        return
    if shape["type"] == "GeometryCollection":
        for part in shape["geometries"]:
            yield from _lines_of(part)
        return
    yield from (
        (_positions(line), "Polygon" in shape["type"])
        for line in _nested_lines(shape["type"], shape["coordinates"])
    )


def _nested_lines(kind: str, places: Column) -> list[Column]:
    if kind == "LineString":
        return [places] if places else []
    if kind in {"MultiLineString", "Polygon"}:
        return [line for line in places if line]
    if kind == "MultiPolygon":
        return [ring for polygon in places for ring in polygon if ring]
    return []


def _positions(line: Sequence[Sequence[float]]) -> list[Position]:
    """Return positions on the grid without repetition; a line keeps at least two."""
    places = [(int(place[0]), int(place[1])) for place in line]
    kept = [place for at, place in enumerate(places) if at == 0 or place != places[at - 1]]
    return kept if len(kept) > 1 else [*kept, *kept]


def _junctions(shapes: Sequence[OpenObject | None]) -> set[Position]:
    """Return where arcs must end: ends of lines, and where lines part or meet."""
    beside: dict[Position, frozenset[Position]] = {}
    junctions: set[Position] = set()
    for shape in shapes:
        for line, ring in _lines_of(shape):
            if not ring:
                junctions.update((line[0], line[-1]))
            inner = range(len(line) - 1) if ring else range(1, len(line) - 1)
            for at in inner:
                before = line[at - 1] if at else line[-2]
                both = frozenset((before, line[at + 1]))
                if beside.setdefault(line[at], both) != both:
                    junctions.add(line[at])
    return junctions


@dataclass(slots=True)
class _Arcs:
    """The arcs so far; one that runs back is the same (~index)."""

    junctions: set[Position]
    written: list[tuple[Position, ...]] = field(default_factory=list)
    index: dict[tuple[Position, ...], int] = field(default_factory=dict)

    def of(self, line: list[Position], *, ring: bool) -> list[int]:
        """Cut a line at the junctions and return the numbers of its arcs."""
        if ring:
            line = self._turned(line)
        cuts = [
            0,
            *(a for a in range(1, len(line) - 1) if line[a] in self.junctions),
            len(line) - 1,
        ]
        return [self._number(tuple(line[start : end + 1])) for start, end in pairwise(cuts)]

    def _turned(self, line: list[Position]) -> list[Position]:
        """Let a ring begin at a junction, else at its least position, as every equal ring does."""
        open_ring = line[:-1]
        at = next((i for i, place in enumerate(open_ring) if place in self.junctions), None)
        if at is None:
            at = open_ring.index(min(open_ring))
        return [*open_ring[at:], *open_ring[:at], open_ring[at]]

    def _number(self, arc: tuple[Position, ...]) -> int:
        known = self.index.get(arc)
        if known is not None:
            return known
        back = self.index.get(arc[::-1])
        if back is not None:
            return ~back
        self.index[arc] = len(self.written)
        self.written.append(arc)
        return self.index[arc]


def _member(feature: OpenObject, shape: OpenObject | None, arcs: _Arcs) -> OpenObject:
    named = {"id": feature["id"]} if "id" in feature else {}
    return {**_geometry(shape, arcs), **named, "properties": feature["properties"] or {}}


def _geometry(shape: OpenObject | None, arcs: _Arcs) -> OpenObject:
    if shape is None:
        return {"type": None}
    kind = shape["type"]
    if kind == "GeometryCollection":
        return {"type": kind, "geometries": [_geometry(part, arcs) for part in shape["geometries"]]}
    places = shape["coordinates"]
    if "Point" in kind:
        return {"type": kind, "coordinates": _whole(places)}
    return {"type": kind, "arcs": _cut(kind, places, arcs)}


def _whole(places: Coordinates) -> Coordinates:
    return int(places) if isinstance(places, (int, float)) else [_whole(n) for n in places]


def _cut(kind: str, places: Column, arcs: _Arcs) -> Column:
    if kind == "LineString":
        return arcs.of(_positions(places), ring=False) if places else []
    if kind == "MultiPolygon":
        return [_cut("Polygon", rings, arcs) for rings in places]
    ring = kind == "Polygon"
    return [arcs.of(_positions(line), ring=ring) for line in places if line]


def _deltas(arc: Sequence[Position]) -> list[list[int]]:
    return [list(arc[0]), *([b[0] - a[0], b[1] - a[1]] for a, b in pairwise(arc))]


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
