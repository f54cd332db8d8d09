"""Ties over the country, as wide as the figures of their ends are great."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from maps.curves import BOW, bend_of, curve
from maps.sketches.country import (
    HEIGHT,
    WIDTH,
    disc,
    frame_of,
    ground,
    legend_box,
    legend_text,
    national,
)
from maps.sketches.model import HALO, SERIES, TEXT, Area, Group, Line, Sketch
from maps.still.font import face

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.messages import Lang
    from maps.locator import Outlines
    from maps.still.model import Point

_MOST, _LEAST = 9.0, 0.8
"""Widths of the largest value and of the smallest, which must still be seen."""
_SMOOTH = 16
"""Pieces of a curve."""


class WideLine(NamedTuple):
    """A tie: longitude and latitude of its ends, and its value."""

    key: str
    start: Point
    end: Point
    value: float


def weighed_map(
    lines: Sequence[WideLine],
    outlines: Outlines,
    steps: Sequence[tuple[float, str]],
    lang: Lang,
    *,
    title: str,
    description: str,
) -> Sketch:
    """Draw lines whose widths stand for their values; `steps` are those of the key, in words."""
    frame, most = frame_of(outlines), max((line.value for line in lines), default=0) or 1
    groups = [ground(outlines)]
    # The great ones first, the small ones over them.
    for wide_line in sorted(lines, key=lambda line: -line.value):
        start, end = frame.at(*wide_line.start), frame.at(*wide_line.end)
        way = curve(start, bend_of(start, end, BOW), end, _SMOOTH)
        wide = _width(wide_line.value, most)
        marks = (
            Area((way,), stroke=HALO, width=wide + 1.6, closed=False, opacity=0.8),
            Area((way,), stroke=SERIES, width=wide, closed=False, opacity=0.75),
            *(Area((disc(*point, 3.0),), TEXT) for point in (start, end)),
        )
        groups.append(Group(marks, wide_line.key, "flow"))
    if steps:
        groups.append(_legend(steps, most))
    drawn = Sketch("weighed", WIDTH, HEIGHT, title, description, tuple(groups))
    return national(drawn, outlines, lang)


def _width(value: float, most: float) -> float:
    return max(_LEAST, _MOST * math.sqrt(max(value, 0) / most))


def _legend(steps: Sequence[tuple[float, str]], most: float) -> Group:
    wide = 74 + max(face().width(text, 13) for _, text in steps)
    box, frame = legend_box(len(steps), wide)
    marks: list[Area | Line] = [frame]
    for row, (value, text) in enumerate(steps):
        y = box[1] + 5 + 22 * row + 11
        way = ((box[0] + 12, y), (box[0] + 50, y))
        marks.append(Area((way,), stroke=SERIES, width=_width(value, most), closed=False))
        marks.append(legend_text(box[0] + 60, y, text))
    return Group(tuple(marks))
