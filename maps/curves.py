"""Bowed ties: parallel and reciprocal ones fan apart, those that share an end part quickly.

Everything is reckoned in the plane of the Web Mercator projection, in pixels of a screen, so that
a curve looks as even there as it is drawn.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

LonLat = tuple[float, float]
"""Longitude, latitude in degrees."""
Chord = tuple[LonLat, LonLat]
"""From lead to partner, or from hub to link."""

BOW = 0.18
"""Height of a flow's curve over its length, left of its way, so that those there and back part."""
SAMPLES = 33
"""Points of a drawn curve, both ends included."""
COUNTRY, PROVINCE = 7.25, 9.75
"""Zoom at which all of Korea, or a province, fills a desktop window."""
PIXEL = 360 / (256 * 2**COUNTRY)
"""Of the screen at the zoom `COUNTRY`, in degrees."""

_SHARES = (0.1, 0.16, 0.22, 0.29, 0.36)
"""Height of a bow as a share of the chord."""
_LEAST_HEIGHT = 10
_BADGE = 24
"""Two badges nearer than this touch."""
_PLACE = 17
"""A badge nearer than this to a place hides it."""
_NEAR = 4
_PARTING = np.radians(22)
_BADGE_SPOTS = (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68)
_ROUNDS = 4
_NEVER = 1000.0
_SYMBOL = 13
"""A curve nearer than this to a place that it does not join runs through its symbol."""
_THROUGH = 2.5
"""Of each such place."""
_SHARP = np.radians(30)
"""Lines that cross at less are hard to follow."""
_COARSE = slice(None, None, 4)
"""Of the points of a curve, which are enough to find where it crosses others."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A drawn tie."""

    points: tuple[LonLat, ...]
    """From the first end to the second; the ends are exactly those given."""
    middle: LonLat
    """On the curve, near its middle, where its badge stands free of others."""


@lru_cache(maxsize=16)
def bowed(
    chords: tuple[Chord, ...], places: tuple[LonLat, ...] = (), *, zoom: float = COUNTRY
) -> tuple[Curve, ...]:
    """Bow each chord so that all can be told apart; the same chords give the same curves.

    `places` are points that badges should keep clear of, `zoom` is the scale at which the crowding
    counts. Each curve is a quadratic
    Bézier; its height is chosen among a few, round by round, for the least crowding.
    """
    if not chords:
        return ()
    scale = 256 * 2**zoom / 360
    ends = scale * np.array([[to_plane(*a), to_plane(*b)] for a, b in chords])
    dots = scale * np.array([to_plane(*place) for place in places]).reshape(-1, 2)
    return tuple(
        Curve((a, *(to_sphere(p / scale) for p in curve[1:-1]), b), to_sphere(spot / scale))
        for (a, b), (curve, spot) in zip(chords, _drawn(ends, dots), strict=True)
    )


def _heights(ends: Array, dots: Array) -> Array:
    """Choose the signed height of each bow, left of its direction positive."""
    count = len(ends)
    pairs = [tuple(sorted(map(tuple, chord.tolist()))) for chord in ends]
    # Left of the pair's own direction, so that reciprocal ties know each other's side.
    side = np.array(
        [1.0 if tuple(c[0]) == pair[0] else -1.0 for c, pair in zip(ends, pairs, strict=True)]
    )
    most = max(Counter(pairs).values())
    options = [_options(chord, most) for chord in ends]
    chosen = np.array([option[0] for option in options])
    drawn = np.array([_bezier(c, h) for c, h in zip(ends, chosen, strict=True)])
    order = sorted(range(count), key=lambda i: (-_length(ends[i]), i))
    for _ in range(_ROUNDS):
        before = chosen.copy()
        for i in order:
            others = np.arange(count) != i
            twins = [j for j in range(count) if j != i and pairs[j] == pairs[i]]
            taken = chosen[twins] * side[twins]
            costs = []
            for height in options[i]:
                curve = _bezier(ends[i], height)
                cost = _crowding(curve, drawn[others]) + 1.5 * abs(height) / _length(ends[i])
                cost += _hiding(curve[SAMPLES // 2], curve[:0], dots)
                cost += _THROUGH * _passed(curve, dots) + _sharp(curve, drawn[others])
                same = np.isclose(taken, height * side[i], rtol=0, atol=_NEAR / 4).any()
                costs.append(cost + (_NEVER if same else 0))
            chosen[i] = options[i][int(np.argmin(costs))]
            drawn[i] = _bezier(ends[i], chosen[i])
        if (chosen == before).all():
            break
    return chosen


def _options(chord: Array, parallel: int) -> list[float]:
    length = _length(chord)
    steps = [share * length for share in _SHARES]
    steps += [steps[-1] * (1 + 0.3 * more) for more in range(1, parallel - len(steps) + 1)]
    lift = max(0.0, _LEAST_HEIGHT - steps[0])
    heights = [step + lift * (1 + 0.25 * i) for i, step in enumerate(steps)]
    return [side * height for height in heights for side in (-1, 1)]


def _crowding(curve: Array, others: Array) -> float:
    """Count what makes `curve` hard to follow: near badges, shared ways, narrow partings."""
    if not len(others):
        return 0.0
    middle, middles = curve[SAMPLES // 2], others[:, SAMPLES // 2]
    gaps = np.hypot(*(middles - middle).T)
    cost = 4 * np.clip(1 - gaps / _BADGE, 0, None).sum()
    inner, inners = curve[4:-4:3], others[:, 4:-4:3]
    apart = np.hypot(*np.moveaxis(inners[:, :, None] - inner[None, None], -1, 0))
    cost += 0.5 * (apart.min(axis=1) < _NEAR).sum()
    for mine, step in ((curve[0], curve[4] - curve[0]), (curve[-1], curve[-5] - curve[-1])):
        for end, inward in ((0, 4), (-1, -5)):
            shared = np.hypot(*(others[:, end] - mine).T) < _NEAR
            if shared.any():
                ways = others[shared, inward] - others[shared, end]
                cost += 3 * np.clip(1 - _angles(step, ways) / _PARTING, 0, None).sum()
    return float(cost)


def _passed(curve: Array, dots: Array) -> float:
    """Weigh the places through whose symbols a curve runs without joining them."""
    own = [np.hypot(*(dots - end).T) < _NEAR for end in (curve[0], curve[-1])]
    foreign = dots[~(own[0] | own[1])]
    if not len(foreign):
        return 0.0
    away = np.hypot(*np.moveaxis(foreign[:, None] - curve[None, 1:-1], -1, 0)).min(axis=1)
    return float(np.clip(1.5 * (1 - away / _SYMBOL), 0, 1).sum())


def _sharp(curve: Array, others: Array) -> float:
    """Weigh the crossings at a small angle."""
    if not len(others):
        return 0.0
    mine, theirs = curve[_COARSE], others[:, _COARSE]
    a, way = mine[:-1], np.diff(mine, axis=0)
    b, ways = theirs[:, :-1].reshape(-1, 2), np.diff(theirs, axis=1).reshape(-1, 2)
    turn = way[:, None, 0] * ways[None, :, 1] - way[:, None, 1] * ways[None, :, 0]
    gap = b[None] - a[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        at = (gap[..., 0] * ways[None, :, 1] - gap[..., 1] * ways[None, :, 0]) / turn
        there = (gap[..., 0] * way[:, None, 1] - gap[..., 1] * way[:, None, 0]) / turn
        lengths = np.hypot(*way.T)[:, None] * np.hypot(*ways.T)[None]
        sine = np.abs(turn) / lengths
    crossed = (at > 0) & (at < 1) & (there > 0) & (there < 1)
    # Those that meet at an end part there, they do not cross.
    meeting = np.hypot(*np.moveaxis(others[:, [0, -1]][:, :, None] - curve[[0, -1]], -1, 0))
    apart = np.repeat(meeting.reshape(len(others), -1).min(axis=1) > _NEAR, len(mine) - 1)
    return 2 * float((crossed & apart[None] & (sine < np.sin(_SHARP))).sum())


def _angles(way: Array, ways: Array) -> Array:
    turn = np.arctan2(ways[:, 1], ways[:, 0]) - np.arctan2(way[1], way[0])
    return np.asarray(np.abs((turn + np.pi) % (2 * np.pi) - np.pi))


def _drawn(ends: Array, dots: Array) -> list[tuple[Array, Array]]:
    """Sample the curves and find a free spot on each for its badge."""
    heights = _heights(ends, dots)
    curves = [_bezier(chord, height) for chord, height in zip(ends, heights, strict=True)]
    spots = np.array([curve[SAMPLES // 2] for curve in curves])
    for _ in range(_ROUNDS):
        for i, curve in enumerate(curves):
            rivals = np.delete(spots, i, axis=0)
            candidates = [curve[round(t * (SAMPLES - 1))] for t in _BADGE_SPOTS]
            spots[i] = min(
                enumerate(candidates),
                key=lambda item: _hiding(item[1], rivals, dots) + 0.05 * item[0],
            )[1]
    return list(zip(curves, spots, strict=True))


def _hiding(spot: Array, rivals: Array, dots: Array) -> float:
    badges = np.clip(1 - np.hypot(*(rivals - spot).T) / _BADGE, 0, None).sum()
    hidden = np.clip(1 - np.hypot(*(dots - spot).T) / _PLACE, 0, None).sum()
    return float(badges + 2 * hidden)


def _bezier(chord: Array, height: float) -> Array:
    """Sample a quadratic Bézier over `chord` whose middle stands `height` left of it."""
    (x1, y1), (x2, y2) = chord
    length = _length(chord)
    bend = chord.mean(axis=0) + 2 * height / length * np.array([y1 - y2, x2 - x1])
    t = np.linspace(0, 1, SAMPLES)[:, None]
    return np.asarray((1 - t) ** 2 * chord[0] + 2 * t * (1 - t) * bend + t**2 * chord[1])


def _length(chord: Array) -> float:
    return float(np.hypot(*(chord[1] - chord[0]))) or 1.0


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
