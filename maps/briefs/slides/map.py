"""A laid-out map as native shapes: regions, ties, places and names one by one, in groups."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from maps.briefs.slides.shapes import sampled
from maps.still.furniture import north_marks, north_spot, scale_marks, scale_spot
from maps.still.ground import shapes_on
from maps.still.legend import legend_marks, sections
from maps.still.model import Shape, Text, rectangle
from maps.still.network import badge_size
from maps.still.palette import palette
from maps.still.scenery import DISTRICTS_FROM, inset_frame, island_names
from maps.still.signs import place_marks, placed
from maps.theme import token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.messages import Catalogue
    from geo.model.network import Tie
    from maps.briefs.slides.shapes import Align, Canvas
    from maps.still.frame import Frame
    from maps.still.ground import Ground
    from maps.still.labels import Label
    from maps.still.model import Box, Point
    from maps.still.network import DrawnTie, Network
    from maps.still.sheet import Sheet
    from maps.teller import Teller

LIGHT = palette("light")
"""Slides are white."""
_DIM = 0.25
"""Opacity of ties that are not selected."""
_GAP = 2.5
"""Pixels between an arrow head and the place's symbol."""
_ROUND_DOTS = "2 4"


def draw_map(canvas: Canvas, sheet: Sheet, ground: Ground, teller: Teller) -> None:
    """Draw a map from the ground up; each region, tie, place and name is a shape of its name."""
    words = teller.words
    _ground(canvas, words("slides.ground"), ground, sheet.frame)
    quiet = canvas.group(words("slides.regions"))
    for label in sheet.regions:
        _label(quiet, label, Text(x=0, y=0, text=label.wish.text, size=12, colour=LIGHT.region))
    quiet.close()
    _network(canvas, sheet.network, sheet.frame.box, teller)
    names = canvas.group(words("slides.names"))
    for label in sheet.labels:
        _name(names, label)
    names.close()
    _furniture(canvas, sheet, ground, words)


def draw_legend(
    canvas: Canvas, network: Network, room: Box, teller: Teller, drawn: Sequence[str]
) -> None:
    """Explain the signs of a map in a box of its own."""
    words = teller.words
    legend = canvas.group(words("slides.legend"))
    legend.draw(
        legend_marks(sections(network, teller, drawn, LIGHT), room, LIGHT), words("slides.sign")
    )
    legend.close()


def _ground(canvas: Canvas, name: str, ground: Ground, frame: Frame, least: float = 1.0) -> None:
    land = canvas.group(name)
    land.shape(Shape(rings=(rectangle(frame.box),), fill=LIGHT.sea), name)
    layers = [
        (ground.abroad, "neighbours", LIGHT.abroad, LIGHT.abroad_edge, 0.8),
        (ground.korea, "sido", LIGHT.land, LIGHT.sido, 1.1),
    ]
    if frame.zoom >= DISTRICTS_FROM:
        layers.append((ground.korea, "sigungu", LIGHT.land, LIGHT.sigungu, 0.8))
    for topology, units, fill, stroke, width in layers:
        for area, rings in shapes_on(topology, units, frame, least):
            mark = Shape(rings=rings, fill=fill, stroke=stroke, width=width)
            land.shape(mark, area.name[canvas.lang])
    land.close()


def _network(canvas: Canvas, network: Network, box: Box, teller: Teller) -> None:
    words = teller.words
    radius = {drawn.place.id: drawn.look.radius for drawn in network.places}
    ties = canvas.group(words("slides.ties"))
    badges = []
    for drawn in network.ties:
        owner = teller.body_name(drawn.body)
        name = _tie_name(drawn.tie, teller, owner)
        if drawn.style.double:
            _double(ties, drawn, box, name)
            continue
        mark = Shape(
            rings=(),
            closed=False,
            stroke=LIGHT.of(token(drawn.style.colour)),
            width=1.5 if network.thin else 2.3,
            dash=tuple(float(part) for part in drawn.style.dash.split()),
            round=drawn.style.dash == _ROUND_DOTS,
            opacity=_DIM if drawn.dim else 1,
        )
        curve = _bow(drawn.curve, radius[drawn.tie.to_id] + _GAP if drawn.arrow else 0)
        _line(ties, curve, box, mark, name, arrow=drawn.arrow)
        if not drawn.dim and _holds(box, drawn.badge):
            badges.append((drawn, owner))
    for drawn, owner in badges:
        _badge(ties, drawn, badge_size(network), owner, thin=network.thin)
    ties.close()
    places = canvas.group(words("slides.places"))
    for stood in sorted(network.places, key=lambda one: one.look.weight):
        if not _holds(box, stood.at):
            continue
        called = stood.place.name.of(teller.lang)
        one = places.group(called, called)
        one.draw(place_marks(stood.look, stood.at, LIGHT), called)
        one.close()
    places.close()


def _tie_name(tie: Tie, teller: Teller, owner: str) -> str:
    places = teller.scene.places
    start, end = (places[id_].name.of(teller.lang) for id_ in (tie.from_id, tie.to_id))
    return f"{owner}: {start} → {end}"


def _line(
    canvas: Canvas,
    curve: tuple[Point, ...],
    box: Box,
    mark: Shape,
    name: str,
    *,
    arrow: bool = False,
) -> None:
    """Draw a curve that can be bent by its ends; one that leaves the map is cut at its edge."""
    points = sampled(curve)
    if all(_holds(box, point) for point in points):
        canvas.bezier(curve, mark, name, name, arrow=arrow)
        return
    parts = shapely.get_parts(shapely.clip_by_rect(shapely.LineString(points), *box))
    rings = [tuple((x, y) for x, y in part.coords) for part in parts]
    cut = replace(mark, rings=rings)
    canvas.shape(cut, name, name, arrow=arrow and _holds(box, curve[-1]))


def _holds(box: Box, point: Point) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _double(canvas: Canvas, drawn: DrawnTie, box: Box, name: str) -> None:
    """Draw a tie of the annex dashed, another as a double line."""
    annex = drawn.annex
    line = Shape(
        rings=(),
        closed=False,
        stroke=LIGHT.of(token(drawn.style.colour)),
        width=2.4 if annex else 5,
        dash=(5, 4) if annex else (),
        opacity=_DIM if drawn.dim else 1,
    )
    curve = _bow(drawn.curve, 0)
    if annex or drawn.dim:
        _line(canvas, curve, box, line, name)
        return
    double = canvas.group(name, name)
    _line(double, curve, box, line, name)
    _line(double, curve, box, replace(line, stroke=LIGHT.halo, width=2), name)
    double.close()


def _badge(canvas: Canvas, drawn: DrawnTie, size: float, name: str, *, thin: bool) -> None:
    style = drawn.style
    ring = placed(style.shape, drawn.badge, size / 30)
    mark = Shape(
        rings=(ring,), fill=LIGHT.of(token(style.colour)), stroke=LIGHT.halo, width=2.2 * size / 30
    )
    number = Text(
        x=0, y=0, text=str(drawn.body.no or ""), size=11.5 * size / 30, bold=True, colour=LIGHT.halo
    )
    canvas.shape(mark, name, name, None if thin else number)


def _name(canvas: Canvas, label: Label) -> None:
    if label.leader:
        line = Shape(rings=(label.leader,), closed=False, stroke=LIGHT.ink_soft, width=0.9)
        canvas.shape(line, label.wish.text)
    weighty = label.wish.weight >= 3
    text = Text(
        x=0, y=0, text=label.wish.text, size=12 if weighty else 11, bold=weighty, colour=LIGHT.ink
    )
    _label(canvas, label, text, LIGHT.halo)


def _label(canvas: Canvas, label: Label, text: Text, ground: str = "") -> None:
    """Write a name so that, in a wider font, it grows away from its symbol."""
    left, _, right, _ = label.box
    align: Align = "ctr"
    if left > label.wish.at[0]:
        align = "l"
    elif right < label.wish.at[0]:
        align = "r"
    canvas.label(text, label.box, align, ground=ground)


def _furniture(canvas: Canvas, sheet: Sheet, ground: Ground, words: Catalogue) -> None:
    box = sheet.frame.box
    if sheet.inset:
        frame = inset_frame(sheet.inset)
        _ground(canvas, words("slides.islands"), ground, frame, least=0)
        canvas.draw(island_names(frame, words, LIGHT), words("slides.islands"))
        edge = Shape(rings=(rectangle(sheet.inset),), stroke=LIGHT.coast, width=1)
        canvas.shape(edge, words("slides.islands"))
    for name, marks in (
        (words("slides.scale"), scale_marks(scale_spot(box), sheet.frame.km_per_pixel, LIGHT)),
        (words("slides.north"), north_marks(north_spot(box), LIGHT)),
    ):
        group = canvas.group(name, name)
        group.draw(marks, name)
        group.close()
    canvas.shape(Shape(rings=(rectangle(box),), stroke=LIGHT.line, width=1), words("slides.edge"))


def _bow(curve: tuple[Point, ...], gap: float) -> tuple[Point, ...]:
    """Return the cubic Bézier of a sampled quadratic one, which ends `gap` before its end."""
    start, end, middle = curve[0], curve[-1], curve[len(curve) // 2]
    bend = _between(middle, _between(start, end, 0.5), -1)
    share = 1 - max(_steps_within(curve, gap), 0) / (len(curve) - 1)
    first, last = _between(start, bend, share), _between(bend, end, share)
    tip = _between(first, last, share)
    return start, _between(start, first, 2 / 3), _between(tip, first, 2 / 3), tip


def _steps_within(curve: tuple[Point, ...], gap: float) -> float:
    """Count the steps of a curve from its end that lie within `gap` of it, the last one in part."""
    end = curve[-1]
    near = 0.0
    for i, point in enumerate(reversed(curve[:-1]), start=1):
        far = math.dist(point, end)
        if far >= gap:
            return i - (far - gap) / (far - near)
        near = far
    return 0


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
