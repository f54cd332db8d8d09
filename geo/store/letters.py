"""Hangul in Latin letters, for ids: syllable by syllable, without the changes between them."""

from __future__ import annotations

from geo.hangul import syllable

_PARTS = """
g kk n d tt r m b pp s ss - j jj ch k t p h
a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i
- k k k n n n t l k m l l l p l m p p t t ng t t k t p t
"""
"""Letters of the Revised Romanisation (Ministry of Culture, 2000), in the order of Unicode."""
_FIRST, _MIDDLE, _LAST = (
    tuple(part.strip("-") for part in line.split()) for line in _PARTS.split("\n")[1:4]
)


def latin(text: str) -> str:
    """Return `text` with each Hangul syllable in Latin letters; other letters stay.

    >>> latin("공장"), latin("산업단지 경계")
    ('gongjang', 'saneopdanji gyeonggye')
    """
    return "".join(_latin(letter) for letter in text)


def _latin(letter: str) -> str:
    found = syllable(letter)
    if found is None:
        return letter
    return _FIRST[found.initial] + _MIDDLE[found.vowel] + _LAST[found.final]
