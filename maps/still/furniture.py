"""Scale bar and north arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.still.font import face
from maps.still.model import Shape
from maps.still.writing import haloed, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maps.still.model import Box, Mark, Point
    from maps.still.palette import Palette

_LENGTHS_KM = (200, 100, 50, 20, 10, 5, 2, 1, 0.5)
_LONGEST = 130
"""Pixels that a scale bar may take."""


def scale_spot(box: Box) -> Point:
    """Return where the scale bar begins in a map's box."""
    return box[0] + 16, box[3] - 14


def north_spot(box: Box) -> Point:
    """Return the middle of the arrow in a map's box."""
    return box[2] - 24, box[3] - 30


def scale_marks(at: Point, km_per_pixel: float, colours: Palette) -> Iterator[Mark]:
    """Draw a bar of a round length whose left end stands at `at`."""
    x, y = at
    length = next((km for km in _LENGTHS_KM if km / km_per_pixel <= _LONGEST), _LENGTHS_KM[-1])
    end = x + length / km_per_pixel
    ticks = ((x, y - 5), (x, y), (end, y), (end, y - 5))
    middle = ((x + end) / 2, y - 4), ((x + end) / 2, y)
    for colour, width in ((colours.halo, 4), (colours.ink_soft, 1.6)):
        yield Shape(rings=(ticks, middle), closed=False, stroke=colour, width=width)
    label = f"{length:g} km"
    start = end - face().width(label, 11) / 2
    yield from haloed(written((start, y - 9), label, 11, colours.ink_soft), colours.halo)
    yield from haloed(written((x - 3, y - 9), "0", 11, colours.ink_soft), colours.halo)


def scale_box(at: Point) -> Box:
    """Return the room that a scale bar at `at` may take."""
    return at[0] - 6, at[1] - 24, at[0] + _LONGEST + 26, at[1] + 6


def north_marks(at: Point, colours: Palette) -> Iterator[Mark]:
    """Draw an arrow to the north, its middle at `at`; Mercator's north is up everywhere."""
    x, y = at
    left = (x, y - 15), (x, y + 8), (x - 8, y + 14)
    right = (x, y - 15), (x + 8, y + 14), (x, y + 8)
    yield Shape(rings=(left, right), stroke=colours.halo, width=5, round=True)
    yield Shape(rings=(left,), fill=colours.ink_soft, stroke=colours.ink_soft, width=1, round=True)
    yield Shape(rings=(right,), fill=colours.halo, stroke=colours.ink_soft, width=1, round=True)
    start = x - face(bold=True).width("N", 12) / 2
    yield from haloed(written((start, y - 19), "N", 12, colours.ink_soft, bold=True), colours.halo)


def north_box(at: Point) -> Box:
    """Return the room that the arrow takes."""
    return at[0] - 12, at[1] - 32, at[0] + 12, at[1] + 17
