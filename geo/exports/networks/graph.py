"""The network of any programme, out of the atlas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.layers.bodies import bodies
from geo.layers.requests import requests
from geo.layers.ties import ties
from geo.messages import catalogue
from geo.model.bilingual import Bilingual, both
from geo.networks.network import Attributes, Edge, Hyperedge, Incidence, Network, Node

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas
    from geo.layers.collection import Feature
    from geo.messages import Lang
    from geo.model.places import Place
    from geo.model.programmes import Body, Programme
    from geo.store.snapshot import Snapshot

COMBINED = "combined"
"""The network of all programmes that have ties."""
REQUESTS = "requests"
"""The network of regions and the programmes that they request."""

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
    tied = tuple(
        programme.ties_layer.collection
        for programme in atlas.programmes.values()
        if programme.ties_layer
    )
    return {**own, COMBINED: tied, **({REQUESTS: (REQUESTS,)} if atlas.requests else {})}


def network_of(id_: str, atlas: Atlas, about: Attributes, lang: Lang) -> Network:
    """Make the network of a programme, or of all that have ties; labels in `lang`."""
    programmes = [
        programme
        for programme in atlas.programmes.values()
        if programme.id == id_ or (id_ == COMBINED and programme.ties_layer)
    ]
    edges = tuple(edge for programme in programmes for edge in _edges(atlas, programme, lang))
    hyperedges = tuple(edge for programme in programmes for edge in _hyperedges(atlas, programme))
    parts = _parts(hyperedges)
    nodes = tuple(
        _node(atlas, place, parts[place.id], lang)
        for place in atlas.places.values()
        if place.id in parts
    )
    return Network(id_, about, nodes, edges, hyperedges)


def title_of(id_: str, atlas: Atlas) -> Bilingual:
    """Return what a network is called."""
    programme = atlas.programmes.get(id_)
    if programme is None:
        return both("geo", f"network.{id_}")
    return both("geo", "network.of", programme=programme.name)


def about(id_: str, snapshot: Snapshot, lang: Lang) -> Attributes:
    """Say title, as-of date, sources and version of a network."""
    atlas, layers = snapshot.atlas, snapshot.layers
    collections = networks_of(atlas)[id_]
    used = collections if id_ == REQUESTS else ("complexes", *collections)
    words, title = catalogue("geo", lang), title_of(id_, atlas)
    return {
        "title": title.of(lang),
        "title_ko": title.ko,
        "title_en": title.en,
        "as_of": max(layers[collection].as_of for collection in collections),
        "sources": tuple(dict.fromkeys(_sources(id_, atlas))),
        "version": "-".join(layers[collection].version[:8] for collection in used),
        "crs": "OGC:CRS84",
        "license": words("export.licence.own"),
        "attribution": words("export.attribution.own"),
    }


def _sources(id_: str, atlas: Atlas) -> Iterable[str]:
    if id_ == REQUESTS:
        features = list(requests(atlas))
    else:
        features = [
            feature
            for programme in atlas.programmes.values()
            if programme.id == id_ or (id_ == COMBINED and programme.ties_layer)
            for feature in (
                ties(atlas, programme) if programme.ties_layer else bodies(atlas, programme)
            )
        ]
    for feature in features:
        yield from texts_of(feature.properties["source"])


def texts_of(value: object) -> tuple[str, ...]:
    """Return the texts of a list; none of anything else."""
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _node(atlas: Atlas, place: Place, parts: Attributes, lang: Lang) -> Node:
    region, district = atlas.region_of(place.id), atlas.district_of(place.id)
    values: Mapping[str, object] = {
        "name_ko": place.name_ko,
        "name_en": place.name_en,
        "kind": place.kind.value,
        "sido": region.name_ko,
        "sido_code": region.code,
        "sigungu": district and district.name_ko,
        "area_km2": place.area_km2,
        "precision_km": place.precision_km,
        "confidence": place.confidence,
    }
    attributes = {**chosen(values, values), **parts}
    return Node(place.id, name_of(values, lang), place.lon, place.lat, attributes)


def _edges(atlas: Atlas, programme: Programme, lang: Lang) -> Iterable[Edge]:
    own = (tie for tie in atlas.ties if tie.programme == programme.id)
    for tie, feature in zip(own, ties(atlas, programme), strict=True):
        properties = feature.properties
        attributes: Attributes = {
            "programme": programme.id,
            "role": atlas.bodies[tie.body_id].member_at(tie.to_id).role,
            **chosen(properties, [name for name in properties if name not in _NOT_OF_EDGES]),
            "wkt": f"LINESTRING ({_positions(feature)})",
        }
        label = name_of(properties, lang)
        yield Edge(tie.id, label, tie.from_id, tie.to_id, tie.body_id, attributes)


def _hyperedges(atlas: Atlas, programme: Programme) -> Iterable[Hyperedge]:
    """Make a hyperedge of each body in force; where there are ties, of those that have some."""
    tied = {tie.body_id for tie in atlas.ties_of(programme.id)}
    for body, feature in zip(atlas.bodies_of(programme.id), bodies(atlas, programme), strict=True):
        if not body.in_force or not body.members:
            continue
        if programme.ties_layer is not None and body.id not in tied:
            continue
        properties = feature.properties
        names = [name for name in properties if name not in _NOT_OF_HYPEREDGES]
        attributes: Attributes = {
            "programme": programme.id,
            **chosen(properties, names),
            "wkt": f"MULTIPOINT ({_positions(feature)})",
        }
        yield Hyperedge(body.id, attributes, tuple(_incidences(programme, body)))


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


def chosen(properties: Mapping[str, object], names: Iterable[str]) -> Attributes:
    """Return the named properties that have a value, without what files of networks cannot hold.

    ``source`` is called ``sources``: in networks a source is where an edge begins.
    """
    found: Attributes = {}
    for name in names:
        value = properties[name]
        if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            value = tuple(value)
        if isinstance(value, str | int | float | bool | tuple):
            found["sources" if name == "source" else name] = value
    return found


def name_of(properties: Mapping[str, object], lang: Lang) -> str:
    """Return the name in `lang`."""
    return str(properties["name_en" if lang == "en" else "name_ko"])


def _positions(feature: Feature) -> str:
    shape: BaseGeometry = feature.geometry
    parts = shape.geoms if hasattr(shape, "geoms") else (shape,)
    return ", ".join(f"{lon} {lat}" for part in parts for lon, lat in part.coords)
