"""What chance would give: networks drawn at random, with the same memberships and body sizes.

The hypergraph itself is shuffled, not its projection, which would break every body up (Chodrow
2020, https://doi.org/10.1093/comnet/cnaa018): two memberships of one role exchange their places,
unless a body would then name a place twice. Each place keeps how often it takes part in each role,
each body its size. Chains of such steps draw evenly from all networks of that kind (Fosdick et al.
2018, https://doi.org/10.1137/16M1087175); they are tested as Besag and Clifford (1989,
https://doi.org/10.1093/biomet/76.4.633) do, so that a p-value holds however well they mix: one
chain goes the steps backwards from the observed network, and all others go them forwards from
where it came to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal
from zlib import crc32

import numpy as np

from geo.model.programmes import TieRule
from geo.networks.chains import Chains, Kept, backwards, slots_of
from geo.networks.groups import distances_km
from geo.networks.statistics import statistics_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo.networks.models import Model

    Ints = NDArray[np.int64]
    Values = NDArray[np.float64]

_RARE = 0.05
"""Values of p below which a network is told to differ from chance."""
STEPS = (60, 1_200)
"""The fewest and the most steps of a chain."""
_MOVES = 20
"""Times that each membership is to move, on average of the programme that moves least …"""
_FEWEST = 4
"""… and times below which the draws are not relied on."""
_PILOTS = 32
"""Chains that try how often a step changes something …"""
_TRIED = 40
"""… in so many steps."""


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Networks drawn at random."""

    kept: Kept
    seed: int
    node: Ints
    """Shape (samples, m): the node in each membership."""
    drawn: Mapping[str, Values]
    """Measure of `statistics_of` to shape (samples,)."""
    steps: int
    moves: float
    """Times that a membership moved, on average of the programme that moved least."""
    drift: float
    """Largest Kolmogorov-Smirnov distance of any measure between half-way and the end …"""
    noise: float
    """… and what it hardly ever exceeds where half the steps would have done."""

    @property
    def mixed(self) -> bool:
        """Whether each membership has moved often, and more steps would not change the measures."""
        return self.moves >= _FEWEST and self.drift <= self.noise


@dataclass(frozen=True, slots=True)
class Expectation:
    """A measure beside what chance gives."""

    observed: float
    mean: float
    low: float
    """2.5 % of the drawn networks are below …"""
    high: float
    """… and 2.5 % above."""
    p: float | None
    """Of two sides; a lot says how many of the networks with just the observed value count as
    below it. None where the drawn networks cannot differ."""
    by_lot: bool = False
    """Whether another lot would come to another verdict, as where a measure has few values."""

    @property
    def verdict(self) -> Literal["below", "within", "above", "fixed"]:
        """How the observed value stands to chance, at 5 %."""
        if self.p is None:
            return "fixed"
        if self.p >= _RARE:
            return "within"
        return "above" if self.observed > self.mean else "below"


def expectations(model: Model, ensemble: Ensemble) -> dict[str, Expectation]:
    """Compare each measure of `statistics_of` with the drawn networks.

    The lots of the measures follow from the seed of the ensemble.
    """
    slots = slots_of(model)
    observed = statistics_of(model, slots.tails, slots.heads, model.node[None, :])
    return {
        name: compare(float(value[0]), ensemble.drawn[name], _lot(ensemble.seed, name))
        for name, value in observed.items()
    }


def _lot(seed: int, measure: str) -> float:
    return float(np.random.default_rng((seed, crc32(measure.encode()))).random())


def compare(observed: float, drawn: Values, lot: float) -> Expectation:
    """Compare one value with those of drawn networks, of which it counts as one.

    Parameters
    ----------
    lot
        From 0 to 1: the share of the networks with just the observed value that count as below it.
        Drawn evenly it makes p even from 0 to 1 for a network of chance, however few values the
        measure has (Dufour 2006, https://doi.org/10.1016/j.jeconom.2005.06.007).
    """
    low, high = np.quantile(drawn, [0.025, 0.975])
    near = np.isclose(drawn, observed, rtol=1e-9, atol=1e-12)
    if near.all():
        return Expectation(observed, observed, observed, observed, None)
    below = float((drawn[~near] < observed).sum())
    equal = float(near.sum()) + 1

    def two_sided(lot: float) -> float:
        share = (below + lot * equal) / (len(drawn) + 1)
        return 2 * min(share, 1 - share)

    p = two_sided(lot)
    # Between its ends p may only be greater.
    ends = two_sided(0), two_sided(1)
    # Where half of all may lie on either side, p may be 1.
    most = 1.0 if below < (len(drawn) + 1) / 2 < below + equal else max(ends)
    mean = float(drawn.mean())
    return Expectation(observed, mean, float(low), float(high), p, min(ends) < _RARE <= most)


def draw(
    model: Model, kept: Kept = "degrees", *, samples: int, seed: int, steps: int | None = None
) -> Ensemble:
    """Draw `samples` networks with the memberships of `model` shuffled.

    Parameters
    ----------
    model
        At the level of complexes, where a tie has two memberships.
    kept
        What they share with it.
    steps
        Of each chain; without it as many as a few trial chains seem to need.
    """
    chains = Chains(model, kept, np.random.default_rng(seed))
    if steps is None:
        tried = chains.run(chains.repeated(model.node, _PILOTS), chains.plan(_TRIED))
        each = max(chains.least(tried) / _TRIED, 1e-9)
        # Where even the most steps are too few, none but the fewest are worth their time.
        fewest, most = STEPS
        enough = each * most >= _FEWEST
        steps = int(np.clip(np.ceil(_MOVES / each), fewest, most)) if enough else fewest
    plan = chains.plan(steps)
    start = chains.repeated(model.node, 1)
    chains.run(start, backwards(plan))
    nodes = np.repeat(start, samples, axis=1)
    slots = chains.slots
    first = chains.run(nodes, plan[: steps // 2])
    half = statistics_of(model, slots.tails, slots.heads, nodes[:-1].T.astype(np.int64))
    second = chains.run(nodes, plan[steps // 2 :])
    node = nodes[:-1].T.astype(np.int64)
    whole = statistics_of(model, slots.tails, slots.heads, node)
    drift = max((_ks(half[name], whole[name]) for name in whole), default=0.0)
    noise = 2.2 * np.sqrt(2 / max(samples, 1))
    moves = chains.least(first + second)
    return Ensemble(kept, seed, node, whole, steps, moves, drift, float(noise))


def chance_of(model: Model, node: Ints) -> Model:
    """Return the network with other nodes in its memberships, shape (m,), and the ties they have.

    One of an `Ensemble`, to be measured as a network of its own.
    """
    slots = slots_of(model)
    tail, head = node[slots.tails], node[slots.heads]
    lengths = distances_km(model)[tail, head]
    return replace(model, node=node, tail=tail, head=head, length_km=lengths)


def projected(model: Model) -> Model:
    """Return the network with each tie as a body of its own: what shuffling ties alone keeps."""
    t = len(model.ties)
    numbers = np.arange(t)
    return replace(
        model,
        bodies=tuple(model.bodies[owner] for owner in model.owner),
        node=np.stack([model.tail, model.head], axis=1).ravel(),
        body=np.repeat(numbers, 2),
        root=np.tile([True, False], t),
        rules=(TieRule.STAR,) * t,
        owner=numbers,
    )


def _ks(item: Values, other: Values) -> float:
    """Return the largest difference of two cumulative shares (Kolmogorov and Smirnov)."""
    values = np.unique(np.concatenate([item, other]))
    shares = [np.searchsorted(np.sort(of), values, side="right") / len(of) for of in (item, other)]
    return float(np.abs(shares[0] - shares[1]).max())
