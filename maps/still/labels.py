"""Names without collisions, by importance: the rules of ``static/js/labels.js`` for paper.

On paper nobody can come nearer, so every name may stand farther off, with a leader.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from maps.still.arrange import arrange, hardest_first
from maps.still.spots import spots

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from maps.still.model import Box, Point
    from maps.still.planar import Rows

SHIFTS: tuple[Point, ...] = (
    *((0, 0), (0, -11), (0, 11), (-24, 0), (24, 0), (0, -24), (0, 24)),
    *((-30, -18), (30, -18), (-30, 18), (30, 18)),
)
"""Where the name of a region may go from its anchor, that of a small one by the first three."""
ISLAND_SHIFTS: tuple[Point, ...] = ((0, 12), (24, 0), (-24, 0), (0, -12))
"""Where the name of an island may stand."""
_MOST_CROSSED = 4
"""Points of curves below it: one may run across, none along."""
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
    sea: bool = False
    """The name of water."""

    @property
    def symbol(self) -> Box:
        """Return the box around the symbol."""
        return around(self.at, self.reach, self.reach)


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
    closed: Sequence[Box] = ()
    """Furniture and enlarged areas, which no leader passes either."""
    _points: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self._points = _dense_all(self.curves)

    def free(self, box: Box) -> bool:
        """Say whether a box lies inside the view and touches nothing."""
        left, top, right, bottom = self.view
        inside = box[0] >= left and box[1] >= top and box[2] <= right and box[3] <= bottom
        return inside and not any(touches(box, other) for other in self.boxes)

    def crossed(self, boxes: Rows) -> NDArray[np.int_]:
        """Count the points of curves in each box."""
        x, y = self._points.T
        left, top, right, bottom = boxes.T[..., None]
        inside = (x > left) & (x < right) & (y > top) & (y < bottom)
        counts: NDArray[np.int_] = np.count_nonzero(inside, axis=1)
        return counts

    def take(self, labels: Sequence[Label]) -> None:
        """Keep what comes later off these names and off their leaders."""
        self.boxes += [label.box for label in labels]
        leaders = [label.leader for label in labels if label.leader]
        self._points = np.concatenate([self._points, _dense_all(leaders)])

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
    """Place names beside their symbols, else farther off, none upon another.

    Each label becomes an obstacle of `ground`.
    """
    inside = sorted(
        (wish for wish in wishes if ground.holds(wish.at)),
        key=lambda wish: (-wish.weight, wish.text, wish.at),
    )
    choices = [spots(wish, ground) for wish in inside]
    rows = arrange(choices, [wish.at for wish in inside], hardest_first(choices))
    labels = [
        _label(wish, choice.boxes[row], choice.leaders[row])
        for wish, choice, row in zip(inside, choices, rows, strict=True)
        if not np.isnan(choice.boxes[row]).any()
    ]
    ground.take(labels)
    return labels


def _label(wish: Wish, box: NDArray[np.float64], leader: NDArray[np.float64]) -> Label:
    left, top, right, bottom = box.tolist()
    x, y, end_x, end_y = leader.tolist()
    led = None if math.isnan(x) else ((x, y), (end_x, end_y))
    return Label(wish, (left, top, right, bottom), led)


def place_region(wish: Wish, ground: Field, shifts: Sequence[Point]) -> Label | None:
    """Place the quiet name of a region near its anchor, or nowhere."""
    boxes = [
        around((wish.at[0] + x, wish.at[1] + y), wish.width / 2, wish.height / 2) for x, y in shifts
    ]
    crossed = ground.crossed(np.array(boxes)).tolist()
    costs = [
        (order * 0.6 + points, box)
        for order, (box, points) in enumerate(zip(boxes, crossed, strict=True))
        if points <= _MOST_CROSSED and ground.free(box)
    ]
    if not costs:
        return None
    box = min(costs)[1]
    ground.boxes.append(box)
    return Label(wish, box, None)


def _dense_all(curves: Sequence[Sequence[Point]]) -> NDArray[np.float64]:
    points = [point for curve in curves for point in _dense(curve)]
    return np.array(points, dtype=float).reshape(-1, 2)


def _dense(curve: Sequence[Point]) -> Iterator[Point]:
    for a, b in pairwise(curve):
        steps = min(24, math.ceil(math.dist(a, b) / _STEP))
        for k in range(steps):
            yield a[0] + (b[0] - a[0]) * k / steps, a[1] + (b[1] - a[1]) * k / steps
