"""A drawing as PDF: text stays text, in an embedded subset of the font; tagged, for archives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.still.svg import write_svg
from maps.typeset import typeset

if TYPE_CHECKING:
    from maps.still.model import Drawing


def write_pdf(drawing: Drawing) -> bytes:
    """Return a file of one page; the same drawing gives the same bytes."""
    values = {
        "title": drawing.title,
        "author": drawing.author,
        "subject": drawing.subject,
        "lang": drawing.lang,
        "width": drawing.width_mm,
        "height": drawing.height_mm,
    }
    return typeset("picture.typ", values, [write_svg(drawing, fonts=False)], as_of=drawing.as_of)
