"""Names of the administrative dongs (행정동), whose borders are not known here (I/O)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geo.columns import read_columns
from geo.text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

_COLUMNS = ("name", "districts", "last_seen")


@dataclass(frozen=True, slots=True)
class AdministrativeDong:
    """A 행정동 under one of its names."""

    name: str
    districts: tuple[str, ...]
    """Codes of today of the 시군구 that hold its 시군구's land."""
    last_seen: str
    """Last edition with this name (ISO date); empty where it still holds."""


@dataclass(frozen=True)
class DongNames:
    """Every 행정동 since 2012; the table is read when first asked for."""

    path: Path
    """``data/index/dong_names.parquet``; see data/README.md."""

    @cached_property
    def _named(self) -> Mapping[str, tuple[AdministrativeDong, ...]]:
        found: defaultdict[str, list[AdministrativeDong]] = defaultdict(list)
        for name, districts, last_seen in zip(*read_columns(self.path, _COLUMNS), strict=True):
            dong = AdministrativeDong(name, tuple(districts.split("|")), last_seen)
            found[_key(name)].append(dong)
        return {name: tuple(dongs) for name, dongs in found.items()}

    def named(self, name: str, districts: Collection[str] = ()) -> tuple[AdministrativeDong, ...]:
        """Return the dongs called `name`, within the 시군구 `districts` (of today) if given."""
        return tuple(
            dong
            for dong in self._named.get(_key(name), ())
            if not districts or set(districts) & set(dong.districts)
        )


def _key(name: str) -> str:
    """종로1.2.3.4가동 and 종로1·2·3·4가동 are one."""
    return fold(name).replace(".", "")
