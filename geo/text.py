"""Names into keys: the same complex written in many ways gets one key."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geo.hanja import HANJA, words_in_hangul

if TYPE_CHECKING:
    from collections.abc import Mapping

# Middle dots of every kind (U+318D becomes U+119E under NFKC), commas, dashes, slashes, blanks.
_NOTHING: frozenset[str] = frozenset()
_ALIKE = 55
"""Of 100: how much alike names must be that an error tells."""
_SEPARATORS = r"[\s·‧・∙•ㆍᆞ･,、/\-–—~]"
_SEPARATOR = re.compile(_SEPARATORS + "+")
_NO_BRACKET = re.compile(r"[^(\[〈<\uff08\uff3b]*")
_PARENTHESISED = re.compile(r"[(\[〈<][^)\]〉>]*[)\]〉>]")
_COMPLEX = re.compile(r"산업단지|공업단지|산단|공단")
_KIND_WORD = re.compile(r"국가|일반|지방|도시첨단|농공")
_ORDINAL = re.compile(r"제(?=\d)")
_KINDS = r"국가|일반|지방|도시첨단|농공"
_AND = re.compile(r"(?<=\d)(?:차|단지)?\s*[·‧・∙•ㆍᆞ･,]\s*제?(?=\d)")
_TO = re.compile(r"(?<=\d)(?:차|단지)?\s*[~\u223c〜]\s*제?(?=\d)")
"""전주1·2 is no 전주12."""
_PROGRAMME = re.compile(r"스마트그린(?=(?:국가|일반)?(?:산업단지|산단|공단))")
"""스마트그린산단 is what a complex was chosen as, and no part of its name."""
_WORDS = r"(?:산업단지|산업연구단지|공업단지|산단|공단|단지)"
_KIND = re.compile(rf"({_KINDS})?{_WORDS}*$")
_BRACKETED_KIND = re.compile(rf"({_KINDS}){_WORDS}?")
_NUMBERED = re.compile(
    rf"(?P<name>.*?[^\d])(?P<kind>{_KINDS})?(?:산업단지|공업단지|산업|산단|공단)?"
    rf"(?P<number>\d+)(?:차|{_WORDS})?"
)
"""포항국가산업단지 제4단지, 대전1공단, 진천3차: the number behind belongs to the name."""


@dataclass(frozen=True, slots=True)
class NameKey:
    """What a name is compared by. 군산국가 and 군산일반 share a stem and differ in kind."""

    stem: str
    """The name without separators, parentheses, kind and the words for complex."""
    kind: str | None
    """국가, 일반, 도시첨단, 농공, or None where the name does not say."""


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Fold spelling that carries no meaning: width, case, separators and blanks.

    >>> fold("반월 ‧ 시화국가")
    '반월시화국가'
    """
    plain = unicodedata.normalize("NFKC", text)
    if HANJA.search(plain):
        plain = words_in_hangul(plain)
    return _SEPARATOR.sub("", plain).casefold()


def spelling(text: str) -> str:
    """Fold a name to the letter, without the words for complex.

    >>> spelling("구미국가산업단지(4단지)") == spelling("구미 국가(4단지)")
    True
    """
    return _COMPLEX.sub("", fold(text))


def without_parentheses(text: str) -> str:
    """Return `text` without what stands in parentheses, which qualifies and does not name."""
    plain = unicodedata.normalize("NFKC", text)
    return (plain if _NO_BRACKET.fullmatch(plain) else _PARENTHESISED.sub("", plain)).strip()


def in_parentheses(text: str) -> tuple[str, ...]:
    """Return what stands in parentheses, as written.

    >>> in_parentheses("한국수출산업(주안)국가산업단지")
    ('주안',)
    """
    if _NO_BRACKET.fullmatch(text):
        return ()
    found = _PARENTHESISED.findall(unicodedata.normalize("NFKC", text))
    return tuple(inside[1:-1] for inside in found)


def qualifiers(text: str) -> frozenset[str]:
    """Return what stands in parentheses, folded, but for the kind: 군산(자유무역) is not 군산.

    >>> qualifiers("군산(자유무역)"), qualifiers("완주(일반)"), qualifiers("구미(제4단지)")
    (frozenset({'자유무역'}), frozenset(), frozenset({'4단지'}))
    """
    inside = in_parentheses(text)
    if not inside:
        return _NOTHING
    return frozenset(without_ordinal(fold(value)) for value in inside if kind_of(value) is None)


def without_ordinal(folded: str) -> str:
    """Return a folded text without the 제 of its numbers: 4단지 for 제4단지."""
    return _ORDINAL.sub("", folded)


def parts(text: str) -> tuple[str, ...]:
    """Return the names that a middle dot or comma joins.

    >>> parts("반월·시화국가")
    ('반월', '시화국가')
    """
    return tuple(part for part in _SEPARATOR.split(text.strip()) if part)


@lru_cache(maxsize=4096)
def kind_of(text: str) -> str | None:
    """Return the kind that a word says; None where it says none.

    >>> kind_of("국가산업단지"), kind_of("농공단지"), kind_of("-")
    ('국가', '농공', None)
    """
    found = _KIND_WORD.search(fold(text))
    return _today(found.group()) if found else None


@lru_cache(maxsize=4096)
def name_key(text: str) -> NameKey:
    """Split a name into its stem and its kind; 천안제2 and 천안2 are one.

    The kind may stand in parentheses; 지방 is what 일반 was called until 2008.

    >>> name_key("창원국가산업단지"), name_key("창원 국가산단") == name_key("창원국가")
    (NameKey(stem='창원', kind='국가'), True)
    >>> name_key("제천바이오밸리")
    NameKey(stem='제천바이오밸리', kind=None)
    >>> name_key("포항국가산업단지 제4단지"), name_key("완주(일반)")
    (NameKey(stem='포항4', kind='국가'), NameKey(stem='완주', kind='일반'))
    """
    named = without_parentheses(text) or text.strip(" ()")
    apart = _TO.sub("내지", _AND.sub("및", named))
    folded = _PROGRAMME.sub("", without_ordinal(fold(apart)))
    match = _KIND.search(folded)
    if match is None or match.start() == 0:
        return NameKey(folded, _bracketed_kind(text))
    stem, kind = folded[: match.start()], match.group(1)
    if kind is None and (numbered := _NUMBERED.fullmatch(folded)):
        stem, kind = numbered["name"] + numbered["number"], numbered["kind"]
    elif stem[-1] == "차" and stem[-2:-1].isdigit():
        stem = stem[:-1]
    return NameKey(stem, _today(kind) or _bracketed_kind(text))


def _bracketed_kind(text: str) -> str | None:
    found = [_BRACKETED_KIND.fullmatch(fold(inside)) for inside in in_parentheses(text)]
    return next((_today(match[1]) for match in found if match), None)


def _today(kind: str | None) -> str | None:
    return "일반" if kind == "지방" else kind


def is_bare(text: str) -> bool:
    """Tell whether a name has no word that says that it is a complex.

    >>> is_bare("순천"), is_bare("순천산단"), is_bare("순천일반")
    (True, False, False)
    """
    key = name_key(text)
    return key.kind is None and key.stem == fold(text)


def alike(wanted: str, names: Mapping[str, str], most: int) -> tuple[str, ...]:
    """Return what an error tells somebody who wrote a name that there is not.

    Parameters
    ----------
    wanted
        What was written, folded as the keys of `names` are.
    names
        Names by what is compared.
    most
        How many are told; those that hold what was written come first, then those most alike.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - servers start without it

    holding = [name for key, name in names.items() if wanted and wanted in key]
    # By jamo, for a slip of a finger changes one; the whole names, for parts that are alike
    # (국가산업단지) tell nothing.
    apart = {key: unicodedata.normalize("NFD", key) for key in names}
    slip = unicodedata.normalize("NFD", wanted)
    found = process.extract(slip, apart, scorer=fuzz.ratio, limit=3 * most, score_cutoff=_ALIKE)
    return tuple(dict.fromkeys([*holding, *(names[key] for *_, key in found)]))[:most]
