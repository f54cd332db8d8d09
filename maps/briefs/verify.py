"""Which numbers of an older brief have changed: its text beside today's statements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from maps.briefs.content import Bullets, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maps.briefs.content import Brief

Standing = Literal["same", "changed", "absent"]
"""``absent``: the file does not say it, for it is new or its words have changed."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SOUGHT = r"(?<![\d.,])(\d[\d,]*(?:\.\d+)?)(?!\d)"
"""A whole number: no part of a longer one."""
_GAP = re.compile(r"\s+|(?<!\d)-|-(?!\d)")
"""Hyphens but those of numbers go with the gaps: a line that ends in one may lose it."""
_APART = re.compile(r"(?<=[\d.,])\s+(?=\d)")
_KEPT = "\x01"
"""Stands for a gap that keeps two numbers apart."""
_BETWEEN = r"\D{0,12}?"
"""Between the cells of a row, such as lines or nothing."""


class Checked(NamedTuple):
    """A statement with numbers, as it is today and as a file has it."""

    standing: Standing
    text: str
    """Today's."""
    numbers: tuple[str, ...]
    """Today's."""
    then: tuple[str, ...] = ()
    """Those of the file."""


def checked(brief: Brief, text: str) -> tuple[Checked, ...]:
    """Look for each statement and row of today's brief that has numbers in the text of a file."""
    held = _bare(text)
    return tuple(_checked(parts, held) for parts in dict.fromkeys(_said(brief)))


def _said(brief: Brief) -> Iterator[tuple[str, ...]]:
    for block in brief.blocks:
        if isinstance(block, Bullets):
            yield from ((item.text,) for item in block.items if _NUMBER.search(item.text))
        elif isinstance(block, Table):
            yield from (row for row in block.rows if _NUMBER.search("".join(row)))


def _checked(parts: tuple[str, ...], held: str) -> Checked:
    text = " ".join(parts)
    numbers = tuple(_NUMBER.findall(text))
    bare = [_bare(part) for part in parts]
    found = re.findall(_pattern(bare), held)
    values = [item if isinstance(item, tuple) else (item,) for item in found]
    if numbers in values:
        return Checked("same", text, numbers)
    if values:
        return Checked("changed", text, numbers, values[0])
    return Checked("absent", text, numbers)


def _bare(text: str) -> str:
    """Leave out all gaps but those that keep two numbers apart."""
    return _GAP.sub("", _APART.sub(_KEPT, text))


def _pattern(parts: list[str]) -> str:
    """Return the words of a statement with any numbers, which a file may have set in any way."""
    worded = []
    for part in parts:
        pieces = [re.escape(piece) for piece in _NUMBER.split(part)]
        worded.append(_SOUGHT.join(pieces))
    return _BETWEEN.join(worded)
