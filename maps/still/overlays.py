"""What a reader adds to a picture: layers of sites and of files, the graticule, notes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from shapely import orient_polygons
from shapely.geometry import shape

from maps.layers.policy import DATED, collection_of, name_of
from maps.still.font import face
from maps.still.ground import plane
from maps.still.labels import around
from maps.still.legend import Row, Section
from maps.still.model import Shape, rectangle
from maps.still.signs import KIND_COLOURS, arc, badge_marks, dot, placed
from maps.still.writing import broken, haloed, written
from maps.theme import token
from maps.themes import AGREEMENT, placed_themes
from maps.view import GRATICULE, TILES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.jsons import FeatureObject
    from geo.messages import Catalogue
    from geo.model.bilingual import Bilingual
    from maps.shades import Shades
    from maps.still.frame import Frame
    from maps.still.legend import Sample
    from maps.still.model import Box, Mark, Point
    from maps.still.palette import Palette
    from maps.themes import Theme
    from maps.view import Note, View

_OWN_POINT = frozenset({"gazetteer", "alias", "group", "layer"})
"""Methods that give a place its own point, as ``static/js/imported.js`` has them."""
_RIMS = (1.1, 1.8, 2.6)
"""Pixels of the rim of one in no programme, in one, in several, as it has them."""
_STEPS = (10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)
_YEAR, _SIGN = 11.0, 24.0
_APART = 130
"""Pixels between lines of the graticule, at least."""
_NOTE_SIZE, _NOTE_WIDTH, _NOTE_LINE = 12.5, 150.0, 16.0


@dataclass(frozen=True)
class Added:
    """A collection of features, to be drawn above the ground."""

    title: Bilingual
    features: Sequence[FeatureObject]
    """GeoJSON, longitude and latitude in degrees."""
    shades: Shades | None = None
    """Of regions with figures."""

    @cached_property
    def shown(self) -> tuple[FeatureObject, ...]:
        """Return what is drawn: a part is counted in its complex."""
        return tuple(
            feature
            for feature in self.features
            if feature["geometry"] and not feature["properties"].get("part_of")
        )


class _Look(NamedTuple):
    """How a feature is drawn, as ``style`` of ``static/js/imported`` has it."""

    ink: str
    rim: str
    width: float
    fill: str
    strength: float
    """Of the fill of an area."""


def _look(added: Added, properties: Mapping[str, object], colours: Palette) -> _Look:
    if added.shades is not None:
        strength = added.shades.opacity(properties.get(added.shades.name))
        series = colours.of(token("series"))
        return _Look(series, colours.halo, 0.6, series, strength)
    kind = KIND_COLOURS.get(str(properties.get("kind")))
    ink = colours.of(kind) if kind else colours.imported
    programmes = properties.get("programmes")
    taken = len(programmes) if isinstance(programmes, list) else 0
    smart = bool(properties.get("smart_green_since"))
    rim = colours.of(token("smart-green")) if smart else colours.ink if taken else ink
    sure = "method" not in properties or properties["method"] in _OWN_POINT
    return _Look(ink, rim, _RIMS[min(taken, 2)], ink if sure else colours.halo, 0.12)


def added_marks(added: Added, frame: Frame, colours: Palette) -> Iterator[Mark]:
    """Draw the points and areas of a collection; points that are only near are hollow."""
    for feature in added.shown:
        look = _look(added, feature["properties"], colours)
        # Fills go by the direction of rings.
        for part in _parts(orient_polygons(shape(feature["geometry"]))):
            if part.geom_type == "Point":
                ((x, y),) = frame.pixels(plane([(part.x, part.y)])).tolist()
                yield from dot((x, y), look.fill, look.rim, look.width)
                continue
            closed = part.geom_type == "Polygon"
            lines = (part.exterior, *part.interiors) if closed else (part,)
            rings = tuple(
                tuple(map(tuple, frame.pixels(plane([c[:2] for c in line.coords])).tolist()))
                for line in lines
            )
            if closed and look.strength:
                yield Shape(rings=rings, fill=look.ink, opacity=look.strength)
            yield Shape(rings=rings, closed=closed, stroke=look.rim, width=look.width)


def theme_signs(
    theme: Theme, added: Added, frame: Frame, taken: Sequence[tuple[float, float]]
) -> Iterator[Sign]:
    """Put the sites of a theme on the sheet, beside the symbols of places that are `taken`."""
    for feature in added.features:
        geometry, properties = feature["geometry"], feature["properties"]
        if geometry is None or (theme != AGREEMENT and properties["theme"] != theme.id):
            continue
        point = shape(geometry).representative_point()
        ((x, y),) = frame.pixels(plane([(point.x, point.y)])).tolist()
        if theme == AGREEMENT:
            y -= 20
        elif any(math.hypot(x - a, y - b) < 2 for a, b in taken):
            x, y = x + (-18 if theme.shifted else 18), y - 18
        yield Sign(theme, (x, y), str(properties["period"]) if theme.id == DATED else "")


@dataclass(frozen=True, slots=True)
class Sign:
    """A site of a theme on the sheet, with the year that stands beside it."""

    theme: Theme
    at: Point
    year: str

    @property
    def box(self) -> Box:
        """Return what it takes."""
        left, top, right, bottom = around(self.at, 12, 12)
        return left, top, right + (face().width(self.year, _YEAR) + 2 if self.year else 0), bottom

    def marks(self, colours: Palette) -> Iterator[Mark]:
        """Draw it."""
        ring = placed("circle", self.at, 1.2)
        yield Shape(rings=(ring,), fill=colours.paper, stroke=colours.ink_soft, width=1.2)
        theme = self.theme
        yield from badge_marks(theme.shape, colours.of(theme.colour), self.at, 19, "", colours)
        if self.year:
            at = self.at[0] + 14, self.at[1] + 4
            yield from haloed(written(at, self.year, _YEAR, colours.ink, bold=True), colours.halo)


def layer_sections(
    view: View, collections: dict[str, Added], words: Catalogue, colours: Palette
) -> list[Section]:
    """Tell what the signs of the layers mean that a view shows besides."""
    rows, more = [], []
    for id_ in view.layer:
        theme = next(
            (placed_theme for placed_theme in placed_themes() if placed_theme.id == id_), None
        )
        if theme is not None:
            rows.append(Row(name_of(theme, words), _badge(theme, colours), _SIGN))
        elif id_ not in {GRATICULE, TILES}:
            own = tuple(_key(collections[id_], words, colours))
            if own:
                more.append(Section(collections[id_].title.of(words.lang), own))
            else:
                title = collections[id_].title.of(words.lang)
                rows.append(Row(title, _dot(colours.imported, colours.imported), _SIGN))
    return [*([Section(words("still.layers"), tuple(rows))] if rows else []), *more]


def _key(added: Added, words: Catalogue, colours: Palette) -> Iterator[Row]:
    """Tell what fills of regions or colours and rims of complexes mean, of those that are drawn."""
    if added.shades is not None:
        yield Row(added.shades.title.of(words.lang), room=0)
        series = colours.of(token("series"))
        for label, opacity in added.shades.rows:
            yield Row(label, _disc(series, opacity), _SIGN)
        return
    told = [item["properties"] for item in added.shown]
    if not any("method" in item for item in told):
        return
    there = {item.get("kind") for item in told}
    for kind, colour in KIND_COLOURS.items():
        if kind in there:
            ink = colours.of(colour)
            yield Row(words(f"kind.{kind}"), _dot(ink, ink), _SIGN)
    rims = {min(len(item.get("programmes") or ()), 2) for item in told}
    for taken, key in ((1, "one"), (2, "several")):
        if taken in rims:
            sample = _dot(colours.halo, colours.ink, _RIMS[taken])
            yield Row(words(f"imported.key.{key}"), sample, _SIGN)
    if any(item.get("smart_green_since") for item in told):
        green = colours.of(token("smart-green"))
        yield Row(words("imported.smart"), _dot(colours.halo, green, _RIMS[1]), _SIGN)
    if any(item.get("method") not in _OWN_POINT for item in told):
        yield Row(words("imported.key.far"), _dot(colours.halo, colours.imported), _SIGN)


def _badge(theme: Theme, colours: Palette) -> Sample:
    return lambda at: badge_marks(theme.shape, colours.of(theme.colour), at, 17, "", colours)


def _dot(fill: str, rim: str, width: float = _RIMS[0]) -> Sample:
    return lambda at: dot(at, fill, rim, width)


def _disc(ink: str, opacity: float) -> Sample:
    return lambda at: iter([Shape(rings=(arc(at, 6),), fill=ink, opacity=opacity)])


def collections_for(view: View) -> tuple[str, ...]:
    """Return the ids of the collections that a view's layers are drawn from."""
    themes = {placed_theme.id: collection_of(placed_theme) for placed_theme in placed_themes()}
    wanted = [themes.get(id_, id_) for id_ in view.layer if id_ not in {GRATICULE, TILES}]
    return tuple(dict.fromkeys(wanted))


def graticule_marks(frame: Frame, words: Catalogue, colours: Palette) -> Iterator[Mark]:
    """Draw meridians and parallels with their degrees at the edge."""
    left, top, right, bottom = frame.box
    step = next((s for s in reversed(_STEPS) if s * frame.scale >= _APART), _STEPS[0])
    (west, south), (east, north) = frame.degrees((left, bottom)), frame.degrees((right, top))
    lines, names = [], []
    for lon in _between(west, east, step):
        ((x, _),) = frame.pixels(plane([(lon, south)])).tolist()
        lines.append(((x, top), (x, bottom)))
        names.append(((x + 3, top + 12), words("tools.east", value=f"{lon:g}")))
    for lat in _between(south, north, step):
        ((_, y),) = frame.pixels(plane([(west, lat)])).tolist()
        lines.append(((left, y), (right, y)))
        text = words("tools.north", value=f"{lat:g}")
        names.append(((right - face().width(text, 10.5) - 4, y - 3), text))
    yield Shape(rings=lines, closed=False, stroke=colours.region, width=0.7, dash=(3, 4))
    for at, text in names:
        yield from haloed(written(at, text, 10.5, colours.region), colours.halo)


def note_box(note: Note, frame: Frame) -> Box | None:
    """Return the box of a note's words; None where its point is not on the map."""
    ((x, y),) = frame.pixels(plane([(note.lon, note.lat)])).tolist()
    left, top, right, bottom = frame.box
    if not (left <= x <= right and top <= y <= bottom):
        return None
    lines = broken(note.text, _NOTE_SIZE, _NOTE_WIDTH, bold=True)
    width = max(face(bold=True).width(line, _NOTE_SIZE) for line in lines) + 12
    height = len(lines) * _NOTE_LINE + 8
    start = min(max(x + 12, left + 4), right - width - 4)
    above = y - height - 8
    return (
        start,
        (above if above > top + 4 else y + 8),
        start + width,
        (y - 8 if above > top + 4 else y + 8 + height),
    )


def note_marks(note: Note, frame: Frame, colours: Palette) -> Iterator[Mark]:
    """Draw a note: its point, a line, and its words in a box."""
    box = note_box(note, frame)
    if box is None:
        return
    ((x, y),) = frame.pixels(plane([(note.lon, note.lat)])).tolist()
    left, top, _, bottom = box
    corner = (left, bottom if bottom < y else top)
    yield Shape(rings=(((x, y), corner),), closed=False, stroke=colours.ink, width=1.2)
    yield from dot((x, y), colours.ink, colours.halo)
    yield Shape(rings=(rectangle(box),), fill=colours.paper, stroke=colours.ink, width=1)
    for i, line in enumerate(broken(note.text, _NOTE_SIZE, _NOTE_WIDTH, bold=True)):
        at: Point = left + 6, top + 15 + i * _NOTE_LINE
        yield written(at, line, _NOTE_SIZE, colours.ink, bold=True)


def _between(low: float, high: float, step: float) -> list[float]:
    found = np.arange(math.ceil(low / step), math.floor(high / step) + 1) * step
    return [round(float(value), 6) for value in found]


def _parts(geometry: BaseGeometry) -> Iterator[Any]:  # Of several types without a common one.
    if hasattr(geometry, "geoms"):
        for part in geometry.geoms:
            yield from _parts(part)
    else:
        yield geometry
