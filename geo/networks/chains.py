"""Memberships that exchange their places, in many networks at once.

A step pairs the bodies of each programme, and each pair tries to exchange the places of one
membership each. All chains try the same memberships, in the order of a plan, and each accepts by a
lot of its own (Barker 1965, https://doi.org/10.1071/PH650119), with a half, for all networks of a
kind weigh the same. Such a step leaves the networks of a kind evenly drawn whatever the pairs, so
that a plan run backwards is its own reverse. Rows of arrays are memberships, so that a step reads
and writes whole rows; pairs of one step have no body in common, and do not meet.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import numpy as np

from geo.model.programmes import TieRule
from geo.networks.groups import distances_km
from geo.networks.models import numbered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.networks.models import Model

    Ints = NDArray[np.int64]
    Nodes = NDArray[np.int32]
    Values = NDArray[np.float64]

Kept = Literal["degrees", "border", "distance"]
"""What the drawn networks keep: memberships of each place and role and sizes of bodies; also how
many ties of each body cross a 시도; or, instead, how short ties are: the class in which the mean of
log (1 + km) lies. Where one of d km is likelier by a power of 1 + d, networks of one mean are
equally likely whatever the power, so that none must be estimated and the test stays exact."""
KEPT: tuple[Kept, ...] = get_args(Kept)
_CLASS = 0.1
"""How wide a class is: a tenth of the length that ties have (geometrically) in the middle."""


class Slots(NamedTuple):
    """Memberships as slots that places are put into; ``m`` stands for none."""

    body: Ints
    """Shape (m, s): the slots of the body of each slot, itself too."""
    tied: Ints
    """Shape (m, k): the slots to which each is tied, in bodies without ties all others."""
    tails: Ints
    """Shape (t,): the slot where each tie begins …"""
    heads: Ints
    """Shape (t,): … and where it ends."""


def slots_of(model: Model) -> Slots:
    """Return which memberships belong, and are tied, to each other."""
    m = len(model.node)
    tied: list[list[int]] = [[] for _ in range(m)]
    inside: list[list[int]] = [[] for _ in range(m)]
    tails: list[int] = []
    heads: list[int] = []
    for number, rule in enumerate(model.rules):
        own: list[int] = np.flatnonzero(model.body == number).tolist()
        roots = [slot for slot in own if model.root[slot]][:1]
        pairs = list(combinations(own, 2))
        if rule is TieRule.STAR:
            pairs = [(root, slot) for root in roots for slot in own if slot != root]
        for value, other in pairs:
            tied[value].append(other)
            tied[other].append(value)
        if rule is not TieRule.NONE:
            tails += [item for item, _ in pairs]
            heads += [other for _, other in pairs]
        for slot in own:
            inside[slot] = own
    return Slots(
        _padded(inside),
        _padded(tied),
        np.array(tails, dtype=np.int64),
        np.array(heads, dtype=np.int64),
    )


def _padded(rows: list[list[int]]) -> Ints:
    m, width = len(rows), max((len(row) for row in rows), default=0)
    return np.array([row + [m] * (width - len(row)) for row in rows], dtype=np.int64).reshape(
        m, width
    )


class Step(NamedTuple):
    """Memberships that try to exchange their places, by pairs."""

    one: Ints
    """Shape (p,)."""
    other: Ints


class Chains:
    """Chains of one network; `nodes` are shape (m + 1, chains): the node in each membership.

    The last row, that of no membership, is of no node.
    """

    def __init__(self, model: Model, kept: Kept, rng: np.random.Generator) -> None:
        self.kept, self.rng = kept, rng
        self.slots = slots_of(model)
        self.body = model.body
        self.programme = numbered([model.bodies[number].programme for number in model.body])
        self.size = model.size
        self.sido = np.append(model.sidos, -1).astype(np.int32)
        self.log_km = np.pad(np.log1p(distances_km(model)), (0, 1))
        self.roles: list[list[tuple[list[int], list[int]]]] = self._roles(model)

    @staticmethod
    def _roles(model: Model) -> list[list[tuple[list[int], list[int]]]]:
        """Return, by programme and body, the slots of the root role and the others."""
        document: dict[str, list[tuple[list[int], list[int]]]] = {}
        for number, body in enumerate(model.bodies):
            own = np.flatnonzero(model.body == number)
            roots, others = own[model.root[own]].tolist(), own[~model.root[own]].tolist()
            document.setdefault(body.programme, []).append((roots, others))
        return list(document.values())

    def plan(self, steps: int) -> list[Step]:
        """Draw the memberships that `steps` try."""
        return [self._step() for _ in range(steps)]

    def _step(self) -> Step:
        pairs = []
        for bodies in self.roles:
            order = self.rng.permutation(len(bodies)).tolist()
            lots = self.rng.random((len(order) // 2, 2)).tolist()
            for (item, other), (first, second) in zip(
                zip(order[::2], order[1::2], strict=False), lots, strict=True
            ):
                roots, others = bodies[item]
                at = int(first * (len(roots) + len(others)))
                root = at < len(roots)
                alike = bodies[other][0 if root else 1]
                if alike:
                    slot = roots[at] if root else others[at - len(roots)]
                    pairs.append((slot, alike[int(second * len(alike))]))
        both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return Step(both[:, 0], both[:, 1])

    def run(self, nodes: Nodes, plan: list[Step]) -> Values:
        """Go the steps of a plan, in place; returns how often each membership moved in a chain."""
        chains = nodes.shape[1]
        moves = np.zeros(len(nodes) - 1)
        homes = self.sido[nodes] if self.kept == "border" else nodes
        lengths = self._lengths(nodes) if self.kept == "distance" else np.zeros(0)
        body = self.slots.body
        for item, other in plan:
            a, b = nodes[item], nodes[other]
            # Who is in the other body already stays; a membership is in its own body, so that
            # equal places stay as well.
            taken = (nodes[body[item]] == b[:, None]).any(axis=1)
            taken |= (nodes[body[other]] == a[:, None]).any(axis=1)
            good = ~taken & self._lots(len(item), chains)
            if self.kept == "border":
                good &= self._same_crossing(homes, item, other)
                _exchange(homes, item, other, good)
            elif self.kept == "distance":
                good, lengths = self._same_length(nodes, item, other, good, lengths)
            _exchange(nodes, item, other, good)
            count = good.sum(axis=1)
            moves[item] += count
            moves[other] += count
        moved: Values = moves / chains
        return moved

    def least(self, moves: Values) -> float:
        """Return the mean of `moves`, shape (m,), over the slots of the programme that moves least.

        Programmes of one body each cannot move, and are not counted.
        """
        means = [
            float(moves[self.programme == number].mean())
            for number in np.unique(self.programme)
            if len(np.unique(self.body[self.programme == number])) > 1
        ]
        return min(means, default=np.inf)

    def repeated(self, node: NDArray[np.integer], chains: int) -> Nodes:
        """Return the node in each membership, shape (m,), for each of several chains."""
        rows = np.append(node, self.size).astype(np.int32)
        return np.repeat(rows[:, None], chains, axis=1)

    def _lots(self, pairs: int, chains: int) -> NDArray[np.bool_]:
        """Draw which chains would accept, shape (pairs, chains): a half."""
        packed = self.rng.integers(256, size=-(-pairs * chains // 8), dtype=np.uint8)
        bits: NDArray[np.bool_] = np.unpackbits(packed, count=pairs * chains).view(np.bool_)
        return bits.reshape(pairs, chains)

    def _same_crossing(self, homes: Nodes, item: Ints, other: Ints) -> NDArray[np.bool_]:
        """Tell where as many ties cross a 시도 after an exchange, in each of the two bodies."""
        a, b = homes[item][:, None], homes[other][:, None]
        same = np.ones((len(item), homes.shape[1]), dtype=bool)
        for slots in (item, other):
            others = homes[self.slots.tied[slots]]
            same &= (others != a).sum(axis=1) == (others != b).sum(axis=1)
        return same

    def _same_length(
        self, nodes: Nodes, item: Ints, other: Ints, good: NDArray[np.bool_], lengths: Values
    ) -> tuple[NDArray[np.bool_], Values]:
        """Tell which exchanges leave the class of length, one pair after another; and lengths."""
        longer = self._longer(nodes, item, other)
        wide = _CLASS * max((self.slots.tied < len(nodes) - 1).sum() / 2, 1)
        home = np.floor(lengths / wide)
        kept = np.zeros_like(good)
        for number, wanted in enumerate(good):
            after = lengths + longer[number]
            kept[number] = wanted & (np.floor(after / wide) == home)
            lengths = np.where(kept[number], after, lengths)
        return kept, lengths

    def _longer(self, nodes: Nodes, item: Ints, other: Ints) -> Values:
        """Return by how much an exchange adds to the logarithms of the lengths of ties."""
        a, b = nodes[item][:, None], nodes[other][:, None]
        longer = np.zeros((len(item), nodes.shape[1]))
        for slots, sign in ((item, 1), (other, -1)):
            others = nodes[self.slots.tied[slots]]
            longer += sign * (self.log_km[others, b] - self.log_km[others, a]).sum(axis=1)
        return longer

    def _lengths(self, nodes: Nodes) -> Values:
        """Add up the logarithms of the lengths of all pairs of tied slots of each chain."""
        item, column = np.nonzero(self.slots.tied < len(nodes) - 1)
        other = self.slots.tied[item, column]
        total: Values = self.log_km[nodes[item], nodes[other]].sum(axis=0) / 2
        return total


def backwards(plan: list[Step]) -> list[Step]:
    """Return the reverse of a plan: within a step pairs take turns where they share a bound."""
    return [Step(item[::-1], other[::-1]) for item, other in reversed(plan)]


def _exchange(rows: Nodes, item: Ints, other: Ints, where: NDArray[np.bool_]) -> None:
    a, b = rows[item], rows[other]
    rows[item], rows[other] = np.where(where, b, a), np.where(where, a, b)
