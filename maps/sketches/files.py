"""Sketches as files of their own: title, drawings beside each other, what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.messages import catalogue
from maps.sketches.model import Area, Line
from maps.still.font import face
from maps.still.formats import write
from maps.still.model import Drawing, Shape, rectangle
from maps.still.palette import palette
from maps.still.writing import broken, haloed, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.messages import Lang
    from maps.sketches.model import Sketch
    from maps.still.model import Mark
    from maps.still.palette import Palette

_MARGIN, _GAP = 24.0, 24.0
"""Around the drawings, and between two."""
_MM = 0.3
"""Millimetres a pixel."""
_TITLE, _TEXT, _LEADING = 22.0, 14.0, 1.4
"""Size of title and text, and height of a line in letters' sizes."""


def draw_sketches(
    sketches: Sequence[Sketch],
    title: str,
    caption: Sequence[str],
    form: str,
    *,
    lang: Lang,
    theme: str,
    author: str,
    dpi: int,
) -> bytes:
    """Draw sketches from left to right under a title, with lines of text below.

    Parameters
    ----------
    caption
        What the file has to tell to stand alone: numbers, day, sources.
    form
        ``svg``, ``png`` or ``pdf``.
    theme
        ``light`` or ``dark``.
    author
        Who made the file, in its description.
    dpi
        Pixels an inch of a PNG.
    """
    colours = palette(theme)
    inner = sum(sketch.width for sketch in sketches) + _GAP * (len(sketches) - 1)
    marks: list[Mark] = []
    y = _MARGIN
    for line in broken(title, _TITLE, inner, bold=True):
        marks.append(written((_MARGIN, y + _TITLE), line, _TITLE, colours.ink, bold=True))
        y += _TITLE * _LEADING
    y += 10
    x, tall = _MARGIN, max(sketch.height for sketch in sketches)
    for item in sketches:
        marks += _placed(item, x, y + (tall - item.height) / 2, colours)
        x += item.width + _GAP
    y += tall + 10
    for text in caption:
        for line in broken(text, _TEXT, inner):
            marks.append(written((_MARGIN, y + _TEXT), line, _TEXT, colours.ink_soft))
            y += _TEXT * _LEADING
    width, height = inner + 2 * _MARGIN, y + _MARGIN
    ground = Shape(rings=[rectangle((0, 0, width, height))], fill=colours.paper)
    drawing = Drawing(
        width_mm=width * _MM,
        height_mm=height * _MM,
        scale=_MM,
        marks=(ground, *marks),
        title=title,
        author=author,
        subject=" / ".join(sketch.description for sketch in sketches),
        lang=lang,
    )
    return write(drawing, form, dpi)


def drawing_of(
    sketches: Sequence[Sketch], width_mm: float, height_mm: float, lang: Lang
) -> Drawing:
    """Lay sketches out side by side, on paper, as large as a width and a height have room for."""
    colours = palette("light")
    width = sum(sketch.width for sketch in sketches) + _GAP * (len(sketches) - 1)
    height = max(sketch.height for sketch in sketches)
    scale = min(width_mm / width, height_mm / height)
    marks: list[Mark] = [Shape(rings=[rectangle((0, 0, width, height))], fill=colours.paper)]
    x = 0.0
    for item in sketches:
        marks += _placed(item, x, (height - item.height) / 2, colours)
        x += item.width + _GAP
    return Drawing(
        width_mm=width * scale,
        height_mm=height * scale,
        scale=scale,
        marks=tuple(marks),
        title=sketches[0].title,
        author=catalogue("maps", lang)("product"),
        subject=" / ".join(sketch.description for sketch in sketches),
        lang=lang,
    )


def _placed(sketch: Sketch, left: float, top: float, colours: Palette) -> Iterator[Mark]:
    for group in sketch.groups:
        for mark in group.marks:
            if isinstance(mark, Line):
                yield from _text(mark, left, top, colours)
            else:
                yield _shape(mark, left, top, colours)


def _shape(area: Area, left: float, top: float, colours: Palette) -> Shape:
    return Shape(
        rings=tuple(tuple((x + left, y + top) for x, y in ring) for ring in area.rings),
        closed=area.closed,
        fill=colours.of(area.fill) if area.fill else None,
        stroke=colours.of(area.stroke) if area.stroke else None,
        width=area.width,
        dash=area.dash,
        round=True,
        opacity=area.opacity,
    )


def _text(line: Line, left: float, top: float, colours: Palette) -> Iterator[Mark]:
    width = face(bold=line.bold).width(line.text, line.size)
    before = {"start": 0.0, "middle": width / 2, "end": width}[line.anchor]
    at = (left + line.x - before, top + line.y)
    text = written(at, line.text, line.size, colours.of(line.colour), bold=line.bold)
    if line.halo:
        yield from haloed(text, colours.halo)
    else:
        yield text
