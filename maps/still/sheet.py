"""A view laid out on a page: title, legend, map, inset, scale, sources."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geo.messages import catalogue
from maps.anchors import REGION_ANCHORS, WIDE_REGIONS
from maps.still.caption import chosen, counted
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
from maps.still.legend import Key, legend_marks, sections
from maps.still.model import Clip, Drawing, Shape, rectangle
from maps.still.network import (
    label_field,
    label_marks,
    lay_out,
    network_marks,
    place_labels,
    region_labels,
    region_marks,
    selected,
)
from maps.still.palette import palette
from maps.still.scenery import FAR_ISLANDS, INSET, bounds_of, ground_marks, inset_marks
from maps.still.writing import broken, haloed, written, written_before
from maps.teller import Teller
from maps.titles import attribution_of, heading_of, names_of
from maps.view import apply

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo.messages import Catalogue, Lang
    from maps.scene import Scene
    from maps.still.ground import Ground
    from maps.still.labels import Label
    from maps.still.model import Box, Mark, Text
    from maps.still.network import Network
    from maps.still.palette import Palette
    from maps.still.paper import Extent, Paper
    from maps.view import Shown, View

KOREA = (125.8, 33.05), (129.65, 38.66)
"""Mainland and Jeju, as ``static/js/map.js`` fits them: south-west, north-east."""
_MARGIN = 24.0
_PADDING = 24.0
"""Between what the frame must show and its edge: room for names."""
_FOOT = 22.0
"""More of it at the bottom, for the scale bar."""
_LEAST_DEGREES = 0.6
"""A frame is never narrower."""
_DISTRICT_NAMES_FROM = 10
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
    key: bool = False
    """Below a bare map, what its signs mean, where that leaves three quarters to the map."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a picture is drawn from."""

    scene: Scene
    ground: Ground
    as_of: str
    version: str
    """Of the snapshot."""


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
    words = catalogue("maps", picture.lang)
    theme = next(iter(picture.view.theme), "light")
    return _Composer(picture, facts, words, palette(theme)).sheet()


class _Composer:
    """Holds what the parts of one sheet share."""

    def __init__(self, picture: Picture, facts: Facts, words: Catalogue, colours: Palette) -> None:
        self.picture, self.facts, self.words, self.colours = picture, facts, words, colours
        scene = facts.scene
        self.teller = Teller(scene, words, names_of(scene, picture.lang))
        self.drawn = scene.drawn(picture.name, picture.view.programme)
        self.shown: Shown = apply(facts.scene, picture.view, self.drawn)
        self.width = picture.paper.width_mm / picture.paper.scale
        self.height = picture.paper.height_mm / picture.paper.scale
        self.spacing = 1.5 if picture.lang == "ko" else 0.8

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
            box = 0.0, 0.0, self.width, self.height - key.height
            frame, network = self._laid_out(box)
        labels, regions, map_marks = self._map(frame, network)
        marks: list[Mark] = [Shape(rings=(rectangle(whole),), fill=colours.paper)]
        marks += [Clip(box, tuple(map_marks))]
        if key:
            marks += key.marks((0, box[3]), colours)
        if not picture.bare:
            marks.append(Shape(rings=(rectangle(box),), stroke=colours.line, width=1))
            marks += [*header[0], *footer[0]]
            room = _MARGIN, top, _MARGIN + column - 14, bottom
            marks += legend_marks(
                sections(network, self.teller, self.drawn, colours), room, colours
            )
        drawing = self._drawing(tuple(marks))
        inset = self._inset(frame)
        return Sheet(
            drawing,
            frame,
            network,
            tuple(labels),
            tuple(regions),
            self.drawn,
            self.teller,
            inset,
        )

    def _laid_out(self, box: Box) -> tuple[Frame, Network]:
        frame = Frame.around(self._bounds(), box, _PADDING, _FOOT)
        view, lang = self.picture.view, self.picture.lang
        return frame, lay_out(self.facts.scene, view, self.drawn, self.shown, frame, lang)

    def _key(self, network: Network) -> Key | None:
        lit = replace(network, ties=tuple(tie for tie in network.ties if not tie.dim))
        key = Key.of(sections(lit, self.teller, self.drawn, self.colours), self.width)
        return key if network.places and key.height * 4 <= self.height else None

    def _drawing(self, marks: tuple[Mark, ...]) -> Drawing:
        words, page = self.words, self.picture.paper
        said = [
            chosen(self.picture.view, self.teller),
            counted(self.shown, self.drawn, self.teller),
        ]
        return Drawing(
            width_mm=page.width_mm,
            height_mm=page.height_mm,
            scale=page.scale,
            marks=marks,
            title=words("title", map=heading_of(self.picture.name, self.facts.scene, words)),
            author=words("product"),
            subject=" · ".join(
                [*filter(None, said), words("legend.as_of", as_of=self.facts.as_of)]
            ),
            lang=self.picture.lang,
        )

    def _header(self) -> tuple[list[Mark], float]:
        """Return the marks, and where the map begins."""
        colours, width = self.colours, self.width - 2 * _MARGIN
        y = _MARGIN + 20
        heading = heading_of(self.picture.name, self.facts.scene, self.words)
        marks: list[Mark] = [written((_MARGIN, y), heading, 24, colours.ink, bold=True)]
        condition = chosen(self.picture.view, self.teller)
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
        told = attribution_of(self.facts.scene, self.drawn, words)
        sources = broken(told, 10.5, width)
        for i, line in enumerate(reversed(sources)):
            marks.append(written((_MARGIN, last - 18 - 14 * i), line, 10.5, quiet))
        return marks, _MARGIN + 14 * len(sources) + 22

    def _map(
        self, frame: Frame, network: Network
    ) -> tuple[list[Label], list[Label], Iterator[Mark]]:
        left, top, right, bottom = frame.box
        scale_at, north_at = scale_spot(frame.box), north_spot(frame.box)
        inset = self._inset(frame)
        taken = [scale_box(scale_at), north_box(north_at), *([inset] if inset else [])]
        said = [] if network.places else self._nothing(frame)
        taken += [_box_of(text) for text in said]
        view = left + 3, top + 3, right - 3, bottom - 3
        field = label_field(network, view, taken)
        labels = place_labels(network, field)
        regions = region_labels(self._region_names(frame, labels), frame, field, self.spacing)

        def marks() -> Iterator[Mark]:
            colours = self.colours
            yield from ground_marks(self.facts.ground, frame, colours)
            yield from region_marks(regions, self.spacing, colours)
            yield from network_marks(network, colours)
            if inset:
                yield from inset_marks(self.facts.ground, inset, self.words, colours)
            yield from scale_marks(scale_at, frame.km_per_pixel, colours)
            yield from north_marks(north_at, colours)
            yield from label_marks(labels, colours)
            for text in said:
                yield from haloed(text, colours.halo)

        return labels, regions, marks()

    def _inset(self, frame: Frame) -> Box | None:
        """Return the box of the far islands, where the map should show them and does not."""
        if not self._whole_country() or frame.holds(bounds_of(FAR_ISLANDS)):
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

    def _region_names(
        self, frame: Frame, labels: list[Label]
    ) -> list[tuple[str, tuple[float, float], bool]]:
        used = {label.wish.text for label in labels}
        names = [
            (
                region.short.of(self.picture.lang),
                REGION_ANCHORS[region.code],
                region.code not in WIDE_REGIONS,
            )
            for region in self.facts.scene.atlas.regions.current
            if region.code in REGION_ANCHORS
        ]
        if frame.zoom >= _DISTRICT_NAMES_FROM:
            names += [
                (name, at, True)
                for name, at in district_names(self.facts.ground, self.picture.lang)
            ]
        return [name for name in names if name[0] not in used]

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
        regions = [self.facts.ground.bounds(code) for code in view.region]
        if extent == "region" and regions:
            return _around(np.array(regions).reshape(-1, 2))
        points = self._asked_points() if extent == "auto" and (view.region or view.select) else []
        if not points:
            return bounds_of(KOREA)
        corners = np.array(regions).reshape(-1, 2)
        return _around(np.concatenate([plane(points), corners]))

    def _asked_points(self) -> list[tuple[float, float]]:
        view, scene = self.picture.view, self.facts.scene
        places = [(place.lon, place.lat) for place in self.shown.places]
        if not view.select:
            return places
        ties = [end for tie in self.shown.ties if selected(tie, view) for end in scene.chord(tie)]
        chosen_sites = {s.member.place_id for s in self.shown.sites if s.body.id in view.select}
        ids = {*view.select, *chosen_sites}
        own = [(place.lon, place.lat) for place in self.shown.places if place.id in ids]
        return ties + own or places


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
