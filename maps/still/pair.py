"""Two views beside each other on a page, each with its name and key, below one title."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.messages import catalogue
from maps.caption import counted
from maps.contrast import side_view, told
from maps.still.model import Drawing, Shape, moved, rectangle
from maps.still.palette import palette
from maps.still.paper import Paper
from maps.still.sheet import Picture, compose, key_height
from maps.still.writing import broken, written, written_before
from maps.teller import Teller
from maps.titles import attribution_of, names_of
from maps.view import apply

if TYPE_CHECKING:
    from geo.messages import Catalogue, Lang
    from geo.profiles.contrast import Contrast, Side
    from maps.still.model import Mark
    from maps.still.sheet import Facts
    from maps.view import Shown

_MARGIN, _BETWEEN, _NAME = 24.0, 20.0, 54.0


def compose_pair(contrast: Contrast, facts: Facts, paper: Paper, lang: Lang) -> Drawing:
    """Lay both sides of a comparison out; the same arguments give the same marks."""
    words, colours = catalogue("maps", lang), palette("light")
    width, height = paper.width_mm / paper.scale, paper.height_mm / paper.scale
    whole = 0.0, 0.0, width, height
    heading = words("compare.heading", **_names(contrast, lang))
    marks: list[Mark] = [Shape(rings=(rectangle(whole),), fill=colours.paper)]
    y = _MARGIN + 20
    marks.append(written((_MARGIN, y), heading, 24, colours.ink, bold=True))
    for line in told(contrast, words):
        for part in broken(line, 12.5, width - 2 * _MARGIN):
            y += 18
            marks.append(written((_MARGIN, y), part, 12.5, colours.ink_soft))
    programmes = (contrast.a.programme.id, contrast.b.programme.id)
    sources = broken(attribution_of(facts.scene, programmes, words), 10.5, width - 2 * _MARGIN)
    last = height - _MARGIN + 4
    foot = last - 18 - 14 * len(sources)
    for i, line in enumerate(sources):
        marks.append(written((_MARGIN, foot + 14 * (i + 1)), line, 10.5, colours.ink_quiet))
    marks.append(written((_MARGIN, last), words("product"), 12, colours.ink, bold=True))
    edition = words("still.version", as_of=facts.as_of, version=facts.version)
    marks.append(written_before((width - _MARGIN, last), edition, 10.5, colours.ink_quiet))
    room = (width - 2 * _MARGIN - _BETWEEN) / 2, foot - 6 - (y + _NAME)
    pictures = [_picture(side, lang, paper, room) for side in (contrast.a, contrast.b)]
    # Both maps have one scale.
    least = max(key_height(picture, facts) for picture in pictures)
    for i, side in enumerate((contrast.a, contrast.b)):
        x, top = _MARGIN + i * (room[0] + _BETWEEN), y + _NAME
        marks.append(written((x, top - 24), side.name.of(lang), 16, colours.ink, bold=True))
        text = counted(*_shown(side, facts, words))
        marks.append(written((x, top - 7), text, 11.5, colours.ink_soft))
        sheet = compose(replace(pictures[i], least_key=least), facts)
        marks += [moved(mark, x, top) for mark in sheet.drawing.marks]
        box = x, top, x + room[0], top + room[1]
        marks.append(Shape(rings=(rectangle(box),), stroke=colours.line, width=1))
    return Drawing(
        width_mm=paper.width_mm,
        height_mm=paper.height_mm,
        scale=paper.scale,
        marks=tuple(marks),
        title=heading,
        author=words("product"),
        subject=" ".join(told(contrast, words)),
        lang=lang,
    )


def _picture(side: Side, lang: Lang, paper: Paper, room: tuple[float, float]) -> Picture:
    """Ask for one side, whose pixel is as large as that of the page."""
    return Picture(
        name=side.programme.id,
        view=side_view(side),
        lang=lang,
        paper=Paper(room[0] * paper.scale, room[1] * paper.scale),
        extent="country",
        bare=True,
        key=True,
        pixel_mm=paper.scale,
    )


def _names(contrast: Contrast, lang: Lang) -> dict[str, str]:
    return {"a": contrast.a.name.of(lang), "b": contrast.b.name.of(lang)}


def _shown(side: Side, facts: Facts, words: Catalogue) -> tuple[Shown, tuple[str, ...], Teller]:
    drawn = (side.programme.id,)
    teller = Teller(facts.scene, words, names_of(facts.scene, words.lang))
    return apply(facts.scene, side_view(side), drawn), drawn, teller
