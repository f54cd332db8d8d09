"""The layers as a network: nodes, edges, and hyperedges with roles."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.messages import Lang
    from geo.store.snapshot import Layer

Value = str | int | float | bool | tuple[str, ...]
Attributes = dict[str, Value]

NETWORKS = {
    "consortia": ("consortium-ties",),
    "transformation": ("transformation-ties",),
    "combined": ("consortium-ties", "transformation-ties"),
    "requests": ("requests",),
}
"""Network to the collections of its ties."""

SEPARATOR = "|"
"""Between the entries of a list, in formats that have none."""

_PLACE = (
    "name_ko", "name_en", "kind", "sido", "sido_code", "sigungu", "area_km2", "precision_km",
    "confidence",
)  # fmt: skip
_TIE = (
    "name_ko", "name_en", "sector", "sector_en", "subsector", "subsector_en", "consortium_no",
    "consortium_name", "consortium_name_en", "project_id", "round", "region", "region_en",
    "status", "role", "function_ko", "function_en", "named_in", "from_label", "to_label",
    "length_km", "crosses_sido", "selected_on", "launched_on", "joined_on", "confidence", "source",
    "locator",
)  # fmt: skip
_CONSORTIUM = (
    "no", "name_ko", "name_en", "sector", "sector_en", "subsector", "subsector_en", "status",
    "selected_on", "launched_on", "source", "locator",
)  # fmt: skip
_PROJECT = ("round", "region", "region_en", "status", "source")


@dataclass(frozen=True, slots=True)
class Node:
    """A place at which a tie ends."""

    id: str
    label: str
    lon: float | None
    """Degrees, WGS 84; None for what has no place."""
    lat: float | None
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie, from lead or hub."""

    id: str
    label: str
    start: str
    end: str
    owner: str
    """Id of the consortium or project."""
    attributes: Attributes


@dataclass(frozen=True, slots=True)
class Incidence:
    """A node's part in a hyperedge."""

    node: str
    role: str
    """``lead``, ``partner``, ``hub``, ``link``, ``area``; ``region`` or ``programme``."""
    label: str
    """As the document prints the place."""


@dataclass(frozen=True, slots=True)
class Hyperedge:
    """A consortium or a project with all who take part, the lead or hub first."""

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


def network_of(id_: str, layers: Mapping[str, Layer], lang: Lang) -> Network:
    """Make a network of `NETWORKS` from the collections; labels in `lang`."""
    collections = NETWORKS[id_]
    edges = tuple(
        _edge(tie, collection, lang)
        for collection in collections
        for tie in features_of(layers[collection])
    )
    hyperedges = (
        *(_consortia(layers["consortia"]) if "consortium-ties" in collections else ()),
        *(_projects(layers["transformation-ties"]) if "transformation-ties" in collections else ()),
    )
    parts = _parts(hyperedges)
    nodes = tuple(
        _node(place, parts[place["id"]], lang)
        for place in features_of(layers["complexes"])
        if place["id"] in parts
    )
    used = ("complexes", *collections)
    return Network(id_, about(id_, layers, used, lang), nodes, edges, hyperedges)


def joined(value: Value) -> str | int | float | bool:
    """Return `value` as one scalar."""
    return SEPARATOR.join(value) if isinstance(value, tuple) else value


def features_of(layer: Layer) -> list[dict[str, Any]]:
    """Return the features of `layer`, parsed."""
    features: list[dict[str, Any]] = layer.collection()["features"]
    return features


def about(
    id_: str, layers: Mapping[str, Layer], collections: Sequence[str], lang: Lang
) -> Attributes:
    """Say title, as-of date, sources and version of a network made of `collections`."""
    used = [layers[collection] for collection in collections]
    ties = [layers[collection] for collection in NETWORKS[id_]]
    sources = dict.fromkeys(
        source
        for layer in ties
        for tie in features_of(layer)
        for source in tie["properties"]["source"]
    )
    words = catalogue("geo", lang)
    return {
        "title": words(f"network.{id_}"),
        "title_ko": catalogue("geo", "ko")(f"network.{id_}"),
        "title_en": catalogue("geo", "en")(f"network.{id_}"),
        "as_of": max(layer.as_of for layer in ties),
        "sources": tuple(sources),
        "version": "-".join(layer.version[:8] for layer in used),
        "crs": "OGC:CRS84",
        "license": words("export.licence.own"),
        "attribution": words("export.attribution.own"),
    }


def placed(node: Node) -> Attributes:
    """Return ``lon`` and ``lat`` of a node that has a place, and its attributes."""
    if node.lon is None or node.lat is None:
        return node.attributes
    return {"lon": node.lon, "lat": node.lat, **node.attributes}


def _node(place: dict[str, Any], parts: Attributes, lang: Lang) -> Node:
    properties = place["properties"]
    lon, lat = place["geometry"]["coordinates"]
    attributes = {**chosen(properties, _PLACE), **parts}
    return Node(place["id"], name_of(properties, lang), lon, lat, attributes)


def _edge(tie: dict[str, Any], collection: str, lang: Lang) -> Edge:
    properties = tie["properties"]
    programme = collection.removesuffix("-ties")
    attributes: Attributes = {
        "programme": "consortia" if programme == "consortium" else programme,
        "role": "partner",
        **chosen(properties, _TIE),
        "wkt": f"LINESTRING ({_positions(tie['geometry']['coordinates'])})",
    }
    return Edge(
        tie["id"],
        name_of(properties, lang),
        properties["from_id"],
        properties["to_id"],
        properties.get("project_id") or f"c{properties['consortium_no']:02d}",
        attributes,
    )


def _consortia(layer: Layer) -> Iterable[Hyperedge]:
    for consortium in features_of(layer):
        properties = consortium["properties"]
        if properties["closed_on"] is not None:
            continue
        partners = zip(properties["partner_ids"], properties["partner_labels"], strict=True)
        yield Hyperedge(
            consortium["id"],
            {
                "programme": "consortia",
                **chosen(properties, _CONSORTIUM),
                "wkt": f"MULTIPOINT ({_positions(consortium['geometry']['coordinates'])})",
            },
            (
                Incidence(properties["lead_id"], "lead", properties["lead_label"]),
                *(Incidence(id_, "partner", label) for id_, label in partners),
            ),
        )


def _projects(layer: Layer) -> Iterable[Hyperedge]:
    """Make a hyperedge of the ties of each project, which stand together in the layer."""
    for id_, group in groupby(features_of(layer), lambda tie: tie["properties"]["project_id"]):
        ties = list(group)
        first = ties[0]["properties"]
        lines = [tie["geometry"]["coordinates"] for tie in ties]
        positions = _positions([lines[0][0], *(line[1] for line in lines)])
        yield Hyperedge(
            id_,
            {
                "programme": "transformation",
                **chosen(first, _PROJECT),
                "wkt": f"MULTIPOINT ({positions})",
            },
            (
                Incidence(first["from_id"], "hub", first["from_label"]),
                *(
                    Incidence(p["to_id"], p["role"], p["to_label"])
                    for p in (tie["properties"] for tie in ties)
                ),
            ),
        )


def _parts(hyperedges: Iterable[Hyperedge]) -> dict[str, Attributes]:
    """Return place id to what it is part of: ``lead_of``, ``partner_of``, ``hub_of`` …."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for hyperedge in hyperedges:
        for incidence in hyperedge.incidences:
            parts = found.setdefault(incidence.node, {})
            key = f"{incidence.role}_of"
            parts[key] = (*parts.get(key, ()), hyperedge.id)
            sector = hyperedge.attributes.get("sector")
            if isinstance(sector, str) and sector not in parts.get("sectors", ()):
                parts["sectors"] = (*parts.get("sectors", ()), sector)
    return {id_: {**parts} for id_, parts in found.items()}


def chosen(properties: dict[str, Any], names: Iterable[str]) -> Attributes:
    """Return the named properties that have a value.

    ``source`` is called ``sources``: in networks a source is where an edge begins.
    """
    chosen = {name: properties[name] for name in names if properties.get(name) is not None}
    return {
        "sources" if name == "source" else name: tuple(value) if isinstance(value, list) else value
        for name, value in chosen.items()
    }


def name_of(properties: dict[str, Any], lang: Lang) -> str:
    """Return the name in `lang`."""
    return str(properties["name_en" if lang == "en" else "name_ko"])


def _positions(coordinates: Iterable[Sequence[float]]) -> str:
    return ", ".join(f"{lon} {lat}" for lon, lat in coordinates)
