"""A small labelled map of one profile, as SVG that stands alone and tells what it shows."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, NamedTuple

import shapely
from shapely.geometry import shape

from geo.messages import catalogue
from geo.profiles.counting import km_of
from maps.curves import bowed
from maps.labels import short_names
from maps.look import look
from maps.still.font import face
from maps.still.labels import SHIFTS, Wish, place_region
from maps.still.model import Shape, rectangle
from maps.still.network import (
    OF_REGION,
    DrawnPlace,
    DrawnTie,
    Network,
    label_field,
    label_marks,
    network_marks,
    place_labels,
    region_marks,
)
from maps.still.palette import references
from maps.still.svg import elements
from maps.theme import token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas
    from geo.jsons import Properties
    from geo.messages import Lang
    from geo.model.network import Tie
    from geo.model.places import Place
    from geo.profiles.model import Profile
    from maps.curves import Curve
    from maps.scene import Scene
    from maps.still.labels import Label
    from maps.still.model import Mark

SIZE = 340
"""Width and height of the drawing: what a phone has for it, so that no letter gets smaller than it
is drawn; elsewhere it is shown larger."""
_PAD = 36
_LEAST_SPAN = 0.8
"""Degrees of latitude that a map shows at least, so that neighbours help to find one's way."""
_LAND, _OWN, _BORDER = token("land"), token("own"), token("border")
_MOST_RADIUS = 5.5
"""Of a symbol: places of a province stand near each other on a small map."""
_SPECK = 4
"""An island smaller than this, in square units, is left out."""


class Frame(NamedTuple):
    """What is shown: degrees to units of the drawing, equirectangular."""

    west: float
    north: float
    scale: float
    """Units a degree of latitude."""
    squeeze: float
    """Cosine of the middle latitude."""
    width: float = SIZE
    height: float = SIZE

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Return x and y of a point in degrees."""
        x = (lon - self.west) * self.scale * self.squeeze
        return round(x, 1), round((self.north - lat) * self.scale, 1)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Return west, south, east, north in degrees."""
        east = self.west + self.width / self.scale / self.squeeze
        return self.west, self.north - self.height / self.scale, east, self.north


@dataclass(frozen=True, slots=True, eq=False)
class Outlines:
    """The polygons of the 시도 by code; longitude and latitude in degrees."""

    shapes: Mapping[str, BaseGeometry]
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Code to language to short name, of what has one."""

    @classmethod
    def of(cls, regions: Iterable[Properties]) -> Outlines:
        """Read GeoJSON features of 시도, or of units within them."""
        listed = [(one["properties"], one["geometry"]) for one in regions]
        return cls(
            {told["code"]: shape(geometry) for told, geometry in listed},
            {
                told["code"]: {lang: told[f"short_{lang}"] for lang in ("ko", "en")}
                for told, _ in listed
                if "short_ko" in told
            },
        )

    def drawn(self, frame: Frame) -> dict[str, BaseGeometry]:
        """Return what `frame` shows of each, as fine as can be seen."""
        margin = 8 / frame.scale
        west, south, east, north = frame.bounds
        window = (west - margin, south - margin, east + margin, north + margin)
        simple = _simplified(self, math.floor(math.log2(2.4 / frame.scale)))
        seen = {code: shapely.clip_by_rect(polygon, *window) for code, polygon in simple.items()}
        return {code: polygon for code, polygon in seen.items() if not polygon.is_empty}


@lru_cache(maxsize=16)
def _simplified(outlines: Outlines, level: int) -> dict[str, BaseGeometry]:
    """Simplify to 2^`level` degrees, all together, so that a border stays one line."""
    shapes = outlines.shapes
    simple = shapely.coverage_simplify(list(shapes.values()), 2.0**level)
    return dict(zip(shapes, simple, strict=True))


class _Ground(NamedTuple):
    marks: tuple[Mark, ...]
    middles: tuple[tuple[str, float, float], ...]
    """Code of a 시도, and x and y of a point inside what is seen of it."""


def locator(profile: Profile, scene: Scene, outlines: Outlines, lang: Lang) -> str:
    """Draw the profile's places and ties over the 시도; returns one ``<svg>`` element.

    What the map shows is told in its ``<title>`` and ``<desc>``; a list of ties belongs beside it.
    """
    atlas = scene.atlas
    places = _places(profile, atlas)
    of_region = profile.subject.kind in {"region", "mega-region"}
    own = frozenset(region.code for region in profile.regions if of_region)
    # What has no place at all is shown on the whole country.
    lands = own or (outlines.shapes if not places else ())
    frame = _frame(places, [outlines.shapes[code] for code in lands])
    ground = _ground(outlines, frame, own)
    colours = references()
    network = _network(profile, scene, places, frame, lang)
    named, regions = _labels(network, ground, atlas, lang)
    marks = (
        Shape(rings=(rectangle((0, 0, SIZE, SIZE)),), fill=colours.sea),
        *ground.marks,
        *region_marks(regions, 0, colours),
        *network_marks(network, colours),
        *label_marks(named, colours),
    )
    return (
        f'<svg class="locator" viewBox="0 0 {SIZE} {SIZE}" role="img" '
        f'aria-labelledby="locator-title locator-desc" font-family="Atlas Sans, sans-serif">'
        f'<title id="locator-title">{escape(_title(profile, lang))}</title>'
        f'<desc id="locator-desc">{escape(describe(profile, atlas, lang))}</desc>'
        f"{elements(marks)}</svg>"
    )


def _places(profile: Profile, atlas: Atlas) -> list[Place]:
    """Return each place to show, the profile's own first."""
    ids = dict.fromkeys(place.id for place in profile.places)
    ids |= dict.fromkeys(participation.member.place_id for participation in profile.participations)
    ids |= dict.fromkeys(id_ for tie, _ in profile.relations for id_ in (tie.from_id, tie.to_id))
    return [atlas.places[id_] for id_ in ids]


def describe(profile: Profile, atlas: Atlas, lang: Lang) -> str:
    """Say in words what the map shows."""
    words = catalogue("maps", lang)
    if profile.empty:
        return words("locator.empty", name=profile.subject.name.of(lang))
    names = _names(atlas, lang)
    told = [words("locator.places", names=", ".join(names[place.id] for place in profile.places))]
    for way in ("out", "in", "within"):
        ties = profile.ways(way)
        if ties:
            listed = "; ".join(
                words(
                    "locator.tie", start=names[t.from_id], end=names[t.to_id], km=f"{km_of(t):,.0f}"
                )
                for t in ties
            )
            told.append(words(f"locator.{way}", count=len(ties), ties=listed))
    return " ".join(told)


def _title(profile: Profile, lang: Lang) -> str:
    return catalogue("maps", lang)("locator.title", name=profile.subject.name.of(lang))


def _network(
    profile: Profile, scene: Scene, places: Sequence[Place], frame: Frame, lang: Lang
) -> Network:
    """Put the profile's places and ties on the drawing, in the looks of the maps."""
    atlas = scene.atlas
    bodies = [participation.body for participation in profile.participations]
    bodies += [atlas.bodies[relation.tie.body_id] for relation in profile.relations]
    drawn = tuple(dict.fromkeys(body.programme for body in bodies)) or (*atlas.programmes,)[:1]
    own = {item.id for item in profile.places}
    stood = []
    for place in places:
        shape = look(scene, place, drawn, member=False)
        weight = max(shape.weight, OF_REGION) if place.id in own else shape.weight
        shape = replace(shape, weight=weight, radius=min(shape.radius, _MOST_RADIUS))
        stood.append(DrawnPlace(place, frame.at(place.lon, place.lat), shape))
    ties = [relation.tie for relation in profile.relations]
    discs = tuple(
        ((drawn_place.place.lon, drawn_place.place.lat), drawn_place.look.reach)
        for drawn_place in stood
    )
    zoom = math.log2(frame.scale * frame.squeeze * 360 / 256)
    curves = bowed(tuple(map(scene.chord, ties)), discs, zooms=round(zoom, 2))
    tied = [_tie(scene, tie, curve, frame) for tie, curve in zip(ties, curves, strict=True)]
    tied.sort(key=lambda drawn_tie: not drawn_tie.style.double)
    return Network(tuple(tied), tuple(stood), _names(atlas, lang), rounds=(), thin=len(drawn) > 1)


def _tie(scene: Scene, tie: Tie, curve: Curve, frame: Frame) -> DrawnTie:
    body = scene.atlas.bodies[tie.body_id]
    return DrawnTie(
        tie,
        body,
        scene.style(body),
        tuple(frame.at(*point) for point in curve.points),
        frame.at(*curve.middle),
        arrow=scene.directed(body),
        annex=body.member_at(tie.to_id).named_in == "annex",
        dim=False,
    )


def _frame(places: Sequence[Place], own: Sequence[BaseGeometry]) -> Frame:
    # An island far out would make the rest small: the largest part stands for a region.
    mains = [max(shapely.get_parts(item), key=lambda part: part.area).bounds for item in own]
    boxes = [*mains, *((p.lon, p.lat, p.lon, p.lat) for p in places)]
    west, south = (min(box[i] for box in boxes) for i in (0, 1))
    east, north = (max(box[i] for box in boxes) for i in (2, 3))
    squeeze = math.cos(math.radians((south + north) / 2))
    span = max(north - south, (east - west) * squeeze, _LEAST_SPAN)
    scale = (SIZE - 2 * _PAD) / span
    middle = (west + east) / 2, (south + north) / 2
    half = SIZE / 2 / scale
    return Frame(middle[0] - half / squeeze, middle[1] + half, scale, squeeze)


@lru_cache(maxsize=8)
def _ground(outlines: Outlines, frame: Frame, own: frozenset[str]) -> _Ground:
    """Draw the land and find where names have room; the same for both languages."""
    land = outlines.drawn(frame)
    return _Ground(tuple(_land(land, frame, own)), tuple(_middles(frame, land)))


def rings_of(outlines: Outlines, frame: Frame) -> dict[str, list[tuple[tuple[float, float], ...]]]:
    """Return the land that `frame` shows: code of a 시도 to rings in units of the drawing."""
    land = {
        code: shapely.clip_by_rect(polygon, *frame.bounds)
        for code, polygon in outlines.drawn(frame).items()
    }
    return {
        code: [tuple(frame.at(*at) for at in ring) for ring in _large(polygon, frame)]
        for code, polygon in land.items()
        if not polygon.is_empty
    }


def _land(land: Mapping[str, BaseGeometry], frame: Frame, own: frozenset[str]) -> Iterator[Mark]:
    for code, polygon in land.items():
        rings = [tuple(frame.at(*at) for at in ring) for ring in _large(polygon, frame)]
        yield Shape(rings=rings, fill=_OWN if code in own else _LAND, stroke=_BORDER, width=0.8)


def _large(
    polygon: BaseGeometry, frame: Frame, speck: float = _SPECK
) -> list[list[tuple[float, float]]]:
    """Return the rings of the parts that are more than specks."""
    parts = [p for p in shapely.get_parts(polygon) if p.area * frame.scale**2 > speck]
    return [ring for part in parts for ring in _rings(part)]


def path_of(polygon: BaseGeometry, frame: Frame, speck: float = _SPECK) -> str:
    """Return the path of a polygon; parts smaller than `speck`, in square units, are left out."""
    rings = _large(polygon, frame, speck)
    return "".join("M" + "L".join(_pair(frame, *at) for at in ring) + "Z" for ring in rings)


def _rings(part: BaseGeometry) -> Iterator[list[tuple[float, float]]]:
    if part.geom_type == "Polygon":
        yield from (list(ring.coords) for ring in (part.exterior, *part.interiors))


def _pair(frame: Frame, lon: float, lat: float) -> str:
    return "{:g},{:g}".format(*frame.at(lon, lat))


def _labels(
    network: Network, ground: _Ground, atlas: Atlas, lang: Lang
) -> tuple[list[Label], list[Label]]:
    """Find spots for the names of places, and of 시도 where they leave room."""
    view = (4, 4, SIZE - 4, SIZE - 4)
    field = label_field(network, view, ())
    named = place_labels(network, field)
    shorts = {region.code: region.short.of(lang) for region in atlas.regions.current}
    regions = [
        Wish(
            text=shorts[code],
            at=(x, y),
            reach=0,
            width=face().width(shorts[code], 13) + 4,
            height=18,
            weight=OF_REGION,
        )
        for code, x, y in ground.middles
    ]
    found = (place_region(wish, field, SHIFTS) for wish in regions)
    return named, [label for label in found if label]


def _middles(frame: Frame, land: Mapping[str, BaseGeometry]) -> Iterator[tuple[str, float, float]]:
    """Yield where the name of a 시도 has room: a point far inside what is seen of it."""
    for code, polygon in land.items():
        if polygon.area * frame.scale**2 > 900:
            inside = shapely.maximum_inscribed_circle(polygon, 6 / frame.scale).interpolate(0)
            yield code, *frame.at(inside.x, inside.y)


def _names(atlas: Atlas, lang: Lang) -> dict[str, str]:
    return short_names(
        {place.id: (place.name.of(lang), place.kind) for place in atlas.places.values()}, lang
    )
