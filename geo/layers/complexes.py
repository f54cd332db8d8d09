"""Industrial complexes, zones, areas and groups as points."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from shapely import Point

from geo.layers.bodies import round_value
from geo.layers.collection import Feature
from geo.layers.conflicts import conflicts_at
from geo.model.places import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.atlas import Atlas
    from geo.jsons import Properties
    from geo.model.evidence import Evidence
    from geo.model.places import Place
    from geo.model.programmes import Body, Membership


def complexes(atlas: Atlas) -> tuple[Feature, ...]:
    """Make a point of each place that a programme names, in the table's order.

    The table of places knows more complexes, so that their names are understood; they stay out
    until a programme in view names them, but for those that it lists. Policy sites are
    a layer of their own.
    """
    printed = _printed(atlas)
    # A group stands for its members, which a programme names by it.
    members = {id_ for value in printed for id_ in atlas.places[value].members}
    listed = {place.id for place in atlas.places.values() if place.listed}
    shown = {*printed, *members, *listed}
    return tuple(
        _feature(atlas, place, printed.get(place.id, []))
        for place in atlas.places.values()
        if place.kind is not PlaceKind.POLICY_SITE and place.id in shown
    )


def _printed(atlas: Atlas) -> dict[str, list[_Printing]]:
    """Return place id to where and how the sources print it, in their order."""
    found: defaultdict[str, list[_Printing]] = defaultdict(list)
    for body in atlas.bodies.values():
        for member in (*body.members, *body.former):
            found[member.place_id] += [
                _Printing(p.name_as_written, p.method, p.evidence) for p in member.printings
            ]
    return found


class _Printing(NamedTuple):
    written: str
    method: str
    evidence: Evidence


def _feature(atlas: Atlas, place: Place, printed: list[_Printing]) -> Feature:
    district = atlas.district_of(place.id)
    assert district is not None  # noqa: S101 - the build refuses a place that lies in none
    region = atlas.regions.find(place.sido)
    documents = dict.fromkeys(printing.evidence.source for printing in printed)
    written_as = list(dict.fromkeys(printing.written for printing in printed))
    known = {place.name_ko, *written_as}
    named_at = dict.fromkeys((p.evidence.source, p.evidence.locator) for p in printed)
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
        "method": printed[0].method if printed else "gazetteer",
        "written_as": written_as,
        "also_called": [name for name in atlas.other_names.get(place.id, ()) if name not in known],
        "named_at": [{"source": source, "locator": locator} for source, locator in named_at],
        "evidence": place.evidence,
        "confidence": place.confidence,
        "source": [*documents, place.source],
        "locator": place.locator,
        **dict(_memberships(atlas, place)),
        "conflicts": conflicts_at(atlas, f"complex:{place.id}"),
        "note_ko": place.note_ko,
        "note_en": place.note_en,
    }
    return Feature(Point(place.lon, place.lat), properties)


def _memberships(atlas: Atlas, place: Place) -> Iterator[tuple[str, object]]:
    """Yield the property in which each programme that declares one tells what it has here."""
    for programme in atlas.programmes.values():
        place_property = programme.place_property
        if place_property is None:
            continue
        entries = [
            {name: values[value] for name, value in place_property.columns}
            for body, member in atlas.memberships_at(place.id, programme.id)
            for values in (_values(body, member),)
        ]
        if len(place_property.columns) == 1:
            single = [value for entry in entries for value in entry.values()]
            yield place_property.name, min(single, default=None)
        else:
            yield place_property.name, entries


def _values(body: Body, member: Membership) -> Properties:
    return {
        "id": body.id,
        "no": body.no,
        "role": member.role,
        "round": round_value(body.round),
        "sector": body.sector and body.sector.ko,
        "region": body.region and body.region.ko,
        "year": int(body.starts_on[:4]) if body.starts_on else None,
    }
