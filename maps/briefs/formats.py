"""The formats of briefs; a new one is one line."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maps.briefs.content import Brief, MapAs
    from maps.briefs.pictures import Pictures


class Format(NamedTuple):
    """A kind of file, written by ``write_{ending}`` of a module that is slow to load."""

    media_type: str
    module: str
    editable: bool = False
    """Whether its map may be shapes to edit."""


FORMATS: Mapping[str, Format] = {
    "html": Format("text/html; charset=utf-8", "maps.briefs.html"),
    "pdf": Format("application/pdf", "maps.briefs.pdf"),
    "pptx": Format(
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "maps.briefs.pptx",
        editable=True,
    ),
    "hwpx": Format("application/hwp+zip", "maps.briefs.hwpx"),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "maps.briefs.xlsx"
    ),
    "json": Format("application/json", "maps.briefs.plain"),
}
"""Ending to format."""


def write(
    brief: Brief,
    pictures: Pictures,
    form: str,
    map_as: MapAs = "shapes",
    template: bytes | None = None,
) -> bytes:
    """Write a brief in the format `form`, a key of `FORMATS`; the same brief, the same bytes.

    A map is shapes or a picture, as `map_as` says, and slides look as those of `template`, where
    the format is editable.
    """
    kind = FORMATS[form]
    asked = {"map_as": map_as, "template": template} if kind.editable else {}
    result = getattr(import_module(kind.module), f"write_{form}")(brief, pictures, **asked)
    assert isinstance(result, bytes)  # noqa: S101
    return result
