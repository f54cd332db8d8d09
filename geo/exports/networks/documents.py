"""Networks as JSON: a hypergraph (HIF) and a multigraph (node-link)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geo.networks.network import placed

if TYPE_CHECKING:
    from geo.networks.network import Network, Node


def hif(network: Network) -> bytes:
    """Write the hypergraph interchange format: bodies as directed hyperedges.

    The root and the requesting region are the tail, all others the head; ``attrs.role`` says more.
    Fields as in HIF 0.1 (Coll et al., *HIF: The hypergraph interchange format for higher-order
    networks*, 2025).
    """
    return _dumped(
        {
            "network-type": "directed",
            "metadata": {"name": network.id, **network.about},
            "nodes": [{"node": node.id, "attrs": _of(node)} for node in network.nodes],
            "edges": [{"edge": e.id, "attrs": e.attributes} for e in network.hyperedges],
            "incidences": [
                {
                    "edge": hyperedge.id,
                    "node": incidence.node,
                    "direction": "tail" if incidence.tail else "head",
                    "attrs": {"role": incidence.role, "label": incidence.label},
                }
                for hyperedge in network.hyperedges
                for incidence in hyperedge.incidences
            ],
        }
    )


def node_link(network: Network) -> bytes:
    """Write node-link JSON as `networkx.node_link_graph` reads it from version 3.4 on."""
    return _dumped(
        {
            "directed": True,
            "multigraph": True,
            "graph": {"name": network.id, **network.about},
            "nodes": [{"id": node.id, **_of(node)} for node in network.nodes],
            "edges": [
                {
                    "source": edge.start,
                    "target": edge.end,
                    "key": edge.id,
                    "label": edge.label,
                    "owner": edge.owner,
                    **edge.attributes,
                }
                for edge in network.edges
            ],
        }
    )


def _of(node: Node) -> dict[str, object]:
    return {"label": node.label, **placed(node)}


def _dumped(document: dict[str, object]) -> bytes:
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"{text}\n".encode()
