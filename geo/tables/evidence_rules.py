"""Rules of the evidence: every fact of a document stands in a section of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.tables.problems import Problem
from geo.tables.sections import Outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.tables.schemas import Tables

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
                sections = [one.section for one in tables.sections if one.source == cited]
                shown = ", ".join(sections[:12]) + (", …" if len(sections) > 12 else "")
                facts = {"value": at, "allowed": shown}
                yield Problem(file, row.line, locator, "unknown_section", facts)
