"""What the land of a unit of the indexes is called on a day: names and codes of who holds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from geo.regions.timeline import Succession, stands

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from geo.model.places import District, Place, Region
    from geo.regions.boundaries import Boundaries
    from geo.regions.changes import RegionChanges
    from geo.regions.timeline import Timeline
    from geo.regions.units import Unit


@dataclass(frozen=True, slots=True)
class Held:
    """The 시도 and 시군구 of a day that hold something."""

    region: Region
    district: District | None = None
    """None where several do."""


@dataclass(frozen=True, eq=False)
class Standing:
    """Leads from the units by which the indexes are told (`NAMED_ON`) to those of a day."""

    timeline: Timeline
    changes: RegionChanges
    boundaries: Boundaries
    """Of any day."""
    day: str | None = None
    """``YYYY-MM-DD``; None for the newest state."""

    def of_day(self, day: str | None) -> Standing:
        """Return the same of another day."""
        return replace(self, day=day)

    @cached_property
    def districts(self) -> Mapping[str, District]:
        """The 시군구 of the day by code."""
        rows = self.timeline.districts
        return {row.code: row for row in rows if stands(row, self.day)}

    @cached_property
    def regions(self) -> Mapping[str, Region]:
        """The 시도 of the day by code."""
        rows = self.timeline.regions
        return {row.code: row for row in rows if stands(row, self.day)}

    @cached_property
    def holding(self) -> Callable[..., tuple[District, ...]]:
        """Return the 시군구 that hold the land of one of the indexes, by its code.

        Of one that was divided since, the part in which a legal dong, 읍 or 면 lies if it is given.
        """
        return lru_cache(maxsize=None)(self._holding)

    def _holding(self, code: str, township: str = "") -> tuple[District, ...]:
        codes = self._succession.codes_of(code)
        found = tuple(self.districts[value] for value in codes if value in self.districts)
        held = tuple(
            district for district in found if township in self._townships.get(district.code, ())
        )
        return held or found

    @cached_property
    def _succession(self) -> Succession:
        return Succession(self.timeline.districts, self.day)

    @cached_property
    def _townships(self) -> Mapping[str, frozenset[str]]:
        return {new.code: new.townships for new in self.changes.districts}

    def region_of(self, district: District) -> Region:
        """Return the 시도 of a 시군구 of the day."""
        return self.regions[district.sido_code]

    def full_name(self, code: str, township: str = "") -> str:
        """Return 시도 and 시군구; 세종 has but one name.

        Of several the city to which all belong, else each.
        """
        found = self.holding(code, township)
        names = [district.name_ko for district in found]
        if len(names) > 1:
            city = {name.partition(" ")[0] for name in names}
            names = list(city) if len(city) == 1 else ["·".join(names)]
        return " ".join(dict.fromkeys((self.region_of(found[0]).name_ko, *names)))

    def legal_code(self, unit: Unit) -> str:
        """Return the code of a legal dong, 읍, 면 or 리 of the indexes, of as many digits."""
        found, code = self.holding(unit.sigungu_code, unit.emd), unit.code
        # Some keep the code of a 시군구 that was older than the boundaries.
        if len(found) > 1 or found[0].code == code[:5] or code[:5] != unit.sigungu_code:
            return code
        new = self._new_codes.get((found[0].code, code.ljust(10, "0")))
        return new[: len(code)] if new else found[0].code + code[5:]

    @cached_property
    def _new_codes(self) -> Mapping[tuple[str, str], str]:
        """Code of a new 시군구 and former code of what lies in it, to the new one."""
        return {(new[:5], old): new for new, old in self.changes.old_codes.items()}

    def at(self, lon: float, lat: float) -> District | None:
        """Return the 시군구 at a point in degrees, WGS 84; None farther at sea than 5 km."""
        (code,) = self.bounds.locate([lon], [lat]).codes
        return None if code is None else self.districts[code]

    @cached_property
    def bounds(self) -> Boundaries:
        """The boundaries of the day."""
        return self.boundaries.of_day(self.day)

    def of_place(self, place: Place) -> Held:
        """Return what holds a place; one that lies in several 시군구 is held by its 시도 alone."""
        moved = self.timeline.moved(place, (), self.day)
        if len(moved.sigungu_all) > 1 and len(place.sigungu_all) == 1:
            moved = self.timeline.moved(place, self._at_dongs(place), self.day)
        region = next(item for item in self.regions.values() if item.name_ko == moved.sido)
        named = [
            district
            for district in self.districts.values()
            if district.sido_code == region.code and (district.name_ko,) == moved.sigungu_all
        ]
        return Held(region, named[0] if named else None)

    def _at_dongs(self, place: Place) -> tuple[str, ...]:
        """Return the 시군구 made since that has the legal dongs of a place, else at its point.

        Dongs are asked first: to read the boundaries takes as long as a thousand names.
        """
        emds = {dong.split()[0] for dong in place.legal_dongs}
        having = [code for code, townships in self._townships.items() if emds & townships]
        standing = {value for value in having if value in self.districts} & set(
            self._parts_of(place)
        )
        if len(standing) == 1:
            return tuple(standing)
        here = self.at(place.lon, place.lat)
        return (here.code,) if here else ()

    def _parts_of(self, place: Place) -> Iterator[str]:
        for district in self.timeline.districts:
            if district.name_ko in place.sigungu_all:
                yield from self._succession.codes_of(district.code)

    def of_code(self, code: str) -> Held | None:
        """Return what a code of the day begins with: a 시군구, else a 시도; None for neither."""
        district = self.districts.get(code[:5])
        if district is not None:
            return Held(self.region_of(district), district)
        region = self.regions.get(code[:2])
        return Held(region) if region else None
