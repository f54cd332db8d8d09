"""Groups of nodes that take part together more than expected, and whether chance explains them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.crs import geodesic_lengths_km

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.networks.models import Model

BIN_KM = 50.0
"""Width of the classes of distance."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """The group of each node by its number, and how much better it is than expected."""

    group: NDArray[np.int64]
    """Shape (n,)."""
    quality: float
    """Modularity."""


def groups_of(model: Model, seed: int) -> NDArray[np.int64]:
    """Return the group of each node, shape (n,): best modularity by Louvain, Newman's weights.

    Blondel et al. 2008 (https://doi.org/10.1088/1742-5468/2008/10/P10008), by networkx.
    """
    import networkx as nx  # noqa: PLC0415 - only analyses need it

    graph = nx.from_scipy_sparse_array(model.shared(newman=True))
    found = nx.community.louvain_communities(graph, weight="weight", seed=seed)
    group = np.zeros(model.size, dtype=np.int64)
    for number, members in enumerate(sorted(found, key=lambda item: (-len(item), min(item)))):
        group[list(members)] = number
    return group


def modularity(model: Model, group: NDArray[np.int64]) -> float:
    """Return sum over groups of w_in / W - (s / 2W)², with Newman's weights.

    w_in is the weight inside a group, s the strength of its nodes, W the whole weight (Newman and
    Girvan 2004, https://doi.org/10.1103/PhysRevE.69.026113). 0 for a network without weight.
    """
    weights = model.shared(newman=True).tocoo()
    whole = weights.data.sum()
    if not whole:
        return 0.0
    inside = weights.data[group[weights.row] == group[weights.col]].sum()
    strength = np.bincount(group[weights.row], weights=weights.data)
    return float(inside / whole - ((strength / whole) ** 2).sum())


def spatial_groups(model: Model, seed: int) -> Grouping:
    """Return groups that distance does not explain, and their modularity.

    Expert et al. 2011 (https://doi.org/10.1073/pnas.1018962108): the expected weight of a pair is
    N_i N_j f(d_ij), with N the strength, d the geodesic distance in classes of `BIN_KM`, and f the
    weight of the pairs of a class over the sum of N_i N_j over them.
    """
    weights = model.shared(newman=True).toarray()
    whole = weights.sum()
    n = model.size
    if not whole:
        return Grouping(np.arange(n), 0.0)
    strength = weights.sum(axis=1)
    potential = np.outer(strength, strength)
    classes = (distances_km(model) // BIN_KM).astype(np.int64)
    classes[np.diag_indices(n)] = classes.max() + 1
    observed = np.bincount(classes.ravel(), weights=weights.ravel())
    possible = np.bincount(classes.ravel(), weights=potential.ravel())
    f = np.divide(observed, possible, out=np.zeros_like(observed), where=possible > 0)
    excess = (weights - potential * f[classes]) / whole
    return _best(excess, np.random.default_rng(seed))


def distances_km(model: Model) -> NDArray[np.float64]:
    """Return shape (n, n): the geodesic km between any two nodes."""
    n, points = model.size, model.points
    rows, columns = np.triu_indices(n, 1)
    km = np.zeros((n, n))
    km[rows, columns] = geodesic_lengths_km(points[rows], points[columns])
    return km + km.T


def _best(excess: NDArray[np.float64], rng: np.random.Generator) -> Grouping:
    """Join nodes into groups of the greatest sum of `excess`, by Louvain on a dense matrix.

    networkx has the method for the plain expectation only.
    """
    n = len(excess)
    group = np.arange(n)
    matrix = excess
    while True:
        local = _moved(matrix, rng)
        names, local = np.unique(local, return_inverse=True)
        group = local[group]
        if len(names) == len(matrix):
            break
        member = np.zeros((len(matrix), len(names)))
        member[np.arange(len(matrix)), local] = 1
        matrix = member.T @ matrix @ member
    order = np.argsort(-np.bincount(group), kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return Grouping(rank[group], float(np.trace(matrix)))


def _moved(matrix: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.int64]:
    """Move nodes to the neighbouring group of the greatest gain until no move gains."""
    n = len(matrix)
    group = np.arange(n)
    member = np.eye(n)
    moving = True
    while moving:
        moving = False
        for node in rng.permutation(n):
            own = group[node]
            gains = matrix[node] @ member
            gains[own] -= matrix[node, node]
            best = int(np.argmax(gains))
            if gains[best] > gains[own] + 1e-12:
                member[node, own], member[node, best] = 0.0, 1.0
                group[node] = best
                moving = True
    return group
