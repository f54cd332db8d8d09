"""One spot for each name, so that all together can be read: a local search.

Each name in turn takes the spot that is cheapest beside the others, until none moves. Then names
that are led far, or left out, are lifted together with their neighbours and set down again in
another order; what is cheaper stays. Nothing is drawn by lot: the same names, the same spots.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from maps.still.planar import cross, each, overlap, run_over

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
    cost = search.total()
    at = np.array(places).reshape(-1, 2)
    for no in search.dearest():
        near = np.argsort(np.hypot(*(at - at[no]).T), kind="stable")[:_LIFTED].tolist()
        for again in (near, near[::-1], sorted(near, key=order.index), [no, *near[:0:-1]]):
            cost = search.lift(again, cost)
    return search.chosen


class _Search:
    def __init__(self, choices: Sequence[Spots]) -> None:
        self._choices = choices
        self._missing = [len(one.costs) - 1 for one in choices]
        self._chosen = np.array(self._missing, dtype=int)
        self._fields = [_fields(one) for one in choices]
        """Of each name the boxes around each of its spots with its leader."""
        self._near = _neighbours(self._fields)
        self._seen = [self._chosen[near] for near in self._near]
        """Of each name where its neighbours stood when it last looked …"""
        self._disturbed = [np.zeros(len(one.costs)) for one in choices]
        """… and what each of its spots spoilt for them."""
        self._spoilt: list[dict[tuple[int, int], NDArray[np.float64] | None]] = [
            {(other, self._missing[other]): None for other in near.tolist()} for near in self._near
        ]
        self._content = [False] * len(choices)
        """Whether it has the best spot for how its neighbours stood."""
        self._leaders: Rows = np.full((len(choices), 4), np.nan)
        self._costs = np.array([one.costs[-1] for one in choices], dtype=float)

    @property
    def chosen(self) -> list[int]:
        """The rows that stand."""
        rows: list[int] = self._chosen.tolist()
        return rows

    def settle(self, order: Sequence[int]) -> None:
        """Let names move in this order until none does."""
        for _ in range(_ROUNDS):
            moved = sum(self._move(no) for no in order)
            if not moved:
                return

    def lift(self, names: Sequence[int], cost: float) -> float:
        """Set names down again in this order, and keep that where it is cheaper than `cost`.

        Returns the cost of what stands then.
        """
        before = self.chosen
        for no in names:
            self._put(no, self._missing[no])
        self.settle(names)
        after = self.total()
        if after < cost - 1e-6:
            return after
        for no in names:
            self._put(no, before[no])
        return cost

    def dearest(self) -> list[int]:
        """Return the names that could do better, the worst one first."""
        costs = self._costs
        return [no for no in np.argsort(-costs, kind="stable").tolist() if costs[no] > _CONTENT]

    def total(self) -> float:
        """Return the cost of all that stands."""
        led = self._leaders[~np.isnan(self._leaders[:, 0])]
        # Each pair is counted twice, and no line crosses itself.
        crossing = cross(each(led), led).sum() / 2 * _CROSSING
        return float(self._costs.sum() + crossing)

    def _move(self, no: int) -> bool:
        if self._content[no] and not self._elsewhere(no).any():
            return False
        before = self._chosen[no]
        spots = self._choices[no]
        self._put(no, int(np.argmin(spots.costs + self._disturbing(no))))
        self._content[no] = True
        return bool(self._chosen[no] != before)

    def _put(self, no: int, row: int) -> None:
        if self._chosen[no] == row:
            return
        self._chosen[no] = row
        self._leaders[no] = self._choices[no].leaders[row]
        self._costs[no] = self._choices[no].costs[row]
        self._content[no] = False

    def _elsewhere(self, no: int) -> NDArray[np.bool_]:
        """Say which neighbours of a name stand elsewhere than when it last looked."""
        there: NDArray[np.bool_] = self._chosen[self._near[no]] != self._seen[no]
        return there

    def _disturbing(self, no: int) -> NDArray[np.float64]:
        """Add up what each spot of a name spoils for the names that stand.

        Few names move between two questions, so what two names spoil for one another is kept, and
        so is the sum: what is spoilt costs whole numbers, which add up exactly in any order.
        """
        known, disturbed, moved = self._spoilt[no], self._disturbed[no], self._elsewhere(no)
        others = self._near[no][moved]
        rows = self._chosen[others]
        standing = [*zip(others.tolist(), rows.tolist(), strict=True)]
        if new := [pair for pair in standing if pair not in known]:
            known.update(zip(new, self._spoiling(no, new), strict=True))
        stood = zip(others.tolist(), self._seen[no][moved].tolist(), strict=True)
        for before, now in zip(stood, standing, strict=True):
            if (gone := known[before]) is not None:
                disturbed -= gone
            if (come := known[now]) is not None:
                disturbed += come
        self._seen[no][moved] = rows
        return disturbed

    def _spoiling(
        self, no: int, others: Sequence[tuple[int, int]]
    ) -> list[NDArray[np.float64] | None]:
        """Return what each spot of a name costs beside each of the others; None costs nothing."""
        own, chosen = self._choices[no], self._choices
        theirs = np.array([self._fields[other][row] for other, row in others])
        # Most spots of two neighbours lie apart: only the others are looked at.
        mine, their = overlap(each(self._fields[no]), theirs).nonzero()
        boxes, leaders = own.boxes[mine], own.leaders[mine]
        their_boxes = np.array([chosen[other].boxes[row] for other, row in others])[their]
        their_leaders = np.array([chosen[other].leaders[row] for other, row in others])[their]
        worst = overlap(boxes, their_boxes)
        worst |= run_over(leaders, their_boxes) | run_over(their_leaders, boxes)
        costs = np.zeros((len(others), len(own.costs)))
        costs[their, mine] = _FORBIDDEN * worst + _CROSSING * cross(leaders, their_leaders)
        return [row if row.any() else None for row in costs]


def _neighbours(fields: Sequence[Rows]) -> list[NDArray[np.int_]]:
    """Return of each name the others that any of its spots, or a leader there, may meet."""
    around = np.array([_around(one) for one in fields]).reshape(-1, 4)
    met = overlap(each(around), around)
    np.fill_diagonal(met, val=False)
    return [np.flatnonzero(row) for row in met]


def _fields(spots: Spots) -> Rows:
    """Return the boxes around each spot and its leader; NaN where a name is left out."""
    starts, ends = spots.leaders[:, :2], spots.leaders[:, 2:]
    low = np.fmin(np.fmin(spots.boxes[:, :2], starts), ends)
    high = np.fmax(np.fmax(spots.boxes[:, 2:], starts), ends)
    return np.concatenate([low, high], axis=1)


def _around(fields: Rows) -> NDArray[np.float64]:
    """Return the box around all that a name may take; NaN where it can only be left out."""
    if np.isnan(fields).all():
        return np.full(4, np.nan)
    return np.concatenate([np.nanmin(fields[:, :2], axis=0), np.nanmax(fields[:, 2:], axis=0)])


def hardest_first(choices: Iterable[Spots]) -> list[int]:
    """Return the names, those with the fewest cheap spots first."""
    cheap = [int((choice.costs <= _CONTENT).sum()) for choice in choices]
    return sorted(range(len(cheap)), key=lambda no: (cheap[no], no))
