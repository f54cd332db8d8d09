"""The documents' own sums, held against the tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo.model.programmes import ConsortiumRole
from geo.tables.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.regions.names import RegionNames
    from geo.tables.schemas import Tables

CAPITAL_REGION = "수도권"


def broken_sums(tables: Tables, regions: RegionNames) -> Iterator[Problem]:
    """Yield each sum of document consortia-2025 that the transcribed rows do not give."""
    yield from _sector_counts(tables)
    yield from _capital_region_leads(tables, regions)


def _sector_counts(tables: Tables) -> Iterator[Problem]:
    """Compare the body's table of counts with the consortia listed in its annex."""
    counted = Counter((row.sector, row.subsector) for row in tables.consortia)
    for row in tables.sectors:
        count = counted[row.sector, row.subsector]
        if row.consortia_printed is not None and row.consortia_printed != count:
            what = f"{row.sector} {row.subsector or ''}".strip()
            yield _broken("sectors.csv", row.line, what, row.consortia_printed, count)


def _capital_region_leads(tables: Tables, regions: RegionNames) -> Iterator[Problem]:
    """Compare the attendance at the launch (수도권 주관기관 7명) with the leads' regions."""
    leads = sum(
        regions.find(row.region_as_written).superregion == CAPITAL_REGION
        for row in tables.participants
        if row.role is ConsortiumRole.LEAD
    )
    for row in tables.indicators:
        if row.indicator == "capital_region_leads" and row.value != leads:
            yield _broken("indicators.csv", row.line, row.indicator, row.value, leads)


def _broken(file: str, line: int, what: str, printed: float | None, counted: int) -> Problem:
    facts = {"what": what, "printed": printed, "counted": counted}
    return Problem(file, line, "", "arithmetic", facts)
