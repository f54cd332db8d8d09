"""The requests as a network of two modes: regions, and the programmes that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.exports.networks.graph import about, chosen, features_of, name_of
from geo.networks.network import Edge, Hyperedge, Incidence, Network, Node

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.messages import Lang
    from geo.store.snapshot import Snapshot

_EDGE = (
    "name_ko",
    "name_en",
    "named_in",
    "focus_ko",
    "focus_en",
    "confidence",
    "source",
    "locator",
)


def requests_network(id_: str, snapshot: Snapshot, lang: Lang) -> Network:
    """Draw an edge from each region to each programme that it names; ``mode`` tells them apart.

    Nodes have no coordinates: the document gives no site. A region with all that it names is one
    hyperedge, the region its tail.
    """
    requests = features_of(snapshot.layers["requests"])
    of_region: dict[str, list[dict[str, Any]]] = {}
    programmes: dict[str, list[dict[str, Any]]] = {}
    for request in requests:
        of_region.setdefault(request["properties"]["project_id"], []).append(request)
        programmes.setdefault(request["properties"]["programme_id"], []).append(request)
    nodes = (
        *(_region(id_, named, lang) for id_, named in of_region.items()),
        *(_programme(id_, named, lang) for id_, named in programmes.items()),
    )
    edges = tuple(_edge(request, lang) for request in requests)
    hyperedges = tuple(_hyperedge(id_, named) for id_, named in of_region.items())
    return Network(id_, about(id_, snapshot, ("requests",), lang), nodes, edges, hyperedges)


def _region(id_: str, named: Sequence[dict[str, Any]], lang: Lang) -> Node:
    facts = named[0]["properties"]
    label = facts["region_en" if lang == "en" else "region"]
    attributes = {
        "mode": "region",
        **chosen(facts, ("round", "region", "region_en", "sido_code", "hub_id")),
        "programmes": len(named),
    }
    return Node(id_, label, None, None, attributes)


def _programme(id_: str, named: Sequence[dict[str, Any]], lang: Lang) -> Node:
    facts = named[0]["properties"]
    names = {"name_ko": facts["programme_ko"], "name_en": facts["programme_en"]}
    attributes = {"mode": "programme", **names, "regions": len(named)}
    return Node(id_, names[f"name_{lang}"], None, None, attributes)


def _edge(request: dict[str, Any], lang: Lang) -> Edge:
    facts = request["properties"]
    return Edge(
        request["id"],
        name_of(facts, lang),
        facts["project_id"],
        facts["programme_id"],
        facts["project_id"],
        chosen(facts, _EDGE),
    )


def _hyperedge(id_: str, named: Sequence[dict[str, Any]]) -> Hyperedge:
    all_facts = [one["properties"] for one in named]
    first = all_facts[0]
    heads = (
        Incidence(facts["programme_id"], "programme", facts["name_ko"], tail=False)
        for facts in all_facts
    )
    return Hyperedge(
        id_,
        chosen(first, ("round", "region", "region_en", "source")),
        (Incidence(id_, "region", first["region"], tail=True), *heads),
    )
