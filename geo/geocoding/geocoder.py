"""A name or an address in, an answer out: a point with its precision, or candidates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from geo.errors import DistrictError, RegionError
from geo.geocoding import answers, precision
from geo.geocoding.addresses import COMPLEX, Addresses
from geo.geocoding.names import certain, is_initials
from geo.geocoding.query import Answer, Candidate, Note, Query
from geo.geocoding.reading import cleaned, readings, sayable
from geo.text import fold, in_parentheses, is_bare, kind_of, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.geocoding.areas import AreaFinder, Scope
    from geo.geocoding.names import Likely, NearNames
    from geo.geocoding.resolver import Resolution, Resolver
    from geo.model.places import Place
    from geo.regions.units import Unit

LONGEST = 1000
"""Characters of a name or address; anything longer is no name."""
_NUMBER = re.compile(r"\d+")
_NAMED_SHARE = 0.5
"""Weight that the name must carry for a toponym; below it only the 시군구 is known."""
_FARTHEST_KM = 20.0
"""Where only the 시도 is stated, a name that leaves more open than this says nothing."""
_FALLBACK_SCORE = 0.3


@dataclass(frozen=True, slots=True)
class _Asked:
    """A text and the scope in which to look for it."""

    text: str
    scope: Scope
    in_text: bool = False
    """Whether the text itself named the scope; it is then what follows."""


@dataclass(frozen=True, eq=False)
class Geocoder:
    """Answers names and addresses; never guesses unless asked to.

    What decides, in this order: the gazetteer's names and spellings, an address, a region's name,
    initial consonants and Latin letters, a name nearly right, what the name says within its 시군구.
    A region in front of a name narrows where to look: 경남 창원산단, 영암 대불산단.
    """

    resolver: Resolver
    near_names: NearNames
    areas: AreaFinder
    use_gazetteer: bool = True
    """Off: every complex is inferred from its name and 시군구 alone, to measure that."""
    _scopes: dict[tuple[str, str], list[Scope]] = field(default_factory=dict, init=False)
    _codes: dict[str, frozenset[str]] = field(default_factory=dict, init=False)

    @cached_property
    def _addresses(self) -> Addresses:
        return Addresses(self.areas)

    def geocode(self, name: str, region: str = "") -> Answer:
        """Find what `name` means, within the 시도 or 시군구 `region` if one is given.

        Raises
        ------
        RegionError
            `region` is neither.
        """
        sido, sigungu = self.read_region(region)
        return self.answer(Query(name=name, sido=sido, sigungu=sigungu))

    def read_region(self, region: str) -> tuple[str, str]:
        """Take 경남, 창원시 or 경남 창원시 apart into 시도 and 시군구, each empty if not said.

        Raises
        ------
        RegionError
            Neither a 시도 nor a 시군구 answers.
        DistrictError
            The 시도 has no such 시군구.
        """
        districts = self.areas.districts
        sido, _, sigungu = cleaned(region).partition(" ")
        if not sido:
            return "", ""
        if sido.isdigit() and (coded := self.areas.codes.find(sido)):
            sido, _, sigungu = coded.name.partition(" ")
        try:
            found = districts.regions.find(sido)
        except RegionError:
            if districts.find(region):
                return "", region.strip()
            raise
        if sigungu and not districts.find(sigungu, found.id):
            allowed = sorted({one.name_ko for one in districts.current_of(found.id)})
            raise DistrictError(region, tuple(allowed))
        return sido, sigungu

    def answer(self, query: Query, *, best_guess: bool = False) -> Answer:
        """Answer one query; with `best_guess` an ambiguous one carries its first candidate.

        A guess keeps the status ``ambiguous``, and its precision reaches every candidate.

        Raises
        ------
        RegionError
            The 시도 of the query is none.
        """
        if len(query.name) > LONGEST or len(query.address) > LONGEST:
            note = Note("too_long", {"longest": LONGEST})
            said = sayable(query.name or query.address)[:60]
            return Answer(query=f"{said}…", status="none", notes=(note,))
        said = sayable(_said(query))
        query = _cleaned(query)
        if not any(letter.isalnum() for letter in said):
            return Answer(query=said, status="none", notes=(Note("nothing_to_find"),))
        scopes = self._scopes_of(query.sido, query.sigungu)
        unknown: tuple[Note, ...] = ()
        if not scopes:
            unknown = (Note("district_unknown", {"name": f"{query.sido} {query.sigungu}".strip()}),)
            scopes = self._scopes_of(query.sido, "")
        found = self._best(self._attempts(said, query, scopes))
        if found is None:
            found = self._nothing(said, query, scopes, known=not unknown)
        if unknown:
            found = replace(found, notes=(*unknown, *found.notes))
        return answers.shown(answers.guess(found) if best_guess else found)

    def _best(self, attempts: Iterator[Answer]) -> Answer | None:
        """Return the first answer that is settled, else the best of the others."""
        loose: list[Answer] = []
        for answer in attempts:
            if answers.is_settled(answer):
                return answer
            loose.append(answer)
        return max(loose, key=answers.rank) if loose else None

    def _scopes_of(self, sido: str, sigungu: str) -> list[Scope]:
        key = (sido, sigungu)
        if key not in self._scopes:
            self._scopes[key] = self.areas.scopes(*key)
        return self._scopes[key]

    def _attempts(self, said: str, query: Query, scopes: list[Scope]) -> Iterator[Answer]:
        name, address = query.name, query.address
        plain = [_Asked(name, scope) for scope in scopes]
        if name and self.use_gazetteer:
            yield from self._by_gazetteer(said, query, plain)
        named = [] if query.sigungu or not name else self._read(name, scopes)
        if named and self.use_gazetteer:
            yield from self._by_gazetteer(said, query, named)
        if address:
            yield from self._addresses.answers(said, address, scopes)
        # What is known to be a complex is no region: 남면 is a complex in 남면.
        if name and not query.kind:
            yield from self._addresses.answers(said, name, scopes)
        if not name and not address:
            yield from answers.some(
                answers.of_spots(said, [self.areas.whole(one) for one in scopes])
            )
        if name:
            if self.use_gazetteer:
                yield from self._by_near_name(said, [*named, *plain], kind_of(query.kind))
            for asked in (*plain, *named):
                yield from self._by_toponym(said, asked)
            if not query.sigungu:
                yield from self._by_name_run_together(said, name, scopes[0])

    def _read(self, text: str, scopes: list[Scope]) -> list[_Asked]:
        """Return what follows the region in front of a text, with the scope that it names."""
        within = scopes[0].region
        found = []
        for reading in readings(text, self.areas.districts, within):
            scope = self.areas.scope_of(reading.region or within, reading.district)
            if reading.rest:
                found.append(_Asked(reading.rest, scope, in_text=True))
        return found

    def _by_gazetteer(self, said: str, query: Query, asked: list[_Asked]) -> Iterator[Answer]:
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
            yield answers.of_place(said, match.place, match.method)

    def _is_region_too(self, written: str, match: Resolution) -> bool:
        """Tell whether a name that no list states means a region as well as the complex: 순천."""
        if match.method != "gazetteer" or not is_bare(written):
            return False
        return bool(self.areas.districts.find(written)) or bool(self._units_of(written))

    def _units_of(self, stem: str) -> list[Unit]:
        named = self.areas.toponyms.units.named
        return [unit for suffix in "읍면동리" for unit in named(f"{stem}{suffix}")]

    def _also_a_region(self, said: str, one: _Asked, found: list[Resolution]) -> Iterator[Answer]:
        """Answer a name that is a region's too (왜관, 구미) with all that it means.

        One complex that is called as its 시군구 is (순천) is not meant without a word for complex.
        """
        places = [match.place for match in found]
        spots = self._addresses.regions(one.text, [one.scope])
        if spots and len(places) == 1:
            return
        units = [unit for unit in self._units_of(one.text) if one.scope.holds(unit)]
        if not spots:
            spots = [self.areas.at_unit(unit, "legal_dong", 1.0) for unit in units]
        candidates = [answers.candidate(place, 1.0) for place in places]
        candidates += [Candidate(spot.id, spot.name, 1.0, spot.lon, spot.lat) for spot in spots]
        if len(candidates) > 1:
            yield answers.ambiguous(said, candidates)

    def _by_near_name(self, said: str, asked: list[_Asked], kind: str | None) -> Iterator[Answer]:
        word = self.resolver.gazetteer.word_of_kind
        for one in asked:
            name, scope = one.text, one.scope
            narrow = scope.region is not None or scope.district is not None
            within = self._within(scope) if narrow else None
            if kind:
                every = self.resolver.gazetteer.places if within is None else within
                within = frozenset(id_ for id_ in every if word(id_) in (None, kind))
            if is_initials(name):
                found = self.near_names.by_initials(name, within)
                sure = found[0] if len(found) == 1 else None
            else:
                found = self.near_names.romanised(name, within)
                sure = found[0] if len(found) == 1 else None
                if not found and not self._is_toponym(name):
                    found = self.near_names.alike(name, within)
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

    def _is_toponym(self, name: str) -> bool:
        """Tell whether the name is right for something else, so that it is no typing error."""
        stem = name_key(name).stem
        if self.areas.districts.find(stem) or self.areas.districts.find(name):
            return True
        return bool(self._units_of(stem))

    def _by_toponym(self, said: str, asked: _Asked) -> Iterator[Answer]:
        """Infer a complex from its name within its 시군구; within a 시도 only if the name tells."""
        scope = asked.scope
        if not scope.codes or (asked.in_text and COMPLEX.search(asked.text) is None):
            return
        inferred = self.areas.toponyms.infer(
            asked.text,
            scope.codes,
            self._own_names(scope),
            townships=scope.townships,
            only_if_told=scope.district is None,
        )
        if inferred is None:
            return
        named = inferred.share > _NAMED_SHARE
        if scope.district is None:
            named = named and inferred.score > _NAMED_SHARE and inferred.spread_km < _FARTHEST_KM
        if named:
            spot = self.areas.at_unit(inferred.unit, "toponym", round(inferred.score, 2))
            why = Note("by_toponym", {"evidence": ", ".join(inferred.evidence)})
        elif scope.district is not None:
            spot = replace(self.areas.whole(scope), score=_FALLBACK_SCORE)
            why = Note("only_district", {"name": spot.name})
        else:
            return
        found = answers.of_spots(said, [spot])
        assert found is not None  # noqa: S101 - there is one
        yield replace(
            found,
            lon=inferred.lon,
            lat=inferred.lat,
            precision_km=precision.of_inference(inferred.spread_km),
            notes=(why, *scope.notes),
        )

    def _by_name_run_together(self, said: str, name: str, within: Scope) -> Iterator[Answer]:
        """Read the 시도 or 시군구 with which a complex's name begins: 제천왕암산단.

        The beginning may mean nothing (하남산단 lies in 광주), so it counts only if the rest names
        a complex there or tells where in it; else the 시군구 is a candidate.
        """
        for scope, rest in self._beginnings(name, within):
            asked = _Asked(rest, scope, in_text=True)
            if self.use_gazetteer:
                yield from self._by_gazetteer(said, Query(name=name), [asked])
            for answer in self._by_toponym(said, replace(asked, text=name)):
                where = scope.district.name if scope.district else ""
                note = Note("district_from_name", {"name": where})
                if answer.method == "toponym":
                    yield replace(answer, notes=(*answer.notes, *([note] if where else [])))
                else:
                    spot = self.areas.whole(scope)
                    like = Candidate(spot.id, spot.name, _FALLBACK_SCORE, spot.lon, spot.lat)
                    notes = (Note("state_district"),)
                    yield Answer(query=said, status="none", candidates=(like,), notes=notes)

    def _beginnings(self, name: str, within: Scope) -> Iterator[tuple[Scope, str]]:
        """Yield the 시도, then the 시군구, with which a name begins, and what follows."""
        districts = self.areas.districts
        region = within.region
        if region is None:
            for one in districts.regions.current:
                for written in (one.name_ko, f"{one.short_ko}시", one.short_ko):
                    if name.startswith(written) and len(name) > len(written) + 1:
                        rest = name.removeprefix(written)
                        scope = self.areas.scope_of(one, None)
                        yield scope, rest
                        if scope.district is None:
                            yield from self._beginnings(rest, scope)
                        break
        for letters in range(min(5, len(name) - 1), 1, -1):
            found = districts.find(name[:letters], region.id if region else None)
            found = tuple(one for one in found if one.is_current)
            if len(found) == 1:
                yield self.areas.scope_of(region, found[0]), name[letters:]
                return

    def _own_names(self, scope: Scope) -> list[str]:
        """Return the short names of a 시군구, its city and 시도, which say nothing within it."""
        regions = self.areas.districts.regions
        by_code = self.areas.districts.by_code
        sidos = {by_code[code].sido_code for code in scope.codes}
        shorts = {one.short_ko for one in regions.current if one.code in sidos}
        if scope.district is None:
            return sorted(shorts)
        names = [scope.district.name, *(by_code[code].name_ko for code in scope.codes)]
        words = {word[:-1] for name in names for word in name.split() if len(word) > 2}
        return sorted(shorts | words)

    def _within(self, scope: Scope) -> frozenset[str]:
        """Return the ids of the places that lie in the scope, at least in part."""
        codes = set(scope.codes)
        places = self.resolver.gazetteer.places.values()
        here = frozenset(place.id for place in places if codes & self._codes_of(place))
        if not scope.townships:
            return here
        by_id = self.resolver.gazetteer.places
        return frozenset(
            id_
            for id_ in here
            if {dong.split()[-1] for dong in by_id[id_].legal_dongs} & scope.townships
            or {dong.split()[0] for dong in by_id[id_].legal_dongs} & scope.townships
        )

    def _codes_of(self, place: Place) -> frozenset[str]:
        if place.id not in self._codes:
            region = self.resolver.gazetteer.region_of[place.id]
            find = self.areas.districts.find
            found = [find(name, region) or find(name) for name in place.sigungu_all]
            self._codes[place.id] = frozenset(
                code for districts in found for district in districts for code in district.codes
            )
        return self._codes[place.id]

    def _nothing(self, said: str, query: Query, scopes: list[Scope], *, known: bool) -> Answer:
        region = scopes[0].region
        near = self.resolver.nearest(query.name, region.id if region else None)
        found = tuple(answers.candidate(one.place, one.score) for one in near)
        notes: tuple[Note, ...] = ()
        if known:
            wants = not query.sigungu and COMPLEX.search(query.name) is not None
            notes = (Note("state_district" if wants else "unknown"),)
        return Answer(query=said, status="none", candidates=found, notes=notes)


def _cleaned(query: Query) -> Query:
    return Query(
        name=cleaned(query.name),
        address=cleaned(query.address),
        sido=cleaned(query.sido),
        sigungu=cleaned(query.sigungu),
        kind=query.kind,
    )


def _also_in_parentheses(written: str, found: Resolution) -> bool:
    """Tell whether the name also has what is written in parentheses: 한국수출산업(주안)공단."""
    inside = in_parentheses(written)
    return bool(inside) and all(fold(part) in fold(found.place.name_ko) for part in inside)


def _same_phase(written: str, name: str) -> bool:
    """Tell whether numbers in parentheses, which the keys of names leave out, speak for it."""
    numbers = {number for inside in in_parentheses(written) for number in _NUMBER.findall(inside)}
    known = set(_NUMBER.findall(name))
    return not known or numbers <= known


def _said(query: Query) -> str:
    parts = (query.name, query.address, f"{query.sido} {query.sigungu}")
    return next((part.strip() for part in parts if part.strip()), "")
