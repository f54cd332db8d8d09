"""A brief as plain values: what its JSON holds, and what the templates of its PDF read."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import orjson

from maps.briefs.content import Drawn, MapPicture

if TYPE_CHECKING:
    from geo.jsons import OpenObject
    from maps.briefs.content import Block, Brief
    from maps.briefs.pictures import Pictures


def plain(brief: Brief) -> OpenObject:
    """Return all that a brief says; its maps are the query of their page."""
    document = {
        name: getattr(brief, name)
        for name in (
            "number", "kind", "id", "title", "message", "subtitle", "lang", "length", "shape",
            "department", "dated", "as_of", "day", "version", "author", "edition",
        )
    }  # fmt: skip
    document["blocks"] = [_block(block) for block in brief.blocks]
    document["footnotes_title"] = brief.footnotes_title
    document["footnotes"] = [
        {"number": number, **note._asdict()} for number, note in enumerate(brief.footnotes, 1)
    ]
    return document


def write_json(brief: Brief, _: Pictures) -> bytes:
    """Return the file; the same brief gives the same bytes."""
    return orjson.dumps(plain(brief), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _block(block: Block) -> dict[str, object]:
    kind = {"type": type(block).__name__}
    if isinstance(block, Drawn):
        return {
            **kind,
            **({"map": block.map} if isinstance(block, MapPicture) else {}),
            "caption": block.caption,
            "alternative": block.alternative,
            "notes": block.notes,
        }
    return kind | {name: _told(item) for name, item in asdict(block).items()}


def _told(value: object) -> object:
    """Return named tuples as objects, which `asdict` leaves as they are."""
    if hasattr(value, "_asdict"):
        return _told(value._asdict())
    if isinstance(value, dict):
        return {key: _told(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_told(item) for item in value]
    return value
