"""The requests as a network of two modes: regions, and the programmes that they name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from geo.exports.networks.graph import chosen, name_of
from geo.layers.requests import requests
from geo.networks.network import Attributes, Edge, Hyperedge, Incidence, Network, Node

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.atlas import Atlas
    from geo.messages import Lang

    Facts = Mapping[str, object]

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


def requests_network(id_: str, atlas: Atlas, about: Attributes, lang: Lang) -> Network:
    """Draw an edge from each region to each programme that it names; ``mode`` tells them apart.

    Nodes have no coordinates: the document gives no site. A region with all that it names is one
    hyperedge, the region its tail.
    """
    named = [feature.properties for feature in requests(atlas)]
    of_region: defaultdict[str, list[Facts]] = defaultdict(list)
    programmes: defaultdict[str, list[Facts]] = defaultdict(list)
    for facts in named:
        of_region[str(facts["project_id"])].append(facts)
        programmes[str(facts["programme_id"])].append(facts)
    nodes = (
        *(_region(id_, named, lang) for id_, named in of_region.items()),
        *(_programme(id_, named, lang) for id_, named in programmes.items()),
    )
    edges = tuple(_edge(facts, lang) for facts in named)
    hyperedges = tuple(_hyperedge(id_, named) for id_, named in of_region.items())
    return Network(id_, about, nodes, edges, hyperedges)


def _region(id_: str, named: Sequence[Facts], lang: Lang) -> Node:
    facts = named[0]
    label = str(facts["region_en" if lang == "en" else "region"])
    attributes: Attributes = {
        "mode": "region",
        **chosen(facts, ("round", "region", "region_en", "sido_code", "hub_id")),
        "programmes": len(named),
    }
    return Node(id_, label, None, None, attributes)


def _programme(id_: str, named: Sequence[Facts], lang: Lang) -> Node:
    facts = named[0]
    names = {"name_ko": str(facts["programme_ko"]), "name_en": str(facts["programme_en"])}
    attributes: Attributes = {"mode": "programme", **names, "regions": len(named)}
    return Node(id_, names[f"name_{lang}"], None, None, attributes)


def _edge(facts: Facts, lang: Lang) -> Edge:
    ids = [str(facts[name]) for name in ("id", "project_id", "programme_id")]
    id_, region, programme = ids
    return Edge(id_, name_of(facts, lang), region, programme, region, chosen(facts, _EDGE))


def _hyperedge(id_: str, named: Sequence[Facts]) -> Hyperedge:
    first = named[0]
    heads = (
        Incidence(str(facts["programme_id"]), "programme", str(facts["name_ko"]), tail=False)
        for facts in named
    )
    return Hyperedge(
        id_,
        chosen(first, ("round", "region", "region_en", "source")),
        (Incidence(id_, "region", str(first["region"]), tail=True), *heads),
    )
