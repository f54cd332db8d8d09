"""An address, or the name of a region, to a point: road, lot, legal dong, 시군구, 시도."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from geo.crs import geodesic_lengths_km
from geo.geocoding.query import Note
from geo.geocoding.reading import readings
from geo.regions.districts import NamedDistrict
from geo.regions.timeline import codes_on, predecessors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.geocoding.address import Address
    from geo.geocoding.toponym import Toponyms
    from geo.model.places import District, Region
    from geo.regions.buildings import Buildings
    from geo.regions.codes import LegalCodes
    from geo.regions.districts import DistrictNames
    from geo.regions.dongs import DongNames
    from geo.regions.units import Unit

_SEVERAL = re.compile(r"\s*[|,·/]\s*")
_NUMBERED = re.compile(r"제?\d+(?=동$)")
_NOT_ONE = re.compile(r"[·,/(]")
"""What follows belongs to another 시도: 경남·부산, 경상남도(경남)."""
_BRACKETS = re.compile(r"[()]")
_AND_MORE = re.compile(r"\s*(?:일원|외\s*\d*|등)\s*$")
_MAIN = re.compile(r"본(?=동$)")
_SPLIT = re.compile(r"^(.+?)(\d)가\d동$")
_UNREAD = frozenset({"road_unknown", "dong_unknown", "district_unknown", "unread"})
_OF_PARTS = 0.8
"""Score of a dong of which it is not said which part is meant."""
_DOUBTED = 0.6
"""Score at most where a 시군구 was not understood."""
_ENTRANCE_KM = 0.1
"""A building extends about so far around its entrance."""
_IN_WORDS = str.maketrans("123456789", "일이삼사오육칠팔구")
"""일도2동 lies in 일도이동."""
_SIDE_ROAD = re.compile(r"(?<=로)(?:\d+번?[가-힣]?길|[가-힣]길)$|(?<=대로)\d+번?길$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A point for an area or an address, as exact as is known."""

    id: str
    """``legal-…`` with the unit's code, ``sigungu-…`` or ``sido-…`` with today's code."""
    name: str
    """From the 시도 down, of today as far as known."""
    lon: float
    lat: float
    method: str
    score: float
    precision_km: float
    notes: tuple[Note, ...] = ()
    sigungu_code: str | None = None
    """Of the day; None where several hold it, or its id tells."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The 시군구 in which to look."""

    codes: tuple[str, ...]
    """Of today; empty: the whole country."""
    region: Region | None = None
    district: NamedDistrict | None = None
    notes: tuple[Note, ...] = ()

    @property
    def townships(self) -> frozenset[str]:
        """The legal dongs, 읍 and 면 of a 시군구 newer than the boundaries; else empty."""
        return self.district.townships if self.district else frozenset()

    def holds(self, unit: Unit) -> bool:
        """Tell whether a legal unit lies in the scope."""
        if self.codes and unit.sigungu_code not in self.codes:
            return False
        return not self.townships or unit.emd in self.townships


@dataclass(frozen=True, eq=False)
class AreaFinder:
    """Finds regions, legal dongs and addresses."""

    districts: DistrictNames
    toponyms: Toponyms
    dongs: DongNames
    codes: LegalCodes
    buildings: Buildings

    def scopes(self, sido: str, sigungu: str) -> list[Scope]:
        """Return what 시도 and 시군구 may mean together; several where the 시군구 is ambiguous.

        The 시군구 may have the 시도 in front, its 구 in parentheses, or 일원 behind.

        Raises
        ------
        RegionError
            `sido` is no 시도.
        """
        if sido.isdigit() or sigungu.isdigit():
            sido, sigungu = self._named_by_codes(sido, sigungu)
        region = self.districts.regions.find(_NOT_ONE.split(sido)[0]) if sido else None
        plain = _AND_MORE.sub("", _BRACKETS.sub(" ", sigungu)).strip()
        if not plain:
            return [self.scope_of(region, None)]
        several = [part for part in _SEVERAL.split(plain) if part]
        if len(several) > 1:
            return self._together(several, sido, region)
        read = readings(plain, self.districts, region)
        if read and not read[0].rest:
            return [
                self.scope_of(reading.region or region, reading.district, plain) for reading in read
            ]
        within = region.id if region else None
        found = self.districts.find(plain, within)
        if not found and plain.isascii():
            # Wonju for Wonju-si; alone, Changwon means the complex.
            offices = (f"{plain}-{office}" for office in ("si", "gun", "gu"))
            found = next(
                filter(None, (self.districts.find(office, within) for office in offices)), ()
            )
        return [
            self.scope_of(region, named_district, f"{sido} {plain}") for named_district in found
        ]

    def _named_by_codes(self, sido: str, sigungu: str) -> tuple[str, str]:
        """Return the names of a 시도 and 시군구 of which codes are given: 28275, 12."""
        coded = self.codes.find(sigungu or sido)
        if coded is None:
            return sido, sigungu
        front, _, rest = coded.name.partition(" ")
        return front, rest

    def scope_of(
        self, region: Region | None, district: NamedDistrict | None, written: str = ""
    ) -> Scope:
        """Return the scope of a 시군구, else of a 시도, else of the country."""
        if district is not None:
            return Scope(district.codes, region, district, self._dated(district, written))
        here = self.districts.current_of(region.id) if region else ()
        # 세종 is 시도 and 시군구 in one.
        only = self.districts.find(here[0].name_ko)[0] if len(here) == 1 else None
        return Scope(tuple(item.code for item in here), region, only)

    def _together(self, parts: list[str], sido: str, region: Region | None) -> list[Scope]:
        """Return one scope for a complex that lies in several 시군구; empty if one is unknown."""
        # A complex may lie in two 시도 and stand under one: 광산구, 함평군 under 광주.
        scopes = [self.scopes(sido, part) or self.scopes("", part) for part in parts]
        if not all(len(found) == 1 for found in scopes):
            return []
        codes = tuple(dict.fromkeys(code for (scope,) in scopes for code in scope.codes))
        named = [scope.district for (scope,) in scopes if scope.district is not None]
        if not named:
            return [Scope(codes, region)]
        name = ", ".join(district.name for district in named)
        shares = tuple(1 / len(codes) for _ in codes)
        district = NamedDistrict(name, named[0].region, codes, shares)
        notes = tuple(note for (scope,) in scopes for note in scope.notes)
        return [Scope(codes, region, district, notes)]

    def _dated(self, district: NamedDistrict, written: str) -> tuple[Note, ...]:
        units = self.units_of(district)
        named = [self._full(unit) for unit in units]
        # 인천광역시 서구 was divided: the name of each part, without the 시도 but once.
        today = ", ".join(named)
        name = written.strip() or district.name
        if not district.is_current:
            facts = {"name": name, "until": district.last_seen, "today": today}
            return (Note("former_name", facts),)
        if all(unit.name_ko == district.name or _of_city(unit, district.name) for unit in units):
            return ()
        if district.townships:
            facts = {"name": district.name, "since": district.since, "today": today}
            return (Note("made_since", facts),)
        ended = self._ended(district)
        if ended:
            return (Note("former_name", {"name": name, "until": ended, "today": today}),)
        if all(
            self.districts.by_code[code].name_ko.startswith(district.name)
            or code not in district.codes[:1]
            for code in district.codes
        ):
            return ()
        return (Note("newer_name", {"name": district.name, "today": today}),)

    def units_of(self, district: NamedDistrict) -> tuple[District, ...]:
        """Return the 시군구 of the day that hold the land of a named one, the largest first."""
        standing = self.districts.standing
        parts = district.townships or {""}
        held = (standing.holding(code, part) for code in district.codes for part in sorted(parts))
        found = dict.fromkeys(unit for units in held for unit in units)
        # A dong that was divided lies in both parts, and a township's name in several 시군구.
        named = tuple(item for item in found if item.name_ko == district.name)
        return named or tuple(found)

    def _full(self, district: District) -> str:
        region = self.districts.standing.region_of(district)
        return " ".join(dict.fromkeys((region.name_ko, district.name_ko)))

    def _ended(self, district: NamedDistrict) -> str:
        """Return the last day of a 시군구 of the boundaries that stands no more; else nothing."""
        own = [
            item
            for item in self.districts.standing.timeline.districts
            if item.code in district.codes and item.name_ko == district.name and item.valid_to
        ]
        return own[-1].valid_to.isoformat() if own and own[-1].valid_to else ""

    def spots(self, address: Address, scopes: Sequence[Scope]) -> list[Spot]:
        """Return what an address means in the scopes, the most exact level that is known.

        Several spots where the address is ambiguous; empty where nothing of it is known.
        """
        missing: tuple[Note, ...] = ()
        unknown: tuple[Note, ...] = ()
        if address.sido or address.sigungu:
            # What the region in front left unread was found in no table.
            name = " ".join(part for part in (address.sido, address.sigungu) if part)
            unknown = (Note("district_unknown", {"name": name}),)
        if address.road is not None:
            found = [spot for scope in scopes for spot in self._by_road(address, scope)]
            if found:
                return [_doubted(spot, unknown) for spot in found] if unknown else found
            missing = (Note("road_unknown", {"road": address.road}),)
        bracketed = address.bracketed or ""
        if missing and bracketed and not (address.emd or address.ri):
            address = replace(address, emd=bracketed, main_no=None)
        elif missing and bracketed.endswith("리") and not address.ri:
            # Behind a township it is one of its ri: 오송읍 새이름로 20 (연제리).
            address = replace(address, ri=bracketed, main_no=None)
        missing = (*missing, *unknown)
        dong = " ".join(part for part in (address.emd, address.ri) if part)
        if dong:
            for find in (
                self._by_dong,
                self._by_divided_dong,
                self._by_administrative_dong,
                self._by_moved_dong,
                self._by_registered_dong,
            ):
                found = [spot for scope in scopes for spot in find(address, scope, missing)]
                if found:
                    return found
            missing = (*missing, Note("dong_unknown", {"dong": dong}))
        # With the rest unread, a whole 시도 would say nothing.
        known = [scope for scope in scopes if scope.district or (scope.region and not missing)]
        return [self.whole(scope, missing) for scope in known]

    def whole(self, scope: Scope, notes: tuple[Note, ...] = ()) -> Spot:
        """Return the centre of a 시군구 or 시도, with the radius that holds its addresses."""
        area = self.toponyms.area(scope.codes, scope.townships)
        assert area is not None  # noqa: S101 - every 시군구 of today has legal units
        centre = area.centre
        score = 0.5 if notes else 0.9 if scope.notes else 1.0
        unread = any(note.code in _UNREAD for note in notes)
        if scope.district is not None:
            id_, name = self._called(scope, scope.district)
            method = "sigungu"
            notes = (*notes, *self._begun(scope.district))
        else:
            assert scope.region is not None  # noqa: S101 - a scope with neither is not asked for
            region, ended = self._region(scope.region)
            name, id_, method = region.name_ko, f"sido-{region.code}", "sido"
            notes = (*notes, *ended)
        return Spot(
            id=id_,
            name=name,
            lon=centre.lon,
            lat=centre.lat,
            method=method,
            score=score,
            # What was not found may have left the 시군구 since.
            precision_km=round(centre.spread_km * (2 if unread else 1), 1),
            notes=(*notes, *scope.notes),
        )

    def _called(self, scope: Scope, district: NamedDistrict) -> tuple[str, str]:
        """Return id and name of a 시군구: that of the day which holds it alone, else its own."""
        units = self.units_of(district)
        if len(units) == 1:
            return f"sigungu-{units[0].code}", self._full(units[0])
        code = scope.codes[0]
        region = self.districts.standing.region_of(units[0])
        if all(_of_city(unit, district.name) for unit in units):
            return f"sigungu-{units[0].code[:4]}", f"{region.name_ko} {district.name}"
        held = f" ({', '.join(unit.name_ko for unit in units)})"
        id_ = f"sigungu-{code if len(scope.codes) == 1 else code[:4]}"
        return id_, f"{region.name_ko} {district.name}{held}"

    def _begun(self, district: NamedDistrict) -> tuple[Note, ...]:
        """Say of a 시군구 that was made of parts of others since when, and of which."""
        units, standing = self.units_of(district), self.districts.standing
        if len(units) != 1 or units[0].valid_from is None:
            return ()
        before = predecessors(standing.timeline.districts, units[0])
        if len(before) == 1 and before[0].successors == (units[0].code,):
            return ()
        names = "·".join(item.name_ko for item in before)
        facts = {"name": units[0].name_ko, "since": units[0].valid_from.isoformat()}
        return (Note("made_of", {**facts, "before": names}),)

    def _region(self, region: Region) -> tuple[Region, tuple[Note, ...]]:
        """Return a 시도 as it is called on the day; one that is no more as it was, and a note."""
        standing = self.districts.standing
        same = next((item for item in standing.regions.values() if item.id == region.id), None)
        if same is not None:
            return same, ()
        rows = [item for item in standing.timeline.regions if item.id == region.id]
        ended = rows[-1].valid_to if rows else None
        if ended is None or (standing.day or "9999") <= ended.isoformat():
            return region, ()
        codes = codes_on(standing.timeline.regions, region.code, standing.day)
        today = ", ".join(standing.regions[code].name_ko for code in codes)
        facts = {"name": region.name_ko, "until": ended.isoformat(), "today": today}
        return region, (Note("former_name", facts),)

    def _by_road(self, address: Address, scope: Scope) -> list[Spot]:
        assert address.road is not None  # noqa: S101 - asked only with a road
        codes = scope.codes or tuple(self.toponyms.units.of_district)
        spots = [spot for code in codes for spot in self._buildings_of(address, code, scope)]
        if spots:
            return spots
        for road in dict.fromkeys((address.road, _SIDE_ROAD.sub("", address.road))):
            found = [self._on_road(address, road, code, scope) for code in codes]
            spots = [spot for spot in found if spot is not None]
            if spots:
                break
        # 세종로 is a road and a legal dong.
        units = self.named(address.road, scope)
        lots = [self.at_unit(unit, "address_lot", 0.9, scope.notes) for unit in units]
        return [*spots, *lots]

    def _buildings_of(self, address: Address, code: str, scope: Scope) -> Iterator[Spot]:
        """Yield the building of a road address, where the ministry's database was imported."""
        main, sub = address.main_no, address.sub_no or 0
        if address.road is None or main is None:
            return
        under = address.underground
        found = self.buildings.at(code, address.road, main, sub, underground=under)
        if found is not None:
            number = f"{main}-{sub}" if sub else str(main)
            level = "지하 " if under else ""
            yield Spot(
                id=f"road-{found.road_code}-{number}",
                name=f"{self._full_name(code, address.emd or '')} {address.road} {level}{number}",
                lon=round(found.lon, 6),
                lat=round(found.lat, 6),
                method="address_road",
                score=1.0,
                precision_km=_ENTRANCE_KM,
                notes=scope.notes,
            )

    def _on_road(self, address: Address, road: str, code: str, scope: Scope) -> Spot | None:
        roads, by_code = self.toponyms.roads, self.toponyms.units.by_code
        stretches = [
            item for item in roads.stretches(code, road) if scope.holds(by_code[item.unit])
        ]
        stretch = roads.at(code, road, address.main_no or 0)
        if stretch is None or not stretches:
            return None
        stretch = stretch if stretch in stretches else stretches[0]
        notes: tuple[Note, ...] = ()
        score = 1.0
        if address.main_no is None:
            if len({item.unit for item in stretches}) > 1:
                notes, score = (Note("no_number", {"road": road}),), 0.6
        elif not stretch.from_no <= address.main_no <= stretch.to_no:
            notes, score = (Note("number_unknown", {"no": address.main_no}),), 0.8
        dong = address.emd or self._stated_behind(address, scope)
        if dong and not _is_in(by_code[stretch.unit], dong):
            there = [item for item in stretches if _is_in(by_code[item.unit], dong)]
            stretch = there[0] if there else stretch
            facts = {"dong": dong, "road": road, "no": address.main_no or ""}
            # In parentheses it only repeats what road and number tell.
            notes, score = (*notes, Note("contradiction", facts)), 0.6 if address.emd else 0.75
        if road != address.road:
            notes, score = (*notes, Note("main_road", {"road": road})), min(score, 0.7)
        notes = (*notes, *scope.notes)
        return self.at_unit(by_code[stretch.unit], "address_road", score, notes)

    def _stated_behind(self, address: Address, scope: Scope) -> str:
        """Return the dong in parentheses behind a road address; (가동) may be a building."""
        dong = address.bracketed or ""
        return dong if dong and self.named(dong, scope) else ""

    def has_road(self, name: str, scope: Scope) -> bool:
        """Tell whether a road of the scope is called `name`."""
        codes = scope.codes or tuple(self.toponyms.units.of_district)
        return any(self.toponyms.roads.has(code, name) for code in codes)

    def named(self, name: str, scope: Scope) -> list[Unit]:
        """Return the legal units of the scope that are called `name`, now or formerly."""
        units = self.toponyms.units.named(name, scope.codes or None)
        return [unit for unit in units if scope.holds(unit)]

    def _by_dong(self, address: Address, scope: Scope, notes: tuple[Note, ...]) -> list[Spot]:
        """Find the legal dong or ri, by its name and by what that may have become since."""
        written = " ".join(part for part in (address.emd, address.ri) if part)
        method = "address_lot" if address.kind == "lot" else "legal_dong"
        for name, note in self._spellings(address, scope):
            units = self.named(name, scope)
            if units:
                extra = (Note(note, {"dong": written, "found": name}),) if note else ()
                score = 0.8 if notes or extra else 1.0
                all_notes = (*notes, *extra, *scope.notes)
                return [self.at_unit(unit, method, score, all_notes) for unit in units]
        return []

    def _by_divided_dong(
        self, address: Address, scope: Scope, notes: tuple[Note, ...]
    ) -> list[Spot]:
        """Find a dong whose parts alone are legal dongs: 팔복동 is 팔복동1가 to 팔복동4가."""
        if not address.emd or address.ri:
            return []
        parts = [unit for no in range(1, 10) for unit in self.named(f"{address.emd}{no}가", scope)]
        codes = dict.fromkeys(part.sigungu_code for part in parts)
        together = [[part for part in parts if part.sigungu_code == code] for code in codes]
        return [self._of_parts(units, notes) for units in together]

    def _of_parts(self, units: Sequence[Unit], notes: tuple[Note, ...]) -> Spot:
        """Return the part with most addresses, with a radius that reaches all."""
        main = max(units, key=lambda unit: unit.addresses)
        points = np.array([[unit.lon, unit.lat] for unit in units])
        away = geodesic_lengths_km(np.tile([main.lon, main.lat], (len(units), 1)), points)
        reach = max(float(km) + unit.radius_km for km, unit in zip(away, units, strict=True))
        note = Note("divided_dong", {"parts": "·".join(unit.name for unit in units)})
        spot = self.at_unit(main, "legal_dong", _OF_PARTS, (*notes, note))
        return replace(spot, precision_km=round(reach, 1))

    def _spellings(self, address: Address, scope: Scope) -> Iterator[tuple[str, str]]:
        """Yield names to look for, each with the note that it needs; the written one first."""
        emd, ri = address.emd or "", address.ri or ""
        yield f"{emd} {ri}".strip(), ""
        for plain in (
            emd.translate(_IN_WORDS),
            _NUMBERED.sub("", emd),
            _MAIN.sub("", emd),
            _SPLIT.sub(r"\1동\2가", emd),
        ):
            if not ri and plain != emd:
                yield plain, "administrative_dong"
        if emd and ri:
            yield f"{emd[:-1]}읍 {ri}", "township_changed"
        if scope.district is None:
            return
        if emd and ri:
            yield ri, "township_changed"
        last = ri or emd
        if last[-1] == "리":
            yield f"{last[:-1]}동", "ri_became_dong"
        if last[-1] == "동":
            yield f"{last[:-1]}리", "became_dong"
        if emd and not ri and emd[-1] == "면":
            yield f"{emd[:-1]}읍", "township_changed"
        if ri and emd:
            yield emd, "ri_unknown"
            yield f"{emd[:-1]}읍", "ri_unknown"

    def _by_registered_dong(
        self, address: Address, scope: Scope, notes: tuple[Note, ...]
    ) -> list[Spot]:
        """Find the 시군구 of a legal dong newer than the polygons, if it is not stated."""
        if address.ri or scope.district is not None:
            return []
        dong = address.emd or ""
        note = Note("dong_newer", {"dong": dong})
        found = [
            self.scope_of(reading.region, reading.district, name)
            for name in self.codes.districts_of(dong)
            for reading in readings(name, self.districts, scope.region)
            if reading.district is not None and not reading.rest
        ]
        return [self.whole(item, (*notes, note)) for item in found]

    def _by_moved_dong(self, address: Address, scope: Scope, notes: tuple[Note, ...]) -> list[Spot]:
        """Find a township with its ri that lies in another 시군구 now, if only one is called so."""
        if not (address.emd and address.ri and scope.codes):
            return []
        units = self.toponyms.units.named(f"{address.emd} {address.ri}")
        if len(units) != 1:
            return []
        name = self._full_name(units[0].sigungu_code, units[0].emd)
        moved = (*notes, Note("moved", {"dong": f"{address.emd} {address.ri}", "today": name}))
        return [self.at_unit(units[0], "legal_dong", 0.7, moved)]

    def _by_administrative_dong(
        self, address: Address, scope: Scope, notes: tuple[Note, ...]
    ) -> list[Spot]:
        """Return the 시군구 of a dong whose name is known and whose borders are not."""
        spots = []
        for dong in self.dongs.named(address.emd or "", scope.codes):
            codes = [code for code in dong.districts if not scope.codes or code in scope.codes]
            first = self.districts.by_code[codes[0]]
            region = self.districts.region_of_code[first.sido_code]
            (district, *_) = self.districts.find(first.name_ko, region)
            facts = {"dong": dong.name, "until": dong.last_seen}
            note = Note("former_dong" if dong.last_seen else "dong_without_borders", facts)
            inside = Scope(tuple(codes), scope.region, district, scope.notes)
            spots.append(self.whole(inside, (*notes, note)))
        return spots

    def _full_name(self, code: str, township: str) -> str:
        return self.districts.standing.full_name(code, township)

    def at_unit(self, unit: Unit, method: str, score: float, notes: tuple[Note, ...] = ()) -> Spot:
        """Return the point of a legal unit."""
        if unit.until:
            notes = (*notes, Note("former_township", {"name": unit.emd, "until": unit.until}))
        held = self.districts.standing.holding(unit.sigungu_code, unit.emd)
        return Spot(
            sigungu_code=held[0].code if len(held) == 1 else None,
            id=f"legal-{self.districts.standing.legal_code(unit)}",
            name=f"{self._full_name(unit.sigungu_code, unit.emd)} {unit.full_name}",
            lon=unit.lon,
            lat=unit.lat,
            method=method,
            score=score,
            precision_km=max(round(unit.radius_km, 1), 0.1),
            notes=notes,
        )


def _doubted(spot: Spot, notes: tuple[Note, ...]) -> Spot:
    """Return a spot whose address named a part of the region that nobody knows."""
    return replace(spot, score=min(spot.score, _DOUBTED), notes=(*notes, *spot.notes))


def _of_city(district: District, city: str) -> bool:
    """Tell whether a 시군구 is a 구 of a city."""
    return district.name_ko.startswith(f"{city} ")


def _is_in(unit: Unit, emd: str) -> bool:
    """Tell whether a unit is, or lies in, the 읍면동 that an address names."""
    stem = _NUMBERED.sub("", emd)
    names = {unit.emd, unit.ri, unit.former_emd, unit.former_ri} - {""}
    return bool({emd, stem} & names) or emd[:-1] in {name[:-1] for name in names}
