"""A laid-out map as native shapes: regions, ties, places and names one by one, in groups."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import shapely

from maps.still.furniture import north_marks, north_spot, scale_marks, scale_spot
from maps.still.ground import shapes_on
from maps.still.model import Shape, Text, rectangle
from maps.still.network import badge_size
from maps.still.palette import palette
from maps.still.scenery import DISTRICTS_FROM, inset_frame, island_names
from maps.still.signs import place_marks, placed
from maps.theme import token

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.messages import Catalogue
    from geo.model.network import Tie
    from maps.briefs.slides.shapes import Align, Anchor, Canvas
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
    ties, places = canvas.group(words("slides.ties")), canvas.group(words("slides.places"))
    anchors: dict[str, Anchor] = {}
    for stood in sorted(network.places, key=lambda drawn_place: drawn_place.look.weight):
        if not _holds(box, stood.at):
            continue
        called = stood.place.name.of(teller.lang)
        item = places.group(called, called)
        anchors[stood.place.id] = item.anchor(stood.at, stood.look.reach, called)
        item.draw(place_marks(stood.look, stood.at, LIGHT), called)
        item.close()
    lanes = _Lanes()
    badges = []
    for drawn in network.ties:
        owner = teller.body_name(drawn.body)
        name = _tie_name(drawn.tie, teller, owner)
        at = _tie(ties, drawn, box, name, network.thin, anchors, lanes)
        if not drawn.dim and _holds(box, at):
            badges.append((replace(drawn, badge=at), owner))
    for drawn, owner in badges:
        _badge(ties, drawn, badge_size(network), owner, thin=network.thin)
    ties.close()
    places.close()


class _Lanes:
    """Keeps ties between the same two places apart."""

    def __init__(self) -> None:
        self._seen: Counter[frozenset[str]] = Counter()

    def turn(self, tie: Tie) -> int:
        """Return by how many steps a further tie is turned away, to either side in turn."""
        pair = frozenset((tie.from_id, tie.to_id))
        number = self._seen[pair]
        self._seen[pair] += 1
        side = 1 if tie.from_id < tie.to_id else -1
        return side * (number + 1) // 2 * (1 if number % 2 else -1) if number else 0


def _tie(
    canvas: Canvas,
    drawn: DrawnTie,
    box: Box,
    name: str,
    thin: bool,  # noqa: FBT001 - as the network says
    anchors: Mapping[str, Anchor],
    lanes: _Lanes,
) -> Point:
    """Draw a tie as a connector, or as a line where an end lies beyond the map; say its middle."""
    double = drawn.style.double and not drawn.annex
    mark = Shape(
        rings=(),
        closed=False,
        stroke=LIGHT.of(token(drawn.style.colour)),
        width=4.0 if double else 2.4 if drawn.style.double else 1.5 if thin else 2.3,
        dash=_dash(drawn),
        round=drawn.style.dash == _ROUND_DOTS,
        opacity=_DIM if drawn.dim else 1,
    )
    start, end = (anchors.get(value) for value in (drawn.tie.from_id, drawn.tie.to_id))
    if start is None or end is None:
        _cut(canvas, drawn.curve, box, mark, name, arrow=drawn.arrow)
        return drawn.badge
    turned = lanes.turn(drawn.tie)
    ends = start.end(end.at, turned), end.end(start.at, -turned)
    canvas.connector(ends, mark, name, arrow=drawn.arrow, double=double)
    return _between(ends[0].at, ends[1].at, 0.5)


def _dash(drawn: DrawnTie) -> tuple[float, ...]:
    if drawn.style.double:
        return (5, 4) if drawn.annex else ()
    return tuple(float(part) for part in drawn.style.dash.split())


def _tie_name(tie: Tie, teller: Teller, owner: str) -> str:
    places = teller.scene.places
    start, end = (places[id_].name.of(teller.lang) for id_ in (tie.from_id, tie.to_id))
    return f"{owner}: {start} → {end}"


def _cut(
    canvas: Canvas,
    curve: tuple[Point, ...],
    box: Box,
    mark: Shape,
    name: str,
    *,
    arrow: bool = False,
) -> None:
    """Draw a curve that leaves the map as far as its edge."""
    parts = shapely.get_parts(shapely.clip_by_rect(shapely.LineString(curve), *box))
    rings = [tuple((x, y) for x, y in part.coords) for part in parts]
    cut = replace(mark, rings=rings)
    canvas.shape(cut, name, name, arrow=arrow and _holds(box, curve[-1]))


def _holds(box: Box, point: Point) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


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


def _between(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
