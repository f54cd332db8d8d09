"""Features that lie in a region: a 시도, a 시군구, a 초광역권, or a set of the reader's own."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.areas import OWN, Areas
from geo.query.table import FeatureTable
from geo.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.atlas import Atlas
    from geo.jsons import OpenObject
    from geo.store.snapshot import Layer, Snapshot

REGION = "region"
_PLACES = ("place_id", "hub_id", "from_id", "to_id")
"""Properties with the id of a place."""
_CODES = ("sido_code", "sigungu_code")


def has_regions(layer: Layer, atlas: Atlas) -> bool:
    """Tell whether the features of a built collection lie in regions."""
    if not layer.built or not layer.fragments:
        return False
    first = json.loads(FeatureTable.showing(layer).layer.fragments[0])["properties"]
    return (
        layer.id in {"complexes", "regions", "districts"}
        or first["id"] in atlas.bodies
        or not {*_PLACES, *_CODES}.isdisjoint(first)
    )


def reader_of(layer: Layer, snapshot: Snapshot) -> Callable[[str], tuple[str, ...] | None] | None:
    """Return what leads from a region to the ids of a collection's features in it.

    None where they lie in none. What a property called ``region`` has stays a value of it, for
    which there is None, too.

    Raises
    ------
    RegionError
        It is no region; it lists what is like it.
    """
    if not has_regions(layer, snapshot.atlas):
        return None

    def ids(text: str) -> tuple[str, ...] | None:
        return None if text in _values(layer) else _ids(layer, snapshot, text)

    return ids


@lru_cache(maxsize=256)
def _values(layer: Layer) -> frozenset[str]:
    found = (json.loads(fragment)["properties"].get(REGION) for fragment in layer.fragments)
    return frozenset(filter(None, found))


@lru_cache(maxsize=256)
def _ids(layer: Layer, snapshot: Snapshot, text: str) -> tuple[str, ...]:
    atlas = snapshot.atlas
    areas = Areas(atlas)
    named = next(_zone(atlas, text), text)
    area = areas.find(named) or areas.find(f"{OWN}{named}")
    assert area is not None  # noqa: S101 - a set is read or refused
    places = areas.places_in(area)
    # A code of a 시군구 of today is also that of the 시도 in which it lies.
    sidos = {region_row.code for region_row in atlas.region_rows} & area.units

    def lies(properties: OpenObject) -> bool:
        if layer.id in {"regions", "districts"}:
            return not area.units.isdisjoint({properties["code"], properties.get("sido_code")})
        body = atlas.bodies.get(properties["id"])
        if body is not None and body.members:
            return any(member.place_id in places for member in body.members)
        if layer.id == "complexes":
            return properties["id"] in places
        named = [properties[name] for name in _PLACES if properties.get(name)]
        if named:
            return any(item in places for item in named)
        return any(properties.get(name) in {*sidos, *area.units} for name in _CODES)

    features = (json.loads(fragment)["properties"] for fragment in layer.fragments)
    return tuple(str(feature["id"]) for feature in features if lies(feature))


def _zone(atlas: Atlas, text: str) -> Iterator[str]:
    """Yield a 초광역권 as a set of its 시도."""
    for zone in atlas.zoning.zones:
        if fold(text) in map(fold, (zone.id, *zone.names)):
            own = [region.code for region in atlas.regions.current if region.id in zone.regions]
            yield f"{OWN}{zone.name.ko}={','.join(own)}"
