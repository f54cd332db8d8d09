"""What a profile tells of its subject; one shape for all kinds of subjects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from geo.profiles.facts import (
        Citation,
        Conflict,
        Consortium,
        Indicator,
        Place,
        Programme,
        Project,
        Record,
        Region,
        Said,
        Tie,
    )

Kind = Literal["region", "mega-region", "sector", "consortium", "project", "complex"]
Way = Literal["out", "in", "within"]
"""Of a tie: it leaves the subject's places, arrives at them, or has both ends among them."""


class Subject(NamedTuple):
    """What a profile is about."""

    kind: Kind
    id: str
    """Code of a 시도 (``27``), slug of a 초광역권 (``daegyeonggwon``), a sector as in the data,
    ``c13``, ``t2021-ulsan`` or the id of a complex."""
    name: Said


class Participation(NamedTuple):
    """A role of one of the subject's places in a consortium or project."""

    undertaking: Consortium | Project
    role: str
    place: str
    """Id; of the group where the document prints the group that the place belongs to."""
    label: str
    """As printed."""


class Relation(NamedTuple):
    """A tie, seen from the subject."""

    tie: Tie
    way: Way


class Lengths(NamedTuple):
    """Of the ties of one programme, in km."""

    programme: Programme
    ties: int
    shortest: float
    median: float
    longest: float
    total: float


class SectorCount(NamedTuple):
    """Ties of consortia by sector and way."""

    sector: Said
    subsector: Said | None
    out: int
    into: int
    within: int


class RegionCount(NamedTuple):
    """Ties with another 시도, by way."""

    region: str
    """Code."""
    out: int
    into: int


class RegionRoles(NamedTuple):
    """How often a 시도 takes part, by role."""

    region: str
    """Code."""
    lead: int
    partner: int
    hub: int
    link: int
    """Links and areas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the subject takes part in, with whom, how far, and what the documents say of it."""

    subject: Subject
    about: Region | Consortium | Project | Place | None
    """The subject itself; None for a sector and a 초광역권, which have no facts of their own."""
    regions: tuple[Region, ...]
    """The 시도 that it is, or that its places lie in, in the regions' order."""
    places: tuple[Place, ...]
    """Its places as the documents print them: of a region those inside, of a consortium those
    that take part, of a complex itself and the groups as which it takes part."""
    inside: tuple[Place, ...]
    """Of a region: every complex in it, also those that take part only as part of a group."""
    members: tuple[Place, ...]
    """Of a complex: what the group stands for."""
    participations: tuple[Participation, ...]
    relations: tuple[Relation, ...]
    lengths: tuple[Lengths, ...]
    """For each programme that has ties here."""
    by_sector: tuple[SectorCount, ...]
    """Most ties first."""
    by_partner: tuple[RegionCount, ...]
    """The 시도 beyond its places that its ties lead to, most ties first."""
    by_region: tuple[RegionRoles, ...]
    """Who takes part, by 시도; most roles first."""
    untied: tuple[Region, ...]
    """Neighbours of a region without any tie to it."""
    indicators: tuple[Indicator, ...]
    records: tuple[Record, ...]
    """Policy sites, agreements and requested programmes of a region; of a project its requests, of
    a complex its sites."""
    conflicts: tuple[Conflict, ...]
    citations: tuple[Citation, ...]

    @property
    def empty(self) -> bool:
        """Tell whether the documents name nothing here that takes part."""
        return not self.participations

    def records_of(self, *collections: str) -> tuple[Record, ...]:
        """Return the records of `collections`."""
        return tuple(one for one in self.records if one.collection in collections)

    def roles(self, *roles: str) -> tuple[Participation, ...]:
        """Return the participations in one of `roles`."""
        return tuple(one for one in self.participations if one.role in roles)

    def ways(self, *ways: Way) -> tuple[Tie, ...]:
        """Return the ties that go one of `ways`."""
        return tuple(one.tie for one in self.relations if one.way in ways)
