"""Addresses in Latin letters, from the smallest unit to the largest, into Korean ones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from geo.geocoding.romanised import in_latin, romanised
from geo.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.geocoding.toponym import Toponyms
    from geo.model.places import Region
    from geo.regions.districts import DistrictNames, NamedDistrict

_UNIT = re.compile(
    r"[a-z][a-z'.]*\d*-(?:do|si|gun|gu|eup|myeon|dong|ri|ga|ro|daero|gil)\b", re.IGNORECASE
)
_COUNTRY = re.compile(
    r",?\s*\(?(?:Republic of Korea|South Korea|Rep\. of Korea|Korea)\)?\.?$", re.IGNORECASE
)
_POSTCODE = re.compile(r"(?<![\w-])\d{5}(?![\w-])")
_FLOOR = re.compile(r"(?:#\s*\S+|\b\d+F\b|\bNo\.\s*|\bSuite\s+\S+|\bRoom\s+\S+)", re.IGNORECASE)
_SIDE_ROAD = re.compile(
    r"(?<=ro)\s+(?=\d+(?:beon)?-?gil\b)|(?<=[a-z])\s+(?=\d+-?(?:ro|gil|ga)\b)", re.IGNORECASE
)
_HILL = re.compile(r"\bSan\s+(?=\d)", re.IGNORECASE)
_BRANCH = re.compile(r"(?<=ro)\d+(?:beon)?gil$")
_ENDING = re.compile(r"-(?:eup|myeon|dong|ri|ga|ro|daero|gil)$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_MOST_JOINED = 3
"""Words that are one name in Korean: San Eop Danji-ro."""
_LIKE, _LEAD = 80.0, 5.0
"""Of 100: how like a name must be that is spelt otherwise, and how much more like than the next.
Judgements."""
_NUMBER = re.compile(r"(?:san\s*)?\d+(?:-\d+)?$", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class EnglishAddresses:
    """Puts English addresses into Korean, by the names of the districts and of what lies there."""

    districts: DistrictNames
    toponyms: Toponyms
    _within: dict[tuple[str, ...], Mapping[str, str]] = field(default_factory=dict, init=False)

    def in_korean(self, text: str) -> str | None:
        """Return the address in Korean, as far as it is known; None where the text is none.

        20 Gongdan-dong, Gumi-si, Gyeongsangbuk-do → 경상북도 구미시 공단동 20
        """
        plain = text.replace("–", "-")
        if not plain.isascii() or _UNIT.search(plain) is None:
            return None
        plain = _FLOOR.sub(" ", _POSTCODE.sub(" ", _COUNTRY.sub("", plain)))
        words = _HILL.sub("san", _SIDE_ROAD.sub("-", plain)).replace(",", " ").split()
        region, words = self._sido(words)
        district, words = self._district(words, region)
        if district is None:
            return None
        known = self._names(district)
        numbers = [word for word in words if _NUMBER.match(word)]
        spelt = [word for word in words if not _NUMBER.match(word)]
        found, unread = _named(spelt, known)
        # The township stands before its ri in Korean and behind it in English.
        found.reverse()
        sido = region.name_ko if region else ""
        number = numbers[-1].lower().replace("san", "산 ") if numbers else ""
        return " ".join(part for part in (sido, district.name, *found, number, *unread) if part)

    def _sido(self, words: list[str]) -> tuple[Region | None, list[str]]:
        for place in range(len(words) - 1, -1, -1):
            for key in (fold(words[place]), fold(words[place]).removesuffix("si")):
                region = self.districts.regions.by_name.get(key)
                if region is not None:
                    return region, words[:place] + words[place + 1 :]
        return None, words

    def _district(
        self, words: list[str], region: Region | None
    ) -> tuple[NamedDistrict | None, list[str]]:
        """Find the 시군구 whose every part is named, with the most parts; and what is left."""
        here = {_key(word): word for word in words if not _NUMBER.match(word)}
        best: tuple[int, NamedDistrict, set[str]] | None = None
        for parts, named in self._romanised:
            if region is not None and not self.districts.regions.overlap(region.id, named.region):
                continue
            used = {key for key in here for part in parts if _is_part(key, part)}
            if len(used) == len(parts) and (best is None or len(parts) > best[0]):
                best = (len(parts), named, used)
        if best is None:
            return None, words
        return best[1], [word for word in words if _key(word) not in best[2]]

    @cached_property
    def _romanised(self) -> list[tuple[tuple[str, ...], NamedDistrict]]:
        current = [
            named_district for named_district in self.districts.every() if named_district.is_current
        ]
        return [
            (tuple(romanised(part) for part in named_district.name.split()), named_district)
            for named_district in current
        ]

    def _names(self, district: NamedDistrict) -> Mapping[str, str]:
        """Return what lies in the district by its name in Latin letters: units and roads."""
        if district.codes not in self._within:
            self._within[district.codes] = dict(self._pairs(district))
        return self._within[district.codes]

    def _pairs(self, district: NamedDistrict) -> Iterator[tuple[str, str]]:
        for code in district.codes:
            for road in self.toponyms.roads.names(code):
                for latin in in_latin(road):
                    yield _key(latin), road
            for unit in self.toponyms.units.of_district.get(code, ()):
                yield _key(romanised(unit.emd)), unit.emd
                if unit.ri:
                    yield _key(romanised(unit.ri)), unit.ri


def _named(words: list[str], known: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Return the Korean names of the words, two or three of which may be one, and those unread.

    Loan words keep their own spelling (Gasan digital 1-ro), so a name may be nearly right.
    """
    found: list[str] = []
    unread: list[str] = []
    start = 0
    while start < len(words):
        for end in range(min(start + _MOST_JOINED, len(words)), start, -1):
            key = _key("".join(words[start:end]))
            name = known.get(key) or known.get(_BRANCH.sub("", key))
            if name is None and _ENDING.search(words[end - 1]):
                name = _nearly(key, known)
            if name is not None:
                found.append(name)
                start = end
                break
        else:
            unread.append(words[start])
            start += 1
    return found, unread


def _nearly(key: str, known: Mapping[str, str]) -> str | None:
    like = process.extract(key, known.keys(), scorer=fuzz.ratio, score_cutoff=_LIKE, limit=2)
    digits = _DIGITS.findall(key)
    like = [item for item in like if _DIGITS.findall(item[0]) == digits]
    alone = len(like) == 1 or (len(like) > 1 and like[0][1] - like[1][1] > _LEAD)
    return known[like[0][0]] if alone else None


def _key(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", word.lower())


def _is_part(key: str, part: str) -> bool:
    """Tell whether a word is a 시, 군 or 구; its suffix may be missing: Ansan, Ansan-si."""
    return (
        key == part
        or (part[-2:] in {"si", "gu"} and key == part[:-2])
        or (part.endswith("gun") and key == part[:-3])
    )
