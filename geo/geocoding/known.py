"""Names that the gazetteer holds, to the letter or nearly, into answers."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from geo.geocoding import answers
from geo.geocoding.names import certain, english_key, english_kind, is_initials
from geo.geocoding.query import Candidate, Note
from geo.geocoding.romanised import in_latin, romanised
from geo.geocoding.stems import is_telling, without_generics, without_number
from geo.model.places import PlaceKind
from geo.text import fold, in_parentheses, is_bare, kind_of, name_key, qualifiers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.geocoding.addresses import Addresses
    from geo.geocoding.areas import AreaFinder, Scope
    from geo.geocoding.listed import ListedComplex, ListedComplexes
    from geo.geocoding.names import Likely, NearNames
    from geo.geocoding.query import Answer, Query
    from geo.geocoding.resolver import Resolution, Resolver
    from geo.model.places import Place, Region
    from geo.regions.units import Unit

_NUMBER = re.compile(r"\d+")
_COMPLEX = re.compile(r"industrial|complex", re.IGNORECASE)
_STEM = 2
"""Letters of most place names without 시, 읍 or 동."""
_SHORT, _NUMBERED = 0.85, 0.75
"""Scores of a name that lacks words which any complex bears, and of one that lacks its number."""
_PLANNED = "후보지"
_PARTLY_READ = 0.8
"""Score of a name of which something in parentheses is not known of the place."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text and the scope in which to look for it."""

    text: str
    scope: Scope
    in_text: bool = False
    """Whether the text itself named the scope; it is then what follows."""


@dataclass(frozen=True, eq=False)
class KnownComplexes:
    """Answers names of complexes by the gazetteer."""

    resolver: Resolver
    near_names: NearNames
    areas: AreaFinder
    addresses: Addresses
    listed: ListedComplexes
    _places: dict[tuple[object, ...], frozenset[str]] = field(default_factory=dict, init=False)
    """The places of each scope, also of one kind only."""

    def by_gazetteer(self, text: str, query: Query, asked: list[Asked]) -> Iterator[Answer]:
        """Yield the place that the official names and listed spellings give, or several."""
        kind = kind_of(query.kind)
        word = self.resolver.gazetteer.word_of_kind
        places: dict[str, Resolution] = {}
        for item in asked:
            region = item.scope.region
            region_id = region.id if region else None
            found = self.resolver.matches(item.text, region_id)
            if not found and item.scope.district is not None:
                # Some lie in a 시군구 of another 시도, too, than that of their row.
                found = self.resolver.matches(item.text, None)
            if kind:
                if name_key(item.text).kind is None:
                    found = self.resolver.matches(f"{item.text}{kind}", region_id) or found
                found = [match for match in found if word(match.place.id) in (None, kind)]
            found = [match for match in found if _same_phase(item.text, match.place.name_ko)]
            found = [match for match in found if _also_in_parentheses(item.text, match)] or found
            if not (kind or query.sigungu) and any(
                self._is_region_too(item.text, m) for m in found
            ):
                yield from self._also_a_region(text, item, found)
                found = [match for match in found if not self._is_region_too(item.text, match)]
            if item.scope.district is not None:
                within = self.within(item.scope)
                found = [match for match in found if match.place.id in within]
            several = (
                [] if kind else self._siblings_of_urban(item, found) or self._others(item, found)
            )
            if several:
                yield answers.ambiguous(text, several)
                return
            places |= {match.place.id: match for match in found}
        if len(places) > 1:
            found_places = [match.place for match in places.values()]
            yield answers.ambiguous(
                text, [answers.candidate(found_place, 1.0) for found_place in found_places]
            )
        for match in places.values() if len(places) == 1 else ():
            yield self._of(text, match, " ".join(entry.text for entry in asked))

    def _siblings_of_urban(self, item: Asked, found: list[Resolution]) -> list[Candidate]:
        """Return what 전주공단 may mean besides 전주도시첨단: 전주제1, 전주제2.

        Only what says 도시첨단 means such a complex alone, where others bear its name and a number.
        """
        key = name_key(item.text)
        urban = {match.place.id for match in found if match.place.kind is PlaceKind.URBAN_HIGH_TECH}
        if not urban or len(urban) < len(found) or key.kind or is_bare(item.text):
            return []
        gazetteer, within = self.resolver.gazetteer, self.within(item.scope)
        others = [id_ for id_ in gazetteer.numbered.get(key.stem, ()) if id_ in within - urban]
        ids = [*others, *urban] if others else []
        return [answers.candidate(gazetteer.places[id_], 1.0) for id_ in ids]

    def _others(self, item: Asked, found: list[Resolution]) -> list[Candidate]:
        """Return what 나주산단 may mean where only 나주국가 is a listed spelling: 나주일반 too."""
        key = name_key(item.text)
        if len(found) != 1 or qualifiers(item.text):
            return []
        if item.scope.region is None and found[0].method == "alias" and not is_bare(item.text):
            # 검단산단 is a short name of one in 인천; officially others are called so: 대구, 경주.
            elsewhere = [*self._listed_elsewhere(item, found[0].place)]
            if elsewhere:
                return [answers.candidate(found[0].place, 1.0), *elsewhere]
        if key.kind or not _says_kind(found[0]):
            return []
        gazetteer, place = self.resolver.gazetteer, found[0].place
        within = self.within(item.scope)
        short = gazetteer.shortened.get(key.stem, ())
        if place.name_ko.endswith(_PLANNED):
            # Nobody means what is only planned by 강릉산단.
            short = gazetteer.begun.get(key.stem, ())
        elif place.id in short:
            return []
        ids = [id_ for id_ in short if id_ in within - {place.id}]
        others = [answers.candidate(gazetteer.places[id_], 1.0) for id_ in ids]
        others += self._listed_beside(item, place)
        return [answers.candidate(place, 1.0), *others] if others else []

    def _listed_beside(self, item: Asked, place: Place) -> Iterator[Candidate]:
        """Yield the complexes of KICOX's table of this name and of another kind, by 시군구."""
        regions = self.areas.districts.regions
        within = item.scope.region.id if item.scope.region else None
        for row in self.listed.find(item.text):
            other = row.kind != self.resolver.gazetteer.word_of_kind(place.id)
            if other and regions.overlap(within, regions.find(row.sido).id):
                yield self.listed_candidate(row)

    def _listed_elsewhere(self, item: Asked, place: Place) -> Iterator[Candidate]:
        """Yield the complexes of KICOX's table of this very name in other 시군구."""
        stem = name_key(item.text).stem
        for row in self.listed.find(item.text):
            (scope, *_) = self.areas.scopes(row.sido, row.sigungu)
            if name_key(row.name).stem == stem and not set(scope.codes) & self._codes_of(place):
                yield self.listed_candidate(row)

    def listed_candidate(self, row: ListedComplex) -> Candidate:
        """Return a complex of KICOX's table as a candidate: where it lies is its 시군구."""
        spot = self.areas.whole(self.areas.scopes(row.sido, row.sigungu)[0])
        return Candidate(spot.id, f"{spot.name} {row.name}({row.kind})", 1.0, spot.lon, spot.lat)

    def by_short_name(self, text: str, asked: list[Asked], kind: str | None) -> Iterator[Answer]:
        """Yield the place that a name means if the words that any complex bears are added.

        오송산단 for 오송생명과학; 경산공단 for one of 경산1 to 경산4.
        """
        gazetteer = self.resolver.gazetteer
        for item in asked:
            key = name_key(item.text)
            if is_bare(item.text) or qualifiers(item.text):
                continue
            within = self.within(item.scope, kind or key.kind)
            for stem, index, score in self._short_forms(key.stem):
                ids = [id_ for id_ in index.get(stem, ()) if id_ in within]
                if ids and index is gazetteer.shortened:
                    # 전주일반 is 전주제1 or 전주제2 rather than 전주과학 alone.
                    numbered = gazetteer.numbered.get(stem, ())
                    ids = list(dict.fromkeys([*ids, *(id_ for id_ in numbered if id_ in within)]))
                places = [gazetteer.places[id_] for id_ in ids]
                if len(places) > 1:
                    yield answers.ambiguous(text, [answers.candidate(it, score) for it in places])
                    return
                if places and index is not gazetteer.numbered:
                    note = Note("alike", {"written": text, "name": places[0].name_ko})
                    found = answers.of_place(text, places[0], "alias")
                    yield replace(found, score=score, notes=(note,))
                    return

    def by_name_in_region(self, text: str, query: Query, asked: list[Asked]) -> Iterator[Answer]:
        """Yield the place of a name that lacks the region beside it: 과학산단 in 강릉."""
        for answer in self.by_gazetteer(text, query, asked):
            if answer.name and answer.name.endswith(_PLANNED):
                continue
            if answer.status != "ok":
                yield answer
                continue
            note = Note("alike", {"written": text, "name": answer.name or ""})
            score = min(answer.score or 0.0, _SHORT)
            yield replace(answer, score=score, notes=(*answer.notes, note))

    def by_kind_in_region(
        self, text: str, asked: list[Asked], stated: str | None = None
    ) -> Iterator[Answer]:
        """Yield the one complex of a kind in the region that a name is called after: 밀양(국가).

        `stated` is the kind that stands beside the name (서울 and 국가).
        """
        for item in asked:
            key = name_key(item.text)
            kind = key.kind or stated
            scope = self._called_after(key.stem, item.scope.region)
            if kind is None or scope is None or qualifiers(item.text):
                continue
            if self.listed.find(item.text, kind):
                continue
            word = self.resolver.gazetteer.word_of_kind
            ids = sorted(id_ for id_ in self.within(scope) if word(id_) == kind)
            places = [self.resolver.gazetteer.places[id_] for id_ in ids]
            singles = [place for place in places if not place.members]
            rows = self._listed_of(kind, scope)
            note = Note("alike", {"written": text, "name": singles[0].name_ko if singles else ""})
            if len(singles) == 1 and len(rows) <= 1:
                found = answers.of_place(text, singles[0], "alias")
                yield replace(found, score=_NUMBERED, notes=(note,))
            elif 0 < len(singles) + len(rows) <= answers.SHOWN:
                known = {name_key(place.name_ko).stem for place in singles}
                others = [row for row in rows if name_key(row.name).stem not in known]
                like = [answers.candidate(place, _NUMBERED) for place in singles]
                like += [self.listed_candidate(row) for row in others]
                yield answers.ambiguous(text, like)

    def _called_after(self, name: str, within: Region | None) -> Scope | None:
        """Return the scope of the one 시도 or 시군구 of today that is called so."""
        regions = self.areas.districts.regions
        region = regions.by_name.get(name)
        if region is not None and regions.overlap(within.id if within else None, region.id):
            return self.areas.scope_of(region, None)
        named = self.areas.districts.find(name, within.id if within else None)
        current = [district for district in named if district.is_current]
        return self.areas.scope_of(within, current[0]) if len(current) == 1 else None

    def _listed_of(self, kind: str, scope: Scope) -> list[ListedComplex]:
        """Return the complexes of a kind that KICOX's table has in a scope."""
        city = scope.district.name.split()[0] if scope.district else ""
        regions, within = self.areas.districts.regions, scope.region.id if scope.region else None
        return [
            row
            for row in self.listed.of_kind(kind)
            if city in ("", row.sigungu.split()[0])
            and regions.overlap(within, regions.find(row.sido).id)
        ]

    def in_korean(self, text: str) -> str:
        """Return an English name with a word for complex as Koreans write it; empty if unknown.

        What Jeonju Industrial Complex may mean is what 전주산업단지 may mean.
        """
        if not text.isascii() or _COMPLEX.search(text) is None or in_parentheses(text):
            return ""
        stems = self._latin_stems.get(english_key(text), set())
        return f"{min(stems)}{english_kind(text) or ''}산업단지" if len(stems) == 1 else ""

    @cached_property
    def _latin_stems(self) -> Mapping[str, set[str]]:
        gazetteer = self.resolver.gazetteer
        found: defaultdict[str, set[str]] = defaultdict(set)
        for stem in (*gazetteer.official, *gazetteer.numbered, *gazetteer.shortened):
            for latin in in_latin(stem):
                found[latin].add(stem)
        return found

    def _short_forms(self, stem: str) -> Iterator[tuple[str, Mapping[str, tuple[str, ...]], float]]:
        """Yield what to look up for a stem, where, and the score of what is found there."""
        gazetteer = self.resolver.gazetteer
        if _NUMBER.search(stem):
            first = without_number(stem)
            if stem == f"{first}1" and first in gazetteer.numbered:
                # 군산1국가 for 군산국가, which stands beside 군산2국가.
                yield first, gazetteer.official, _SHORT
            return
        yield stem, gazetteer.shortened, _SHORT
        if plain := without_generics(stem):
            yield plain, gazetteer.plain, _SHORT
        yield stem, gazetteer.numbered, _NUMBERED

    def _of(self, text: str, match: Resolution, written: str) -> Answer:
        """Answer with a place; what parentheses say and nobody knows of it lowers the score."""
        found = answers.of_place(text, match.place, match.method)
        unread = self.resolver.gazetteer.unread(written, match.place.id)
        if not unread:
            return found
        note = Note("unread", {"text": ", ".join(unread)})
        return replace(found, score=_PARTLY_READ, notes=(note,))

    def _is_region_too(self, written: str, match: Resolution) -> bool:
        """Tell whether a name that no list states means a region as well as the complex: 순천."""
        if match.method != "gazetteer" or not is_bare(written):
            return False
        return bool(self.areas.districts.find(written)) or bool(self._units_of(written))

    def _units_of(self, stem: str) -> list[Unit]:
        named = self.areas.toponyms.units.named
        return [unit for suffix in "읍면동리" for unit in named(f"{stem}{suffix}")]

    def units_called(self, name: str) -> list[Unit]:
        """Return the legal units of a name, with 읍, 면, 동, 리 or without: 문산, 팔복동."""
        named = self.areas.toponyms.units.named
        return [*named(name), *named(f"{name}1가"), *self._units_of(name)]

    def _also_a_region(self, text: str, item: Asked, found: list[Resolution]) -> Iterator[Answer]:
        """Answer a name that is a region's too (왜관, 구미) with all that it means.

        One complex that is called as its 시군구 is (순천) is not meant without a word for complex.
        """
        places = [match.place for match in found]
        spots = self.addresses.regions(item.text, [item.scope])
        if spots and len(places) == 1:
            return
        units = [unit for unit in self._units_of(item.text) if item.scope.holds(unit)]
        if not spots:
            spots = [self.areas.at_unit(unit, "legal_dong", 1.0) for unit in units]
        candidates = [answers.candidate(place, 1.0) for place in places]
        candidates += [Candidate(spot.id, spot.name, 1.0, spot.lon, spot.lat) for spot in spots]
        if len(candidates) > 1:
            yield answers.ambiguous(text, candidates)

    def by_near_name(self, text: str, asked: list[Asked], kind: str | None) -> Iterator[Answer]:
        """Yield the place whose name is nearly so, in Latin letters or begins with consonants."""
        for item in asked:
            name, scope = item.text, item.scope
            narrow = scope.region is not None or scope.district is not None
            within = self.within(scope, kind) if narrow or kind else None
            if is_initials(name):
                found = self.near_names.by_initials(name, within)
                sure = found[0] if len(found) == 1 else None
            else:
                found = self.near_names.romanised(name, within)
                sure = found[0] if len(found) == 1 else None
                # A word that any complex bears (농공단지) is no mistyped name, nor is Magok 매곡.
                known = name.isascii() and self.listed.find(name)
                if not found and not known and is_telling(name_key(name).stem):
                    alike = self.near_names.alike(name, within)
                    found = [
                        likely
                        for likely in alike
                        if not self._begins_elsewhere(name, likely.written)
                    ]
                    sure = certain(found)
                    found = found if sure and not self.is_toponym(name) else []
            if found:
                yield self._of_likely(text, found, sure)

    def _of_likely(self, text: str, found: list[Likely], sure: Likely | None) -> Answer:
        places = self.resolver.gazetteer.places
        if sure is None:
            return answers.ambiguous(
                text,
                [answers.candidate(places[likely.place_id], likely.likeness) for likely in found],
            )
        place = places[sure.place_id]
        exact = sure.likeness == 1
        return replace(
            answers.of_place(text, place, "alias" if exact else "fuzzy"),
            score=sure.likeness,
            notes=() if exact else (Note("alike", {"written": text, "name": place.name_ko}),),
        )

    def _begins_elsewhere(self, name: str, known: str) -> bool:
        """Tell whether a name begins with another place than the known one: 대산 for 울산."""
        start = name[:_STEM]
        if start == known[:_STEM]:
            return False
        return bool(self.areas.districts.find(start) or self._units_of(start))

    @cached_property
    def _latin_regions(self) -> frozenset[str]:
        """The names of 시군구 in Latin letters, without 시, 군 and 구."""
        districts = self.areas.districts.standing.timeline.districts
        return frozenset(
            romanised(word[:-1]) for district in districts for word in district.name_ko.split()
        )

    def is_toponym(self, name: str) -> bool:
        """Tell whether the name is right for something else, so that it is no typing error."""
        if name.isascii():
            return _NUMBER.sub("", english_key(name)) in self._latin_regions
        stem = name_key(name).stem
        if self.areas.districts.find(stem) or self.areas.districts.find(name):
            return True
        return bool(self._units_of(stem))

    def within(self, scope: Scope, kind: str | None = None) -> frozenset[str]:
        """Return the ids of the places that lie in the scope, at least in part, of the kind."""
        key = scope.codes, scope.townships, kind
        if key not in self._places:
            word, places = self.resolver.gazetteer.word_of_kind, self.resolver.gazetteer.places
            here = [id_ for code in scope.codes for id_ in self._of_code.get(code, ())]
            self._places[key] = frozenset(
                id_
                for id_ in (here if scope.codes else places)
                if self._is_in_townships(places[id_], scope)
                and (kind is None or word(id_) in (None, kind))
            )
        return self._places[key]

    @cached_property
    def _of_code(self) -> Mapping[str, list[str]]:
        """The ids of the places of each 시군구, by its code."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for place in self.resolver.gazetteer.places.values():
            for code in self._codes_of(place):
                found[code].append(place.id)
        return found

    def _is_in_townships(self, place: Place, scope: Scope) -> bool:
        words = {word for dong in place.legal_dongs for word in dong.split()}
        return not scope.townships or bool(words & scope.townships)

    def _codes_of(self, place: Place) -> frozenset[str]:
        region = self.resolver.gazetteer.region_of[place.id]
        find = self.areas.districts.find
        found = [find(name, region) or find(name) for name in place.sigungu_all]
        return frozenset(
            code for districts in found for district in districts for code in district.codes
        )


def _says_kind(match: Resolution) -> bool:
    """Tell whether a name was matched by a spelling with a kind, which it has not itself."""
    return match.method == "alias" and name_key(match.matched).kind is not None


def _also_in_parentheses(written: str, found: Resolution) -> bool:
    """Tell whether the name also has what is written in parentheses: 한국수출산업(주안)공단."""
    inside = in_parentheses(written)
    return bool(inside) and all(fold(part) in fold(found.place.name_ko) for part in inside)


def _same_phase(written: str, name: str) -> bool:
    """Tell whether numbers in parentheses, which the keys of names leave out, speak for it."""
    inside = in_parentheses(written)
    numbers = {number for text in inside for number in _NUMBER.findall(text)}
    known = set(_NUMBER.findall(name))
    # 포승(2) is no 포승; 포항국가산단(2단계) may be a part of the one that is known.
    return numbers <= known or not (known or any(text.strip().isdigit() for text in inside))
