"""One spot for each name, so that all together can be read: a local search.

Each name in turn takes the spot that is cheapest beside the others, until none moves. Then names
that are led far, or left out, are lifted together with their neighbours and set down again in
another order; what is cheaper stays. Nothing is drawn by lot: the same names, the same spots.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maps.still.planar import cross, overlap, run_over

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from maps.still.planar import Rows
    from maps.still.spots import Spots

_FORBIDDEN = 10_000.0
"""Of a name on a name or on another's leader: more than that of any name left out."""
_CROSSING = 160.0
"""Of two leaders that cross, in pixels of a leader."""
_ROUNDS = 12
"""In which every name may move."""
_CONTENT = 40.0
"""A name that costs no more is not lifted."""
_LIFTED = 8
"""Names that are lifted together."""


def arrange(
    choices: Sequence[Spots], places: Sequence[tuple[float, float]], order: Sequence[int]
) -> list[int]:
    """Choose a spot of each name.

    Parameters
    ----------
    choices
        The spots of each name.
    places
        Where each name's symbol stands, to tell neighbours.
    order
        Of the names, in which they first choose.

    Returns
    -------
    Numbers of rows of `choices`; see there for names that are left out.
    """
    search = _Search(choices)
    search.settle(order)
    at = np.array(places).reshape(-1, 2)
    for no in search.dearest():
        near = np.argsort(np.hypot(*(at - at[no]).T), kind="stable")[:_LIFTED].tolist()
        for again in (near, near[::-1], sorted(near, key=order.index), [no, *near[:0:-1]]):
            search.lift(again)
    return search.chosen


class _Search:
    def __init__(self, choices: Sequence[Spots]) -> None:
        self._choices = choices
        self.chosen = [len(one.costs) - 1 for one in choices]
        self._boxes: Rows = np.full((len(choices), 4), np.nan)
        self._leaders: Rows = np.full((len(choices), 4), np.nan)

    def settle(self, order: Sequence[int]) -> None:
        """Let names move in this order until none does."""
        for _ in range(_ROUNDS):
            moved = sum(self._move(no) for no in order)
            if not moved:
                return

    def lift(self, names: Sequence[int]) -> None:
        """Set names down again in this order, and keep that where it is cheaper."""
        before = self._total(), [*self.chosen]
        for no in names:
            self._put(no, len(self._choices[no].costs) - 1)
        self.settle(names)
        if self._total() >= before[0] - 1e-6:
            for no in names:
                self._put(no, before[1][no])

    def dearest(self) -> list[int]:
        """Return the names that could do better, the worst one first."""
        costs = self._costs()
        return [no for no in np.argsort(-costs, kind="stable").tolist() if costs[no] > _CONTENT]

    def _move(self, no: int) -> bool:
        before = self.chosen[no]
        self._put(no, len(self._choices[no].costs) - 1)
        spots = self._choices[no]
        others = self._disturbing(spots.boxes, spots.leaders)
        self._put(no, int(np.argmin(spots.costs + others)))
        return self.chosen[no] != before

    def _put(self, no: int, row: int) -> None:
        self.chosen[no] = row
        self._boxes[no] = self._choices[no].boxes[row]
        self._leaders[no] = self._choices[no].leaders[row]

    def _disturbing(self, boxes: Rows, leaders: Rows) -> NDArray[np.float64]:
        """Add up what names in these boxes, with these leaders, spoil for those that stand."""
        worst = overlap(boxes, self._boxes) | run_over(leaders, self._boxes)
        worst |= run_over(self._leaders, boxes).T
        crossing = cross(leaders, self._leaders)
        added: NDArray[np.float64] = _FORBIDDEN * worst.sum(axis=1) + _CROSSING * crossing.sum(
            axis=1
        )
        return added

    def _costs(self) -> NDArray[np.float64]:
        own = zip(self._choices, self.chosen, strict=True)
        return np.array([float(one.costs[row]) for one, row in own])

    def _total(self) -> float:
        crossing = np.triu(cross(self._leaders, self._leaders), 1).sum() * _CROSSING
        return float(self._costs().sum() + crossing)


def hardest_first(choices: Iterable[Spots]) -> list[int]:
    """Return the names, those with the fewest cheap spots first."""
    cheap = [int((one.costs <= _CONTENT).sum()) for one in choices]
    return sorted(range(len(cheap)), key=lambda no: (cheap[no], no))
