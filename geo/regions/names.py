"""Names of the 시도: short, official, English, old and new."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geo.errors import RegionError
from geo.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.model.places import Region
    from geo.regions.changes import RegionMerge

_OFFICE = re.compile(r"(?:통합특별시|특별자치시|특별시|광역시|직할시|시|특별자치도|도)$")
_CITY = ("시", "특별시", "광역시")
_HALF = {"충청": "충", "전라": "전", "경상": "경"}


def _short(key: str) -> str:
    short = _OFFICE.sub("", key)
    return _HALF[short[:2]] + short[2:] if short[:2] in _HALF else short


@dataclass(frozen=True, slots=True)
class RegionNames:
    """Every name of every 시도 and the one that holds today."""

    current: tuple[Region, ...]
    """The 17 시도 of today, in the table's order."""
    by_name: dict[str, Region]
    """Any folded name, former ones included, to the 시도 of today."""
    former: Mapping[str, tuple[str, ...]]
    """Id of a 시도 to the names, Korean and English, that it no longer has."""
    merged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Id of a 시도 newer than the boundaries to the ids of those that it joins."""

    def with_merges(self, merges: Iterable[RegionMerge]) -> RegionNames:
        """Return these names with those of 시도 that several of them became since."""
        by_name = dict(self.by_name)
        merged: dict[str, tuple[str, ...]] = {}
        for merge in merges:
            region = merge.region
            merged[region.id] = merge.members
            # 전남광주시 and 광주특별시 are met too.
            shorts = [region.short_ko, *(f"{region.short_ko}{end}" for end in _CITY)]
            shorts += [f"{one.short_ko}특별시" for one in self.current if one.id in merge.members]
            for name in (region.name_ko, region.name_en, region.short_en, *shorts):
                by_name.setdefault(fold(name), region)
        return replace(self, by_name=by_name, merged=merged)

    def parts_of(self, region: str) -> tuple[str, ...]:
        """Return the ids of the 시도 of the boundaries that a 시도 is made of, by its id."""
        return self.merged.get(region, (region,))

    def overlap(self, one: str | None, other: str | None) -> bool:
        """Tell whether two 시도 have land in common, by their ids; None is the whole country."""
        if one is None or other is None or one == other:
            return True
        if not self.merged:
            return False
        return bool(set(self.parts_of(one)) & set(self.parts_of(other)))

    @classmethod
    def of(cls, rows: Iterable[Region]) -> RegionNames:
        """Index the rows of the table of regions, former names included."""
        every = tuple(rows)
        current = {region.id: region for region in every if region.valid_to is None}
        by_name = {
            fold(name): current[region.id]
            for region in every
            for name in (region.name_ko, region.short_ko, region.name_en, region.short_en)
        }
        former = {
            region.id: (region.name_ko, region.name_en)
            for region in every
            if region.valid_to is not None
        }
        return cls(tuple(current.values()), by_name, former)

    def find(self, written: str) -> Region:
        """Return today's 시도 that `written` means: short, official, former or English.

        Also as people write it: 서울시, 부산직할시, 충청북.

        Raises
        ------
        RegionError
            No 시도 is called so; the error lists the short names.
        """
        key = fold(written)
        region = self.by_name.get(key) or self.by_name.get(_short(key))
        # 서울시 is a 시도, 제주시 is not.
        if region is not None and key not in self.by_name and _OFFICE.search(key):
            region = region if region.name_ko[-1] == key[-1] else None
        if region is None:
            raise RegionError(written, tuple(region.short_ko for region in self.current))
        return region
