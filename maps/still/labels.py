"""Names without collisions, by importance: the rules of ``static/js/labels.js`` for paper.

On paper nobody can come nearer, so every name may stand farther off, with a leader.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from maps.still.model import Box, Point

_GAP = 3
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
"""Sides of a symbol in the order of liking: of the label's middle, right and down."""
_FAR = (0, 12, 24, 38, 54, 72)
"""How far beside its usual spot a name may stand."""
_FARTHEST = tuple(range(8, 400, 12))
"""How far a name may stand from its symbol when nothing else is left."""
_TURNS = tuple(math.tau * i / 24 for i in range(24))
"""Directions that are then tried."""
_SHIFTS = (
    *((0, 0), (0, -11), (0, 11), (-24, 0), (24, 0), (0, -24), (0, 24)),
    *((-30, -18), (30, -18), (-30, 18), (30, 18)),
)
"""Where the name of a region may go from its anchor."""
_CURVE_COST = 0.22
_MISSING_COST = 400
"""Pixels of leaders that are better than a name left out."""
_CROWD = 60
"""Places nearer than this crowd each other."""
_LENGTH_COST = 0.02
"""A pixel of a leader, where a name is sought anywhere."""
_PASSED_COST = 3.0
_CLEAR = 7
"""Pixels between a name that stands apart and the symbols of other places."""
_MOST_CROSSED = 9
"""Points of curves below a name, as long as there is another way."""
_IMPORTANT = 3
"""Weight from which a name goes before all others."""
_STEP = 7
"""Between the points of a curve that are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A name that wants a place."""

    text: str
    at: Point
    reach: float
    """Half the width of the symbol."""
    width: float
    height: float
    weight: int


@dataclass(frozen=True, slots=True)
class Label:
    """A name with its place."""

    wish: Wish
    box: Box
    leader: tuple[Point, Point] | None
    """From the symbol's edge to the name, where it stands apart."""


@dataclass
class Field:
    """What names keep clear of, within `view`."""

    view: Box
    boxes: list[Box]
    curves: Sequence[Sequence[Point]]
    names: list[Box] = field(default_factory=list)
    """The boxes that are names of places."""
    _points: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self._points = np.array([point for curve in self.curves for point in _dense(curve)])
        self._points = self._points.reshape(-1, 2)

    def free(self, box: Box) -> bool:
        """Say whether a box lies inside the view and touches nothing."""
        left, top, right, bottom = self.view
        inside = box[0] >= left and box[1] >= top and box[2] <= right and box[3] <= bottom
        return inside and not any(touches(box, other) for other in self.boxes)

    def crossed(self, box: Box) -> int:
        """Count the points of curves in a box."""
        x, y = self._points.T
        inside = (x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])
        return int(np.count_nonzero(inside))

    def holds(self, point: Point) -> bool:
        """Say whether a point lies in the view."""
        left, top, right, bottom = self.view
        return left <= point[0] <= right and top <= point[1] <= bottom


def touches(a: Box, b: Box) -> bool:
    """Say whether two boxes overlap."""
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


def around(at: Point, x: float, y: float) -> Box:
    """Return the box that reaches `x` and `y` from `at`."""
    return at[0] - x, at[1] - y, at[0] + x, at[1] + y


def place_names(wishes: Sequence[Wish], ground: Field) -> list[Label]:
    """Place names beside their symbols, else farther off.

    Whoever comes first takes room from others, so several orders are tried, and the one is taken
    that leaves out least and needs the shortest leaders. Each label becomes an obstacle of
    `ground`.
    """
    inside = [wish for wish in wishes if ground.holds(wish.at)]
    tries = [
        _placed(sorted(inside, key=order), ground, important_first=important_first)
        for order in _orders(inside)
        for important_first in (True, False)
    ]
    labels = min(tries, key=lambda found: _badness(inside, found))
    ground.boxes += [label.box for label in labels]
    return labels


def _orders(wishes: Sequence[Wish]) -> list[Callable[[Wish], tuple[object, ...]]]:
    """Return orders of names, all the same for the same wishes: by weight, crowd and place."""

    def crowd(wish: Wish) -> int:
        return sum(math.dist(wish.at, other.at) < _CROWD for other in wishes)

    return [
        lambda wish: (-wish.weight, wish.text, wish.at),
        lambda wish: (-crowd(wish), -wish.weight, wish.text, wish.at),
        lambda wish: (-crowd(wish), wish.width, wish.text, wish.at),
        lambda wish: (-crowd(wish), wish.at, wish.text),
        lambda wish: (-crowd(wish), wish.at[1], wish.at, wish.text),
        lambda wish: (-wish.at[0], wish.at, wish.text),
    ]


def _placed(wishes: Sequence[Wish], ground: Field, *, important_first: bool) -> list[Label]:
    """Place names in this order, perhaps all important ones before the others."""
    trial = replace(ground, boxes=[*ground.boxes], names=[])
    labels: list[Label] = []
    important = [wish for wish in wishes if wish.weight >= _IMPORTANT]
    others = [wish for wish in wishes if wish.weight < _IMPORTANT]
    for part in (important, others) if important_first else (wishes,):
        left = [*part]
        for seek in (_beside, _apart, _anywhere):
            left = _place(left, trial, seek, labels)
    return labels


def _badness(wishes: Sequence[Wish], labels: Sequence[Label]) -> float:
    """Add up what is left out, important names thrice, and the leaders' lengths."""
    left = {wish.text for wish in wishes} - {label.wish.text for label in labels}
    missing = sum(3 if w.weight >= _IMPORTANT else 1 for w in wishes if w.text in left)
    return missing * _MISSING_COST + sum(
        math.dist(*label.leader) for label in labels if label.leader
    )


def _place(
    wishes: Sequence[Wish],
    ground: Field,
    seek: Callable[[Wish, Field], Label | None],
    labels: list[Label],
) -> list[Wish]:
    """Add what finds a spot to `labels`, and return what does not."""
    waiting = []
    for wish in wishes:
        label = seek(wish, ground)
        if label is None:
            waiting.append(wish)
        else:
            labels.append(label)
            ground.boxes.append(label.box)
            ground.names.append(label.box)
    return waiting


def _beside(wish: Wish, ground: Field) -> Label | None:
    return _spot(wish, ground, 0)


def _apart(wish: Wish, ground: Field) -> Label | None:
    return next(filter(None, (_spot(wish, ground, far) for far in _FAR)), None)


def _anywhere(wish: Wish, ground: Field) -> Label | None:
    """Search in rings: the name may lie on curves, its leader may cross all but other names.

    A longer leader is better than one that runs over curves and symbols.
    """
    best: tuple[float, Label] | None = None
    for far in _FARTHEST:
        if best is not None and far * _LENGTH_COST >= best[0]:
            break
        for turn in _TURNS:
            box = _centred(_towards(wish, turn, far), wish)
            if not ground.free(_wider(box)):
                continue
            leader = _leader(wish, box)
            cost = far * _LENGTH_COST + ground.crossed(box) * _CURVE_COST
            if (best is None or cost < best[0]) and not _blocked(leader, ground.names):
                cost += _passed(leader, ground.boxes) * _PASSED_COST
                if best is None or cost < best[0]:
                    best = cost, Label(wish, box, leader)
    return best and best[1]


def _wider(box: Box) -> Box:
    return box[0] - _CLEAR, box[1], box[2] + _CLEAR, box[3]


def _towards(wish: Wish, turn: float, far: float) -> Point:
    """Return the middle of a name whose box begins `far` from the symbol in a direction."""
    across, up = math.cos(turn), math.sin(turn)
    x = wish.at[0] + across * (wish.reach + far + wish.width / 2)
    return x, wish.at[1] + up * (wish.reach + far + wish.height / 2)


def place_region(wish: Wish, ground: Field, *, small: bool) -> Label | None:
    """Place the quiet name of a region near its anchor, or nowhere."""
    spots = [
        (order * 0.6 + ground.crossed(box), order, box)
        for order, (x, y) in enumerate(_SHIFTS[: 3 if small else len(_SHIFTS)])
        if ground.free(box := _centred((wish.at[0] + x, wish.at[1] + y), wish))
    ]
    if not spots:
        return None
    box = min(spots)[2]
    ground.boxes.append(box)
    return Label(wish, box, None)


def _centred(middle: Point, wish: Wish) -> Box:
    return around(middle, wish.width / 2, wish.height / 2)


def _spot(wish: Wish, ground: Field, far: float) -> Label | None:
    best: tuple[float, Label] | None = None
    for order, box in enumerate(_sides(wish, far)):
        if not ground.free(_wider(box) if far else box):
            continue
        crossed = ground.crossed(box)
        leader = _leader(wish, box) if far else None
        if crossed > _MOST_CROSSED or (leader and _blocked(leader, ground.boxes)):
            continue
        cost = order * 0.14 + crossed * _CURVE_COST
        if best is None or cost < best[0]:
            best = cost, Label(wish, box, leader)
    return best and best[1]


def _sides(wish: Wish, far: float) -> Iterator[Box]:
    for x, y in _SIDES:
        across = (wish.reach + _GAP) * (0.7 if y else 1) + wish.width / 2 + far
        along = wish.reach + wish.height / 2 + (-2 if x else 1) + far
        yield _centred((wish.at[0] + x * across, wish.at[1] + y * along), wish)


def _leader(wish: Wish, box: Box) -> tuple[Point, Point]:
    """Run from the edge of the symbol to the nearest point of the name."""
    x, y = wish.at
    end = min(max(x, box[0] + 2), box[2] - 2), min(max(y, box[1] + 4), box[3] - 4)
    share = wish.reach / (math.dist(wish.at, end) or 1)
    return (x + (end[0] - x) * share, y + (end[1] - y) * share), end


def _blocked(leader: tuple[Point, Point], boxes: Sequence[Box]) -> bool:
    """Say whether a leader runs over one of `boxes`."""
    return _passed(leader, boxes) > 0


def _passed(leader: tuple[Point, Point], boxes: Sequence[Box]) -> int:
    """Count the boxes over which a leader runs."""
    (x, y), end = leader
    length = math.dist((x, y), end)
    steps = np.arange(3, length, 3) / length if length > 3 else ()
    points = [(x + (end[0] - x) * t, y + (end[1] - y) * t) for t in steps]
    return sum(
        any(left < a < right and top < b < bottom for a, b in points)
        for left, top, right, bottom in boxes
        if left < max(x, end[0]) and right > min(x, end[0])
        if top < max(y, end[1]) and bottom > min(y, end[1])
    )


def _dense(curve: Sequence[Point]) -> Iterator[Point]:
    for a, b in pairwise(curve):
        steps = min(24, math.ceil(math.dist(a, b) / _STEP))
        for k in range(steps):
            yield a[0] + (b[0] - a[0]) * k / steps, a[1] + (b[1] - a[1]) * k / steps
