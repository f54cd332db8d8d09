"""Networks as GEXF 1.3 (https://gexf.net), with places and colours for Gephi."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.exports.networks.typed import types_of, written
from geo.networks.network import placed
from geo.xml import to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.networks.network import Attributes, Network

_NAMESPACE = "http://gexf.net/1.3"


def gexf(network: Network, colours: Mapping[str, str] | None = None) -> bytes:
    """Write a directed multigraph.

    ``kind`` of an edge is its body, by which readers keep parallel edges apart. `colours` gives ids
    of nodes and bodies their ``#rrggbb``; what has none is drawn as the reader likes.
    Positions of nodes are degrees times 100, east and north, so that Gephi shows a map at once.
    """
    root = ET.Element(
        "gexf", {"xmlns": _NAMESPACE, "xmlns:viz": f"{_NAMESPACE}/viz", "version": "1.3"}
    )
    _describe(root, network)
    graph = ET.SubElement(root, "graph", defaultedgetype="directed", mode="static")
    described = [placed(node) for node in network.nodes]
    tied: list[Attributes] = [{"owner": e.owner, **e.attributes} for e in network.edges]
    numbers = {
        "node": _declare(graph, "node", described),
        "edge": _declare(graph, "edge", tied),
    }
    nodes = ET.SubElement(graph, "nodes")
    for node, attributes in zip(network.nodes, described, strict=True):
        element = ET.SubElement(nodes, "node", id=node.id, label=node.label)
        _fill(element, numbers["node"], attributes)
        _colour(element, (colours or {}).get(node.id))
        if node.lon is not None and node.lat is not None:
            position = {"x": f"{node.lon * 100:g}", "y": f"{node.lat * 100:g}", "z": "0"}
            ET.SubElement(element, "viz:position", position)
    edges = ET.SubElement(graph, "edges")
    for edge, attributes in zip(network.edges, tied, strict=True):
        ends = {"id": edge.id, "source": edge.start, "target": edge.end}
        element = ET.SubElement(edges, "edge", {**ends, "label": edge.label, "kind": edge.owner})
        _fill(element, numbers["edge"], attributes)
        _colour(element, (colours or {}).get(edge.owner))
    return to_bytes(root)


def _describe(root: ET.Element, network: Network) -> None:
    about = network.about
    meta = ET.SubElement(root, "meta")
    if len(str(about["as_of"])) == len("2025-01-16"):
        meta.set("lastmodifieddate", str(about["as_of"]))
    ET.SubElement(meta, "creator").text = "Sandan Atlas"
    facts = "; ".join(f"{name}: {written(value)}" for name, value in about.items())
    ET.SubElement(meta, "description").text = facts
    ET.SubElement(meta, "keywords").text = written(about["sources"])


def _declare(graph: ET.Element, group: str, rows: Iterable[Attributes]) -> dict[str, str]:
    declared = ET.SubElement(graph, "attributes", {"class": group, "mode": "static"})
    numbers = {}
    for number, (name, type_) in enumerate(types_of(rows, "integer").items()):
        numbers[name] = str(number)
        ET.SubElement(declared, "attribute", id=str(number), title=name, type=type_)
    return numbers


def _fill(element: ET.Element, numbers: dict[str, str], attributes: Attributes) -> None:
    values = ET.SubElement(element, "attvalues")
    for name, value in attributes.items():
        ET.SubElement(values, "attvalue", {"for": numbers[name], "value": written(value)})


def _colour(element: ET.Element, colour: str | None) -> None:
    if colour is None:
        return
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    ET.SubElement(element, "viz:color", r=str(red), g=str(green), b=str(blue))
