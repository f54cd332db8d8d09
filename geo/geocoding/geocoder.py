"""A name or an address in, an answer out: a point with its precision, or candidates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from geo.errors import DistrictError, RegionError
from geo.geocoding import answers, precision
from geo.geocoding.addresses import COMPLEX, Addresses
from geo.geocoding.enumeration import names_in
from geo.geocoding.known import Asked, KnownComplexes
from geo.geocoding.query import Answer, Candidate, Note, Query
from geo.geocoding.reading import cleaned, readings, sayable
from geo.text import is_bare, kind_of, name_key, without_parentheses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.geocoding.areas import AreaFinder, Scope
    from geo.geocoding.listed import ListedComplex, ListedComplexes
    from geo.geocoding.names import NearNames
    from geo.geocoding.resolver import Resolver

LONGEST = 1000
"""Characters of a name or address; anything longer is no name."""
_NUMBER = re.compile(r"\d+")
_NAMED_SHARE = 0.5
"""Weight that the name must carry for a toponym; below it only the 시군구 is known."""
_FARTHEST_KM = 20.0
"""Where only the 시도 is stated, a name that leaves more open than this says nothing."""
_FALLBACK_SCORE = 0.3
_FOREIGN_ZONE = re.compile(
    r"(?P<of>.+?)\s*(?:중소협력)?(?:외국인|외투)\s*(?:기업)?(?:전용|임대)?\s*(?:투자)?(?:지역|단지|산단|공단)"
)
_AROUND = re.compile(r"일원\s*$")
"""Behind a name: what lies around it, and no other place."""
_PART_SCORE = 0.8
"""Of an answer with the complex of which what was asked for is a part."""
_LEAST_BARE = 4
"""Letters of a name that is no word of common speech, so that it needs no word for complex."""


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
    listed: ListedComplexes
    use_gazetteer: bool = True
    """Off: every complex is inferred from its name and 시군구 alone, to measure that."""
    _scopes: dict[tuple[str, str], list[Scope]] = field(default_factory=dict, init=False)

    @cached_property
    def _known(self) -> KnownComplexes:
        return KnownComplexes(self.resolver, self.near_names, self.areas, self._addresses)

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
        plain = [Asked(name, scope) for scope in scopes]
        if name and self.use_gazetteer:
            yield from self._known.by_gazetteer(said, query, plain)
        named = [] if query.sigungu or not name else self._read(name, scopes)
        if named and self.use_gazetteer:
            yield from self._known.by_gazetteer(said, query, named)
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
                yield from self._by_first_of_list(said, query, scopes)
                yield from self._by_list(said, query, [*named, *plain])
                yield from self._known.by_near_name(said, [*named, *plain], kind_of(query.kind))
            for asked in (*plain, *named):
                yield from self._by_toponym(said, asked, kind_of(query.kind))
            if not query.sigungu:
                yield from self._by_name_run_together(said, name, scopes[0])

    def _read(self, text: str, scopes: list[Scope]) -> list[Asked]:
        """Return what follows the region in front of a text, with the scope that it names."""
        within = scopes[0].region
        found = []
        for reading in readings(text, self.areas.districts, within):
            scope = self.areas.scope_of(reading.region or within, reading.district)
            if reading.rest:
                found.append(Asked(reading.rest, scope, in_text=True))
        return found

    def _by_first_of_list(self, said: str, query: Query, scopes: list[Scope]) -> Iterator[Answer]:
        """Answer the first of several names between commas, or before 외 3, and say so."""
        listed = names_in(query.name)
        several = len({one.part for one in listed}) > 1
        cut = len(listed) == 1 and listed[0].written != without_parentheses(query.name)
        if not (listed and (several or cut)):
            return
        first = replace(query, name=listed[0].whole)
        asked = [Asked(first.name, scope) for scope in scopes]
        if not query.sigungu:
            asked += self._read(first.name, scopes)
        others = several or _AROUND.search(query.name) is None
        note = Note("first_of_several", {"first": listed[0].whole})
        for answer in self._known.by_gazetteer(said, first, asked):
            yield replace(answer, notes=(*answer.notes, note)) if others else answer

    def _by_list(self, said: str, query: Query, asked: list[Asked]) -> Iterator[Answer]:
        """Answer a complex of which KICOX's table knows the 시군구; its name tells where within."""
        for one in asked:
            yield from self._by_foreign_zone(said, one)
            if one.scope.district is not None:
                continue
            rows = self._rows_of(one.text, kind_of(query.kind), one.scope)
            found = [answer for row in rows for answer in self._of_row(said, row, one.text)]
            if len({answer.id for answer in found}) > 1:
                yield answers.ambiguous(
                    said,
                    [
                        Candidate(it.id or "", it.name or "", it.score or 0.0, it.lon, it.lat)
                        for it in found
                        if it.lon is not None and it.lat is not None
                    ],
                )
                return
            yield from found[:1]

    def _by_foreign_zone(self, said: str, one: Asked) -> Iterator[Answer]:
        """Answer a foreign investment zone with the complex that it is a part of."""
        zone = _FOREIGN_ZONE.fullmatch(one.text)
        if zone is None:
            return
        names = self.listed.foreign_zone_in(name_key(zone["of"]).stem)
        asked = [replace(one, text=name) for name in names]
        note = Note("part_of", {"name": one.text})
        for answer in self._known.by_gazetteer(said, Query(name=one.text), asked):
            yield replace(answer, score=_PART_SCORE, notes=(*answer.notes, note))

    def _rows_of(self, text: str, kind: str | None, scope: Scope) -> list[ListedComplex]:
        """Return the rows that a name means; a bare one only if it is long and no region's."""
        told = kind is not None or not is_bare(text)
        if not told and (len(text) < _LEAST_BARE or self._known.is_toponym(text)):
            return []
        regions = self.areas.districts.regions
        within = scope.region.id if scope.region else None
        rows = self.listed.find(text, kind)
        here = [row for row in rows if regions.overlap(within, regions.find(row.sido).id)]
        # Blocks of one complex stand in rows of their own.
        return list({(row.kind, row.sido, row.sigungu): row for row in reversed(here)}.values())

    def _of_row(self, said: str, row: ListedComplex, text: str) -> Iterator[Answer]:
        scopes = self._scopes_of(row.sido, row.sigungu)
        asked = [Asked(row.name, scope) for scope in scopes]
        known = [*self._known.by_gazetteer(said, Query(name=row.name, kind=row.kind), asked)]
        if known:
            yield known[0]
            return
        note = Note("listed", {"name": f"{row.name}({row.kind})", "district": row.sigungu})
        for scope in scopes[:1]:
            name = row.name if name_key(text).stem in name_key(row.name).stem else text
            for answer in self._by_toponym(said, Asked(name, scope), row.kind):
                yield replace(answer, notes=(note, *answer.notes))

    def _by_toponym(self, said: str, asked: Asked, kind: str | None = None) -> Iterator[Answer]:
        """Infer a complex from its name within its 시군구; within a 시도 only if the name tells."""
        scope = asked.scope
        if not scope.codes or (asked.in_text and COMPLEX.search(asked.text) is None):
            return
        inferred = self.areas.toponyms.infer(
            asked.text,
            scope.codes,
            self._own_names(scope),
            kind=kind,
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
            precision_km=(
                precision.of_inference(inferred.spread_km)
                if named
                else precision.of_district(inferred.reach_km)
            ),
            notes=(why, *scope.notes),
        )

    def _by_name_run_together(self, said: str, name: str, within: Scope) -> Iterator[Answer]:
        """Read the 시도 or 시군구 with which a complex's name begins: 제천왕암산단.

        The beginning may mean nothing (하남산단 lies in 광주), so it counts only if the rest names
        a complex there or tells where in it; else the 시군구 is a candidate.
        """
        for scope, rest in self._beginnings(name, within):
            asked = Asked(rest, scope, in_text=True)
            if self.use_gazetteer:
                yield from self._known.by_gazetteer(said, Query(name=name), [asked])
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


def _said(query: Query) -> str:
    parts = (query.name, query.address, f"{query.sido} {query.sigungu}")
    return next((part.strip() for part in parts if part.strip()), "")
