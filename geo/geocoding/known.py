"""Names that the gazetteer holds, to the letter or nearly, into answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geo.geocoding import answers
from geo.geocoding.names import certain, is_initials
from geo.geocoding.query import Candidate, Note
from geo.text import fold, in_parentheses, is_bare, kind_of, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.geocoding.addresses import Addresses
    from geo.geocoding.areas import AreaFinder, Scope
    from geo.geocoding.names import Likely, NearNames
    from geo.geocoding.query import Answer, Query
    from geo.geocoding.resolver import Resolution, Resolver
    from geo.model.places import Place
    from geo.regions.units import Unit

_NUMBER = re.compile(r"\d+")
_STEM = 2
"""Letters of most place names without 시, 읍 or 동."""
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
    _codes: dict[str, frozenset[str]] = field(default_factory=dict, init=False)
    _places: dict[tuple[object, ...], frozenset[str]] = field(default_factory=dict, init=False)
    """The places of each scope, also of one kind only."""

    def by_gazetteer(self, said: str, query: Query, asked: list[Asked]) -> Iterator[Answer]:
        """Yield the place that the official names and listed spellings give, or several."""
        kind = kind_of(query.kind)
        word = self.resolver.gazetteer.word_of_kind
        places: dict[str, Resolution] = {}
        for one in asked:
            region = one.scope.region
            region_id = region.id if region else None
            found = self.resolver.matches(one.text, region_id)
            if kind:
                if name_key(one.text).kind is None:
                    found = self.resolver.matches(f"{one.text}{kind}", region_id) or found
                found = [match for match in found if word(match.place.id) in (None, kind)]
            found = [match for match in found if _same_phase(one.text, match.place.name_ko)]
            found = [match for match in found if _also_in_parentheses(one.text, match)] or found
            if not (kind or query.sigungu) and any(self._is_region_too(one.text, m) for m in found):
                yield from self._also_a_region(said, one, found)
                found = [match for match in found if not self._is_region_too(one.text, match)]
            if one.scope.district is not None:
                within = self._within(one.scope)
                found = [match for match in found if match.place.id in within]
            places |= {match.place.id: match for match in found}
        if len(places) > 1:
            found_places = [match.place for match in places.values()]
            yield answers.ambiguous(said, [answers.candidate(one, 1.0) for one in found_places])
        for match in places.values() if len(places) == 1 else ():
            yield self._of(said, match, " ".join(one.text for one in asked))

    def _of(self, said: str, match: Resolution, written: str) -> Answer:
        """Answer with a place; what parentheses say and nobody knows of it lowers the score."""
        found = answers.of_place(said, match.place, match.method)
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

    def _also_a_region(self, said: str, one: Asked, found: list[Resolution]) -> Iterator[Answer]:
        """Answer a name that is a region's too (왜관, 구미) with all that it means.

        One complex that is called as its 시군구 is (순천) is not meant without a word for complex.
        """
        places = [match.place for match in found]
        spots = self.addresses.regions(one.text, [one.scope])
        if spots and len(places) == 1:
            return
        units = [unit for unit in self._units_of(one.text) if one.scope.holds(unit)]
        if not spots:
            spots = [self.areas.at_unit(unit, "legal_dong", 1.0) for unit in units]
        candidates = [answers.candidate(place, 1.0) for place in places]
        candidates += [Candidate(spot.id, spot.name, 1.0, spot.lon, spot.lat) for spot in spots]
        if len(candidates) > 1:
            yield answers.ambiguous(said, candidates)

    def by_near_name(self, said: str, asked: list[Asked], kind: str | None) -> Iterator[Answer]:
        """Yield the place whose name is nearly so, in Latin letters or begins with consonants."""
        for one in asked:
            name, scope = one.text, one.scope
            narrow = scope.region is not None or scope.district is not None
            within = self._within(scope, kind) if narrow or kind else None
            if is_initials(name):
                found = self.near_names.by_initials(name, within)
                sure = found[0] if len(found) == 1 else None
            else:
                found = self.near_names.romanised(name, within)
                sure = found[0] if len(found) == 1 else None
                if not found and not self.is_toponym(name):
                    alike = self.near_names.alike(name, within)
                    found = [one for one in alike if not self._begins_elsewhere(name, one.written)]
                    sure = certain(found)
                    found = found if sure else []
            if found:
                yield self._of_likely(said, found, sure)

    def _of_likely(self, said: str, found: list[Likely], sure: Likely | None) -> Answer:
        places = self.resolver.gazetteer.places
        if sure is None:
            return answers.ambiguous(
                said, [answers.candidate(places[one.place_id], one.likeness) for one in found]
            )
        place = places[sure.place_id]
        exact = sure.likeness == 1
        return replace(
            answers.of_place(said, place, "alias" if exact else "fuzzy"),
            score=sure.likeness,
            notes=() if exact else (Note("alike", {"written": said, "name": place.name_ko}),),
        )

    def _begins_elsewhere(self, name: str, known: str) -> bool:
        """Tell whether a name begins with another place than the known one: 대산 for 울산."""
        start = name[:_STEM]
        if start == known[:_STEM]:
            return False
        return bool(self.areas.districts.find(start) or self._units_of(start))

    def is_toponym(self, name: str) -> bool:
        """Tell whether the name is right for something else, so that it is no typing error."""
        stem = name_key(name).stem
        if self.areas.districts.find(stem) or self.areas.districts.find(name):
            return True
        return bool(self._units_of(stem))

    def _within(self, scope: Scope, kind: str | None = None) -> frozenset[str]:
        """Return the ids of the places that lie in the scope, at least in part, of the kind."""
        key = scope.codes, scope.townships, kind
        if key not in self._places:
            word = self.resolver.gazetteer.word_of_kind
            self._places[key] = frozenset(
                place.id
                for place in self.resolver.gazetteer.places.values()
                if self._is_in(place, scope) and (kind is None or word(place.id) in (None, kind))
            )
        return self._places[key]

    def _is_in(self, place: Place, scope: Scope) -> bool:
        if scope.codes and not self._codes_of(place).intersection(scope.codes):
            return False
        words = {word for dong in place.legal_dongs for word in dong.split()}
        return not scope.townships or bool(words & scope.townships)

    def _codes_of(self, place: Place) -> frozenset[str]:
        if place.id not in self._codes:
            region = self.resolver.gazetteer.region_of[place.id]
            find = self.areas.districts.find
            found = [find(name, region) or find(name) for name in place.sigungu_all]
            self._codes[place.id] = frozenset(
                code for districts in found for district in districts for code in district.codes
            )
        return self._codes[place.id]


def _also_in_parentheses(written: str, found: Resolution) -> bool:
    """Tell whether the name also has what is written in parentheses: 한국수출산업(주안)공단."""
    inside = in_parentheses(written)
    return bool(inside) and all(fold(part) in fold(found.place.name_ko) for part in inside)


def _same_phase(written: str, name: str) -> bool:
    """Tell whether numbers in parentheses, which the keys of names leave out, speak for it."""
    inside = in_parentheses(written)
    numbers = {number for text in inside for number in _NUMBER.findall(text)}
    known = set(_NUMBER.findall(name))
    # 포승(2) is no 포승; 대구국가산단(2단계) may be a part of the one that is known.
    return numbers <= known or not (known or any(text.strip().isdigit() for text in inside))
