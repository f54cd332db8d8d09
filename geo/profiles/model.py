"""What a profile tells of its subject; one shape for all kinds of subjects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from geo.model.bilingual import Bilingual, both

if TYPE_CHECKING:
    from geo.model.evidence import Conflict, Evidence
    from geo.model.indicators import Indicator
    from geo.model.network import Tie
    from geo.model.places import Place, Region
    from geo.model.programmes import Body, Membership, Programme, Role

Kind = Literal[
    "region", "mega-region", "area", "sector", "programme", "body", "complex", "selection"
]
REGIONAL: frozenset[Kind] = frozenset({"region", "mega-region", "area"})
"""Kinds of subjects that are a part of the country."""
Way = Literal["out", "in", "within"]
"""Of a tie: it leaves the subject's places, arrives at them, or has both ends among them."""
WAYS: tuple[Way, ...] = get_args(Way)


class Subject(NamedTuple):
    """What a profile is about."""

    kind: Kind
    id: str
    """Code of a 시도 (``27``), slug of a 초광역권 (``daegyeonggwon``), code of a 시군구 or a set of
    one's own (``own:창원,김해``), a sector as in the data, or the id of a programme, of a body
    (``c13``) or of a complex; of a selection what its maker calls it."""
    name: Bilingual


class Participation(NamedTuple):
    """A role of one of the subject's places in a body."""

    programme: Programme
    body: Body
    member: Membership
    """Its place is a group where the source prints the group of which the place is a part."""

    @property
    def role(self) -> Role:
        """The role, with its words."""
        return self.programme.role(self.member.role)

    @property
    def label(self) -> str:
        """The place as printed."""
        return self.member.label(self.programme.label)


class Relation(NamedTuple):
    """A tie, seen from the subject."""

    tie: Tie
    way: Way


class RoleGroup(NamedTuple):
    """The roles of a programme that are counted together."""

    programme: Programme
    short: Bilingual
    roles: tuple[str, ...]
    """Ids."""

    @property
    def name(self) -> Bilingual:
        """Programme and role: 협의체 주관."""
        return both("geo", "role.of", programme=self.programme.word, role=self.short)


class Lengths(NamedTuple):
    """Of the ties of one programme, in km."""

    programme: Programme
    ties: int
    shortest: float
    median: float
    longest: float
    total: float


class SectorCount(NamedTuple):
    """Ties by the sector of their bodies and by way."""

    sector: Bilingual
    subsector: Bilingual | None
    out: int
    into: int
    within: int

    @property
    def ties(self) -> int:
        """All of them."""
        return self.out + self.into + self.within


class RegionCount(NamedTuple):
    """Ties with another 시도, by way."""

    region: Region
    out: int
    into: int


class RegionRoles(NamedTuple):
    """How often a 시도 takes part, for each of the profile's role groups."""

    region: Region
    counts: tuple[int, ...]


class Record(NamedTuple):
    """What a document names beside memberships: a policy site, an agreement, a request."""

    collection: str
    id: str
    """Of the feature in the collection."""
    name: Bilingual
    detail: Bilingual | None
    """Themes of an agreement, place of a site, focus of a requested programme."""
    region: Region | None
    """None where the document names none."""
    place_id: str | None
    body_id: str | None
    """The body for which a programme was requested."""
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the subject takes part in, with whom, how far, and what the documents say of it."""

    subject: Subject
    about: Region | Programme | Body | Place | None
    """The subject itself; None for sectors and sets of regions, which have no facts of their
    own."""
    regions: tuple[Region, ...]
    """The 시도 that it is, or that its places lie in, in the regions' order."""
    places: tuple[Place, ...]
    """Its places as the documents print them: of a region those inside, of a body those that take
    part, of a complex itself and the groups as which it takes part."""
    inside: tuple[Place, ...]
    """Of a region: every complex in it, also those that take part only as part of a group."""
    members: tuple[Place, ...]
    """Of a complex: what the group stands for."""
    participations: tuple[Participation, ...]
    relations: tuple[Relation, ...]
    role_groups: tuple[RoleGroup, ...]
    """Those that its programmes have, in their order."""
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
    """Policy sites, agreements and requested programmes of a region; of a body its requests, of a
    complex its sites."""
    conflicts: tuple[Conflict, ...]
    citations: tuple[Evidence, ...]
    citations_of_place: tuple[Evidence, ...] = ()
    """Of a complex: where the sources name it, and what its point comes from."""
    day: str = ""
    """The day at whose end everything stood so, where the subject is no more; else empty."""

    @property
    def empty(self) -> bool:
        """Tell whether the documents name nothing here that takes part."""
        return not self.participations

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """Those that it takes part in, in their order."""
        found = {
            participation.programme.id: participation.programme
            for participation in self.participations
        }
        return tuple(found.values())

    def of(self, programme: Programme) -> tuple[Participation, ...]:
        """Return the participations in a programme."""
        return tuple(
            participation
            for participation in self.participations
            if participation.programme.id == programme.id
        )

    def records_of(self, *collections: str) -> tuple[Record, ...]:
        """Return the records of `collections`."""
        return tuple(record for record in self.records if record.collection in collections)

    def roles(self, *roles: str) -> tuple[Participation, ...]:
        """Return the participations in one of `roles`, of whatever programme."""
        return tuple(
            participation
            for participation in self.participations
            if participation.member.role in roles
        )

    def count(self, group: RoleGroup) -> int:
        """Count the participations in the roles of a group."""
        return sum(
            participation.member.role in group.roles for participation in self.of(group.programme)
        )

    def ways(self, *ways: Way) -> tuple[Tie, ...]:
        """Return the ties that go one of `ways`."""
        return tuple(relation.tie for relation in self.relations if relation.way in ways)
