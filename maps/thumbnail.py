"""A small picture of a network for a page that links to its map: SVG without text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 260, 300
_WEST, _NORTH = 125.6, 38.75
_SCALE = HEIGHT / 5.75
"""Pixels a degree of latitude: 33.0 to 38.75 °N fill the height."""
_SQUEEZE = math.cos(math.radians(36))
_TOLERANCE_DEG = 0.02
_BOW = 0.16
"""Height of a tie's bow as a share of its length."""


def thumbnail(regions: Sequence[dict[str, Any]], ties: Iterable[dict[str, Any]]) -> str:
    """Draw the land below the ties, each bowed to its right; returns one ``<svg>`` element.

    `regions` are GeoJSON polygon features, `ties` GeoJSON lines of two points, both longitude,
    latitude in degrees; far islands are left out, for at this size they would be specks.
    """
    land = "".join(_outline(feature["geometry"]) for feature in regions)
    curves: list[str] = []
    dots: dict[tuple[float, float], None] = {}
    for tie in ties:
        start, end = (_pixel(lon, lat) for lon, lat in tie["geometry"]["coordinates"])
        curves.append(_curve(start, end))
        dots |= {start: None, end: None}
    circles = "".join(f'<circle cx="{x}" cy="{y}" r="3"/>' for x, y in dots)
    return (
        f'<svg class="thumbnail" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        f'<path class="land" d="{land}"/><path class="ties" d="{"".join(curves)}"/>'
        f'<g class="places">{circles}</g></svg>'
    )


def _pixel(lon: float, lat: float) -> tuple[float, float]:
    return round((lon - _WEST) * _SCALE * _SQUEEZE, 1), round((_NORTH - lat) * _SCALE, 1)


def _outline(geometry: dict[str, Any]) -> str:
    simple = shapely.simplify(shape(geometry), _TOLERANCE_DEG)
    rings = [part.exterior.coords for part in shapely.get_parts(simple) if part.area > 0.002]
    return "".join(
        "M" + "L".join("{},{}".format(*_pixel(lon, lat)) for lon, lat in ring) + "Z"
        for ring in rings
    )


def _curve(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = start, end
    bend_x = round((x1 + x2) / 2 - (y2 - y1) * _BOW, 1)
    bend_y = round((y1 + y2) / 2 + (x2 - x1) * _BOW, 1)
    return f"M{x1},{y1}Q{bend_x},{bend_y} {x2},{y2}"
