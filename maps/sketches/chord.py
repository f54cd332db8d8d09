"""Flows between regions around a circle: an arc for each region, a band for each flow.

A band is as wide at its ends as it has ties; it ends in a head at the region to which it goes.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maps.sketches.model import HALO, SERIES, SOFT, Area, Group, Line, Sketch
from maps.still.font import face

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from maps.sketches.flows import FlowLine, FlowNode
    from maps.still.model import Point

_OUTER, _INNER = 176.0, 164.0
"""Radii of the arcs, outside and inside."""
_BAND, _TIP = 160.0, 148.0
"""Radii where a band begins and where the shoulders of its head are."""
_GAP = 0.035
"""Radians between arcs."""
_SMOOTH = 16
"""Pieces of the side of a band."""
_ROW, _SIZE = 17.0, 14.0
"""The least between two names, and their size."""
_BESIDE = 32.0
"""From the circle to where a name begins …"""
HEIGHT = 2 * (_OUTER + 44)
"""Two lines of a name above the circle, and two below."""
_LEAST = 460.0
"""… and the least width of the drawing."""


def chord_diagram(
    nodes: Sequence[FlowNode], lines: Sequence[FlowLine], *, title: str, description: str
) -> Sketch:
    """Draw flows around a circle, clockwise from the top in the order of the regions."""
    shown = [number for number, node in enumerate(nodes) if node.ties]
    ends = _ends(shown, lines)
    arcs = {n: _span([span for (at, _, _), span in ends.items() if at == n]) for n in shown}
    bands = sorted(lines, key=lambda line: -line.ties)
    widest = max((face(bold=True).width(nodes[n].name, _SIZE) for n in shown), default=0.0)
    width = max(_LEAST, 2 * (_OUTER + _BESIDE + widest + 8))
    middle = (width / 2, HEIGHT / 2)
    groups = (
        *(_band(line, ends) for line in bands),
        *(Group((_arc(*arcs[n]),), nodes[n].key) for n in shown),
        Group(tuple(_names([(nodes[n].name, sum(arcs[n]) / 2) for n in shown]))),
    )
    placed = tuple(_moved(group, middle) for group in groups)
    return Sketch("chord", width, HEIGHT, title, description, placed)


def _moved(group: Group, by: Point) -> Group:
    """Put what is drawn around 0, 0 around the middle."""
    x, y = by
    return group._replace(
        marks=tuple(
            mark._replace(x=mark.x + x, y=mark.y + y)
            if isinstance(mark, Line)
            else mark._replace(rings=tuple(tuple((a + x, b + y) for a, b in r) for r in mark.rings))
            for mark in group.marks
        )
    )


def _ends(
    shown: Sequence[int], lines: Sequence[FlowLine]
) -> dict[tuple[int, str, str], tuple[float, float]]:
    """Return where each band begins and ends: region, flow and ``out`` or ``in`` to two angles.

    Within an arc what leaves comes first, then what arrives, each in the order of the other
    region, backwards, so that bands cross less.
    """
    order = {number: place for place, number in enumerate(shown)}
    count = len(shown)
    of_region: dict[int, list[tuple[int, str, str, int]]] = {number: [] for number in shown}
    for line in lines:
        away = (order[line.end] - order[line.start]) % count
        of_region[line.start].append((away, line.key, "out", line.ties))
        of_region[line.end].append(((count - away) % count, line.key, "in", line.ties))
    whole = sum(line.ties for line in lines) * 2 or 1
    unit = (2 * math.pi - _GAP * count) / whole
    at, found = _GAP / 2, {}
    for number in shown:
        for _, key, way, ties in sorted(of_region[number], key=lambda item: (-item[0], item[2])):
            found[number, key, way] = (at, at + ties * unit)
            at += ties * unit
        at += _GAP
    return found


def _span(spans: Sequence[tuple[float, float]]) -> tuple[float, float]:
    return min(start for start, _ in spans), max(end for _, end in spans)


def _at(angle: float, radius: float) -> Point:
    """Return a point; angles run clockwise from the top."""
    return radius * math.sin(angle), -radius * math.cos(angle)


def _sweep(start: float, end: float, radius: float) -> Iterator[Point]:
    pieces = max(2, round(abs(end - start) * 24))
    for step in range(pieces + 1):
        yield _at(start + (end - start) * step / pieces, radius)


def _arc(start: float, end: float) -> Area:
    ring = (*_sweep(start, end, _OUTER), *_sweep(end, start, _INNER))
    return Area((ring,), SERIES)


def _band(line: FlowLine, ends: Mapping[tuple[int, str, str], tuple[float, float]]) -> Group:
    a, b = ends[line.start, line.key, "out"]
    c, d = ends[line.end, line.key, "in"]
    ring = (
        *_sweep(a, b, _BAND),
        *_curve(_at(b, _BAND), _at(c, _TIP)),
        _at((c + d) / 2, _BAND),
        *_curve(_at(d, _TIP), _at(a, _BAND)),
    )
    # Opaque enough to be seen alone, clear enough to see what lies below.
    return Group((Area((ring,), SERIES, HALO, 0.8, opacity=0.62),), line.key, "flow")


def _curve(start: Point, end: Point) -> Iterator[Point]:
    """Lead from point to point by way of the middle."""
    for step in range(_SMOOTH + 1):
        t = step / _SMOOTH
        a, c = (1 - t) ** 2, t**2
        yield a * start[0] + c * end[0], a * start[1] + c * end[1]


def _names(wanted: Sequence[tuple[str, float]]) -> Iterator[Area | Line]:
    """Write names at both sides, apart from each other, with a line to each arc."""
    for right in (True, False):
        side = [(n, a) for n, a in wanted if (a % (2 * math.pi) < math.pi) is right]
        side.sort(key=lambda item: _at(item[1], _OUTER)[1])
        heights = _apart([_at(angle, _OUTER + 16)[1] for _, angle in side])
        for (name, angle), y in zip(side, heights, strict=True):
            edge, beyond = _at(angle, _OUTER + 2), _at(angle, _OUTER + 12)
            x = max(abs(beyond[0]) + 6, _clear(y)) * (1 if right else -1)
            yield Area(((edge, beyond, (x, y)),), stroke=SOFT, width=0.8, closed=False)
            beside = x + (4 if right else -4)
            yield Line(beside, y + 5, name, _SIZE, bold=True, anchor="start" if right else "end")


def _clear(y: float) -> float:
    """Return how far from the middle a name at a height stands clear of the circle."""
    radius = _OUTER + 14
    return math.sqrt(max(radius**2 - y**2, 0.0))


def _apart(heights: Sequence[float]) -> list[float]:
    """Move rows apart that are too near, as little as a pass down and a pass up do it."""
    result = list(heights)
    for n in range(1, len(result)):
        result[n] = max(result[n], result[n - 1] + _ROW)
    if result:
        result[-1] = min(result[-1], HEIGHT / 2 - 8)
    for n in range(len(result) - 2, -1, -1):
        result[n] = min(result[n], result[n + 1] - _ROW)
    return result
