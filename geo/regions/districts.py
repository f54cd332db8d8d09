"""Names of the 시군구, old and new, and who holds their land today (I/O)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.columns import read_columns
from geo.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from geo.model.places import District
    from geo.regions.changes import NewDistrict
    from geo.regions.names import RegionNames
    from geo.regions.standing import Standing

_COLUMNS = ("region", "name", "first_seen", "last_seen", "gone_by", "successors", "shares")


@dataclass(frozen=True, slots=True)
class NamedDistrict:
    """A 시군구 under one of its names."""

    name: str
    """With its city, such as ``안산시 단원구``."""
    region: str
    """Id of the 시도 to which it belonged under this name."""
    codes: tuple[str, ...]
    """The 시군구 of the boundaries that hold its land, the largest part first; 5 digits."""
    shares: tuple[float, ...]
    """The share of its land that each holds, 0 to 1."""
    last_seen: str = ""
    """Last edition with this name (ISO date); empty where it still holds."""
    gone_by: str = ""
    """First edition without it; the change lies between the two."""
    townships: frozenset[str] = frozenset()
    """Of a 시군구 newer than the boundaries: the legal dongs, 읍 and 면 of `codes` that are its."""
    since: str = ""
    """First day of such a 시군구 (ISO date)."""

    @property
    def is_current(self) -> bool:
        """Whether the name holds today."""
        return not self.last_seen


@dataclass(frozen=True)
class DistrictNames:
    """Every name of every 시군구 since 1975; the dated names are read when first asked for."""

    current: tuple[District, ...]
    """The 시군구 of the boundaries."""
    regions: RegionNames
    path: Path
    """``data/index/district_names.parquet``; see data/README.md."""
    standing: Standing
    """What these 시군구 are called on the day of which answers tell."""
    made_since: tuple[NewDistrict, ...] = ()
    """The 시군구 that are newer than the boundaries."""

    @cached_property
    def by_code(self) -> Mapping[str, District]:
        """The 시군구 of today by code."""
        return {district.code: district for district in self.current}

    @cached_property
    def region_of_code(self) -> Mapping[str, str]:
        """First two digits of a code to the id of the 시도."""
        return {region.code: region.id for region in self.regions.current}

    def every(self) -> tuple[NamedDistrict, ...]:
        """Return every name of every 시군구, those of today first."""
        return (*self._today(), *self._dated())

    def _english(self) -> Iterable[tuple[str, NamedDistrict]]:
        """Yield the English names of the 시군구 of the boundaries: Wonju-si, Uichang-gu."""
        named = {
            (named_district.region, named_district.name): named_district
            for named_district in self._today()
        }
        english: dict[tuple[str, str], set[str]] = defaultdict(set)
        for district in self.current:
            region = self.region_of_code[district.sido_code]
            plain, _, city = district.name_en.partition(", ")
            english[region, district.name_ko] |= {district.name_en, plain}
            if city:
                english[region, district.name_ko.partition(" ")[0]].add(city)
        for key, names in english.items():
            # A bare Changwon is the complex as well.
            yield from ((fold(name), named[key]) for name in names)

    @cached_property
    def _named(self) -> Mapping[str, tuple[NamedDistrict, ...]]:
        found: defaultdict[str, list[NamedDistrict]] = defaultdict(list)
        for district in self.every():
            city, _, gu = district.name.partition(" ")
            for key in {
                fold(district.name),
                fold(gu or city),
                fold(city[:-1] + gu) if gu else city,
            }:
                found[key].append(district)
        for key, district in self._english():
            found[key].append(district)
        return {key: tuple(districts) for key, districts in found.items()}

    @cached_property
    def _stems(self) -> Mapping[str, tuple[NamedDistrict, ...]]:
        found: defaultdict[str, list[NamedDistrict]] = defaultdict(list)
        for key, districts in self._named.items():
            if len(key) > 2:
                found[key[:-1]].extend(districts)
        return {stem: tuple(dict.fromkeys(districts)) for stem, districts in found.items()}

    def find(
        self, written: str, region: str | None = None, *, loose: bool = True
    ) -> tuple[NamedDistrict, ...]:
        """Return the 시군구 that `written` means, in the 시도 with the id `region` if given.

        The whole name, its last word (성산구), or, if `loose`, the name without 시, 군, 구 (창원).
        A name of today goes before a former one; several where the name alone does not decide.
        """
        key = fold(written)
        for index in (self._named, self._stems) if loose else (self._named,):
            found = [
                named_district
                for named_district in index.get(key, ())
                if self.regions.overlap(region, named_district.region)
            ]
            current = [named_district for named_district in found if named_district.is_current]
            if current or found:
                return _largest(current or _latest(found))
        return ()

    def current_of(self, region: str) -> tuple[District, ...]:
        """Return the 시군구 of today in a 시도, by its id."""
        return tuple(
            district
            for district in self.current
            if self.region_of_code[district.sido_code] in self.regions.parts_of(region)
        )

    def of_region(self, region: str) -> tuple[str, ...]:
        """Return the codes of the 시군구 of today in a 시도, by its id."""
        return tuple(district.code for district in self.current_of(region))

    def _today(self) -> Iterable[NamedDistrict]:
        cities: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for district in self.current:
            region = self.region_of_code[district.sido_code]
            yield NamedDistrict(district.name_ko, region, (district.code,), (1.0,))
            city, _, gu = district.name_ko.partition(" ")
            if gu:
                cities[region, city].append(district.code)
        for (region, city), codes in cities.items():
            even = tuple(1 / len(codes) for _ in codes)
            yield NamedDistrict(city, region, tuple(codes), even)

        for new in self.made_since:
            region = self.region_of_code[new.predecessors[0][:2]]
            even = tuple(1 / len(new.predecessors) for _ in new.predecessors)
            yield NamedDistrict(
                new.name,
                region,
                new.predecessors,
                even,
                townships=new.townships,
                since=new.since,
            )

    def _dated(self) -> Iterable[NamedDistrict]:
        today = {(district.region, fold(district.name)) for district in self._today()}
        for row in zip(*read_columns(self.path, _COLUMNS), strict=True):
            region, name, _, last_seen, gone_by, successors, shares = row
            if (region, fold(name)) in today:
                continue
            codes = tuple(successors.split("|"))
            parts = tuple(float(share) for share in shares.split("|"))
            yield NamedDistrict(name, region, codes, parts, last_seen, gone_by)


def _latest(found: list[NamedDistrict]) -> list[NamedDistrict]:
    """Of one 시도's names that are the same, keep the one that was used last."""
    last: dict[tuple[str, str], NamedDistrict] = {}
    for district in found:
        named_district = last.get((district.region, fold(district.name)))
        if named_district is None or named_district.last_seen < district.last_seen:
            last[district.region, fold(district.name)] = district
    return list(last.values())


def _largest(found: list[NamedDistrict]) -> tuple[NamedDistrict, ...]:
    """Leave out names with the same land as another: 세종특별자치시 as 시도 and as 시군구."""
    return tuple(
        {
            (named_district.codes, named_district.townships): named_district
            for named_district in found
        }.values()
    )
