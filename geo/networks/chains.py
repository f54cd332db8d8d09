"""Memberships that exchange their places, in many networks at once.

A step pairs the bodies of each programme, and each pair tries to exchange the places of one
membership each. All chains try the same memberships, in the order of a plan, and each accepts by a
lot of its own (Barker 1965, https://doi.org/10.1071/PH650119): with 1 / (1 + w / w'), where w and
w' are the weights before and after; a half where all networks weigh the same. Such a step leaves
the networks of a kind evenly drawn whatever the pairs, so that a plan run backwards is its own
reverse. Rows of arrays are memberships, so that a step reads and writes whole rows; pairs of one
step have no body in common, and do not meet.
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
many ties of each body cross a 시도; or, instead, that short ties are likelier: one of d km weighs
(1 + d) to the power of minus a decay that makes the mean logarithm of lengths the observed one."""
KEPT: tuple[Kept, ...] = get_args(Kept)
_TUNING = 100
"""Chains that find how much likelier short ties are, and rounds that they take …"""
_ROUNDS = 40
_SWEEP = 8
"""… of so many steps."""


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
        for one, other in pairs:
            tied[one].append(other)
            tied[other].append(one)
        if rule is not TieRule.NONE:
            tails += [one for one, _ in pairs]
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
        self.kept, self.rng, self.decay = kept, rng, 0.0
        self.slots = slots_of(model)
        self.body = model.body
        self.programme = numbered([model.bodies[number].programme for number in model.body])
        self.size = model.size
        self.sido = np.append(model.sidos, -1).astype(np.int32)
        self.log_km = np.pad(np.log1p(distances_km(model)).astype(np.float32), (0, 1))
        self.roles: list[list[tuple[list[int], list[int]]]] = self._roles(model)

    @staticmethod
    def _roles(model: Model) -> list[list[tuple[list[int], list[int]]]]:
        """Return, by programme and body, the slots of the root role and the others."""
        made: dict[str, list[tuple[list[int], list[int]]]] = {}
        for number, body in enumerate(model.bodies):
            own = np.flatnonzero(model.body == number)
            roots, others = own[model.root[own]].tolist(), own[~model.root[own]].tolist()
            made.setdefault(body.programme, []).append((roots, others))
        return list(made.values())

    def plan(self, steps: int) -> list[Step]:
        """Draw the memberships that `steps` try."""
        return [self._step() for _ in range(steps)]

    def _step(self) -> Step:
        pairs = []
        for bodies in self.roles:
            order = self.rng.permutation(len(bodies)).tolist()
            lots = self.rng.random((len(order) // 2, 2)).tolist()
            for (one, other), (first, second) in zip(
                zip(order[::2], order[1::2], strict=False), lots, strict=True
            ):
                roots, others = bodies[one]
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
        body = self.slots.body
        for one, other in plan:
            a, b = nodes[one], nodes[other]
            # Who is in the other body already stays; a membership is in its own body, so that
            # equal places stay as well.
            taken = (nodes[body[one]] == b[:, None]).any(axis=1)
            taken |= (nodes[body[other]] == a[:, None]).any(axis=1)
            good = ~taken & self._accepted(nodes, one, other)
            if self.kept == "border":
                good &= self._same_crossing(homes, one, other)
                _exchange(homes, one, other, good)
            _exchange(nodes, one, other, good)
            count = good.sum(axis=1)
            moves[one] += count
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

    def tune(self, node: Ints) -> None:
        """Find `decay`, by Robbins and Monro (1951), so that the mean is the observed one."""
        observed = float(self._total(self.repeated(node, 1))[0])
        ties = max((self.slots.tied < len(node)).sum() / 2, 1)
        nodes = self.repeated(node, _TUNING)
        found = []
        for number in range(_ROUNDS):
            self.run(nodes, self.plan(_SWEEP))
            excess = (float(self._total(nodes).mean()) - observed) / ties
            self.decay += 2 * excess / (1 + number) ** 0.6
            found.append(self.decay)
        self.decay = float(np.mean(found[_ROUNDS // 2 :]))

    def repeated(self, node: NDArray[np.integer], chains: int) -> Nodes:
        """Return the node in each membership, shape (m,), for each of several chains."""
        rows = np.append(node, self.size).astype(np.int32)
        return np.repeat(rows[:, None], chains, axis=1)

    def _accepted(self, nodes: Nodes, one: Ints, other: Ints) -> NDArray[np.bool_]:
        """Draw which chains accept, shape (p, chains)."""
        pairs, chains = len(one), nodes.shape[1]
        if self.kept == "distance":
            lots = self.rng.random((pairs, chains), dtype=np.float32)
            odds = np.exp(-self.decay * self._longer(nodes, one, other))
            accepted: NDArray[np.bool_] = lots * (1 + odds) < odds
            return accepted
        packed = self.rng.integers(256, size=-(-pairs * chains // 8), dtype=np.uint8)
        bits: NDArray[np.bool_] = np.unpackbits(packed, count=pairs * chains).view(np.bool_)
        return bits.reshape(pairs, chains)

    def _same_crossing(self, homes: Nodes, one: Ints, other: Ints) -> NDArray[np.bool_]:
        """Tell where as many ties cross a 시도 after an exchange, in each of the two bodies."""
        a, b = homes[one][:, None], homes[other][:, None]
        same = np.ones((len(one), homes.shape[1]), dtype=bool)
        for slots in (one, other):
            others = homes[self.slots.tied[slots]]
            same &= (others != a).sum(axis=1) == (others != b).sum(axis=1)
        return same

    def _longer(self, nodes: Nodes, one: Ints, other: Ints) -> NDArray[np.float32]:
        """Return by how much an exchange adds to the logarithms of the lengths of ties."""
        a, b = nodes[one][:, None], nodes[other][:, None]
        longer = np.zeros((len(one), nodes.shape[1]), dtype=np.float32)
        for slots, sign in ((one, 1), (other, -1)):
            others = nodes[self.slots.tied[slots]]
            longer += sign * (self.log_km[others, b] - self.log_km[others, a]).sum(axis=1)
        # Bounded so that the odds are numbers.
        most = 40 / max(abs(self.decay), 1e-9)
        return np.clip(longer, -most, most)

    def _total(self, nodes: Nodes) -> Values:
        """Add up the logarithms of the lengths of all pairs of tied slots of each chain."""
        one, column = np.nonzero(self.slots.tied < len(nodes) - 1)
        other = self.slots.tied[one, column]
        total: Values = self.log_km[nodes[one], nodes[other]].sum(axis=0, dtype=np.float64) / 2
        return total


def _exchange(rows: Nodes, one: Ints, other: Ints, where: NDArray[np.bool_]) -> None:
    a, b = rows[one], rows[other]
    rows[one], rows[other] = np.where(where, b, a), np.where(where, a, b)
