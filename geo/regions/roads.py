"""Roads: which legal unit holds which house number (I/O)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING

from geo.columns import read_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from geo.columns import Column

_COLUMNS = ("sigungu_code", "road", "from_no", "to_no", "unit", "addresses")
_INDUSTRIAL = re.compile(r"산단|공단|농공|산업(?!대?로)|(?<=[^부])산업|테크노|공업|첨단과학|협동화")
"""길천산업로 is the road of a complex; 산업로 and 북부산업로 run through a whole county."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Consecutive house numbers of a road that lie in one legal unit."""

    from_no: int
    to_no: int
    unit: str
    """Code of the unit."""
    addresses: int
    """How many addresses the stretch has."""


@dataclass(frozen=True)
class Roads:
    """Every road that has addresses (2021-11); the table is read when first asked for."""

    path: Path
    """``data/index/roads.parquet``; see data/README.md."""

    @cached_property
    def _columns(self) -> list[Column]:
        return read_columns(self.path, _COLUMNS)

    @cached_property
    def _rows_of(self) -> Mapping[str, Mapping[str, range]]:
        """The rows of each road of each 시군구; a road's rows stand together."""
        districts, names = self._columns[:2]
        rows: defaultdict[str, dict[str, range]] = defaultdict(dict)
        starts = [
            row
            for row, (pair, before) in enumerate(
                zip(zip(districts, names, strict=True), _shifted(districts, names), strict=True)
            )
            if pair != before
        ]
        for start, end in pairwise([*starts, len(names)]):
            rows[districts[start]][names[start]] = range(start, end)
        return rows

    def names(self, district: str) -> tuple[str, ...]:
        """Return the roads of a 시군구, by its code of today."""
        return tuple(self._rows_of.get(district, ()))

    def addresses_along(self, district: str, road: str) -> Iterator[tuple[str, int]]:
        """Yield the legal unit and the number of addresses of every stretch of a road."""
        units, addresses = self._columns[4:]
        for row in self._rows_of.get(district, {}).get(road, ()):
            yield units[row], addresses[row]

    def has(self, district: str, road: str) -> bool:
        """Tell whether a 시군구 has a road of this name."""
        return road in self._rows_of.get(district, {})

    def stretches(self, district: str, road: str) -> list[Stretch]:
        """Return the stretches of a road in a 시군구, by house number; empty if there is none."""
        rows = self._rows_of.get(district, {}).get(road, range(0))
        return [Stretch(*(column[row] for column in self._columns[2:])) for row in rows]

    def units_of(self, district: str, road: str) -> dict[str, float]:
        """Return the legal units along a road, each with its share of the road's addresses."""
        counted: defaultdict[str, int] = defaultdict(int)
        for stretch in self.stretches(district, road):
            counted[stretch.unit] += stretch.addresses
        whole = sum(counted.values())
        return {unit: count / whole for unit, count in counted.items()}

    def at(self, district: str, road: str, number: int) -> Stretch | None:
        """Return the stretch that holds a house number, else the one nearest by number."""
        stretches = self.stretches(district, road)
        if not stretches:
            return None
        after = bisect_right([stretch.from_no for stretch in stretches], number)
        if after and number <= stretches[after - 1].to_no:
            return stretches[after - 1]
        beside = stretches[max(0, after - 1) : after + 1]
        return min(
            beside,
            key=lambda stretch: min(abs(stretch.from_no - number), abs(stretch.to_no - number)),
        )

    @cached_property
    def industrial(self) -> Mapping[str, float]:
        """Addresses on roads whose names speak of industry, by legal unit."""
        _, names, _, _, units, addresses = self._columns
        counted: defaultdict[str, float] = defaultdict(float)
        telling = {name for name in set(names) if _INDUSTRIAL.search(name)}
        for name, unit, count in zip(names, units, addresses, strict=True):
            if name in telling:
                counted[unit] += count
        return dict(counted)


def _shifted(*columns: list[str]) -> Iterable[tuple[str, ...] | None]:
    return chain([None], islice(zip(*columns, strict=True), len(columns[0]) - 1))
