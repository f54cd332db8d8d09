"""Two to four regions beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from geo.errors import SelectionError
from geo.profiles.model import REGIONAL
from geo.profiles.profile import profile
from geo.profiles.subjects import find_any, subjects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas import Atlas
    from geo.model.bilingual import Bilingual
    from geo.model.indicators import Indicator
    from geo.model.places import Region
    from geo.profiles.model import Profile, RoleGroup

FEWEST, MOST = 2, 4
"""Regions beside each other: four columns are what a page and a slide hold."""
_Named = TypeVar("_Named")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Regions and what they have; lists of numbers have one for each region, in their order."""

    profiles: tuple[Profile, ...]
    roles: tuple[tuple[RoleGroup, tuple[int, ...]], ...]
    """Memberships by programme and role, as the programmes come."""
    sectors: tuple[tuple[Bilingual, tuple[int, ...]], ...]
    """Ties by sector, the most first."""
    out: tuple[int, ...]
    into: tuple[int, ...]
    within: tuple[int, ...]
    partners: tuple[tuple[Region, tuple[int, ...]], ...]
    """Ties with each other 시도 that any of them has, the most first."""
    shared_partners: tuple[Region, ...]
    """Those with which all of them have ties."""
    together: tuple[tuple[str, tuple[bool, ...]], ...]
    """Ids of bodies in which at least two of them take part, and which do."""
    indicators: tuple[tuple[str, tuple[tuple[Indicator, ...], ...]], ...]
    """What the documents count, by indicator; numbers of different bases stay apart."""


def compare(atlas: Atlas, regions: Sequence[str]) -> Comparison:
    """Compare 시도, 초광역권, 시군구 or sets of one's own, as `geo.profiles.subjects` reads them.

    Raises
    ------
    SelectionError
        There are fewer than two or more than four, or one twice, or one is no region.
    AreaError
        A member of a set of one's own means nothing, or several things.
    """
    found = [find_any(atlas, text) for text in regions]
    known = tuple(item.name.ko for item in subjects(atlas) if item.kind in REGIONAL)
    for text, subject in zip(regions, found, strict=True):
        if subject.kind not in REGIONAL or found.count(subject) > 1:
            raise SelectionError(parameter="region", value=text, allowed=known)
    if not FEWEST <= len(found) <= MOST:
        raise SelectionError(parameter="region", value=", ".join(regions), allowed=known)
    profiles = tuple(profile(atlas, subject) for subject in found)
    groups = {(g.programme.id, g.short): g for item in profiles for g in item.role_groups}
    sectors = {c.sector.ko: c.sector for item in profiles for c in item.by_sector}
    partners = {c.region.id: c.region for item in profiles for c in item.by_partner}
    by_partner = _ordered(
        [(region, tuple(_with(item, region) for item in profiles)) for region in partners.values()]
    )
    bodies = {p.body.id for item in profiles for p in item.participations}
    present = [{p.body.id for p in item.participations} for item in profiles]
    return Comparison(
        profiles=profiles,
        roles=tuple(
            (group, tuple(item.count(group) for item in profiles)) for group in groups.values()
        ),
        sectors=_ordered(
            [
                (
                    name,
                    tuple(
                        sum(c.ties for c in item.by_sector if c.sector == name) for item in profiles
                    ),
                )
                for name in sectors.values()
            ]
        ),
        out=tuple(len(item.ways("out")) for item in profiles),
        into=tuple(len(item.ways("in")) for item in profiles),
        within=tuple(len(item.ways("within")) for item in profiles),
        partners=by_partner,
        shared_partners=tuple(region for region, counts in by_partner if all(counts)),
        together=tuple(
            (id_, tuple(id_ in own for own in present))
            for id_ in atlas.bodies
            if id_ in bodies and sum(id_ in own for own in present) > 1
        ),
        indicators=_indicators(profiles),
    )


def _with(profile_: Profile, region: Region) -> int:
    return sum(
        region_count.out + region_count.into
        for region_count in profile_.by_partner
        if region_count.region.id == region.id
    )


def _ordered(
    rows: list[tuple[_Named, tuple[int, ...]]],
) -> tuple[tuple[_Named, tuple[int, ...]], ...]:
    return tuple(sorted(rows, key=lambda row: -sum(row[1])))


def _indicators(
    profiles: Sequence[Profile],
) -> tuple[tuple[str, tuple[tuple[Indicator, ...], ...]], ...]:
    names = dict.fromkeys(i.indicator for item in profiles for i in item.indicators)
    return tuple(
        (name, tuple(tuple(i for i in item.indicators if i.indicator == name) for item in profiles))
        for name in names
    )
