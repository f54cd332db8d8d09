"""All facts of one edition, by id, immutable: what pages, maps, exports and analyses read."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geo.errors import DayError, EarlyDayError
from geo.model.evidence import Conflict, Source
from geo.model.indicators import Indicator
from geo.model.network import Tie
from geo.model.places import District, Place, Region, Zone, Zoning
from geo.model.plan import PlanFigure, PlanTask, SectorMatch
from geo.model.programmes import (
    Body,
    Membership,
    Printing,
    Programme,
    first_day,
    is_day,
    last_day,
)
from geo.model.register import Register
from geo.model.requests import Request
from geo.networks.ties import ties_of
from geo.regions.names import RegionNames
from geo.regions.timeline import Timeline, stands

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from geo.model.bilingual import Bilingual
    from geo.networks.models import Level, Model


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """Places, programmes, their bodies, and the ties between places."""

    sources: Mapping[str, Source]
    region_rows: tuple[Region, ...]
    """Every 시도 in each of its states, in the table's order."""
    regions: RegionNames
    """Those of the day of this atlas, to be found by any name."""
    district_rows: tuple[District, ...]
    """Every 시군구 of any day, in the table's order."""
    districts: Mapping[str, District]
    """Those of the day of this atlas, by code."""
    zonings: Mapping[str, Zoning]
    """The schemes of 초광역권 by id; the first is used where none is asked for."""
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
    held_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Place id to the codes of the 시군구 of every day that hold its point, the newest first; known
    once a build has measured."""
    borders: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Code of a 시도 of any day to those with which it shares a border on land."""
    day: str = ""
    """The day (``YYYY-MM-DD``) at whose end everything stands so; empty for the newest state."""

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

    @property
    def sector_names(self) -> Mapping[str, Bilingual]:
        """Korean name of each sector and subsector of a body, to its name."""
        found = (name for body in self.bodies.values() for name in (body.sector, body.subsector))
        return {name.ko: name for name in found if name}

    def district_of(self, place_id: str) -> District | None:
        """Return the 시군구 that holds the point of a place; None for one at sea."""
        held = (code for code in self.held_by.get(place_id, ()) if code in self.districts)
        return next((self.districts[code] for code in held), None)

    def region_of(self, place_id: str) -> Region:
        """Return the 시도 of a place."""
        return self.regions.find(self.places[place_id].sido)

    def neighbours_of(self, code: str) -> tuple[str, ...]:
        """Return the codes of the 시도 of today with which one shares a border on land."""
        near = self.borders.get(code, ())
        return tuple(region.code for region in self.regions.current if region.code in near)

    @property
    def zoning(self) -> Zoning:
        """The scheme of 초광역권 that is used where none is asked for."""
        return next(iter(self.zonings.values()))

    def zone_of(self, region: Region) -> Zone:
        """Return the 초광역권 of a 시도, in the scheme that is used."""
        return self.zoning.zone_of(region)

    def crossed(self, start: str, stop: str) -> tuple[str, ...]:
        """Return the borders between two places: ``sido`` and ``superregion``, or none."""
        a, b = self.region_of(start), self.region_of(stop)
        found = {"sido": a.code != b.code, "superregion": self.zone_of(a) != self.zone_of(b)}
        return tuple(border for border, crosses in found.items() if crosses)

    def zoned(self, zoning: str) -> Atlas:
        """Return the atlas that uses another scheme of 초광역권; an unknown id is a `KeyError`."""
        first = {zoning: self.zonings[zoning]}
        return replace(self, zonings={**first, **self.zonings})

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

    def network(
        self,
        id_: str,
        *,
        level: Level = "complex",
        sector: str | None = None,
        zoning: Mapping[str, Bilingual] | None = None,
    ) -> Model:
        """Return the network of a programme, or of all that have ties: `geo.networks.models`."""
        from geo.networks.models import network  # noqa: PLC0415 - most readers analyse nothing

        return network(self, id_, level=level, sector=sector, zoning=zoning)

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
        own = (body.days for body in self.bodies.values() if body.programme in programmes)
        return tuple(sorted(frozenset[str]().union(*own), reverse=True))

    def states(self) -> tuple[str, ...]:
        """Return the days from which on programmes or regions stood otherwise, in time."""
        begun = {first_day(day) for day in self.days(self.programmes)}
        first = min(begun, default="")
        return tuple(sorted(begun | {day for day in self.timeline.days if day > first}))

    def state_on(self, asked: str) -> str:
        """Return the one of `states` that held at the end of a day, month or year.

        Raises
        ------
        DayError
            It is no day, or nothing had begun by then.
        """
        if not is_day(asked):
            raise DayError(asked[:200])
        states = self.states()
        at = bisect_right(states, last_day(asked))
        if not at:
            raise EarlyDayError(asked, next(iter(states), "–"))
        return states[at - 1]

    def since(self, id_: str) -> str | None:
        """Return from when there is a body, a tie, a sector, or a place as part of a body.

        None where no source tells, or there is nothing of that id.
        """
        begun = {body.starts_on for body in self.bodies.values() if id_ in _names_of(body)}
        for tie in self.ties:
            if tie.id == id_:
                body = self.bodies[tie.body_id]
                ends = (body.member_at(end).starts_on for end in (tie.from_id, tie.to_id))
                begun.add(max((value or "" for value in (body.starts_on, *ends)), key=first_day))
        if id_ in self.places:
            for body, member in self.memberships_at(id_):
                begun.add(max(body.starts_on or "", member.starts_on or "", key=first_day))
        return min(filter(None, begun), key=first_day, default=None)

    @property
    def timeline(self) -> Timeline:
        """The 시도 and 시군구 of every day."""
        return Timeline(self.region_rows, self.district_rows)

    def as_of(self, day: str) -> Atlas:
        """Return the programmes and regions as they stood at the end of a day, month or year."""
        day = last_day(day)
        stood = (body.as_of(day) for body in self.bodies.values())
        bodies = {body.id: self._root_first(body) for body in stood if body is not None}
        timeline = self.timeline
        places = {
            id_: timeline.moved(place, self.held_by.get(id_, ()), day)
            for id_, place in self.places.items()
        }
        later = self.bodies.keys() - bodies.keys()
        return replace(
            self,
            day=day,
            regions=RegionNames.of(self.region_rows, day),
            districts={
                district_row.code: district_row
                for district_row in self.district_rows
                if stands(district_row, day)
            },
            places=places,
            bodies=bodies,
            ties=ties_of(self.programmes, bodies.values(), places),
            indicators=tuple(
                indicator for indicator in self.indicators if indicator.subject not in later
            ),
        )


def _names_of(body: Body) -> set[str]:
    """Return the id of a body, and its sectors in Korean."""
    return {body.id, *(bilingual.ko for bilingual in (body.sector, body.subsector) if bilingual)}
