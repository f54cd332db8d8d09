"""Rules of units and zones: nothing ends without a successor, and nothing is left out."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from geo.tables.problems import Problem, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.tables.schemas import DistrictRow, RegionRow, Tables


def broken_regions(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each unit or zone that breaks a rule."""
    yield from _successors_stand("regions.csv", tables.regions)
    yield from _successors_stand("districts.csv", tables.districts)
    yield from _districts_lie_in_regions(tables)
    yield from _zones_cover_all(tables)


def _successors_stand(file: str, rows: Sequence[RegionRow | DistrictRow]) -> Iterator[Problem]:
    """Hold a unit that has ended to successors that begin the day after."""
    begins = {(row.code, row.valid_from) for row in rows}
    codes = {row.code for row in rows}
    for row in rows:
        if (row.valid_to is None) != (not row.successors):
            yield Problem(file, row.line, "successors", "successors_at_end")
        if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
            yield Problem(file, row.line, "valid_to", "ends_before")
        for code in row.successors:
            if code not in codes:
                yield unknown(file, row, "successors", code, codes)
            elif row.valid_to and not any(
                value == code and since and (since - row.valid_to).days <= 1
                for value, since in begins
            ):
                facts = {"code": code, "day": row.valid_to.isoformat()}
                yield Problem(file, row.line, "successors", "successor_not_begun", facts)


def _districts_lie_in_regions(tables: Tables) -> Iterator[Problem]:
    codes = {row.code for row in tables.regions}
    for row in tables.districts:
        if row.sido_code not in codes:
            yield unknown("districts.csv", row, "sido_code", row.sido_code, codes)


def _zones_cover_all(tables: Tables) -> Iterator[Problem]:
    """Hold each zoning to known 시도, each of them in one zone."""
    ids = {row.id for row in tables.regions}
    zonings = {row.id for row in tables.zonings}
    for zone in tables.zones:
        if zone.zoning not in zonings:
            yield unknown("zones.csv", zone, "zoning", zone.zoning, zonings)
        for id_ in zone.regions:
            if id_ not in ids:
                yield unknown("zones.csv", zone, "regions", id_, ids)
    for zoning in tables.zonings:
        held = list(chain(*(zone.regions for zone in tables.zones if zone.zoning == zoning.id)))
        for id_ in sorted(ids):
            if held.count(id_) != 1:
                facts = {"region": id_, "count": held.count(id_)}
                yield Problem("zonings.csv", zoning.line, "id", "not_in_one_zone", facts)
