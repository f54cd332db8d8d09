"""A name or an address in, an answer out: a point with its precision, or candidates."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from geo.errors import DistrictError, RegionError
from geo.geocoding import answers, precision
from geo.geocoding.addresses import COMPLEX, Addresses
from geo.geocoding.enumeration import names_in
from geo.geocoding.known import Asked, KnownComplexes
from geo.geocoding.query import Answer, Candidate, Note, Query
from geo.geocoding.reading import cleaned, readings, sayable
from geo.geocoding.stems import is_telling, stems, without_generic_end, without_number
from geo.geocoding.toponym import Sibling
from geo.hanja import HANJA, in_hangul
from geo.text import in_parentheses, is_bare, kind_of, name_key, spelling, without_parentheses

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.geocoding.areas import AreaFinder, Scope
    from geo.geocoding.enumeration import ListedName
    from geo.geocoding.listed import ListedComplex, ListedComplexes
    from geo.geocoding.names import NearNames
    from geo.geocoding.resolver import Resolver
    from geo.regions.standing import Held

LONGEST = 1000
"""Characters of a name or address; anything longer is no name."""
_NUMBERED = re.compile(r"[가-힣]{2,}\s*제?\d+")
_NAMED_SHARE = 0.5
"""Weight that the name must carry for a toponym; below it only the 시군구 is known."""
_FARTHEST_KM = 25.0
"""Where only the 시도 is stated, a name that leaves more open than this says nothing."""
_FALLBACK_SCORE = 0.3
"""Of an answer that is a region only: below every score that `ok` is given for."""
_INFERRED_MOST = 0.89
"""Score of an inference at most: of those above, 7 of 100 lie outside their radius."""
_FOREIGN_ZONE = re.compile(
    r"(?P<of>.+?)\s*(?:(?:중소협력)?(?:외국인|외투)\s*(?:기업)?(?:전용|임대)?\s*(?:투자)?"
    r"|부품\W?소재\s*전용)\s*(?:지역|단지|산업단지|산단|공단)"
)
"""부품소재전용공단 are such zones too: so KICOX's table has those of 구미, 포항, 익산, 미음."""
_FREE_ZONE = re.compile(r"(?P<zone>\S*경제자유구역)\s*(?P<of>\S.*?)\s*(?:지구|지역|단지)?")
_NEW_TOWN = re.compile(
    r"(?P<of>[가-힣]{2,6}?)\s*(?P<town>(?:하늘|국제|혁신|기업|첨단|행정)?(?:신?도시|택지지구|택지개발지구))"
)
_CHOSEN = re.compile(r"스마트\s*(?:그린\s*)?(?:산업단지|산단)")
"""What a programme chooses complexes as, and no name of one."""
_AROUND = re.compile(r"(?P<itself>일원|일대|\s구?내)\s*$|(?P<near>인근|부근|주변)\s*$")
"""Behind a name: what lies around it, and no other place."""
_PART_SCORE = 0.8
"""Of an answer with the complex of which what was asked for is a part."""
_FRONT = re.compile(r"[가-힣]{2,}")
_ROAD_AND_NUMBER = re.compile(r"([가-힣\d·]{2,}(?:로|길))\s*\d+(?:-\d+)?(?=[\s,(]|$)")
_OWN = "own:"
_AREAS = frozenset({"legal", "sigungu", "sido"})
_VERY_LIKE = 0.9
"""Likeness of a name to one that begins or ends so: 율촌 to 율촌제1."""
_MOST_UNITS = 7
"""Legal units that are candidates only by their name; there is room for others beside them."""
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
    _holding: dict[str, Held | None] = field(default_factory=dict, init=False)
    """Id of an answer to the units that hold it."""
    _own: dict[tuple[tuple[str, ...], str], tuple[str, ...]] = field(
        default_factory=dict, init=False
    )

    @cached_property
    def _known(self) -> KnownComplexes:
        return KnownComplexes(
            self.resolver, self.near_names, self.areas, self._addresses, self.listed
        )

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

        Of a set of one's own (``own:창원,김해``) all stand together in the second.

        Raises
        ------
        RegionError
            Neither a 시도 nor a 시군구 answers.
        DistrictError
            The 시도 has no such 시군구.
        """
        districts = self.areas.districts
        if region.startswith(_OWN):
            members = [value.strip() for value in region[len(_OWN) :].rpartition("=")[2].split(",")]
            for member in members:
                self.read_region(member)
            return "", "|".join(members)
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
            allowed = sorted({district.name_ko for district in districts.current_of(found.id)})
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
            text = sayable(query.name or query.address)[:60]
            return Answer(query=f"{text}…", status="none", notes=(note,))
        text = sayable(_said(query))
        query = _cleaned(query)
        if not any(letter.isalnum() for letter in text):
            return Answer(query=text, status="none", notes=(Note("nothing_to_find"),))
        scopes = self._scopes_of(query.sido, query.sigungu)
        unknown: tuple[Note, ...] = ()
        if not scopes:
            unknown = (Note("district_unknown", {"name": f"{query.sido} {query.sigungu}".strip()}),)
            scopes = self._scopes_of(query.sido, "")
        korean = self._known.in_korean(query.name) if self.use_gazetteer else ""
        asked = (replace(query, name=korean), query) if korean else (query,)
        found = self._best(it for item in asked for it in self._attempts(text, item, scopes))
        if found is None and HANJA.search(text):
            # What is listed in hanja goes before what it sounds like.
            for read in _in_hangul(query):
                scopes = self._scopes_of(read.sido, read.sigungu) or scopes
                found = found or self._best(self._attempts(text, read, scopes))
        if found is None and not query.name and COMPLEX.search(query.address):
            # A column of addresses may hold names: 반월국가산업단지 외 2개소.
            named = replace(query, name=query.address, address="")
            found = self._best(self._attempts(text, named, scopes))
        if found is None:
            found = self._nothing(text, query, scopes, known=not unknown)
        if unknown:
            found = replace(found, notes=(*unknown, *found.notes))
        return self._held(answers.shown(answers.guess(found) if best_guess else found))

    def of_day(self, day: str | None) -> Geocoder:
        """Return the same geocoder that answers in the units of a day (``YYYY-MM-DD``).

        Names of every day are understood on each.
        """
        districts = self.areas.districts
        standing = districts.standing.of_day(day)
        areas = replace(self.areas, districts=replace(districts, standing=standing))
        return replace(self, areas=areas)

    def _held(self, answer: Answer) -> Answer:
        """Add the 시도 and 시군구 in which the answer lies."""
        if answer.id is None:
            return answer
        if answer.id not in self._holding:
            self._holding[answer.id] = (
                self.areas.districts.standing.of_code(answer.sigungu_code)
                if answer.sigungu_code
                else self._holding_of(answer.id)
            )
        held = self._holding[answer.id]
        if held is None:
            return answer
        region, district = held.region, held.district
        return replace(
            answer,
            sido=region.name_ko,
            sido_code=region.code,
            sigungu=district.name_ko if district else None,
            sigungu_code=district.code if district else None,
        )

    def _holding_of(self, id_: str) -> Held | None:
        standing = self.areas.districts.standing
        place = self.resolver.gazetteer.places.get(id_)
        if place is not None:
            return standing.of_place(place)
        kind, _, code = id_.partition("-")
        if kind == "road":
            # A road's code keeps that of the day on which the database was made.
            found = standing.holding(code[:5])
            return standing.of_code(found[0].code if len(found) == 1 else code[:2])
        return standing.of_code(code) if kind in _AREAS else None

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

    def _attempts(self, text: str, query: Query, scopes: list[Scope]) -> Iterator[Answer]:
        name, address = query.name, query.address
        plain = [Asked(name, scope) for scope in scopes]
        if name and self.use_gazetteer:
            yield from self._by_gazetteer(text, query, plain, scopes)
        named = [] if query.sigungu or not name else self._read(name, scopes)
        if address:
            yield from self._addresses.answers(text, address, scopes)
        # What is known to be a complex is no region: 남면 is a complex in 남면, 영동(농공) no dong.
        stated = query.kind or (in_parentheses(name) and name_key(name).kind)
        if name and not stated:
            yield from self._addresses.answers(text, name, scopes)
        if not name and not address:
            yield from answers.some(
                answers.of_spots(text, [self.areas.whole(scope) for scope in scopes])
            )
        if name:
            if self.use_gazetteer:
                with_region = self._with_region(plain)
                yield from self._known.by_name_in_region(text, query, with_region)
                yield from self._by_first_of_list(text, query, scopes)
                yield from self._by_list(text, query, [*named, *plain, *with_region])
                yield from self._known.by_short_name(text, [*named, *plain], kind_of(query.kind))
                yield from self._by_list(text, query, [*named, *plain], plain=True)
                kind = kind_of(query.kind)
                yield from self._known.by_kind_in_region(text, [*plain, *named], kind)
                yield from self._known.by_near_name(text, [*named, *plain], kind_of(query.kind))
            for asked in (*plain, *named):
                # 광주 산단 tells neither a complex nor which 광주 is meant.
                if not asked.in_text or len(named) == 1 or stems(asked.text):
                    yield from self._by_toponym(text, asked, kind_of(query.kind))
            for asked in named:
                yield from self._by_township_in_front(text, asked, kind_of(query.kind))
            if not query.sigungu:
                yield from self._by_name_run_together(text, name, scopes[0])
                yield from self._by_larger_name(text, query, scopes)
                yield from self._by_dong_in_name(text, name, kind_of(query.kind), scopes[0])

    def _by_gazetteer(
        self, text: str, query: Query, plain: list[Asked], scopes: list[Scope]
    ) -> Iterator[Answer]:
        """Answer a name by the gazetteer, as what follows its region first: 전북 전주공단.

        But as a whole where that is listed to the letter, region and all: 사천 항공국가산단.
        """
        parted = " " in query.name and not query.sigungu
        named = self._read(query.name, scopes) if parted else []
        matches = self.resolver.matches(query.name, None) if named else ()
        whole = any(spelling(match.matched) == spelling(query.name) for match in matches)
        for several in (plain, named) if whole else (named, plain):
            yield from self._known.by_gazetteer(text, query, several)

    def _read(self, text: str, scopes: list[Scope]) -> list[Asked]:
        """Return what follows the region in front of a text, with the scope that it names."""
        within = scopes[0].region
        found = []
        for reading in readings(text, self.areas.districts, within):
            scope = self.areas.scope_of(reading.region or within, reading.district)
            if reading.rest:
                found.append(Asked(reading.rest, scope, in_text=True))
        return found

    def _with_region(self, asked: list[Asked]) -> list[Asked]:
        """Return the names behind their region's, which may be left out where it is stated."""
        return [
            replace(item, text=f"{front}{item.text}")
            for item in asked
            for front in self._own_names(item.scope)
            if not (front in item.text or in_parentheses(item.text))
            and (COMPLEX.search(item.text) or not is_bare(item.text))
            and not _CHOSEN.fullmatch(item.text)
        ]

    def _by_first_of_list(self, text: str, query: Query, scopes: list[Scope]) -> Iterator[Answer]:
        """Answer the first of several names between commas, or before 외 3, and say so."""
        listed = names_in(query.name)
        several = len({listed_name.part for listed_name in listed}) > 1
        dotted = len(listed) > 1 and not several and self._each_is_known(listed, scopes[0])
        cut = len(listed) == 1 and listed[0].written != without_parentheses(query.name)
        if not (listed and (several or dotted or cut)):
            return
        first = replace(query, name=listed[0].whole)
        asked = [Asked(first.name, scope) for scope in scopes]
        if not query.sigungu:
            asked += self._read(first.name, scopes)
        around = None if several or dotted else _AROUND.search(query.name)
        note = Note("first_of_several", {"first": listed[0].whole})
        kind = kind_of(query.kind)
        known = [*self._known.by_gazetteer(text, first, asked)]
        found = known or [*self._known.by_short_name(text, asked, kind)]
        if around is None:
            yield from (replace(item, notes=(*item.notes, note)) for item in found)
        elif around["near"]:
            unread = Note("unread", {"text": around["near"]})
            yield from _doubted(iter(found), _PART_SCORE, unread)
        else:
            yield from found

    def _each_is_known(self, listed: tuple[ListedName, ...], scope: Scope) -> bool:
        """Tell a list that middle dots join (창원·구미·여수국가산단) from a name with one."""
        region = scope.region.id if scope.region else None
        return all(self.resolver.matches(listed_name.whole, region) for listed_name in listed)

    def _by_list(
        self, text: str, query: Query, asked: list[Asked], *, plain: bool = False
    ) -> Iterator[Answer]:
        """Answer a complex of which KICOX's table knows the 시군구; its name tells where within.

        With `plain` one whose name differs by words that any complex could bear, and less surely.
        """
        for item in asked:
            if not plain:
                yield from self._by_foreign_zone(text, item)
            # Within its 시군구 a name tells by itself, but for one in Latin letters.
            if item.scope.district is not None and not item.text.isascii():
                continue
            kind = kind_of(query.kind)
            if plain and self._rows_of(item.text, kind, item.scope):
                # 경기화성바이오밸리 is listed, though nothing tells where; 화성농공 is another.
                continue
            rows = self._rows_of(item.text, kind, item.scope, plain=plain)
            if item.scope.district is not None:
                codes = set(item.scope.codes)
                lying = [{code for it in self._scopes_in(row) for code in it.codes} for row in rows]
                rows = [row for row, own in zip(rows, lying, strict=True) if codes & own]
            found = [answer for row in rows for answer in self._of_row(text, row, item.text)]
            generic = item.scope.region is None and not is_telling(name_key(item.text).stem)
            most = answers.LOOSE if generic else _PART_SCORE
            # 화전산단 is rather no 농공단지.
            other_kind = not is_bare(item.text) and {row.kind for row in rows} == {"농공"}
            if plain or generic or (other_kind and not (query.kind or name_key(item.text).kind)):
                # 첨단 is a complex of 광주, and what many others call themselves.
                found = [replace(it, score=min(it.score or 0.0, most)) for it in found]
            if found and not query.kind:
                found += self._regions_called(text, item, rows)
            yield from answers.of_several(text, found)
            if len(found) > 1:
                return

    def _regions_called(
        self, text: str, item: Asked, rows: Sequence[ListedComplex]
    ) -> Iterator[Answer]:
        """Yield the 시군구 elsewhere after which a name may be called: 마산공단 is not in 안성."""
        if item.scope.region is not None or name_key(item.text).kind is not None:
            return
        here = {code for row in rows for scope in self._scopes_in(row) for code in scope.codes}
        for district in self.areas.districts.find(name_key(item.text).stem):
            if not here & set(district.codes):
                spot = self.areas.whole(self.areas.scope_of(None, district))
                yield from answers.some(answers.of_spots(text, [spot]))

    def _by_foreign_zone(self, text: str, item: Asked) -> Iterator[Answer]:
        """Answer a foreign investment zone with the complex that it is a part of."""
        zone = _FOREIGN_ZONE.fullmatch(item.text)
        if zone is None:
            return
        zones = self.listed.foreign_zones(name_key(zone["of"]).stem)
        note = Note("part_of", {"name": item.text})
        found = []
        for row in self._here(zones, item.scope):
            holder = replace(row, name=row.part_of) if row.part_of else row
            for answer in self._of_row(text, holder, holder.name):
                score = min(answer.score or 0.0, _PART_SCORE)
                notes = (*answer.notes, note) if row.part_of else answer.notes
                found.append(replace(answer, score=score, notes=notes))
        yield from answers.of_several(text, found)
        if not zones:
            # Most zones are called as the complex that holds them; nothing says that this one is.
            held = replace(item, text=f"{zone['of']}산업단지")
            for answer in self._known.by_gazetteer(text, Query(name=held.text), [held]):
                yield replace(answer, score=answers.LOOSE, notes=(*answer.notes, note))

    def _rows_of(
        self, text: str, kind: str | None, scope: Scope, *, plain: bool = False
    ) -> list[ListedComplex]:
        """Return the rows that a name means; a bare one only if it is long and no region's.

        With `plain` those that differ from it by words that any complex could bear.
        """
        # 천안5 is no region's name either.
        worded = not is_bare(text) or (text.isascii() and COMPLEX.search(text) is not None)
        told = kind is not None or worded or _NUMBERED.fullmatch(text) is not None
        if not told and (len(text) < _LEAST_BARE or self._known.is_toponym(text)):
            return []
        find = self.listed.find_plain if plain else self.listed.find
        here = self._here(find(text, kind), scope)
        if not told and text.isascii():
            # Cheongna is as little one complex as 청라 is.
            here = [
                listed_complex
                for listed_complex in here
                if not self._known.is_toponym(name_key(listed_complex.name).stem)
            ]
        # Blocks of one complex stand in rows of their own.
        return list({(row.kind, row.sido, row.sigungu): row for row in reversed(here)}.values())

    def _here(self, rows: Sequence[ListedComplex], scope: Scope) -> list[ListedComplex]:
        """Return the rows of the 시도 of a scope."""
        regions = self.areas.districts.regions
        within = scope.region.id if scope.region else None
        return [row for row in rows if regions.overlap(within, regions.find(row.sido).id)]

    def _scopes_in(self, row: ListedComplex) -> list[Scope]:
        return self._scopes_of(row.sido, row.sigungu)

    def _of_row(self, value: str, row: ListedComplex, text: str) -> Iterator[Answer]:
        scopes = self._scopes_in(row)
        asked = [Asked(row.name, scope) for scope in scopes]
        known = [*self._known.by_gazetteer(value, Query(name=row.name, kind=row.kind), asked)]
        note = Note("listed", {"name": f"{row.name}({row.kind})", "district": row.sigungu})
        if known:
            # What the table's name says besides, 3블록, nobody has asked for.
            foreign = any(item.code == "unread" for item in known[0].notes)
            yield replace(known[0], notes=(note,)) if foreign else known[0]
            return
        for scope in scopes[:1]:
            printed = text.isascii() or name_key(text).stem in name_key(row.name).stem
            name = row.name if printed else text
            for answer in self._by_toponym(value, Asked(name, scope), row.kind):
                yield replace(answer, notes=(note, *answer.notes))

    def _by_toponym(self, text: str, asked: Asked, kind: str | None = None) -> Iterator[Answer]:
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
            other_names=self._other_names(asked.text, kind, scope),
            siblings=() if asked.in_text else self._siblings(asked.text, scope),
            only_if_told=scope.district is None,
        )
        if inferred is None:
            return
        named = inferred.share > _NAMED_SHARE
        if scope.district is None:
            named = named and inferred.score > _NAMED_SHARE and inferred.spread_km < _FARTHEST_KM
        if named:
            road = _ROAD_AND_NUMBER.search(asked.text)
            # A road that nobody knows is no complex, though it may lead to one: 하남산단로 50.
            most = answers.LOOSE if road else _INFERRED_MOST
            spot = self.areas.at_unit(inferred.unit, "toponym", min(round(inferred.score, 2), most))
            why = Note("by_toponym", {"evidence": ", ".join(inferred.evidence)})
            notes = (Note("road_unknown", {"road": road[1]}),) if road else ()
        elif scope.district is not None:
            spot = replace(self.areas.whole(scope), score=_FALLBACK_SCORE)
            why, notes = Note("only_district", {"name": spot.name}), ()
        else:
            return
        found = answers.of_spots(text, [spot])
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
            notes=(why, *notes, *scope.notes),
        )

    def _other_names(self, text: str, kind: str | None, scope: Scope) -> list[str]:
        """Return what KICOX's table calls the complex of a 시군구 besides, now or before."""
        if scope.district is None:
            return []
        here = [
            row
            for row in self.listed.find(text, kind)
            if row.former_names
            and any(set(item.codes) & set(scope.codes) for item in self._scopes_in(row))
        ]
        names = [name for row in here for name in (row.name, *row.former_names)]
        stem = name_key(text).stem
        return [name for name in names if name_key(name).stem != stem]

    def _siblings(self, text: str, scope: Scope) -> list[Sibling]:
        """Return the complexes of the 시군구 that differ by their number from the one sought."""
        if scope.district is None:
            return []
        stem = name_key(text).stem
        base, gazetteer = without_number(stem), self.resolver.gazetteer
        ids = {*gazetteer.numbered.get(base, ()), *gazetteer.official.get(base, ())}
        # Known by this very name, it would be no inference any more.
        ids -= {*gazetteer.official.get(stem, ())}
        within = self._known.within(scope)
        places = [gazetteer.places[id_] for id_ in sorted(ids & within)]
        return [
            Sibling(place.name_ko, place.lon, place.lat) for place in places if not place.members
        ]

    def _by_name_run_together(self, text: str, name: str, within: Scope) -> Iterator[Answer]:
        """Read the 시도 or 시군구 with which a complex's name begins: 제천왕암산단.

        The beginning may mean nothing (하남산단 lies in 광주), so it counts only if the rest names
        a complex there or tells where in it; else the 시군구 is a candidate.
        """
        like: list[Candidate] = []
        for scope, rest in self._beginnings(name, within):
            asked = Asked(rest, scope, in_text=True)
            if self.use_gazetteer:
                yield from self._known.by_gazetteer(text, Query(name=name), [asked])
            found = [*self._by_toponym(text, replace(asked, text=name))]
            note = Note(
                "district_from_name", {"name": scope.district.name if scope.district else ""}
            )
            for answer in found:
                if answer.method == "toponym" and (answer.score or 0) > answers.LOOSE:
                    yield replace(
                        answer, notes=(*answer.notes, *([note] if scope.district else []))
                    )
                    return
            if found or not stems(rest):
                spot = self.areas.whole(scope)
                like.append(Candidate(spot.id, spot.name, _FALLBACK_SCORE, spot.lon, spot.lat))
        if like:
            notes = (Note("state_district"),)
            yield Answer(query=text, status="none", candidates=tuple(like), notes=notes)

    def _by_larger_name(self, said: str, query: Query, scopes: list[Scope]) -> Iterator[Answer]:
        """Answer the part of something larger whose name stands in front or behind.

        A district of a free economic zone (광양만권경제자유구역 율촌지구), a complex behind its
        township (문산 당동산단), a new town by the place that it is called after (영종하늘도시).
        """
        if zone := _FREE_ZONE.fullmatch(query.name):
            regions = self.areas.districts.regions.current
            named = [region for region in regions if region.short_ko in zone["zone"]]
            within = [self.areas.scope_of(region, None) for region in named] or scopes
            note = Note("unread", {"text": zone["zone"]})
            for text in (f"{zone['of']}지구", f"{zone['of']}산업단지", zone["of"]):
                part = replace(query, name=text)
                for scope in within:
                    yield from _doubted(self._attempts(said, part, [scope]), _PART_SCORE, note)
        if town := _NEW_TOWN.fullmatch(query.name):
            note = Note("unread", {"text": town["town"]})
            units = [it for it in self._known.units_called(town["of"]) if scopes[0].holds(it)]
            spots = self._addresses.regions(town["of"], scopes)
            if not spots:
                # Also a dong that is newer than the boundaries: 청라국제도시.
                dong = f"{town['of']}동"
                newer = () if any(unit.name == dong for unit in units) else (dong,)
                found = [
                    it for value in newer for it in self._addresses.answers(said, value, scopes)
                ]
                spots = [self.areas.at_unit(unit, "legal_dong", 1.0) for unit in units]
                found += [
                    it for spot in spots for it in answers.some(answers.of_spots(said, [spot]))
                ]
                found = [*answers.of_several(said, [item for item in found if item.status == "ok"])]
            else:
                found = [*answers.some(answers.of_spots(said, spots))]
            yield from _doubted(iter(found), answers.LOOSE, note)
        yield from self._by_township(said, query, scopes[0])

    def _by_township(self, text: str, query: Query, within: Scope) -> Iterator[Answer]:
        """Answer a complex behind the name of a township or dong of its 시군구."""
        front, _, rest = query.name.partition(" ")
        if COMPLEX.search(rest) is None:
            return
        for scope in self._scopes_holding(front, within):
            asked = [Asked(rest, scope)]
            yield from self._known.by_gazetteer(text, replace(query, name=rest), asked)
            for row in self._rows_of(rest, kind_of(query.kind), within):
                if any(set(item.codes) & set(scope.codes) for item in self._scopes_in(row)):
                    yield from self._of_row(text, row, rest)

    def _scopes_holding(self, name: str, within: Scope) -> list[Scope]:
        """Return the 시군구 in which a legal unit is called `name`, its suffix stated or not."""
        units = [unit for unit in self._known.units_called(name) if within.holds(unit)]
        codes = dict.fromkeys(unit.sigungu_code for unit in units)
        return [scope for code in codes for scope in self._scopes_of("", code)]

    def _by_township_in_front(self, text: str, asked: Asked, kind: str | None) -> Iterator[Answer]:
        """Answer a township behind its 시군구, with what nobody knows behind it: 평택 포승(1).

        No word for complex tells that the rest names one, so it is told as unread.
        """
        front = _FRONT.match(asked.text)
        if front is None or asked.scope.district is None or COMPLEX.search(asked.text):
            return
        called = self._known.units_called(front[0])
        units = [unit for unit in called if asked.scope.holds(unit)]
        if not units:
            return
        rest = asked.text.removeprefix(front[0]).strip()
        if not rest:
            # 대소읍 goes before its 대소리.
            units = [unit for unit in units if unit.level == "emd"] or units
            spots = [self.areas.at_unit(it, "legal_dong", answers.LOOSE) for it in units]
            yield from answers.some(answers.of_spots(text, spots))
            return
        found = self._by_toponym(text, replace(asked, in_text=False), kind)
        told = (answer for answer in found if answer.method == "toponym")
        yield from _doubted(told, answers.LOOSE, Note("unread", {"text": rest}))

    def _by_dong_in_name(
        self, text: str, name: str, kind: str | None, within: Scope
    ) -> Iterator[Answer]:
        """Answer a complex that is called as one legal unit of the country: 팔복동공단.

        Of several 시군구 with such a unit each is a candidate.
        """
        if COMPLEX.search(name) is None or not stems(name):
            return
        stem = name_key(name).stem
        scopes = self._scopes_holding(stem, within)
        if not scopes:
            # 지사과학산단: what any complex could bear is no part of the dong's name.
            stem = without_generic_end(stem)
            scopes = self._scopes_holding(stem, within)
        if len(scopes) == 1:
            note = Note("district_from_name", {"name": self.areas.whole(scopes[0]).name})
            found = self._by_toponym(text, Asked(name, scopes[0]), kind)
            yield from _doubted(found, answers.LOOSE, note)
        elif scopes:
            units = [unit for unit in self._known.units_called(stem) if within.holds(unit)]
            spots = [self.areas.at_unit(unit, "legal_dong", _FALLBACK_SCORE) for unit in units]
            like = [Candidate(it.id, it.name, it.score, it.lon, it.lat) for it in spots]
            notes = (Note("state_district"),)
            yield Answer(query=text, status="none", candidates=tuple(like), notes=notes)

    def _beginnings(self, name: str, within: Scope) -> Iterator[tuple[Scope, str]]:
        """Yield the 시도, then the 시군구, with which a name begins, and what follows."""
        districts = self.areas.districts
        region = within.region
        if region is None:
            for item in districts.regions.current:
                for written in (item.name_ko, f"{item.short_ko}시", item.short_ko):
                    if name.startswith(written) and len(name) > len(written) + 1:
                        rest = name.removeprefix(written)
                        scope = self.areas.scope_of(item, None)
                        yield scope, rest
                        if scope.district is None:
                            yield from self._beginnings(rest, scope)
                        break
        for letters in range(min(5, len(name) - 1), 1, -1):
            found = districts.find(name[:letters], region.id if region else None)
            # 마산진북산단: a city that is no more, where none of today is called so.
            found = (
                tuple(named_district for named_district in found if named_district.is_current)
                or found
            )
            # Nothing in 경남 is called after 울산, which left it.
            within_codes = set(within.codes)
            if within_codes:
                found = tuple(
                    named_district
                    for named_district in found
                    if within_codes & set(named_district.codes)
                )
            if len(found) == 1:
                yield self.areas.scope_of(region, found[0]), name[letters:]
                return

    def _own_names(self, scope: Scope) -> tuple[str, ...]:
        """Return the short names of a 시군구, its city and 시도, which say nothing within it."""
        key = scope.codes, scope.district.name if scope.district else ""
        if key not in self._own:
            self._own[key] = tuple(self._short_names(scope))
        return self._own[key]

    def _short_names(self, scope: Scope) -> list[str]:
        regions = self.areas.districts.regions
        by_code = self.areas.districts.by_code
        sidos = {by_code[code].sido_code for code in scope.codes}
        shorts = {region.short_ko for region in regions.current if region.code in sidos}
        if scope.district is None:
            return sorted(shorts)
        names = [scope.district.name, *(by_code[code].name_ko for code in scope.codes)]
        words = {word[:-1] for name in names for word in name.split() if len(word) > 2}
        return sorted(shorts | words)

    def _nothing(self, text: str, query: Query, scopes: list[Scope], *, known: bool) -> Answer:
        region = scopes[0].region
        near = self.resolver.nearest(query.name, region.id if region else None)
        like = [answers.candidate(item.place, item.score) for item in near]
        found = (
            *(candidate for candidate in like if candidate.score >= _VERY_LIKE),
            *self._called_so(query.name, scopes[0]),
            *(candidate for candidate in like if candidate.score < _VERY_LIKE),
        )
        notes: tuple[Note, ...] = ()
        if known:
            wants = not query.sigungu and COMPLEX.search(query.name) is not None
            notes = (Note("state_district" if wants else "unknown"),)
        return Answer(query=text, status="none", candidates=found, notes=notes)

    def _called_so(self, name: str, scope: Scope) -> Iterator[Candidate]:
        """Yield the complexes and the legal units of a scope that are called as what was asked."""
        for row in self._here(self.listed.find(name), scope) if name else ():
            yield self._known.listed_candidate(row)
        for unit in self._known.units_called(name_key(name).stem)[:_MOST_UNITS] if name else ():
            if scope.holds(unit):
                spot = self.areas.at_unit(unit, "legal_dong", _FALLBACK_SCORE)
                yield Candidate(spot.id, spot.name, spot.score, spot.lon, spot.lat)


def _doubted(found: Iterator[Answer], most: float, note: Note) -> Iterator[Answer]:
    """Yield what was found of a part of the name, its score at most `most`, and say so."""
    for answer in found:
        if answer.status != "none":
            score = min(answer.score or 0.0, most) if answer.status == "ok" else None
            yield replace(answer, score=score, notes=(*answer.notes, note))


def _cleaned(query: Query) -> Query:
    return Query(
        name=cleaned(query.name),
        address=cleaned(query.address),
        sido=cleaned(query.sido),
        sigungu=cleaned(query.sigungu),
        kind=query.kind,
    )


def _in_hangul(query: Query) -> Iterator[Query]:
    """Yield a query as its hanja is read, in each way that its name or address may be."""
    sido, sigungu = in_hangul(query.sido)[0], in_hangul(query.sigungu)[0]
    for name, address in product(in_hangul(query.name), in_hangul(query.address)):
        yield Query(name=name, address=address, sido=sido, sigungu=sigungu, kind=query.kind)


def _said(query: Query) -> str:
    parts = (query.name, query.address, f"{query.sido} {query.sigungu}")
    return next((part.strip() for part in parts if part.strip()), "")
