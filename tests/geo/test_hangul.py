"""Hangul syllables come apart into their letters and together again."""

import unicodedata

from geo.hangul import BIEUP, MIEUM, NO_FINAL, RIEUL, syllable


def test_every_syllable_comes_together_again() -> None:
    letters = [chr(code) for code in range(ord("가"), ord("힣") + 1)]
    assert [str(syllable(letter)) for letter in letters] == letters


def test_letters_are_those_of_the_unicode_decomposition() -> None:
    first, vowel, final = unicodedata.normalize("NFD", "산")
    found = syllable("산")
    assert found == (ord(first) - 0x1100, ord(vowel) - 0x1161, ord(final) - 0x11A7)


def test_finals_are_told_by_number() -> None:
    assert [found.final for letter in "여울넘답" if (found := syllable(letter))] == [
        NO_FINAL, RIEUL, MIEUM, BIEUP,
    ]  # fmt: skip


def test_what_is_no_syllable_has_no_letters() -> None:
    assert not any(map(syllable, "Aㄱ1山"))
