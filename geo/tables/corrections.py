"""Scanning errors put right in all that rows quote, and marked as an editor's by brackets."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import fields, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.tables.cells import Row
    from geo.tables.schemas import Tables

    Pairs = Sequence[tuple[str, str]]

R = TypeVar("R", bound="Row")

_WORDS = re.compile(r"\w+|\W+")
_NOT_QUOTED = frozenset({"line", "id", "source", "locator", "body_id", "programme_id"})
"""Columns that refer to something; what refers must stay as it is."""


def corrected(tables: Tables) -> Tables:
    """Return the tables with every known scanning error put right, but those of the register."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for error in tables.scan_errors:
        found[error.source].append((error.as_scanned, marked(error.as_scanned, error.read_as)))
    quoting = {
        field.name: _rows(getattr(tables, field.name), found)
        for field in fields(tables)
        if field.name not in {"scan_errors", "declared"}
    }
    return replace(tables, **quoting)


def marked(scanned: str, read: str) -> str:
    """Return `read` with brackets around the words that `scanned` has otherwise.

    >>> marked("향만 배후단지", "항만 배후단지")
    '[항만] 배후단지'
    >>> marked("단 교육단계별 양성", "교육단계별 양성")
    '[교육단계별] 양성'
    """
    old, new = _WORDS.findall(scanned), _WORDS.findall(read)
    parts: list[str] = []
    dropped = False
    for what, _, _, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        words = list(new[start:end])
        if what == "delete":
            dropped = True
        elif what != "equal":
            parts.append(f"[{''.join(words)}]")
        else:
            if dropped:
                words[0] = f"[{words[0]}]"
            parts += words
            dropped = False
    return "".join(parts)


def _rows(rows: Sequence[R], errors: Mapping[str, Pairs]) -> tuple[R, ...]:
    return tuple(_row(row, errors) for row in rows)


def _row(row: R, errors: Mapping[str, Pairs]) -> R:
    values = {name: getattr(row, name) for name in row.columns() if name not in _NOT_QUOTED}
    sources = [getattr(row, name, None) for name in ("source", "source_a", "source_b")]
    pairs = [pair for source in sources if source for pair in errors.get(source, ())]
    changed = {
        name: put
        for name, value in values.items()
        for put in (_put_right(value, pairs),)
        if put != value
    }
    return row.model_copy(update=changed) if changed else row


def _put_right(value: object, pairs: Pairs) -> object:
    if isinstance(value, tuple):
        return tuple(_put_right(item, pairs) for item in value)
    if not isinstance(value, str):
        return value
    for scanned, read in pairs:
        value = value.replace(scanned, read)
    return value
