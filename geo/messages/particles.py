"""Korean particles: a sentence carries the pair, and what stands before it chooses.

A particle depends on whether the sound before it closes with a consonant (*받침*): 창원을, 여수를;
``(으)로`` also on whether that consonant is ㄹ: 창원으로, 여수로, 서울로. Where the sound is not
sure, as after most English words, the pair stays as written: ``Busan Port을(를)``.

What stands in brackets is not read, so the particle follows what stands before them, as the
National Institute of Korean Language advises: 검색어(q)를.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from geo.hangul import NO_FINAL, RIEUL, syllable

Closing = Literal["open", "rieul", "closed"]
"""How the last sound ends: in a vowel, in ㄹ, in another consonant."""

PAIRS = {
    "을(를)": ("을", "를"),
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "와(과)": ("과", "와"),
    "과(와)": ("과", "와"),
    "(으)": ("으", ""),
    "(이)": ("이", ""),
}
"""A pair as written to what stands after a consonant and after a vowel."""

_PAIR = re.compile(r"(을\(를\)|은\(는\)|이\(가\)|와\(과\)|과\(와\)|\(으\)(?=로)|\(이\)(?=라))")
_CLOSING_MARKS = frozenset("’”」』》〉»")
_SILENT = _CLOSING_MARKS | frozenset("'\"` \t\u00a0")
_BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（", "］": "［", "】": "【", "〕": "〔"}  # noqa: RUF001 - as Korean texts have them
_READ_BACK = 200
"""Characters; a longer supplement in brackets is taken for something else."""

_CONSONANTS, _VOWELS = range(ord("ㄱ"), ord("ㅎ") + 1), range(ord("ㅏ"), ord("ㅣ") + 1)
"""Letters that stand by themselves (Unicode, Hangul Compatibility Jamo)."""

_DIGITS: dict[str, Closing] = {
    "0": "closed",  # 영, and 십 백 천 만 억 for what ends in it
    "1": "rieul",
    "2": "open",
    "3": "closed",
    "4": "open",
    "5": "open",
    "6": "closed",
    "7": "rieul",
    "8": "rieul",
    "9": "open",
}
_LETTERS: dict[str, Closing] = {"l": "rieul", "m": "closed", "n": "closed", "r": "rieul"}
"""엘, 엠, 엔, 알; every other letter's name ends in a vowel."""
_WORD_ENDS: dict[str, Closing] = {
    "a": "open",
    "i": "open",
    "o": "open",
    "u": "open",
    "y": "open",
    "l": "rieul",
    "m": "closed",
    "n": "closed",
}
"""Ends of words that sound alike in each word; -e and -r do not: 파일 file, 캐시 cache."""
_METRES = frozenset({"m", "km", "cm", "mm"})
_WORD = re.compile(r"[A-Za-z]+$")


def fill(text: str, fields: dict[str, object]) -> str:
    """Return `text` with its fields filled in and its particles chosen.

    Only the pairs of `text` itself are settled; one inside a value is the value's own.

    >>> fill("{a}은(는) {b}(으)로 읽었습니다.", {"a": "여수", "b": "서울"})
    '여수는 서울로 읽었습니다.'
    """
    first, *rest = _PAIR.split(text)
    filled = first.format(**fields)
    for pair, part in zip(rest[::2], rest[1::2], strict=True):
        filled += particle(pair, filled) + part.format(**fields)
    return filled


def particle(pair: str, before: str) -> str:
    """Return the member of `pair` that follows `before`; `pair` itself where that is not sure."""
    ending = closing(before)
    if ending is None:
        return pair
    after_consonant, after_vowel = PAIRS[pair]
    if ending == "open" or (ending == "rieul" and pair == "(으)"):
        return after_vowel
    return after_consonant


def closing(text: str) -> Closing | None:
    """Tell how the last sound of `text` ends; None where it cannot be told."""
    spoken = unicodedata.normalize("NFC", _spoken(text[-_READ_BACK:]))
    if not spoken:
        return None
    last = spoken[-1]
    if last in _DIGITS:
        return _DIGITS[last]
    if last.isascii():
        return _latin(spoken)
    return _hangul(ord(last))


def _spoken(text: str) -> str:
    """Return `text` without the marks at its end, and without what it adds in brackets."""
    while text:
        last = text[-1]
        if last in _BRACKETS:
            start = text.rfind(_BRACKETS[last])
            before = text[: max(start, 0)].rstrip()
            # Alone, or after an opening mark, the bracket holds all there is to read.
            text = before if before and _ends_a_word(before) else text[:-1]
        elif last in _SILENT:
            text = text[:-1]
        else:
            break
    return text


def _ends_a_word(text: str) -> bool:
    return text[-1].isalnum() or text[-1] in _CLOSING_MARKS or text[-1] in _BRACKETS


def _hangul(code: int) -> Closing | None:
    if found := syllable(chr(code)):
        if found.final == NO_FINAL:
            return "open"
        return "rieul" if found.final == RIEUL else "closed"
    if code in _CONSONANTS:  # 기역, 니은, 디귿, 리을 …
        return "rieul" if chr(code) == "ㄹ" else "closed"
    return "open" if code in _VOWELS else None


def _latin(text: str) -> Closing | None:
    found = _WORD.search(text)
    if found is None:
        return "open" if text.endswith("%") else None  # 퍼센트
    word = found.group()
    if word in _METRES and text[: found.start()].rstrip()[-1:].isdigit():
        return "open"  # 미터
    letters = word.lower()
    if word.isupper() or not set(letters) & set("aeiouy"):
        return _LETTERS.get(letters[-1], "open")
    return _WORD_ENDS.get(letters[-1])
