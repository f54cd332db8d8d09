"""Places by name with what joins them: the ways between two, and what lies around one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import shapely

from geo.messages import catalogue
from maps.curves import bend_of, curve
from maps.sketches.country import (
    HEIGHT,
    WIDTH,
    disc,
    frame_around,
    frame_of,
    ground,
    legend_box,
    legend_text,
    names,
    national,
    region_names,
    written,
)
from maps.sketches.model import HALO, LAND, SERIES, SOFT, TEXT, Area, Group, Line, Sketch
from maps.still.font import face
from maps.still.labels import around
from maps.theme import token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.messages import Lang
    from maps.locator import Frame, Outlines
    from maps.still.model import Box, Ring

_KM_A_DEGREE = 111.2
"""Of latitude, on a sphere as large as the earth; in Korea geodesic degrees are 0.2 % shorter."""
_LEAST_SPAN = 0.5
"""Degrees that a map shows at least: less is a sheet of paper without a coast."""
_END, _PLACE = 8.0, 5.5
"""Radii of the two ends and of places on the way."""
_BOW = 0.12
"""Height of a curve over its length: a line past a third place does not seem to end there."""
_PIECES = 16
"""Of a curve."""
_WIDTHS: Mapping[bool, float] = {True: 3.0, False: 1.6}
"""Pixels of links that are strong, and of others."""
_DASHES: Mapping[bool, tuple[float, ...]] = {True: (), False: (6, 4)}
"""Of links that are strong, and of others."""
_ONE: Mapping[bool, str] = {True: SERIES, False: SERIES}
_COMES: Mapping[bool, str] = {True: SERIES, False: token("danger")}
"""Colours of links: one for all; of what a scenario brings, and of what it takes away."""
_FINE = 120
"""Corners of a large circle."""


class Stop(NamedTuple):
    """A place."""

    id: str
    name: str
    lon: float
    lat: float
    marked: bool = True
    """Filled: takes part in something."""


class Land(NamedTuple):
    """The ground."""

    outlines: Outlines
    names: Mapping[str, str]
    """Of the 시도, by code."""


class Link(NamedTuple):
    """What joins two places, by their ids."""

    start: str
    end: str
    strong: bool = True


def way_map(
    stops: Sequence[Stop],
    ends: tuple[str, str],
    links: Iterable[Link],
    land: Land,
    lang: Lang,
    *,
    title: str,
    description: str,
) -> Sketch:
    """Draw the ways between two places; the links of the shortest ones are strong."""
    words = catalogue("maps", lang)
    frame = frame_around([(stop.lon, stop.lat) for stop in stops], _LEAST_SPAN)
    ordered = sorted(links, key=lambda link: link.strong)
    shown = dict.fromkeys(link.strong for link in reversed(ordered))
    rows = [
        ("line", strong, words("waymap.shortest" if strong else "waymap.longer"))
        for strong in shown
    ]
    covered = [*_boxes(stops, frame)]
    box, legend = _legend(rows, covered)
    lines = _links(stops, ordered, frame)
    first = sorted(stops, key=lambda stop: stop.id not in ends)
    marks = [_stop(stop, frame, end=stop.id in ends) for stop in reversed(first)]
    labels = _labels(first, ends, frame, [box], _rings(first, ordered, frame))
    groups = (ground(land.outlines, frozenset(), frame), *lines, *marks, labels)
    told = _regions(
        land,
        frame,
        [box, *covered, *written(labels.marks)],
    )
    return Sketch("ways", WIDTH, HEIGHT, title, description, (*groups, told, legend))


def change_map(
    stops: Sequence[Stop],
    links: Iterable[Link],
    kept: Iterable[Link],
    land: Land,
    lang: Lang,
    *,
    title: str,
    description: str,
) -> Sketch:
    """Draw what a scenario changes: ties that come (strong) and go (not), over those that stay.

    `stops` are the ends of what changes, by name; ties that stay are drawn if both ends are known.
    """
    words = catalogue("maps", lang)
    named = [stop for stop in stops if stop.marked]
    frame = frame_of(land.outlines)
    ordered = sorted(links, key=lambda link: link.strong)
    kinds = dict.fromkeys(link.strong for link in reversed(ordered))
    rows = [
        ("line", strong, words("changemap.new" if strong else "changemap.lost")) for strong in kinds
    ]
    staying = [*kept]
    if staying:
        rows.append(("quiet", True, words("changemap.kept")))
    covered = [*_boxes(named, frame)]
    box, legend = _legend(rows, covered, _COMES)
    labels = _labels(named, (), frame, [box], _rings(stops, (*ordered, *staying), frame))
    groups = (
        ground(land.outlines),
        *_links(stops, staying, frame, {True: SOFT}, {True: 0.9}),
        *(_stop(stop, frame, end=False) for stop in stops if not stop.marked),
        *_links(stops, ordered, frame, _COMES),
        *(_stop(stop, frame, end=False) for stop in named),
        labels,
    )
    drawn = Sketch("changes", WIDTH, HEIGHT, title, description, (*groups, legend))
    return national(drawn, land.outlines, lang)


def around_map(
    middle: Stop,
    km: float,
    stops: Sequence[Stop],
    links: Iterable[Link],
    land: Land,
    lang: Lang,
    *,
    title: str,
    description: str,
) -> Sketch:
    """Draw what lies within `km` of a place, the nearest first, and the ties among them."""
    words = catalogue("maps", lang)
    reach = km / _KM_A_DEGREE
    wide = reach / math.cos(math.radians(middle.lat))
    corners = [
        (middle.lon - wide, middle.lat - reach),
        (middle.lon + wide, middle.lat + reach),
    ]
    frame = frame_around(corners, reach)
    x, y = frame.at(middle.lon, middle.lat)
    circle = Area((disc(x, y, reach * frame.scale, _FINE),), None, TEXT, 1.4, dash=(5, 4))
    kept = [*links]
    rows = [("stop", True, words("aroundmap.part"))]
    if any(not stop.marked for stop in stops):
        rows.append(("stop", False, words("aroundmap.none")))
    if kept:
        rows.append(("line", True, words("aroundmap.tie")))
    rows.append(("circle", True, words("aroundmap.within", km=f"{km:g}")))
    everything = (middle, *stops)
    covered = [*_boxes(everything, frame)]
    box, legend = _legend(rows, covered)
    marks = [_stop(stop, frame, end=stop is middle) for stop in reversed(everything)]
    labels = _labels(everything, (middle.id,), frame, [box], _rings(everything, kept, frame))
    groups = (
        ground(land.outlines, frozenset(), frame),
        Group((circle,)),
        *_links(everything, kept, frame),
        *marks,
        labels,
    )
    told = _regions(
        land,
        frame,
        [box, *covered, *written(labels.marks)],
    )
    return Sketch("around", WIDTH, HEIGHT, title, description, (*groups, told, legend))


def _links(
    stops: Iterable[Stop],
    links: Iterable[Link],
    frame: Frame,
    colours: Mapping[bool, str] = _ONE,
    widths: Mapping[bool, float] = _WIDTHS,
) -> Iterator[Group]:
    for link, ring in _curves(stops, links, frame):
        width, colour = widths[link.strong], colours[link.strong]
        yield Group(
            (
                Area((ring,), stroke=HALO, width=width + 2.4, closed=False),
                Area((ring,), stroke=colour, width=width, closed=False, dash=_DASHES[link.strong]),
            )
        )


def _curves(
    stops: Iterable[Stop], links: Iterable[Link], frame: Frame
) -> Iterator[tuple[Link, Ring]]:
    at = {stop.id: frame.at(stop.lon, stop.lat) for stop in stops}
    for link in links:
        start, end = at[link.start], at[link.end]
        yield link, curve(start, bend_of(start, end, _BOW), end, _PIECES)


def _rings(stops: Iterable[Stop], links: Iterable[Link], frame: Frame) -> list[Ring]:
    return [ring for _, ring in _curves(stops, links, frame)]


def _stop(stop: Stop, frame: Frame, *, end: bool) -> Group:
    return Group((_mark(*frame.at(stop.lon, stop.lat), marked=stop.marked, end=end),), kind="place")


def _mark(x: float, y: float, *, marked: bool, end: bool = False) -> Area:
    ring = disc(x, y, _END if end else _PLACE)
    return Area((ring,), SERIES if marked else LAND, TEXT, 2.2 if end else 1.2)


def _labels(
    stops: Sequence[Stop],
    ends: Sequence[str],
    frame: Frame,
    taken: Sequence[Box],
    curves: Sequence[Ring],
) -> Group:
    """Name places, those at the `ends` in any case."""
    first = sorted(stops, key=lambda stop: stop.id not in ends)
    placed = [
        (stop.name, *frame.at(stop.lon, stop.lat), _END if stop.id in ends else _PLACE)
        for stop in first
    ]
    important = sum(stop.id in ends for stop in first)
    return Group(tuple(names(placed, taken, size=13, curves=curves, important=important)))


def _boxes(stops: Iterable[Stop], frame: Frame) -> Iterator[Box]:
    for stop in stops:
        x, y = frame.at(stop.lon, stop.lat)
        yield around((x, y), _END, _END)


def _regions(land: Land, frame: Frame, taken: Sequence[Box]) -> Group:
    """Name the 시도 that are seen, quietly, where there is room."""
    found = []
    for code, polygon in land.outlines.drawn(frame).items():
        seen = shapely.clip_by_rect(polygon, *frame.bounds)
        if seen.is_empty or code not in land.names:
            continue
        largest = max(shapely.get_parts(seen), key=lambda part: part.area)
        inside = shapely.maximum_inscribed_circle(largest, 0.02).interpolate(0)
        found.append((land.names[code], *frame.at(inside.x, inside.y)))
    return Group(tuple(region_names(found, taken, colour=SOFT, bold=False)))


def _legend(
    rows: Sequence[tuple[str, bool, str]],
    taken: Sequence[Box],
    colours: Mapping[bool, str] = _ONE,
) -> tuple[Box, Group]:
    """Draw rows of a kind of mark, whether it is strong, and what it means."""
    wide = max(face().width(text, 13) for *_, text in rows) + 68
    box, edge = legend_box(len(rows), wide, marks=taken)
    marks: list[Area | Line] = [edge]
    for row, (kind, strong, text) in enumerate(rows):
        x, y = box[0] + 28, box[1] + 16 + 22 * row
        if kind == "line":
            stroke = (((x - 18, y), (x + 18, y)),)
            width, dash = _WIDTHS[strong], _DASHES[strong]
            line = Area(stroke, stroke=colours[strong], width=width, closed=False, dash=dash)
            marks.append(line)
        elif kind == "quiet":
            stroke = (((x - 18, y), (x + 18, y)),)
            marks.append(Area(stroke, stroke=SOFT, width=0.9, closed=False))
        elif kind == "circle":
            stroke = (((x - 18, y), (x + 18, y)),)
            marks.append(Area(stroke, stroke=TEXT, width=1.4, closed=False, dash=(5, 4)))
        else:
            marks.append(_mark(x, y, marked=strong))
        marks.append(legend_text(box[0] + 56, y, text))
    return box, Group(tuple(marks))
