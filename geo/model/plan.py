"""The convergence plan of 2023: its tree of tasks, its figures, its industries."""

from __future__ import annotations

from dataclasses import dataclass

from geo.model.bilingual import Bilingual, Named
from geo.model.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFigure(Named):
    """One cell of a breakdown, such as a ministry's budget, or the total of one."""

    series: str
    """The breakdown, such as ``budget-by-ministry``."""
    item: str
    """What the cell is for, such as ``motie``; ``total`` for the whole."""
    name_ko: str
    """Of the item, scanning errors mended."""
    name_en: str
    role: str
    """``part`` or ``total``."""
    year: int
    printing: str
    """``table``, or ``text`` for the running text, which rounds."""
    value: float
    """In `unit`."""
    unit: str
    share_pct: float | None
    """Of the total, percent, as printed."""
    printed: str
    evidence: Evidence

    @property
    def id(self) -> str:
        """Series, item and year; ``-text`` marks what the running text repeats from a table."""
        repeats = self.printing == "text" and self.series.startswith("budget-")
        return f"{self.series}-{self.item}-{self.year}{'-text' if repeats else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanTask(Named):
    """A direction, a task or an action of the plan."""

    id: str
    parent: str | None
    level: str
    """``direction``, ``task`` or ``action``."""
    name_ko: str
    name_en: str
    ministries: tuple[str, ...]
    """Short names, as printed."""
    printed: str
    detail: tuple[str, ...]
    """What the document adds in its notes, as printed."""
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorMatch(Named):
    """Our reading of which sector of a programme an industry of the plan answers to."""

    id: str
    name_ko: str
    name_en: str
    match: str
    """``same``, ``part`` or ``none``."""
    programme: str | None
    """Whose sector it is; None where none answers."""
    sector: str | None
    subsector: str | None
    bodies: tuple[int, ...]
    """Numbers of the bodies that deal with it."""
    reason_ko: str
    reason_en: str
    evidence: Evidence
    """Where the plan names the industry; the match itself is ours."""

    @property
    def reason(self) -> Bilingual:
        """Why it is read so."""
        return Bilingual(self.reason_ko, self.reason_en)
