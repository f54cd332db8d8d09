"""The two programmes: consortia with their roles, transformation projects with theirs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.model.evidence import Evidence


class ConsortiumRole(StrEnum):
    """주관 and 연계 of a consortium."""

    LEAD = "lead"
    PARTNER = "partner"


class ProjectRole(StrEnum):
    """거점, 연계단지 and 연계지역 of a transformation project.

    ``linked`` is the body's heading 연계산단·지역, which does not tell link from area.
    """

    HUB = "hub"
    LINK = "link"
    AREA = "area"
    LINKED = "linked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One end of a consortium, as printed and as resolved."""

    role: ConsortiumRole
    region_as_written: str
    complex_as_written: str
    place_id: str
    method: str
    """How the name was resolved: ``gazetteer``, ``alias`` or ``group``."""
    matched: str
    """The name that it was matched by."""
    joined_on: str | None
    """Day, ``YYYY-MM-DD``; None for one that took part from the start."""
    left_on: str | None
    """Day; None while it takes part."""
    evidence: Evidence

    @property
    def label(self) -> str:
        """Both cells as the document prints them, such as ``전남(여수국가)``."""
        return f"{self.region_as_written}({self.complex_as_written})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consortium:
    """A super-regional consortium: one lead and one or more partners, a hyperedge with roles."""

    no: int
    sector: str
    sector_en: str
    subsector: str | None
    subsector_en: str | None
    name: str
    name_en: str
    status: str
    selected_on: str
    """Month, ``YYYY-MM``."""
    launched_on: str
    """Day, ``YYYY-MM-DD``."""
    closed_on: str | None
    """Day; None while it is in force."""
    lead: Participant
    partners: tuple[Participant, ...]
    former: tuple[Participant, ...]
    """Leads and partners that left before it closed."""
    evidence: Evidence

    @property
    def id(self) -> str:
        """``c01`` to ``c25``."""
        return f"c{self.no:02d}"

    @property
    def participants(self) -> tuple[Participant, ...]:
        """The lead first, then the partners in the document's order."""
        return (self.lead, *self.partners)

    @property
    def in_force(self) -> bool:
        """Whether it has not closed: one that has ties nothing together."""
        return self.closed_on is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """One place where a document prints a member: the body or the annex."""

    named_in: str
    """``body`` or ``annex``."""
    name_as_written: str
    function_ko: str | None
    function_en: str | None
    method: str
    matched: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A hub, link or area of a project, with every printing of it."""

    role: ProjectRole
    place_id: str
    printings: tuple[Printing, ...]

    @property
    def named_in(self) -> str:
        """``body``, ``annex`` or ``both``."""
        named = {printing.named_in for printing in self.printings}
        return "both" if len(named) == 2 else named.pop()

    @property
    def fullest(self) -> Printing:
        """The annex's printing where there is one: it gives name and function in full."""
        return next((p for p in self.printings if p.named_in == "annex"), self.printings[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectNote:
    """What the annex says of a project's bodies, or of the situation of its region."""

    topic: str
    """``governance`` (추진체계) or ``situation`` (지역여건)."""
    text_ko: str
    """As printed; the English is the atlas's."""
    text_en: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A region's part in a round of the industrial-complex transformation (산업단지 대개조)."""

    id: str
    """Such as ``t2021-gyeonggi``."""
    round_year: int
    region: str
    """Short name of the 시도, as written."""
    region_en: str
    status: str
    """``preliminary`` (예비선정), ``designated`` or ``confirmed``."""
    announced_on: str
    """Day, ``YYYY-MM-DD``."""
    vision_ko: str | None
    """As printed; the English is the atlas's."""
    vision_en: str | None
    industries_ko: str | None
    """Main industries (주력업종), as printed."""
    industries_en: str | None
    note_ko: str | None
    note_en: str | None
    notes: tuple[ProjectNote, ...]
    """In the document's order; none for 2020."""
    hub: Member
    linked: tuple[Member, ...]
    """Links and areas in the document's order; empty for 2020, where none is named."""
    evidence: Evidence

    @property
    def members(self) -> tuple[Member, ...]:
        """The hub first, then links and areas."""
        return (self.hub, *self.linked)
