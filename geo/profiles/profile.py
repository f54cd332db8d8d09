"""The profile of each kind of subject, out of the facts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from geo.profiles.counting import by_partner, by_region, by_sector, lengths
from geo.profiles.facts import CONSORTIA
from geo.profiles.model import Participation, Profile, Relation
from geo.profiles.subjects import MEGA_REGIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from geo.profiles.facts import (
        Citation,
        Conflict,
        Consortium,
        Facts,
        Indicator,
        Place,
        Project,
        Region,
        Tie,
    )
    from geo.profiles.model import Kind, Subject, Way


Told = TypeVar("Told", "Citation", "Conflict")


def profile(facts: Facts, subject: Subject) -> Profile:
    """Tell everything of `subject`, which is one of `geo.profiles.subjects.subjects`."""
    return _MAKERS[subject.kind](facts, subject)


def _of_region(facts: Facts, subject: Subject) -> Profile:
    return _of_regions(facts, subject, [facts.regions[subject.id]])


def _of_mega_region(facts: Facts, subject: Subject) -> Profile:
    name = MEGA_REGIONS[subject.id]
    return _of_regions(
        facts, subject, [one for one in facts.regions.values() if one.mega_region == name]
    )


def _of_regions(facts: Facts, subject: Subject, regions: list[Region]) -> Profile:
    codes = {one.code for one in regions}
    inside = tuple(one for one in facts.places.values() if one.region in codes)
    made = _around(facts, subject, {one.id for one in inside}, regions)
    tied = {one.region for one in made.by_partner}
    records = tuple(one for one in facts.records if one.region in codes)
    near = {code for one in regions for code in one.neighbours} - codes - tied
    return replace(
        made,
        about=regions[0] if subject.kind == "region" else None,
        inside=inside,
        untied=tuple(one for one in facts.regions.values() if one.code in near),
        records=records,
        citations=_unique(
            made.citations, (one.citation for one in records), (one.citation for one in regions)
        ),
    )


def _of_complex(facts: Facts, subject: Subject) -> Profile:
    place = facts.places[subject.id]
    own = {place.id, *facts.groups_of(place.id)}
    made = _around(facts, subject, own, [facts.regions[place.region]])
    groups = [facts.places[id_] for id_ in facts.groups_of(place.id)]
    return replace(
        made,
        about=place,
        places=(place, *groups),
        members=tuple(facts.places[id_] for id_ in place.members),
        records=tuple(one for one in facts.records if one.place in own),
        conflicts=_unique(place.conflicts, made.conflicts),
        citations=_unique(place.citations, made.citations),
    )


def _of_consortium(facts: Facts, subject: Subject) -> Profile:
    about = facts.consortia[subject.id]
    return replace(_of_undertakings(facts, subject, [about]), about=about)


def _of_project(facts: Facts, subject: Subject) -> Profile:
    about = facts.projects[subject.id]
    records = tuple(one for one in facts.records if one.project == about.id)
    return replace(_of_undertakings(facts, subject, [about]), about=about, records=records)


def _of_sector(facts: Facts, subject: Subject) -> Profile:
    members = [
        one
        for one in facts.consortia.values()
        if one.closed_on is None
        and (subject.id == one.sector.ko or (one.subsector and subject.id == one.subsector.ko))
    ]
    return _of_undertakings(facts, subject, members)


def _of_undertakings(
    facts: Facts, subject: Subject, owners: Collection[Consortium | Project]
) -> Profile:
    """Tell of consortia or projects: all their ties are within them."""
    ids = {one.id for one in owners}
    participations = [
        Participation(owner, role, place, label)
        for owner in owners
        for place, role, label in owner.participants
    ]
    places = {one.place for one in participations}
    regions = {facts.places[id_].region for id_ in places}
    return _made(
        facts,
        subject,
        regions=[one for one in facts.regions.values() if one.code in regions],
        participations=participations,
        relations=[Relation(tie, "within") for tie in facts.ties if tie.owner in ids],
    )


def _around(
    facts: Facts, subject: Subject, inside: Collection[str], regions: Collection[Region]
) -> Profile:
    """Tell of a set of places: what they take part in, and the ties from and to them."""
    participations = [
        Participation(owner, role, place, label)
        for owner in facts.undertakings()
        for place, role, label in owner.participants
        if place in inside
    ]
    relations = [Relation(tie, _way(tie, inside)) for tie in facts.ties_at(inside)]
    return _made(
        facts, subject, regions=regions, participations=participations, relations=relations
    )


def _way(tie: Tie, inside: Collection[str]) -> Way:
    if tie.start in inside:
        return "within" if tie.end in inside else "out"
    return "in"


def _made(
    facts: Facts,
    subject: Subject,
    *,
    regions: Iterable[Region],
    participations: list[Participation],
    relations: list[Relation],
) -> Profile:
    places = list(_places(facts, participations))
    owners = list(dict.fromkeys(one.undertaking.id for one in participations))
    undertakings = [facts.undertaking(id_) for id_ in owners]
    return Profile(
        subject=subject,
        about=None,
        regions=tuple(regions),
        places=tuple(places),
        inside=(),
        members=(),
        participations=tuple(participations),
        relations=tuple(relations),
        lengths=tuple(lengths([one.tie for one in relations])),
        by_sector=by_sector(facts, relations),
        by_partner=by_partner(facts, relations),
        by_region=by_region(facts, participations),
        untied=(),
        indicators=tuple(_indicators(facts, subject, participations)),
        records=(),
        conflicts=_unique(
            *(one.conflicts for one in undertakings), *(one.conflicts for one in places)
        ),
        citations=_unique(
            (one.citation for one in undertakings), (one.tie.citation for one in relations)
        ),
    )


def _places(facts: Facts, participations: Iterable[Participation]) -> Iterator[Place]:
    for id_ in dict.fromkeys(one.place for one in participations):
        yield facts.places[id_]


def _indicators(
    facts: Facts, subject: Subject, participations: Iterable[Participation]
) -> Iterator[Indicator]:
    """Yield the numbers of the subject's projects, of its hubs and of the sector itself.

    Those of a programme as a whole are spread over nothing (`Indicator.subject_kind`). A complex
    has the numbers of a hub where it is the hub, and a region those of the projects of its own.
    """
    own = [one for one in participations if one.undertaking.programme != CONSORTIA]
    hubs = {one.undertaking.id for one in own if one.role == "hub"}
    projects = set() if subject.kind == "complex" else hubs
    wanted = {"hub": hubs, "project": projects, "sector": {subject.id}}
    for one in facts.indicators:
        if one.subject in wanted.get(one.subject_kind, ()):
            yield one


def _unique(*parts: Iterable[Told]) -> tuple[Told, ...]:
    return tuple(dict.fromkeys(one for part in parts for one in part))


_MAKERS: Mapping[Kind, Callable[[Facts, Subject], Profile]] = {
    "region": _of_region,
    "mega-region": _of_mega_region,
    "sector": _of_sector,
    "consortium": _of_consortium,
    "project": _of_project,
    "complex": _of_complex,
}
