"""Little maps on one scale, one for each sector, round, programme or 초광역권."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from geo.messages import catalogue
from maps.caption import chosen, counted
from maps.errors import PictureError
from maps.still.frame import Frame
from maps.still.furniture import scale_marks
from maps.still.legend import Key, sections
from maps.still.model import Drawing, Shape, moved, rectangle, shrunk
from maps.still.network import lay_out
from maps.still.palette import palette
from maps.still.paper import Paper
from maps.still.scenery import bounds_of
from maps.still.sheet import KOREA, compose
from maps.still.writing import broken, written, written_before
from maps.teller import Teller
from maps.titles import attribution_of, heading_of, names_of
from maps.view import apply, rounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maps.still.model import Box, Mark
    from maps.still.sheet import Facts, Picture
    from maps.view import View

APART = ("sector", "round", "programme", "zoning")
"""What a picture may be taken apart by; the last one by the 초광역권 of its scheme."""
_MARGIN, _BETWEEN, _NAME = 24.0, 12.0, 34.0
_SHARE = 0.62
"""How much smaller signs are drawn than on a map that has the page to itself."""
_COUNTRY = 125.2, 33.0, 130.3, 38.7
"""Mainland and Jeju, with the ties that bow out over the sea."""
_SLENDER = 0.72
"""Width of it by its height."""
_TALLEST = 1.15
"""No little map is taller than the country needs by more than this."""


class Part(NamedTuple):
    """One of the little maps."""

    name: str
    view: View


def parts(picture: Picture, facts: Facts) -> list[Part]:
    """Return the little maps of a picture that show something, in the data's order.

    Raises
    ------
    PictureError
        It is to be taken apart by nothing that there is.
    """
    if picture.by not in APART:
        raise PictureError(parameter="by", value=picture.by[:200], allowed=APART)
    scene, view = facts.scene, picture.view
    drawn = scene.drawn(picture.name, view.programme)
    result = [
        Part(name, replace(view, **{parameter: values}))
        for name, parameter, values in _values(picture, facts, drawn)
    ]
    return [part for part in result if apply(scene, part.view, drawn).places]


def compose_multiples(picture: Picture, facts: Facts) -> Drawing:
    """Lay the little maps of a picture out; the same arguments give the same marks.

    Raises
    ------
    PictureError
        See `parts`.
    """
    found = parts(picture, facts)
    words = catalogue("maps", picture.lang)
    colours = palette(next(iter(picture.view.theme), "light"))
    scene, page = facts.scene, picture.paper
    width, height = page.width_mm / page.scale, page.height_mm / page.scale
    drawn = scene.drawn(picture.name, picture.view.programme)
    teller = Teller(scene, words, names_of(scene, picture.lang))
    whole = apply(scene, picture.view, drawn)
    heading = words(
        f"still.by.{picture.by}",
        map=next(iter(picture.view.title), heading_of(picture.name, scene, words)),
    )
    said = [chosen(picture.view, teller, drawn), counted(whole, drawn, teller)]
    marks: list[Mark] = [Shape(rings=(rectangle((0, 0, width, height)),), fill=colours.paper)]
    y = _MARGIN - 4
    for size, bold, text in (
        (22, True, heading),
        *((12.5, False, value) for value in said if value),
    ):
        for line in broken(text, size, width - 2 * _MARGIN, bold=bold):
            y += size + 5
            ink = colours.ink if bold else colours.ink_soft
            marks.append(written((_MARGIN, y), line, size, ink, bold=bold))
    foot = height - _MARGIN + 4
    edition = words("still.version", as_of=facts.as_of, version=facts.version)
    marks.append(written((_MARGIN, foot), words("product"), 12, colours.ink, bold=True))
    marks.append(written_before((width - _MARGIN, foot), edition, 10.5, colours.ink_quiet))
    sources = broken(attribution_of(scene, drawn, words), 10.5, width - 2 * _MARGIN)
    for i, line in enumerate(reversed(sources)):
        at = _MARGIN, foot - 18 - 14 * i
        marks.append(written(at, line, 10.5, colours.ink_quiet))
    key = _key(picture, facts, teller, width - 2 * _MARGIN)
    top = foot - 18 - 14 * len(sources) - key.height
    marks += key.marks((_MARGIN, top), colours)
    room = _MARGIN, y + 12, width - _MARGIN, top - 6
    marks += _cells(picture, facts, found, room)
    return Drawing(
        width_mm=page.width_mm,
        height_mm=page.height_mm,
        scale=page.scale,
        marks=tuple(marks),
        title=heading,
        author=words("product"),
        subject=" · ".join(filter(None, said)),
        lang=picture.lang,
        as_of=facts.as_of,
    )


def _values(
    picture: Picture, facts: Facts, drawn: Sequence[str]
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the name of each part, and the parameter that leaves it with its values."""
    scene, view, lang = facts.scene, picture.view, picture.lang
    atlas = scene.atlas
    if picture.by == "zoning":
        codes = {region.id: region.code for region in atlas.regions.current}
        for zone in atlas.zoning.zones:
            own = tuple(codes[id_] for id_ in zone.regions if id_ in codes)
            asked = tuple(code for code in own if not view.region or code in view.region)
            if asked:
                yield zone.name.of(lang), "region", asked
        return
    if picture.by == "sector":
        bodies = scene.bodies_of(drawn)
        named = {body.sector.ko: body.sector.of(lang) for body in bodies if body.sector}
    elif picture.by == "round":
        named = {year: year for year in rounds(scene, drawn)}
    else:
        named = {id_: atlas.programmes[id_].name.of(lang) for id_ in drawn}
    wanted = getattr(view, picture.by)
    for value, name in named.items():
        if not wanted or value in wanted:
            yield name, picture.by, (value,)


def _key(picture: Picture, facts: Facts, teller: Teller, width: float) -> Key:
    """Return the one key of all parts, of what the whole view shows."""
    scene, view = facts.scene, picture.view
    drawn = scene.drawn(picture.name, view.programme)
    frame = Frame.around(bounds_of(KOREA), (0, 0, width, width), 10)
    network = lay_out(scene, view, drawn, apply(scene, view, drawn), frame, picture.lang)
    colours = palette(next(iter(view.theme), "light"))
    return Key.of(sections(network, teller, drawn, colours), width)


def _cells(picture: Picture, facts: Facts, found: Sequence[Part], room: Box) -> Iterator[Mark]:
    """Draw the parts in the grid in which they are largest, each with its name and count."""
    words = catalogue("maps", picture.lang)
    colours = palette(next(iter(picture.view.theme), "light"))
    drawn = facts.scene.drawn(picture.name, picture.view.programme)
    left, top, right, bottom = room
    if not found:
        yield written((left, top + 24), words("still.empty"), 15, colours.ink, bold=True)
        return

    def sides(columns: int) -> tuple[float, float]:
        rows = math.ceil(len(found) / columns)
        wide = (right - left - _BETWEEN * (columns - 1)) / columns
        return wide, (bottom - top - _BETWEEN * (rows - 1)) / rows - _NAME

    def country(columns: int) -> float:
        wide, high = sides(columns)
        return min(wide / _SLENDER, high)

    columns = max(range(1, len(found) + 1), key=country)
    wide, high = sides(columns)
    high = min(high, wide / _SLENDER * _TALLEST)
    scale = picture.paper.scale
    extent = _COUNTRY if picture.extent == "auto" else picture.extent
    for i, part in enumerate(found):
        x = left + i % columns * (wide + _BETWEEN)
        y = top + i // columns * (high + _NAME + _BETWEEN)
        shown = apply(facts.scene, part.view, drawn)
        key = "still.part" if shown.ties else "still.part_sites"
        text = words(key, ties=len(shown.ties), places=len(shown.places))
        name = broken(part.name, 13, wide, bold=True)[0]
        yield written((x, y + 13), name, 13, colours.ink, bold=True)
        yield written((x, y + 28), text, 11, colours.ink_soft)
        little = replace(
            picture,
            by="",
            view=replace(part.view, hide=tuple({*part.view.hide, "names", "regions"})),
            paper=Paper(wide * scale, high * scale),
            extent=extent,
            bare=True,
            plain=True,
            pixel_mm=scale * _SHARE,
        )
        sheet = compose(little, facts)
        box = x, y + _NAME, x + wide, y + _NAME + high
        for mark in sheet.drawing.marks:
            yield moved(shrunk(mark, _SHARE, (0, 0)), box[0], box[1])
        yield Shape(rings=(rectangle(box),), stroke=colours.line, width=1)
        if i == 0:
            at = box[0] + 10, box[3] - 8
            yield from scale_marks(at, sheet.frame.km_per_pixel / _SHARE, colours)
