"""Row models of the evidence: a document's sections, scanning errors, what is said of a body."""

from __future__ import annotations

from geo.tables.cells import Confidence, Row, Slug, SourceId, Text, Texts


class SectionRow(Row):
    """A section of a document; the table's order is the document's."""

    source: SourceId
    section: Text
    """How the locators of the section begin."""
    section_en: Text
    parts: Texts = ()
    """How locators go on after `section`, in the document's order."""


class ScanErrorRow(Row):
    """A word that the scan of a document has wrong, and how it is read."""

    id: Slug
    as_scanned: Text
    read_as: Text
    source: SourceId
    locator: Text
    reason_ko: Text
    reason_en: Text


class BodyNoteRow(Row):
    """What a source says of a body beside its members: governance, situation, launch, results."""

    body_id: Slug
    topic: Slug
    text_ko: Text
    text_en: Text
    source: SourceId
    locator: Text
    confidence: Confidence = "high"
