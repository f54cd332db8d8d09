"""Where a fact stands, and where the documents disagree."""

from __future__ import annotations

from dataclasses import dataclass


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
    published_on: str | None
    """Day, month or year, as far as known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two values for one thing; both are kept, one is used, and the reason is said."""

    id: str
    topic_ko: str
    topic_en: str
    touches: tuple[str, ...]
    """What it concerns, as ``complex:…``, ``consortium:…``, ``project:…``, ``indicator:…``."""
    value_a: str
    evidence_a: Evidence
    value_b: str
    evidence_b: Evidence
    used: str
    reason_ko: str
    reason_en: str
