"""Names that are nearly right: typing errors, initial consonants, Latin letters, beginnings."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from geo.geocoding.romanised import in_latin
from geo.hangul import syllable
from geo.text import fold, name_key, without_parentheses

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from geo.geocoding.gazetteer import Gazetteer

_INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_ENGLISH_WORDS = re.compile(
    r"\b(?:national|general|urban(?:\s+high-?tech)?|agro|agricultural|industrial|complex(?:es)?|park|"
    r"district|zone|area|international|city|sandan|gongdan|danji|sanup|saneop)\b",
    re.IGNORECASE,
)
_KINDS = {
    "national": "국가",
    "urban": "도시첨단",
    "agro": "농공",
    "agricultural": "농공",
    "general": "일반",
}
_NUMBER = re.compile(r"\d+")
_ORDINAL = re.compile(r"(?:\bNo\.?\s*|#\s*)?\b(\d+)(?:st|nd|rd|th)?\b", re.IGNORECASE)
_COUNTED = ("first", "second", "third", "fourth", "fifth", "sixth")
_NUMBER_WORDS = re.compile(rf"\b(?:{'|'.join(_COUNTED)})\b", re.IGNORECASE)
_SHORTEST = 5
"""Letters (jamo) below which a typing error cannot be told from another name."""
_LEAST_LIKENESS = 0.75
"""One wrong jamo in four; a judgement, tried by `benchmarks/spellings.py`."""
_LEAST_LEAD = 0.06
"""How much more like the best place must be than the next."""
_MOST_CHANGES = 2
"""Jamo to change: one syllable typed wrongly, or two keys."""
_LONGEST = 60
"""Letters; no name of a complex has half of it, and the time of a comparison grows by them."""
_WORDS = ("", "산업단지", "산단", "공단", "단지")

Way = Literal["fuzzy", "romanised", "initials"]


@dataclass(frozen=True, slots=True)
class Likely:
    """A place that a nearly right name may mean."""

    place_id: str
    written: str
    """The known name that it is like."""
    likeness: float
    """1 less the letters (jamo) to change (optimal string alignment), by those that tell."""


def initials(text: str) -> str:
    """Return the initial consonants of Hangul syllables; other letters stay.

    >>> initials("창원")
    'ㅊㅇ'
    """
    return "".join(
        _INITIALS[found.initial] if (found := syllable(letter)) else letter for letter in text
    )


def is_initials(text: str) -> bool:
    """Tell whether `text` is nothing but initial consonants, two or more."""
    letters = "".join(text.split())
    return len(letters) > 1 and all(letter in _INITIALS for letter in letters)


@dataclass(frozen=True, eq=False)
class NearNames:
    """Every name of the gazetteer, to be found by what is like it."""

    gazetteer: Gazetteer
    _narrowed: dict[frozenset[str], tuple[Sequence[str], Sequence[tuple[str, int, str]]]] = field(
        default_factory=dict, init=False, repr=False
    )

    @cached_property
    def _stems(self) -> Mapping[str, frozenset[str]]:
        """Stem to the ids of the places that bear it; groups stand for themselves."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for name, place_id in self.gazetteer.names().items():
            found[name_key(name).stem].add(place_id)
            found[fold(name)].add(place_id)
        for stem, ids in self.gazetteer.official.items():
            found[stem].update(ids)
        return {stem: frozenset(ids) for stem, ids in found.items() if stem}

    @cached_property
    def _spellings(self) -> tuple[Sequence[str], Sequence[tuple[str, int, str]]]:
        """Every way to spell every name, in jamo; with the place, the stem's length, the name.

        The words for complex are alike in all names, so a spelling is compared as a whole but may
        differ only as much as its telling part allows.
        """
        letters: list[str] = []
        told: list[tuple[str, int, str]] = []
        for name, place_id in self.gazetteer.names().items():
            key = name_key(name)
            kinds = {key.kind or "", self.gazetteer.word_of_kind(place_id) or ""}
            bare = fold(without_parentheses(name))
            spelled = {fold(name), bare, key.stem}
            spelled |= {f"{key.stem}{kind}{word}" for kind in kinds for word in _WORDS}
            for spelling in spelled - {""}:
                letters.append(_jamo(spelling))
                told.append((place_id, len(_jamo(key.stem)), name))
        return letters, told

    @cached_property
    def _rows_of(self) -> Mapping[str, list[int]]:
        """Which spellings are those of a place."""
        rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, (place_id, _, _) in enumerate(self._spellings[1]):
            rows[place_id].append(row)
        return rows

    def _spellings_within(
        self, within: Collection[str] | None
    ) -> tuple[Sequence[str], Sequence[tuple[str, int, str]]]:
        """Return the spellings of some places; comparing all of them takes long."""
        if not isinstance(within, frozenset):
            return self._spellings
        if within not in self._narrowed:
            letters, told = self._spellings
            rows = [row for id_ in sorted(within) for row in self._rows_of.get(id_, ())]
            self._narrowed[within] = [letters[row] for row in rows], [told[row] for row in rows]
        return self._narrowed[within]

    @cached_property
    def _romanised(self) -> Mapping[str, frozenset[str]]:
        found: defaultdict[str, set[str]] = defaultdict(set)
        for place in self.gazetteer.places.values():
            found[english_key(place.name_en)].add(place.id)
        for name, place_id in self.gazetteer.names().items():
            for latin in in_latin(name_key(name).stem):
                if latin.isascii():
                    found[latin].add(place_id)
            if name.isascii():
                found[english_key(name)].add(place_id)
        return {key: frozenset(ids) for key, ids in found.items() if key}

    @cached_property
    def _english(self) -> Mapping[str, frozenset[str]]:
        """The English names to the letter, with what stands in parentheses."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for place in self.gazetteer.places.values():
            found[fold(place.name_en)].add(place.id)
        return {name: frozenset(ids) for name, ids in found.items()}

    def by_initials(self, text: str, within: Collection[str] | None = None) -> list[Likely]:
        """Return the places with a name that begins with these initial consonants."""
        sought = "".join(text.split())
        found = [
            Likely(place_id, stem, round(len(sought) / len(stem), 2))
            for stem, ids in self._stems.items()
            if initials(stem).startswith(sought) or initials(f"{stem}산단").startswith(sought)
            for place_id in ids
        ]
        return _best_of_each(found, within)

    def by_beginning(self, text: str, within: Collection[str] | None = None) -> list[Likely]:
        """Return the places with a name that begins so, for search as one types."""
        sought, english = fold(text), english_key(text)
        found = [
            Likely(place_id, stem, round(len(sought) / len(stem), 2))
            for stem, ids in self._stems.items()
            if sought and stem.startswith(sought)
            for place_id in ids
        ]
        found += [
            Likely(place_id, key, round(len(english) / len(key), 2))
            for key, ids in self._romanised.items()
            if english and key.startswith(english)
            for place_id in ids
        ]
        return _best_of_each(found, within)

    def romanised(self, text: str, within: Collection[str] | None = None) -> list[Likely]:
        """Return the places whose English name is `text` but for words such as complex."""
        ids = self._english.get(fold(text), frozenset())
        if not ids and text.isascii():
            ids = self._romanised.get(english_key(text), frozenset())
        kind = english_kind(text)
        if kind is not None:
            # Groups and the like have none.
            ids = frozenset(id_ for id_ in ids if self.gazetteer.word_of_kind(id_) in (None, kind))
        return _best_of_each([Likely(id_, text, 1.0) for id_ in sorted(ids)], within)

    def alike(self, text: str, within: Collection[str] | None = None) -> list[Likely]:
        """Return the places with a name like `text`, the most alike first.

        Hangul is compared by its letters (jamo), as people mistype them.
        """
        sought = english_key(text) if text.isascii() else _jamo(fold(text[:_LONGEST]))
        if len(sought) < _SHORTEST:
            return []
        if text.isascii():
            letters: Sequence[str] = tuple(self._romanised)
            told: Sequence[tuple[str, int, str]] = [
                (min(ids), len(key), key) for key, ids in self._romanised.items()
            ]
        else:
            letters, told = self._spellings_within(within)
        numbers = _NUMBER.findall(sought)  # 충주제3 is not 충주제1 mistyped
        near = process.extract(
            sought, letters, scorer=OSA.distance, score_cutoff=_MOST_CHANGES + 1, limit=None
        )
        found = [
            Likely(told[row][0], told[row][2], round(1 - changes / max(told[row][1], 1), 3))
            for _, changes, row in near
            if _NUMBER.findall(letters[row]) == numbers and changes < told[row][1]
        ]
        return _best_of_each(found, within)


def certain(found: Sequence[Likely]) -> Likely | None:
    """Return the one place that is like enough, and more than any other; else None."""
    if not found or found[0].likeness < _LEAST_LIKENESS:
        return None
    if len(found) > 1 and found[0].likeness - found[1].likeness < _LEAST_LEAD:
        return None
    return found[0]


def _jamo(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def english_key(text: str) -> str:
    """Fold an English name to the letters that tell it apart.

    >>> english_key("Ulsan-Mipo National Industrial Complex")
    'ulsanmipo'
    """
    plain = without_parentheses(text)
    if not plain.replace("–", "").isascii():
        return ""
    numbered = _ORDINAL.sub(r"\1", _NUMBER_WORDS.sub(_in_digits, plain))
    return fold(_ENGLISH_WORDS.sub(" ", numbered)) or fold(plain)


def english_kind(text: str) -> str | None:
    """Return the kind that an English name states, in Korean: 국가 for national."""
    words = set(re.findall(r"[a-z]+", text.casefold()))
    return next((kind for word, kind in _KINDS.items() if word in words), None)


def _in_digits(found: re.Match[str]) -> str:
    return str(_COUNTED.index(found[0].lower()) + 1)


def _best_of_each(found: list[Likely], within: Collection[str] | None) -> list[Likely]:
    best: dict[str, Likely] = {}
    for likely in sorted(found, key=lambda item: (-item.likeness, item.written, item.place_id)):
        if within is None or likely.place_id in within:
            best.setdefault(likely.place_id, likely)
    return list(best.values())
