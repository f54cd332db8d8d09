"""Charts of a brief as drawings: labels above the bars, numbers behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.messages.numbers import exact
from maps.briefs.paint import paint
from maps.still.font import face
from maps.still.model import MM_PER_INCH, Drawing, Shape, rectangle
from maps.still.writing import broken, written

if TYPE_CHECKING:
    from maps.briefs.content import Brief, Chart
    from maps.still.model import Mark

_SCALE = MM_PER_INCH / 96
"""Millimetres of a pixel, 96 to an inch as in CSS."""
_BAR, _SIZE = 9.0, 11.0
"""Height of a bar and of its letters, in pixels."""
_GAP = 6.0
"""Pixels between a bar and its number."""
FILLS = (paint("series"), paint("series-soft"))
"""Of the first and the second series."""
_OUTLINE = FILLS[0]
"""Of the paler series, which paper would lose."""


def chart_drawing(chart: Chart, brief: Brief, width_mm: float) -> Drawing:
    """Lay a chart out; the height follows from the number of its bars."""
    width = width_mm / _SCALE
    marks: list[Mark] = []
    y = 0.0
    if len(chart.series) > 1:
        y = _SIZE + 4
        for number, name in enumerate(chart.series):
            x = number * width / 3
            box = x + 0.5, y - _BAR, x + 14, y
            marks.append(
                Shape(rings=(rectangle(box),), fill=FILLS[number], stroke=_OUTLINE, width=1)
            )
            marks.append(written((x + 20, y), name, _SIZE, paint("ink")))
        y += 6
    values = [value for bar in chart.bars for value in bar.values]
    longest = max(values) or 1
    # A bar begins half a pixel to the right, for its outline.
    room = 1 + _GAP + max(face().width(exact(value), _SIZE) for value in values)
    for bar in chart.bars:
        y += 2
        for line in broken(bar.label, _SIZE, width):
            y += _SIZE + 4
            marks.append(written((0, y), line, _SIZE, paint("ink")))
        y += 4
        for number, value in enumerate(bar.values):
            box = 0.5, y, 0.5 + (width - room) * value / longest, y + _BAR
            marks.append(
                Shape(rings=(rectangle(box),), fill=FILLS[number], stroke=_OUTLINE, width=1)
            )
            marks.append(written((box[2] + _GAP, y + _BAR), exact(value), _SIZE, paint("ink")))
            y += _BAR + 2
    for line in broken(f"{chart.base}, {chart.unit}, {chart.period}", 10, width):
        y += 15
        marks.append(written((0, y), line, 10, paint("ink-quiet")))
    return Drawing(
        width_mm=width_mm,
        height_mm=(y + 4) * _SCALE,
        scale=_SCALE,
        marks=tuple(marks),
        title=chart.caption,
        author=brief.author,
        subject=chart.alternative,
        lang=brief.lang,
        as_of=brief.as_of,
    )
