"""How well the partner finder finds partners that were really chosen: an evaluation card.

Each body is left out in turn, and the finder is asked, for the body's root and its sector, who its
others were. Newcomers are those that no other body knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import numpy as np

from geo.analysis.partners import REASONS, WEIGHTS, any_of, reasons, weights_of
from geo.networks.metrics import SEED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo.analysis.partners import Field, Reason

Who = Literal["all", "incumbents", "newcomers"]
Ranking = Literal["finder", "distance", "sector", "degree", "random"]
RANKINGS: tuple[Ranking, ...] = ("finder", "distance", "sector", "degree", "random")
WHO: tuple[Who, ...] = get_args(Who)
Score = Literal["auc", "hit_10", "mrr"]
RESAMPLES = 2_000
"""Bootstrap samples; the bounds of 95 % then rest on 50 samples at each end."""
GOOD_AUC = 0.70
"""Below it the finder is told to be no better than distance for newcomers."""


class Interval(NamedTuple):
    """A value with its 95 % interval, by resampling bodies."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Card:
    """What the evaluation found."""

    bodies: int
    """Left out in turn …"""
    asked: Mapping[Who, int]
    """… and partners that were to be found."""
    scores: Mapping[tuple[Who, Ranking, Score], Interval]
    seed: int

    def verdict(self, who: Who) -> Literal["better", "not_better"]:
        """Tell whether the finder is clearly better than distance alone.

        Of incumbents: its interval of hits is above that of distance; of newcomers: its AUC is at
        least `GOOD_AUC`, and above that of distance.
        """
        ours: Score = "auc" if who == "newcomers" else "hit_10"
        finder, distance = (self.scores.get((who, item, ours)) for item in ("finder", "distance"))
        if finder is None or distance is None:
            return "not_better"
        if who == "newcomers":
            good = finder.value >= GOOD_AUC and finder.value > distance.value
            return "better" if good else "not_better"
        return "better" if finder.low > distance.high else "not_better"


class _Found(NamedTuple):
    body: int
    newcomer: bool
    auc: tuple[float, ...]
    """By ranking; ties count by half."""
    rank: tuple[float, ...]
    """By ranking, the best being 1; of equal scores the mean rank."""


def evaluate(
    field: Field,
    programme: str | None = None,
    *,
    weights: Mapping[Reason, float] | Mapping[str, float] | None = None,
    resamples: int = RESAMPLES,
) -> Card:
    """Leave every body of two or more out in turn, and rank all places for its root.

    With a `programme` only its bodies are left out; what the others tell is known all the same.

    AUC is the chance that a real partner is ranked above another place; hit@10 the share of real
    partners among the first ten; MRR the mean of 1 / rank (Voorhees 1999). Intervals resample
    bodies, for the partners of one body are alike.

    Raises
    ------
    SelectionError
        A weight cannot be used: see `weights_of`.
    """
    rng = np.random.default_rng(SEED)
    found = _found(field, programme, np.array(list(weights_of(weights or WEIGHTS).values())), rng)
    bodies = sorted({item.body for item in found})
    draws = rng.integers(len(bodies), size=(resamples, len(bodies))) if bodies else None
    scores: dict[tuple[Who, Ranking, Score], Interval] = {}
    asked: dict[Who, int] = {}
    for who in WHO:
        own = [item for item in found if who == "all" or item.newcomer == (who == "newcomers")]
        asked[who] = len(own)
        if not own or draws is None:
            continue
        counts = np.array([sum(item.body == body for item in own) for body in bodies], dtype=float)
        for at, ranking in enumerate(RANKINGS):
            of_each: dict[Score, list[float]] = {
                "auc": [item.auc[at] for item in own],
                "hit_10": [float(item.rank[at] <= 10) for item in own],
                "mrr": [1 / item.rank[at] for item in own],
            }
            for score, values in of_each.items():
                sums = np.zeros(len(bodies))
                for one, value in zip(own, values, strict=True):
                    sums[bodies.index(one.body)] += value
                scores[who, ranking, score] = _interval(sums, counts, draws)
    return Card(len(bodies), asked, scores, SEED)


def _found(
    field: Field, programme: str | None, weight: NDArray[np.float64], rng: np.random.Generator
) -> list[_Found]:
    atlas, index = field.atlas, field.index
    result = []
    for number, body in enumerate(field.bodies):
        if len(body.members) < 2 or programme not in {None, body.programme}:
            continue
        keep = np.ones(len(field.bodies), dtype=bool)
        keep[number] = False
        root = index[atlas.root_of(body).place_id]
        values = reasons(field, (root,), body.sector.ko if body.sector else None, keep)
        rankings = np.stack(
            [
                values @ weight,
                values[:, REASONS.index("distance")],
                values[:, REASONS.index("sector")],
                values[:, REASONS.index("experience")],
                rng.random(len(values)),
            ]
        )
        # Their own parts and groups are no candidates, and partners of elsewhere stay in.
        open_: NDArray[np.bool_] = ~field.related[root]
        for member in atlas.others_of(body):
            target = index[member.place_id]
            others = open_ & ~_named(field.related, index, body.members)
            above = (rankings[:, others] > rankings[:, [target]]).sum(axis=1)
            equal = (rankings[:, others] == rankings[:, [target]]).sum(axis=1)
            newcomer = not (field.member[target] & keep).any()
            auc = 1 - (above + equal / 2) / others.sum()
            result.append(_Found(number, newcomer, tuple(auc), tuple(1 + above + equal / 2)))
    return result


def _named(
    related: NDArray[np.bool_], index: Mapping[str, int], members: tuple[object, ...]
) -> NDArray[np.bool_]:
    """Tell which places a body names already, with their groups and parts."""
    numbers = [index[member.place_id] for member in members]  # type: ignore[attr-defined]
    return any_of(related[numbers], 0)


def _interval(
    sums: NDArray[np.float64], counts: NDArray[np.float64], draws: NDArray[np.int64]
) -> Interval:
    drawn, of = sums[draws].sum(axis=1), counts[draws].sum(axis=1)
    means = drawn[of > 0] / of[of > 0]
    low, high = np.quantile(means, [0.025, 0.975])
    return Interval(float(sums.sum() / counts.sum()), float(low), float(high))
