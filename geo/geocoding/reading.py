"""A name or an address as people write it: cleaned, and with the region in front taken off."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geo.model.places import Region
    from geo.regions.districts import DistrictNames, NamedDistrict

_UNSAYABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u200b-\u200f]+")
_QUOTED = re.compile(r"^[\"'“”‘’「『]+(?P<inside>.*?)[\"'“”‘’」』]*$")
_POSTCODE = re.compile(
    r"^(?:우편번호\s*)?[(\[〒]?\s*(?:우\s*[):]?\s*)?\d{3}-?\d{2,3}\s*[)\]]?[\s,]*(?=[^\d\s,-])"
)
_POSTCODE_BEHIND = re.compile(r"(?<=\S)\s*(?:,\s*\d{5}|[(\[]\s*(?:우\s*[):]?\s*)?\d{5}\s*[)\]])$")
_COUNTRY = re.compile(
    r"^(?:대한민국|한국|Republic of Korea,?)\s+"
    r"|(?<=[a-z])[,\s]+\(?(?:Republic of|South|Rep\. of)?\s*Korea\)?\.?$"
)
_INITIALS = str.maketrans(
    dict(
        zip(
            "ᄀᄁᄂᄃᄄᄅᄆᄇᄈᄉᄊᄋᄌᄍᄎᄏᄐᄑᄒ",
            "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
            strict=True,
        )
    )
)
"""NFKC turns the consonants that a keyboard writes into the first part of a syllable."""
_SLASH = re.compile(r"(?<=[^\s/])\s*/\s*(?=[^\d\s/])")
"""Between words it stands for a comma: 남동국가산단 / 주안국가산단."""
_BLANKS = re.compile(r"(?:[\s_]|(?<!\d)/|/(?!\d))+")
"""A slash between digits stays: 7/12 is a number that a spreadsheet made a date."""
_NUMBERED_ROAD = re.compile(r"(?<=[가-힣])\s+(?=\d+번?(?:로|길)(?:\d+번?길)?(?:\s|\d|$))")
_TORN_ROAD = re.compile(r"(?<=로)\s*(\d+)\s+(?=번?길)")
"""디지털로26 길111."""
_SUFFIXED = re.compile(r"[시군구]$")
_RUN_TOGETHER = re.compile(
    r"(?P<sido>(?:서울|부산|대구|인천|광주|대전|울산)(?:특별시|광역시|시)?|세종(?:특별자치시|시)?"
    r"|(?:경기|강원|제주|충청?[남북]|전라?[남북]|경상?[남북]|전북|전남)(?:특별자치도|도)?)?"
    r"(?P<city>[가-힣]{1,3}시(?![가-힣]*동\d))?(?P<gu>[가-힣]{1,4}[군구])?"
    r"(?P<emd>[가-힣]{1,4}[읍면])?(?P<ri>[가-힣]{1,4}리)?"
    r"(?P<rest>[가-힣\d·.]*?(?:동(?:\d가)?|로|길)(?:\d+번?[가-힣]?길)?)?"
    r"(?P<number>산?\d+(?:-\d+)?(?:번지)?)"
)
"""경남창원시성산구공단로474: an address without a blank, which ends in its number."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the region in front of a text."""

    region: Region | None
    district: NamedDistrict | None
    rest: str
    """What follows the region; the whole text where it names none."""


def sayable(text: str) -> str:
    """Return `text` without what cannot be shown or written: controls and lone surrogates."""
    return _UNSAYABLE.sub(" ", text).strip()


@lru_cache(maxsize=4096)
def cleaned(text: str) -> str:
    """Return `text` without what says nothing: control characters, quotes, postcode, country.

    >>> cleaned('우) 15610 대한민국 경기도 안산시')
    '경기도 안산시'
    """
    if not text:
        return ""
    plain = unicodedata.normalize("NFKC", sayable(text))
    quoted = _QUOTED.match(plain)
    plain = quoted["inside"] if quoted else plain
    plain = _POSTCODE_BEHIND.sub("", _COUNTRY.sub("", _POSTCODE.sub("", plain)))
    plain = _SLASH.sub(", ", plain)
    return " ".join(_BLANKS.split(plain.translate(_INITIALS))).strip()


def spaced(text: str) -> str:
    """Put the blanks into an address that has none; any other text is returned as it is.

    >>> spaced("경남창원시성산구공단로474")
    '경남 창원시 성산구 공단로 474'
    """
    if " " in text or len(text) > 60:
        return _NUMBERED_ROAD.sub("", _TORN_ROAD.sub(r"\1", text))
    found = _RUN_TOGETHER.fullmatch(text)
    if found is None or not any(found[part] for part in ("city", "gu", "emd", "ri", "rest")):
        return text
    return " ".join(part for part in found.groups() if part)


def readings(text: str, districts: DistrictNames, within: Region | None = None) -> list[Reading]:
    """Return the ways to read 시도 and 시군구 in front of `text`, those that take most first.

    Words are told apart by blanks. 시, 군 and 구 may be left out where something follows or a 시도
    went before: 창원 성산구 웅남동, 경기 광주. 광주 is read as the 시도 and as the 시 of 경기도.
    """
    words = text.split()
    found: list[Reading] = []
    region = _region(words[0], districts) if words else None
    if region is not None and (within is None or districts.regions.overlap(within.id, region.id)):
        # 전남 and 전남광주통합특별시 have land in common: the smaller of the two is meant.
        joined = within is not None and region.id in districts.regions.parts
        found.append(_narrowed(words[1:], within if joined else region, districts))
    # 광주 alone is the 시도; 광주시 may be the 시 of 경기도.
    if region is None or words[0] == "광주시" or (words[0] == "광주" and len(words) > 1):
        read = _narrowed(words, within, districts)
        if read.district is not None and (region is None or read.district.is_current):
            found.append(read)
    return sorted(found, key=lambda reading: len(reading.rest))


def _region(word: str, districts: DistrictNames) -> Region | None:
    return districts.regions.get(word)


def _narrowed(words: list[str], region: Region | None, districts: DistrictNames) -> Reading:
    district: NamedDistrict | None = None
    while words:
        step = _step(words, region, district, districts)
        if step is None:
            break
        district, taken = step
        words = words[taken:]
    return Reading(region, district, " ".join(words))


def _step(
    words: list[str],
    region: Region | None,
    district: NamedDistrict | None,
    districts: DistrictNames,
) -> tuple[NamedDistrict, int] | None:
    """Take the next word or two as a 시군구 within what was read so far."""
    for taken in (2, 1):
        if len(words) < taken:
            continue
        key = " ".join(words[:taken])
        suffixed = _SUFFIXED.search(key) is not None
        # A bare 창원 is a 시군구 only beside something else that it can belong to.
        if not suffixed and region is None and district is None and len(words) == taken:
            continue
        if taken == 2 and not suffixed:
            continue
        found = districts.find(key, region.id if region else None, loose=True)
        if not found and region is not None and suffixed:
            former = [
                named_district
                for named_district in districts.find(key)
                if not named_district.is_current
            ]
            found = tuple(former) if len(former) == 1 else ()
        if district is not None:
            found = tuple(
                named_district
                for named_district in found
                if _narrows(named_district, district, suffixed=suffixed)
            )
        if len(found) == 1 and found[0] != district:
            return found[0], taken
    return None


def _narrows(named_district: NamedDistrict, district: NamedDistrict, *, suffixed: bool) -> bool:
    """Tell whether `named_district` is a part of `district`, or a name for a part of it."""
    if not set(named_district.codes) & set(district.codes):
        return False
    return len(named_district.codes) < len(district.codes) or (
        suffixed and not named_district.is_current
    )
