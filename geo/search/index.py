"""Words of a query → the entries that all of them fit, best first."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import OSA

from geo.search.entries import entries_of
from geo.search.entry import Entry, Kind
from geo.search.words import Word, query_words, words_of
from geo.text import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from geo.atlas import Atlas
    from geo.model.evidence import Fact

# How well a word fits. A name outweighs any text, for who types a name wants the thing itself; the
# beginning of a word outweighs its middle, where Korean has mostly another word's end.
_NAME_WHOLE, _NAME_BEGINS, _NAME_WORD, _NAME = 16, 8, 6, 4
_TEXT_WORD, _TEXT = 2, 1
"""As above, of what a text says."""
_WHOLE_QUERY = 32
"""For a name that is the whole query, written together or apart."""
_OFFERED = (Kind.PLACE, Kind.REGION, Kind.PROGRAMME, Kind.BODY)
"""Kinds whose names are offered where nothing fits, the first that bears a name."""
_LIKE_STEM, _LIKE_NAME = 0.7, 0.9
"""Least likeness of an offered name by letters (jamo). One wrong letter in two syllables is .83;
whole names share 국가산업단지, so that .9 leaves about one wrong syllable."""
_MOST_OFFERED = 5
"""As many as are read at one glance."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a query finds."""

    words: tuple[Word, ...]
    """Those of the query; none for one without a letter."""
    hits: Mapping[Kind, tuple[Entry, ...]]
    """Best first; kinds without a hit are left out."""

    @property
    def matched(self) -> int:
        """How many entries fit."""
        return sum(map(len, self.hits.values()))


@dataclass(frozen=True)
class Index:
    """Everything that can be found."""

    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, atlas: Atlas, facts: Iterable[Fact]) -> Index:
        """Index an atlas; `facts` are those of its sources."""
        return cls(tuple(entries_of(atlas, facts)))

    def find(self, query: str) -> Found:
        """Return what every word of a query fits."""
        words = query_words(query)
        if not words:
            return Found((), {})
        fitting = self.entries
        for word in words:
            fitting = tuple(entry for entry in fitting if _fits(word, entry))
        together = Word("".join(words_of(query)))
        ranked: defaultdict[Kind, list[tuple[int, int, Entry]]] = defaultdict(list)
        for entry in fitting:
            score = sum(_score(word, entry) for word in words)
            score += _WHOLE_QUERY * (together.is_whole(entry.names))
            ranked[entry.kind].append((-score, len(entry.name.ko), entry))
        return Found(
            words,
            {
                kind: tuple(entry for *_, entry in sorted(ranked[kind], key=lambda item: item[:2]))
                for kind in Kind
                if kind in ranked
            },
        )

    def count(self, word: Word) -> int:
        """Return how many entries one word fits."""
        return sum(_fits(word, entry) for entry in self.entries)

    def like(self, query: str) -> tuple[Entry, ...]:
        """Return what is called nearly as the query or a word of it, most alike first."""
        asked = dict.fromkeys((query, *query.split()))
        likeness: dict[int, float] = {}
        for names, key, least in (
            (self._stems, _stem, _LIKE_STEM),
            (self._full_names, _full, _LIKE_NAME),
        ):
            for text in asked:
                near = process.extract(
                    key(text),
                    list(names),
                    scorer=OSA.normalized_similarity,
                    score_cutoff=least,
                    limit=_MOST_OFFERED,
                )
                for name, alike, _ in near:
                    at = names[name]
                    likeness[at] = max(alike, likeness.get(at, 0.0))
        best = sorted(likeness, key=lambda at: -likeness[at])
        return tuple(self.entries[at] for at in best[:_MOST_OFFERED])

    @cached_property
    def _stems(self) -> dict[str, int]:
        """What tells names apart, by letters, to the first entry that bears it."""
        return self._named(_stem)

    @cached_property
    def _full_names(self) -> dict[str, int]:
        return self._named(_full)

    def _named(self, key: Callable[[str], str]) -> dict[str, int]:
        found: dict[str, int] = {}
        for kind in _OFFERED:
            for at, entry in enumerate(self.entries):
                if entry.kind is kind:
                    for name in (*entry.name, *entry.other_names):
                        found.setdefault(key(name), at)
        return found


def _fits(word: Word, entry: Entry) -> bool:
    if word.by_initials:
        return word.begins_in(entry.initials)
    return word.stands_in(entry.everything)


def _score(word: Word, entry: Entry) -> int:
    names = entry.initials if word.by_initials else entry.names
    if word.is_whole(names):
        return _NAME_WHOLE
    if word.begins(names):
        return _NAME_BEGINS
    if word.begins_in(names):
        return _NAME_WORD
    if word.stands_in(names):
        return _NAME
    return _TEXT_WORD if word.begins_in(entry.everything) else _TEXT


def _stem(name: str) -> str:
    return _letters(name_key(name).stem)


def _full(name: str) -> str:
    return _letters(fold(name))


def _letters(text: str) -> str:
    """Part Hangul into jamo, so that a wrong vowel is one letter and not a syllable."""
    return unicodedata.normalize("NFD", text)
