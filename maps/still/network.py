"""Ties, places and names of a view as marks, in the order in which the page stacks them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from maps.layers.ties import curves_of
from maps.look import look
from maps.still.font import face
from maps.still.ground import plane
from maps.still.labels import (
    ISLAND_SHIFTS,
    SHIFTS,
    Field,
    Wish,
    around,
    place_names,
    place_region,
)
from maps.still.model import Shape, Text
from maps.still.signs import (
    DISC,
    arc,
    arrow_head,
    arrow_marks,
    badge_marks,
    place_marks,
)
from maps.still.writing import haloed
from maps.theme import token
from maps.titles import members_of, names_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.messages import Lang
    from geo.model.network import Tie
    from geo.model.places import Place
    from geo.model.programmes import Body, Style
    from maps.curves import LonLat
    from maps.look import Look
    from maps.measured import Measured
    from maps.scene import Scene
    from maps.still.frame import Frame
    from maps.still.labels import Label
    from maps.still.model import Box, Mark, Point, Ring
    from maps.still.palette import Palette
    from maps.view import Shown, View

_DIM = 0.2
"""Opacity of ties that are not selected."""
_MEMBERS_FROM = 9.5
"""Zoom from which parts of groups show."""
SERIES, ON = token("series"), token("on")
"""Colours of measures and flows, and of what is written on them."""
_DOTTED = "2 4"
OF_REGION = 3
"""The weight of a region's name: none of them may be missed."""


@dataclass(frozen=True, slots=True)
class DrawnTie:
    """A tie on the sheet."""

    tie: Tie
    body: Body
    style: Style
    curve: tuple[Point, ...]
    badge: Point
    arrow: bool
    annex: bool
    """Whether only an annex names it."""
    dim: bool


@dataclass(frozen=True, slots=True)
class DrawnPlace:
    """A place on the sheet."""

    place: Place
    at: Point
    look: Look
    strength: float | None = None
    """Of the colour that a measure gives it."""


@dataclass(frozen=True, slots=True)
class DrawnArrow:
    """A flow on the sheet."""

    curve: tuple[Point, ...]
    width: float


@dataclass(frozen=True, slots=True)
class DrawnDisc:
    """A region of flows on the sheet."""

    at: Point
    name: str
    within: int


@dataclass(frozen=True, slots=True)
class Network:
    """Everything that a view shows, on the sheet."""

    ties: tuple[DrawnTie, ...]
    """From the ground up: double lines first."""
    places: tuple[DrawnPlace, ...]
    names: dict[str, str]
    """Place id to short name."""
    rounds: tuple[str, ...]
    """Those that are asked for; none for all."""
    thin: bool
    """Ties are drawn thin and without numbers, as where several programmes show."""
    arrows: tuple[DrawnArrow, ...] = ()
    """The widest first; where there are some, they stand for the ties."""
    discs: tuple[DrawnDisc, ...] = ()


def selected(tie: Tie, view: View) -> bool:
    """Say whether the view selects a tie: by an end or its body."""
    return bool({tie.body_id, tie.from_id, tie.to_id} & {*view.select})


def lay_out(
    scene: Scene,
    view: View,
    drawn: Sequence[str],
    shown: Shown,
    frame: Frame,
    lang: Lang,
    measured: Measured | None = None,
) -> Network:
    """Put what a view shows on the sheet; the curves are those of the whole map, as on screen."""
    curves = curves_of(scene, drawn)

    def tied(tie: Tie) -> DrawnTie:
        curve, body = curves[tie.id], scene.atlas.bodies[tie.body_id]
        return DrawnTie(
            tie,
            body,
            scene.style(body),
            _on(frame, curve.points),
            _on(frame, [curve.middle])[0],
            arrow=scene.directed(body),
            annex=body.member_at(tie.to_id).named_in == "annex",
            dim=bool(view.select) and not selected(tie, view),
        )

    def stood(place: Place, *, member: bool = False) -> DrawnPlace:
        at = _on(frame, [(place.lon, place.lat)])[0]
        shape = look(scene, place, drawn, member=member, rounds=view.round)
        sign = measured.signs.get(place.id) if measured and not member else None
        if sign is None:
            return DrawnPlace(place, at, shape)
        if sign.radius is not None:
            # A frame would be larger than its value.
            shape = replace(shape, radius=sign.radius, frame="")
        if sign.strength is not None:
            shape = replace(shape, colour=SERIES, fill="full")
        return DrawnPlace(place, at, shape, sign.strength)

    places = [stood(place) for place in shown.places]
    if frame.zoom >= _MEMBERS_FROM:
        places += [stood(place, member=True) for place in members_of(scene, shown.places)]
    ties = [tied(tie) for tie in shown.ties]
    ties.sort(key=lambda drawn_tie: not drawn_tie.style.double)
    network = Network(
        tuple(ties), tuple(places), names_of(scene, lang), view.round, thin=len(drawn) > 1
    )
    if measured is None or not measured.flows:
        return network
    return replace(
        network,
        ties=(),
        # Regions stand for their places where no measure is asked for.
        places=network.places if measured.signs else (),
        arrows=tuple(
            DrawnArrow(_on(frame, arrow.points), arrow.width) for arrow in measured.arrows
        ),
        discs=tuple(
            DrawnDisc(_on(frame, [disc.at])[0], disc.name, disc.within) for disc in measured.discs
        ),
    )


def network_marks(network: Network, colours: Palette) -> Iterator[Mark]:
    """Draw ties, badges and places."""
    for tie in network.ties:
        yield from _double(tie, colours) if tie.style.double else _single(tie, network, colours)
    for tie in network.ties:
        if not (tie.dim or tie.style.double):
            yield from _badge(tie, network, colours)
    for drawn in sorted(network.places, key=_height):
        first, *rest = place_marks(drawn.look, drawn.at, colours, drawn.strength)
        assert isinstance(first, Shape)  # noqa: S101 - what is white around it
        yield replace(first, of=f"place:{drawn.place.id}")
        yield from rest
    for tie in network.ties:
        if tie.arrow and not tie.style.double:
            yield from _head(tie, network, colours)
    for arrow in network.arrows:
        yield from arrow_marks(arrow.curve, arrow.width, DISC, colours)
    for disc in network.discs:
        yield from _disc(disc, colours)


def _disc(disc: DrawnDisc, colours: Palette) -> Iterator[Mark]:
    """Draw a region of flows, with the ties that stay within it."""
    x, y = disc.at
    fill = colours.of(SERIES) if disc.within else colours.halo
    yield Shape(rings=(arc(disc.at, DISC),), fill=fill, stroke=colours.ink, width=1.6)
    if disc.within:
        text, size = str(disc.within), 12
        left = x - face(bold=True).width(text, size) / 2
        yield Text(x=left, y=y + 4, text=text, size=size, bold=True, colour=colours.of(ON))


def label_field(network: Network, view: Box, taken: Sequence[Box]) -> Field:
    """Return what names must keep clear of: furniture, symbols, badges, arrowheads, curves."""
    boxes = [*taken]
    for drawn in network.places:
        half = drawn.look.reach
        boxes.append(around(drawn.at, half, half))
    boxes += [around(disc.at, DISC, DISC) for disc in network.discs]
    half = badge_size(network) * 0.4 - 1
    badged = (tie for tie in network.ties if not (tie.dim or tie.style.double))
    boxes += [around(tie.badge, half, half) for tie in badged]
    headed = (tie for tie in network.ties if tie.arrow and not tie.style.double)
    boxes += [around(_middle(_head_ring(tie, network)), 2, 2) for tie in headed]
    curves = [tie.curve for tie in network.ties] + [arrow.curve for arrow in network.arrows]
    return Field(view, boxes, curves, taken)


def place_labels(network: Network, ground: Field, regions: Sequence[Wish] = ()) -> list[Label]:
    """Find a spot for the name of each place, and for `regions` that have none of their own."""
    wishes = [
        *regions,
        *(wish(disc.name, disc.at, DISC + 1, OF_REGION) for disc in network.discs),
        *(
            wish(network.names[place.place.id], place.at, place.look.reach, place.look.weight)
            for place in network.places
        ),
    ]
    return place_names(wishes, ground)


def wish(text: str, at: Point, reach: float, weight: int) -> Wish:
    """Ask for the name of a symbol in the letters of its weight, as `label_marks` writes it."""
    size, bold = _lettering(weight)
    width = face(bold=bold).width(text, size) + 4
    return Wish(text=text, at=at, reach=reach, width=width, height=16, weight=weight)


Kind = Literal["wide", "small", "district", "sea", "island"]


class Name(NamedTuple):
    """The quiet name of a region, a sea or an island."""

    text: str
    spots: tuple[LonLat, ...]
    """Where it may stand, the first choice first."""
    kind: Kind


def region_labels(
    names: Sequence[Name], frame: Frame, ground: Field, spacing: float
) -> tuple[list[Label], list[Wish]]:
    """Find a spot for each name in its own area; return the wishes of 시도 that have none, too."""
    labels, left = [], []
    for name in names:
        run = spacing * 2 if name.kind == "sea" else spacing
        wishes = [
            Wish(
                text=name.text,
                at=_on(frame, [spot])[0],
                reach=0,
                width=face().width(name.text, 13, run) + 4,
                height=18,
                weight=OF_REGION,
                sea=name.kind == "sea",
            )
            for spot in name.spots
        ]
        shifts = {"island": ISLAND_SHIFTS, "small": SHIFTS[:3]}.get(name.kind, SHIFTS)
        found = (place_region(wish, ground, shifts) for wish in wishes)
        label = next(filter(None, found), None)
        if label:
            labels.append(label)
        elif name.kind in {"wide", "small"}:
            left.append(wishes[0])
    return labels, left


def label_marks(labels: Sequence[Label], colours: Palette) -> Iterator[Mark]:
    """Draw leaders, then names."""
    leaders = tuple(label.leader for label in labels if label.leader)
    if leaders:
        yield Shape(rings=leaders, closed=False, stroke=colours.halo, width=2.6, opacity=0.8)
        yield Shape(rings=leaders, closed=False, stroke=colours.ink_soft, width=0.9)
    for label in labels:
        size, bold = _lettering(label.wish.weight)
        text = Text(
            x=label.box[0] + 2,
            y=label.box[1] + 12.4,
            text=label.wish.text,
            size=size,
            bold=bold,
            colour=colours.ink,
        )
        yield from haloed(text, colours.halo)


def region_marks(labels: Sequence[Label], spacing: float, colours: Palette) -> Iterator[Mark]:
    """Draw the names of regions, seas and islands, with leaders where they stand apart."""
    leaders = tuple(label.leader for label in labels if label.leader)
    if leaders:
        yield Shape(rings=leaders, closed=False, stroke=colours.region, width=0.9)
    for label in labels:
        left, top = label.box[:2]
        sea = label.wish.sea
        text = Text(
            x=left + 2,
            y=top + 13.5,
            text=label.wish.text,
            size=13,
            colour=colours.coast_ink if sea else colours.region,
            spacing=spacing * 2 if sea else spacing,
        )
        yield from haloed(text, colours.sea if sea else colours.land)


def badge_size(network: Network) -> float:
    """Return the side of a badge in pixels."""
    return 13 if network.thin else 26


def _lettering(weight: int) -> tuple[float, bool]:
    return (13, True) if weight >= 3 else (12, False)


def _height(drawn: DrawnPlace) -> tuple[int, int]:
    """Members lie lowest, groups above them, then places by weight."""
    if drawn.look.fill == "member":
        return 0, 0
    return (1, 0) if drawn.look.shape == "hexagon" else (2, drawn.look.weight)


def _double(drawn: DrawnTie, colours: Palette) -> Iterator[Mark]:
    opacity = _DIM if drawn.dim else 1
    yield Shape(
        rings=(drawn.curve,),
        closed=False,
        stroke=colours.of(token(drawn.style.colour)),
        width=2.4 if drawn.annex else 5,
        of=f"tie:{drawn.tie.id}",
        ends=(drawn.tie.from_id, drawn.tie.to_id),
        dash=(5, 4) if drawn.annex else (),
        opacity=opacity * (0.8 if drawn.annex else 1),
    )
    if not (drawn.annex or drawn.dim):
        yield Shape(rings=(drawn.curve,), closed=False, stroke=colours.halo, width=2)


def _single(drawn: DrawnTie, network: Network, colours: Palette) -> Iterator[Mark]:
    colour, dash = colours.of(token(drawn.style.colour)), drawn.style.dash
    width = 1.5 if network.thin else 2.3
    opacity = _DIM if drawn.dim else 1
    if not drawn.dim:
        yield Shape(
            rings=(drawn.curve,), closed=False, stroke=colours.halo, width=width + 2.2, opacity=0.8
        )
    yield Shape(
        rings=(drawn.curve,),
        closed=False,
        stroke=colour,
        width=width,
        dash=tuple(float(part) for part in dash.split()),
        round=dash == _DOTTED,
        opacity=opacity,
        of=f"tie:{drawn.tie.id}",
        ends=(drawn.tie.from_id, drawn.tie.to_id),
    )


def _head(drawn: DrawnTie, network: Network, colours: Palette) -> Iterator[Mark]:
    """Draw the arrowhead, above all symbols: a head that is covered has no direction."""
    ring = _head_ring(drawn, network)
    colour = colours.of(token(drawn.style.colour))
    if not drawn.dim:
        yield Shape(rings=(ring,), stroke=colours.halo, width=1.6)
    opacity = _DIM if drawn.dim else 1
    yield Shape(rings=(ring,), fill=colour, opacity=opacity, of=f"arrow:{drawn.tie.id}")


def _head_ring(drawn: DrawnTie, network: Network) -> Ring:
    end = next(place for place in network.places if place.place.id == drawn.tie.to_id)
    return arrow_head(drawn.curve, end.look.radius + 2.5, 6 if network.thin else 8.5)


def _middle(ring: Ring) -> Point:
    across, down = zip(*ring, strict=True)
    return sum(across) / len(ring), sum(down) / len(ring)


def _badge(drawn: DrawnTie, network: Network, colours: Palette) -> Iterator[Mark]:
    number = "" if network.thin or drawn.body.no is None else str(drawn.body.no)
    colour = colours.of(token(drawn.style.colour))
    yield from badge_marks(
        drawn.style.shape, colour, drawn.badge, badge_size(network), number, colours
    )


def _on(frame: Frame, positions: Sequence[LonLat]) -> tuple[Point, ...]:
    return tuple((float(x), float(y)) for x, y in frame.pixels(plane(positions)))
