"""Two programmes or rounds beside each other: which places are gone, added and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.errors import SubjectError
from geo.model.bilingual import Bilingual, both
from geo.profiles.naming import rounds_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.atlas import Atlas
    from geo.model.places import Place, Region
    from geo.model.programmes import Body, Programme, Role

SEPARATOR = ":"
"""Between programme and round in the id of a side."""


class Side(NamedTuple):
    """A programme, or one round of it."""

    programme: Programme
    round: str | None
    """Round or year; None for the whole programme."""

    @property
    def id(self) -> str:
        """Its id, or ``ID:ROUND`` for a round."""
        own = self.programme.id
        return own if self.round is None else f"{own}{SEPARATOR}{self.round}"

    @property
    def name(self) -> Bilingual:
        """In words: 산단 대개조, or 2021년 대개조 for a round."""
        if self.round is None:
            return self.programme.short
        called = {term.id: term.name for term in self.programme.rounds}.get(self.round)
        key = "side.round" if called else "side.year"
        bilingual = called or Bilingual(self.round, self.round)
        return both("geo", key, programme=self.programme.word, round=bilingual)

    def has(self, body: Body) -> bool:
        """Tell whether a body belongs to it."""
        return body.programme == self.programme.id and self.round in {None, body.round or body.year}


class Standing(NamedTuple):
    """A place and its roles on both sides; none where it takes no part."""

    place: Place
    region: Region
    roles_a: tuple[Role, ...]
    roles_b: tuple[Role, ...]
    related: tuple[str, ...]
    """Of a place on one side: its group or members on the other side."""


class RoleCount(NamedTuple):
    """How many places have a role on one side, and how many of them are on the other side too."""

    role: Role
    places: int
    kept: int


class RegionContrast(NamedTuple):
    """Places of a 시도."""

    region: Region
    gone: int
    kept: int
    added: int


class Contrast(NamedTuple):
    """What side b has beside side a; a place is the same when the documents print the same."""

    a: Side
    b: Side
    gone: tuple[Standing, ...]
    kept: tuple[Standing, ...]
    added: tuple[Standing, ...]
    roles_a: tuple[RoleCount, ...]
    """Of side a, as the roles first come."""
    roles_b: tuple[RoleCount, ...]
    regions: tuple[RegionContrast, ...]
    """Every 시도 in its order, also those that take no part."""


def sides(atlas: Atlas) -> tuple[Side, ...]:
    """Return every programme, then every round of those that have several."""
    programmes = tuple(Side(programme, None) for programme in atlas.programmes.values())
    rounds = {
        programme.programme.id: rounds_of(atlas.bodies_of(programme.programme.id))
        for programme in programmes
    }
    return (
        *programmes,
        *(
            Side(programme.programme, year)
            for programme in programmes
            for year in rounds[programme.programme.id]
            if len(rounds[programme.programme.id]) > 1
        ),
    )


def find_side(atlas: Atlas, text: str) -> Side:
    """Return a side by its id; a year alone is that of the first programme that has it.

    Raises
    ------
    SubjectError
        There is none; it lists the ids.
    """
    known = sides(atlas)
    found = next((side for side in known if side.id == text), None)
    if found is None:
        first = next((b for b in atlas.bodies.values() if text and b.year == text), None)
        if first is None:
            kind = "programme"
            raise SubjectError(kind, text, tuple(side.id for side in known))
        several = len(rounds_of(atlas.bodies_of(first.programme))) > 1
        found = Side(atlas.programme_of(first), (first.round or text) if several else None)
    return found


def contrast(atlas: Atlas, a: Side, b: Side) -> Contrast:
    """Compare the places that take part on side `a` with those on side `b`."""
    before, after = roles(atlas, a), roles(atlas, b)
    found = [
        Standing(
            place,
            atlas.region_of(id_),
            before.get(id_, ()),
            after.get(id_, ()),
            _related(atlas, id_, before, after),
        )
        for id_, place in atlas.places.items()
        if id_ in before or id_ in after
    ]
    gone = tuple(standing for standing in found if not standing.roles_b)
    standings = tuple(standing for standing in found if standing.roles_a and standing.roles_b)
    added = tuple(standing for standing in found if not standing.roles_a)
    counts = [
        RegionContrast(region, *(_in(region, part) for part in (gone, standings, added)))
        for region in atlas.regions.current
    ]
    return Contrast(
        *(a, b, gone, standings, added),
        roles_a=_counted(before, after),
        roles_b=_counted(after, before),
        regions=tuple(counts),
    )


def roles(atlas: Atlas, side: Side) -> dict[str, tuple[Role, ...]]:
    """Return the places of a side with their roles, as the documents print them."""
    found: dict[str, dict[str, Role]] = {}
    for body in atlas.bodies.values():
        if body.in_force and side.has(body):
            for member in body.members:
                role = side.programme.role(member.role)
                found.setdefault(member.place_id, {})[role.id] = role
    return {place: tuple(own.values()) for place, own in found.items()}


def _related(
    atlas: Atlas,
    place: str,
    before: Mapping[str, tuple[Role, ...]],
    after: Mapping[str, tuple[Role, ...]],
) -> tuple[str, ...]:
    if place in before and place in after:
        return ()
    other = after if place in before else before
    near = (*atlas.groups_of(place), *atlas.places[place].members)
    return tuple(id_ for id_ in near if id_ in other)


def _counted(
    own: Mapping[str, tuple[Role, ...]], other: Mapping[str, tuple[Role, ...]]
) -> tuple[RoleCount, ...]:
    kinds = {role.id: role for each in own.values() for role in each}
    having = {
        kind: [id_ for id_, each in own.items() if role in each] for kind, role in kinds.items()
    }
    return tuple(
        RoleCount(kinds[kind], len(ids), sum(id_ in other for id_ in ids))
        for kind, ids in having.items()
    )


def _in(region: Region, standings: tuple[Standing, ...]) -> int:
    return sum(standing.region.code == region.code for standing in standings)
