"""Programmes that regions requested for their projects (신청 사업)."""

from __future__ import annotations

from dataclasses import dataclass

from geo.model.bilingual import Bilingual, Named, bilingual
from geo.model.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestProgramme(Named):
    """A programme that one or several regions name, under one name."""

    id: str
    name_ko: str
    name_en: str
    note_ko: str | None
    """Why spellings were read as one, or kept apart."""
    note_en: str | None

    @property
    def note(self) -> Bilingual | None:
        """Why spellings were read as one, or kept apart."""
        return bilingual(self.note_ko, self.note_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One naming of a programme by a region, as printed."""

    body_id: str
    programme: RequestProgramme
    name_as_written: str
    focus_as_written: str | None
    """The heading (중점과제) above it; None where it stands in the body."""
    focus_en: str | None
    named_in: str
    """``requests`` (the annex's table 신청 사업), or ``plan`` or ``body`` where it is not there."""
    confidence: str
    """How sure it is that the printed name is this programme."""
    evidence: Evidence

    @property
    def id(self) -> str:
        """Project and programme."""
        return f"{self.body_id}-{self.programme.id}"
