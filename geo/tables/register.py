"""Row models of the programme register, the policy sites and the regional agreements."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from geo.model.register import (  # noqa: TC001 - pydantic reads them at run time
    DetailKind,
    ProgrammeKind,
    ProgrammeStatus,
    ShownAs,
)
from geo.tables import forms
from geo.tables.cells import Row, Slug, SourceId, Text, Texts, Theme, split

PlacesFromCell = Annotated[str, Field(pattern=forms.PLACES_FROM)]
ProgrammeId = Annotated[str, Field(pattern=forms.PROGRAMME)]
Period = Annotated[str, Field(pattern=forms.PERIOD)]
"""Years, months or days, with ``–`` between the first and the last: ``2023–``, ``2025-01-16``."""


class AgencyRow(Row):
    """A ministry or public body, by the name that the register uses."""

    name_ko: Text
    name_en: Text
    source: SourceId
    locator: Text


class ProgrammeRow(Row):
    """A system or programme that a document describes."""

    id: ProgrammeId
    name_ko: Text
    name_en: Text
    printed: Text
    source: SourceId
    locator: Text
    bodies: Texts
    kind: ProgrammeKind
    period: Period | None = None
    status: ProgrammeStatus
    places: Annotated[tuple[PlacesFromCell, ...], BeforeValidator(split)] = ()
    regions: Texts = ()
    sectors: Texts = ()
    sectors_from: Literal["document", "ours"] | None = None
    shown_as: Annotated[tuple[ShownAs, ...], BeforeValidator(split)]
    views: Texts = ()
    reason_ko: Text | None = None
    reason_en: Text | None = None
    website: Annotated[str, Field(pattern=forms.WEBSITE)] | None = None
    note_ko: Text | None = None
    note_en: Text | None = None


class ProgrammeBudgetRow(Row):
    """An amount that a document prints for a programme, in 억원."""

    programme_id: ProgrammeId
    item_ko: Text
    item_en: Text
    period: Period
    eok_won: Annotated[float, Field(gt=0)]
    printed: Text
    source: SourceId
    locator: Text


class ProgrammeDetailRow(Row):
    """What a document says of a programme beside its name and its amounts, in our words."""

    programme_id: ProgrammeId
    kind: DetailKind
    text_ko: Text
    text_en: Text
    printed: Text
    """A few words of the document by which the place is found."""
    source: SourceId
    locator: Text


class PolicySiteRow(Row):
    """A site of a programme; without `name_as_written`, sites that the document only counts."""

    id: Slug
    theme: Theme
    programme_id: ProgrammeId
    name_as_written: Text | None = None
    region_as_written: Text | None = None
    name_ko: Text
    name_en: Text
    sites: Annotated[int, Field(ge=1)]
    period: Period
    source: SourceId
    locator: Text
    note_ko: Text | None = None
    note_en: Text | None = None


class AgreementRow(Row):
    """An agreement of the industrial convergence ombudsman with a 시도."""

    region_as_written: Text
    themes_ko: Texts
    themes_en: Texts
    source: SourceId
    locator: Text
