"""An address, or the name of a region, to a point: road, lot, legal dong, 시군구, 시도."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.geocoding.query import Note
from geo.regions.districts import NamedDistrict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.geocoding.address import Address
    from geo.geocoding.toponym import Toponyms
    from geo.model.places import Region
    from geo.regions.districts import DistrictNames
    from geo.regions.dongs import DongNames
    from geo.regions.units import Unit

_SEVERAL = re.compile(r"\s*[|,·/]\s*")
_NUMBERED = re.compile(r"제?\d+(?=동$)")
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


@dataclass(frozen=True, slots=True)
class Scope:
    """The 시군구 in which to look."""

    codes: tuple[str, ...]
    """Of today; empty: the whole country."""
    region: Region | None = None
    district: NamedDistrict | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, eq=False)
class AreaFinder:
    """Finds regions, legal dongs and addresses."""

    districts: DistrictNames
    toponyms: Toponyms
    dongs: DongNames

    def scopes(self, sido: str, sigungu: str) -> list[Scope]:
        """Return what 시도 and 시군구 may mean together; several where the 시군구 is ambiguous.

        Raises
        ------
        RegionError
            `sido` is no 시도.
        """
        region = self.districts.regions.find(sido) if sido else None
        if not sigungu:
            here = self.districts.current_of(region.id) if region else ()
            # 세종 is 시도 and 시군구 in one.
            only = self.districts.find(here[0].name_ko)[0] if len(here) == 1 else None
            return [Scope(tuple(district.code for district in here), region, only)]
        region_id = region.id if region else None
        several = [part for part in _SEVERAL.split(sigungu) if part]
        if len(several) > 1:
            return self._together(several, sido, region)
        found = self.districts.find(sigungu, region_id)
        if not found and region is not None and sigungu in (region.short_ko, region.name_ko):
            return [Scope(self.districts.of_region(region.id), region)]
        return [Scope(one.codes, region, one, self._dated(one, sido)) for one in found]

    def _together(self, parts: list[str], sido: str, region: Region | None) -> list[Scope]:
        """Return one scope for a complex that lies in several 시군구; empty if one is unknown."""
        scopes = [self.scopes(sido, part) for part in parts]
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

    def _dated(self, district: NamedDistrict, sido: str) -> tuple[Note, ...]:
        if district.is_current:
            return ()
        today = ", ".join(self.districts.full_name(code) for code in district.codes)
        written = f"{sido} {district.name}".strip()
        facts = {"name": written, "until": district.last_seen, "today": today}
        return (Note("former_name", facts),)

    def spots(self, address: Address, scopes: Sequence[Scope]) -> list[Spot]:
        """Return what an address means in the scopes, the most exact level that is known.

        Several spots where the address is ambiguous; empty where nothing of it is known.
        """
        missing: tuple[Note, ...] = ()
        if address.road is not None:
            found = [spot for scope in scopes for spot in self._by_road(address, scope)]
            if found:
                return found
            missing = (Note("road_unknown", {"road": address.road}),)
        if address.emd is not None or address.ri is not None:
            found = [spot for scope in scopes for spot in self._by_dong(address, scope, missing)]
            if found:
                return found
            found = [
                spot for scope in scopes for spot in self._by_administrative_dong(address, scope)
            ]
            if found:
                return found
            dong = " ".join(part for part in (address.emd, address.ri) if part)
            missing = (*missing, Note("dong_unknown", {"dong": dong}))
        if all(scope.district is None and scope.region is None for scope in scopes):
            return []
        return [self.whole(scope, missing) for scope in scopes]

    def whole(self, scope: Scope, notes: tuple[Note, ...] = ()) -> Spot:
        """Return the centre of a 시군구 or 시도, with the radius that holds its addresses."""
        area = self.toponyms.area(scope.codes)
        assert area is not None  # noqa: S101 - every 시군구 of today has legal units
        centre = area.centre()
        score = 0.5 if notes else 1.0
        if scope.district is not None:
            names = [self.districts.full_name(code) for code in scope.codes]
            one = len(names) == 1
            name = names[0] if one else self._of_several(scope, scope.district)
            id_ = f"sigungu-{scope.codes[0] if one else scope.codes[0][:4]}"
            method = "sigungu"
        else:
            assert scope.region is not None  # noqa: S101 - a scope with neither is not asked for
            name, id_, method = scope.region.name_ko, f"sido-{scope.region.code}", "sido"
        return Spot(
            id=id_,
            name=name,
            lon=centre.lon,
            lat=centre.lat,
            method=method,
            score=score,
            precision_km=round(centre.spread_km, 1),
            notes=(*notes, *scope.notes),
        )

    def _of_several(self, scope: Scope, district: NamedDistrict) -> str:
        region = next(one for one in self.districts.regions.current if one.id == district.region)
        held = f" ({', '.join(self.districts.by_code[code].name_ko for code in scope.codes)})"
        return f"{region.name_ko} {district.name}{'' if district.is_current else held}"

    def _by_road(self, address: Address, scope: Scope) -> list[Spot]:
        assert address.road is not None  # noqa: S101 - asked only with a road
        roads = self.toponyms.roads
        codes = scope.codes or tuple(self.toponyms.units.of_district)
        for road in dict.fromkeys((address.road, _SIDE_ROAD.sub("", address.road))):
            spots = []
            for code in codes:
                stretch = roads.at(code, road, address.main_no or 0)
                if stretch is None:
                    continue
                unit = self.toponyms.units.by_code[stretch.unit]
                if address.main_no is None:
                    several = len({one.unit for one in roads.stretches(code, road)}) > 1
                    note: tuple[Note, ...] = (Note("no_number", {"road": road}),) if several else ()
                    score = 0.6 if several else 0.9
                else:
                    within = stretch.from_no <= address.main_no <= stretch.to_no
                    note = () if within else (Note("number_unknown", {"no": address.main_no}),)
                    score = 1.0 if within else 0.8
                if road != address.road:
                    note, score = (*note, Note("main_road", {"road": road})), min(score, 0.7)
                spots.append(self.at_unit(unit, "address_road", score, (*note, *scope.notes)))
            if spots:
                return spots
        return []

    def _by_dong(self, address: Address, scope: Scope, notes: tuple[Note, ...]) -> list[Spot]:
        written = " ".join(part for part in (address.emd, address.ri) if part)
        within = scope.codes or None
        units = self.toponyms.units.named(written, within)
        extra: tuple[Note, ...] = ()
        if not units and address.emd and address.ri:
            units = self.toponyms.units.named(address.emd, within)
            extra = (Note("dong_unknown", {"dong": address.ri}),)
        for plain in (written.translate(_IN_WORDS), _NUMBERED.sub("", written)):
            if not units and plain != written:
                units = self.toponyms.units.named(plain, within)
                extra = (Note("administrative_dong", {"dong": written}),)
        if not units and within and written.endswith("동"):
            units = self.toponyms.units.named(f"{written[:-1]}리", within)
            extra = (Note("became_dong", {"dong": written, "ri": f"{written[:-1]}리"}),)
        method = "address_lot" if address.kind == "lot" else "legal_dong"
        score = 0.7 if notes or extra else 1.0
        return [self.at_unit(unit, method, score, (*notes, *extra, *scope.notes)) for unit in units]

    def _by_administrative_dong(self, address: Address, scope: Scope) -> list[Spot]:
        """Return the 시군구 of a dong whose name is known and whose borders are not."""
        spots = []
        for dong in self.dongs.named(address.emd or "", scope.codes):
            codes = [code for code in dong.districts if not scope.codes or code in scope.codes]
            first = self.districts.by_code[codes[0]]
            region = self.districts.region_of_code[first.sido_code]
            (district, *_) = self.districts.find(first.name_ko, region)
            until = {"until": dong.last_seen} if dong.last_seen else {}
            note = Note(
                "former_dong" if until else "dong_without_borders", {"dong": dong.name, **until}
            )
            spots.append(
                self.whole(Scope(tuple(codes), scope.region, district, scope.notes), (note,))
            )
        return spots

    def at_unit(self, unit: Unit, method: str, score: float, notes: tuple[Note, ...] = ()) -> Spot:
        """Return the point of a legal unit."""
        if unit.until:
            notes = (*notes, Note("former_township", {"name": unit.emd, "until": unit.until}))
        return Spot(
            id=f"legal-{unit.code}",
            name=f"{self.districts.full_name(unit.sigungu_code)} {unit.full_name}",
            lon=unit.lon,
            lat=unit.lat,
            method=method,
            score=score,
            precision_km=max(round(unit.radius_km, 1), 0.1),
            notes=notes,
        )
