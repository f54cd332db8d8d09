"""What became of 시도, 시군구 and their legal dongs since the boundaries' date (I/O)."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


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
    def today(self) -> Mapping[str, str]:
        """Former code of a legal dong or ri of a new 시군구 to that of today."""
        return {old: new for new, old in self.old_codes.items()}

    @cached_property
    def districts(self) -> tuple[NewDistrict, ...]:
        """The 시군구 made since, in the order of their codes."""
        held: defaultdict[str, dict[str, int]] = defaultdict(dict)
        townships: defaultdict[str, set[str]] = defaultdict(set)
        for row in _read(self.dongs):
            old = row["old_code"][:5]
            held[row["district_code"]][old] = held[row["district_code"]].get(old, 0) + 1
            townships[row["district_code"]].add(row["legal_dong"].split()[0])
        document = {row["new_code"]: row for row in self._rows if row["level"] == "sigungu"}
        return tuple(
            NewDistrict(
                code,
                document[code]["new_name"],
                document[code]["date"],
                tuple(sorted(olds, key=lambda old: -olds[old])),
                frozenset(townships[code]),
            )
            for code, olds in sorted(held.items())
        )


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
