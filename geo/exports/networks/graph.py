"""The network of any programme, out of the atlas and its collections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.messages import catalogue
from geo.model.bilingual import Bilingual, both
from geo.networks.network import Attributes, Edge, Hyperedge, Incidence, Network, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.atlas import Atlas
    from geo.messages import Lang
    from geo.model.programmes import Body, Programme
    from geo.store.snapshot import Layer, Snapshot

COMBINED = "combined"
"""The network of all programmes that have ties."""
REQUESTS = "requests"
"""The network of regions and the programmes that they request."""

_PLACE = (
    "name_ko", "name_en", "kind", "sido", "sido_code", "sigungu", "area_km2", "precision_km",
    "confidence",
)  # fmt: skip
_NOT_OF_EDGES = {
    "id", "programme", "body_id", "from_id", "to_id", "from_sido", "to_sido", "conflicts",
}  # fmt: skip
_NOT_OF_HYPEREDGES = {
    "id", "programme", "members", "former", "notes", "sidos", "conflicts", "closed_on", "ends_on",
    "root_id", "root_label", "lead_id", "lead_label", "partner_ids", "partner_labels", "confidence",
}  # fmt: skip
"""Of ties and bodies what their places and members tell, or what is no scalar."""


def networks_of(atlas: Atlas) -> dict[str, tuple[str, ...]]:
    """Return each network with the collections of its ties; of sites those of the bodies."""
    own = {
        programme.id: ((programme.ties_layer or programme.bodies_layer).collection,)
        for programme in atlas.programmes.values()
    }
    tied = tuple(one.ties_layer.collection for one in atlas.programmes.values() if one.ties_layer)
    return {**own, COMBINED: tied, **({REQUESTS: (REQUESTS,)} if atlas.requests else {})}


def network_of(id_: str, snapshot: Snapshot, lang: Lang) -> Network:
    """Make the network of a programme, or of all that have ties; labels in `lang`."""
    atlas, layers = snapshot.atlas, snapshot.layers
    programmes = [
        one
        for one in atlas.programmes.values()
        if one.id == id_ or (id_ == COMBINED and one.ties_layer)
    ]
    edges = tuple(edge for one in programmes for edge in _edges(atlas, one, layers, lang))
    hyperedges = tuple(edge for one in programmes for edge in _hyperedges(atlas, one, layers))
    parts = _parts(hyperedges)
    nodes = tuple(
        _node(place, parts[place["id"]], lang)
        for place in features_of(layers["complexes"])
        if place["id"] in parts
    )
    used = ("complexes", *networks_of(atlas)[id_])
    return Network(id_, about(id_, snapshot, used, lang), nodes, edges, hyperedges)


def features_of(layer: Layer) -> list[dict[str, Any]]:
    """Return the features of `layer`, parsed."""
    features: list[dict[str, Any]] = layer.collection()["features"]
    return features


def title_of(id_: str, atlas: Atlas) -> Bilingual:
    """Return what a network is called."""
    programme = atlas.programmes.get(id_)
    if programme is None:
        return both("geo", f"network.{id_}")
    return both("geo", "network.of", programme=programme.name)


def about(id_: str, snapshot: Snapshot, collections: Sequence[str], lang: Lang) -> Attributes:
    """Say title, as-of date, sources and version of a network made of `collections`."""
    layers = snapshot.layers
    ties = [layers[collection] for collection in networks_of(snapshot.atlas)[id_]]
    sources = dict.fromkeys(
        source
        for layer in ties
        for tie in features_of(layer)
        for source in tie["properties"]["source"]
    )
    words, title = catalogue("geo", lang), title_of(id_, snapshot.atlas)
    return {
        "title": title.of(lang),
        "title_ko": title.ko,
        "title_en": title.en,
        "as_of": max(layer.as_of for layer in ties),
        "sources": tuple(sources),
        "version": "-".join(layers[collection].version[:8] for collection in collections),
        "crs": "OGC:CRS84",
        "license": words("export.licence.own"),
        "attribution": words("export.attribution.own"),
    }


def _node(place: dict[str, Any], parts: Attributes, lang: Lang) -> Node:
    properties = place["properties"]
    lon, lat = place["geometry"]["coordinates"]
    attributes = {**chosen(properties, _PLACE), **parts}
    return Node(place["id"], name_of(properties, lang), lon, lat, attributes)


def _edges(
    atlas: Atlas, programme: Programme, layers: Mapping[str, Layer], lang: Lang
) -> Iterable[Edge]:
    if programme.ties_layer is None:
        return
    ties = {tie.id: tie for tie in atlas.ties_of(programme.id)}
    for feature in features_of(layers[programme.ties_layer.collection]):
        properties, tie = feature["properties"], ties[feature["id"]]
        attributes: Attributes = {
            "programme": programme.id,
            "role": atlas.bodies[tie.body_id].member_at(tie.to_id).role,
            **chosen(properties, [name for name in properties if name not in _NOT_OF_EDGES]),
            "wkt": f"LINESTRING ({_positions(feature['geometry']['coordinates'])})",
        }
        label = name_of(properties, lang)
        yield Edge(tie.id, label, tie.from_id, tie.to_id, tie.body_id, attributes)


def _hyperedges(
    atlas: Atlas, programme: Programme, layers: Mapping[str, Layer]
) -> Iterable[Hyperedge]:
    """Make a hyperedge of each body in force; where there are ties, of those that have some."""
    tied = {tie.body_id for tie in atlas.ties_of(programme.id)}
    for feature in features_of(layers[programme.bodies_layer.collection]):
        body, properties = atlas.bodies[feature["id"]], feature["properties"]
        if not body.in_force or not body.members:
            continue
        if programme.ties_layer is not None and body.id not in tied:
            continue
        yield Hyperedge(
            body.id,
            {
                "programme": programme.id,
                **chosen(
                    properties, [name for name in properties if name not in _NOT_OF_HYPEREDGES]
                ),
                "wkt": f"MULTIPOINT ({_positions(feature['geometry']['coordinates'])})",
            },
            tuple(_incidences(programme, body)),
        )


def _incidences(programme: Programme, body: Body) -> Iterable[Incidence]:
    for member in body.members:
        root = member.role == programme.root
        yield Incidence(member.place_id, member.role, member.label(programme.label), root)


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
    chosen = {name: properties[name] for name in names if _plain(properties.get(name))}
    return {
        "sources" if name == "source" else name: tuple(value) if isinstance(value, list) else value
        for name, value in chosen.items()
    }


def _plain(value: object) -> bool:
    """Tell whether files of networks can hold a value: a scalar, or a list of texts."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, str) for one in value)
    return value is not None and not isinstance(value, dict)


def name_of(properties: dict[str, Any], lang: Lang) -> str:
    """Return the name in `lang`."""
    return str(properties["name_en" if lang == "en" else "name_ko"])


def _positions(coordinates: Iterable[Sequence[float]]) -> str:
    return ", ".join(f"{lon} {lat}" for lon, lat in coordinates)
