"""A name or an address in, an answer out: a point with its precision, or candidates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from geo.crs import geodesic_lengths_km
from geo.errors import DistrictError, RegionError
from geo.geocoding import precision
from geo.geocoding.address import parse_address
from geo.geocoding.areas import Scope
from geo.geocoding.names import certain, is_initials
from geo.geocoding.query import Answer, Candidate, Note, Query
from geo.text import fold, in_parentheses, name_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.geocoding.areas import AreaFinder, Spot
    from geo.geocoding.names import Likely, NearNames
    from geo.geocoding.resolver import Resolution, Resolver
    from geo.model.places import Place

LONGEST = 1000
"""Characters of a name or address; anything longer is no name."""
SHOWN = 10
"""Candidates given at most."""
_COMPLEX = re.compile(
    r"산업|산단|공단|농공|단지|밸리|테크노|파크|클러스터|공업|industrial|complex", re.IGNORECASE
)
_NUMBER = re.compile(r"\d+")
_NAMED_SHARE = 0.5
"""Weight that the name must carry for a toponym; below it only the 시군구 is known."""
_FALLBACK_SCORE = 0.3


@dataclass(frozen=True, eq=False)
class Geocoder:
    """Answers names and addresses; never guesses unless asked to.

    What decides, in this order: the gazetteer's names and spellings, an address, a region's name,
    initial consonants and Latin letters, a name nearly right, what the name says within its 시군구.
    """

    resolver: Resolver
    near_names: NearNames
    areas: AreaFinder
    use_gazetteer: bool = True
    """Off: every complex is inferred from its name and 시군구 alone, to measure that."""
    _scopes: dict[tuple[str, str], list[Scope]] = field(default_factory=dict, init=False)
    _codes: dict[str, frozenset[str]] = field(default_factory=dict, init=False)

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
        sido, _, sigungu = region.strip().partition(" ")
        if not sido:
            return "", ""
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
        said = _said(query)
        if len(query.name) > LONGEST or len(query.address) > LONGEST:
            note = Note("too_long", {"longest": LONGEST})
            return Answer(query=f"{said[:60]}…", status="none", notes=(note,))
        if not any(letter.isalnum() for letter in said):
            return Answer(query=said, status="none", notes=(Note("nothing_to_find"),))
        scopes = self._scopes_of(query.sido, query.sigungu)
        unknown: tuple[Note, ...] = ()
        if not scopes:
            unknown = (Note("district_unknown", {"name": f"{query.sido} {query.sigungu}".strip()}),)
            scopes = self._scopes_of(query.sido, "")
        for answer in self._attempts(said, query, scopes):
            answered = replace(answer, notes=(*unknown, *answer.notes)) if unknown else answer
            return _guess(answered) if best_guess else answered
        return self._nothing(said, query, scopes, unknown)

    def _scopes_of(self, sido: str, sigungu: str) -> list[Scope]:
        key = (sido, sigungu)
        if key not in self._scopes:
            self._scopes[key] = self.areas.scopes(*key)
        return self._scopes[key]

    def _attempts(self, said: str, query: Query, scopes: list[Scope]) -> Iterator[Answer]:
        name = query.name.strip()
        if name and self.use_gazetteer:
            yield from self._by_gazetteer(said, query, scopes)
        # What is known to be a complex is no region: 남면 is a complex in 남면.
        for written in (query.address.strip(), "" if query.kind else name):
            if written:
                yield from self._by_address(said, written, scopes)
        if not name and not query.address.strip():
            yield from self._areas(said, [self.areas.whole(scope) for scope in scopes])
        if name:
            if self.use_gazetteer:
                yield from self._by_near_name(said, name, scopes)
            if not query.kind:
                yield from self._by_region_name(said, name, scopes)
            yield from self._by_toponym(said, name, scopes)

    def _by_gazetteer(self, said: str, query: Query, scopes: list[Scope]) -> Iterator[Answer]:
        region = scopes[0].region
        found = self.resolver.matches(query.name, region.id if region else None)
        if query.kind:
            word = self.resolver.gazetteer.word_of_kind
            found = [one for one in found if word(one.place.id) in (None, query.kind)]
        found = [one for one in found if _same_phase(query.name, one.place.name_ko)]
        found = [one for one in found if _also_in_parentheses(query.name, one)] or found
        within = self._within(scopes) if query.sigungu else None
        if within is not None:
            found = [one for one in found if one.place.id in within]
        if len(found) > 1:
            places = [one.place for one in found]
            yield _ambiguous(said, [_candidate(place, 1.0) for place in places])
        elif found:
            yield _of_place(said, found[0])

    def _by_address(self, said: str, written: str, scopes: list[Scope]) -> Iterator[Answer]:
        address = parse_address(written)
        if not address.says_anything:
            return
        if address.kind == "area" and address.rest:
            return
        if address.sido or address.sigungu:
            region = scopes[0].region
            sido = address.sido or (region.name_ko if region else "")
            own = self._scopes_of(sido, address.sigungu or "")
            if address.sido and not address.sigungu and address.sido.endswith("시"):
                # 광주시 is a 시도 as people write it, and a 시 of 경기도.
                own = [*own, *self._scopes_of("", address.sido)]
            if not own:
                if address.kind == "area":
                    return  # 명동지구 is no 구.
                name = f"{sido} {address.sigungu}".strip()
                note = Note("district_unknown", {"name": name})
                yield Answer(query=said, status="none", notes=(note,))
                return
            scopes = own if address.sigungu or scopes[0].district is None else scopes
        yield from self._areas(said, self.areas.spots(address, scopes))

    def _areas(self, said: str, spots: Sequence[Spot]) -> Iterator[Answer]:
        spots = list({spot.id: spot for spot in spots}.values())
        if len(spots) == 1:
            yield _of_spot(said, spots[0])
        elif spots:
            found = [Candidate(s.id, s.name, s.score, s.lon, s.lat) for s in spots]
            yield _ambiguous(said, found)

    def _by_near_name(self, said: str, name: str, scopes: list[Scope]) -> Iterator[Answer]:
        region = scopes[0].region
        within = self._within(scopes) if region or scopes[0].district else None
        if is_initials(name):
            found = self.near_names.by_initials(name, within)
            if found:
                sure = found[0] if len(found) == 1 else None
                yield self._of_likely(said, found, sure)
            return
        found = self.near_names.romanised(name, within)
        if found:
            yield self._of_likely(said, found, found[0] if len(found) == 1 else None)
            return
        if self._is_toponym(name):
            return
        found = self.near_names.alike(name, within)
        sure = certain(found)
        if sure is not None:
            yield self._of_likely(said, found, sure)

    def _of_likely(self, said: str, found: list[Likely], sure: Likely | None) -> Answer:
        places = self.resolver.gazetteer.places
        if sure is None:
            return _ambiguous(
                said, [_candidate(places[one.place_id], one.likeness) for one in found]
            )
        place = places[sure.place_id]
        exact = sure.likeness == 1
        return replace(
            _of_named(said, place, "alias" if exact else "fuzzy"),
            score=sure.likeness,
            notes=() if exact else (Note("alike", {"written": said, "name": place.name_ko}),),
        )

    def _is_toponym(self, name: str) -> bool:
        """Tell whether the name is right for something else, so that it is no typing error."""
        stem = name_key(name).stem
        if self.areas.districts.find(stem) or self.areas.districts.find(name):
            return True
        return any(self.areas.toponyms.units.named(f"{stem}{unit}") for unit in "동읍면리")

    def _by_region_name(self, said: str, name: str, scopes: list[Scope]) -> Iterator[Answer]:
        """Find 강릉, 충북: a region without the word for its level."""
        if scopes[0].district is not None:
            return
        region = self.areas.districts.regions.by_name.get(fold(name))
        if region is not None:
            codes = self.areas.districts.of_region(region.id)
            yield _of_spot(said, self.areas.whole(Scope(codes, region)))
            return
        sido = scopes[0].region.name_ko if scopes[0].region else ""
        yield from self._areas(said, [self.areas.whole(s) for s in self._scopes_of(sido, name)])

    def _by_toponym(self, said: str, name: str, scopes: list[Scope]) -> Iterator[Answer]:
        notes: tuple[Note, ...] = ()
        stated = [scope for scope in scopes if scope.district is not None]
        if not stated:
            stated = self._district_in(name, scopes)
            if not stated:
                return
            district = stated[0].district
            assert district is not None  # noqa: S101 - found by its name
            notes = (Note("district_from_name", {"name": district.name}),)
        if len(stated) > 1:
            yield from self._areas(said, [self.areas.whole(scope) for scope in stated])
            return
        scope = stated[0]
        inferred = self.areas.toponyms.infer(name, scope.codes, self._own_names(scope))
        if inferred is None:
            return
        named = inferred.share > _NAMED_SHARE
        spot = (
            self.areas.at_unit(inferred.unit, "toponym", round(inferred.share, 2))
            if named
            else self.areas.whole(scope)
        )
        evidence = {"evidence": ", ".join(inferred.evidence)}
        why = Note("by_toponym", evidence) if named else Note("only_district", {"name": spot.name})
        yield replace(
            _of_spot(said, spot),
            lon=inferred.lon,
            lat=inferred.lat,
            score=spot.score if named else _FALLBACK_SCORE,
            precision_km=precision.of_inference(inferred.spread_km),
            notes=(why, *notes, *scope.notes),
        )

    def _district_in(self, name: str, scopes: list[Scope]) -> list[Scope]:
        """Return the one 시군구 with which the name of a complex begins."""
        if _COMPLEX.search(name) is None:
            return []
        stem = name_key(name).stem
        sido = scopes[0].region.name_ko if scopes[0].region else ""
        for letters in (4, 3, 2):
            found = self._scopes_of(sido, stem[:letters]) if len(stem) >= letters else []
            if found and all(scope.district is not None for scope in found):
                return found if len(found) == 1 else []
        return []

    def _own_names(self, scope: Scope) -> list[str]:
        """Return the short names of a 시군구, its city and 시도, which say nothing within it."""
        assert scope.district is not None  # noqa: S101 - asked only of those
        regions = self.areas.districts.regions
        shorts = {one.short_ko for one in regions.current if one.id == scope.district.region}
        names = [scope.district.name]
        names += [self.areas.districts.by_code[code].name_ko for code in scope.codes]
        words = {word[:-1] for name in names for word in name.split() if len(word) > 2}
        return sorted(shorts | words)

    def _within(self, scopes: list[Scope]) -> frozenset[str]:
        """Return the ids of the places that lie in the scopes, at least in part."""
        codes = {code for scope in scopes for code in scope.codes}
        places = self.resolver.gazetteer.places.values()
        return frozenset(place.id for place in places if codes & self._codes_of(place))

    def _codes_of(self, place: Place) -> frozenset[str]:
        if place.id not in self._codes:
            region = self.resolver.gazetteer.region_of[place.id]
            found = [self.areas.districts.find(name, region) for name in place.sigungu_all]
            self._codes[place.id] = frozenset(
                code for districts in found for district in districts for code in district.codes
            )
        return self._codes[place.id]

    def _nothing(
        self, said: str, query: Query, scopes: list[Scope], notes: tuple[Note, ...]
    ) -> Answer:
        region = scopes[0].region
        near = self.resolver.nearest(query.name, region.id if region else None)
        found = tuple(_candidate(one.place, one.score) for one in near)
        if not notes and not query.sigungu and _COMPLEX.search(query.name):
            notes = (Note("state_district"),)
        return Answer(
            query=said, status="none", candidates=found, notes=notes or (Note("unknown"),)
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
    parts = (query.name, query.address, query.sido, query.sigungu)
    return next((part.strip() for part in parts[:2] if part.strip()), " ".join(parts[2:]).strip())


def _candidate(place: Place, score: float) -> Candidate:
    return Candidate(place.id, place.name_ko, score, place.lon, place.lat)


def _of_place(said: str, found: Resolution) -> Answer:
    return _of_named(said, found.place, found.method)


def _of_named(said: str, place: Place, method: str) -> Answer:
    return Answer(
        query=said,
        status="ok",
        lon=place.lon,
        lat=place.lat,
        id=place.id,
        name=place.name_ko,
        method=method,
        score=1.0,
        precision_km=place.precision_km,
    )


def _of_spot(said: str, spot: Spot) -> Answer:
    return Answer(
        query=said,
        status="ok",
        lon=spot.lon,
        lat=spot.lat,
        id=spot.id,
        name=spot.name,
        method=spot.method,
        score=spot.score,
        precision_km=spot.precision_km,
        notes=spot.notes,
    )


def _ambiguous(said: str, found: Sequence[Candidate]) -> Answer:
    note = Note("several", {"count": len(found)})
    return Answer(query=said, status="ambiguous", candidates=tuple(found[:SHOWN]), notes=(note,))


def _guess(answer: Answer) -> Answer:
    """Give an ambiguous answer its first candidate's point, with a radius that reaches them all."""
    if answer.status != "ambiguous":
        return answer
    points = np.array([[one.lon, one.lat] for one in answer.candidates])
    reach = geodesic_lengths_km(np.repeat(points[:1], len(points), axis=0), points).max()
    best = answer.candidates[0]
    return replace(
        answer,
        lon=best.lon,
        lat=best.lat,
        id=best.id,
        name=best.name,
        method="best_guess",
        score=round(best.score / len(answer.candidates), 2),
        precision_km=round(max(float(reach), precision.LEAST_KM), 1),
        notes=(*answer.notes, Note("best_guess")),
    )
