"""Hangul syllables by their letters, as Unicode composes them (version 15, chapter 3.12)."""

from __future__ import annotations

from typing import NamedTuple

_FIRST_SYLLABLE = ord("가")
_VOWELS, _FINALS = 21, 28
"""What may follow a first consonant and close a syllable: 27 consonants, or none."""
_SYLLABLES = 19 * _VOWELS * _FINALS
"""Of every first consonant with every vowel and final, 가 to 힣."""

NO_FINAL, RIEUL, MIEUM, BIEUP = 0, 8, 16, 17
"""Numbers of finals: none, ㄹ, ㅁ, ㅂ."""


class Syllable(NamedTuple):
    """The numbers of a syllable's letters, each from 0 in Unicode's order."""

    initial: int
    vowel: int
    final: int

    def __str__(self) -> str:
        """Return the syllable as one character."""
        at = (self.initial * _VOWELS + self.vowel) * _FINALS + self.final
        return chr(_FIRST_SYLLABLE + at)


def syllable(character: str) -> Syllable | None:
    """Return the letters of a character; None for what is no composed syllable.

    >>> syllable("산"), syllable("A")
    (Syllable(initial=9, vowel=0, final=4), None)
    """
    at = ord(character) - _FIRST_SYLLABLE
    if not 0 <= at < _SYLLABLES:
        return None
    start, final = divmod(at, _FINALS)
    return Syllable(*divmod(start, _VOWELS), final)
