"""The shapes of 시도 and 시군구 of every day, and which share a border on land."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

    from geo.model.places import District, Region
    from geo.regions.boundaries import Boundaries, Level

Segment = frozenset[tuple[float, float]]


@dataclass(frozen=True)
class Shapes:
    """Polygons and multi-polygons of one topology, WGS 84, longitude first."""

    by_key: Mapping[tuple[str, str], BaseGeometry]
    """By code and last day (ISO date; empty of a unit that stands)."""

    @classmethod
    def of(cls, boundaries: Boundaries) -> Shapes:
        """Read those of every unit of any day."""
        levels: tuple[Level, ...] = ("sido", "sigungu")
        frames = [boundaries.dated(level) for level in levels]
        rows = ((f["code"], f["valid_to"], f.geometry) for f in frames)
        return cls({(c, day): shape for row in rows for c, day, shape in zip(*row, strict=True)})

    def shape(self, unit: Region | District) -> BaseGeometry:
        """Return the shape of a unit; one without is a `KeyError`."""
        return self.by_key[unit.code, unit.valid_to.isoformat() if unit.valid_to else ""]

    def borders(self) -> dict[str, tuple[str, ...]]:
        """Return the code of each 시도 of any day to those of all with which it shares a border."""
        sidos = {key: shape for key, shape in self.by_key.items() if len(key[0]) == 2}
        return neighbours(sidos)


def neighbours(shapes: Mapping[tuple[str, str], BaseGeometry]) -> dict[str, tuple[str, ...]]:
    """Return the codes of each unit's neighbours, ascending; keys are code and last day.

    Where two shapes meet they have the same edges, so a shared edge is a border; a shared corner
    or a strait is none.
    """
    edges = {key: frozenset(_edges(shape)) for key, shape in shapes.items()}
    found: dict[str, set[str]] = {code: set() for code, _ in shapes}
    for item, other in combinations(shapes, 2):
        if item[0] != other[0] and not edges[item].isdisjoint(edges[other]):
            found[item[0]].add(other[0])
            found[other[0]].add(item[0])
    return {code: tuple(sorted(near)) for code, near in found.items()}


def _edges(shape: BaseGeometry) -> Iterator[Segment]:
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            # Arcs of one border may differ in the last bits of their coordinates.
            corners = map(tuple, shapely.get_coordinates(ring).round(6).tolist())
            yield from (frozenset(edge) for edge in pairwise(corners))
