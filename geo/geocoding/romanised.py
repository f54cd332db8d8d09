"""Korean place names in Latin letters, by the Revised Romanization (문화관광부고시 제2000-8호)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_LEADS = _list("g kk n d tt r m b pp s ss - j jj ch k t p h")
_VOWELS = _list("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")
_TAILS = _list("k k k n n n t l k m l l l p l m p p t t ng t t k t p t")
"""Of the 27 consonants that may end a syllable, as they sound there."""
_BOUND = _list("g kk gs n nj n d r lg lm lb ls lt lp r m b ps s ss ng j ch k t p -")
"""The same before a vowel, where they begin the next syllable."""
_FIRST_LEAD, _FIRST_VOWEL, _FIRST_TAIL = 0x1100, 0x1161, 0x11A8
"""Where Unicode's conjoining letters begin; a syllable comes apart into them (NFD)."""
_NASAL = {"k": "ng", "t": "n", "p": "m"}
_SUFFIX = re.compile(r"^(.+?)((?:\d*가)?[동읍면리가]|대로|로|길|시|군|구|도)$")


_LOANS = {
    "디지털": "digital",
    "테크노폴리스": "technopolis",
    "테크노": "techno",
    "하이테크": "hightech",
    "테크": "tech",
    "밸리": "valley",
    "파크": "park",
    "스마트": "smart",
    "그린": "green",
    "허브": "hub",
    "시티": "city",
    "센트럴": "central",
    "바이오": "bio",
    "에코": "eco",
    "블루": "blue",
    "골든루트": "goldenroot",
    "드림": "dream",
    "디스플레이": "display",
    "뷰티풀": "beautiful",
    "메가폴리스": "megapolis",
    "클러스터": "cluster",
}
"""Loan words are spelt as in English in the names of roads and complexes, not as they sound."""
_LOAN = re.compile("|".join(_LOANS))


def in_latin(name: str) -> tuple[str, ...]:
    """Return the ways to write a name in Latin letters: by its sounds, and with loans as such.

    >>> in_latin("디지털로"), in_latin("원시동")
    (('dijiteolro', 'digitalro'), ('wonsidong',))
    """
    with_loans = _LOAN.sub(lambda found: _LOANS[found[0]], name)
    return tuple(dict.fromkeys((romanised(name), romanised(with_loans))))


@lru_cache(maxsize=65_536)
def romanised(name: str) -> str:
    """Return a place name in Latin letters without hyphens; its suffix does not assimilate.

    >>> romanised("원시동"), romanised("봉은사로"), romanised("신림동"), romanised("종로")
    ('wonsidong', 'bongeunsaro', 'sillimdong', 'jongro')
    """
    found = _SUFFIX.match(name)
    if found is None:
        return _sounds(name)
    return _sounds(found[1]) + _sounds(found[2])


def _sounds(text: str) -> str:
    syllables = [_syllable(letter) for letter in text]
    written = []
    for place, (lead, vowel, tail) in enumerate(syllables):
        before = syllables[place - 1][2] if place else ""
        after = syllables[place + 1] if place + 1 < len(syllables) else ("", "", "")
        written.append(_onset(lead, before) + vowel + _coda(tail, after[0], after[1]))
    return "".join(written)


@lru_cache(maxsize=4_096)
def _syllable(letter: str) -> tuple[str, str, str]:
    """Return onset, vowel and coda; another letter stands as a vowel. The coda is its number."""
    jamo = unicodedata.normalize("NFD", letter)
    if not (len(jamo) in {2, 3} and _FIRST_LEAD <= ord(jamo[0]) < _FIRST_LEAD + len(_LEADS)):
        return "", letter.lower(), ""
    tail = str(ord(jamo[2]) - _FIRST_TAIL) if len(jamo) > 2 else ""
    return _LEADS[ord(jamo[0]) - _FIRST_LEAD], _VOWELS[ord(jamo[1]) - _FIRST_VOWEL], tail


def _onset(lead: str, before: str) -> str:
    if lead == "-" or not lead:
        return ""
    sound = _TAILS[int(before)] if before else ""
    if lead == "r" and sound:
        return "l" if sound in {"n", "l"} else "n"
    return "l" if lead == "n" and sound == "l" else lead


def _coda(tail: str, lead: str, vowel: str) -> str:
    if not tail:
        return ""
    sound = _TAILS[int(tail)]
    if lead == "-" and vowel:
        return _BOUND[int(tail)].replace("-", "")
    if lead in {"n", "m"} and not (lead == "n" and sound == "l"):
        return _NASAL.get(sound, sound)
    if lead == "r":
        return "l" if sound == "n" else _NASAL.get(sound, sound)
    return sound
