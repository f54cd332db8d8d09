"""Ties and roles, counted."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from geo.profiles.model import Lengths, RegionCount, RegionRoles, RoleGroup, SectorCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.atlas import Atlas
    from geo.model.network import Tie
    from geo.model.programmes import Programme
    from geo.profiles.model import Participation, Relation, Way


def km_of(tie: Tie) -> float:
    """Return the length of a tie as the collections have it: sums add up to what is shown."""
    return round(tie.length_km, 1)


def lengths(atlas: Atlas, ties: Sequence[Tie]) -> Iterator[Lengths]:
    """Yield the lengths of each programme's ties."""
    for programme in atlas.programmes.values():
        km = [km_of(tie) for tie in ties if tie.programme == programme.id]
        if km:
            total = round(sum(km), 1)
            yield Lengths(programme, len(km), min(km), round(median(km), 1), max(km), total)


def role_groups(programmes: Iterable[Programme]) -> tuple[RoleGroup, ...]:
    """Return the roles of programmes as they are counted; roles with one short word as one."""
    result = []
    for programme in programmes:
        groups: dict[str, list[str]] = {}
        for role in programme.roles:
            if role.read_as is None:
                groups.setdefault(role.short.ko, []).append(role.id)
        result += [
            RoleGroup(programme, programme.role(ids[0]).short, tuple(ids))
            for ids in groups.values()
        ]
    return tuple(result)


def by_sector(atlas: Atlas, relations: Iterable[Relation]) -> tuple[SectorCount, ...]:
    """Count the ties by sector and subsector of their bodies; most first, then as in the data."""
    found: Counter[tuple[str, str | None, Way]] = Counter()
    words = {}
    for tie, way in relations:
        body = atlas.bodies[tie.body_id]
        if body.sector:
            kind = (body.sector.ko, body.subsector and body.subsector.ko)
            words[kind] = (body.sector, body.subsector)
            found[*kind, way] += 1
    counts = [
        SectorCount(*words[kind], *(found[*kind, way] for way in ("out", "in", "within")))
        for kind in words
    ]
    return tuple(sorted(counts, key=lambda sector_count: -sector_count.ties))


def by_partner(atlas: Atlas, relations: Iterable[Relation]) -> tuple[RegionCount, ...]:
    """Count the ties that leave or arrive by the 시도 at their other end."""
    out: Counter[str] = Counter()
    into: Counter[str] = Counter()
    for tie, way in relations:
        if way == "out":
            out[atlas.region_of(tie.to_id).code] += 1
        elif way == "in":
            into[atlas.region_of(tie.from_id).code] += 1
    counts = [
        RegionCount(region, out[region.code], into[region.code]) for region in atlas.regions.current
    ]
    region_counts = [count for count in counts if count.out or count.into]
    return tuple(
        sorted(region_counts, key=lambda region_count: -(region_count.out + region_count.into))
    )


def by_region(
    atlas: Atlas, groups: Sequence[RoleGroup], participations: Iterable[Participation]
) -> tuple[RegionRoles, ...]:
    """Count the roles by the 시도 of their places."""
    found = Counter(
        (
            atlas.region_of(participation.member.place_id).code,
            participation.programme.id,
            participation.member.role,
        )
        for participation in participations
    )
    counts = [
        RegionRoles(
            region,
            tuple(
                sum(found[region.code, group.programme.id, role] for role in group.roles)
                for group in groups
            ),
        )
        for region in atlas.regions.current
    ]
    region_role = [count for count in counts if any(count.counts)]
    return tuple(sorted(region_role, key=lambda region_roles: -sum(region_roles.counts)))
