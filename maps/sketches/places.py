"""Places over the country: as large and strong as their measures, or taking part or not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from geo.messages import catalogue
from maps.classes import Classes, area_radius, ranges, steps
from maps.sketches.country import (
    HEIGHT,
    WIDTH,
    disc,
    frame_of,
    ground,
    legend_box,
    legend_text,
    middle,
    names,
    national,
)
from maps.sketches.model import HALO, LAND, OWN, SERIES, TEXT, Area, Group, Line, Sketch
from maps.still.font import face
from maps.still.labels import around
from maps.theme import token

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geo.messages import Lang
    from maps.locator import Outlines
    from maps.still.model import Box

_LEAST, _MOST = 2.5, 17.0
"""Radii of nothing and of the largest value; areas are as the values."""
_CLASSES = 4
"""Shades that are told apart beside sizes that also say something."""
_NAMED = 12
"""The largest, which the text speaks of; more names lie on one another."""
_ABSENT = token("danger")


class Symbol(NamedTuple):
    """A place or region with its values; NaN where one is not defined."""

    name: str
    lon: float
    lat: float
    size: float
    colour: float


class Scale(NamedTuple):
    """What a size or a colour stands for."""

    name: str
    say: Callable[[float], str]


def symbol_map(
    symbols: Sequence[Symbol],
    size: Scale,
    colour: Scale | None,
    outlines: Outlines,
    lang: Lang,
    *,
    title: str,
    description: str,
) -> Sketch:
    """Draw places as discs whose area is as a measure and whose colour is a class of another."""
    frame = frame_of(outlines)
    known = [symbol for symbol in symbols if not math.isnan(symbol.size)]
    most = max((symbol.size for symbol in known), default=0.0)
    values = [symbol.colour for symbol in known if not math.isnan(symbol.colour)] if colour else []
    classes = Classes.quantiles(values, min(_CLASSES, len(set(values)))) if values else None

    def opacity(symbol: Symbol) -> float:
        if classes is None or math.isnan(symbol.colour):
            return 0.62 if classes is None else 0.0
        return classes.opacity(classes.of(symbol.colour))

    # The small ones come last, over the large ones.
    ordered = sorted(known, key=lambda symbol: -symbol.size)
    drawn, named = [], []
    for item in ordered:
        x, y = frame.at(item.lon, item.lat)
        radius = _radius(item.size, most)
        ring = disc(x, y, radius)
        filled = Area((ring,), SERIES, opacity=max(opacity(item), 0.04))
        drawn.append(Group((Area((ring,), HALO, opacity=0.55), filled, _edge(ring)), kind="place"))
        named.append((item.name, x, y, radius))
    box, legend = _legend(size, colour, [symbol.size for symbol in known], classes, values)
    others = [around((x, y), radius, radius) for _, x, y, radius in named[_NAMED:]]
    placed = names(named[:_NAMED], [box], size=13, marks=others)
    groups = (ground(outlines), *drawn, Group(tuple(placed)), legend)
    drawn_map = Sketch("symbols", WIDTH, HEIGHT, title, description, groups)
    return national(drawn_map, outlines, lang)


def _edge(ring: tuple[tuple[float, float], ...]) -> Area:
    return Area((ring,), stroke=TEXT, width=1)


def _radius(value: float, most: float) -> float:
    return area_radius(value, most, _LEAST, _MOST)


def _legend(
    size: Scale,
    colour: Scale | None,
    sizes: Sequence[float],
    classes: Classes | None,
    values: Sequence[float],
) -> tuple[Box, Group]:
    most = max(sizes, default=0.0)
    shown = steps(most, whole=all(value.is_integer() for value in sizes))
    told = [size.say(value) for value in shown]
    labels: list[tuple[str, float]] = []
    if colour and classes:
        found = ranges(classes, values, colour.say)
        labels = [(text, classes.opacity(number)) for number, text in found]
    heads = [size.name, *([colour.name] if labels and colour else [])]
    wide = max(face(bold=True).width(head, 13) for head in heads) + 24
    wide = max(wide, *(face().width(t, 13) + 72 for t in (*told, *(text for text, _ in labels))))
    tall = [22.0, *(max(22.0, 2 * _radius(value, most) + 4) for value in shown)]
    if labels:
        tall += [24.0, *(22.0 for _ in labels)]
    box, frame = legend_box(1, min(max(wide, 120), WIDTH - 60), row=sum(tall))
    left, top, *_ = box
    marks: list[Area | Line] = [frame]
    y = top + 5
    marks.append(legend_text(left + 12, y + tall[0] / 2, size.name, bold=True))
    y += tall[0]
    for text, value, height in zip(told, shown, tall[1:], strict=False):
        ring = disc(left + 30, y + height / 2, _radius(value, most))
        marks += [Area((ring,), SERIES, opacity=0.3), _edge(ring)]
        marks.append(legend_text(left + 58, y + height / 2, text))
        y += height
    if labels and colour:
        marks.append(legend_text(left + 12, y + 12, colour.name, bold=True))
        y += 24
        for text, strength in labels:
            ring = disc(left + 30, y + 11, 8)
            marks += [Area((ring,), SERIES, opacity=strength), _edge(ring)]
            marks.append(legend_text(left + 58, y + 11, text))
            y += 22
    return box, Group(tuple(marks))


class Dot(NamedTuple):
    """A complex that takes part, or that does not."""

    lon: float
    lat: float
    there: bool


def gap_map(
    dots: Iterable[Dot],
    regions: Sequence[tuple[str, str]],
    outlines: Outlines,
    lang: Lang,
    *,
    title: str,
    description: str,
) -> Sketch:
    """Draw complexes that take part and that do not, over 시도 of which some have none that does.

    `regions` are codes and names of the latter.
    """
    words, frame = catalogue("maps", lang), frame_of(outlines)
    placed = [(dot, frame.at(dot.lon, dot.lat)) for dot in dots]
    seen = [(dot, at) for dot, at in placed if 0 <= at[0] <= WIDTH and 0 <= at[1] <= HEIGHT]
    # Those that take part come last: they are few.
    seen.sort(key=lambda pair: pair[0].there)
    codes = tuple(code for code, _ in regions)
    named = []
    for code, name in regions:
        x, y = middle(outlines, (code,))
        named.append((name, x, y, 0.0))
    rows = [words(f"gapmap.{item}") for item in ("there", "absent", "region")]
    box, edge = legend_box(len(rows), max(face(bold=False).width(value, 13) for value in rows) + 56)
    left, top, *_ = box
    marks: list[Area | Line] = [edge]
    for row, text in enumerate(rows):
        y = top + 16 + 22 * row
        x = left + 22
        marks.append(
            Area((((x - 9, y - 7), (x + 9, y - 7), (x + 9, y + 7), (x - 9, y + 7)),), OWN, TEXT, 1)
            if row == 2
            else _dot(x, y, there=row == 0)
        )
        marks.append(legend_text(left + 42, y, text))
    drawn_map = Sketch(
        "gaps",
        WIDTH,
        HEIGHT,
        title,
        description,
        (
            ground(outlines, frozenset(codes)),
            Group(tuple(_dot(*at, there=dot.there) for dot, at in seen)),
            Group(tuple(names(named, [box], marks=[around(at, 4, 4) for _, at in seen]))),
            Group(tuple(marks)),
        ),
    )
    return national(drawn_map, outlines, lang)


def _dot(x: float, y: float, *, there: bool) -> Area:
    if there:
        return Area((disc(x, y, 4.4),), SERIES, HALO, 1)
    return Area((disc(x, y, 3.4),), LAND, _ABSENT, 1.6)
