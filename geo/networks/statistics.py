"""The measures that are compared with chance, of thousands of networks at once."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from geo.networks.groups import distances_km

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.networks.models import Model

    Ints = NDArray[np.int64]
    Values = NDArray[np.float64]

_CELLS = 20_000_000
"""Of matrices that are held at once: the networks are gone through in chunks."""


def statistics_of(model: Model, tails: Ints, heads: Ints, node: Ints) -> dict[str, Values]:
    """Measure networks that have the bodies of `model` and other nodes in its memberships.

    Parameters
    ----------
    model
        Regions and points of the nodes, sizes of the bodies.
    tails, heads
        Shape (t,): the memberships between which each tie runs.
    node
        Shape (c, m): for each of c networks the node in each membership.

    Returns
    -------
    Measure to shape (c,), defined as in `geo.networks.metrics.of_network`. A measure that is not
    defined for the network is left out; one that is not for a drawn network is 0 there.
    """
    n = max(model.size, 1)
    chunk = max(1, _CELLS // (n * n))
    km = distances_km(model)
    pairs = _pairs(model)
    parts = [
        _chunk(model, tails, heads, node[start : start + chunk], km, pairs)
        for start in range(0, len(node), chunk)
    ]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def _pairs(model: Model) -> tuple[Ints, Ints]:
    """Return the two memberships of each pair that shares a body."""
    found = [
        pair
        for number in range(len(model.bodies))
        for pair in combinations(np.flatnonzero(model.body == number).tolist(), 2)
    ]
    both = np.array(found, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _chunk(
    model: Model, tails: Ints, heads: Ints, node: Ints, km: Values, pairs: tuple[Ints, Ints]
) -> dict[str, Values]:
    document: dict[str, Values] = {}
    sido, zone = model.sidos, model.zones
    if len(tails):
        tail, head = node[:, tails], node[:, heads]
        lengths = km[tail, head]
        document["crossing_share"] = (sido[tail] != sido[head]).mean(axis=1)
        document["crossing_zone_share"] = (zone[tail] != zone[head]).mean(axis=1)
        document["length_mean"] = lengths.mean(axis=1)
        document["length_median"] = np.median(lengths, axis=1)
        document["reciprocity"] = _reciprocity(model.size, tail, head)
    if len(pairs[0]):
        item, other = node[:, pairs[0]], node[:, pairs[1]]
        counts = _counts(model.size, item, other)
        document["repeated_share"] = (counts > 1).sum(axis=(1, 2)) / (counts > 0).sum(axis=(1, 2))
        document |= _position(counts > 0)
        document["assortativity_sido"] = _assortativity(counts > 0, sido)
    return document


def _counts(n: int, item: Ints, other: Ints) -> NDArray[np.int64]:
    """Return shape (c, n, n): the bodies that two nodes share."""
    chains = len(item)
    offset = np.arange(chains)[:, None] * n * n
    flat = np.concatenate([offset + item * n + other, offset + other * n + item], axis=1)
    return np.bincount(flat.ravel(), minlength=chains * n * n).reshape(chains, n, n)


def _reciprocity(n: int, tail: Ints, head: Ints) -> Values:
    chains = len(tail)
    flat = np.arange(chains)[:, None] * n * n + tail * n + head
    there = np.zeros(chains * n * n, dtype=bool)
    there[flat.ravel()] = True
    tied = there.reshape(chains, n, n)
    share: Values = (tied & tied.transpose(0, 2, 1)).sum(axis=(1, 2)) / tied.sum(axis=(1, 2))
    return share


def _position(adjacent: NDArray[np.bool_]) -> dict[str, Values]:
    from scipy import sparse  # noqa: PLC0415 - only analyses need it

    chains, n, _ = adjacent.shape
    # All networks as one of parts that nothing connects: products of small dense matrices are slow.
    where, row, column = np.nonzero(adjacent)
    blocks = (np.ones(len(where), dtype=np.int32), (where * n + row, where * n + column))
    whole = sparse.csr_array(blocks, shape=(chains * n, chains * n))
    closed = ((whole @ whole) * whole).sum(axis=1).reshape(chains, n).sum(axis=1)
    degree = np.bincount(blocks[1][0], minlength=chains * n).reshape(chains, n)
    triples = (degree * (degree - 1)).sum(axis=1)
    transitivity = np.divide(closed, triples, out=np.zeros(chains), where=triples > 0)
    count, label = sparse.csgraph.connected_components(whole, directed=False)
    sizes = np.bincount(label, minlength=count)
    # Each label is of one network alone: that of its first node.
    first = np.unique(label, return_index=True)[1]
    components = np.bincount(first // n, minlength=chains).astype(np.float64)
    label = label.reshape(chains, n)
    return {
        "transitivity": transitivity,
        "components": components,
        "largest_share": sizes[label].max(axis=1) / n,
    }


def _assortativity(adjacent: NDArray[np.bool_], label: Ints) -> Values:
    """Return Newman's coefficient of each network; 0 where all nodes with edges are alike."""
    kinds = int(label.max()) + 1
    where, row, column = np.nonzero(adjacent)
    flat = (where * kinds + label[row]) * kinds + label[column]
    shape = (len(adjacent), kinds, kinds)
    e = np.bincount(flat, minlength=int(np.prod(shape))).reshape(shape).astype(np.float64)
    e /= e.sum(axis=(1, 2), keepdims=True)
    expected = (e.sum(axis=1) * e.sum(axis=2)).sum(axis=1)
    alike = np.trace(e, axis1=1, axis2=2)
    defined = expected < 1 - 1e-9
    coefficient: Values = np.divide(
        alike - expected, 1 - expected, out=np.zeros(len(e)), where=defined
    )
    return coefficient
