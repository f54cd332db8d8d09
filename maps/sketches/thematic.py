"""Numbers of regions or points over the country, for paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maps.locator import Outlines, rings_of
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
from maps.sketches.model import BORDER, LAND, SERIES, TEXT, Area, Group, Line, Sketch
from maps.still.font import face

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.messages import Lang


class Circle(NamedTuple):
    """A number at a point."""

    lon: float
    lat: float
    radius: float
    falls: bool = False
    """Its value is below 0: it is hollow."""


class Key(NamedTuple):
    """A row of the legend: a class of areas, or a size of circles."""

    label: str
    opacity: float | None
    radius: float | None


def thematic_sketch(
    outlines: Outlines,
    areas: Outlines | None,
    opacity: Mapping[str, float],
    circles: Sequence[Circle],
    keys: Sequence[Key],
    lang: Lang,
    *,
    title: str,
    description: str,
) -> Sketch:
    """Draw areas filled by class, or circles.

    Parameters
    ----------
    outlines
        The 시도.
    areas
        Polygons by code, of which `opacity` fills some; None for those of the 시도.
    """
    frame = frame_of(outlines)
    shapes = rings_of(areas or outlines, frame)
    filled = [
        Area(tuple(rings), SERIES, BORDER, 0.5, opacity=opacity[code])
        for code, rings in shapes.items()
        if code in opacity
    ]
    whole = [Area(tuple(r), stroke=BORDER, width=0.9) for r in rings_of(outlines, frame).values()]
    discs = []
    for circle in circles:
        ring = disc(*frame.at(circle.lon, circle.lat), circle.radius)
        discs += [] if circle.falls else [Area((ring,), SERIES, opacity=0.55)]
        discs.append(Area((ring,), stroke=TEXT, width=0.8))
    land = Group((*filled, *whole), kind="ground")
    groups = (ground(outlines), land, Group(tuple(discs)), _legend(keys))
    drawn = Sketch("thematic", WIDTH, HEIGHT, title, description, groups)
    return national(drawn, outlines, lang)


def _legend(keys: Sequence[Key]) -> Group:
    reach = max((key.radius or 9 for key in keys), default=9)
    tall = [max(22.0, 2 * (key.radius or 0) + 4) for key in keys]
    wide = 2 * reach + 36 + max((face().width(key.label, 13) for key in keys), default=0)
    box, frame = legend_box(1, wide, row=sum(tall))
    marks: list[Area | Line] = [frame]
    y = box[1] + 5
    for key, height in zip(keys, tall, strict=True):
        x, middle = box[0] + 12 + reach, y + height / 2
        if key.radius is not None:
            ring = disc(x, middle, key.radius)
            marks += [Area((ring,), SERIES, opacity=0.55), Area((ring,), stroke=TEXT, width=0.8)]
        else:
            square = tuple(
                (x + a * 9, middle + b * 7) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1))
            )
            marks.append(Area((square,), LAND))
            marks.append(Area((square,), SERIES, opacity=key.opacity or 0.0))
            marks.append(Area((square,), stroke=TEXT, width=0.8))
        marks.append(legend_text(x + reach + 12, middle, key.label))
        y += height
    return Group(tuple(marks))
