"""A small picture of a network for a page that links to its map: SVG without text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import shape

from maps.theme import sector_style

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

WIDTH, HEIGHT = 200, 300
_WEST, _NORTH = 125.35, 38.75
_SCALE = HEIGHT / 5.75
"""Pixels a degree of latitude: 33.0 to 38.75 °N fill the height."""
_SQUEEZE = math.cos(math.radians(36))
_TOLERANCE_DEG = 0.02
_Pair = tuple[tuple[float, float], tuple[float, float]]
_BOW = 0.16
"""Height of a tie's bow as a share of its length."""


def thumbnail(
    regions: Iterable[dict[str, Any]], ties: Mapping[str, Sequence[dict[str, Any]]]
) -> str:
    """Draw the land below the ties, each bowed to its right; returns one ``<svg>`` element.

    `regions` are GeoJSON polygon features, `ties` maps a collection, which becomes a CSS class,
    to GeoJSON lines of two points; all longitude, latitude in degrees. A tie of a sector has its
    colour. Specks of islands are left out, and what lies far to the east.
    """
    land = "".join(_outline(feature["geometry"]) for feature in regions)
    drawn: dict[tuple[str, str], list[_Pair]] = {}
    for collection, features in ties.items():
        for tie in features:
            start, end = (_pixel(*place) for place in tie["geometry"]["coordinates"])
            drawn.setdefault((collection, _colour(tie)), []).append((start, end))
    paths = "".join(
        f'<path class="ties {collection}"{colour} d="{"".join(_curve(*pair) for pair in pairs)}"/>'
        for (collection, colour), pairs in drawn.items()
    )
    dots = dict.fromkeys(end for pairs in drawn.values() for pair in pairs for end in pair)
    circles = "".join(f'<circle cx="{x}" cy="{y}" r="3"/>' for x, y in dots)
    return (
        f'<svg class="thumbnail" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        f'<path class="land" d="{land}"/>{paths}<g class="places">{circles}</g></svg>'
    )


def _colour(tie: dict[str, Any]) -> str:
    """Return the attribute that gives a tie of a sector its colour."""
    sector = tie["properties"].get("sector")
    return f' stroke="{sector_style(sector).colour}"' if sector else ""


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
