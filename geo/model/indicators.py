"""Numbers that the documents state: targets, contributions, counts, budgets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geo.model.bilingual import Bilingual, bilingual
from geo.model.evidence import Evidence

_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One number of a document as it is printed, with all that a comparison must look at."""

    subject_kind: str
    """``programme``, ``project`` or ``hub``: what it is said of."""
    subject: str
    """Id of the programme or project."""
    indicator: str
    """What is measured, such as ``jobs_created``."""
    value: float | None
    """In `unit`; None where the document names a goal or a share only."""
    unit: str | None
    share_pct: float | None
    """Share that stands beside the value (기여도, 중요도), percent of the base."""
    base_ko: str | None
    """What the share is a share of, or that the document does not say so."""
    base_en: str | None
    base_stated: bool | None
    """Whether the document says what a share is a share of; None where there is no share."""
    period: str | None
    """As printed; None where the document gives none."""
    printed: str
    nature: str
    """``contribution``, ``target``, ``count``, ``budget`` or ``plan``."""
    named_in: str
    """``body`` or ``annex`` of a document, ``notice`` or ``press``."""
    evidence: Evidence
    confidence: str = "high"
    """Of the source."""

    @property
    def base(self) -> Bilingual | None:
        """What the share is a share of, in both languages."""
        return bilingual(self.base_ko, self.base_en)

    @property
    def id(self) -> str:
        """Subject, indicator, the year if the period is one, and body or annex or the source."""
        year = self.period if self.period and _YEAR.fullmatch(self.period) else None
        of_document = self.named_in in {"body", "annex"}
        where = self.named_in if of_document else self.evidence.source.replace(".", "-")
        parts = (self.subject, self.indicator.replace("_", "-"), year, where)
        return "-".join(part for part in parts if part)
