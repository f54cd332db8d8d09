"""Rules of the evidence: where a fact of a document stands, and how sure one source may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.model.programmes import CONFIDENCES
from geo.tables.problems import Problem
from geo.tables.sections import Outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.tables.schemas import Tables

_SUREST = {"press": ("low", "medium"), "blog": ("low",)}
"""What a row that rests on one article may say of its confidence: others have not confirmed it."""
_CITING = (("source", "locator"), ("source_a", "locator_a"), ("source_b", "locator_b"))


def broken_evidence(tables: Tables) -> Iterator[Problem]:
    """Yield each locator that begins with no section of its document.

    Documents without listed sections, and datasets, are left out.
    """
    outline = Outline(tables.sections)
    for file, _, row in tables.rows():
        for source, locator in _CITING:
            cited, at = getattr(row, source, None), getattr(row, locator, None)
            if cited in outline.sources and at and not outline.section_of(cited, at):
                sections = [
                    section.section for section in tables.sections if section.source == cited
                ]
                shown = ", ".join(sections[:12]) + (", …" if len(sections) > 12 else "")
                facts = {"value": at, "allowed": shown}
                yield Problem(file, row.line, locator, "unknown_section", facts)


def too_sure(tables: Tables) -> Iterator[Problem]:
    """Yield each row that a single press article or blog states and that calls itself sure."""
    kinds = {source.id: source.kind for source in tables.sources}
    for file, _, row in tables.rows():
        confidence = getattr(row, "confidence", None)
        kind = kinds.get(getattr(row, "source", ""), "document")
        if confidence is not None and confidence not in _SUREST.get(kind, CONFIDENCES):
            facts = {"value": confidence, "allowed": ", ".join(_SUREST[kind])}
            yield Problem(file, row.line, "confidence", "too_sure", facts)
