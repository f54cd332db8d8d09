"""Names of the 시도: short, official, English, old and new."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.errors import RegionError
from geo.regions.timeline import codes_on, stands
from geo.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.model.places import Region

_OFFICE = re.compile(r"(?:통합특별시|특별자치시|특별시|광역시|직할시|시|특별자치도|도)$")
_CITY = ("시", "특별시")
_HALF = {"충청": "충", "전라": "전", "경상": "경"}


def _short(key: str) -> str:
    short = _OFFICE.sub("", key)
    return _HALF[short[:2]] + short[2:] if short[:2] in _HALF else short


@dataclass(frozen=True, slots=True)
class RegionNames:
    """Every name of every 시도, and which one of a day holds its land."""

    current: tuple[Region, ...]
    """The 시도 of the day, in the table's order: 16 since 2026-07-01, 17 before."""
    by_name: dict[str, Region]
    """Any folded name, of other days too, to the 시도 of the day that holds its land; where several
    do, to the 시도 of the other day."""
    former: Mapping[str, tuple[str, ...]]
    """Id of a 시도 to the names, Korean and English, that it or its parts no longer have."""
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Id of a 시도 of another day to the ids of the several that hold its land on this one."""
    named: Mapping[str, Region] = field(default_factory=dict)
    """Any folded name to the 시도 that bears it, whether it stands on the day or not."""

    @classmethod
    def of(cls, rows: Iterable[Region], day: str | None = None) -> RegionNames:
        """Index the rows of the table of regions as of `day` (``YYYY-MM-DD``), else the newest."""
        every = tuple(rows)
        current = tuple(region for region in every if stands(region, day))
        by_code = {region.code: region for region in current}
        by_name: dict[str, Region] = {}
        former: dict[str, list[str]] = {}
        parts: dict[str, tuple[str, ...]] = {}
        named: dict[str, Region] = {}
        # What a name means on the day goes before what it meant on another.
        for region in sorted(every, key=lambda item: not stands(item, day)):
            held = [by_code[code] for code in codes_on(every, region.code, day)]
            for name in _names(region):
                named.setdefault(fold(name), region)
                by_name.setdefault(fold(name), held[0] if len(held) == 1 else region)
            if len(held) > 1:
                parts[region.id] = tuple(item.id for item in held)
            elif region.valid_to is not None and region.name_ko != held[0].name_ko:
                former.setdefault(held[0].id, []).extend((region.name_ko, region.name_en))
        listed = {id_: tuple(dict.fromkeys(names)) for id_, names in former.items()}
        return cls(current, by_name, listed, parts, named)

    def parts_of(self, region: str) -> tuple[str, ...]:
        """Return the ids of the 시도 of the day that hold the land of a 시도, by its id."""
        return self.parts.get(region, (region,))

    def overlap(self, value: str | None, other: str | None) -> bool:
        """Tell whether two 시도 have land in common, by their ids; None is the whole country."""
        if value is None or other is None or value == other:
            return True
        return bool(set(self.parts_of(value)) & set(self.parts_of(other)))

    def called(self, written: str) -> Region:
        """Return the 시도 that bears the name `written`, whether it stands on the day or not.

        Raises
        ------
        RegionError
            See `find`.
        """
        self.find(written)
        key = fold(written)
        return self.named.get(key) or self.named[_short(key)]

    def find(self, written: str) -> Region:
        """Return the 시도 of the day that `written` means: short, official, former or English.

        Also as people write it: 서울시, 부산직할시, 충청북. A name of another day whose land
        several hold on this one gives the 시도 of that other day; `parts_of` tells which.

        Raises
        ------
        RegionError
            No 시도 is called so; the error lists the short names.
        """
        region = self.get(written)
        if region is None:
            raise RegionError(written, tuple(region.short_ko for region in self.current))
        return region

    def get(self, written: str) -> Region | None:
        """Return what `find` does; None where no 시도 is called so."""
        key = fold(written)
        found = next((value for value in (key, _short(key)) if value in self.by_name), None)
        # 서울시 is a 시도, 제주시 is not.
        if found is not None and key not in self.by_name and _OFFICE.search(key):
            found = found if self.named[found].name_ko[-1] == key[-1] else None
        return None if found is None else self.by_name[found]


def _names(region: Region) -> Iterable[str]:
    yield from (region.name_ko, region.short_ko, region.name_en, region.short_en)
