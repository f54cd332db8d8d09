"""What document consortia-2025 says of its own lists."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from geo.evidence.check import Cell, Check
from geo.evidence.working import indicator_row, plus
from geo.model.programmes import ConsortiumRole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.atlas import Atlas
    from geo.tables.schemas import ConsortiumRow, ParticipantRow, Tables

R = TypeVar("R", "ConsortiumRow", "ParticipantRow")

DOCUMENT = "consortia-2025"
CAPITAL_REGION = "수도권"
_ENDS = {
    "two-complexes": ("consortia.csv", "no"),
    "ties-cross": ("participants.csv", "region_as_written"),
}


def consortia_checks(tables: Tables, atlas: Atlas) -> Iterator[Check]:
    """Yield the checks of the consortia: counts, leads at the launch, ends of ties.

    They speak of the rows of that document alone: later rounds have documents of their own.
    """
    tables = replace(
        tables,
        consortia=tuple(row for row in tables.consortia if row.source == DOCUMENT),
        participants=tuple(row for row in tables.participants if row.source == DOCUMENT),
    )
    yield from _sector_counts(tables)
    yield from _totals(tables)
    yield _capital_region_leads(tables, atlas)
    yield from _ends(tables, atlas)


def _sector_counts(tables: Tables) -> Iterator[Check]:
    """Compare the body's table of counts with the consortia listed in its annex."""
    counted = Counter((row.sector, row.subsector) for row in tables.consortia)
    for row in tables.sectors:
        if row.consortia_printed is None:
            continue
        key = f"{row.sector} {row.subsector or ''}".strip()
        yield Check(
            id=f"sector-{row.line - 1}",
            kind="sector",
            facts_ko={"sector": key},
            facts_en={"sector": row.name_en},
            printed=row.consortia_printed,
            counted=counted[row.sector, row.subsector],
            unit="consortia",
            cell=Cell("sectors.csv", row.line, "consortia_printed"),
            source=row.source,
            locator=row.locator,
        )


def _totals(tables: Tables) -> Iterator[Check]:
    """Compare the printed total with the row of counts, and with the rows of the annex."""
    total = indicator_row(tables, "consortia_launched")
    counts = [row.consortia_printed for row in tables.sectors if row.consortia_printed is not None]
    for id_, counted, working in (
        ("sector-row", sum(counts), plus(counts)),
        ("consortia-listed", len(tables.consortia), ""),
    ):
        yield Check(
            id=id_,
            kind=id_,
            facts_ko={},
            facts_en={},
            printed=total.value or 0,
            counted=counted,
            unit="consortia",
            working=working,
            cell=Cell("indicators.csv", total.line, "value"),
            source=total.source,
            locator=total.locator,
        )


def _capital_region_leads(tables: Tables, atlas: Atlas) -> Check:
    """Compare the attendance at the launch (수도권 주관기관 7명) with the leads' regions."""
    row = indicator_row(tables, "capital_region_leads")
    leads = sum(
        atlas.regions.find(participant.region_as_written).superregion == CAPITAL_REGION
        for participant in tables.participants
        if participant.role is ConsortiumRole.LEAD
    )
    return Check(
        id="capital-region-leads",
        kind="capital-region-leads",
        facts_ko={},
        facts_en={},
        printed=row.value or 0,
        counted=leads,
        unit="persons",
        cell=Cell("indicators.csv", row.line, "value"),
        source=row.source,
        locator=row.locator,
    )


def _ends(tables: Tables, atlas: Atlas) -> Iterator[Check]:
    """Hold each consortium to two complexes or more, each tie to two 시도 as printed."""
    alone = {c.no for c in atlas.consortia if len({p.place_id for p in c.participants}) < 2}
    yield _all_do("two-complexes", "consortia", tables.consortia, lambda row: row.no in alone)
    leads = {
        row.consortium_no: row.region_as_written
        for row in tables.participants
        if row.role is ConsortiumRole.LEAD
    }
    partners = [row for row in tables.participants if row.role is ConsortiumRole.PARTNER]
    yield _all_do(
        "ties-cross",
        "ties",
        partners,
        lambda row: row.region_as_written == leads[row.consortium_no],
    )


def _all_do(id_: str, unit: str, rows: Sequence[R], fails: Callable[[R], bool]) -> Check:
    failing = [row for row in rows if fails(row)]
    file, column = _ENDS[id_]
    return Check(
        id=id_,
        kind=id_,
        facts_ko={},
        facts_en={},
        printed=len(rows),
        counted=len(rows) - len(failing),
        unit=unit,
        cell=Cell(file, (failing or rows)[0].line, column),
        source=rows[0].source,
        locator="참고2 산업단지 초광역 산학연협의체 선정 현황 표",
    )
