"""Addresses as people and programs write them into the order and the blanks of the law."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geo.geocoding.query import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model.places import Region
    from geo.regions.districts import DistrictNames

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
"""English abbreviation, as Excel writes dates, to number."""
_MONTH = "|".join(_MONTHS)
_DATES = (
    re.compile(rf"(?<![\w-])(?P<month>{_MONTH})-(?P<day>\d{{1,2}})(?![\w-])", re.IGNORECASE),
    re.compile(rf"(?<![\w-])(?P<day>\d{{1,2}})-(?P<month>{_MONTH})(?![\w-])", re.IGNORECASE),
    re.compile(r"(?<!\d)(?:\d{4}\s*년\s*)?(?P<month>\d{1,2})\s*월\s*(?P<day>\d{1,2})\s*일"),
    re.compile(
        r"(?<!\d)(?:19|20)\d\d(?P<mark>[-./])\s?(?P<month>[01]?\d)(?P=mark)\s?(?P<day>[0-3]?\d)\.?"
        r"(?:[ T]00:00(?::00)?)?(?![\d-])"
    ),
    re.compile(
        r"(?<![\d/])(?P<month>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12]\d|3[01])/(?:19|20)?\d\d(?![\d/])"
    ),
    re.compile(r"(?<![\d/])(?P<month>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12]\d|3[01])(?![\d/])"),
)
"""Excel makes a date of 3-34, 1-22 and 12-5: Mar-34, 01월 22일, 05-Dec, 2024-12-05."""
_COMMA = re.compile(r"\s*[,\uff0c]\s*")
_UNDERGROUND = re.compile(r"(?<!\S)지하\s*(?=[가-힣\d·.]+(?:로|길)(?:\s|\d))")
_SLASH = re.compile(r"(?<=\d)/(?=\d)")
_DOTTED_ROAD = re.compile(r"(?<![가-힣\d])(\d{1,2})[.-](?=\d{1,2}(?:대로|로|길))")
_GA = re.compile(
    r"(?<=[가-힣])\s+(?=\d{1,2}가(?:\s|\d|$))"
    r"|(?<=[가-힣]\d)\s+(?=가(?:\s|$))"
    r"|(?<=[가-힣])(?<![시군구읍면동리로길])\s+(?=제?\d{1,2}동(?:\s*\d|\s*$))"
)
"""명륜 3가, 종로3 가, 남산 4동: the number of a ga or dong belongs to the name before it."""
_AND_LOTS = re.compile(
    r"(?P<first>.*\d(?:번지)?)\s*외\s*\d*\s*(?:필지|개소|개|곳|동|호|건|번지)?\s*$"
    r"|(?P<listed>.*[동리가]\s*산?\s*\d+(?:-\d+)?(?:번지)?)"
    r"(?:\s*[,·]\s*산?\s*\d+(?:-\d+)?(?:번지)?)+\s*$"
)
"""Of several lots the first: 140-32외2, 66-5 외 3필지, 66-5, 67번지."""
_TOWNSHIP_RI = re.compile(r"(?<!\S)([가-힣]{1,6}[읍면])([가-힣]{1,6}\d?리)(?=[\s\d]|산\s*\d|$)")
_DONG_LOT = re.compile(
    r"(?<!\S)([가-힣]{1,7}(?:\d{1,2}가|[동리가]))(산(?=\s+\d)|산?\d+(?:-\d+)?(?:번지|번|호)?)(?!\S)"
)
_AFTER_DISTRICT = re.compile(r"\d?[가-힣]+(?:\d*가|[읍면동리]|\d*대?로|\d*길)(?:\d|산\d|[가-힣]|$)")
_LEAST_GLUED = 4
"""Letters of two units without a blank: 대구남구."""
_CITY_OR_COUNTY = re.compile(r"[시군구]$")
_NEXT_PLACE = re.compile(r"\s*[;|\n]\s*|\s+[/&]\s+|\s*,\s*|\s+(?:및|와|과)\s+")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """An address in the usual writing, with what was done to it that one should know."""

    text: str
    notes: tuple[Note, ...] = ()


def rewritten(text: str, districts: DistrictNames) -> Rewritten:
    """Return an address with its blanks and number as usual; any other text stays nearly the same.

    Numbers that a spreadsheet turned into dates are numbers again, and a note says so.
    """
    found = _without_dates(text)
    first = _first_lot(found.text)
    found = Rewritten(first.text, (*found.notes, *first.notes))
    plain = _COMMA.sub(" ", _SLASH.sub(" ", found.text))
    plain = _GA.sub("", _UNDERGROUND.sub("", _DOTTED_ROAD.sub(r"\1·", plain)))
    words = [part for word in plain.split() for part in _apart(word, districts, None)]
    plain = _TOWNSHIP_RI.sub(r"\1 \2", " ".join(words))
    return replace(found, text=_DONG_LOT.sub(r"\1 \2", plain))


def first_of_several(text: str, districts: DistrictNames) -> Rewritten:
    """Return the first of several addresses of a cell, with a note; a single one as it is.

    Another address begins with a 시도, or with a 시군구 in its full name.
    """
    for separator in _NEXT_PLACE.finditer(text):
        behind = text[separator.end() :].split()
        if separator.start() > 0 and behind and _begins_address(behind, districts):
            first = text[: separator.start()]
            if len(first.split()) > 1:
                note = Note("first_of_several", {"first": first})
                return Rewritten(first, (note,))
    return Rewritten(text)


def _begins_address(words: list[str], districts: DistrictNames) -> bool:
    if len(words) < 2:
        return False
    if _sido(words[0], districts) is not None:
        return True
    named = _CITY_OR_COUNTY.search(words[0]) is not None
    return named and bool(districts.find(words[0], loose=False))


def _first_lot(text: str) -> Rewritten:
    """Return an address with the first of its lots only, and a note where there are more."""
    several = _AND_LOTS.match(text)
    if several is None:
        return Rewritten(text)
    first = (several["first"] or several["listed"]).strip()
    return Rewritten(first, (Note("first_of_several", {"first": first}),))


def _without_dates(text: str) -> Rewritten:
    for pattern in _DATES:
        found = pattern.search(text)
        if found is None:
            continue
        month = _MONTHS.get(found["month"].lower()) or int(found["month"])
        number = f"{month}-{int(found['day'])}"
        note = Note("number_from_date", {"written": found[0], "number": number})
        return Rewritten(f"{text[: found.start()]}{number}{text[found.end() :]}", (note,))
    return Rewritten(text)


def _apart(word: str, districts: DistrictNames, region: Region | None) -> Iterator[str]:
    """Yield the 시도, 시군구 and what follows of a word that has them without blanks.

    Only where what follows is a 시군구 or reads as one of its parts, so that 부산진구 and names of
    complexes stay whole.
    """
    if len(word) < _LEAST_GLUED or (region is None and _sido(word, districts) is not None):
        yield word
        return
    heads = [(word[:letters], word[letters:]) for letters in range(len(word) - 2, 1, -1)]
    for head, tail in heads if region is None else ():
        sido = _sido(head, districts)
        if sido is None:
            continue
        # 세종 is 시도 and 시군구 in one.
        if _begins_district(tail, districts, sido) or (
            _AFTER_DISTRICT.match(tail) and len(districts.current_of(sido.id)) == 1
        ):
            yield head
            yield from _apart(tail, districts, sido)
            return
    for head, tail in heads:
        if _CITY_OR_COUNTY.search(head) is None:
            continue
        within = region.id if region else None
        if not districts.find(head, within, loose=False):
            continue
        if _AFTER_DISTRICT.match(tail) or _begins_district(tail, districts, region):
            yield head
            yield from _apart(tail, districts, region)
            return
    yield word


def _sido(word: str, districts: DistrictNames) -> Region | None:
    return districts.regions.get(word)


def _begins_district(text: str, districts: DistrictNames, region: Region | None) -> bool:
    within = region.id if region else None
    heads = (text[:letters] for letters in range(2, min(len(text), 9) + 1))
    return any(
        _CITY_OR_COUNTY.search(head) and districts.find(head, within, loose=False) for head in heads
    )
