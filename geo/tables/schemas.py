"""One row model per table: the columns, their types and what each may hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - pydantic reads it at run time
from typing import Annotated, Literal

from pydantic import Field

from geo.crs import LAT_RANGE, LON_RANGE
from geo.model.places import PlaceKind  # noqa: TC001
from geo.model.programmes import ConsortiumRole, ProjectRole  # noqa: TC001
from geo.tables import forms
from geo.tables.cells import (
    Confidence,
    Month,
    Numbers,
    Row,
    SidoCode,
    Slug,
    Slugs,
    SourceId,
    SourceIds,
    Text,
    Texts,
    Unit,
)
from geo.tables.evidence import ProjectNoteRow, ScanErrorRow, SectionRow
from geo.tables.register import (
    AgreementRow,
    BodyRow,
    PolicySiteRow,
    ProgrammeBudgetRow,
    ProgrammeRow,
)


class SourceRow(Row):
    """A document or dataset that facts come from."""

    id: SourceId
    title_ko: Text
    title_en: Text
    publisher_ko: Text
    publisher_en: Text
    published_on: Annotated[str, Field(pattern=forms.PARTIAL_DATE)] | None = None
    kind: Literal["document", "dataset", "compilation"]
    note_ko: Text | None = None
    note_en: Text | None = None


class SectorRow(Row):
    """One of the nine sectors, or a subsector of one."""

    sector: Text
    subsector: Text | None = None
    name_en: Text
    consortia_printed: Annotated[int, Field(ge=0)] | None = None
    source: SourceId
    locator: Text


class ConsortiumRow(Row):
    """A super-regional consortium."""

    no: Annotated[int, Field(ge=1, le=99)]
    sector: Text
    subsector: Text | None = None
    sector_as_written: Text
    name: Text
    name_en: Text
    status: Literal["selected", "launched", "withdrawn"]
    selected_on: Month
    launched_on: date
    closed_on: date | None = None
    source: SourceId
    locator: Text


class ParticipantRow(Row):
    """A lead or partner of a consortium, as printed."""

    consortium_no: Annotated[int, Field(ge=1, le=99)]
    role: ConsortiumRole
    region_as_written: Text
    complex_as_written: Text
    joined_on: date | None = None
    left_on: date | None = None
    source: SourceId
    locator: Text


class ProjectRow(Row):
    """A region's transformation project."""

    id: Annotated[str, Field(pattern=forms.PROJECT)]
    round: Annotated[int, Field(ge=2019, le=2099)]
    region_as_written: Text
    status: Literal["preliminary", "designated", "confirmed"]
    announced_on: date
    vision_ko: Text | None = None
    vision_en: Text | None = None
    industries_ko: Text | None = None
    industries_en: Text | None = None
    links_known: Literal["yes", "no"]
    note_ko: Text | None = None
    note_en: Text | None = None
    source: SourceId
    locator: Text


class ProjectMemberRow(Row):
    """One printing of a hub, link or area."""

    project_id: Annotated[str, Field(pattern=forms.PROJECT)]
    role: ProjectRole
    named_in: Literal["body", "annex"]
    name_as_written: Text
    industries_ko: Text | None = None
    function_ko: Text | None = None
    function_en: Text | None = None
    source: SourceId
    locator: Text


class RequestProgrammeRow(Row):
    """A programme that regions requested, under one name."""

    id: Slug
    name_ko: Text
    name_en: Text
    note_ko: Text | None = None
    note_en: Text | None = None


class RequestRow(Row):
    """One naming of a programme in a region's requests, plan or targets."""

    project_id: Annotated[str, Field(pattern=forms.PROJECT)]
    programme_id: Slug
    name_as_written: Text
    focus_as_written: Text | None = None
    focus_en: Text | None = None
    named_in: Literal["requests", "plan", "body"]
    confidence: Confidence
    source: SourceId
    locator: Text


class SmartGreenRow(Row):
    """A smart-green complex and the year in which it was chosen."""

    region_as_written: Text
    complex_as_written: Text
    year: Annotated[int, Field(ge=2019, le=2099)]
    source: SourceId
    locator: Text


class IndicatorRow(Row):
    """A number of the documents, never without unit."""

    subject_kind: Literal["programme", "project", "hub"]
    subject: Text
    indicator: Annotated[str, Field(pattern=forms.INDICATOR)]
    value: Annotated[float, Field(allow_inf_nan=False)] | None = None
    unit: Unit | None = None
    share_pct: Annotated[float, Field(ge=0, le=100)] | None = None
    base_ko: Text | None = None
    base_en: Text | None = None
    base_stated: Literal["yes", "no"] | None = None
    period: Text | None = None
    printed: Text
    nature: Literal["contribution", "target", "count", "budget", "plan"]
    named_in: Literal["body", "annex"]
    source: SourceId
    locator: Text


class ConflictRow(Row):
    """Two values for one thing."""

    id: Annotated[str, Field(pattern=forms.CONFLICT)]
    topic_ko: Text
    topic_en: Text
    touches: Texts
    value_a: Text
    source_a: SourceId
    locator_a: Text
    value_b: Text
    source_b: SourceId
    locator_b: Text
    used: Text
    used_en: Text
    reason_ko: Text
    reason_en: Text


class PlanFigureRow(Row):
    """A cell of a breakdown in the convergence plan, or its total."""

    series: Slug
    item: Slug
    name_ko: Text
    name_en: Text
    role: Literal["part", "total"]
    year: Annotated[int, Field(ge=2019, le=2099)]
    printing: Literal["table", "text"]
    value: Annotated[float, Field(allow_inf_nan=False)]
    unit: Unit
    share_pct: Annotated[float, Field(ge=0, le=100)] | None = None
    printed: Text
    source: SourceId
    locator: Text


class PlanTaskRow(Row):
    """A direction, task or action of the convergence plan."""

    id: Slug
    parent: Slug | None = None
    level: Literal["direction", "task", "action"]
    name_ko: Text
    name_en: Text
    ministries: Texts = ()
    printed: Text
    detail: Texts = ()
    source: SourceId
    locator: Text


class SectorMatchRow(Row):
    """An industry of the convergence plan and the consortia's sector that we take it to mean."""

    id: Slug
    name_ko: Text
    name_en: Text
    match: Literal["same", "part", "none"]
    sector: Text | None = None
    subsector: Text | None = None
    consortia: Numbers = ()
    reason_ko: Text
    reason_en: Text
    source: SourceId
    locator: Text


class PlaceRow(Row):
    """A complex, zone, area, group or policy site with its point."""

    id: Slug
    name_ko: Text
    name_en: Text
    kind: PlaceKind
    members: Slugs = ()
    sido: Text
    sigungu: Texts
    legal_dongs: Texts = ()
    lon: Annotated[float, Field(ge=LON_RANGE[0], le=LON_RANGE[1])]
    lat: Annotated[float, Field(ge=LAT_RANGE[0], le=LAT_RANGE[1])]
    precision_km: Annotated[float, Field(gt=0, le=60)]
    area_km2: Annotated[float, Field(gt=0)] | None = None
    evidence: Literal["molit_point_2022h1", "molit_polygon_2025", "compiled"]
    confidence: Confidence
    source: SourceId
    locator: Text
    note_ko: Text | None = None
    note_en: Text | None = None


class AliasRow(Row):
    """A spelling that the plain rules do not derive from the official name."""

    alias: Text
    region_as_written: Text | None = None
    programme: Slug | None = None
    """In whose documents alone the spelling means this place."""
    place_id: Slug
    valid_from: Text | None = None
    valid_to: Text | None = None
    kind: Literal["document", "common", "brand", "former", "official_part", "english", "hanja"]
    confidence: Confidence | None = None
    """That the place is called so; empty where a document of ours says it."""
    source: SourceId
    locator: Text
    note: Text | None = None


class RegionRow(Row):
    """A 시도 under one of its names."""

    id: Slug
    code: SidoCode
    name_ko: Text
    name_en: Text
    short_ko: Text
    short_en: Text
    superregion: Literal["수도권", "충청권", "호남권", "대경권", "동남권", "강원권", "제주권"]
    valid_from: date | None = None
    valid_to: date | None = None
    successor_code: SidoCode | None = None
    source: SourceId
    locator: Text


class DistrictRow(Row):
    """A 시군구 on the boundaries' reference date."""

    code: Annotated[str, Field(pattern=forms.DISTRICT_CODE)]
    sido_code: SidoCode
    name_ko: Text
    name_en: Text
    valid_from: date | None = None
    source: SourceId
    locator: Text


class CollectionRow(Row):
    """What catalogues say of a built collection beside its title, date and extent."""

    id: Slug
    abstract_ko: Text
    abstract_en: Text
    keywords_ko: Texts
    keywords_en: Texts
    sources: SourceIds
    licence: Annotated[str, Field(pattern=forms.LICENCE)] | None = None
    """SPDX identifier; empty where the sources state none."""
    rights_ko: Text
    rights_en: Text
    attribution_ko: Text
    attribution_en: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The checked rows of every table; a field is called as its file."""

    sources: tuple[SourceRow, ...]
    sectors: tuple[SectorRow, ...]
    consortia: tuple[ConsortiumRow, ...]
    participants: tuple[ParticipantRow, ...]
    projects: tuple[ProjectRow, ...]
    project_members: tuple[ProjectMemberRow, ...]
    request_programmes: tuple[RequestProgrammeRow, ...]
    requests: tuple[RequestRow, ...]
    smart_green: tuple[SmartGreenRow, ...]
    indicators: tuple[IndicatorRow, ...]
    plan_figures: tuple[PlanFigureRow, ...]
    plan_tasks: tuple[PlanTaskRow, ...]
    sector_crosswalk: tuple[SectorMatchRow, ...]
    conflicts: tuple[ConflictRow, ...]
    places: tuple[PlaceRow, ...]
    aliases: tuple[AliasRow, ...]
    regions: tuple[RegionRow, ...]
    districts: tuple[DistrictRow, ...]
    collections: tuple[CollectionRow, ...]
    bodies: tuple[BodyRow, ...]
    programmes: tuple[ProgrammeRow, ...]
    programme_budgets: tuple[ProgrammeBudgetRow, ...]
    policy_sites: tuple[PolicySiteRow, ...]
    agreements: tuple[AgreementRow, ...]
    project_notes: tuple[ProjectNoteRow, ...]
    sections: tuple[SectionRow, ...]
    scan_errors: tuple[ScanErrorRow, ...]


SCHEMAS: dict[str, type[Row]] = {
    "sources": SourceRow,
    "sectors": SectorRow,
    "consortia": ConsortiumRow,
    "participants": ParticipantRow,
    "projects": ProjectRow,
    "project_members": ProjectMemberRow,
    "request_programmes": RequestProgrammeRow,
    "requests": RequestRow,
    "smart_green": SmartGreenRow,
    "indicators": IndicatorRow,
    "plan_figures": PlanFigureRow,
    "plan_tasks": PlanTaskRow,
    "sector_crosswalk": SectorMatchRow,
    "conflicts": ConflictRow,
    "places": PlaceRow,
    "aliases": AliasRow,
    "regions": RegionRow,
    "districts": DistrictRow,
    "collections": CollectionRow,
    "bodies": BodyRow,
    "programmes": ProgrammeRow,
    "programme_budgets": ProgrammeBudgetRow,
    "policy_sites": PolicySiteRow,
    "agreements": AgreementRow,
    "project_notes": ProjectNoteRow,
    "sections": SectionRow,
    "scan_errors": ScanErrorRow,
}
"""Table name to row model."""
