"""Bar charts as files of their own: title, bars, captions, in the pictures' formats."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from maps.charts.bars import CAPTION, FILLS, OUTLINE, WIDTH, Block, layout
from maps.still.formats import write
from maps.still.model import Drawing, Shape, Text, rectangle
from maps.still.palette import palette
from maps.still.writing import broken, written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.messages import Lang
    from maps.charts.bars import BarChart
    from maps.charts.bars import Mark as Part
    from maps.still.model import Mark
    from maps.still.palette import Palette

MEDIA_TYPES: Mapping[str, str] = {"png": "image/png", "svg": "image/svg+xml"}
"""Format, which is also the ending, to its media type."""
_MARGIN = 20
_MM = 0.35
"""Millimetres a unit of the charts: 16.8 cm for a page's column."""
_TITLE, _HEADING, _LEADING = 20, 16, 1.35


def draw_charts(
    charts: Sequence[BarChart],
    title: str,
    form: str,
    *,
    lang: Lang,
    theme: str = "light",
    author: str,
    dpi: int,
) -> bytes:
    """Draw charts one below another, each with its own caption.

    Parameters
    ----------
    charts
        At least one; where there are several, each is called by its title.
    title
        Stands above all.
    form
        A key of `MEDIA_TYPES`.
    lang
        Language of the words.
    theme
        ``light`` or ``dark``.
    author
        Who made the file, in its description.
    dpi
        Pixels an inch of a PNG.
    """
    colours = palette(theme)
    marks, y = _heading(title, _MARGIN, _TITLE, colours)
    for chart in charts:
        if len(charts) > 1:
            named, y = _heading(chart.title, y + 8, _HEADING, colours)
            marks += named
        parts, height = layout(wrapped(chart))
        marks += [_placed(part, y, colours) for part in parts]
        y += height
    width, height = WIDTH + 2 * _MARGIN, y + _MARGIN
    ground = Shape(rings=[rectangle((0, 0, width, height))], fill=colours.paper)
    drawing = Drawing(
        width_mm=width * _MM,
        height_mm=height * _MM,
        scale=_MM,
        marks=(ground, *marks),
        title=title,
        author=author,
        subject=" / ".join(chart.description for chart in charts),
        lang=lang,
    )
    return write(drawing, form, dpi)


def _heading(text: str, y: float, size: float, colours: Palette) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    for line in broken(text, size, WIDTH, bold=True):
        marks.append(written((_MARGIN, y + size), line, size, colours.ink, bold=True))
        y += size * _LEADING
    return marks, y + 8


def wrapped(chart: BarChart) -> BarChart:
    """Return a chart whose caption breaks where its drawing ends."""
    lines = [part for line in chart.caption for part in broken(line, CAPTION, WIDTH)]
    return replace(chart, caption=tuple(lines))


def _placed(part: Part, y: float, colours: Palette) -> Mark:
    if isinstance(part, Block):
        left, top = _MARGIN + part.x, y + part.y
        box = (left, top, left + part.width, top + part.height)
        return Shape(
            rings=[rectangle(box)],
            fill=colours.of(FILLS[part.series]),
            stroke=colours.of(OUTLINE),
            width=1,
        )
    return Text(
        x=_MARGIN + part.x,
        y=y + part.y,
        text=part.text,
        size=part.size,
        bold=part.bold,
        colour=colours.ink_soft if part.quiet else colours.ink,
    )
