"""Names into keys: the same complex written in many ways gets one key."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Middle dots of every kind (U+318D becomes U+119E under NFKC), commas, dashes, slashes, blanks.
_SEPARATORS = r"[\s·‧・∙•ㆍᆞ･,、/\-–—~]"
_SEPARATOR = re.compile(_SEPARATORS + "+")
_PARENTHESISED = re.compile(r"[(\[〈<][^)\]〉>]*[)\]〉>]")
_COMPLEX = re.compile(r"산업단지|산단|공단")
_KIND_WORD = re.compile(r"국가|일반|도시첨단|농공")
_ORDINAL = re.compile(r"제(?=\d)")
_KIND = re.compile(r"(국가|일반|도시첨단|농공)?(?:산업단지|산단|공단|단지)*$")


@dataclass(frozen=True, slots=True)
class NameKey:
    """What a name is compared by. 군산국가 and 군산일반 share a stem and differ in kind."""

    stem: str
    """The name without separators, parentheses, kind and the words for complex."""
    kind: str | None
    """국가, 일반, 도시첨단, 농공, or None where the name does not say."""


def fold(text: str) -> str:
    """Fold spelling that carries no meaning: width, case, separators and blanks.

    >>> fold("반월 ‧ 시화국가")
    '반월시화국가'
    """
    return _SEPARATOR.sub("", unicodedata.normalize("NFKC", text)).casefold()


def spelling(text: str) -> str:
    """Fold a name to the letter, without the words for complex.

    >>> spelling("구미국가산업단지(4단지)") == spelling("구미 국가(4단지)")
    True
    """
    return _COMPLEX.sub("", fold(text))


def without_parentheses(text: str) -> str:
    """Return `text` without what stands in parentheses, which qualifies and does not name."""
    return _PARENTHESISED.sub("", unicodedata.normalize("NFKC", text)).strip()


def in_parentheses(text: str) -> tuple[str, ...]:
    """Return what stands in parentheses, as written.

    >>> in_parentheses("한국수출산업(주안)국가산업단지")
    ('주안',)
    """
    found = _PARENTHESISED.findall(unicodedata.normalize("NFKC", text))
    return tuple(inside[1:-1] for inside in found)


def parts(text: str) -> tuple[str, ...]:
    """Return the names that a middle dot or comma joins.

    >>> parts("반월·시화국가")
    ('반월', '시화국가')
    """
    return tuple(part for part in _SEPARATOR.split(text.strip()) if part)


def kind_of(text: str) -> str | None:
    """Return the kind that a word says; None where it says none.

    >>> kind_of("국가산업단지"), kind_of("농공단지"), kind_of("-")
    ('국가', '농공', None)
    """
    found = _KIND_WORD.search(fold(text))
    return found.group() if found else None


@lru_cache(maxsize=4096)
def name_key(text: str) -> NameKey:
    """Split a name into its stem and its kind; 천안제2 and 천안2 are one.

    >>> name_key("창원국가산업단지"), name_key("창원 국가산단") == name_key("창원국가")
    (NameKey(stem='창원', kind='국가'), True)
    >>> name_key("제천바이오밸리")
    NameKey(stem='제천바이오밸리', kind=None)
    """
    folded = _ORDINAL.sub("", fold(without_parentheses(text)))
    match = _KIND.search(folded)
    if match is None or match.start() == 0:
        return NameKey(folded, None)
    return NameKey(folded[: match.start()], match.group(1))
