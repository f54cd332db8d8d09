"""Changes as files: CSV, JSON, Atom."""

from __future__ import annotations

import csv
import io
import json
import uuid
from dataclasses import asdict
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.catalogue.dates import first_day
from geo.changes.words import entries, sentence
from geo.errors import OutputFormatError
from geo.messages import Lang, catalogue
from geo.xml import to_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from geo.changes.compare import Change
    from geo.changes.folder import Built

_ATOM = "http://www.w3.org/2005/Atom"
_COLUMNS = ("collection", "id", "name", "what", "property", "old", "new", "moved_km", "sentence")


def as_csv(changes: Sequence[Change], old: Built, new: Built, lang: Lang) -> bytes:  # noqa: ARG001
    """Write a row for each change, UTF-8 with a byte order mark for Excel; lists as JSON."""
    words = catalogue("geo", lang)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for change in changes:
        name = change.name_en if lang == "en" else change.name_ko
        facts = (change.property, _cell(change.old), _cell(change.new), change.moved_km)
        writer.writerow(
            (change.collection, change.id, name, change.what, *facts, sentence(change, words))
        )
    return f"\ufeff{stream.getvalue()}".encode()


def as_json(changes: Sequence[Change], old: Built, new: Built, lang: Lang) -> bytes:
    """Write both versions and every change with its sentence."""
    words = catalogue("geo", lang)
    document = {
        "old": {"version": old.version, "as_of": old.as_of},
        "new": {"version": new.version, "as_of": new.as_of},
        "changes": [{**asdict(change), "sentence": sentence(change, words)} for change in changes],
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


def as_atom(changes: Sequence[Change], old: Built, new: Built, lang: Lang) -> bytes:
    """Write an Atom feed (RFC 4287), an entry for each feature that changed.

    Ids follow from both versions, and every date is the first day of the newest source's: the
    same folders give the same bytes.
    """
    words = catalogue("geo", lang)
    seed = f"sandan-atlas:changes:{old.version}:{new.version}"
    day = first_day(new.as_of)
    updated = f"{day.isoformat() if day else '1970-01-01'}T00:00:00Z"
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": lang})
    _child(feed, "id", _urn(seed))
    _child(feed, "title", words("change.title"))
    _child(feed, "subtitle", words("change.head", old=old.as_of, new=new.as_of))
    _child(feed, "updated", updated)
    _child(ET.SubElement(feed, "author"), "name", words("catalogue.publisher"))
    for item in entries(changes, old, new, lang):
        entry = ET.SubElement(feed, "entry")
        _child(entry, "id", _urn(f"{seed}:{item.collection}:{item.id or ''}"))
        _child(entry, "title", f"{item.title}: {item.name} ({words(f'change.{item.what}')})")
        _child(entry, "updated", updated)
        ET.SubElement(entry, "category", term=item.collection, label=item.title)
        _child(entry, "content", "\n".join(item.lines) or words(f"change.{item.what}"))
    return to_bytes(feed)


FORMATS = {".csv": as_csv, ".json": as_json, ".atom": as_atom, ".xml": as_atom}
"""Ending of a file to what writes it."""


def writer_for(path: Path) -> Callable[[Sequence[Change], Built, Built, Lang], bytes]:
    """Return what writes a file with the ending of `path`.

    Raises
    ------
    OutputFormatError
        No format has this ending.
    """
    writer = FORMATS.get(path.suffix.lower())
    if writer is None:
        raise OutputFormatError(str(path), tuple(FORMATS))
    return writer


def _cell(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _urn(seed: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, seed).urn


def _child(parent: ET.Element, name: str, value: str) -> None:
    ET.SubElement(parent, name).text = value
