"""The base map as marks: sea, neighbours, land, borders; and the inset of the far islands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.still.font import face
from maps.still.frame import Frame
from maps.still.ground import SPECK, areas_on, lines_on, plane
from maps.still.model import Clip, Shape, rectangle
from maps.still.signs import arc
from maps.still.writing import haloed, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.messages import Catalogue
    from maps.still.ground import Ground
    from maps.still.model import Box, Mark, Point, Text
    from maps.still.palette import Palette

DISTRICTS_FROM = 8
"""Zoom from which borders of 시군구 are drawn."""
FAR_ISLANDS: tuple[tuple[float, float], tuple[float, float]] = ((130.7, 37.1), (132.0, 37.62))
"""South-west and north-east of Ulleungdo and Dokdo: longitude, latitude."""
_ISLANDS = (("ulleung", (130.86, 37.44)), ("dokdo", (131.867, 37.23)))
"""Message of the name, and the island's southern shore: longitude, latitude."""
INSET = 132, 70
"""Width and height in pixels."""


def bounds_of(corners: tuple[tuple[float, float], tuple[float, float]]) -> Box:
    """Project a box of longitude and latitude, south-west and north-east, into the plane."""
    (west, south), (east, north) = plane(corners).tolist()
    return west, south, east, north


def ground_marks(
    ground: Ground,
    frame: Frame,
    colours: Palette,
    least: float = SPECK,
    *,
    districts: bool = True,
) -> Iterator[Mark]:
    """Draw what lies below the network, without islands of less than `least` pixels."""
    yield Shape(rings=(rectangle(frame.box),), fill=colours.sea)
    yield from _areas(areas_on(ground.abroad, "neighbours", frame), colours.abroad)
    coasts = ground.abroad.outer("neighbours")
    yield from _lines(lines_on(ground.abroad, coasts, frame), colours.abroad_edge, 0.8)
    yield from _areas(areas_on(ground.korea, "sido", frame, least), colours.land)
    coasts = ground.korea.outer("sido")
    yield from _lines(lines_on(ground.korea, coasts, frame, least), colours.coast, 1)
    if districts and frame.zoom >= DISTRICTS_FROM:
        inner = ground.korea.between("sigungu", inside=True)
        yield from _lines(lines_on(ground.korea, inner, frame), colours.sigungu, 0.8)
    borders = ground.korea.between("sido")
    yield from _lines(lines_on(ground.korea, borders, frame), colours.sido, 1.1)


def outline_marks(
    ground: Ground, codes: Sequence[str], frame: Frame, colours: Palette
) -> Iterator[Mark]:
    """Draw a line around the 시도 that are asked for."""
    arcs = ground.korea.around("sido", codes)
    yield from _lines(lines_on(ground.korea, arcs, frame), colours.primary, 2.4)


def radius_marks(
    at: Point, radius_km: float | None, frame: Frame, colours: Palette
) -> Iterator[Mark]:
    """Draw how far off a place may be, where that is stated."""
    if radius_km:
        ring = arc(at, radius_km / frame.km_per_pixel)
        yield Shape(rings=(ring,), fill=colours.primary, opacity=0.1)
        yield Shape(rings=(ring,), stroke=colours.primary, width=1.4, dash=(5, 4))


def inset_marks(ground: Ground, box: Box, words: Catalogue, colours: Palette) -> Iterator[Mark]:
    """Draw Ulleungdo and Dokdo in a box of their own."""
    frame = inset_frame(box)
    inside = [*ground_marks(ground, frame, colours, least=0)]
    for name in island_names(frame, words, colours):
        inside += haloed(name, colours.sea)
    yield Clip(box, tuple(inside))
    yield Shape(rings=(rectangle(box),), stroke=colours.coast, width=1)


def inset_frame(box: Box) -> Frame:
    """Fit Ulleungdo and Dokdo into a box."""
    return Frame.around(bounds_of(FAR_ISLANDS), box, 3)


def island_names(frame: Frame, words: Catalogue, colours: Palette) -> Iterator[Text]:
    """Write the names of Ulleungdo and Dokdo below them."""
    left, _, right, _ = frame.box
    for key, at in _ISLANDS:
        ((x, y),) = frame.pixels(plane([at])).tolist()
        name = words(f"still.{key}")
        run = face().width(name, 10)
        start = min(max(x - run / 2, left + 4), right - run - 4)
        yield written((start, y + 11), name, 10, colours.ink_soft)


def _areas(rings: list[tuple[tuple[float, float], ...]], colour: str) -> Iterator[Mark]:
    if rings:
        yield Shape(rings=rings, fill=colour)


def _lines(
    rings: list[tuple[tuple[float, float], ...]], colour: str, width: float
) -> Iterator[Mark]:
    if rings:
        yield Shape(rings=rings, closed=False, stroke=colour, width=width, round=True)
