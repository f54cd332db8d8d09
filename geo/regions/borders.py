"""Which regions share a border on land."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from shapely.geometry.base import BaseGeometry

Segment = frozenset[tuple[float, float]]


def neighbours(shapes: Mapping[str, BaseGeometry]) -> dict[str, tuple[str, ...]]:
    """Return each region's neighbours in the order of `shapes`.

    `shapes` are polygons or multi-polygons of one topology: where two of them meet they
    have the same edges, so a shared edge is a border; a shared corner or a strait is none.
    """
    edges = {code: frozenset(_edges(shape)) for code, shape in shapes.items()}
    found: dict[str, list[str]] = {code: [] for code in shapes}
    for one, other in combinations(shapes, 2):
        if not edges[one].isdisjoint(edges[other]):
            found[one].append(other)
            found[other].append(one)
    order = list(shapes)
    return {code: tuple(sorted(near, key=order.index)) for code, near in found.items()}


def _edges(shape: BaseGeometry) -> Iterator[Segment]:
    for polygon in shapely.get_parts(shape):
        for ring in (polygon.exterior, *polygon.interiors):
            # Arcs of one border may differ in the last bits of their coordinates.
            corners = map(tuple, shapely.get_coordinates(ring).round(6).tolist())
            yield from (frozenset(edge) for edge in pairwise(corners))
