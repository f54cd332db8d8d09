"""A small picture of a network for a page that links to its map: the map without text."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maps.layers.ties import curves_of
from maps.locator import Frame, rings_of
from maps.still.model import Shape
from maps.still.palette import references
from maps.still.signs import placed
from maps.still.svg import elements
from maps.theme import token
from maps.view import View, apply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model.programmes import Style
    from maps.locator import Outlines
    from maps.scene import Scene
    from maps.still.model import Ring

_WIDTH, _HEIGHT = 200, 300
_FRAME = Frame(
    west=125.35,
    north=38.75,
    scale=_HEIGHT / 5.75,  # 33.0 to 38.75 °N fill the height
    squeeze=math.cos(math.radians(36)),
    width=_WIDTH,
    height=_HEIGHT,
)
_LAND = "thumbnail-land"
_DOT = 0.32
"""Scale of a place: no shape is told apart at this size."""
_EVERY = 3
"""Of a curve's points every third is as smooth as can be seen here."""


def ground(outlines: Outlines) -> str:
    """Return the land of all thumbnails of a page, an ``<svg>`` element that shows nothing."""
    colours = references()
    land = [ring for rings in rings_of(outlines, _FRAME).values() for ring in rings]
    shape = Shape(rings=land, fill=colours.land, stroke=colours.coast, width=0.5)
    return (
        '<svg class="ground" width="0" height="0" aria-hidden="true">'
        f'<symbol id="{_LAND}" overflow="visible">{elements([shape])}</symbol></svg>'
    )


def thumbnail(scene: Scene, drawn: Sequence[str]) -> str:
    """Draw ties and sites on the land of `ground`; returns one ``<svg>`` element.

    Ties are the curves of the map.
    """
    colours, shown = references(), apply(scene, View(), drawn)
    curves = curves_of(scene, drawn)
    paths: dict[Style, list[Ring]] = {}
    for tie in sorted(shown.ties, key=lambda tie: drawn.index(tie.programme)):
        points = curves[tie.id].points
        style = scene.style(scene.atlas.bodies[tie.body_id])
        paths.setdefault(style, []).append(_line([*points[:-1:_EVERY], points[-1]]))
    dots = dict.fromkeys(_FRAME.at(place.lon, place.lat) for place in shown.places)
    marks = (
        *(
            Shape(
                rings=lines,
                closed=False,
                stroke=token(style.colour),
                width=1.8 if style.double else 1.3,
            )
            for style, lines in sorted(paths.items(), key=lambda item: not item[0].double)
        ),
        Shape(rings=[placed("circle", at, _DOT) for at in dots], fill=colours.ink),
    )
    return (
        f'<svg class="thumbnail" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true">'
        f'<use href="#{_LAND}"/>{elements(marks)}</svg>'
    )


def _line(points: Sequence[Sequence[float]]) -> Ring:
    return tuple(_FRAME.at(lon, lat) for lon, lat in points)
