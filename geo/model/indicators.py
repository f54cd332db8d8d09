"""Numbers that the documents state: targets, contributions, counts, budgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.model.evidence import Evidence


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
    """``body`` or ``annex``."""
    evidence: Evidence
