"""The legend of a picture: only what is shown, by colour and by pattern."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maps.elements.legend import SignRow, group_rows, signs_of
from maps.still.font import face
from maps.still.model import Shape, shrunk
from maps.still.signs import arc, arrow_marks, badge_marks, place_marks
from maps.still.writing import broken, written
from maps.theme import token

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from geo.model.programmes import Body, Style
    from maps.look import Look
    from maps.measured import Measured
    from maps.scene import Scene
    from maps.still.model import Box, Mark, Point
    from maps.still.network import Network
    from maps.still.palette import Palette
    from maps.teller import Teller

    Sample = Callable[[Point], Iterator[Mark]]
    """Draws a sign around a point."""

_SIZE, _LINE = 11.5, 15.0
_HEADING, _HEADING_LINE, _BELOW_HEADING = 13.0, 16.0, 5.0
_SIGN = 46.0
"""Room for a sign beside its words."""
_NARROW = 24.0
_GAP = 10.0
_KEY_SHARE, _KEY_LINE, _BETWEEN = 1.12, 18.0, 11.0
"""Of signs in lines: how large they are, pixels from line to line and from sign to sign."""
_OR_LINE = "\n"
"""In a text: a colon where all fits into a line, else the end of one."""
_SHARES = (1, 0.9, 0.8, 0.7, 0.6, 0.5)
"""How much smaller a legend may be written on small paper."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sign and what it means."""

    text: str
    sample: Sample | None = None
    room: float = _SIGN
    tall: float = _LINE
    """What its sign needs."""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows below a heading."""

    heading: str
    rows: tuple[Row, ...]
    optional: bool = False
    """Left out where it does not fit."""


def sections(
    network: Network,
    teller: Teller,
    drawn: Sequence[str],
    colours: Palette,
    measured: Measured | None = None,
) -> list[Section]:
    """Tell what the signs of a network mean, the most important first."""
    programmes = teller.scene.atlas.programmes
    if measured is not None and measured.flows and not measured.signs:
        return list(_measured(measured, teller, colours))
    found = list(_measured(measured, teller, colours)) if measured else []
    found += [
        Section(
            programmes[id_].name.of(teller.lang),
            tuple(_groups(network, teller, id_, colours)),
        )
        for id_ in drawn
    ]
    signs = tuple(_signs(network, teller, drawn, colours, measured))
    found.append(Section(teller.words("legend.places"), signs))
    if not network.thin:
        nouns = programmes[drawn[0]].bodies.of(teller.lang)
        rows = tuple(_bodies(network, teller, colours))
        found.append(Section(teller.words("still.bodies", nouns=nouns), rows, optional=True))
    return [section for section in found if section.rows]


def _measured(measured: Measured, teller: Teller, colours: Palette) -> Iterator[Section]:
    """Tell what sizes, colours and arrows stand for."""
    series, ink = colours.of(token("series")), colours.ink

    def disc(radius: float, fill: str, opacity: float) -> Sample:
        def draw(at: Point) -> Iterator[Mark]:
            yield Shape(rings=(arc(at, radius),), fill=colours.halo)
            yield Shape(rings=(arc(at, radius),), fill=fill, opacity=opacity)
            yield Shape(rings=(arc(at, radius),), stroke=fill, width=1.2)

        return draw

    def arrow(width: float) -> Sample:
        def draw(at: Point) -> Iterator[Mark]:
            x, y = at
            points = tuple((x - 19 + step, y) for step in range(0, 40, 2))
            yield from arrow_marks(points, width, -2, colours)

        return draw

    sizes = [
        Row(step.text, disc(step.size, ink, 0.3), tall=2 * step.size + 1) for step in measured.radii
    ]
    shades = [
        Row(strength.text, disc(8, series, strength.size), tall=18)
        for strength in measured.strengths
    ]
    flows = [Row(width.text, arrow(width.size)) for width in measured.widths]
    if any(item.within for item in measured.discs):
        flows.append(Row(teller.words("flowmap.within"), disc(7, series, 1)))
    parts = {measured.measure: sizes, measured.colour: shades, measured.flows: flows}
    headed = [(heading, rows) for heading, rows in parts.items() if heading]
    for number, (heading, rows) in enumerate(headed, 1):
        said = [Row(measured.network, room=0)] if number == len(headed) else []
        yield Section(heading, (*rows, *said))


def radius_row(text: str, colours: Palette) -> Row:
    """Return the sign of a stated radius."""

    def draw(at: Point) -> Iterator[Mark]:
        yield Shape(rings=(arc(at, 8),), stroke=colours.primary, width=1.4, dash=(3, 2.5))

    return Row(text, draw, _NARROW)


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
            if sum(_height(section, (right - left) / share) for section in needed) * share
            <= bottom - top
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
            run = row.room + face().width(_short(row.text), _SIZE)
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
                text = written(
                    (left + x + row.room, y + 11.5), _short(row.text), _SIZE, colours.ink
                )
                yield shrunk(text, _KEY_SHARE, at)


def _written(found: Sequence[Section], box: Box, colours: Palette) -> Iterator[Mark]:
    left, top, right, bottom = box
    y = top
    for section in found:
        height = _height(section, right - left)
        if section.optional and y + height > bottom:
            continue
        for line in _heading(section, right - left):
            yield written((left, y + 12), line, _HEADING, colours.ink, bold=True)
            y += _HEADING_LINE
        y += _BELOW_HEADING
        for row in section.rows:
            lines = _lines(row, right - left)
            height = max(len(lines) * _LINE, row.tall)
            if row.sample:
                yield from row.sample((left + row.room / 2 - 4, y + max(_LINE, row.tall) / 2))
            top = y + (height - len(lines) * _LINE) / 2
            for number, line in enumerate(lines):
                at = left + row.room, top + number * _LINE + 11.5
                yield written(at, line, _SIZE, colours.ink)
            y += height + (4 if row.sample else 1)
        y += _GAP


def _height(section: Section, width: float) -> float:
    rows = (
        max(len(_lines(row, width)) * _LINE, row.tall) + (4 if row.sample else 1)
        for row in section.rows
    )
    heading = len(_heading(section, width)) * _HEADING_LINE + _BELOW_HEADING
    return heading + sum(rows) + _GAP


def _heading(section: Section, width: float) -> list[str]:
    return broken(section.heading, _HEADING, width, bold=True)


def _lines(row: Row, width: float) -> list[str]:
    room = width - row.room
    whole = _one_line(row.text)
    if _OR_LINE in row.text and face().width(whole, _SIZE) > room:
        return [line for part in row.text.split(_OR_LINE) for line in broken(part, _SIZE, room)]
    return broken(whole, _SIZE, room)


def _one_line(text: str) -> str:
    return text.replace(_OR_LINE, ": ")


def _short(text: str) -> str:
    """Return what a sign means without how many there are."""
    return text.partition(_OR_LINE)[0]


def _shown(network: Network, teller: Teller, programme: str) -> list[Body]:
    """Return the bodies of a programme of which a tie or a member is drawn, in their order."""
    tied = {drawn.body.id for drawn in network.ties}
    there = {drawn.place.id for drawn in network.places if drawn.look.fill != "member"}
    scene = teller.scene
    return [
        body
        for body in scene.bodies_of((programme,))
        if body.id in tied
        or (
            body.id not in scene.ties_by_body
            and any(member.place_id in there for member in body.members)
        )
    ]


def _groups(network: Network, teller: Teller, programme: str, colours: Palette) -> Iterator[Row]:
    words, scene = teller.words, teller.scene
    bodies = _shown(network, teller, programme)
    if not bodies:
        return
    ties = [drawn for drawn in network.ties if drawn.tie.programme == programme]
    rows = list(group_rows(teller, bodies))
    if scene.alike(scene.atlas.programmes[programme]):
        style = rows[0].style
        if any(not drawn.annex for drawn in ties):
            yield Row(words("legend.tie"), _stroke(style, colours))
        if any(drawn.annex for drawn in ties):
            yield Row(words("legend.tie_annex"), _dashed(style, colours))
        if not ties:
            nouns = scene.atlas.programmes[programme].bodies.of(teller.lang)
            value = words("legend.sites", nouns=nouns, count=len(bodies))
            yield Row(value, _badge(style, colours), _NARROW)
        return
    for row in rows:
        own = {b.id for b in bodies if scene.group_name(b).of(teller.lang) == row.label}
        counts = {
            "noun": scene.atlas.programmes[programme].bodies.of(teller.lang),
            "bodies": len(own),
            "ties": sum(drawn.body.id in own for drawn in ties),
            "places": _places(network, scene, own),
        }
        key = "legend.counts" if ties else "legend.counts_sites"
        text = f"{row.label}{_OR_LINE}{words(key, **counts)}"
        if ties:
            yield Row(text, _stroke(row.style, colours))
        else:
            yield Row(text, _badge(row.style, colours), _NARROW)
    roles = [r.name.of(teller.lang) for r in scene.atlas.programmes[programme].roles]
    if ties and any(drawn.arrow for drawn in ties) and len(roles) > 1:
        noun = scene.atlas.programmes[programme].body.of(teller.lang)
        numbered = not network.thin and bodies[0].no is not None
        key = "legend.numbered" if numbered else "still.arrow"
        yield Row(words(key, root=roles[0], other=roles[1], noun=noun), room=0)


def _places(network: Network, scene: Scene, bodies: Collection[str]) -> int:
    """Count the places on the sheet that take part in some bodies."""
    there = {drawn.place.id for drawn in network.places if drawn.look.fill != "member"}
    return len({m.place_id for b in scene.bodies if b.id in bodies for m in b.members} & there)


def _stroke(style: Style, colours: Palette) -> Sample:
    colour = colours.of(token(style.colour))

    def draw(at: Point) -> Iterator[Mark]:
        x, y = at
        if style.double:
            line = (((x - 17, y), (x + 17, y)),)
            yield Shape(rings=line, closed=False, stroke=colour, width=5)
            yield Shape(rings=line, closed=False, stroke=colours.halo, width=2)
            return
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


def _badge(style: Style, colours: Palette, number: str = "") -> Sample:
    colour = colours.of(token(style.colour))
    size = 24 if number else 20
    return lambda at: badge_marks(style.shape, colour, at, size, number, colours)


def _dashed(style: Style, colours: Palette) -> Sample:
    def draw(at: Point) -> Iterator[Mark]:
        line = (((at[0] - 17, at[1]), (at[0] + 17, at[1])),)
        colour = colours.of(token(style.colour))
        yield Shape(rings=line, closed=False, stroke=colour, width=2.4, dash=(5, 4), opacity=0.8)

    return draw


def _signs(
    network: Network,
    teller: Teller,
    drawn: Sequence[str],
    colours: Palette,
    measured: Measured | None,
) -> Iterator[Row]:
    sized, coloured = bool(measured and measured.radii), bool(measured and measured.strengths)
    places = [place for place in network.places if place.look.fill != "member"]
    signs = signs_of(teller, [place.place for place in places], drawn, network.rounds)
    for sign in signs:
        plain = sign.look.shape in {"circle", "square"} and not sign.look.guessed
        # What a measure draws tells nothing of roles.
        if (sized and sign.look.frame) or (coloured and plain):
            continue
        yield Row(sign.label, _symbol(sign, colours), _NARROW)
    if signs and not sized:
        yield Row(teller.words("legend.size"), room=0)


def _symbol(sign: SignRow, colours: Palette) -> Sample:
    shape: Look = sign.look
    return lambda at: place_marks(shape, at, colours)


def _bodies(network: Network, teller: Teller, colours: Palette) -> Iterator[Row]:
    """List the bodies of a programme: by number, or by round and region with their roots."""
    scene, lang = teller.scene, teller.lang
    programmes = dict.fromkeys(drawn.tie.programme for drawn in network.ties)
    bodies = [body for id_ in programmes for body in _shown(network, teller, id_)]
    numbered = [body for body in bodies if body.no is not None]
    for body in numbered:
        sign = _badge(scene.style(body), colours, str(body.no))
        yield Row(body.name.of(lang), sign, _NARROW)
    others = [body for body in bodies if body.no is None]
    others.sort(key=lambda body: (body.year, body.region or body.name), reverse=False)
    others.sort(key=lambda body: body.year, reverse=True)
    for body in others:
        root = teller.names[scene.atlas.root_of(body).place_id]
        name = body.region.of(lang) if body.region else body.name.of(lang)
        yield Row(f"{scene.round_name(body).of(lang)} {name} – {root}", room=0)
