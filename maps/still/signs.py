"""Places, badges and arrows as marks, as ``static/js/symbols.js`` and ``ties.js`` draw them."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from maps.still.font import face
from maps.still.model import Shape, Text
from maps.still.writing import haloed
from maps.theme import SHAPES, token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maps.look import Look
    from maps.still.model import Mark, Point, Ring
    from maps.still.palette import Palette

KIND_COLOURS = {
    "national": token("group-7"),
    "general": token("series"),
    "urban_high_tech": token("group-8"),
    "agro": token("group-5"),
}
"""Kind of a complex to its colour, on a poster and in a layer."""
_PATHS: dict[str, str] = dict(SHAPES)
_STEP = re.compile(r"([MLHVZ])([^A-Z]*)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ROUND = 40
"""Corners of a circle."""
_CIRCLE_RADIUS = 9.5
DISC = 8.0
"""Radius of a region of flows."""
_POINTED = {"triangle", "delta", "diamond", "cross", "star"}
_LEAST = 12.0
"""Pixels below which no number is read."""
_LOWER = {"triangle": 3.4, "delta": -2.6}
"""Where the middle of the number is, below the middle of the shape."""


def placed(shape: str, at: Point, scale: float) -> Ring:
    """Return the outline of a shape of the theme around `at`."""
    x, y = at
    return tuple((x + a * scale, y + b * scale) for a, b in _outline(shape))


def place_marks(
    look: Look, at: Point, colours: Palette, strength: float | None = None
) -> Iterator[Mark]:
    """Draw a place: white around it, the frame of a root, the shape, its role inside.

    With a `strength` its colour fills it so strongly instead.
    """
    scale = look.radius / 10
    colour = colours.of(look.colour)
    full = look.fill in {"full", "both"}
    hollow = look.frame == "early" and look.shape == "square"
    framed = bool(look.frame) and look.shape != "square"
    around = _square(at, 14.5 * scale) if framed else placed(look.shape, at, scale)
    yield Shape(rings=(around,), stroke=colours.halo, width=3.2 * scale + 2, round=True)
    if framed:
        early = look.frame == "early"
        yield Shape(
            rings=(around,),
            fill=colours.halo,
            stroke=colours.early if early else colours.of(look.frame_colour),
            width=(2 if early else 3.2) * scale,
        )
    yield Shape(
        rings=(placed(look.shape, at, scale),),
        fill=colour if full and not hollow and strength is None else colours.halo,
        stroke=colour,
        width=(4 if hollow else 3.2) * scale,
    )
    if strength:
        yield Shape(rings=(placed(look.shape, at, scale),), fill=colour, opacity=strength)
    if look.fill == "both":
        inner = placed(look.shape, at, scale * 0.52)
        yield Shape(rings=(inner,), fill=colour, stroke=colours.halo, width=3.1 * scale)
    if look.guessed:
        ring = arc(at, 16.6 * scale)
        yield Shape(rings=(ring,), stroke=colour, width=2.2 * scale, dash=(4 * scale, 3.4 * scale))


def arc(at: Point, radius: float) -> Ring:
    """Return a circle of any size."""
    turns = [math.tau * i / _ROUND for i in range(_ROUND)]
    return tuple((at[0] + radius * math.cos(t), at[1] + radius * math.sin(t)) for t in turns)


def dot(at: Point, fill: str, stroke: str, width: float = 1.1) -> Iterator[Mark]:
    """Draw a small point."""
    yield Shape(rings=(placed("circle", at, 0.34),), fill=fill, stroke=stroke, width=width)


def badge_marks(
    shape: str, colour: str, at: Point, size: float, number: str, colours: Palette
) -> Iterator[Mark]:
    """Draw a group's shape with the number of a body, or without one."""
    scale = size / 30
    yield Shape(
        rings=(placed(shape, at, scale),), fill=colour, stroke=colours.halo, width=2.2 * scale
    )
    if number:
        tight = shape in _POINTED
        letter = max(_LEAST, (13.5 if len(number) == 1 else 11 if tight else 12.5) * scale)
        low = letter * 0.355 + _LOWER.get(shape, 0) * scale
        half = face(bold=True).width(number, letter) / 2
        text = Text(
            x=at[0] - half, y=at[1] + low, text=number, size=letter, bold=True, colour=colours.halo
        )
        # What of a number is wider than its shape stands on the shape's colour, too.
        yield from haloed(text, colour, 2)


def arrow_head(curve: Sequence[Point], gap: float, size: float) -> Ring:
    """Return a triangle on a curve, `gap` before its last point."""
    tip = curve[-1]
    start = next(
        (point for point in reversed(curve[:-1]) if math.dist(point, tip) >= gap + size), curve[0]
    )
    length = math.dist(start, tip) or 1
    way = (tip[0] - start[0]) / length, (tip[1] - start[1]) / length
    head = tip[0] - way[0] * gap, tip[1] - way[1] * gap
    base = head[0] - way[0] * size, head[1] - way[1] * size
    side = -way[1] * size * 0.42, way[0] * size * 0.42
    left, right = (base[0] + side[0], base[1] + side[1]), (base[0] - side[0], base[1] - side[1])
    return head, left, right


def arrow_marks(
    curve: Sequence[Point], width: float, room: float, colours: Palette
) -> Iterator[Mark]:
    """Draw a flow: a line as wide as it is large, with a head, `room` off both its ends."""
    start, end = curve[0], curve[-1]
    whole = math.dist(start, end)
    room, size = min(room + 2, whole / 4), min(7 + width, whole / 2)
    inner = [p for p in curve if math.dist(p, start) > room and math.dist(p, end) > room + size]
    near = inner[-1] if inner else start
    tip, base = _beyond(end, near, room), _beyond(end, near, room + size)
    x, y = (tip[0] - base[0]) * 0.55, (tip[1] - base[1]) * 0.55
    head = tip, (base[0] - y, base[1] + x), (base[0] + y, base[1] - x)
    line = (*inner, base) if inner else (_beyond(start, end, room), base)
    colour = colours.of(token("series"))
    yield Shape(rings=(line,), closed=False, stroke=colours.halo, width=width + 2.4)
    yield Shape(rings=(line,), closed=False, stroke=colour, width=width)
    yield Shape(rings=(head,), fill=colour, stroke=colours.halo, width=1)


def _beyond(start: Point, end: Point, far: float) -> Point:
    share = far / (math.dist(start, end) or 1)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _square(at: Point, half: float) -> Ring:
    x, y = at
    return (x - half, y - half), (x + half, y - half), (x + half, y + half), (x - half, y + half)


@lru_cache(maxsize=16)
def _outline(shape: str) -> Ring:
    if shape == "circle":
        turns = (2 * math.pi * i / _ROUND for i in range(_ROUND))
        return tuple((_CIRCLE_RADIUS * math.cos(t), _CIRCLE_RADIUS * math.sin(t)) for t in turns)
    points: list[Point] = []
    for command, told in _STEP.findall(_PATHS[shape]):
        numbers = [float(found) for found in _NUMBER.findall(told)]
        x, y = points[-1] if points else (0.0, 0.0)
        if command == "H":
            points.append((numbers[0], y))
        elif command == "V":
            points.append((x, numbers[0]))
        else:
            points += zip(numbers[::2], numbers[1::2], strict=True)
    return tuple(points)
