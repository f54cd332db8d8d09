"""Short names of places for labels: 창원국가산업단지 → 창원; the kind stands in the popup."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.messages import Lang

_KO_KIND = r"(?:국가|일반|도시첨단|농공)?(?:첨단)?(?:산업(?:연구)?단지|농공단지|산단|단지)"
_EN_KIND = (
    r"(?:National|General|Urban High-Tech|Agro(?:-?industrial)?)?\s*"
    r"Industrial (?:Research )?(?:Complex(?:es)?|Parks?)"
)


@dataclass(frozen=True, slots=True)
class _Rules:
    inner: re.Pattern[str]
    """The part in brackets is the name, not a remark."""
    remark: re.Pattern[str]
    kind: re.Pattern[str]
    area: re.Pattern[str]
    """What stands before the name of an area or below a province."""
    full_kind: Mapping[str, str]
    """Kind to the word that tells two equal short names apart."""


_RULES: dict[Lang, _Rules] = {
    "ko": _Rules(
        re.compile(rf"^한국수출산업\((?P<name>[^)]+)\){_KO_KIND}$"),
        re.compile(r"\s*\([^()]*\)\s*$"),
        re.compile(rf"{_KO_KIND}$"),
        re.compile(r"^(?:\S+경제자유구역|서울|부산|대구|인천|광주|대전|울산|세종)\s+"),
        {"national": "{}국가", "general": "{}일반"},
    ),
    "en": _Rules(
        re.compile(rf"^Korea Export Industry \((?P<name>[^)]+)\)\s*{_EN_KIND}$"),
        re.compile(r"\s*\([^()]*\)\s*$"),
        re.compile(rf"\s*{_EN_KIND}$"),
        re.compile(r"^.*Free Economic Zone,\s*"),
        {"national": "{} National", "general": "{} General"},
    ),
}


def short_name(name: str, lang: Lang) -> str:
    """Leave out the kind and remarks in brackets; a name that is nothing else stays whole.

    >>> short_name("울산·미포국가산업단지", "ko")
    '울산·미포'
    >>> short_name("한국수출산업(주안)국가산업단지", "ko")
    '주안'
    >>> short_name("Changwon National Industrial Complex", "en")
    'Changwon'
    """
    rules = _RULES[lang]
    if inner := rules.inner.match(name):
        return inner["name"]
    bare = rules.remark.sub("", name)
    bare = rules.area.sub("", bare)
    return rules.kind.sub("", bare).strip() or name


def short_names(places: Mapping[str, tuple[str, str]], lang: Lang) -> dict[str, str]:
    """Return id to short name for places given as id to (name, kind).

    Where two places would be called alike (군산국가, 군산일반), both keep their kind.
    """
    short = {id_: short_name(name, lang) for id_, (name, _) in places.items()}
    uses = Counter(short.values())
    pattern = _RULES[lang].full_kind
    return {
        id_: pattern.get(places[id_][1], "{}").format(text) if uses[text] > 1 else text
        for id_, text in short.items()
    }
