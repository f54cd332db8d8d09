"""Ties and roles, counted."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from geo.profiles.facts import CONSORTIA, TRANSFORMATION
from geo.profiles.model import Lengths, RegionCount, RegionRoles, SectorCount

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.profiles.facts import Facts, Said, Tie
    from geo.profiles.model import Participation, Relation, Way


def lengths(ties: Sequence[Tie]) -> Iterator[Lengths]:
    """Yield the lengths of each programme's ties."""
    for programme in (CONSORTIA, TRANSFORMATION):
        km = [tie.length_km for tie in ties if tie.programme == programme]
        if km:
            total = round(sum(km), 1)
            yield Lengths(programme, len(km), min(km), round(median(km), 1), max(km), total)


def by_sector(facts: Facts, relations: Iterable[Relation]) -> tuple[SectorCount, ...]:
    """Count the ties of consortia by sector and subsector; most first, then as in the data."""
    found: Counter[tuple[Said, Said | None, Way]] = Counter()
    for tie, way in relations:
        if tie.programme == CONSORTIA:
            owner = facts.consortia[tie.owner]
            found[owner.sector, owner.subsector, way] += 1
    kinds = dict.fromkeys((sector, subsector) for sector, subsector, _ in found)
    counts = [
        SectorCount(*kind, *(found[*kind, way] for way in ("out", "in", "within")))
        for kind in kinds
    ]
    return tuple(sorted(counts, key=lambda one: -(one.out + one.into + one.within)))


def by_partner(facts: Facts, relations: Iterable[Relation]) -> tuple[RegionCount, ...]:
    """Count the ties that leave or arrive by the 시도 at their other end."""
    out: Counter[str] = Counter()
    into: Counter[str] = Counter()
    for tie, way in relations:
        if way == "out":
            out[facts.places[tie.end].region] += 1
        elif way == "in":
            into[facts.places[tie.start].region] += 1
    counts = [RegionCount(code, out[code], into[code]) for code in facts.regions]
    told = [one for one in counts if one.out or one.into]
    return tuple(sorted(told, key=lambda one: -(one.out + one.into)))


def by_region(facts: Facts, participations: Iterable[Participation]) -> tuple[RegionRoles, ...]:
    """Count the roles by the 시도 of their places."""
    found = Counter((facts.places[one.place].region, one.role) for one in participations)
    counts = [
        RegionRoles(
            code,
            found[code, "lead"],
            found[code, "partner"],
            found[code, "hub"],
            found[code, "link"] + found[code, "area"],
        )
        for code in facts.regions
    ]
    told = [one for one in counts if any(one[1:])]
    return tuple(sorted(told, key=lambda one: -sum(one[1:])))
