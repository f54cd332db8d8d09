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
        self._missing = [len(one.costs) - 1 for one in choices]
        self.chosen = [*self._missing]
        self._near = _neighbours(choices)
        self._moved: list[set[int]] = [set() for _ in choices]
        """Of each name the neighbours that have been put elsewhere since it last looked …"""
        self._counted: list[dict[int, int]] = [{} for _ in choices]
        """… where they stood then …"""
        self._disturbed = [np.zeros(len(one.costs)) for one in choices]
        """… and what each of its spots spoilt for them."""
        self._content = [False] * len(choices)
        """Whether it has the best spot for how its neighbours stood."""
        self._leaders: Rows = np.full((len(choices), 4), np.nan)
        self._spoilt: list[dict[tuple[int, int], NDArray[np.float64] | None]] = [
            {} for _ in choices
        ]

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
            self._put(no, self._missing[no])
        self.settle(names)
        if self._total() >= before[0] - 1e-6:
            for no in names:
                self._put(no, before[1][no])

    def dearest(self) -> list[int]:
        """Return the names that could do better, the worst one first."""
        costs = self._costs()
        return [no for no in np.argsort(-costs, kind="stable").tolist() if costs[no] > _CONTENT]

    def _move(self, no: int) -> bool:
        if self._content[no] and not self._moved[no]:
            return False
        before = self.chosen[no]
        spots = self._choices[no]
        self._put(no, int(np.argmin(spots.costs + self._disturbing(no))))
        self._content[no] = True
        return self.chosen[no] != before

    def _put(self, no: int, row: int) -> None:
        if self.chosen[no] == row:
            return
        self.chosen[no] = row
        self._leaders[no] = self._choices[no].leaders[row]
        self._content[no] = False
        for other in self._near[no]:
            self._moved[other].add(no)

    def _disturbing(self, no: int) -> NDArray[np.float64]:
        """Add up what each spot of a name spoils for the names that stand.

        Few names move between two questions, so what two names spoil for one another is kept, and
        so is the sum: all costs are whole numbers, which add up exactly in any order.
        """
        known, counted, disturbed = self._spoilt[no], self._counted[no], self._disturbed[no]
        standing = [
            (other, row)
            for other in self._moved[no]
            if (row := self.chosen[other]) < self._missing[other]
        ]
        if new := [pair for pair in standing if pair not in known]:
            known.update(zip(new, self._spoiling(no, new), strict=True))
        for other in self._moved[no]:
            if other in counted and (before := known[other, counted.pop(other)]) is not None:
                disturbed -= before
        for other, row in standing:
            counted[other] = row
            if (now := known[other, row]) is not None:
                disturbed += now
        self._moved[no].clear()
        return disturbed

    def _spoiling(
        self, no: int, others: Sequence[tuple[int, int]]
    ) -> list[NDArray[np.float64] | None]:
        """Return what each spot of a name costs beside each of the others; None costs nothing."""
        boxes, leaders = self._choices[no].boxes, self._choices[no].leaders
        their_boxes = np.array([self._choices[other].boxes[row] for other, row in others])
        their_leaders = np.array([self._choices[other].leaders[row] for other, row in others])
        worst = overlap(boxes, their_boxes) | run_over(leaders, their_boxes)
        led = ~np.isnan(their_leaders[:, 0])
        worst[:, led] |= run_over(their_leaders[led], boxes).T
        costs = _FORBIDDEN * worst
        costs[:, led] += _CROSSING * cross(leaders, their_leaders[led])
        return [column if column.any() else None for column in costs.T.copy()]

    def _costs(self) -> NDArray[np.float64]:
        own = zip(self._choices, self.chosen, strict=True)
        return np.array([float(one.costs[row]) for one, row in own])

    def _total(self) -> float:
        led = self._leaders[~np.isnan(self._leaders[:, 0])]
        crossing = np.triu(cross(led, led), 1).sum() * _CROSSING
        return float(self._costs().sum() + crossing)


def _neighbours(choices: Sequence[Spots]) -> list[list[int]]:
    """Return of each name the others that any of its spots, or a leader there, may meet."""
    fields = np.array([_field(one) for one in choices]).reshape(-1, 4)
    met = overlap(fields, fields)
    np.fill_diagonal(met, val=False)
    return [np.flatnonzero(row).tolist() for row in met]


def _field(spots: Spots) -> NDArray[np.float64]:
    """Return the box around all that a name may take; NaN where it can only be left out."""
    lines = spots.leaders
    low = np.concatenate([spots.boxes[:, :2], lines[:, :2], lines[:, 2:]])
    high = np.concatenate([spots.boxes[:, 2:], lines[:, :2], lines[:, 2:]])
    if np.isnan(low).all():
        return np.full(4, np.nan)
    return np.concatenate([np.nanmin(low, axis=0), np.nanmax(high, axis=0)])


def hardest_first(choices: Iterable[Spots]) -> list[int]:
    """Return the names, those with the fewest cheap spots first."""
    cheap = [int((one.costs <= _CONTENT).sum()) for one in choices]
    return sorted(range(len(cheap)), key=lambda no: (cheap[no], no))
