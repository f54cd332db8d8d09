"""Networks as GraphML (Brandes et al. 2002; http://graphml.graphdrawing.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.exports.networks.typed import types_of, written
from geo.networks.network import placed
from geo.xml import to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.networks.network import Attributes, Network

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def graphml(network: Network) -> bytes:
    """Write a directed graph; source, as-of date and version are data of the graph."""
    nodes = [
        (
            {"id": node.id},
            {"label": node.label, **placed(node)},
        )
        for node in network.nodes
    ]
    edges = [
        (
            {"id": edge.id, "source": edge.start, "target": edge.end},
            {"label": edge.label, "owner": edge.owner, **edge.attributes},
        )
        for edge in network.edges
    ]
    root = ET.Element("graphml", xmlns=_NAMESPACE)
    groups = {
        "graph": [network.about],
        "node": [attributes for _, attributes in nodes],
        "edge": [attributes for _, attributes in edges],
    }
    for group, rows in groups.items():
        _declare(root, group, rows)
    graph = ET.SubElement(root, "graph", id=network.id, edgedefault="directed")
    _fill(graph, "graph", network.about)
    for group, elements in (("node", nodes), ("edge", edges)):
        for head, attributes in elements:
            _fill(ET.SubElement(graph, group, head), group, attributes)
    return to_bytes(root)


def _declare(root: ET.Element, group: str, rows: Iterable[Attributes]) -> None:
    for name, type_ in types_of(rows, "int").items():
        facts = {"id": f"{group}.{name}", "for": group, "attr.name": name, "attr.type": type_}
        ET.SubElement(root, "key", facts)


def _fill(element: ET.Element, group: str, attributes: Attributes) -> None:
    for name, value in attributes.items():
        ET.SubElement(element, "data", key=f"{group}.{name}").text = written(value)
