"""A presentation of the user's own, whose master and layouts the slides take."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from pptx import Presentation
from pptx.oxml.ns import qn
from pptx.util import Mm

from maps.briefs.slides.shapes import EMU_PER_INCH
from maps.errors import TemplateError
from maps.still.paper import SIZES

if TYPE_CHECKING:
    from pptx.presentation import Presentation as Opened

_LARGEST = 50_000_000
"""Bytes of a template when it is unpacked."""
_TYPES = "[Content_Types].xml"
_TOLERANCE = 0.01
"""Share by which the sides of a slide may differ from 16:9; programs round them."""


def opened(content: bytes) -> tuple[Opened, Any, Any]:
    """Open a template without its slides; return also its layouts for a title alone and a cover.

    Raises
    ------
    TemplateError
        It is no presentation, or its slides have another size or no titles.
    """
    try:
        result: Opened = Presentation(io.BytesIO(_as_presentation(content)))
    except (BadZipFile, KeyError, SyntaxError, ValueError) as error:
        raise TemplateError(reason="unreadable") from error
    width, height = SIZES["16:9"]
    for own, wanted in ((result.slide_width, width), (result.slide_height, height)):
        if not own or abs(own / Mm(wanted) - 1) > _TOLERANCE:
            sides = (result.slide_width or 0, result.slide_height or 0)
            raise TemplateError(
                reason="size", value="×".join(f"{side / EMU_PER_INCH:g}" for side in sides)
            )
    slides = result.slides._sldIdLst  # noqa: SLF001 - python-pptx has no other way to remove slides
    for slide in [*slides]:
        result.part.drop_rel(slide.rId)
        slides.remove(slide)
    layouts = {}
    for slide_layout in reversed([*result.slide_layouts]):
        element = slide_layout._element  # noqa: SLF001 - python-pptx does not tell types of layouts
        if any(ph.get("type") in {"title", "ctrTitle"} for ph in element.iter(qn("p:ph"))):
            layouts[element.get("type")] = slide_layout
    if not layouts:
        raise TemplateError(reason="titles")
    titled = layouts.get("titleOnly") or layouts.get("obj") or next(iter(layouts.values()))
    return result, titled, layouts.get("title") or titled


def _as_presentation(content: bytes) -> bytes:
    """Return a template as a presentation: only its stated type differs."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(out, "w") as new:
        if sum(item.file_size for item in old.infolist()) > _LARGEST:
            raise TemplateError(reason="large")
        for entry in old.infolist():
            member = old.read(entry)
            if entry.filename == _TYPES:
                member = member.replace(
                    b"presentationml.template.main+xml", b"presentationml.presentation.main+xml"
                )
            new.writestr(entry, member)
    return out.getvalue()
