"""What a picture may mislead by, measured on its SVG alone.

A tie that runs through the symbol of a place which it does not join seems to join it; an arrowhead
below a symbol has no direction; lines that cross at a small angle are followed wrongly.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
from shapely.geometry import LineString, Point, Polygon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Disc = tuple[Point, float]
    """Middle and radius of a symbol."""

_MOVES = re.compile(r"([ML])([-\d.]+) ([-\d.]+)")
_SHARP = 30.0
"""Degrees below which two lines that cross are hard to follow."""
_NEAR_END = 14.0
"""Pixels from an end within which lines that meet there may run together."""
_CENTRED = 0.3
"""Of a symbol's radius: so far from its middle, which is no corner's, a line ends in it."""
_COVERED = 0.34
"""Share of an arrowhead below symbols from which its direction cannot be told."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What was found on one picture."""

    ties: int
    through: tuple[tuple[str, str], ...]
    """Tie, and a place through whose symbol it runs without joining it."""
    covered: tuple[str, ...]
    """Ties whose arrowhead lies below a symbol."""
    crossings: int
    sharp: int
    """Crossings at less than 30 degrees."""
    curving: float
    """How surely a longer tie curves more: the rank correlation of length and height."""
    pairs: dict[str, tuple[str, str]]
    """Tie to the places at its ends, from where it starts, as the drawing alone tells them."""
    astray: tuple[str, ...]
    """Ties that do not end in the middle of the symbols that they are said to join."""


def measure(svg: bytes) -> Measures:
    """Read a picture as a reader would: lines, symbols, heads."""
    lines, pairs, heads, symbols, later = _drawn(svg)
    discs = {name: (ring.centroid, _radius(ring)) for name, ring in symbols.items()}
    through = tuple(
        (tie, place)
        for tie, line in lines.items()
        for place, (middle, radius) in discs.items()
        if place not in pairs[tie]
        and line.distance(middle) < radius
        and not _met(middle, radius, [discs[end] for end in pairs[tie]])
    )
    covered = tuple(
        tie
        for tie, head in heads.items()
        if sum(head.intersection(symbols[value]).area for value in later[tie])
        > _COVERED * head.area
    )
    angles = list(_angles(lines))
    return Measures(
        len(lines),
        through,
        covered,
        len(angles),
        sum(a < _SHARP for a in angles),
        _curving(lines.values()),
        pairs,
        tuple(tie for tie, line in lines.items() if _strays(line, pairs[tie], discs)),
    )


def _drawn(
    svg: bytes,
) -> tuple[
    dict[str, LineString],
    dict[str, tuple[str, str]],
    dict[str, Polygon],
    dict[str, Polygon],
    dict[str, list[str]],
]:
    """Return ties, pairs, heads, symbols by name, and for each head the symbols above it."""
    lines: dict[str, LineString] = {}
    pairs: dict[str, tuple[str, str]] = {}
    heads: dict[str, Polygon] = {}
    symbols: dict[str, Polygon] = {}
    later: dict[str, list[str]] = {}
    for element in ET.fromstring(svg).iter():  # noqa: S314 - our own drawing
        kind, _, name = element.get("data-of", "").partition(":")
        if not kind:
            continue
        points = [(float(x), float(y)) for _, x, y in _MOVES.findall(element.get("d", ""))]
        if kind == "tie":
            lines.setdefault(name, LineString(points))
            start, stop = element.get("data-ends", "").split()
            pairs.setdefault(name, (start, stop))
        elif kind == "arrow":
            heads.setdefault(name, Polygon(points))
            later.setdefault(name, [])
        elif name not in symbols:
            symbols[name] = Polygon(points)
            for covering in later.values():
                covering.append(name)
    return lines, pairs, heads, symbols, later


def _curving(lines: Iterable[LineString]) -> float:
    chords = [(LineString(line.boundary.geoms), line) for line in lines if not line.is_closed]
    heights = [line.hausdorff_distance(chord) for chord, line in chords]
    lengths = [chord.length for chord, _ in chords]
    if len(chords) < 2:
        return 1.0
    by_length, by_height = (np.argsort(np.argsort(values)) for values in (lengths, heights))
    return float(np.corrcoef(by_length, by_height)[0, 1])


def _radius(ring: Polygon) -> float:
    return float(math.sqrt(ring.area / math.pi))


def _strays(line: LineString, pair: tuple[str, str], discs: Mapping[str, Disc]) -> bool:
    ends = zip(line.boundary.geoms, pair, strict=True)
    return any(at.distance(discs[name][0]) > _CENTRED * discs[name][1] for at, name in ends)


def _met(middle: Point, radius: float, ends: Sequence[Disc]) -> bool:
    """Say whether a symbol overlaps that of an end: where places lie together nothing helps."""
    return any(at.distance(middle) < own + radius for at, own in ends)


def _angles(lines: dict[str, LineString]) -> list[float]:
    every, found = list(lines.values()), []
    for i, j in combinations(range(len(every)), 2):
        a, b = every[i], every[j]
        if not a.intersects(b):
            continue
        met = a.intersection(b)
        for point in getattr(met, "geoms", [met]):
            if point.geom_type != "Point":
                continue
            near = (geom.distance(point) for line in (a, b) for geom in line.boundary.geoms)
            if min(near) > _NEAR_END:
                turn = abs(_way(a, point) - _way(b, point)) % 180
                found.append(min(turn, 180 - turn))
    return found


def _way(line: LineString, point: Point) -> float:
    at = line.project(point)
    a, b = line.interpolate(max(at - 2, 0)), line.interpolate(min(at + 2, line.length))
    return math.degrees(math.atan2(b.y - a.y, b.x - a.x))
