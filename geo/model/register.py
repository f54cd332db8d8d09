"""What the documents describe beside the two networks: programmes, their sites, agreements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geo.model.bilingual import Bilingual, Named, bilingual
from geo.model.evidence import Evidence

ProgrammeKind = Literal[
    "network",
    "governance",
    "plan",
    "rnd",
    "support",
    "platform",
    "regulation",
    "test_bed",
    "workforce",
    "event",
    "figure",
    "comparator",
]
"""What a programme is: a network of places, a rule or body, a plan, money for research …"""
ProgrammeStatus = Literal["running", "planned", "requested", "done", "reference"]
"""As the document says: at work, announced, asked for by a province, over, or only cited."""
ShownAs = Literal["map", "network", "panel", "link", "register"]
"""How the atlas shows a programme; ``register`` is the register's own page and nothing else."""
PlacesFrom = str
"""Which places of the atlas an entry means, so that no table lists them twice: the members of a
programme (its id), of a round (``ID:ROUND``), those in a role of it (``ID:ROUND:ROLE``), or
``policy-sites``."""
DetailKind = Literal[
    "background", "goal", "action", "result", "schedule", "attendance", "statement"
]
"""What a detail is: why, what for, what is done, what came of it, when, who was there, who said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agency(Named):
    """A ministry or public body."""

    name_ko: str
    name_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """An amount that a document prints for a programme."""

    item_ko: str
    item_en: str
    period: str
    """Year or years, such as ``2023–2028``."""
    eok_won: float
    """억원, 100 million won."""
    printed: str
    evidence: Evidence

    @property
    def item(self) -> Bilingual:
        """What the amount is for."""
        return Bilingual(self.item_ko, self.item_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What a document says of a programme beside its name and its amounts."""

    kind: DetailKind
    text_ko: str
    text_en: str
    printed: str
    evidence: Evidence

    @property
    def text(self) -> Bilingual:
        """What is said, in our words."""
        return Bilingual(self.text_ko, self.text_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterEntry(Named):
    """One row of the register: a system or programme that a document describes."""

    id: str
    """``a01`` … ``c34``: the letter stands for the document."""
    name_ko: str
    name_en: str
    printed: str
    """Words of the document that name it."""
    bodies: tuple[Agency, ...]
    kind: ProgrammeKind
    period: str | None
    status: ProgrammeStatus
    places: tuple[str, ...]
    """Ids of the places that the document names, each once."""
    regions: tuple[str, ...]
    """Short names of the 시도 that it names."""
    sectors: tuple[str, ...]
    sectors_from: str | None
    """``document``, or ``ours`` where the atlas relates programme and sector."""
    shown_as: tuple[ShownAs, ...]
    views: tuple[str, ...]
    """What shows it, as references."""
    reason_ko: str | None
    """Why there is no view."""
    reason_en: str | None
    website: str | None
    """Address that the document prints."""
    budgets: tuple[Budget, ...]
    details: tuple[Detail, ...]
    """In the document's order."""
    note_ko: str | None
    note_en: str | None
    evidence: Evidence

    @property
    def ref(self) -> str:
        """The number in the list of everything that the documents describe, such as ``A1``."""
        return f"{self.id[0].upper()}{int(self.id[1:])}"

    @property
    def note(self) -> Bilingual | None:
        """What else there is to say."""
        return bilingual(self.note_ko, self.note_en)

    @property
    def reason(self) -> Bilingual | None:
        """Why there is no view."""
        return bilingual(self.reason_ko, self.reason_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySite(Named):
    """A site of a programme, or several that the document counts without naming."""

    id: str
    theme: str
    """Key of what is done there: ``smart_green``, ``test_bed`` …"""
    programme_id: str
    name_ko: str
    name_en: str
    written: str | None
    """As the document prints it; None for sites that it does not name."""
    place_id: str | None
    sites: int
    """How many sites it stands for."""
    period: str
    note_ko: str | None
    note_en: str | None
    evidence: Evidence

    @property
    def note(self) -> Bilingual | None:
        """What else there is to say."""
        return bilingual(self.note_ko, self.note_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement of the industrial convergence ombudsman with a 시도."""

    region: str
    """Short name of the 시도, as written."""
    themes_ko: tuple[str, ...]
    themes_en: tuple[str, ...]
    evidence: Evidence

    @property
    def themes(self) -> Bilingual:
        """Its themes, one after the other."""
        return Bilingual(", ".join(self.themes_ko), ", ".join(self.themes_en))


@dataclass(frozen=True, slots=True)
class Register:
    """Everything of the register, in the tables' order."""

    entries: tuple[RegisterEntry, ...]
    policy_sites: tuple[PolicySite, ...]
    agreements: tuple[Agreement, ...]
