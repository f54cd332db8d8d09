"""Which way and how far each tie bows, so that no reader follows the wrong one.

Every tie has a few curves to choose from: low and high, to either side, even or leaning to one end.
What a choice costs: a symbol that it would run through without ending there weighs most, then a
crossing at a small angle, then crowding, then the bow itself. Choices are made tie by tie until
none gets better, then for two ties at once where something still misleads; equal ties give equal
choices. Lengths are pixels of a screen at the widest zoom at which all is shown: what lies clear
there lies clear at every nearer one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

SAMPLES = 33
"""Points of a drawn curve, both ends included."""
MANY = 150
"""From so many ties on each bows by a simple rule: nobody follows single ones there."""

_SHARES = (0.05, 0.08, 0.11, 0.14, 0.18, 0.23, 0.29, 0.36)
"""Height of a bow as a share of the chord."""
_LEANS = (0.0, -0.12, 0.12, -0.24, 0.24, -0.36, 0.36)
"""How far the bend moves along the chord, as a share of it."""
_MUCH = 6000
"""Pairs of ties that may meet, from which on no bow leans, for the search would take long."""
_LEAST_HEIGHT, _ROOM = 10, 24
_BADGE = 24
"""Two badges nearer than this touch."""
_PLACE = 20
"""A badge nearer than this to a place hides it, or the arrowheads before it."""
_HEAD = 29
"""A badge nearer than this to the end of its tie lies below the arrowhead."""
_BACK, _OVER = 14, 19
"""How far an arrowhead stands before the end; nearer than this to it a badge is covered."""
_NEAR = 4
_PARTING = np.radians(22)
_SHARP = np.radians(33)
"""Lines that cross at less than 30 degrees are hard to follow; a few more for what sampling
loses."""
_OF_END = 3.5
"""Nearer than this to an end lines meet there rather than cross."""
_COARSE = slice(None, None, 2)
"""Of the points of a curve, which are enough to find where it crosses others."""
_ROUNDS = 6
_REPAIRS = 3

_NEVER = 1000.0
_THROUGH = 20.0
"""Of a symbol in the way, more the deeper the curve runs through it."""
_SHY, _ROOMY = 3.0, 1.7
"""Of a symbol that a curve only passes, within so many times its radius."""
_CROSSED = 6.0
"""Of a crossing at a small angle."""
_PARTED = 5.0
"""Of two ties that leave an end as one."""
_USUAL = 0.15
_BENT, _LEANING = 8.0, 0.8
"""Of the shares of height and lean."""


@dataclass(frozen=True, slots=True)
class Chords:
    """Ties to bow."""

    ends: Array
    """Shape (n, 2, 2): each from its first end to its second."""
    grain: Array
    """Of each tie: how much larger the screen is at the zoom at which its crowding counts."""
    discs: Array
    """Shape (m, 3): middle and radius of each symbol."""

    @property
    def lengths(self) -> Array:
        """Lengths of the chords; 1 where there is none."""
        lengths = np.hypot(*(self.ends[:, 1] - self.ends[:, 0]).T)
        return np.where(lengths > 0, lengths, 1.0)


def curves_of(chords: Chords) -> Array:
    """Choose a curve for each tie; returns their points, shape (n, SAMPLES, 2)."""
    if len(chords.ends) >= MANY:
        return _plain(chords)
    choice = _Choice(chords, _LEANS)
    if sum(map(len, choice.near)) > _MUCH:
        choice = _Choice(chords, _LEANS[:1])
    return choice.made()


def heads(curves: Array, grain: float) -> Array:
    """Return the middles of the arrowheads of curves."""
    end, way = curves[..., -1, :], curves[..., -1, :] - curves[..., -3, :]
    length = np.maximum(np.hypot(*np.moveaxis(way, -1, 0)), 1e-6)
    return np.asarray(end - way / length[..., None] * _BACK / grain)


def hiding(spots: Array, rivals: Array, chords: Chords, i: int) -> Array:
    """Say of spots for the badge of a tie how much they hide: badges, places, its arrowhead."""
    grain = chords.grain[i]
    badges = np.clip(1 - grain * _gaps(spots, rivals) / _BADGE, 0, None).sum(axis=1)
    hidden = np.clip(1 - grain * _gaps(spots, chords.discs[:, :2]) / _PLACE, 0, None).sum(axis=1)
    head = np.clip(1 - grain * _gaps(spots, chords.ends[i, 1:]) / _HEAD, 0, None).sum(axis=1)
    return np.asarray(badges + 2 * hidden + 4 * head)


def _plain(chords: Chords) -> Array:
    """Bow all alike, those between the same places in turn to either side and higher."""
    turns: Counter[object] = Counter()
    curves = np.empty((len(chords.ends), SAMPLES, 2))
    for i, (pair, side) in enumerate(zip(*_pairs(chords.ends), strict=True)):
        turn = turns[pair]
        turns[pair] += 1
        share = side * (-1) ** turn * (_SHARES[3] + 0.06 * (turn // 2))
        curves[i] = _beziers(chords.ends[i], np.array([[share, 0.0]]))[0]
    return curves


def _pairs(ends: Array) -> tuple[list[object], Array]:
    """Return the places of each tie in one order, and 1 where it runs in that order, else -1."""
    pairs = [tuple(sorted(map(tuple, chord.tolist()))) for chord in ends]
    # Left of the pair's own direction, so that reciprocal ties know each other's side.
    along = [tuple(chord[0].tolist()) == pair[0] for chord, pair in zip(ends, pairs, strict=True)]
    return list(pairs), np.where(along, 1.0, -1.0)


class _Choice:
    """The state of the search."""

    def __init__(self, chords: Chords, leans: Sequence[float]) -> None:
        self.chords = chords
        self.ends, self.grain, self.discs = chords.ends, chords.grain, chords.discs
        self.lengths = chords.lengths
        self.pairs, self.sides = _pairs(self.ends)
        most = max(Counter(self.pairs).values())
        shares = [
            _options(length * grain, most, leans)
            for length, grain in zip(self.lengths, self.grain, strict=True)
        ]
        self.shares = np.array(shares)
        self.curves = np.array([_beziers(*item) for item in zip(self.ends, shares, strict=True)])
        self.ways = np.array([_tangents(*item) for item in zip(self.ends, shares, strict=True)])
        self.alone = np.array([self._alone(i) for i in range(len(self.ends))])
        self.chosen = self.alone.argmin(axis=1)
        self.near = self._neighbours()
        # What each curve of a tie costs beside the chosen one of each neighbour.
        self.beside = [
            np.zeros((len(self.shares[i]), len(near))) for i, near in enumerate(self.near)
        ]
        self.stale = [np.ones(len(near), dtype=bool) for near in self.near]

    def made(self) -> Array:
        """Search, and return the chosen curves."""
        order = np.lexsort((np.arange(len(self.ends)), -self.lengths))
        self._settle(order)
        for _ in range(_REPAIRS):
            if not self._repair(order):
                break
            self._settle(order)
        return np.asarray(self.curves[np.arange(len(self.ends)), self.chosen])

    def _settle(self, order: Iterable[int]) -> None:
        for _ in range(_ROUNDS):
            moved = [self._choose(i, int(self._costs(i).argmin())) for i in order]
            if not any(moved):
                break

    def _choose(self, i: int, option: int) -> bool:
        if option == self.chosen[i]:
            return False
        self.chosen[i] = option
        for j in self.near[i]:
            self.stale[j][np.searchsorted(self.near[j], i)] = True
        return True

    def _costs(self, i: int) -> Array:
        stale = self.stale[i]
        if stale.any():
            others = self.near[i][stale]
            self.beside[i][:, stale] = self._between(i, others, self.chosen[others])
            stale[:] = False
        return np.asarray(self.alone[i] + self.beside[i].sum(axis=1))

    def _repair(self, order: Iterable[int]) -> bool:
        """Choose anew for two ties at once where one misleads beside the other."""
        better = False
        for i in order:
            self._costs(i)
            beside = self.beside[i][self.chosen[i]]
            wrong = self.alone[i][self.chosen[i]] >= _THROUGH or beside.max(initial=0) >= _CROSSED
            rivals = self.near[i][np.argsort(-beside, kind="stable")[:4]] if wrong else ()
            for j in rivals:
                better |= self._both(i, int(j))
        return better

    def _both(self, i: int, j: int) -> bool:
        mine, theirs = self._costs(i), self._costs(j)
        mine = mine - self.beside[i][:, np.searchsorted(self.near[i], j)]
        theirs = theirs - self.beside[j][:, np.searchsorted(self.near[j], i)]
        options = np.arange(self.shares.shape[1])
        joint = self._between(i, np.full(len(options), j), options)
        total = mine[:, None] + theirs[None] + joint
        a, b = np.unravel_index(int(total.argmin()), total.shape)
        if total[a, b] > total[self.chosen[i], self.chosen[j]] - 1e-6:
            return False
        self._choose(i, int(a))
        self._choose(j, int(b))
        return True

    def _alone(self, i: int) -> Array:
        usual = _USUAL * _stretch(float(self.lengths[i] * self.grain[i]))
        bent = _BENT * np.abs(np.abs(self.shares[i][:, 0]) - usual) + _LEANING * np.abs(
            self.shares[i][:, 1]
        )
        middles = self.curves[i][:, SAMPLES // 2]
        none = np.empty((0, 2))
        hidden = hiding(middles, none, self.chords, i)
        return np.asarray(bent + hidden + self._passed(i))

    def _passed(self, i: int) -> Array:
        """Weigh the places through whose symbols each curve runs without joining them."""
        curves, discs = self.curves[i], self.discs
        low, high = curves.min(axis=(0, 1)), curves.max(axis=(0, 1))
        inside = ((discs[:, :2] + discs[:, 2:] > low) & (discs[:, :2] - discs[:, 2:] < high)).all(1)
        reach, least = self._clear(i)
        inside &= least > 0
        if not inside.any():
            return np.zeros(len(curves))
        least, reach = least[inside], reach[inside]
        away = _distances(curves, discs[inside, :2])
        deep = np.where(away < least, 1 + (1 - away / least), 0)
        shy = _SHY * np.clip(1 - away / (_ROOMY * reach), 0, None)
        return np.asarray((_THROUGH * deep + shy).sum(axis=1))

    def _clear(self, i: int) -> tuple[Array, Array]:
        """Return how far off each place a curve has to run at every zoom.

        A symbol that overlaps that of an end of the tie is no other place there; it is from the
        zoom on at which the two part, and a pixel is less ground by then.
        """
        discs, radii = self.discs, self.discs[:, 2]
        gaps = _gaps(self.ends[i], discs[:, :2])
        own = radii[gaps.argmin(axis=1)] if len(radii) else np.zeros(2)
        joined = (gaps < 0.01).any(axis=0)
        parted = ((radii + own[:, None]) / np.maximum(gaps, 0.01)).max(axis=0)
        least = radii / np.maximum(parted, 1)
        return radii, np.where(joined, 0.0, least)

    def _neighbours(self) -> list[NDArray[np.intp]]:
        """Return of each tie those whose curves can come near its own."""
        low, high = self.curves.min(axis=(1, 2)) - _BADGE, self.curves.max(axis=(1, 2)) + _BADGE
        met = ((low[:, None] <= high[None]) & (high[:, None] >= low[None])).all(axis=2)
        np.fill_diagonal(met, val=False)
        return [np.flatnonzero(row) for row in met]

    def _between(self, i: int, others: NDArray[np.intp], options: NDArray[np.intp]) -> Array:
        """Return what each curve of a tie costs beside given curves of others."""
        curves, theirs = self.curves[i], self.curves[others, options]
        cost = self._sharp(i, others, options)
        cost += self._partings(i, others, options)
        alike = self.grain[others] == self.grain[i]
        if alike.any():
            grain = float(self.grain[i])
            cost[:, alike] += _crowding(curves, theirs[alike], grain)
            cost[:, alike] += _covering(curves, theirs[alike], grain)
        twins = np.array([self.pairs[j] == self.pairs[i] for j in others])
        if twins.any():
            mine = self.shares[i][:, 0] * self.sides[i]
            taken = self.shares[others, options, 0] * self.sides[others]
            same = np.abs(mine[:, None] - taken[None]) * self.lengths[i] * self.grain[i] < _NEAR / 4
            cost += _NEVER * (same & twins[None])
        return cost

    def _sharp(self, i: int, others: NDArray[np.intp], options: NDArray[np.intp]) -> Array:
        """Weigh the crossings at a small angle."""
        theirs, ways = self.curves[others, options][:, _COARSE], self.ways[others, options]
        own, other, at, there = _crossings(self.ends[i, 0], self.ways[i], theirs)
        where = self.ends[i, 0] + _gone(self.ways[i][own], at)
        ends = np.concatenate([self.ends[[i] * len(other)], self.ends[others[other]]], axis=1)
        away = np.hypot(*np.moveaxis(ends - where[:, None], -1, 0)).min(axis=1, initial=np.inf)
        angle = _angle(_way(self.ways[i][own], at), _way(ways[other], there))
        angle = np.minimum(angle, np.pi - angle)
        wrong = (angle < _SHARP) & (away > _OF_END)
        cost = np.zeros((len(self.ways[i]), len(theirs)))
        weight = _CROSSED * (1 + 0.5 * (1 - angle / _SHARP))
        np.add.at(cost, (own[wrong], other[wrong]), weight[wrong])
        return cost

    def _partings(self, i: int, others: NDArray[np.intp], options: NDArray[np.intp]) -> Array:
        """Weigh the small angles at which curves leave an end that they share."""
        cost = np.zeros((len(self.curves[i]), len(others)))
        mine, theirs = self.ways[i], self.ways[others, options]
        for end, sign in ((0, 1.0), (1, -1.0)):
            for far, turned in ((0, 1.0), (1, -1.0)):
                shared = np.hypot(*(self.ends[others, far] - self.ends[i, end]).T) < 0.01
                if shared.any():
                    angle = _angle(sign * mine[:, None, end], turned * theirs[None, shared, far])
                    cost[:, shared] += _PARTED * np.clip(1 - angle / _PARTING, 0, None)
        return cost


def _stretch(length: float) -> float:
    """Return how much higher a short tie bows, to have room for its badge and its arrowhead."""
    return max(1.0, _ROOM / length / _SHARES[-1])


def _options(length: float, parallel: int, leans: Sequence[float]) -> Array:
    """Return height and lean of each curve to choose from, as shares of the chord."""
    steps = [share * _stretch(length) for share in _SHARES]
    steps += [steps[-1] * (1 + 0.3 * more) for more in range(1, parallel - len(steps) + 1)]
    lift = max(0.0, _LEAST_HEIGHT / length - steps[0])
    heights = [step + lift * (1 + 0.25 * i) for i, step in enumerate(steps)]
    return np.array(
        [(side * height, lean) for lean in leans for height in heights for side in (-1, 1)]
    )


def _crowding(curves: Array, others: Array, grain: float) -> Array:
    """Count what makes curves hard to follow beside others: near badges, shared ways."""
    cost = 4 * np.clip(
        1 - grain * _gaps(curves[:, SAMPLES // 2], others[:, SAMPLES // 2]) / _BADGE, 0, None
    )
    inner, inners = curves[:, 4:-4:3], others[:, 4:-4:3]
    x, y = np.ascontiguousarray(inners.reshape(-1, 2).T)
    # Point by point, and squares: most of the search is this, and so it stays in the cache.
    apart = np.full((len(curves), len(x)), np.inf)
    for own_x, own_y in np.moveaxis(inner, (1, 2), (0, 1))[..., None]:
        np.minimum(apart, (own_x - x) ** 2 + (own_y - y) ** 2, out=apart)
    close = (apart < (_NEAR / grain) ** 2).reshape(len(curves), len(others), -1)
    return np.asarray(cost + 0.5 * close.sum(axis=2))


def _covering(curves: Array, others: Array, grain: float) -> Array:
    """Weigh the arrowheads that would lie on a badge of another tie."""
    over = _gaps(curves[:, SAMPLES // 2], heads(others, grain))
    under = _gaps(heads(curves, grain), others[:, SAMPLES // 2])
    return np.asarray(sum(4 * np.clip(1 - grain * gap / _OVER, 0, None) for gap in (over, under)))


def _beziers(chord: Array, shares: Array) -> Array:
    """Sample quadratic Béziers over a chord; a height is that of the middle, left of the way."""
    t = np.linspace(0, 1, SAMPLES)[:, None]
    bends = _bends(chord, shares)[:, None]
    return np.asarray((1 - t) ** 2 * chord[0] + 2 * t * (1 - t) * bends + t**2 * chord[1])


def _tangents(chord: Array, shares: Array) -> Array:
    """Return the ways of the curves at their ends; between these they turn evenly."""
    bends = _bends(chord, shares)
    return np.stack([bends - chord[0], chord[1] - bends], axis=1)


def _bends(chord: Array, shares: Array) -> Array:
    (x1, y1), (x2, y2) = chord
    left, along = np.array([y1 - y2, x2 - x1]), np.array([x2 - x1, y2 - y1])
    return np.asarray(chord.mean(axis=0) + 2 * shares[:, :1] * left + shares[:, 1:] * along)


def _way(tangents: Array, at: Array) -> Array:
    return np.asarray(tangents[:, 0] * (1 - at[:, None]) + tangents[:, 1] * at[:, None])


def _gone(tangents: Array, at: Array) -> Array:
    """Return how far curves have come from their start."""
    t = at[:, None]
    return np.asarray(2 * t * tangents[:, 0] + t**2 * (tangents[:, 1] - tangents[:, 0]))


def _crossings(
    start: Array, tangents: Array, others: Array
) -> tuple[NDArray[np.intp], NDArray[np.intp], Array, Array]:
    """Find where curves from `start` cross others, which are given as points.

    Returns, for each crossing, curve and other one, and how far along each (0 to 1) it lies.
    """
    pieces = others.shape[1] - 1
    at, way = others[:, :-1].reshape(-1, 2), np.diff(others, axis=1).reshape(-1, 2)
    # A curve stays between its ends and its bend: what lies outside of all is not met.
    hull = np.concatenate([[[0, 0]], tangents[:, 0], tangents.sum(axis=1)]) + start
    low, high = np.minimum(at, at + way), np.maximum(at, at + way)
    met = np.flatnonzero(((low <= hull.max(axis=0)) & (high >= hull.min(axis=0))).all(axis=1))
    at, way = at[met], way[met]
    # How far a curve is from the line through a piece, as a polynomial of its parameter.
    c = _cross(way, start - at)[None]
    b = 2 * _cross(way, tangents[:, :1])
    a = _cross(way, tangents[:, 1:] - tangents[:, :1])
    under = b**2 - 4 * a * c
    own, piece = real = np.nonzero(under >= 0)
    a, b, c = a[real], b[real], c[0, piece]
    with np.errstate(divide="ignore", invalid="ignore"):
        q = -0.5 * (b + np.copysign(np.sqrt(under[real]), b))
        roots = np.stack([q / a, c / q])
    _, item = found = np.nonzero((roots > 0) & (roots < 1))
    own, piece = own[item], piece[item]
    t = roots[found]
    gap = start + _gone(tangents[own], t) - at[piece]
    there = (gap * way[piece]).sum(axis=-1) / np.maximum((way[piece] ** 2).sum(axis=-1), 1e-12)
    on = (there >= 0) & (there < 1)
    own, piece, t, there = own[on], met[piece[on]], t[on], there[on]
    return own, piece // pieces, t, (piece % pieces + there) / pieces


def _cross(a: Array, b: Array) -> Array:
    return np.asarray(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0])


def _angle(a: Array, b: Array) -> Array:
    """Return the angles between two ways, up to half a turn."""
    return np.asarray(np.abs(np.arctan2(_cross(a, b), (a * b).sum(axis=-1))))


def _gaps(some: Array, others: Array) -> Array:
    """Return the distance of each point from each other one."""
    return np.asarray(np.hypot(*(some.T[:, :, None] - others.T[:, None])))


def _distances(curves: Array, points: Array) -> Array:
    """Return the distance of each curve, as it is drawn, from each point."""
    ways = np.diff(curves, axis=1)
    x, y = (points[:, axis] - curves[:, :-1, axis, None] for axis in (0, 1))
    way_x, way_y = ways[:, :, :1], ways[:, :, 1:]
    at = np.clip((x * way_x + y * way_y) / np.maximum(way_x**2 + way_y**2, 1e-12), 0, 1)
    squares = (x - at * way_x) ** 2 + (y - at * way_y) ** 2
    return np.asarray(np.sqrt(squares.min(axis=1)))
