"""Flows between regions over the country: width by number, heads of arrows, what stays as a disc.

Heads, not tapering: readers tell the way of an arrow more surely by its head.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from geo.messages import catalogue
from maps.classes import flow_width
from maps.curves import BOW, bend_of, curve
from maps.sketches.country import (
    HEIGHT,
    WIDTH,
    disc,
    frame_of,
    ground,
    legend_box,
    legend_text,
    middle,
    names,
    national,
)
from maps.sketches.model import HALO, ON, SERIES, TEXT, Area, Group, Line, Sketch
from maps.still.font import face

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.messages import Lang
    from maps.locator import Outlines
    from maps.still.model import Box, Point

_DISC, _HEAD = 8.0, 7.0
"""Radius of a region's disc, and length of an arrow's head, in pixels."""
_SMOOTH = 20
"""Pieces of a curve."""


class FlowNode(NamedTuple):
    """A region."""

    key: str
    name: str
    codes: tuple[str, ...]
    """Of the 시도 that it is made of; a group of places has none, but a middle."""
    within: int
    ties: int
    """All that leave, arrive or stay; one without any is not drawn."""
    at: Point = (0.0, 0.0)
    """Longitude and latitude of its middle, where it has no codes."""


class FlowLine(NamedTuple):
    """A flow from one region to another, or within one."""

    key: str
    start: int
    end: int
    ties: int


def flow_map(
    nodes: Sequence[FlowNode],
    lines: Sequence[FlowLine],
    outlines: Outlines,
    lang: Lang,
    *,
    title: str,
    description: str,
) -> Sketch:
    """Draw flows over the 시도; a list of them belongs beside it."""
    frame = frame_of(outlines)
    middles = [middle(outlines, node.codes) if node.codes else frame.at(*node.at) for node in nodes]
    most = max((line.ties for line in lines), default=1)
    drawn = [line for line in lines if line.start != line.end]
    # The thin ones come last, over the thick ones.
    drawn.sort(key=lambda line: -line.ties)
    shown = [number for number, node in enumerate(nodes) if node.ties]
    box, legend = _legend(most, lang)
    placed = [(nodes[n].name, *middles[n], _DISC + 3) for n in shown]
    ends = [(middles[line.start], middles[line.end]) for line in drawn]
    curves = [curve(a, bend_of(a, b, BOW), b, _SMOOTH) for a, b in ends]
    drawn_map = Sketch(
        "flows",
        WIDTH,
        HEIGHT,
        title,
        description,
        (
            ground(outlines),
            *(_flow(line, middles, flow_width(line.ties, most)) for line in drawn),
            *(_disc(nodes[number], middles[number]) for number in shown),
            Group(tuple(names(placed, [box], curves=curves))),
            legend,
        ),
    )
    return national(drawn_map, outlines, lang)


def _flow(line: FlowLine, middles: Sequence[Point], width: float) -> Group:
    """Draw a curve from disc to disc with a head at its end."""
    (x1, y1), (x2, y2) = middles[line.start], middles[line.end]
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    bend = bend_of((x1, y1), (x2, y2), BOW)
    head = _HEAD + width
    start = _toward((x1, y1), bend, min(_DISC + 2, length / 4))
    tip = _toward((x2, y2), bend, min(_DISC + 2, length / 4))
    base = _toward((x2, y2), bend, min(_DISC + 2 + head, length / 2))
    line_of = curve(start, bend, base, _SMOOTH)
    turn = math.atan2(tip[1] - base[1], tip[0] - base[0])
    across = (-math.sin(turn) * head * 0.55, math.cos(turn) * head * 0.55)
    arrow = (
        tip,
        (base[0] + across[0], base[1] + across[1]),
        (base[0] - across[0], base[1] - across[1]),
    )
    marks = (
        Area((line_of,), stroke=HALO, width=width + 2.4, closed=False),
        Area((line_of,), stroke=SERIES, width=width, closed=False),
        Area((arrow,), SERIES, HALO, 1),
    )
    return Group(marks, line.key, "flow")


def _toward(start: Point, end: Point, far: float) -> Point:
    length = math.hypot(end[0] - start[0], end[1] - start[1]) or 1.0
    return (
        start[0] + (end[0] - start[0]) * far / length,
        start[1] + (end[1] - start[1]) * far / length,
    )


def _disc(node: FlowNode, at: Point) -> Group:
    mark = Area((disc(*at, _DISC),), SERIES if node.within else HALO, TEXT, 1.6)
    if not node.within:
        return Group((mark,), node.key)
    count = Line(at[0], at[1] + 4, str(node.within), 12, bold=True, anchor="middle", colour=ON)
    return Group((mark, count), node.key)


def _legend(most: int, lang: Lang) -> tuple[Box, Group]:
    """Draw the widths of a few numbers, and what a disc holds."""
    words = catalogue("maps", lang)
    counts = sorted({1, (most + 1) // 2, most})
    texts = [words("flowmap.ties", count=most), words("flowmap.within")]
    box, frame = legend_box(len(counts) + 1, 76 + max(face().width(text, 13) for text in texts))
    x, top, *_ = box
    lines: list[Area | Line] = [frame]
    for row, count in enumerate(counts):
        y = top + 17 + 22 * row
        stroke = (((x + 12, y), (x + 50, y)),)
        lines.append(Area(stroke, stroke=SERIES, width=flow_width(count, most), closed=False))
        lines.append(legend_text(x + 62, y, words("flowmap.ties", count=count)))
    y = top + 17 + 22 * len(counts)
    lines.append(Area((disc(x + 31, y, _DISC),), SERIES, TEXT, 1))
    lines.append(legend_text(x + 62, y, words("flowmap.within")))
    return box, Group(tuple(lines))
