"""One statement of a document that can be worked out again, and whether it comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from geo.messages import Lang, catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.model.bilingual import Bilingual


class State(StrEnum):
    """How a check came out."""

    HOLDS = "holds"
    KNOWN = "known"
    """It does not hold, and the register of conflicts says so."""
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of `data/tables`."""

    file: str
    line: int
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a document prints, what its other numbers or rows give, and where it stands."""

    id: str
    kind: str
    """Key of its sentence under ``check`` in the catalogue."""
    facts_ko: Mapping[str, object] = field(default_factory=dict)
    """Fields of the sentence."""
    facts_en: Mapping[str, object] = field(default_factory=dict)
    sentence: Bilingual | None = None
    """Where it is declared, not in the catalogue."""
    printed: float
    """In `unit`."""
    counted: float
    tolerance: float = 0.0
    """By how much the two may differ, because the document rounds."""
    unit: str
    working: str = ""
    """How `counted` comes about, such as ``129 + 52 + 27 + 10 + 5 + 5``."""
    conflict: str | None = None
    """Id in the register of conflicts, where the document is known to disagree with itself."""
    cell: Cell
    """Where an editor looks first."""
    source: str
    locator: str

    @property
    def state(self) -> State:
        """Whether the two agree."""
        # Sums of decimals are off by less than this.
        if abs(self.printed - self.counted) <= self.tolerance + 1e-6:
            return State.HOLDS
        return State.KNOWN if self.conflict else State.BROKEN

    def says(self, lang: Lang) -> str:
        """Say what is checked."""
        if self.sentence is not None:
            return self.sentence.of(lang)
        facts = self.facts_en if lang == "en" else self.facts_ko
        return catalogue("geo", lang)(f"check.{self.kind}", **facts)
