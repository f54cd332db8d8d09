"""Whether a network has groups at all, and how surely each node belongs to its own.

The best modularity of a network is high in random ones too (Guimerà et al. 2004), so that groups
are told only where chance hardly gives as distinct ones; else there are "no groups beyond chance".
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geo.networks.groups import groups_of, modularity

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.networks.models import Model
    from geo.networks.nulls import Ensemble

LEVEL = 0.01
"""Share of random networks with as distinct groups, up to which groups are told."""
SAMPLES = 99
"""Random networks that are looked at."""
RUNS = 15
"""Searches from different beginnings, of which the best counts and all tell the stability."""


@dataclass(frozen=True, slots=True)
class Communities:
    """The groups of a network, where there are any."""

    modularity: float
    p: float
    """Share of networks, the observed one included, whose groups are as distinct."""
    group: NDArray[np.int64]
    """Shape (n,): the largest is 0."""
    stability: NDArray[np.float64]
    """Shape (n,), 0 to 1: mean Jaccard index of a node's group with that of other searches."""

    @property
    def beyond_chance(self) -> bool:
        """Whether there are groups that chance hardly gives."""
        return self.p <= LEVEL


def communities(model: Model, ensemble: Ensemble, seed: int) -> Communities | None:
    """Look for groups; None where nobody shares a body with anyone.

    Parameters
    ----------
    ensemble
        Of `model`, of which the first `SAMPLES` are compared, each searched once as a first search
        of the observed network is.
    """
    if not model.shared().nnz:
        return None
    found = [groups_of(model, seed + run) for run in range(RUNS)]
    values = [modularity(model, group) for group in found]
    drawn = []
    for number, node in enumerate(ensemble.node[:SAMPLES]):
        other = replace(model, node=node)
        drawn.append(modularity(other, groups_of(other, seed + number)))
    first = values[0]
    p = (1 + sum(value >= first - 1e-12 for value in drawn)) / (1 + len(drawn))
    best = found[int(np.argmax(values))]
    same = best[:, None] == best[None, :]
    stability = np.zeros(model.size)
    for group in found:
        other_ = group[:, None] == group[None, :]
        stability += (same & other_).sum(axis=1) / (same | other_).sum(axis=1)
    return Communities(max(values), p, best, stability / RUNS)
