"""Bowed ties: parallel and reciprocal ones fan apart, those that share an end part quickly.

Everything is reckoned in the plane of the Web Mercator projection, in pixels of a screen, so that
a curve looks as even there as it is drawn. `maps.bows` chooses which way and how far each bows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from maps.bows import MANY, SAMPLES, Chords, curves_of, heads, hiding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

LonLat = tuple[float, float]
"""Longitude, latitude in degrees."""
Chord = tuple[LonLat, LonLat]
"""From lead to partner, or from hub to link."""

Disc = tuple[LonLat, float]
"""Where a symbol stands, and its radius in pixels of a screen."""

BOW = 0.18
"""Height of a flow's curve over its length, left of its way, so that those there and back part."""
COUNTRY, PROVINCE = 7.25, 9.75
"""Zoom at which all of Korea, or a province, fills a desktop window."""
PIXEL = 360 / (256 * 2**COUNTRY)
"""Of the screen at the zoom `COUNTRY`, in degrees."""

WIDEST = 6.65
"""Zoom at which all of Korea fills a slide: the farthest off that anybody follows ties."""
_BADGE_SPOTS = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26)
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Curve:
    """A drawn tie."""

    points: tuple[LonLat, ...]
    """From the first end to the second; the ends are exactly those given."""
    middle: LonLat
    """On the curve, near its middle, where its badge stands free of others."""


@lru_cache(maxsize=16)
def bowed(
    chords: tuple[Chord, ...],
    discs: tuple[Disc, ...] = (),
    *,
    zooms: float | tuple[float, ...] = COUNTRY,
) -> tuple[Curve, ...]:
    """Bow each chord so that all can be told apart; the same chords give the same curves.

    `discs` are the symbols of places, through which no curve should run that does not end there,
    `zooms` the scales at which the crowding of each counts.
    """
    if not chords:
        return ()
    scale = 256 * 2**WIDEST / 360
    given = Chords(
        ends=scale * np.array([[to_plane(*a), to_plane(*b)] for a, b in chords]),
        grain=np.broadcast_to(2.0 ** (np.asarray(zooms) - WIDEST), len(chords)),
        discs=np.array(
            [[*(scale * np.array(to_plane(*at))), radius] for at, radius in discs]
        ).reshape(-1, 3),
    )
    curves = curves_of(given)
    spots = _badges(curves, given)
    return tuple(
        Curve((a, *(to_sphere(p / scale) for p in curve[1:-1]), b), to_sphere(spot / scale))
        for (a, b), curve, spot in zip(chords, curves, spots, strict=True)
    )


def _badges(curves: Array, given: Chords) -> Array:
    """Find a free spot on each curve for its badge."""
    spots = curves[:, SAMPLES // 2].copy()
    if len(curves) >= MANY:
        return spots
    steps = [round(t * (SAMPLES - 1)) for t in _BADGE_SPOTS]
    first = 0.05 * np.arange(len(steps))
    for _ in range(_ROUNDS):
        for i, curve in enumerate(curves):
            alike = np.flatnonzero(given.grain == given.grain[i])
            others = alike[alike != i]
            rivals = np.concatenate([spots[others], heads(curves[others], float(given.grain[i]))])
            hidden = hiding(curve[steps], rivals, given, i)
            spots[i] = curve[steps][int((hidden + first).argmin())]
    return spots


def curve(start: LonLat, bend: LonLat, end: LonLat, pieces: int) -> tuple[LonLat, ...]:
    """Return the points of a quadratic Bézier curve, both ends included."""
    parts = (step / pieces for step in range(pieces + 1))
    weights = (((1 - t) ** 2, 2 * t * (1 - t), t**2) for t in parts)
    return tuple(
        (a * start[0] + b * bend[0] + c * end[0], a * start[1] + b * bend[1] + c * end[1])
        for a, b, c in weights
    )


def bend_of(start: LonLat, end: LonLat, bow: float) -> LonLat:
    """Return the control point of a curve whose height is `bow` of its length, left of its way."""
    return (
        (start[0] + end[0]) / 2 + bow * (end[1] - start[1]),
        (start[1] + end[1]) / 2 - bow * (end[0] - start[0]),
    )


def to_plane(lon: float, lat: float) -> LonLat:
    """Return a point in the plane, in degrees of the equator."""
    return lon, float(np.degrees(np.arctanh(np.sin(np.radians(lat)))))


def to_sphere(point: Sequence[float] | Array) -> LonLat:
    """Return the longitude and latitude of a point of the plane."""
    lat = np.degrees(np.arcsin(np.tanh(np.radians(point[1]))))
    return round(float(point[0]), 5), round(float(lat), 5)
