"""A small labelled map of one profile, as SVG that stands alone and tells what it shows."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, NamedTuple

import shapely
from shapely.geometry import shape

from geo.messages import catalogue
from geo.profiles.counting import km_of
from maps.curves import bowed
from maps.labels import short_names
from maps.spots import Box, Wanted, spots
from maps.theme import INK, QUIET, SHAPES, place_shape, token

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas
    from geo.jsons import Properties
    from geo.messages import Lang
    from geo.model.network import Tie
    from geo.model.places import Place
    from geo.model.programmes import Body, Programme, Role, Style
    from geo.profiles.model import Profile
    from maps.scene import Scene

SIZE = 480
"""Width and height of the drawing."""
_PAD = 46
_LEAST_SPAN = 0.8
"""Degrees of latitude that a map shows at least, so that neighbours help to find one's way."""
_SEA, _LAND, _OWN, _BORDER = "var(--sea)", "var(--land)", "var(--own)", "var(--border)"
_TEXT, _FAINT, _HALO = "var(--ink)", "var(--ink-quiet)", "var(--halo)"
_SPECK = 4
"""An island smaller than this, in square units, is left out."""
_RADIUS = 7.5
_PATHS = dict(SHAPES)


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

    @classmethod
    def of(cls, regions: Iterable[Properties]) -> Outlines:
        """Read GeoJSON features of 시도."""
        return cls({one["properties"]["code"]: shape(one["geometry"]) for one in regions})

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
    svg: str
    middles: tuple[tuple[str, float, float], ...]
    """Code of a 시도, and x and y of a point inside what is seen of it."""


def locator(profile: Profile, scene: Scene, outlines: Outlines, lang: Lang) -> str:
    """Draw the profile's places and ties over the 시도; returns one ``<svg>`` element.

    What the map shows is told in its ``<title>`` and ``<desc>``; a list of ties belongs beside it.
    """
    atlas = scene.atlas
    roles = _roles(profile, scene)
    places = [atlas.places[id_] for id_ in roles]
    of_region = profile.subject.kind in {"region", "mega-region"}
    own = frozenset(one.code for one in profile.regions if of_region)
    # What has no place at all is shown on the whole country.
    lands = own or (outlines.shapes if not places else ())
    frame = _frame(places, [outlines.shapes[code] for code in lands])
    ground = _ground(outlines, frame, own)
    ties = [one.tie for one in profile.relations]
    marks = [_mark(frame, place, roles[place.id]) for place in places]
    return (
        f'<svg class="locator" viewBox="0 0 {SIZE} {SIZE}" role="img" '
        f'aria-labelledby="locator-title locator-desc" font-family="Atlas Sans, sans-serif">'
        f'<title id="locator-title">{escape(_title(profile, lang))}</title>'
        f'<desc id="locator-desc">{escape(describe(profile, atlas, lang))}</desc>'
        f'<rect width="{SIZE}" height="{SIZE}" fill="{_SEA}"/>'
        f"{ground.svg}"
        f"{''.join(_lines(frame, scene, ties))}{''.join(marks)}"
        f"{''.join(_labels(frame, profile, atlas, ground, places, lang))}</svg>"
    )


def describe(profile: Profile, atlas: Atlas, lang: Lang) -> str:
    """Say in words what the map shows."""
    words = catalogue("maps", lang)
    if profile.empty:
        return words("locator.empty", name=profile.subject.name.of(lang))
    names = _names(atlas, lang)
    told = [words("locator.places", names=", ".join(names[one.id] for one in profile.places))]
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


def _roles(profile: Profile, scene: Scene) -> dict[str, list[Part]]:
    """Return each place to show with its roles, the profile's own places first."""
    found: defaultdict[str, dict[tuple[str, str], Part]] = defaultdict(dict)
    for place in profile.places:
        found[place.id] = {}

    def add(place: str, programme: Programme, body: Body, role: str) -> None:
        part = Part(programme, programme.role(role), scene.style(body))
        found[place].setdefault((programme.id, role), part)

    for one in profile.participations:
        add(one.member.place_id, one.programme, one.body, one.member.role)
    for tie, _ in profile.relations:
        body = scene.atlas.bodies[tie.body_id]
        for id_ in (tie.from_id, tie.to_id):
            add(id_, scene.programme_of(body), body, scene.role(body, id_))
    return {id_: list(parts.values()) for id_, parts in found.items()}


class Part(NamedTuple):
    """A role of a place, as it is drawn."""

    programme: Programme
    role: Role
    style: Style


def _frame(places: Sequence[Place], own: Sequence[BaseGeometry]) -> Frame:
    # An island far out would make the rest small: the largest part stands for a region.
    mains = [max(shapely.get_parts(one), key=lambda part: part.area).bounds for one in own]
    boxes = [*mains, *((p.lon, p.lat, p.lon, p.lat) for p in places)]
    west, south = (min(one[i] for one in boxes) for i in (0, 1))
    east, north = (max(one[i] for one in boxes) for i in (2, 3))
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
    return _Ground(_shapes(land, frame, own), tuple(_middles(frame, land)))


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


def _shapes(land: Mapping[str, BaseGeometry], frame: Frame, own: frozenset[str]) -> str:
    paths = []
    for code, polygon in land.items():
        d = path_of(polygon, frame)
        fill = _OWN if code in own else _LAND
        paths.append(f'<path d="{d}" fill="{fill}" stroke="{_BORDER}" stroke-width=".8"/>')
    return "".join(paths)


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


def _lines(frame: Frame, scene: Scene, ties: Sequence[Tie]) -> Iterator[str]:
    chords = tuple(scene.chord(tie) for tie in ties)
    zoom = math.log2(frame.scale * frame.squeeze * 360 / 256)
    for tie, curve in zip(ties, bowed(chords, zooms=round(zoom, 2)), strict=True):
        points = [frame.at(*point) for point in curve.points]
        d = "M" + "L".join(f"{x:g},{y:g}" for x, y in points)
        body = scene.atlas.bodies[tie.body_id]
        style = scene.style(body)
        colour = token(style.colour)
        if style.double:
            annex = body.member_at(tie.to_id).named_in == "annex"
            yield _path(d, colour, 2.4 if annex else 5, ' stroke-dasharray="5 4"' * annex)
            yield "" if annex else _path(d, _HALO, 2)
        else:
            dash = f' stroke-dasharray="{style.dash}"' if style.dash else ""
            yield _path(d, _HALO, 4.6)
            yield _path(d, colour, 2.6, dash)
            yield _arrow(points, colour) if scene.directed(body) else ""


def _path(d: str, colour: str, width: float, more: str = "") -> str:
    return f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width}"{more}/>'


def _arrow(points: Sequence[tuple[float, float]], colour: str) -> str:
    """Draw a head beyond the middle of the curve, from lead to partner."""
    at = round(len(points) * 0.62)
    (x1, y1), (x2, y2) = points[at - 2], points[at + 2]
    turn = round(math.degrees(math.atan2(y2 - y1, x2 - x1)), 1)
    x, y = points[at]
    return (
        f'<path d="M7,0L-5,5.5L-5,-5.5Z" transform="translate({x:g},{y:g}) rotate({turn})" '
        f'fill="{colour}" stroke="{_HALO}" stroke-width="1"/>'
    )


def _mark(frame: Frame, place: Place, parts: list[Part]) -> str:
    x, y = frame.at(place.lon, place.lat)
    return f'<g transform="translate({x:g},{y:g})">{symbol(place.kind, parts)}</g>'


def symbol(kind: str, parts: Sequence[Part]) -> str:
    """Draw a place around (0, 0): filled where it leads, hollow where not, framed as a hub.

    Of several roles those of programmes with single lines give colour and filling; a place that
    leads and takes part otherwise too has a hollow core.
    """
    single = [part for part in parts if not part.style.double] or parts
    colour = _colour(single)
    filled, hollow = (any(part.role.filled is way for part in single) for way in (True, False))
    d, scale = _PATHS[place_shape(kind)], _RADIUS / 10
    drawn = (
        f'<path d="{d}" transform="scale({scale})" fill="{colour if filled else _HALO}" '
        f'stroke="{colour}" stroke-width="3.2"/>'
    )
    if filled and hollow:
        drawn += f'<path d="{d}" transform="scale({scale * 0.42:.3f})" fill="{_HALO}"/>'
    framed = next((p for p in parts if p.programme.framed_root and p.role.root), None)
    if framed is not None:
        side = _RADIUS + 4
        drawn = (
            f'<rect x="{-side}" y="{-side}" width="{2 * side}" height="{2 * side}" fill="{_HALO}" '
            f'fill-opacity=".7" stroke="{token(framed.style.colour)}" stroke-width="2.2"/>{drawn}'
        )
    return drawn


def _colour(parts: Sequence[Part]) -> str:
    """Return the ink of places; of one programme alone with one look its colour."""
    if not parts:
        return QUIET
    alone = len({part.programme.id for part in parts}) == 1
    whole = all(style.group == "*" for style in parts[0].programme.styles)
    return token(parts[0].style.colour) if alone and whole else INK


def _labels(
    frame: Frame,
    profile: Profile,
    atlas: Atlas,
    ground: _Ground,
    places: Sequence[Place],
    lang: Lang,
) -> Iterator[str]:
    names = _names(atlas, lang)
    own = {one.id for one in profile.places}
    at = {one.id: frame.at(one.lon, one.lat) for one in places}
    reach = _RADIUS + 5
    marks = [Box(x - reach, y - reach, x + reach, y + reach) for x, y in at.values()]
    ordered = sorted(places, key=lambda one: one.id not in own)
    wanted = [Wanted(names[one.id], *at[one.id], reach - 2, 15) for one in ordered]
    whole = Box(4, 4, SIZE - 4, SIZE - 4)
    placed = spots(wanted, marks, whole)
    for spot in placed:
        if spot.far:
            (x1, y1), (x2, y2) = (spot.wanted.x, spot.wanted.y), spot.nearest()
            yield _path(f"M{x1:g},{y1:g}L{x2:.1f},{y2:.1f}", _TEXT, 1.2)
    for spot in placed:
        yield _text(spot.wanted, spot.x, spot.y, _TEXT, bold=True)
    shorts = {one.code: one.short for one in atlas.regions.current}
    regions = [Wanted(shorts[code].of(lang), x, y, -1, 13) for code, x, y in ground.middles]
    for spot in spots(regions, [*marks, *(one.box for one in placed)], whole):
        yield _text(spot.wanted, spot.x, spot.y, _FAINT, bold=False)


def _middles(frame: Frame, land: Mapping[str, BaseGeometry]) -> Iterator[tuple[str, float, float]]:
    """Yield where the name of a 시도 has room: a point far inside what is seen of it."""
    for code, polygon in land.items():
        if polygon.area * frame.scale**2 > 900:
            inside = shapely.maximum_inscribed_circle(polygon, 6 / frame.scale).interpolate(0)
            yield code, *frame.at(inside.x, inside.y)


def _text(wanted: Wanted, x: float, y: float, colour: str, *, bold: bool) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{wanted.size:g}"{weight} fill="{colour}" '
        f'stroke="{_HALO}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">'
        f"{escape(wanted.text)}</text>"
    )


def _names(atlas: Atlas, lang: Lang) -> dict[str, str]:
    return short_names(
        {one.id: (one.name.of(lang), one.kind) for one in atlas.places.values()}, lang
    )
