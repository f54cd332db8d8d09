"""One row model per table: the columns, their types and what each may hold."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date  # noqa: TC003 - pydantic reads it at run time
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from geo.crs import LAT_RANGE, LON_RANGE
from geo.model.places import PlaceKind  # noqa: TC001
from geo.tables import forms
from geo.tables.cells import (
    Confidence,
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
from geo.tables.evidence import BodyNoteRow, ScanErrorRow, SectionRow
from geo.tables.register import (
    AgencyRow,
    AgreementRow,
    PolicySiteRow,
    ProgrammeBudgetRow,
    ProgrammeDetailRow,
    ProgrammeRow,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.tables.programmes import ProgrammeTables


class SourceRow(Row):
    """A document or dataset that facts come from."""

    id: SourceId
    title_ko: Text
    title_en: Text
    publisher_ko: Text
    publisher_en: Text
    number: Text | None = None
    published_on: Annotated[str, Field(pattern=forms.PARTIAL_DATE)] | None = None
    kind: Literal["document", "notice", "press", "blog", "dataset", "compilation"]
    address: Annotated[str, Field(pattern=forms.WEB_ADDRESS)] | None = None
    note_ko: Text | None = None
    note_en: Text | None = None


class RequestProgrammeRow(Row):
    """A programme that regions requested, under one name."""

    id: Slug
    name_ko: Text
    name_en: Text
    note_ko: Text | None = None
    note_en: Text | None = None


class RequestRow(Row):
    """One naming of a programme in a region's requests, plan or targets."""

    body_id: Slug
    programme_id: Slug
    name_as_written: Text
    focus_as_written: Text | None = None
    focus_en: Text | None = None
    named_in: Literal["requests", "plan", "body"]
    confidence: Confidence
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
    named_in: Literal["body", "annex", "notice", "press"]
    source: SourceId
    locator: Text
    confidence: Confidence = "high"


class ConflictRow(Row):
    """Two values for one thing, or what only one source says."""

    id: Annotated[str, Field(pattern=forms.CONFLICT)]
    kind: Literal["value", "omission", "name", "reading", "scan"]
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
    """An industry of the convergence plan and the sector that we take it to mean."""

    id: Slug
    name_ko: Text
    name_en: Text
    match: Literal["same", "part", "none"]
    programme: Slug | None = None
    sector: Text | None = None
    subsector: Text | None = None
    bodies: Numbers = ()
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
    listed: Literal["yes", "no"] = "no"
    """Whether it is among the complexes though no programme names it: a sibling of one that is."""
    evidence: Literal["molit_point_2022h1", "molit_polygon_2025", "moved", "compiled"]
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
    """How sure it is that the spelling means this place; empty for what leaves no doubt."""
    source: SourceId
    locator: Text
    note: Text | None = None


class RegionRow(Row):
    """A 시도 in one of its states: with one name, one code and one border."""

    id: Slug
    code: SidoCode
    name_ko: Text
    name_en: Text
    short_ko: Text
    short_en: Text
    valid_from: date | None = None
    valid_to: date | None = None
    successors: Texts = ()
    source: SourceId
    locator: Text


class DistrictRow(Row):
    """A 시군구 of any day."""

    code: Annotated[str, Field(pattern=forms.DISTRICT_CODE)]
    sido_code: SidoCode
    name_ko: Text
    name_en: Text
    valid_from: date | None = None
    valid_to: date | None = None
    successors: Texts = ()
    source: SourceId
    locator: Text


class ZoningRow(Row):
    """A scheme that divides the country into zones (초광역권)."""

    id: Slug
    name_ko: Text
    name_en: Text
    short_ko: Text
    short_en: Text
    since: Annotated[str, Field(pattern=forms.PARTIAL_DATE)]
    source: SourceId
    locator: Text


class ZoneRow(Row):
    """A zone of a zoning and the 시도 that it holds."""

    zoning: Slug
    id: Slug
    name_ko: Text
    name_en: Text
    other_names: Texts = ()
    regions: Slugs
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
    request_programmes: tuple[RequestProgrammeRow, ...]
    requests: tuple[RequestRow, ...]
    indicators: tuple[IndicatorRow, ...]
    plan_figures: tuple[PlanFigureRow, ...]
    plan_tasks: tuple[PlanTaskRow, ...]
    sector_crosswalk: tuple[SectorMatchRow, ...]
    conflicts: tuple[ConflictRow, ...]
    places: tuple[PlaceRow, ...]
    aliases: tuple[AliasRow, ...]
    regions: tuple[RegionRow, ...]
    districts: tuple[DistrictRow, ...]
    zonings: tuple[ZoningRow, ...]
    zones: tuple[ZoneRow, ...]
    collections: tuple[CollectionRow, ...]
    agencies: tuple[AgencyRow, ...]
    programmes: tuple[ProgrammeRow, ...]
    programme_budgets: tuple[ProgrammeBudgetRow, ...]
    programme_details: tuple[ProgrammeDetailRow, ...]
    policy_sites: tuple[PolicySiteRow, ...]
    agreements: tuple[AgreementRow, ...]
    body_notes: tuple[BodyNoteRow, ...]
    sections: tuple[SectionRow, ...]
    scan_errors: tuple[ScanErrorRow, ...]
    declared: tuple[ProgrammeTables, ...]
    """The programmes, each with tables of its own."""

    def programme(self, id_: str) -> ProgrammeTables:
        """Return the tables of a programme; one that is not declared is a `KeyError`."""
        return {tables.id: tables for tables in self.declared}[id_]

    def rows(self) -> Iterator[tuple[str, str, Row]]:
        """Yield (file, table, row) of every row of every table."""
        for field in fields(self)[:-1]:
            file = f"{field.name}.csv"
            yield from ((file, field.name, row) for row in getattr(self, field.name))
        for tables in self.declared:
            yield from ((tables.file(table), table, row) for table, row in tables.rows())


SCHEMAS: dict[str, type[Row]] = {
    "sources": SourceRow,
    "request_programmes": RequestProgrammeRow,
    "requests": RequestRow,
    "indicators": IndicatorRow,
    "plan_figures": PlanFigureRow,
    "plan_tasks": PlanTaskRow,
    "sector_crosswalk": SectorMatchRow,
    "conflicts": ConflictRow,
    "places": PlaceRow,
    "aliases": AliasRow,
    "regions": RegionRow,
    "districts": DistrictRow,
    "zonings": ZoningRow,
    "zones": ZoneRow,
    "collections": CollectionRow,
    "agencies": AgencyRow,
    "programmes": ProgrammeRow,
    "programme_budgets": ProgrammeBudgetRow,
    "programme_details": ProgrammeDetailRow,
    "policy_sites": PolicySiteRow,
    "agreements": AgreementRow,
    "body_notes": BodyNoteRow,
    "sections": SectionRow,
    "scan_errors": ScanErrorRow,
}
"""Table name to row model."""
