"""A view laid out on a page: title, legend, map, inset, scale, sources."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geo.messages import catalogue
from maps.anchors import ISLANDS, REGION_ANCHORS, SEAS, WIDE_REGIONS
from maps.caption import chosen, counted
from maps.layers.policy import collection_of
from maps.layers.ties import curves_of
from maps.measured import measured
from maps.still.font import face
from maps.still.frame import Frame
from maps.still.furniture import (
    north_box,
    north_marks,
    north_spot,
    scale_box,
    scale_marks,
    scale_spot,
)
from maps.still.ground import district_names, plane
from maps.still.labels import place_names
from maps.still.legend import Key, Section, legend_marks, radius_row, sections
from maps.still.model import Clip, Drawing, Shape, rectangle
from maps.still.network import (
    Name,
    label_field,
    label_marks,
    lay_out,
    network_marks,
    place_labels,
    region_labels,
    region_marks,
    selected,
)
from maps.still.overlays import (
    added_marks,
    collections_for,
    graticule_marks,
    layer_sections,
    note_box,
    note_marks,
    theme_signs,
)
from maps.still.palette import palette
from maps.still.scenery import (
    FAR_ISLANDS,
    INSET,
    bounds_of,
    ground_marks,
    inset_marks,
    outline_marks,
    radius_marks,
)
from maps.still.writing import broken, haloed, written, written_before
from maps.teller import Teller
from maps.themes import placed_themes
from maps.titles import attribution_of, heading_of, names_of
from maps.view import GRATICULE, apply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from geo.messages import Catalogue, Lang
    from maps.scene import Scene
    from maps.still.ground import Ground
    from maps.still.labels import Label
    from maps.still.model import Box, Mark, Text
    from maps.still.network import Kind, Network
    from maps.still.overlays import Added, Sign
    from maps.still.palette import Palette
    from maps.still.paper import Extent, Paper
    from maps.view import Shown, View

KOREA = (125.8, 33.05), (129.65, 38.66)
"""Mainland and Jeju, as ``static/js/map.js`` fits them: south-west, north-east."""
CROWDED = {
    "west": ((126.35, 36.72), (127.5, 37.72)),
    "east": ((128.3, 34.85), (129.55, 35.75)),
}
"""수도권 and 동남권: south-west and north-east, by the side of the sea that has room for them."""
_LEAST_ZOOMED = 170.0
"""Pixels of a side below which an area is not drawn larger."""
_MARGIN = 24.0
_PADDING = 24.0
"""Between what the frame must show and its edge: room for names."""
_FOOT = 22.0
"""More of it at the bottom, for the scale bar."""
_LEAST_DEGREES = 0.6
"""A frame is never narrower."""
_DISTRICT_NAMES_FROM = 10
_SEAS_TO = 9
"""Zoom below which a map shows the country, and seas have names."""
_ULLEUNG = "47"
"""The 시도 to which the far islands belong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is asked for."""

    name: str
    """Of the map: ``overview`` or the id of a programme."""
    view: View
    lang: Lang
    paper: Paper
    extent: Extent = "auto"
    bare: bool = False
    """The map alone, without title, legend and sources, to stand in a document."""
    pixel_mm: float = 0
    """Millimetres a pixel, where the map is a part of another page; 0 for its paper's own."""
    by: str = ""
    """Taken apart into little maps by one of `maps.still.multiples.APART`; empty for one map."""
    plain: bool = False
    """Without scale, arrow and inset, which stand once beside little maps."""
    key: bool = False
    """Below a bare map, what its signs mean, where that leaves three quarters to the map."""
    least_key: float = 0
    """Pixels that a key is given at least: maps beside each other then have one scale."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a picture is drawn from."""

    scene: Scene
    ground: Ground
    as_of: str
    version: str
    """Of the snapshot."""
    collection: Callable[[str], Added] | None = None
    """Reads what a layer is drawn from; without it no layers are drawn."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A laid-out picture: the drawing, and what it was made of."""

    drawing: Drawing
    frame: Frame
    network: Network
    labels: tuple[Label, ...]
    regions: tuple[Label, ...]
    """Quiet names of regions."""
    drawn: tuple[str, ...]
    """The programmes that the map draws."""
    teller: Teller
    inset: Box | None
    """Of the far islands."""


def compose(picture: Picture, facts: Facts) -> Sheet:
    """Lay a picture out; the same arguments give the same marks."""
    return _composer(picture, facts).sheet()


def key_height(picture: Picture, facts: Facts) -> float:
    """Return the pixels that the key below a map takes."""
    return _composer(picture, facts).key_height()


def _composer(picture: Picture, facts: Facts) -> _Composer:
    words = catalogue("maps", picture.lang)
    colours = palette(next(iter(picture.view.theme), "light"))
    if "ground" in picture.view.hide:
        # Without a base map all is paper, and so are the halos of what stands on land and sea.
        colours = replace(colours, sea=colours.paper, land=colours.paper)
    return _Composer(picture, facts, words, colours)


class _Composer:
    """Holds what the parts of one sheet share."""

    def __init__(self, picture: Picture, facts: Facts, words: Catalogue, colours: Palette) -> None:
        self.picture, self.facts, self.words, self.colours = picture, facts, words, colours
        scene = facts.scene
        self.teller = Teller(scene, words, names_of(scene, picture.lang))
        self.drawn = scene.drawn(picture.name, picture.view.programme)
        self.shown: Shown = apply(facts.scene, picture.view, self.drawn)
        self.measured = measured(facts.scene, picture.name, picture.view, picture.lang)
        self.scale = picture.pixel_mm or picture.paper.scale
        self.width = picture.paper.width_mm / self.scale
        self.height = picture.paper.height_mm / self.scale
        self.spacing = 1.5 if picture.lang == "ko" else 0.8
        self.named_larger: list[Label] = []
        read = facts.collection
        self.added = {id_: read(id_) for id_ in collections_for(picture.view)} if read else {}
        words_of = words("title", map=heading_of(picture.name, scene, words))
        self.heading = next(iter(picture.view.title), heading_of(picture.name, scene, words))
        self.title = next(iter(picture.view.title), words_of)

    def sheet(self) -> Sheet:
        picture, colours = self.picture, self.colours
        header, footer = self._header(), self._footer()
        top, bottom = header[1], self.height - footer[1]
        column = min(230.0, max(160.0, self.width * 0.27))
        whole = 0.0, 0.0, self.width, self.height
        box = whole if picture.bare else (_MARGIN + column, top, self.width - _MARGIN, bottom)
        frame, network = self._laid_out(box)
        key = self._key(network) if picture.key else None
        if key:
            box = 0.0, 0.0, self.width, self.height - max(key.height, picture.least_key)
            frame, network = self._laid_out(box)
        labels, regions, map_marks = self._map(frame, network)
        marks: list[Mark] = [Shape(rings=(rectangle(whole),), fill=colours.paper)]
        marks += [Clip(box, tuple(map_marks))]
        if key:
            marks += key.marks((0, box[3]), colours)
        if not picture.bare:
            marks.append(Shape(rings=(rectangle(box),), stroke=colours.line, width=1))
            marks += [*header[0], *footer[0], *self._named(network, [*labels, *self.named_larger])]
            room = _MARGIN, top, _MARGIN + column - 14, bottom
            marks += legend_marks(self._sections(network), room, colours)
        drawing = self._drawing(tuple(marks), frame)
        inset = self._inset(frame)
        return Sheet(
            drawing,
            frame,
            network,
            (*labels, *self.named_larger),
            tuple(regions),
            self.drawn,
            self.teller,
            inset,
        )

    def key_height(self) -> float:
        key = self._key(self._laid_out((0.0, 0.0, self.width, self.height))[1])
        return key.height if key else 0.0

    def _laid_out(self, box: Box) -> tuple[Frame, Network]:
        frame = Frame.around(self._bounds(), box, _PADDING, _FOOT)
        view, lang = self.picture.view, self.picture.lang
        scene, shown = self.facts.scene, self.shown
        return frame, lay_out(scene, view, self.drawn, shown, frame, lang, self.measured)

    def _key(self, network: Network) -> Key | None:
        lit = replace(network, ties=tuple(tie for tie in network.ties if not tie.dim))
        key = Key.of(self._sections(lit), self.width)
        return key if network.places and key.height * 4 <= self.height else None

    def _sections(self, network: Network) -> list[Section]:
        view, colours = self.picture.view, self.colours
        chosen_here = [place for place in network.places if place.place.id in view.select]
        radius = any(drawn_place.place.precision_km for drawn_place in chosen_here)
        row = radius_row(self.words("legend.radius"), colours)
        more = [Section(self.words("still.chosen"), (row,))] if radius else []
        layers = layer_sections(view, self.added, self.words, self.colours) if self.added else []
        own = sections(network, self.teller, self.drawn, colours, self.measured)
        return [*own, *more, *layers]

    def _drawing(self, marks: tuple[Mark, ...], frame: Frame) -> Drawing:
        words, page = self.words, self.picture.paper
        said = [
            chosen(self.picture.view, self.teller, self.drawn),
            counted(self.shown, self.drawn, self.teller),
        ]
        return Drawing(
            width_mm=page.width_mm,
            height_mm=page.height_mm,
            scale=self.scale,
            marks=marks,
            title=self.title,
            author=words("product"),
            subject=" · ".join(
                [*filter(None, said), words("legend.as_of", as_of=self.facts.as_of)]
            ),
            lang=self.picture.lang,
            as_of=self.facts.as_of,
            frame=(*frame.box, *frame.centre, frame.scale),
        )

    def _header(self) -> tuple[list[Mark], float]:
        """Return the marks, and where the map begins."""
        colours, width = self.colours, self.width - 2 * _MARGIN
        y = _MARGIN + 20
        marks: list[Mark] = []
        for i, line in enumerate(broken(self.heading, 24, width, bold=True)):
            y += 30 * bool(i)
            marks.append(written((_MARGIN, y), line, 24, colours.ink, bold=True))
        condition = chosen(self.picture.view, self.teller, self.drawn)
        for text, size, bold in (
            (condition, 14, True),
            (counted(self.shown, self.drawn, self.teller), 12.5, False),
        ):
            for line in broken(text, size, width, bold=bold):
                y += size + 7
                marks.append(written((_MARGIN, y), line, size, colours.ink_soft, bold=bold))
        return marks, y + 14

    def _footer(self) -> tuple[list[Mark], float]:
        """Return the marks, and how high they stand."""
        words, quiet, width = self.words, self.colours.ink_quiet, self.width - 2 * _MARGIN
        last = self.height - _MARGIN + 4
        right = words("still.version", as_of=self.facts.as_of, version=self.facts.version)
        marks: list[Mark] = [
            written((_MARGIN, last), words("product"), 12, self.colours.ink, bold=True),
            written_before((self.width - _MARGIN, last), right, 10.5, quiet),
        ]
        text = attribution_of(self.facts.scene, self.drawn, words)
        sources = broken(text, 10.5, width)
        for i, line in enumerate(reversed(sources)):
            marks.append(written((_MARGIN, last - 18 - 14 * i), line, 10.5, quiet))
        return marks, _MARGIN + 14 * len(sources) + 22

    def _named(self, network: Network, labels: list[Label]) -> Iterator[Mark]:
        """Say how many of the places on the map are named, where not all are."""
        there = [place for place in network.places if place.look.fill != "member"]
        if len(labels) >= len(there) or "names" in self.picture.view.hide:
            return
        text = self.words("still.names", all=len(there), shown=len(labels))
        middle = (self.width - face().width(text, 10.5)) / 2
        yield written((middle, self.height - _MARGIN + 4), text, 10.5, self.colours.ink_quiet)

    def _names(
        self,
        named: Network,
        network: Network,
        frame: Frame,
        view: Box,
        taken: list[Box],
        names: list[Name],
    ) -> tuple[list[Label], list[Label]]:
        """Find a spot for the names of the places of `named`, and for those of regions.

        Those of regions stand first; where that leaves places without a name, last.
        """
        hidden = self.picture.view.hide
        if "regions" in hidden:
            names = []
        if "names" in hidden:
            named = replace(named, places=())
        field = label_field(network, view, taken)
        regions, crowded = region_labels(names, frame, field, self.spacing)
        placed = place_labels(named, field, crowded)
        # A region that is crowded is named beside it, as places are.
        led = {id(wish) for wish in crowded}
        labels = [label for label in placed if id(label.wish) not in led]
        regions += [label for label in placed if id(label.wish) in led]
        if len(labels) >= sum(field.holds(place.at) for place in named.places):
            return labels, regions
        field = label_field(network, view, taken)
        better = place_labels(named, field)
        if len(better) <= len(labels):
            return labels, regions
        regions, crowded = region_labels(names, frame, field, self.spacing)
        return better, [*regions, *place_names(crowded, field)]

    def _zoomed(self, frame: Frame) -> Iterator[tuple[Box, Frame]]:
        """Yield boxes in the free sea of a wide map, each with the area that it enlarges."""
        left, top, right, bottom = frame.box
        flowing = bool(self.picture.view.flows)
        if not self._whole_country() or self.picture.bare or self.picture.view.hiding or flowing:
            return
        (west, south), (east, _) = frame.pixels(np.array(bounds_of(KOREA)).reshape(2, 2)).tolist()
        room = {
            "west": (left + 10, top + 10, west - 34, min(south, bottom) - 90),
            "east": (east + 10, top + (bottom - top) * 0.42, right - 44, bottom - 12),
        }
        for side, area in CROWDED.items():
            box = room[side]
            if min(box[2] - box[0], box[3] - box[1]) >= _LEAST_ZOOMED:
                closer = Frame.around(bounds_of(area), box, 14)
                if closer.scale > frame.scale * 1.6:
                    yield box, closer

    def _enlarged(self, box: Box, frame: Frame) -> tuple[list[Label], list[Mark]]:
        """Draw a crowded area larger; return the names of its places, too."""
        view, colours, lang = self.picture.view, self.colours, self.picture.lang
        scene, shown = self.facts.scene, self.shown
        network = lay_out(scene, view, self.drawn, shown, frame, lang, self.measured)
        inside = box[0] + 3, box[1] + 3, box[2] - 3, box[3] - 3
        names = [
            region_name
            for region_name in self._region_names(frame)
            if region_name.kind in {"wide", "small"}
        ]
        labels, regions = self._names(network, network, frame, inside, [], names)
        marks = (
            *self._ground(frame, districts=False),
            *region_marks(regions, self.spacing, colours),
            *network_marks(network, colours),
            *label_marks(labels, colours),
        )
        edge = Shape(rings=(rectangle(box),), stroke=colours.ink_soft, width=1.2)
        return labels, [Clip(box, marks), edge]

    def _map(
        self, frame: Frame, network: Network
    ) -> tuple[list[Label], list[Label], Iterator[Mark]]:
        left, top, right, bottom = frame.box
        scale_at, north_at = scale_spot(frame.box), north_spot(frame.box)
        inset = self._inset(frame)
        furniture = [] if self.picture.plain else [scale_box(scale_at), north_box(north_at)]
        taken = [*furniture, *([inset] if inset else [])]
        texts = [] if self.shown.places else self._nothing(frame)
        taken += [_box_of(text) for text in texts]
        signs = [*self._signs(frame, network)]
        taken += [sign.box for sign in signs]
        taken += [box for note in self.picture.view.notes if (box := note_box(note, frame))]
        zoomed = [*self._zoomed(frame)]
        taken += [box for box, _ in zoomed]
        # What stands larger in the sea needs no name on the country.
        enlarged = [_seen(closer, frame) for _, closer in zoomed]
        parts = [self._enlarged(*item) for item in zoomed]
        self.named_larger = [label for own, _ in parts for label in own]
        view = left + 3, top + 3, right - 3, bottom - 3
        outside = replace(
            network,
            places=tuple(place for place in network.places if not _within(place.at, enlarged)),
        )
        names = [*self._region_names(frame)]
        labels, regions = self._names(outside, network, frame, view, taken, names)

        def marks() -> Iterator[Mark]:
            colours = self.colours
            yield from self._ground(frame, districts="districts" not in self.picture.view.hide)
            if GRATICULE in self.picture.view.layer:
                yield from graticule_marks(frame, self.words, colours)
            yield from self._added_marks(frame)
            yield from outline_marks(self.facts.ground, self.picture.view.region, frame, colours)
            for drawn in network.places:
                if drawn.place.id in self.picture.view.select:
                    yield from radius_marks(drawn.at, drawn.place.precision_km, frame, colours)
            yield from region_marks(regions, self.spacing, colours)
            yield from network_marks(network, colours)
            for sign in signs:
                yield from sign.marks(colours)
            if inset:
                yield from inset_marks(self.facts.ground, inset, self.words, colours)
            if not self.picture.plain:
                yield from scale_marks(scale_at, frame.km_per_pixel, colours)
                yield from north_marks(north_at, colours)
            yield from label_marks(labels, colours)
            for ring in map(rectangle, enlarged):
                yield Shape(rings=(ring,), stroke=colours.ink_soft, width=1.2)
            for _, part in parts:
                yield from part
            for text in texts:
                yield from haloed(text, colours.halo)
            for note in self.picture.view.notes:
                yield from note_marks(note, frame, colours)

        return labels, regions, marks()

    def _ground(self, frame: Frame, *, districts: bool) -> Iterator[Mark]:
        """Draw the base map, where it is wanted."""
        if "ground" not in self.picture.view.hide:
            yield from ground_marks(self.facts.ground, frame, self.colours, districts=districts)

    def _added_marks(self, frame: Frame) -> Iterator[Mark]:
        """Draw the collections that are shown besides."""
        for id_ in self.picture.view.layer:
            if id_ in self.added:
                yield from added_marks(self.added[id_], frame, self.colours)

    def _signs(self, frame: Frame, network: Network) -> Iterator[Sign]:
        """Yield the sites of themes that are shown besides."""
        taken = [drawn.at for drawn in network.places]
        for theme in placed_themes() if self.added else ():
            if theme.id in self.picture.view.layer:
                yield from theme_signs(theme, self.added[collection_of(theme)], frame, taken)

    def _inset(self, frame: Frame) -> Box | None:
        """Return the box of the far islands, where the map should show them and does not."""
        seen = self.picture.plain or frame.holds(bounds_of(FAR_ISLANDS))
        if seen or "ground" in self.picture.view.hide or not self._whole_country():
            return None
        _, top, right, _ = frame.box
        return right - INSET[0] - 10, top + 10, right - 10, top + 10 + INSET[1]

    def _nothing(self, frame: Frame) -> list[Text]:
        """Say in the middle of the map that no tie fulfils the conditions."""
        left, top, right, bottom = frame.box
        middle, y = (left + right) / 2, (top + bottom) / 2
        return [
            written((middle - face(bold=True).width(line, 15) / 2, y + 24 * i), line, 15,
                    self.colours.ink, bold=True)
            for i, line in enumerate(
                broken(self.words("still.empty"), 15, (right - left) * 0.8, bold=True)
            )
        ]  # fmt: skip

    def _region_names(self, frame: Frame) -> Iterator[Name]:
        """Yield the names of 시도, of islands and seas, and near by of 시군구."""
        lang, words = self.picture.lang, self.words
        # Where flows run, each region with ties is named beside its disc.
        named = {disc.name for disc in self.measured.discs} if self.measured else set()
        zones = "zone" in self.picture.view.flows
        every = () if zones else self.facts.scene.atlas.regions.current
        regions = [item for item in every if item.short.of(lang) not in named]
        for region in regions:
            anchor = REGION_ANCHORS.get(region.code)
            if anchor and frame.holds(bounds_of((anchor, anchor))):
                kind: Kind = "wide" if region.code in WIDE_REGIONS else "small"
                yield Name(region.short.of(lang), (anchor,), kind)
        for name, at in ISLANDS.items():
            yield Name(words(f"still.{name}"), (at,), "island")
        if frame.zoom < _SEAS_TO:
            for name, spots in SEAS.items():
                yield Name(words(f"sea.{name}"), spots, "sea")
        if frame.zoom >= _DISTRICT_NAMES_FROM:
            for name, at in district_names(self.facts.ground, lang):
                yield Name(name, (at,), "district")

    def _whole_country(self) -> bool:
        view, extent = self.picture.view, self.picture.extent
        if isinstance(extent, tuple):
            return False
        asked = extent == "region" or (extent == "auto" and bool(view.region or view.select))
        return not asked or _ULLEUNG in view.region

    def _bounds(self) -> Box:
        view, extent = self.picture.view, self.picture.extent
        if isinstance(extent, tuple):
            west, south, east, north = extent
            return _around(plane([(west, south), (east, south), (east, north), (west, north)]))
        known = {area.code for area in self.facts.ground.korea.areas["sido"]}
        regions = [self.facts.ground.bounds(code) for code in view.region if code in known]
        if extent == "region" and regions:
            return _around(np.array(regions).reshape(-1, 2))
        points = self._asked_points() if extent == "auto" and (view.region or view.select) else []
        if not points:
            return self._with_notes(bounds_of(KOREA))
        corners = np.array(regions).reshape(-1, 2)
        return self._with_notes(_around(np.concatenate([plane(points), corners])))

    def _with_notes(self, bounds: Box) -> Box:
        """Return bounds that hold the notes too; none that a reader writes is left out unsaid."""
        notes = self.picture.view.notes if self.picture.extent == "auto" else ()
        west, south, east, north = bounds
        points = plane([(note.lon, note.lat) for note in notes] or [(0, 0)])[: len(notes)]
        corners = np.concatenate([points, [(west, south), (east, north)]])
        (west, south), (east, north) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
        return west, south, east, north

    def _asked_points(self) -> list[tuple[float, float]]:
        view, scene = self.picture.view, self.facts.scene
        curves = curves_of(scene, self.drawn)
        bowed = {tie.id: curves[tie.id].points for tie in self.shown.ties}
        places = [(place.lon, place.lat) for place in self.shown.places]
        if not view.select:
            return [*places, *(point for points in bowed.values() for point in points)]
        own_ties = [bowed[tie.id] for tie in self.shown.ties if selected(tie, view)]
        ties = [point for points in own_ties for point in points]
        chosen_sites = {s.member.place_id for s in self.shown.sites if s.body.id in view.select}
        ids = {*view.select, *chosen_sites}
        own = [(place.lon, place.lat) for place in self.shown.places if place.id in ids]
        return ties + own or places


def _seen(closer: Frame, frame: Frame) -> Box:
    """Return where on a frame the box of another one lies."""
    left, top, right, bottom = closer.box
    corners = [closer.degrees((left, top)), closer.degrees((right, bottom))]
    (x, y), (to_x, to_y) = frame.pixels(plane(corners)).tolist()
    return x, y, to_x, to_y


def _within(at: tuple[float, float], boxes: list[Box]) -> bool:
    return any(a <= at[0] <= c and b <= at[1] <= d for a, b, c, d in boxes)


def _box_of(text: Text) -> Box:
    """Return the box of a bold line, with a margin."""
    width = face(bold=text.bold).width(text.text, text.size)
    return text.x - 4, text.y - text.size, text.x + width + 4, text.y + 6


def _around(points: NDArray[np.float64]) -> Box:
    """Bound points of the plane, with at least `_LEAST_DEGREES` each way."""
    low, high = points.min(axis=0), points.max(axis=0)
    short = np.maximum(0, _LEAST_DEGREES - (high - low)) / 2
    (west, south), (east, north) = (low - short).tolist(), (high + short).tolist()
    return west, south, east, north
