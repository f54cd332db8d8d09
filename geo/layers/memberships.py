"""Every place × body × role × period as a point: one table over all programmes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import Point

from geo.layers.bodies import round_value
from geo.layers.collection import Feature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.atlas import Atlas
    from geo.model.programmes import Body, Membership


def memberships(atlas: Atlas, bodies: Iterable[Body] | None = None) -> tuple[Feature, ...]:
    """Make a point of each membership of `bodies` (all of the atlas), those that ended too."""
    chosen = atlas.bodies.values() if bodies is None else bodies
    return tuple(
        _feature(atlas, body, member, id_) for body in chosen for id_, member in _numbered(body)
    )


def _numbered(body: Body) -> Iterator[tuple[str, Membership]]:
    """Yield the members, then those who left, with an id that a later period does not change."""
    everyone = (*body.members, *body.former)
    taken: set[str] = set()
    named: dict[int, str] = {}
    for member in sorted(everyone, key=lambda membership: membership.starts_on or ""):
        base = f"{body.id}-{member.place_id}"
        tried = (base, f"{base}-{member.role}", f"{base}-{member.role}-{member.starts_on}")
        named[id(member)] = next(value for value in tried if value not in taken)
        taken.add(named[id(member)])
    yield from ((named[id(member)], member) for member in everyone)


def _feature(atlas: Atlas, body: Body, member: Membership, id_: str) -> Feature:
    place, programme = atlas.places[member.place_id], atlas.programmes[body.programme]
    role, region = programme.role(member.role).name, atlas.region_of(place.id)
    named_at = dict.fromkeys((p.evidence.source, p.evidence.locator) for p in member.printings)
    properties = {
        "id": id_,
        "name_ko": f"{place.name_ko} – {body.name.ko}",
        "name_en": f"{place.name_en} – {body.name.en}",
        "programme": programme.id,
        "programme_ko": programme.name.ko,
        "programme_en": programme.name.en,
        "body_id": body.id,
        "body_ko": body.name.ko,
        "body_en": body.name.en,
        "round": round_value(body.round),
        "sector": body.sector and body.sector.ko,
        "sector_en": body.sector and body.sector.en,
        "role": member.role,
        "role_ko": role.ko,
        "role_en": role.en,
        "place_id": place.id,
        "sido": region.name_ko,
        "sido_en": region.name_en,
        "starts_on": member.starts_on or body.starts_on,
        "ends_on": member.ends_on or body.ends_on,
        "written_as": list(dict.fromkeys(p.name_as_written for p in member.printings)),
        "function_ko": member.function and member.function.ko,
        "function_en": member.function and member.function.en,
        "named_in": member.named_in,
        "named_at": [{"source": source, "locator": locator} for source, locator in named_at],
        "reading_confidence": member.reading_confidence,
        "place_confidence": place.confidence,
        "confidence": member.confidence,
        "source": list(dict.fromkeys(source for source, _ in named_at)),
        "locator": member.fullest.evidence.locator,
    }
    return Feature(Point(place.lon, place.lat), properties)
