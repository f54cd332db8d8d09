"""The legend of a picture: only what is shown, by colour and by pattern."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from maps.look import Look
from maps.still.font import face
from maps.still.model import Shape, shrunk
from maps.still.signs import badge_marks, place_marks
from maps.still.writing import broken, written
from maps.theme import INK, QUIET, TRANSFORMATION, sector_style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geo.messages import Catalogue
    from maps.still.model import Box, Mark, Point
    from maps.still.network import Network
    from maps.still.palette import Palette
    from maps.theme import SectorStyle
    from maps.theme import Shape as Outline

    Sample = Callable[[Point], Iterator[Mark]]
    """Draws a sign around a point."""

_SIZE, _LINE = 11.5, 15.0
_SIGN = 46.0
"""Room for a sign beside its words."""
_NARROW = 24.0
_GAP = 10.0
_KEY_SHARE, _KEY_LINE, _BETWEEN = 1.12, 18.0, 11.0
"""Of signs in lines: how large they are, pixels from line to line and from sign to sign."""
_SHARES = (1, 0.9, 0.8, 0.7, 0.6, 0.5)
"""How much smaller a legend may be written on small paper."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sign and what it means."""

    text: str
    sample: Sample | None = None
    room: float = _SIGN


@dataclass(frozen=True, slots=True)
class Section:
    """Rows below a heading."""

    heading: str
    rows: tuple[Row, ...]
    optional: bool = False
    """Left out where it does not fit."""


def sections(network: Network, words: Catalogue, colours: Palette) -> list[Section]:
    """Tell what the signs of a network mean, the most important first."""
    found = [
        Section(words("legend.sectors"), tuple(_sectors(network, words, colours))),
        Section(words("legend.transformation"), tuple(_ties(network, words, colours))),
        Section(words("legend.places"), tuple(_places(network, words, colours))),
        Section(words("still.consortia"), tuple(_consortia(network, colours)), optional=True),
        Section(words("still.hubs"), tuple(_hubs(network, words)), optional=True),
    ]
    return [section for section in found if section.rows]


def legend_marks(found: Sequence[Section], box: Box, colours: Palette) -> Iterator[Mark]:
    """Write sections from the top of a box, without optional ones that would run over it.

    Where even the others would, all are written smaller.
    """
    left, top, right, bottom = box
    needed = [section for section in found if not section.optional]
    share = next(
        (
            share
            for share in _SHARES
            if sum(_height(one, (right - left) / share) for one in needed) * share <= bottom - top
        ),
        _SHARES[-1],
    )
    whole = left, top, left + (right - left) / share, top + (bottom - top) / share
    for mark in _written(found, whole, colours):
        yield shrunk(mark, share, (left, top)) if share < 1 else mark


@dataclass(frozen=True, slots=True)
class Key:
    """Signs and their meanings in lines as wide as a map, to stand below it."""

    lines: tuple[tuple[tuple[float, Row], ...], ...]
    """Of each line the rows, each with where it begins."""

    @classmethod
    def of(cls, found: Iterable[Section], width: float) -> Key:
        """Set what is not optional in as many lines as it needs."""
        lines: list[list[tuple[float, Row]]] = [[]]
        x = 0.0
        for row in (row for section in found if not section.optional for row in section.rows):
            run = row.room + face().width(row.text, _SIZE)
            if lines[-1] and x + run > width / _KEY_SHARE:
                lines.append([])
                x = 0.0
            lines[-1].append((x, row))
            x += run + _BETWEEN
        return cls(tuple(map(tuple, lines)))

    @property
    def height(self) -> float:
        """Return the pixels that the lines take."""
        return (len(self.lines) * _KEY_LINE + 6) * _KEY_SHARE

    def marks(self, at: Point, colours: Palette) -> Iterator[Mark]:
        """Write the lines from a corner downwards."""
        left, top = at
        for number, line in enumerate(self.lines):
            y = top + 6 + number * _KEY_LINE
            for x, row in line:
                if row.sample:
                    sign = left + x + row.room / 2 - 4, y + _LINE / 2
                    yield from (shrunk(mark, _KEY_SHARE, at) for mark in row.sample(sign))
                text = written((left + x + row.room, y + 11.5), row.text, _SIZE, colours.ink)
                yield shrunk(text, _KEY_SHARE, at)


def _written(found: Sequence[Section], box: Box, colours: Palette) -> Iterator[Mark]:
    left, top, right, bottom = box
    y = top
    for section in found:
        height = _height(section, right - left)
        if section.optional and y + height > bottom:
            continue
        yield written((left, y + 12), section.heading, 13, colours.ink, bold=True)
        y += 21
        for row in section.rows:
            lines = _lines(row, right - left)
            if row.sample:
                yield from row.sample((left + row.room / 2 - 4, y + _LINE / 2))
            for line in lines:
                yield written((left + row.room, y + 11.5), line, _SIZE, colours.ink)
                y += _LINE
            y += 4 if row.sample else 1
        y += _GAP


def _height(section: Section, width: float) -> float:
    rows = ((len(_lines(row, width)) * _LINE + (4 if row.sample else 1)) for row in section.rows)
    return 21 + sum(rows) + _GAP


def _lines(row: Row, width: float) -> list[str]:
    return broken(row.text, _SIZE, width - row.room)


def _sectors(network: Network, words: Catalogue, colours: Palette) -> Iterator[Row]:
    first = {drawn.tie.no: drawn.tie for drawn in network.consortia}
    counts = Counter(tie.sector for tie in first.values())
    labels = {tie.sector: tie.sector_label for tie in first.values()}
    for sector, count in counts.items():
        text = f"{labels[sector]} {words('still.count', count=count)}"
        yield Row(text, _stroke(sector_style(sector), colours))
    if counts:
        yield Row(words("still.arrow" if network.thin else "legend.badge"), room=0)


def _stroke(style: SectorStyle, colours: Palette) -> Sample:
    colour = colours.of(style.colour)

    def draw(at: Point) -> Iterator[Mark]:
        x, y = at
        yield Shape(
            rings=(((x - 19, y), (x + 19, y)),),
            closed=False,
            stroke=colour,
            width=2.4,
            dash=tuple(float(part) for part in style.dash.split()),
            round=style.dash == "2 4",
        )
        yield from badge_marks(style.shape, colour, at, 17, "", colours)

    return draw


def _ties(network: Network, words: Catalogue, colours: Palette) -> Iterator[Row]:
    named = {drawn.tie.named_in == "annex" for drawn in network.projects}
    if False in named:
        yield Row(words("legend.tie"), _double(colours))
    if True in named:
        yield Row(words("legend.tie_annex"), _dashed(colours))


def _double(colours: Palette) -> Sample:
    def draw(at: Point) -> Iterator[Mark]:
        line = (((at[0] - 17, at[1]), (at[0] + 17, at[1])),)
        yield Shape(rings=line, closed=False, stroke=colours.of(TRANSFORMATION), width=5)
        yield Shape(rings=line, closed=False, stroke=colours.halo, width=2)

    return draw


def _dashed(colours: Palette) -> Sample:
    def draw(at: Point) -> Iterator[Mark]:
        line = (((at[0] - 17, at[1]), (at[0] + 17, at[1])),)
        colour = colours.of(TRANSFORMATION)
        yield Shape(rings=line, closed=False, stroke=colour, width=2.4, dash=(5, 4), opacity=0.8)

    return draw


def _places(network: Network, words: Catalogue, colours: Palette) -> Iterator[Row]:
    looks = {drawn.look for drawn in network.places if drawn.look.fill != "member"}
    ink = INK if network.consortia or network.thin else TRANSFORMATION
    signs: list[tuple[bool, str, Outline, str, str, str]] = [
        (_any(looks, fill="lead"), "lead", "circle", "lead", "", INK),
        (_any(looks, fill="partner"), "partner", "circle", "partner", "", INK),
        (_any(looks, fill="both"), "both", "circle", "both", "", INK),
        (_any(looks, fill="hub", shape="square"), "hub", "square", "hub", "", ink),
        (_any(looks, colour=TRANSFORMATION, fill="link"), "link", "circle", "link", "", ink),
        (_any(looks, colour=TRANSFORMATION, fill="area"), "area", "circle", "area", "", ink),
        (_any(looks, colour=QUIET), "only_transformation", "circle", "link", "", QUIET),
        (network.thin and _any(looks, frame="hub"), "hub_frame", "circle", "lead", "hub", INK),
        (_any(looks, frame="early"), "hub_early", *_early(network)),
        (_any(looks, shape="hexagon"), "group", "hexagon", "partner", "", ink),
        (_any(looks, shape="diamond"), "zone", "diamond", "partner", "", ink),
    ]
    for shown, key, shape, fill, frame, colour in signs:
        if shown:
            sign = Look(shape=shape, fill=fill, frame=frame, colour=colour, radius=5.4, weight=0)
            yield Row(words(f"legend.{key}"), _symbol(sign, colours), _NARROW)
    if looks:
        yield Row(words("legend.size"), room=0)


def _early(network: Network) -> tuple[Outline, str, str, str]:
    if network.thin:
        return "circle", "lead", "early", INK
    return "square", "hub", "early", TRANSFORMATION


def _any(looks: set[Look], **wanted: str) -> bool:
    return any(all(getattr(one, key) == value for key, value in wanted.items()) for one in looks)


def _symbol(sign: Look, colours: Palette) -> Sample:
    return lambda at: place_marks(sign, at, colours)


def _consortia(network: Network, colours: Palette) -> Iterator[Row]:
    if network.thin:
        return
    for tie in {drawn.tie.no: drawn.tie for drawn in network.consortia}.values():
        yield Row(tie.name, _number(tie.no, sector_style(tie.sector), colours), _NARROW)


def _number(no: int, style: SectorStyle, colours: Palette) -> Sample:
    return lambda at: badge_marks(style.shape, colours.of(style.colour), at, 20, str(no), colours)


def _hubs(network: Network, words: Catalogue) -> Iterator[Row]:
    if network.thin:
        return
    regions = words.under("region")
    rows = sorted(
        (-year, regions.get(region, region), network.names[drawn.place.id])
        for drawn in network.places
        for year, role, region in drawn.place.projects
        if role == "hub" and drawn.look.fill == "hub"
    )
    for year, region, name in rows:
        yield Row(f"{-year} {region} – {name}", room=0)
