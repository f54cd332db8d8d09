"""Where a fact stands, and where the documents disagree."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from geo.model.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document and the place in it."""

    source: str
    """Id of the document."""
    locator: str
    """Section or table row."""


def anchor_of(locator: str) -> str:
    """Return the id of a locator on the page of its source.

    >>> anchor_of("참고2 표 13행")
    '참고2-표-13행'
    """
    return "-".join(locator.split())


def page_of(source: str, locator: str | None = None, query: str = "") -> str:
    """Return the address below the root of the page of a source, at `locator` if there is one.

    >>> page_of("consortia-2025", "참고2 표", "lang=en")
    'sources/consortia-2025?lang=en#%EC%B0%B8%EA%B3%A02-%ED%91%9C'
    """
    asked = f"?{query}" if query else ""
    anchor = f"#{quote(anchor_of(locator))}" if locator else ""
    return f"sources/{source}{asked}{anchor}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document or dataset that facts come from."""

    id: str
    title_ko: str
    title_en: str
    publisher_ko: str
    publisher_en: str
    published_on: str | None
    """Day, month or year, as far as known."""
    kind: str
    """``document``, ``notice``, ``press``, ``blog``, ``dataset`` or ``compilation``."""
    address: str | None
    """Where it was published, as it was then; None where none is known."""

    @property
    def title(self) -> Bilingual:
        """As the document is called."""
        return Bilingual(self.title_ko, self.title_en)

    @property
    def publisher(self) -> Bilingual:
        """Who published it."""
        return Bilingual(self.publisher_ko, self.publisher_en)


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
    """What it concerns, as ``complex:…``, ``consortium:…``, ``project:…``, ``indicator:…``."""
    value_a: str
    evidence_a: Evidence
    value_b: str
    evidence_b: Evidence
    used: str
    used_en: str
    reason_ko: str
    reason_en: str

    @property
    def topic(self) -> Bilingual:
        """What it is about."""
        return Bilingual(self.topic_ko, self.topic_en)

    @property
    def choice(self) -> Bilingual:
        """The value that is used."""
        return Bilingual(self.used, self.used_en)
