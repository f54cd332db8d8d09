"""All facts of one edition, by id, immutable: what pages, maps, exports and analyses read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geo.model.evidence import Conflict, Source
from geo.model.indicators import Indicator
from geo.model.network import Tie
from geo.model.places import District, Place, Region
from geo.model.plan import PlanFigure, PlanTask, SectorMatch
from geo.model.programmes import Body, Membership, Printing, Programme, last_day
from geo.model.register import Register
from geo.model.requests import Request
from geo.networks.ties import ties_of
from geo.regions.names import RegionNames

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """Places, programmes, their bodies, and the ties between places."""

    sources: Mapping[str, Source]
    region_rows: tuple[Region, ...]
    """Every 시도 under each of its names, in the table's order."""
    regions: RegionNames
    """The same, to be found by name."""
    districts: Mapping[str, District]
    places: Mapping[str, Place]
    """In the table's order, policy sites included."""
    other_names: Mapping[str, tuple[str, ...]]
    """Place id to the spellings that are listed besides its official name."""
    programmes: Mapping[str, Programme]
    """In the order of the programmes' list."""
    bodies: Mapping[str, Body]
    """Of every programme, in the programmes' order and then the tables'."""
    ties: tuple[Tie, ...]
    """Of the bodies in force, in their order."""
    conflicts: tuple[Conflict, ...]
    indicators: tuple[Indicator, ...]
    plan_figures: tuple[PlanFigure, ...]
    plan_tasks: tuple[PlanTask, ...]
    sector_matches: tuple[SectorMatch, ...]
    register: Register
    requests: tuple[Request, ...]
    located: Mapping[str, str] = field(default_factory=dict)
    """Place id to the code of the 시군구 that holds its point; known once a build has measured."""
    neighbours: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Code of a 시도 to those with which it shares a border on land, in the regions' order."""

    @property
    def edition(self) -> str:
        """The newest day, month or year of the sources on which the bodies rest."""
        used = {
            printing.evidence.source
            for body in self.bodies.values()
            for member in body.members
            for printing in member.printings
        }
        return max((self.sources[source].published_on or "" for source in used), default="")

    def district_of(self, place_id: str) -> District | None:
        """Return the 시군구 that holds the point of a place; None for one at sea."""
        code = self.located.get(place_id)
        return None if code is None else self.districts[code]

    def region_of(self, place_id: str) -> Region:
        """Return the 시도 of a place."""
        return self.regions.find(self.places[place_id].sido)

    def bodies_of(self, programme: str, round_: str | None = None) -> tuple[Body, ...]:
        """Return the bodies of a programme, of one round where it is given; ended ones too."""
        return tuple(
            body
            for body in self.bodies.values()
            if body.programme == programme and round_ in {None, body.round}
        )

    def ties_of(self, programme: str) -> tuple[Tie, ...]:
        """Return the ties of a programme."""
        return tuple(tie for tie in self.ties if tie.programme == programme)

    def groups_of(self, place_id: str) -> tuple[str, ...]:
        """Return the groups that a place is a member of."""
        return tuple(place.id for place in self.places.values() if place_id in place.members)

    def names_of(self, place_id: str) -> frozenset[str]:
        """Return the place's id and those of the groups it belongs to."""
        return frozenset({place_id, *self.groups_of(place_id)})

    def memberships_at(
        self, place_id: str, programme: str | None = None
    ) -> Iterator[tuple[Body, Membership]]:
        """Yield what a place takes part in now, as itself or in a group, in the bodies' order."""
        ids = self.names_of(place_id)
        for body in self.bodies.values():
            if body.in_force and programme in {None, body.programme}:
                yield from ((body, member) for member in body.members if member.place_id in ids)

    def printings_of(self, place_id: str) -> Iterator[Printing]:
        """Yield every naming of a place in any body, those who left included."""
        for body in self.bodies.values():
            for member in (*body.members, *body.former):
                if member.place_id == place_id:
                    yield from member.printings

    def programme_of(self, body: Body) -> Programme:
        """Return the programme of a body."""
        return self.programmes[body.programme]

    def root_of(self, body: Body) -> Membership:
        """Return the member from which the ties of a body start, else its first member."""
        root = self.programmes[body.programme].root
        return next((m for m in body.members if m.role == root), body.members[0])

    def others_of(self, body: Body) -> tuple[Membership, ...]:
        """Return the members but the root, in the table's order."""
        root = self.root_of(body)
        return tuple(member for member in body.members if member is not root)

    def _root_first(self, body: Body) -> Body:
        """Put the root before the others: on an earlier day it may be one that has left since."""
        root = self.programmes[body.programme].root
        members = sorted(body.members, key=lambda member: member.role != root)
        return replace(body, members=tuple(members))

    def days(self, programmes: Collection[str]) -> tuple[str, ...]:
        """Return the days, months or years on which something changed, the newest first."""
        found: set[str | None] = set()
        for body in self.bodies.values():
            if body.programme in programmes:
                found |= {body.starts_on, body.ends_on, *(one.since for one in body.statuses)}
                for member in (*body.members, *body.former):
                    found |= {member.starts_on, member.ends_on}
        return tuple(sorted((day for day in found if day), reverse=True))

    def as_of(self, day: str) -> Atlas:
        """Return the programmes as they stood at the end of a day, month or year."""
        day = last_day(day)
        stood = (body.as_of(day) for body in self.bodies.values())
        bodies = {body.id: self._root_first(body) for body in stood if body is not None}
        ties = ties_of(self.programmes, bodies.values(), self.places)
        return replace(self, bodies=bodies, ties=ties)
