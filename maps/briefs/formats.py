"""The formats of briefs; a new one is one line."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maps.briefs.content import Brief
    from maps.briefs.pictures import Pictures


class Format(NamedTuple):
    """A kind of file, written by ``write_{ending}`` of a module that is slow to load."""

    media_type: str
    module: str


FORMATS: Mapping[str, Format] = {
    "html": Format("text/html; charset=utf-8", "maps.briefs.html"),
    "pdf": Format("application/pdf", "maps.briefs.pdf"),
    "pptx": Format(
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "maps.briefs.pptx",
    ),
    "hwpx": Format("application/hwp+zip", "maps.briefs.hwpx"),
}
"""Ending to format."""


def write(brief: Brief, pictures: Pictures, form: str) -> bytes:
    """Write a brief in the format `form`, a key of `FORMATS`; the same brief, the same bytes."""
    made = getattr(import_module(FORMATS[form].module), f"write_{form}")(brief, pictures)
    assert isinstance(made, bytes)  # noqa: S101
    return made
