"""A document as a file: what it says of itself, and the same bytes each time."""

from __future__ import annotations

from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING

from maps.briefs.packing import repacked

if TYPE_CHECKING:
    from hwpx import HwpxDocument

    from maps.briefs.content import Brief

_IDS = ("id", "instid", "instId", "idRef")
_NONE = "0"
_HEADER = "Contents/header.xml"
_ANYWHERE, _BETWEEN_WORDS = b'breakNonLatinWord="BREAK_WORD"', b'breakNonLatinWord="KEEP_WORD"'
_PACKAGE = "Contents/content.hpf"
_PREVIEW = "Preview/PrvText.txt"


def as_bytes(document: HwpxDocument, brief: Brief) -> bytes:
    """Name the document and write it; the same blocks give the same bytes."""
    _number(document)
    document.parts.clear_document_metadata()
    document.parts.set_document_metadata(
        title=brief.title, creator=brief.author, subject=brief.subtitle, keyword=brief.edition
    )
    package = document.package
    text = package.get_text(_PACKAGE)
    package.set_part(_PACKAGE, text.replace(">ko</opf:language>", f">{brief.lang}</opf:language>"))
    document.parts.clear_preview()
    package.set_part(_PREVIEW, f"{brief.title}\r\n{brief.subtitle}\r\n{brief.edition}\r\n")
    change = _whole_words if brief.shape == "report" else _as_it_is
    return repacked(document.to_bytes(), brief.as_of, change)


def _as_it_is(_: str, member: bytes) -> bytes:
    return member


def _whole_words(name: str, member: bytes) -> bytes:
    """Break lines of Korean between words, 어절, as reports do; the library has no way to say so.

    A dense page breaks them anywhere, to hold more.
    """
    return member.replace(_ANYWHERE, _BETWEEN_WORDS) if name == _HEADER else member


def _number(document: HwpxDocument) -> None:
    """Give ids in the order of the document instead of the library's random ones."""
    given: defaultdict[str, str] = defaultdict(map(str, count(1)).__next__)
    for section in document.sections:
        for element in section.element.iter():
            for key in _IDS:
                value = element.get(key, "")
                if value.isdecimal() and value != _NONE:
                    element.set(key, given[value])
        section.mark_dirty()
