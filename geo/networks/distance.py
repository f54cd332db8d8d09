"""What distance does: a model of the ties between any two places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from geo.networks.groups import distances_km

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.networks.models import Model

    Values = NDArray[np.float64]

Term = Literal["doubled", "sido", "sector"]
MOST = 3_000
"""4.5 million pairs, each a row in memory."""
_NORMAL = 1.959963984540054
"""Quantile of the normal distribution for two-sided 95 %."""
_ROUNDS = 60
"""A bound on Newton's method, which ends by itself where it converges."""


class Effect(NamedTuple):
    """By what the expected number of ties of a pair is multiplied, with its 95 % interval."""

    term: Term
    """``doubled``: where the distance doubles; ``sido``: within a 시도; ``sector``: with a sector
    in common beyond what joins them."""
    factor: float
    low: float
    high: float


class Fit(NamedTuple):
    """Coefficients with their standard errors, the constant first."""

    coefficient: Values
    error: Values


def effects(model: Model) -> tuple[Effect, ...]:
    """Return what changes the ties between two places; a term that cannot be told is left out.

    A Poisson regression (Scherngell and Barber 2009,
    https://doi.org/10.1111/j.1435-5957.2008.00215.x) of the ties of each pair of places on the
    logarithm of 1 + km to base 2, on lying in one 시도 and on a sector in common; the logarithm of
    the product of their memberships is known. A term is left out where one of its two sides has
    no ties, for its effect then has no bound. None at all for fewer than ten ties, or for more than
    `MOST` places, whose pairs are too many.
    """
    if len(model.ties) < 10 or model.size > MOST:
        return ()
    rows, columns = np.triu_indices(model.size, 1)
    counts = np.zeros((model.size, model.size))
    np.add.at(counts, (model.tail, model.head), 1)
    y = (counts + counts.T)[rows, columns]
    memberships = np.bincount(model.node, minlength=model.size)
    offset = np.log(memberships[rows] * memberships[columns])
    sido = model.sidos
    columns_of: dict[Term, Values] = {
        "doubled": np.log2(1 + distances_km(model)[rows, columns]),
        "sido": (sido[rows] == sido[columns]).astype(np.float64),
        "sector": _common(model)[rows, columns],
    }
    kept: list[Term] = [
        term
        for term, values in columns_of.items()
        if term == "doubled" or ((y * values).sum() and (y * (1 - values)).sum())
    ]
    x = np.stack([np.ones_like(y), *(columns_of[term] for term in kept)], axis=1)
    fitted = poisson(x, y, offset)
    return tuple(
        Effect(
            term,
            float(np.exp(fitted.coefficient[at])),
            float(np.exp(fitted.coefficient[at] - _NORMAL * fitted.error[at])),
            float(np.exp(fitted.coefficient[at] + _NORMAL * fitted.error[at])),
        )
        for at, term in enumerate(kept, start=1)
    )


def poisson(x: Values, y: Values, offset: Values) -> Fit:
    """Fit log E y = x b + offset by iterated weighted least squares (Nelder and Wedderburn 1972).

    Parameters
    ----------
    x
        Shape (n, k), the first column ones.
    y, offset
        Shape (n,).
    """
    b = np.zeros(x.shape[1])
    b[0] = np.log(y.sum() / np.exp(offset).sum())
    for _ in range(_ROUNDS):
        mean = np.exp(x @ b + offset)
        step = np.linalg.solve((x * mean[:, None]).T @ x, x.T @ (y - mean))
        b = b + step
        if np.abs(step).max() < 1e-12:
            break
    mean = np.exp(x @ b + offset)
    covariance = np.linalg.inv((x * mean[:, None]).T @ x)
    return Fit(b, np.sqrt(np.diag(covariance)))


def _common(model: Model) -> Values:
    """Return, shape (n, n), how likely two places have a sector in common beyond what joins them.

    1 or 0 for two that share bodies: whether they have one in the bodies that they do not share.
    Of two that share none, one membership each is left out by lot, as likely each; else they would
    have more memberships to agree in, and sectors seem to matter in networks of chance.
    """
    sectors = sorted({sector for sector in model.sectors if sector})
    n = model.size
    inside = np.zeros((n, len(model.bodies)), dtype=np.int64)
    inside[model.node, model.body] = 1
    # The last column: bodies without a sector, in which nobody agrees.
    column = np.array(
        [sectors.index(sector) if sector else len(sectors) for sector in model.sectors]
    )
    counts = inside @ np.eye(len(sectors) + 1, dtype=np.int64)[column]
    kinds, kind = np.unique(counts, axis=0, return_inverse=True)
    kind = kind.ravel()
    left = [_left(item) for item in kinds]
    of_kinds = np.array([[_agree(value, other) for other in left] for value in left])
    found: Values = of_kinds[kind[:, None], kind[None, :]]
    shared = inside @ inside.T
    for entry, other in zip(*np.nonzero(np.triu(shared, 1)), strict=True):
        own = (
            counts[[entry, other]]
            - (inside[entry] * inside[other]) @ np.eye(len(sectors) + 1)[column]
        )
        found[entry, other] = found[other, entry] = (own[:, :-1] > 0).all(axis=0).any()
    return found


def _left(counts: NDArray[np.int64]) -> list[tuple[float, NDArray[np.bool_]]]:
    """Return how likely which sectors are left if one membership goes, by its sector."""
    whole = counts.sum()
    return [
        (counts[gone] / whole, (counts - np.eye(len(counts), dtype=np.int64)[gone])[:-1] > 0)
        for gone in np.flatnonzero(counts)
    ]


def _agree(
    value: list[tuple[float, NDArray[np.bool_]]], other: list[tuple[float, NDArray[np.bool_]]]
) -> float:
    return float(sum(p * q for p, a in value for q, b in other if (a & b).any()))
