"""Hangul in Latin letters, for ids: syllable by syllable, without the changes between them."""

from __future__ import annotations

_PARTS = """
g kk n d tt r m b pp s ss - j jj ch k t p h
a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i
- k k k n n n t l k m l l l p l m p p t t ng t t k t p t
"""
"""Letters of the Revised Romanisation (Ministry of Culture, 2000), in the order of Unicode."""
_FIRST, _MIDDLE, _LAST = (
    tuple(part.strip("-") for part in line.split()) for line in _PARTS.split("\n")[1:4]
)
_SYLLABLES = range(0xAC00, 0xD7A4)


def latin(text: str) -> str:
    """Return `text` with each Hangul syllable in Latin letters; other letters stay.

    >>> latin("공장"), latin("산업단지 경계")
    ('gongjang', 'saneopdanji gyeonggye')
    """
    return "".join(_latin(letter) for letter in text)


def _latin(letter: str) -> str:
    at = ord(letter) - _SYLLABLES.start
    if at not in range(len(_SYLLABLES)):
        return letter
    return _FIRST[at // 588] + _MIDDLE[at % 588 // 28] + _LAST[at % 28]
