"""A small picture of a network for a page that links to its map: SVG without text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import shapely
from shapely.geometry import shape

from maps.theme import token
from maps.view import View, apply

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.jsons import FeatureObject, GeometryObject
    from geo.model.programmes import Style
    from maps.scene import Scene

WIDTH, HEIGHT = 200, 300
_WEST, _NORTH = 125.35, 38.75
_SCALE = HEIGHT / 5.75
"""Pixels a degree of latitude: 33.0 to 38.75 °N fill the height."""
_SQUEEZE = math.cos(math.radians(36))
_TOLERANCE_DEG = 0.02
_BOW = 0.16
"""Height of a tie's bow as a share of its length."""


def thumbnail(regions: Iterable[FeatureObject], scene: Scene, drawn: Sequence[str]) -> str:
    """Draw the land below ties and sites; returns one ``<svg>`` element.

    Each tie is bowed to its right.
    `regions` are GeoJSON polygon features, longitude and latitude in degrees. Specks of islands are
    left out, and what lies far to the east.
    """
    land = "".join(_outline(feature["geometry"]) for feature in regions)
    shown = apply(scene, View(), drawn)
    paths: dict[Style, list[str]] = {}
    for tie in sorted(shown.ties, key=lambda tie: drawn.index(tie.programme)):
        start, end = (_pixel(*at) for at in scene.chord(tie))
        style = scene.style(scene.atlas.bodies[tie.body_id])
        paths.setdefault(style, []).append(_curve(start, end))
    lines = "".join(
        f'<path class="ties" stroke="{token(style.colour)}" '
        f'stroke-width="{1.8 if style.double else 1.3}" d="{"".join(curves)}"/>'
        for style, curves in sorted(paths.items(), key=lambda one: not one[0].double)
    )
    dots = dict.fromkeys(_pixel(place.lon, place.lat) for place in shown.places)
    circles = "".join(f'<circle cx="{x}" cy="{y}" r="3"/>' for x, y in dots)
    return (
        f'<svg class="thumbnail" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        f'<path class="land" d="{land}"/>{lines}<g class="places">{circles}</g></svg>'
    )


def _pixel(lon: float, lat: float) -> tuple[float, float]:
    return round((lon - _WEST) * _SCALE * _SQUEEZE, 1), round((_NORTH - lat) * _SCALE, 1)


def _outline(geometry: GeometryObject | None) -> str:
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
