"""Where a fact stands, and where the documents disagree."""

from __future__ import annotations

from dataclasses import dataclass

from geo.model.bilingual import Bilingual, Named, bilingual


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document and the place in it."""

    source: str
    """Id of the document."""
    locator: str
    """Section or table row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document or dataset that facts come from."""

    id: str
    title_ko: str
    title_en: str
    publisher_ko: str
    publisher_en: str
    number: str | None
    """By which the publisher knows it: of a notice, an act or an edition."""
    published_on: str | None
    """Day, month or year, as far as known."""
    kind: str
    """``document``, ``notice``, ``press``, ``blog``, ``dataset`` or ``compilation``."""
    address: str | None
    """Where it was published, as it was then; None where none is known."""
    note_ko: str | None
    note_en: str | None

    @property
    def title(self) -> Bilingual:
        """As the document is called."""
        return Bilingual(self.title_ko, self.title_en)

    @property
    def publisher(self) -> Bilingual:
        """Who published it."""
        return Bilingual(self.publisher_ko, self.publisher_en)

    @property
    def note(self) -> Bilingual | None:
        """What helps to find it, and how it is read."""
        return bilingual(self.note_ko, self.note_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact(Named):
    """A row of a table as a fact of its source: what it is about, and the words as printed."""

    id: str
    name_ko: str
    """What it is about."""
    name_en: str
    printed: str
    """The words of the source, several values with slashes between them."""
    evidence: Evidence
    section: str | None
    """Of the source, where its outline is known."""
    section_en: str | None
    table: str
    """File of the row below `data`, without its ending."""
    line: int
    about: str
    """What it is about, as a reference."""
    confidence: str | None
    """None where the table has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What sources say differently of one thing: both are kept, one is used, and why is said."""

    id: str
    kind: str
    """``value`` (two values), ``omission`` (only one source says it), ``name`` (two spellings),
    ``reading`` (what a name means) or ``scan`` (a scanning error)."""
    topic_ko: str
    topic_en: str
    touches: tuple[str, ...]
    """What it concerns, as ``complex:…``, ``body:…``, ``indicator:…``."""
    value_a: str
    evidence_a: Evidence
    value_b: str
    evidence_b: Evidence
    used: str
    used_en: str
    reason_ko: str
    reason_en: str

    @property
    def differs(self) -> bool:
        """Tell whether there are two values; else one source alone speaks, or names are read."""
        return self.kind == "value"

    @property
    def topic(self) -> Bilingual:
        """What it is about."""
        return Bilingual(self.topic_ko, self.topic_en)

    def about(self, kind: str) -> frozenset[str]:
        """Return the ids of what it concerns of a kind, such as ``body``."""
        named = (reference.partition(":") for reference in self.touches)
        return frozenset(id_ for own, _, id_ in named if own == kind)

    @property
    def choice(self) -> Bilingual:
        """The value that is used."""
        return Bilingual(self.used, self.used_en)
