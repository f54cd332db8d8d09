"""Legal dongs, townships and ri: names, points and how far they reach (I/O)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from geo.columns import read_columns

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

UnitLevel = Literal["emd", "ri"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A 읍, 면, 동 or 리 with the names of today as far as known."""

    code: str
    """Legal-dong code of 2012/13: 8 digits of an emd, 10 of a ri; stable, not today's."""
    level: UnitLevel
    sigungu_code: str
    """Today's 시군구, 5 digits."""
    emd: str
    ri: str
    """Empty where the level is emd, or where the ri has become a dong."""
    former_emd: str
    """The name of 2012/13 where it was another; else empty."""
    former_ri: str
    until: str
    """When a township that is no more was last seen under this name; else empty."""
    lon: float
    """A point inside, the centroid where that is inside; degrees, WGS 84."""
    lat: float
    radius_km: float
    """Holds 95 % of the unit's area around the point."""
    area_km2: float
    addresses: int
    """Road addresses in the unit (2021-11); of a township only those outside its ri."""

    @property
    def name(self) -> str:
        """The unit's own name, without that of its township."""
        return self.ri or self.emd

    @property
    def full_name(self) -> str:
        """The name with its township."""
        return f"{self.emd} {self.ri}".strip()

    @property
    def township_code(self) -> str:
        """Code of the emd that it is or lies in."""
        return self.code[:8]


_COLUMNS = tuple(field.name for field in fields(Unit))


@dataclass(frozen=True)
class LegalUnits:
    """Every legal unit; the table is read when first asked for."""

    path: Path
    """``data/index/legal_units.parquet``; see data/README.md."""

    @cached_property
    def by_code(self) -> Mapping[str, Unit]:
        """Every unit by its code."""
        rows = zip(*read_columns(self.path, _COLUMNS), strict=True)
        units = (Unit(**dict(zip(_COLUMNS, row, strict=True))) for row in rows)
        return {unit.code: unit for unit in units}

    @cached_property
    def of_district(self) -> Mapping[str, tuple[Unit, ...]]:
        """The units of each 시군구, by its code of today."""
        found: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in self.by_code.values():
            found[unit.sigungu_code].append(unit)
        return {code: tuple(units) for code, units in found.items()}

    @cached_property
    def _named(self) -> Mapping[str, tuple[Unit, ...]]:
        found: defaultdict[str, list[Unit]] = defaultdict(list)
        for unit in self.by_code.values():
            for name in _names(unit):
                found[name].append(unit)
        return {name: tuple(units) for name, units in found.items()}

    def named(self, name: str, districts: Collection[str] | None = None) -> tuple[Unit, ...]:
        """Return the units called `name` now or formerly, within the 시군구 `districts` if given.

        The name of a ri may stand with its township: ``문막읍 반계리``.
        """
        township, _, ri = name.strip().rpartition(" ")
        return tuple(
            unit
            for unit in self._named.get(ri, ())
            if (districts is None or unit.sigungu_code in districts)
            and (not township or township in (unit.emd, unit.former_emd))
        )


def _names(unit: Unit) -> set[str]:
    now = {unit.name}
    if unit.level == "ri":
        return now | ({unit.former_ri} - {""})
    return now | ({unit.former_emd} - {""})
