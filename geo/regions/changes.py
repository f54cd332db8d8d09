"""What became of 시도, 시군구 and their legal dongs since the boundaries' date (I/O)."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from geo.model.places import Region

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class RegionMerge:
    """A 시도 that several became."""

    region: Region
    """With its id, code, names and first day."""
    members: tuple[str, ...]
    """Ids of the 시도 that it joins."""


@dataclass(frozen=True, slots=True)
class NewDistrict:
    """A 시군구 made since of parts of others."""

    code: str
    """5 digits."""
    name: str
    """With its city, such as ``화성시 동탄구``."""
    since: str
    """First day in force (ISO date)."""
    predecessors: tuple[str, ...]
    """Codes of the 시군구 of the boundaries that held its land, the largest part first."""
    townships: frozenset[str]
    """Its legal dongs, 읍 and 면; every 리 of a township lies in it too."""


@dataclass(frozen=True)
class RegionChanges:
    """The changes as rows; read when first asked for."""

    changes: Path
    """``data/index/region_changes.csv``: 시도, 시군구, 읍면동, 리 with dates, codes, sources."""
    dongs: Path
    """``data/index/legal_dong_changes.csv``: the legal dongs of new 시군구, old and new codes."""

    @cached_property
    def _rows(self) -> list[dict[str, str]]:
        return _read(self.changes)

    def merges(self, regions: Iterable[Region]) -> tuple[RegionMerge, ...]:
        """Return the 시도 into which some of `regions` were merged."""
        by_code = {region.code: region for region in regions}
        joined: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
        for row in self._rows:
            if row["level"] == "sido" and row["kind"] == "merge" and row["old_code"] in by_code:
                joined[row["new_code"]].append(row)
        return tuple(_merge(rows, by_code) for rows in joined.values())

    @cached_property
    def new_codes(self) -> Mapping[str, str]:
        """Code of today of a 시군구 to that of the boundaries, where only the code changed."""
        return {
            row["new_code"]: row["old_code"]
            for row in self._rows
            if row["level"] == "sigungu" and row["kind"] in {"code", "rename"}
        }

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Code of today of a 시도 or 시군구 that is new to its full name."""
        sidos = {row["new_code"]: row["new_name"] for row in self._rows if row["level"] == "sido"}
        return sidos | {new.code: new.name for new in self.districts}

    @cached_property
    def old_codes(self) -> Mapping[str, str]:
        """Code of today of a legal dong or ri of a new 시군구 to that which it had before."""
        return {row["code"]: row["old_code"] for row in _read(self.dongs)}

    @cached_property
    def districts(self) -> tuple[NewDistrict, ...]:
        """The 시군구 made since, in the order of their codes."""
        held: defaultdict[str, dict[str, int]] = defaultdict(dict)
        townships: defaultdict[str, set[str]] = defaultdict(set)
        for row in _read(self.dongs):
            old = row["old_code"][:5]
            held[row["district_code"]][old] = held[row["district_code"]].get(old, 0) + 1
            townships[row["district_code"]].add(row["legal_dong"].split()[0])
        told = {row["new_code"]: row for row in self._rows if row["level"] == "sigungu"}
        return tuple(
            NewDistrict(
                code,
                told[code]["new_name"],
                told[code]["date"],
                tuple(sorted(olds, key=lambda old: -olds[old])),
                frozenset(townships[code]),
            )
            for code, olds in sorted(held.items())
        )


def _merge(rows: list[dict[str, str]], by_code: Mapping[str, Region]) -> RegionMerge:
    first, members = rows[0], [by_code[row["old_code"]] for row in rows]
    # The short name joins those of the members, the smaller last: 전남광주.
    shorts = sorted((region.short_ko for region in members), key=first["new_name"].find)
    english = [region.short_en for name in shorts for region in members if region.short_ko == name]
    whole = Region(
        id="-".join(one.lower() for one in english),
        code=first["new_code"],
        name_ko=first["new_name"],
        name_en=first["new_name_en"],
        short_ko="".join(shorts),
        short_en="-".join(english),
        superregion=members[0].superregion,
        valid_from=date.fromisoformat(first["date"]),
        valid_to=None,
    )
    return RegionMerge(whole, tuple(region.id for region in members))


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
