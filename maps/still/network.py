"""Ties, places and names of a view as marks, in the order in which the page stacks them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from maps.curves import PROVINCE, bowed
from maps.labels import short_names
from maps.look import look
from maps.scene import ConsortiumTie, ProjectTie
from maps.still.font import face
from maps.still.ground import plane
from maps.still.labels import Field, Wish, around, place_names, place_region
from maps.still.model import Shape, Text
from maps.still.signs import arrow_head, badge_marks, place_marks, reach
from maps.still.writing import haloed
from maps.theme import TRANSFORMATION, sector_style
from maps.view import View, apply, consortium_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.messages import Lang
    from maps.curves import LonLat
    from maps.look import Look
    from maps.scene import Place, Scene
    from maps.still.frame import Frame
    from maps.still.labels import Label
    from maps.still.model import Box, Mark, Point
    from maps.still.palette import Palette
    from maps.view import Programmes, Shown

_DIM = 0.2
"""Opacity of ties that are not selected."""
_MEMBERS_FROM = 9.5
"""Zoom from which parts of groups show."""
_DOTTED = "2 4"


AnyTie = TypeVar("AnyTie", ConsortiumTie, ProjectTie)


@dataclass(frozen=True, slots=True)
class DrawnTie(Generic[AnyTie]):
    """A tie on the sheet."""

    tie: AnyTie
    curve: tuple[Point, ...]
    badge: Point
    dim: bool


@dataclass(frozen=True, slots=True)
class DrawnPlace:
    """A place on the sheet."""

    place: Place
    at: Point
    look: Look


@dataclass(frozen=True, slots=True)
class Network:
    """Everything that a view shows, on the sheet."""

    consortia: tuple[DrawnTie[ConsortiumTie], ...]
    projects: tuple[DrawnTie[ProjectTie], ...]
    places: tuple[DrawnPlace, ...]
    names: dict[str, str]
    """Place id to short name."""
    thin: bool
    """Ties of consortia are drawn thin and without numbers, as where both programmes show."""


def selected(tie: ConsortiumTie | ProjectTie, scene: Scene, view: View) -> bool:
    """Say whether the view selects a tie: by an end, its consortium or its project."""
    if isinstance(tie, ConsortiumTie):
        own = consortium_id(tie.no)
    else:
        own = scene.project_id(tie.round_year, tie.region)
    return bool({own, tie.from_id, tie.to_id} & {*view.select})


def lay_out(
    scene: Scene, view: View, drawn: Programmes, shown: Shown, frame: Frame, lang: Lang
) -> Network:
    """Put what a view shows on the sheet; the curves are those of the whole map, as on screen."""
    whole = apply(scene, View(), drawn)
    ends = tuple((place.lon, place.lat) for place in whole.places)
    consortia = bowed(tuple(tie.chord for tie in scene.consortium_ties), ends)
    projects = bowed(tuple(tie.chord for tie in scene.project_ties), zoom=PROVINCE)
    curves = {
        tie.id: curve
        for tie, curve in (
            *zip(scene.consortium_ties, consortia, strict=True),
            *zip(scene.project_ties, projects, strict=True),
        )
    }

    def tied(tie: AnyTie) -> DrawnTie[AnyTie]:
        curve = curves[tie.id]
        dim = bool(view.select) and not selected(tie, scene, view)
        return DrawnTie(tie, _on(frame, curve.points), _on(frame, [curve.middle])[0], dim)

    def stood(place: Place, *, member: bool = False) -> DrawnPlace:
        at = _on(frame, [(place.lon, place.lat)])[0]
        return DrawnPlace(place, at, look(scene, place, drawn, member=member))

    places = [stood(place) for place in shown.places]
    if frame.zoom >= _MEMBERS_FROM:
        parts = {member for place in shown.places for member in place.members}
        parts -= {place.id for place in shown.places}
        places += [
            stood(place, member=True) for place in scene.places.values() if place.id in parts
        ]
    names = short_names(
        {place.id: (place.name, place.kind) for place in scene.places.values() if place.takes_part},
        lang,
    )
    return Network(
        tuple(tied(tie) for tie in shown.consortium_ties),
        tuple(tied(tie) for tie in shown.project_ties),
        tuple(places),
        names,
        drawn == "both",
    )


def network_marks(network: Network, colours: Palette) -> Iterator[Mark]:
    """Draw ties, badges and places."""
    for project in network.projects:
        yield from _project(project, colours)
    for tie in network.consortia:
        yield from _consortium(tie, network, colours)
    for tie in network.consortia:
        if not tie.dim:
            yield from _badge(tie, network, colours)
    for drawn in sorted(network.places, key=_height):
        yield from place_marks(drawn.look, drawn.at, colours)


def label_field(network: Network, view: Box, taken: Sequence[Box]) -> Field:
    """Return what names must keep clear of: furniture, symbols, badges, curves."""
    boxes = [*taken]
    for drawn in network.places:
        half = reach(drawn.look)
        boxes.append(around(drawn.at, half, half))
    half = badge_size(network) * 0.4 - 1
    boxes += [around(tie.badge, half, half) for tie in network.consortia if not tie.dim]
    curves = [tie.curve for tie in network.projects] + [tie.curve for tie in network.consortia]
    return Field(view, boxes, curves)


def place_labels(network: Network, ground: Field) -> list[Label]:
    """Find a spot for the name of each place."""
    wishes = []
    for drawn in network.places:
        text = network.names.get(drawn.place.id, drawn.place.name)
        size, bold = _lettering(drawn.look.weight)
        wishes.append(
            Wish(
                text=text,
                at=drawn.at,
                reach=reach(drawn.look),
                width=face(bold=bold).width(text, size) + 4,
                height=16,
                weight=drawn.look.weight,
            )
        )
    return place_names(wishes, ground)


def region_labels(
    names: Sequence[tuple[str, LonLat, bool]], frame: Frame, ground: Field, spacing: float
) -> list[Label]:
    """Find a spot for the quiet names of regions, given as name, anchor, whether it is small."""
    labels = []
    for text, anchor, small in names:
        wish = Wish(
            text=text,
            at=_on(frame, [anchor])[0],
            reach=0,
            width=face().width(text, 13, spacing) + 4,
            height=18,
            weight=0,
        )
        label = place_region(wish, ground, small=small)
        if label:
            labels.append(label)
    return labels


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
    """Draw the names of regions."""
    for label in labels:
        left, top = label.box[:2]
        text = Text(
            x=left + 2,
            y=top + 13.5,
            text=label.wish.text,
            size=13,
            colour=colours.region,
            spacing=spacing,
        )
        yield from haloed(text, colours.land)


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


def _project(drawn: DrawnTie[ProjectTie], colours: Palette) -> Iterator[Mark]:
    colour = colours.of(TRANSFORMATION)
    opacity = _DIM if drawn.dim else 1
    annex = drawn.tie.named_in == "annex"
    line = Shape(
        rings=(drawn.curve,),
        closed=False,
        stroke=colour,
        width=2.4 if annex else 5,
        dash=(5, 4) if annex else (),
        opacity=opacity * (0.8 if annex else 1),
    )
    yield line
    if not annex and not drawn.dim:
        yield Shape(rings=(drawn.curve,), closed=False, stroke=colours.halo, width=2)


def _consortium(
    drawn: DrawnTie[ConsortiumTie], network: Network, colours: Palette
) -> Iterator[Mark]:
    style = sector_style(drawn.tie.sector)
    colour = colours.of(style.colour)
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
        dash=tuple(float(part) for part in style.dash.split()),
        round=style.dash == _DOTTED,
        opacity=opacity,
    )
    end = next(place for place in network.places if place.place.id == drawn.tie.to_id)
    size = 6 if network.thin else 8.5
    head = arrow_head(drawn.curve, end.look.radius + 2.5, size)
    yield Shape(rings=(head,), fill=colour, opacity=opacity)


def _badge(drawn: DrawnTie[ConsortiumTie], network: Network, colours: Palette) -> Iterator[Mark]:
    style = sector_style(drawn.tie.sector)
    number = "" if network.thin else str(drawn.tie.no)
    yield from badge_marks(
        style.shape, colours.of(style.colour), drawn.badge, badge_size(network), number, colours
    )


def _on(frame: Frame, positions: Sequence[LonLat]) -> tuple[Point, ...]:
    return tuple((float(x), float(y)) for x, y in frame.pixels(plane(positions)))
