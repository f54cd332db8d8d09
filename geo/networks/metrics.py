"""What is measured of a network and of each of its nodes, with formula and reference.

Whoever takes part in one body together is connected: measures of position (betweenness,
components …) are of that graph, without weights. Measures with a direction (out, in, reciprocity,
length …) are of the ties. Names of measures are ids; `geo.messages` has their words under
``measure``.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from geo.networks.groups import groups_of, modularity, spatial_groups

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx
    from numpy.typing import NDArray
    from scipy import sparse

    from geo.networks.models import Model

    Values = NDArray[np.float64]

SEED = 20250116
"""Of everything that draws lots; printed beside its results."""
EXACT_UP_TO = 2_000
"""Nodes up to which betweenness counts the paths from every node, and spatial groups are sought."""
PIVOTS = 16
"""Nodes from which the paths of a larger network are counted."""
_BITS = 64
"""Of the words in which reached places are marked."""
OF_NODES = (
    "memberships", "roots", "root_share", "partners", "strength", "ties_out", "ties_in",
    "betweenness", "closeness", "eigenvector", "hub", "authority", "core", "clustering", "cut",
    "crossing_share",
)  # fmt: skip
"""What `of_nodes` measures."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """The measures of a network; None where one is not defined, NaN where it is not of a node."""

    network: Mapping[str, float | None]
    nodes: Mapping[str, Values]
    """Measure to shape (n,)."""


def metrics(model: Model) -> Metrics:
    """Measure a network of any size; shares are of 1, lengths in km."""
    graph = model.together()
    return Metrics(of_network(model, graph), of_nodes(model, graph))


def of_nodes(model: Model, graph: nx.Graph) -> dict[str, Values]:
    """Measure each node; `graph` is ``model.together()``.

    Returns
    -------
    Measure to shape (n,):

    memberships
        Bodies in which it takes part: the degree in the hypergraph, sum over b of B[i, b].
    roots, root_share
        Those in which it has the root role (주관, 거점), and their share; NaN without memberships.
    partners
        Nodes with which it shares a body: the degree.
    strength
        Sum over its bodies of size s > 1 of 1: of Newman's weights 1 / (s - 1) to each partner
        (https://doi.org/10.1103/PhysRevE.64.016132).
    ties_out, ties_in
        Ties that begin, and end, there.
    betweenness
        Share of the shortest paths of other pairs that lead through it (Freeman 1977; Brandes
        2001); estimated from `PIVOTS` nodes in networks of more than `EXACT_UP_TO`.
    closeness
        (r / (n - 1)) · r / sum of distances to the r nodes that it reaches (Wasserman and Faust
        1994, p. 201, for networks in parts).
    eigenvector
        Leading eigenvector of the matrix of shared bodies (Bonacich 1987), of length 1.
    hub, authority
        Leading left and right singular vectors of the matrix of ties (Kleinberg 1999), of sum 1.
    core
        Largest k so that it is in a part where everyone has k partners (Seidman 1983).
    clustering
        Share of the pairs of its partners that are partners (Watts and Strogatz 1998).
    cut
        1 where the network falls into more parts without it (articulation point).
    crossing_share
        Share of its ties whose other end is in another 시도; NaN without ties.
    """
    import networkx as nx  # noqa: PLC0415 - only analyses need it

    n = model.size
    memberships = np.bincount(model.node, minlength=n).astype(float)
    roots = np.bincount(model.node, weights=model.root, minlength=n)
    sizes = np.bincount(model.body, minlength=len(model.bodies))
    sido = model.sidos
    crossing = (sido[model.tail] != sido[model.head]).astype(float)
    ends = np.concatenate([model.tail, model.head])
    between = (
        nx.betweenness_centrality(graph)
        if n <= EXACT_UP_TO
        else nx.betweenness_centrality(graph, k=PIVOTS, seed=SEED)
    )
    cut = set(nx.articulation_points(graph))
    adjacency = _adjacency(model)
    degree = adjacency.sum(axis=1)
    hub, authority = _hubs(model)
    with np.errstate(invalid="ignore", divide="ignore"):
        return {
            "memberships": memberships,
            "roots": roots,
            "root_share": roots / memberships,
            "partners": degree,
            "strength": np.bincount(model.node, weights=sizes[model.body] > 1, minlength=n),
            "ties_out": np.bincount(model.tail, minlength=n).astype(float),
            "ties_in": np.bincount(model.head, minlength=n).astype(float),
            "betweenness": _by_node(model, between),
            "closeness": _closeness(adjacency),
            "eigenvector": eigenvector(model),
            "hub": hub,
            "authority": authority,
            "core": _by_node(model, nx.core_number(graph)),
            "clustering": _clustering(adjacency, degree),
            "cut": np.array([v.id in cut for v in model.vertices], dtype=float),
            "crossing_share": np.bincount(ends, weights=np.tile(crossing, 2), minlength=n)
            / np.bincount(ends, minlength=n),
        }


def of_network(model: Model, graph: nx.Graph) -> dict[str, float | None]:
    """Measure the whole; `graph` is ``model.together()``.

    nodes, bodies, memberships, ties
        Their numbers; an incidence of a node in a body is a membership.
    components, largest_share
        Parts that nothing connects, and the share of nodes in the largest.
    bridges, cuts
        Pairs, and nodes, without which the network falls into more parts (Tarjan 1974).
    transitivity
        3 · triangles / connected triples (Newman 2003).
    reciprocity
        Share of the directed pairs with a tie for which there is one the other way round.
    repeated_share
        Share of the pairs that share a body which share several.
    crossing_share, crossing_zone_share
        Share of the ties between different 시도, and different zones.
    length_mean, length_median, length_total
        Of the ties, geodesic km.
    assortativity_sido, assortativity_sector, assortativity_degree
        Newman's coefficient for the 시도, for the sector in which a node is most, and for the
        number of partners (https://doi.org/10.1103/PhysRevE.67.026126): 1 where only like meets
        like, 0 where it does not matter.
    modularity_sido, modularity
        Newman and Girvan's (2004) for the 시도 as groups, and the best found by the Louvain method
        (Blondel et al. 2008).
    modularity_spatial
        The best found against the expectation by distance (Expert et al. 2011,
        https://doi.org/10.1073/pnas.1018962108).
    """
    import networkx as nx  # noqa: PLC0415

    n, sido, zone = model.size, model.sidos, model.zones
    components = list(nx.connected_components(graph))
    counts = model.shared().data
    lengths = model.length_km
    tied = len(model.ties) > 0
    linked = graph.number_of_edges() > 0
    groups = groups_of(model, SEED)
    spatial = spatial_groups(model, SEED) if n <= EXACT_UP_TO else None
    simple = nx.DiGraph((t, h) for t, h in zip(model.tail, model.head, strict=True) if t != h)
    return {
        "nodes": n,
        "bodies": len(model.bodies),
        "memberships": len(model.node),
        "ties": len(model.ties),
        "components": len(components),
        "largest_share": max((len(item) for item in components), default=0) / n if n else None,
        "bridges": sum(1 for _ in nx.bridges(graph)),
        "cuts": sum(1 for _ in nx.articulation_points(graph)),
        "transitivity": float(nx.transitivity(graph)) if linked else None,
        "reciprocity": float(nx.reciprocity(simple)) if simple.number_of_edges() else None,
        "repeated_share": float((counts > 1).mean()) if linked else None,
        "crossing_share": float((sido[model.tail] != sido[model.head]).mean()) if tied else None,
        "crossing_zone_share": (
            float((zone[model.tail] != zone[model.head]).mean()) if tied else None
        ),
        "length_mean": float(lengths.mean()) if tied else None,
        "length_median": float(np.median(lengths)) if tied else None,
        "length_total": float(lengths.sum()) if tied else None,
        "assortativity_sido": _assortativity(graph, model, sido),
        "assortativity_sector": _assortativity(graph, model, _main_sectors(model)),
        "assortativity_degree": _degree_assortativity(graph),
        "modularity_sido": modularity(model, sido) if linked else None,
        "modularity": modularity(model, groups) if linked else None,
        "modularity_spatial": spatial.quality if spatial is not None and linked else None,
    }


def _by_node(model: Model, values: Mapping[str, float]) -> Values:
    return np.array([values[vertex.id] for vertex in model.vertices], dtype=np.float64)


def _adjacency(model: Model) -> sparse.csr_array:
    """Return the sparse n × n matrix of who shares a body with whom, 0 or 1."""
    matrix = model.shared()
    matrix.data = np.ones_like(matrix.data)
    return matrix


def _closeness(adjacency: sparse.csr_array) -> Values:
    """Search from all nodes at once, a bit for each: a step is an OR over neighbours."""
    n = adjacency.shape[0]
    words = -(-n // _BITS)
    seen = np.zeros((n, words), dtype=np.uint64)
    numbers = np.arange(n)
    seen[numbers, numbers // _BITS] = np.uint64(1) << (numbers % _BITS).astype(np.uint64)
    distances, reached = np.zeros(n), np.ones(n)
    step, frontier = 0, seen.copy()
    while frontier.any():
        step += 1
        grown = np.zeros_like(seen)
        for row, (start, stop) in enumerate(pairwise(adjacency.indptr)):
            if start < stop:
                grown[row] = np.bitwise_or.reduce(frontier[adjacency.indices[start:stop]])
        frontier = grown & ~seen
        seen |= frontier
        new = np.bitwise_count(frontier).sum(axis=1)
        distances += step * new
        reached += new
    with np.errstate(invalid="ignore", divide="ignore"):
        r = reached - 1
        return np.where(r > 0, (r / max(n - 1, 1)) * (r / distances), 0.0)


def eigenvector(model: Model) -> Values:
    """Return the leading vector of the matrix of shared bodies, of length 1.

    Iterates (A + I)x, whose leading vector is that of A and whose largest value is alone.
    """
    matrix = model.shared()
    x = np.ones(model.size) / np.sqrt(max(model.size, 1))
    for _ in range(1_000):
        before = x
        x = matrix @ x + x
        x /= np.linalg.norm(x) or 1.0
        if np.abs(x - before).sum() < 1e-10 * model.size:
            break
    return x if matrix.nnz else np.zeros(model.size)


def _hubs(model: Model) -> tuple[Values, Values]:
    from scipy import sparse  # noqa: PLC0415

    n = model.size
    if not len(model.ties):
        return np.zeros(n), np.zeros(n)
    ones = np.ones(len(model.ties))
    a = sparse.csr_array((ones, (model.tail, model.head)), shape=(n, n))
    hub = np.ones(n) / n
    for _ in range(1_000):
        before = hub
        hub = a @ (a.T @ hub)
        hub /= hub.sum()
        if np.abs(hub - before).sum() < 1e-10:
            break
    authority = a.T @ hub
    return hub, authority / authority.sum()


def _clustering(adjacency: sparse.csr_array, degree: Values) -> Values:
    """Count the triangles of each node on the rows of A², sixteen hundred rows at a time."""
    n = adjacency.shape[0]
    closed = np.zeros(n)
    for start in range(0, n, 1_600):
        rows = adjacency[start : start + 1_600]
        closed[start : start + 1_600] = ((rows @ adjacency) * rows).sum(axis=1)
    pairs = degree * (degree - 1)
    return np.divide(closed, pairs, out=np.zeros(n), where=pairs > 0)


def _assortativity(graph: nx.Graph, model: Model, label: NDArray[np.int64]) -> float | None:
    """Return (tr e - |e²|) / (1 - |e²|) with e the shares of edges between labels."""
    if not graph.number_of_edges():
        return None
    matrix = model.shared().tocoo()
    rows, columns = label[matrix.row], label[matrix.col]
    known = (rows >= 0) & (columns >= 0)
    if not known.any():
        return None
    e = np.zeros((int(label.max()) + 1,) * 2)
    np.add.at(e, (rows[known], columns[known]), 1 / known.sum())
    expected = float(e.sum(axis=0) @ e.sum(axis=1))
    return None if expected > 1 - 1e-12 else (float(np.trace(e)) - expected) / (1 - expected)


def _degree_assortativity(graph: nx.Graph) -> float | None:
    import networkx as nx  # noqa: PLC0415

    if len({degree for _, degree in graph.degree() if degree}) < 2:
        return None
    return float(nx.degree_assortativity_coefficient(graph))


def _main_sectors(model: Model) -> NDArray[np.int64]:
    """Return the number of the sector in which each node is most, the first of several, or -1."""
    names = list(dict.fromkeys(sector for sector in model.sectors if sector))
    if not names:
        return np.full(model.size, -1)
    of_body = np.array(
        [names.index(value) if value else -1 for value in model.sectors], dtype=np.int64
    )
    sector = of_body[model.body]
    table = np.zeros((model.size, len(names)))
    np.add.at(table, (model.node[sector >= 0], sector[sector >= 0]), 1)
    return np.where(table.any(axis=1), table.argmax(axis=1), -1)
