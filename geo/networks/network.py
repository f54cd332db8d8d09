"""A network as analyses and files take it: nodes, edges, and hyperedges with roles."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | int | float | bool | tuple[str, ...]
Attributes = dict[str, Value]

SEPARATOR = "|"
"""Between the entries of a list, in formats that have none."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place that takes part; of requests also a programme that is named."""

    id: str
    label: str
    lon: float | None
    """Degrees, WGS 84; None for what has no place."""
    lat: float | None
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie, from the root where there is one."""

    id: str
    label: str
    start: str
    end: str
    owner: str
    """Id of the body."""
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Incidence:
    """A node's part in a hyperedge."""

    node: str
    role: str
    """As the programme declares it; ``region`` or ``programme`` in the network of requests."""
    label: str
    """As the source prints the place."""
    tail: bool
    """Whether direction goes out from it: from the root."""


@dataclass(frozen=True, slots=True)
class Hyperedge:
    """A body with all who take part, the root first."""

    id: str
    attributes: Attributes
    incidences: tuple[Incidence, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """A directed multigraph, and the hypergraph of which it is the projection."""

    id: str
    about: Attributes
    """Title, as-of date, sources, version."""
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    hyperedges: tuple[Hyperedge, ...]


def joined(value: Value) -> str | int | float | bool:
    """Return `value` as one scalar."""
    return SEPARATOR.join(value) if isinstance(value, tuple) else value


def placed(node: Node) -> Attributes:
    """Return ``lon`` and ``lat`` of a node that has a place, and its attributes."""
    if node.lon is None or node.lat is None:
        return node.attributes
    return {"lon": node.lon, "lat": node.lat, **node.attributes}
