"""Industrial complexes, zones, areas and groups as points."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from shapely import Point

from geo.layers.collection import Feature
from geo.model.places import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.atlas import Atlas
    from geo.model.places import District, Place


def complexes(atlas: Atlas, located: Mapping[str, District]) -> tuple[Feature, ...]:
    """Make a point of each place but the policy sites, in the table's order.

    `located` maps place id to the 시군구 in which its point lies.
    """
    printed = _printed(atlas)
    return tuple(
        _feature(atlas, place, located[place.id], printed.get(place.id, []))
        for place in atlas.places.values()
        if place.kind is not PlaceKind.POLICY_SITE
    )


def _printed(atlas: Atlas) -> dict[str, list[tuple[str, str, str]]]:
    """Return place id to (source, name as printed, method), each spelling once, in order."""
    found: defaultdict[str, dict[tuple[str, str, str], None]] = defaultdict(dict)
    for consortium in atlas.consortia:
        for end in consortium.participants:
            found[end.place_id][end.evidence.source, end.complex_as_written, end.method] = None
    for project in atlas.projects:
        for member in project.members:
            for printing in member.printings:
                key = (printing.evidence.source, printing.name_as_written, printing.method)
                found[member.place_id][key] = None
    return {place_id: list(spellings) for place_id, spellings in found.items()}


def _feature(
    atlas: Atlas, place: Place, district: District, printed: list[tuple[str, str, str]]
) -> Feature:
    region = atlas.regions.find(place.sido)
    documents = dict.fromkeys(source for source, _, _ in printed)
    properties = {
        "id": place.id,
        "name_ko": place.name_ko,
        "name_en": place.name_en,
        "kind": place.kind.value,
        "sido": region.name_ko,
        "sido_en": region.name_en,
        "sido_code": region.code,
        "sigungu": district.name_ko,
        "sigungu_en": district.name_en,
        "sigungu_code": district.code,
        "sigungu_all": list(place.sigungu_all),
        "members": list(place.members),
        "area_km2": place.area_km2,
        "precision_km": place.precision_km,
        "method": printed[0][2] if printed else "gazetteer",
        "written_as": list(dict.fromkeys(written for _, written, _ in printed)),
        "evidence": place.evidence,
        "confidence": place.confidence,
        "source": [*documents, place.source],
        "locator": place.locator,
        "consortia": [
            {"no": consortium.no, "role": role.value, "sector": consortium.sector}
            for consortium, role in atlas.consortia_of(place.id)
        ],
        "transformation": [
            {"round": project.round_year, "role": role.value, "region": project.region}
            for project, role in atlas.projects_of(place.id)
        ],
        "smart_green_year": atlas.smart_green_year(place.id),
        "conflicts": atlas.conflicts_at(f"complex:{place.id}"),
        "note_ko": place.note_ko,
        "note_en": place.note_en,
    }
    return Feature(Point(place.lon, place.lat), properties)
