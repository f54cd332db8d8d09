"""How a subject stands among its like: rank by ties, share over borders, sectors without it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from geo.model.places import PlaceKind
from geo.profiles.model import REGIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.atlas import Atlas
    from geo.model.bilingual import Bilingual
    from geo.model.network import Tie
    from geo.model.programmes import Programme
    from geo.profiles.model import Kind, Profile


class Rank(NamedTuple):
    """A place in an order by number, the most first."""

    at: int
    of: int
    shared: bool
    """Another has the same number."""
    most: int
    """The largest number."""


class Absence(NamedTuple):
    """Sectors of a programme in which the subject takes no part."""

    programme: Programme
    sectors: tuple[Bilingual, ...]
    of: int
    """How many sectors the programme has."""


class Standing(NamedTuple):
    """What is derived of a profile; nothing of it is printed in a document."""

    ties: int
    crossing: int
    """Of them, those over the border of a 시도."""
    every: int
    """All ties of the atlas."""
    every_crossing: int
    rank: Rank | None
    """By ties among the subjects of its kind; None where there is no such order."""
    absent: tuple[Absence, ...]
    """For a part of the country, by programme that has sectors."""


def standing(atlas: Atlas, profile: Profile) -> Standing:
    """Derive how the subject of a profile stands among its like."""
    ties = [relation.tie for relation in profile.relations]
    return Standing(
        ties=len(ties),
        crossing=sum(tie.crosses_sido for tie in ties),
        every=len(atlas.ties),
        every_crossing=sum(tie.crosses_sido for tie in atlas.ties),
        rank=_rank(atlas, profile),
        absent=tuple(_absent(atlas, profile)) if profile.subject.kind in REGIONAL else (),
    )


def _rank(atlas: Atlas, profile: Profile) -> Rank | None:
    kind = profile.subject.kind
    peers = _peers(atlas, profile)
    if len(peers) < 2 or profile.subject.id not in peers or not profile.relations:
        return None
    held = _held(atlas) if kind == "complex" else {}
    counts = Counter(id_ for tie in atlas.ties for id_ in set(_owners(atlas, kind, tie, held)))
    own = counts[profile.subject.id]
    others = [counts[id_] for id_ in peers if id_ != profile.subject.id]
    return Rank(
        at=1 + sum(other > own for other in others),
        of=len(peers),
        shared=own in others,
        most=max(own, *others),
    )


def _peers(atlas: Atlas, profile: Profile) -> set[str]:
    """Return the ids of the subjects of one kind that are ranked together."""
    kind, id_ = profile.subject.kind, profile.subject.id
    bodies = [body for body in atlas.bodies.values() if body.in_force]
    if kind == "sector":
        levels = [
            {name.ko for body in bodies if (name := body.sector)},
            {name.ko for body in bodies if (name := body.subsector)},
        ]
        return next((level for level in levels if id_ in level), set())
    if kind == "complex":
        held = _held(atlas)
        tied = {id_ for tie in atlas.ties for id_ in (*held[tie.from_id], *held[tie.to_id])}
        return {id_ for id_ in tied if atlas.places[id_].kind is not PlaceKind.POLICY_SITE}
    own = atlas.bodies[id_].programme if kind == "body" else ""
    of_kind: Mapping[str, set[str]] = {
        "region": {region.code for region in atlas.regions.current},
        "mega-region": {zone.id for zone in atlas.zoning.zones},
        "programme": {
            programme.id for programme in atlas.programmes.values() if programme.ties_layer
        },
        "body": {body.id for body in bodies if body.programme == own},
    }
    return of_kind.get(kind, set())


def _owners(atlas: Atlas, kind: Kind, tie: Tie, held: Mapping[str, set[str]]) -> Iterator[str]:
    """Yield the ids of the subjects of a kind to which a tie belongs."""
    body = atlas.bodies[tie.body_id]
    if kind == "programme":
        yield body.programme
    elif kind == "body":
        yield body.id
    elif kind == "sector":
        yield from (name.ko for name in (body.sector, body.subsector) if name)
    for end in (tie.from_id, tie.to_id):
        if kind == "region":
            yield atlas.region_of(end).code
        elif kind == "mega-region":
            yield atlas.zone_of(atlas.region_of(end)).id
        elif kind == "complex":
            yield from held[end]


def _held(atlas: Atlas) -> dict[str, set[str]]:
    """Return each place with those whose ties include its own: itself and its members."""
    return {id_: {id_, *place.members} for id_, place in atlas.places.items()}


def _absent(atlas: Atlas, profile: Profile) -> Iterator[Absence]:
    taking = {participation.body.id for participation in profile.participations}
    for programme in atlas.programmes.values():
        bodies = [body for body in atlas.bodies_of(programme.id) if body.in_force]
        every = {name.ko: name for body in bodies if (name := body.sector)}
        own = {name.ko for body in bodies if body.id in taking and (name := body.sector)}
        if len(every) > 1:
            left = tuple(name for key, name in every.items() if key not in own)
            yield Absence(programme, left, len(every))
