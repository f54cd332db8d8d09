"""Row models of the evidence: a document's sections, scanning errors, a project's own words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from geo.tables import forms
from geo.tables.cells import Row, Slug, SourceId, Text, Texts


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


class ProjectNoteRow(Row):
    """What the annex says of a project's bodies or of its region's situation."""

    project_id: Annotated[str, Field(pattern=forms.PROJECT)]
    topic: Literal["governance", "situation"]
    text_ko: Text
    text_en: Text
    source: SourceId
    locator: Text
