"""An address, a region or a code as written into an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from geo.geocoding import answers
from geo.geocoding.address import parse_address
from geo.geocoding.english import EnglishAddresses
from geo.geocoding.query import Note
from geo.geocoding.reading import readings, spaced
from geo.geocoding.written import first_of_several, rewritten
from geo.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.geocoding.areas import AreaFinder, Scope, Spot
    from geo.geocoding.query import Answer

COMPLEX = re.compile(
    r"산업|산단|공단|농공|단지|밸리|테크노|파크|클러스터|공업|industrial|complex", re.IGNORECASE
)
"""Words that tell that a name is a complex's and no address."""
_DONG_CODE = 8
"""Digits from which a number is a legal-dong code; shorter ones are postcodes and numbers."""
_LOT = re.compile(r"|산?\s*\d+(?:-\d+)?(?:번지)?")
_REGION = re.compile(r"[가-힣]{1,12}(?:도|시)")
_DISTRICT = re.compile(r"[가-힣]{1,4}[시군구](?:\s|$)")
_BEHIND_UNKNOWN = 0.8
"""Score of an address in front of which stands a region that is none."""
_ROAD_AND_NUMBER = re.compile(r"(?P<road>\d?[가-힣][가-힣\d·.]*(?:로|길))(?P<number>\d[\d-]*)?")
_UNITS = "읍면동리가"
_MOST_JOINED = 3
"""Words that one road or dong may have been torn into."""


@dataclass(frozen=True, eq=False)
class Addresses:
    """Answers addresses, names of regions and legal-dong codes."""

    areas: AreaFinder

    @cached_property
    def _english(self) -> EnglishAddresses:
        return EnglishAddresses(self.areas.districts, self.areas.toponyms)

    def answers(self, value: str, text: str, scopes: list[Scope]) -> Iterator[Answer]:
        """Yield what an address, a region or a code means within the scopes, best first."""
        districts = self.areas.districts
        notes: tuple[Note, ...] = ()
        code, _, lot = text.partition(" ")
        coded = (
            self.areas.codes.find(code) if len(code) >= _DONG_CODE and _LOT.fullmatch(lot) else None
        )
        if coded is not None:
            yield from self._of_code(
                value, code, f"{coded.name} {coded.lot or lot}".strip(), scopes
            )
            return
        if korean := self._english.in_korean(text):
            text, notes = korean, (Note("from_english", {"korean": korean}),)
        first = first_of_several(text, districts)
        usual = rewritten(first.text, districts)
        notes = (*notes, *first.notes, *usual.notes)
        for answer in self._plain(value, spaced(usual.text), scopes):
            yield replace(answer, notes=(*notes, *answer.notes)) if notes else answer

    def _of_code(self, value: str, code: str, text: str, scopes: list[Scope]) -> Iterator[Answer]:
        """Yield what the name of a coded place means, told by the names of the day."""
        for answer in self._plain(value, text, scopes):
            known = answer.method in {"legal_dong", "address_lot"} and answer.name
            lot = text.rpartition(" ")[2] if answer.method == "address_lot" else ""
            name = f"{answer.name} {lot}".strip() if known else text
            note = Note("by_code", {"code": code, "name": name})
            yield replace(answer, notes=(note, *answer.notes))

    def regions(self, text: str, scopes: list[Scope]) -> list[Spot]:
        """Return the 시도 or the 시군구 that a single word names within the first scope."""
        districts = self.areas.districts
        region = districts.regions.by_name.get(fold(text))
        within = scopes[0].region.id if scopes[0].region else None
        if region is not None and districts.regions.overlap(within, region.id):
            return [self.areas.whole(self.areas.scope_of(region, None))]
        return [
            self.areas.whole(self.areas.scope_of(scopes[0].region, named_district, text))
            for named_district in districts.find(text, within)
        ]

    def _plain(self, text: str, plain: str, scopes: list[Scope]) -> Iterator[Answer]:
        districts = self.areas.districts
        read = readings(plain, districts, scopes[0].region if scopes[0].district is None else None)
        regions: list[Spot] = []
        for reading in read:
            region = reading.region or (scopes[0].region if reading.district is None else None)
            said_region = plain.removesuffix(reading.rest).strip()
            scope = self.areas.scope_of(region, reading.district, said_region)
            if reading.rest:
                found = [*self._spots(text, reading.rest, [scope])]
                yield from found or self._with_rest(text, reading.rest, scope)
            else:
                regions.append(self.areas.whole(scope))
        yield from answers.some(answers.of_spots(text, regions))
        if read:
            return
        yield from self._behind_unknown_region(text, plain, scopes)
        front, _, rest = plain.partition(" ")
        if namesakes := self._namesakes(front, scopes[0]) if rest else []:
            yield from self._spots(text, rest, namesakes)
        else:
            yield from self._spots(text, plain, scopes, alone=True)

    def _namesakes(self, name: str, within: Scope) -> list[Scope]:
        """Return the 시군구 of one name, 남구 or 고성: what follows tells which is meant."""
        if within.district is not None:
            return []
        named = self.areas.districts.find(name, within.region.id if within.region else None)
        return [
            self.areas.scope_of(within.region, named_district, name)
            for named_district in named
            if len(named) > 1
        ]

    def _behind_unknown_region(
        self, value: str, text: str, scopes: list[Scope]
    ) -> Iterator[Answer]:
        """Answer an address behind a 시도 that is none: 경상난도 창원시, 광주전남통합시 목포시."""
        unknown, _, rest = text.partition(" ")
        if _REGION.fullmatch(unknown) is None or _DISTRICT.match(rest) is None:
            return
        note = Note("district_unknown", {"name": unknown})
        for answer in self._plain(value, rest, scopes):
            score = min(answer.score or 0.0, _BEHIND_UNKNOWN)
            yield replace(answer, score=score, notes=(note, *answer.notes))

    def _with_rest(self, text: str, rest: str, scope: Scope) -> Iterator[Answer]:
        """Answer the 시군구 in front of what nobody knows, and say so; a complex is no address."""
        if scope.district is not None and COMPLEX.search(rest) is None:
            note = Note("unread", {"text": rest})
            yield from answers.some(answers.of_spots(text, [self.areas.whole(scope, (note,))]))

    def _spots(
        self, value: str, text: str, scopes: list[Scope], *, alone: bool = False
    ) -> Iterator[Answer]:
        """Find an address, or a region, within the scopes; `alone`: without a region in front."""
        text = self._joined(self._parted(text, scopes), scopes)
        address = parse_address(text)
        spots = self.areas.spots(address, scopes) if address.says_anything else []
        if address.kind == "area" and address.rest:
            # 원시동 반월공단 12B: the dong is sure, what follows was not read.
            note = Note("unread", {"text": address.rest})
            spots = [
                replace(it, score=min(it.score, answers.LOOSE), notes=(*it.notes, note))
                for it in spots
            ]
        if alone and len(text.split()) == 1:
            # 안동 is a dong of 김해 and the stem of a 시.
            spots = [*self.regions(text, scopes), *spots]
        yield from answers.some(answers.of_spots(value, spots))

    def _parted(self, text: str, scopes: list[Scope]) -> str:
        """Part a dong or township from its road: 주촌면골든루트로80, 오식도동새만금북로 1."""
        word, blank, rest = text.partition(" ")
        road = _ROAD_AND_NUMBER.fullmatch(word)
        if road is None or self._is_known(road["road"], scopes):
            return text
        for letters in range(2, len(road["road"]) - 1):
            head = word[:letters]
            named = head[-1] in _UNITS and any(self.areas.named(head, scope) for scope in scopes)
            if named:
                return f"{head} {word[letters:]}{blank}{rest}"
        return text

    def _joined(self, text: str, scopes: list[Scope]) -> str:
        """Join the words into which a road or a dong was torn: 공단 로 271, 명륜 3가."""
        words = text.split()
        if len(words) < 2 or self._is_known(words[0], scopes):
            return text
        for count in range(min(_MOST_JOINED, len(words)), 1, -1):
            whole = "".join(words[:count])
            if self._is_known(whole, scopes):
                return " ".join([whole, *words[count:]])
        return text

    def _is_known(self, name: str, scopes: list[Scope]) -> bool:
        """Tell whether a road or legal unit of the scopes is called so."""
        return any(
            self.areas.has_road(name, scope) or self.areas.named(name, scope) for scope in scopes
        )
