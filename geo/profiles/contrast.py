"""Two programmes or rounds beside each other: which places are gone, added and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from geo.profiles.facts import CONSORTIA, TRANSFORMATION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.profiles.facts import Facts, Place, Undertaking

Side = Literal["consortia", "transformation", "2019", "2020", "2021", "2025"]
"""A programme or a year: 2019 the first smart-green complexes, 2020 and 2021 the rounds of the
transformation, 2025 the consortia."""
SIDES: tuple[Side, ...] = ("consortia", "transformation", "2019", "2020", "2021", "2025")
SMART_GREEN = "smart_green"
"""Role of a smart-green complex."""
SMART_GREEN_YEAR = 2019
_CONSORTIA_YEAR = "2025"


class Standing(NamedTuple):
    """A place and its roles on both sides; none where it takes no part."""

    place: Place
    roles_a: tuple[str, ...]
    roles_b: tuple[str, ...]
    related: tuple[str, ...]
    """Of a place on one side: its group or members on the other side."""


class RoleCount(NamedTuple):
    """How many places have a role on one side, and how many of them are on the other side too."""

    role: str
    places: int
    kept: int


class RegionContrast(NamedTuple):
    """Places of a 시도."""

    region: str
    """Code."""
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
    """Those that take part on a side, in the regions' order."""


def contrast(facts: Facts, a: Side, b: Side) -> Contrast:
    """Compare the places that take part on side `a` with those on side `b`."""
    before, after = roles(facts, a), roles(facts, b)
    found = [
        Standing(
            place, before.get(id_, ()), after.get(id_, ()), _related(facts, id_, before, after)
        )
        for id_, place in facts.places.items()
        if id_ in before or id_ in after
    ]
    gone = tuple(one for one in found if not one.roles_b)
    kept = tuple(one for one in found if one.roles_a and one.roles_b)
    added = tuple(one for one in found if not one.roles_a)
    counts = [
        RegionContrast(code, *(_in(code, part) for part in (gone, kept, added)))
        for code in facts.regions
    ]
    return Contrast(
        *(a, b, gone, kept, added),
        roles_a=_counted(before, after),
        roles_b=_counted(after, before),
        regions=tuple(one for one in counts if one.gone or one.kept or one.added),
    )


def roles(facts: Facts, side: Side) -> dict[str, tuple[str, ...]]:
    """Return the places of a side with their roles, as the documents print them."""
    if side == str(SMART_GREEN_YEAR):
        made = [p for p in facts.places.values() if p.smart_green_year == SMART_GREEN_YEAR]
        inside = {member for place in made for member in place.members}
        return {place.id: (SMART_GREEN,) for place in made if place.id not in inside}
    found: dict[str, dict[str, None]] = {}
    for one in facts.undertakings():
        if _belongs(one, side, facts):
            for participant in one.participants:
                found.setdefault(participant.place, {})[participant.role] = None
    return {place: tuple(own) for place, own in found.items()}


def _belongs(undertaking: Undertaking, side: Side, facts: Facts) -> bool:
    if undertaking.programme == CONSORTIA:
        return side in {CONSORTIA, _CONSORTIA_YEAR}
    return side in {TRANSFORMATION, str(facts.projects[undertaking.id].round_year)}


def _related(
    facts: Facts,
    place: str,
    before: Mapping[str, tuple[str, ...]],
    after: Mapping[str, tuple[str, ...]],
) -> tuple[str, ...]:
    if place in before and place in after:
        return ()
    other = after if place in before else before
    near = (*facts.groups_of(place), *facts.places[place].members)
    return tuple(id_ for id_ in near if id_ in other)


def _counted(
    own: Mapping[str, tuple[str, ...]], other: Mapping[str, tuple[str, ...]]
) -> tuple[RoleCount, ...]:
    kinds = dict.fromkeys(role for each in own.values() for role in each)
    having = {role: [id_ for id_, each in own.items() if role in each] for role in kinds}
    return tuple(
        RoleCount(role, len(ids), sum(id_ in other for id_ in ids)) for role, ids in having.items()
    )


def _in(region: str, standings: tuple[Standing, ...]) -> int:
    return sum(one.place.region == region for one in standings)
