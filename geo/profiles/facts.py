"""What the built layers say, as typed facts that speak both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from geo.messages import Lang

Programme = Literal["consortia", "transformation"]
CONSORTIA: Programme = "consortia"
TRANSFORMATION: Programme = "transformation"


class Said(NamedTuple):
    """One text in both languages."""

    ko: str
    en: str

    def of(self, lang: Lang) -> str:
        """Return the text in `lang`."""
        return self.en if lang == "en" else self.ko


class Citation(NamedTuple):
    """A document or dataset, and where in it."""

    source: str
    """Id of the source."""
    locator: str
    """Section or row, as the tables write it; empty where the whole is meant."""


class Conflict(NamedTuple):
    """What the documents disagree on: both values, and which one is used."""

    id: str
    topic: Said
    value_a: str
    value_b: str
    used: Said


class Note(NamedTuple):
    """What the annex says of a project's bodies (추진체계) or its region's situation (지역여건)."""

    topic: str
    """``governance`` or ``situation``."""
    text: Said
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A 시도."""

    id: str
    code: str
    """Legal-dong code, 2 digits."""
    name: Said
    short: Said
    mega_region: str
    """초광역권, in Korean as in the data."""
    neighbours: tuple[str, ...]
    """Codes of the 시도 with which it shares a border on land, in the regions' order."""
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A complex, a group of complexes, a zone or an area."""

    id: str
    name: Said
    kind: str
    """See `geo.model.places.PlaceKind`."""
    region: str
    """Code of its 시도."""
    district: Said
    """시군구 in which its point lies."""
    lon: float
    """Degrees, WGS 84."""
    lat: float
    members: tuple[str, ...]
    """Of a group: ids of what it stands for."""
    area_km2: float | None
    precision_km: float
    confidence: str
    evidence: str
    smart_green_year: int | None
    written_as: tuple[str, ...]
    citations: tuple[Citation, ...]
    """Where documents name it; the last one gives the point."""
    conflicts: tuple[Conflict, ...]
    note: Said | None


class Participant(NamedTuple):
    """One who takes part, as printed."""

    place: str
    """Id; a group where the document prints several complexes as one."""
    role: str
    """``lead``, ``partner``, ``hub``, ``link`` or ``area``."""
    label: str
    """As the document prints it."""


class Former(NamedTuple):
    """One who took part and left before the consortium closed."""

    place: str
    role: str
    label: str
    left_on: str
    """Day, ``YYYY-MM-DD``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking:
    """What places do together: a consortium or a project."""

    id: str
    name: Said
    participants: tuple[Participant, ...]
    """Lead or hub first, then as printed."""
    citation: Citation
    conflicts: tuple[Conflict, ...]

    @property
    def programme(self) -> Programme:
        """The programme that it belongs to."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Consortium(Undertaking):
    """초광역 산학연협의체."""

    no: int
    sector: Said
    subsector: Said | None
    status: str
    selected_on: str
    """Month, ``YYYY-MM``."""
    launched_on: str
    """Day, ``YYYY-MM-DD``."""
    closed_on: str | None
    """Day; None while it is in force."""
    former: tuple[Former, ...]

    @property
    def programme(self) -> Programme:
        """Always the consortia."""
        return CONSORTIA


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Undertaking):
    """A region's project of the transformation (산업단지 대개조)."""

    round_year: int
    region: str
    """Code of the 시도."""
    status: str
    announced_on: str
    """Day, ``YYYY-MM-DD``."""
    vision: Said | None
    industries: Said | None
    note: Said | None
    notes: tuple[Note, ...]
    """추진체계 and 지역여건, in the document's order."""

    @property
    def programme(self) -> Programme:
        """Always the transformation."""
        return TRANSFORMATION


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A line from lead to partner, or from hub to link or area."""

    id: str
    programme: Programme
    owner: str
    """Id of the consortium or the project."""
    start: str
    """Place of the lead or hub."""
    end: str
    """Place of the partner, link or area."""
    start_label: str
    end_label: str
    end_role: str
    length_km: float
    """Geodesic, GRS 80, between representative points."""
    crosses_sido: bool
    function: Said | None
    """What a link does for its hub."""
    named_in: str | None
    """``body``, ``annex`` or ``both``; the consortia have one table only."""
    citation: Citation
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A number of the documents with its unit; a share may stand alone."""

    id: str
    subject_kind: str
    """``project``, ``hub``, ``sector`` or ``programme``."""
    subject: str
    """Id of a project or programme, or a sector."""
    about: Said
    """Name of the subject: of the project, or of its hub."""
    indicator: str
    """Key, such as ``jobs_created``."""
    name: Said
    value: float | None
    unit: Said | None
    printed: str
    """As the document prints it."""
    share_pct: float | None
    base: Said | None
    """What the value or share is measured against; None where nothing is said."""
    period: str | None
    nature: str
    """``target``, ``contribution``, ``count``, …"""
    named_in: str
    citation: Citation
    conflicts: tuple[str, ...]
    """Ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What a document names beside ties: a policy site, an agreement, a requested programme."""

    id: str
    collection: str
    name: Said
    detail: Said | None
    """Themes of an agreement, place of a site, focus of a requested programme."""
    region: str | None
    """Code of the 시도; None where the document names none."""
    place: str | None
    project: str | None
    """The project for which a programme was requested."""
    citation: Citation


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Everything that profiles are made of, by id in the data's order."""

    regions: Mapping[str, Region]
    """By code."""
    places: Mapping[str, Place]
    consortia: Mapping[str, Consortium]
    projects: Mapping[str, Project]
    ties: tuple[Tie, ...]
    indicators: tuple[Indicator, ...]
    records: tuple[Record, ...]

    def undertakings(self) -> Iterator[Consortium | Project]:
        """Yield the consortia in force, then the projects."""
        yield from (one for one in self.consortia.values() if one.closed_on is None)
        yield from self.projects.values()

    def undertaking(self, id_: str) -> Consortium | Project:
        """Return the consortium or project `id_`; an unknown one is a `KeyError`."""
        return self.consortia[id_] if id_ in self.consortia else self.projects[id_]

    def groups_of(self, place: str) -> tuple[str, ...]:
        """Return the groups that `place` is a member of."""
        return tuple(one.id for one in self.places.values() if place in one.members)

    def ties_at(self, places: Collection[str]) -> tuple[Tie, ...]:
        """Return the ties that start or end at one of `places`."""
        return tuple(tie for tie in self.ties if tie.start in places or tie.end in places)
