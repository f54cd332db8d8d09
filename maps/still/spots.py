"""Where one name may stand: beside its symbol, or farther off with a leader; and at what cost.

Costs are pixels of a leader that are as bad.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from maps.still.planar import each, overlap, run_over

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from maps.still.labels import Field, Wish
    from maps.still.planar import Rows

_GAP = 3
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
"""Sides of a symbol in the order of liking: of the label's middle, right and down."""
_FAR = (8, 18, 28, 40, 54, 70, 90, 112, 138, 168, 204, 246, 300)
"""How far from its symbol a name may begin."""
_TURNS = tuple(math.tau * i / 24 for i in range(24))
_CLEAR = 7
"""Pixels between a name that stands apart and the symbols of other places."""
_SIDE_COST = 5.0
"""Of each side that would have been liked better."""
_LED_COST = 25.0
"""Of any leader, however short."""
_LONG = 150.0
"""Of this length a leader is twice as bad as its pixels."""
_CURVE_COST = 5.0
"""Of each point of a curve below a name."""
_PASSED_COST = 90.0
"""Of each symbol or badge below a leader."""
_MISSING_COST = 1500.0
IMPORTANT = 3
"""Weight from which a name is missed thrice as much."""
_MOST = 200
"""Spots that are kept for the search."""


@dataclass(frozen=True, slots=True)
class Spots:
    """What one name may choose from; the last row, of NaN, leaves it out."""

    boxes: Rows
    leaders: Rows
    """From the symbol's edge to the name; NaN where it stands beside."""
    costs: NDArray[np.float64]


def spots(wish: Wish, ground: Field) -> Spots:
    """Return the cheapest spots of a name, clear of everything that does not move."""
    beside, apart = _beside(wish), _apart(wish)
    boxes = np.concatenate([beside, apart])
    wide = np.zeros_like(boxes)
    wide[len(beside) :] = -_CLEAR, 0, _CLEAR, 0
    liked = _SIDE_COST * np.arange(len(boxes))
    leaders = np.full_like(boxes, np.nan)
    leaders[len(beside) :] = _leaders(wish, apart)
    lengths = np.hypot(*(leaders[len(beside) :, 2:] - leaders[len(beside) :, :2]).T)
    liked[len(beside) :] = _LED_COST + lengths * (1 + lengths / _LONG)

    left, top, right, bottom = ground.view
    inside = (boxes[:, :2] >= (left, top)).all(axis=1) & (boxes[:, 2:] <= (right, bottom)).all(
        axis=1
    )
    fixed = np.array(ground.boxes).reshape(-1, 4)
    inside &= ~overlap(each(boxes + wide), fixed).any(axis=1)
    inside &= ~run_over(each(leaders), np.array(ground.closed).reshape(-1, 4)).any(axis=1)
    boxes, leaders, costs = boxes[inside], leaders[inside], liked[inside]
    others = fixed[(fixed != wish.symbol).any(axis=1)]
    costs += _PASSED_COST * run_over(each(leaders), others).sum(axis=1)
    costs += _CURVE_COST * ground.crossed(boxes)
    best = np.argsort(costs, kind="stable")[:_MOST]
    nothing = np.full((1, 4), np.nan)
    missing = _MISSING_COST * (3 if wish.weight >= IMPORTANT else 1)
    return Spots(
        np.concatenate([boxes[best], nothing]),
        np.concatenate([leaders[best], nothing]),
        np.append(costs[best], missing),
    )


def _beside(wish: Wish) -> Rows:
    sides = np.array(_SIDES, dtype=float)
    x, y = sides.T
    across = (wish.reach + _GAP) * np.where(y, 0.7, 1) + wish.width / 2
    along = wish.reach + wish.height / 2 + np.where(x, -2, 1)
    return _centred(np.column_stack([x * across, y * along]), wish)


def _apart(wish: Wish) -> Rows:
    far, turn = (grid.ravel() for grid in np.meshgrid(_FAR, _TURNS, indexing="ij"))
    across = np.cos(turn) * (wish.reach + far + wish.width / 2)
    up = np.sin(turn) * (wish.reach + far + wish.height / 2)
    return _centred(np.column_stack([across, up]), wish)


def _centred(moves: NDArray[np.float64], wish: Wish) -> Rows:
    middles = moves + wish.at
    half = np.array([wish.width / 2, wish.height / 2])
    return np.concatenate([middles - half, middles + half], axis=1)


def _leaders(wish: Wish, boxes: Rows) -> Rows:
    """Run from the edge of the symbol to the nearest point of each name."""
    at = np.array(wish.at)
    inner = np.array([2.0, 4.0])
    ends = np.clip(at, boxes[:, :2] + inner, boxes[:, 2:] - inner)
    way = ends - at
    share = wish.reach / np.maximum(np.hypot(*way.T), 1e-9)
    return np.concatenate([at + way * share[:, None], ends], axis=1)
