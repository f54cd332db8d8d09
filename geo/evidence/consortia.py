"""What document consortia-2025 says of its own lists."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from geo.evidence.check import Cell, Check
from geo.evidence.working import indicator_row, plus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geo.atlas import Atlas
    from geo.tables.programmes import BodyRow, MemberRow, ProgrammeTables
    from geo.tables.schemas import Tables

R = TypeVar("R", "BodyRow", "MemberRow")

DOCUMENT = "consortia-2025"
CAPITAL_REGION = "수도권"
PROGRAMME = "consortia"
_ENDS = {
    "two-complexes": ("bodies", "id"),
    "ties-cross": ("members", "region_as_written"),
}


def consortia_checks(tables: Tables, atlas: Atlas) -> Iterator[Check]:
    """Yield the checks of the consortia: counts, leads at the launch, ends of ties.

    They speak of the rows of that document alone: later rounds have documents of their own.
    """
    declared = tables.programme(PROGRAMME)
    printed = replace(
        declared,
        bodies=tuple(row for row in declared.bodies if row.source == DOCUMENT),
        members=tuple(row for row in declared.members if row.source == DOCUMENT),
    )
    yield from _sector_counts(printed)
    yield from _totals(tables, printed)
    yield _capital_region_leads(tables, printed, atlas)
    yield from _ends(printed, atlas)


def _sector_counts(printed: ProgrammeTables) -> Iterator[Check]:
    """Compare the body's table of counts with the consortia listed in its annex."""
    counted = Counter((row.sector, row.subsector) for row in printed.bodies)
    for row in printed.sectors:
        if row.bodies_printed is None:
            continue
        key = f"{row.sector} {row.subsector or ''}".strip()
        yield Check(
            id=f"sector-{row.line - 1}",
            kind="sector",
            facts_ko={"sector": key},
            facts_en={"sector": row.name_en},
            printed=row.bodies_printed,
            counted=counted[row.sector, row.subsector],
            unit="consortia",
            cell=Cell(printed.file("sectors"), row.line, "bodies_printed"),
            source=row.source,
            locator=row.locator,
        )


def _totals(tables: Tables, printed: ProgrammeTables) -> Iterator[Check]:
    """Compare the printed total with the row of counts, and with the rows of the annex."""
    total = indicator_row(tables, "consortia_launched")
    counts = [row.bodies_printed for row in printed.sectors if row.bodies_printed is not None]
    for id_, counted, working in (
        ("sector-row", sum(counts), plus(counts)),
        ("consortia-listed", len(printed.bodies), ""),
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


def _capital_region_leads(tables: Tables, printed: ProgrammeTables, atlas: Atlas) -> Check:
    """Compare the attendance at the launch (수도권 주관기관 7명) with the leads' regions."""
    row = indicator_row(tables, "capital_region_leads")
    leads = sum(
        atlas.regions.find(row_.region_as_written or "").superregion == CAPITAL_REGION
        for row_ in printed.members
        if row_.role == printed.programme.root
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


def _ends(printed: ProgrammeTables, atlas: Atlas) -> Iterator[Check]:
    """Hold each consortium to two complexes or more, each tie to two 시도 as printed."""
    bodies = atlas.bodies_of(PROGRAMME)
    alone = {body.id for body in bodies if len({m.place_id for m in body.members}) < 2}
    yield _all_do(printed, "two-complexes", "consortia", printed.bodies, lambda r: r.id in alone)
    root = printed.programme.root
    leads = {row.body_id: row.region_as_written for row in printed.members if row.role == root}
    partners = [row for row in printed.members if row.role != root]
    yield _all_do(
        printed,
        "ties-cross",
        "ties",
        partners,
        lambda row: row.region_as_written == leads[row.body_id],
    )


def _all_do(
    printed: ProgrammeTables, id_: str, unit: str, rows: Sequence[R], fails: Callable[[R], bool]
) -> Check:
    failing = [row for row in rows if fails(row)]
    table, column = _ENDS[id_]
    return Check(
        id=id_,
        kind=id_,
        facts_ko={},
        facts_en={},
        printed=len(rows),
        counted=len(rows) - len(failing),
        unit=unit,
        cell=Cell(printed.file(table), (failing or rows)[0].line, column),
        source=rows[0].source,
        locator="참고2 산업단지 초광역 산학연협의체 선정 현황 표",
    )
