"""What is shown of an entry that fits: the text around the words that were looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.messages import Lang
    from geo.search.entry import Entry
    from geo.search.words import Word

_LONGEST = 220
"""Letters of an excerpt; three lines on a phone."""
_BEFORE = 60
"""Letters that stand before the first word that fits, where the text has to be cut."""


class Piece(NamedTuple):
    """A part of a text."""

    text: str
    fits: bool
    """Whether it is a word that was looked for."""


def excerpt(entry: Entry, words: Sequence[Word], lang: Lang) -> str:
    """Return the text of an entry that has most of the words, cut around the first of them.

    The entry's own text goes before others that only were looked into.
    """
    own = entry.text.of(lang)
    name = entry.name.of(lang)
    missing = [word for word in words if not word.printed.search(f"{name} {own}")]
    text = own
    if missing:
        others = [
            value for value in (*entry.name, *entry.other_names, *entry.text, *entry.more) if value
        ]
        best = max(others, key=lambda value: _fitting(value, missing), default=own)
        text = best if _fitting(best, missing) and best != name else own
    return _cut(text, words)


def _fitting(text: str, words: Iterable[Word]) -> int:
    return sum(word.printed.search(text) is not None for word in words)


def _cut(text: str, words: Iterable[Word]) -> str:
    if len(text) <= _LONGEST:
        return text
    found = [match.start() for word in words if (match := word.printed.search(text))]
    start = max(0, min(found, default=0) - _BEFORE)
    start = 0 if start < _BEFORE else start
    end = start + _LONGEST
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def pieces(text: str, words: Iterable[Word]) -> tuple[Piece, ...]:
    """Part a text into what fits a word and what does not; the pieces together are the text."""
    spans = sorted(
        match.span() for word in words for match in word.printed.finditer(text) if match.group()
    )
    found: list[Piece] = []
    at = 0
    for start, end in spans:
        if end <= at:
            continue
        begins = max(start, at)
        if begins > at:
            found.append(Piece(text[at:begins], fits=False))
        found.append(Piece(text[begins:end], fits=True))
        at = end
    if at < len(text):
        found.append(Piece(text[at:], fits=False))
    return tuple(found)
