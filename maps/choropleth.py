"""A thematic map for a page: regions filled by class, or complexes as circles, as SVG."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, NamedTuple

import shapely

from maps.charts.framed import framed
from maps.classes import Classes
from maps.locator import path_of
from maps.sketches.country import HEIGHT, WIDTH, frame_of, quiet_names
from maps.sketches.model import Group
from maps.sketches.page import drawn_group
from maps.still.labels import around

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.messages import Lang
    from maps.locator import Frame, Outlines
    from maps.still.model import Box

_MOST_RADIUS = 22.0
"""Of the largest circle: beyond it circles of neighbours in 수도권 hide one another."""
_FILL, _TEXT, _HALO = "var(--series)", "var(--ink)", "var(--halo)"
_SPECK = 1.5
"""A part smaller than this, in square units, is left out."""


class Area(NamedTuple):
    """A region with its value."""

    codes: tuple[str, ...]
    value: float
    text: str


class Circle(NamedTuple):
    """A complex with its value."""

    lon: float
    lat: float
    radius: float
    text: str
    falls: bool = False
    """Its value is below 0: it is hollow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Themed:
    """What a thematic map says beside its values."""

    id: str
    title: str
    description: str
    legend: str
    """Heading of the key: measure and unit."""
    none: str
    """What a region without a fill says."""
    lang: Lang


def area_map(
    areas: Sequence[Area], shapes: Outlines, regions: Outlines, themed: Themed, classes: int = 5
) -> str:
    """Fill areas by class, below the borders of the 시도; the key tells each class's values."""
    frame = frame_of(regions)
    values = [area.value for area in areas]
    found = Classes.quantiles(values or [0.0], classes)
    filled = []
    for item in areas:
        opacity = found.opacity(found.of(item.value))
        paths = "".join(_path(shapes, code, frame) for code in item.codes if code in shapes.shapes)
        filled.append(
            f'<path d="{paths}" fill="{_FILL}" fill-opacity="{opacity}" fill-rule="evenodd" '
            f'stroke="{_HALO}" stroke-width=".5"><title>{escape(item.text)}</title></path>'
        )
    rows = [
        (label, found.opacity(number))
        for number, label in enumerate(found.labels(values) if values else ())
    ]
    top, left, wide = _box(len(rows) + 1)
    names = _names(regions, themed, [(left, top, left + wide, HEIGHT)])
    return _svg(
        themed,
        f"{_land(regions, frame)}{''.join(filled)}{_borders(regions, frame)}{names}",
        _key(rows, themed),
    )


def circle_map(
    circles: Sequence[Circle], regions: Outlines, themed: Themed, rows: Sequence[tuple[str, float]]
) -> str:
    """Draw circles whose areas stand for the values; `rows` are those of the key, with radii."""
    frame = frame_of(regions)
    drawn, taken = [], []
    for circle in circles:
        x, y = frame.at(circle.lon, circle.lat)
        taken.append(around((x, y), circle.radius, circle.radius))
        drawn.append(
            f'<circle cx="{x}" cy="{y}" r="{circle.radius}" fill="{_FILL}" '
            f'fill-opacity="{0 if circle.falls else 0.45}" stroke="{_FILL}">'
            f"<title>{escape(circle.text)}</title></circle>"
        )
    top, left, wide = _box(len(rows) + 2)
    names = _names(regions, themed, [*taken, (left, top, left + wide, HEIGHT)])
    return _svg(
        themed, f"{_land(regions, frame)}{''.join(drawn)}{names}", _circle_key(rows, themed)
    )


def radius_of(value: float, most: float) -> float:
    """Return the radius of a circle whose area stands for a value, `most` being the greatest."""
    return round(max(1.6, _MOST_RADIUS * math.sqrt(max(value, 0) / most)), 1)


def _svg(themed: Themed, drawn: str, key: str) -> str:
    sea = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="var(--sea)"/>'
    return framed(
        themed.id, (WIDTH, HEIGHT), themed.title, themed.description, f"{sea}{drawn}{key}"
    )


def _names(regions: Outlines, themed: Themed, taken: Sequence[Box]) -> str:
    return drawn_group(Group((*quiet_names(regions, themed.lang, taken),)))


@lru_cache(maxsize=1024)
def _path(shapes: Outlines, code: str, frame: Frame) -> str:
    return path_of(_simple(shapes)[code], frame, _SPECK)


@lru_cache(maxsize=4)
def _simple(shapes: Outlines) -> dict[str, BaseGeometry]:
    """Simplify all together, so that a border stays one line."""
    simple = shapely.coverage_simplify(list(shapes.shapes.values()), 0.01)
    return dict(zip(shapes.shapes, simple, strict=True))


def _land(regions: Outlines, frame: Frame) -> str:
    d = "".join(_path(regions, code, frame) for code in regions.shapes)
    return f'<path d="{d}" fill="var(--land)" stroke="var(--border)" stroke-width=".8"/>'


def _borders(regions: Outlines, frame: Frame) -> str:
    d = "".join(_path(regions, code, frame) for code in regions.shapes)
    return f'<path d="{d}" fill="none" stroke="var(--border)" stroke-width="1"/>'


def _key(rows: Sequence[tuple[str, float]], themed: Themed) -> str:
    drawn = []
    lines = [*rows, (themed.none, 0.0)]
    top, left, wide = _box(len(lines))
    for number, (label, opacity) in enumerate(lines):
        y = top + 32 + 20 * number
        drawn.append(
            f'<rect x="{left + 12}" y="{y}" width="26" height="14" fill="{_FILL}" '
            f'fill-opacity="{opacity}" stroke="var(--border)"/>'
            f'<text x="{left + 46}" y="{y + 12}" font-size="12.5" fill="{_TEXT}">'
            f"{escape(label)}</text>"
        )
    return _framed(top, left, wide, len(lines), themed, "".join(drawn))


def _circle_key(rows: Sequence[tuple[str, float]], themed: Themed) -> str:
    drawn = []
    count = len(rows) + 2
    top, left, wide = _box(count)
    y = top + 30.0
    for label, radius in rows:
        y += radius
        drawn.append(
            f'<circle cx="{left + 30}" cy="{y:.1f}" r="{radius}" fill="{_FILL}" '
            f'fill-opacity=".45" stroke="{_FILL}"/><text x="{left + 60}" y="{y + 4:.1f}" '
            f'font-size="12.5" fill="{_TEXT}">{escape(label)}</text>'
        )
        y += radius + 4
    return _framed(top, left, wide, count, themed, "".join(drawn))


def _box(lines: int) -> tuple[float, float, float]:
    wide = 210.0
    return HEIGHT - 20.0 * lines - 48, WIDTH - wide - 10, wide


def _framed(top: float, left: float, wide: float, lines: int, themed: Themed, drawn: str) -> str:
    return (
        f'<rect x="{left}" y="{top}" width="{wide}" height="{20 * lines + 38}" rx="6" '
        f'fill="var(--paper)" fill-opacity=".94" stroke="var(--line)"/>'
        f'<text x="{left + 12}" y="{top + 20}" font-size="12.5" font-weight="700" fill="{_TEXT}">'
        f"{escape(themed.legend)}</text>{drawn}"
    )
