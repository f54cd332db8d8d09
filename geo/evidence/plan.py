"""What document convergence-plan-2023 says of its own budgets, approvals and tasks."""

from __future__ import annotations

from dataclasses import replace
from math import floor
from typing import TYPE_CHECKING

from geo.errors import TableError
from geo.evidence.check import Cell, Check
from geo.evidence.working import plain, plus
from geo.messages import LANGS, catalogue
from geo.tables.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.atlas import Atlas
    from geo.messages import Lang
    from geo.tables.schemas import PlanFigureRow, Tables

    _Facts = Mapping[Lang, Mapping[str, object]]

_NUMERALS = "①②③④⑤⑥⑦⑧⑨"
_TOTAL_OF = {"budget-by-ministry": "budget-by-field"}
"""A breakdown without a total of its own, and the one whose total it shares."""


def plan_checks(tables: Tables, atlas: Atlas) -> Iterator[Check]:
    """Yield the checks of the plan: sums, shares, what the running text repeats, the tree."""
    yield from _sums(tables)
    yield from _shares(tables)
    yield from _running_text(tables, atlas)
    yield from _tree(tables)


def _sums(tables: Tables) -> Iterator[Check]:
    """Add the parts of each breakdown; a total in whole 억 may be off by less than one."""
    for (series, year), parts in _by_series(tables).items():
        total = _total(tables, series, year)
        values = [part.value for part in parts]
        cut = any(value % 1 for value in values) and not total.value % 1
        facts = _facts(total, series)
        check = _check(f"sum-{series}-{year}", "sum", total, (total.value, sum(values)), facts)
        yield replace(check, tolerance=0.5 if cut else 0.0, working=plus(values))


def _shares(tables: Tables) -> Iterator[Check]:
    """Divide each amount by its total; shares are printed to two decimals."""
    for (series, year), parts in _by_series(tables).items():
        total = _total(tables, series, year).value
        for row in parts:
            if row.share_pct is not None:
                yield replace(
                    _share(f"share-{series}-{row.item}-{year}", row, 100 * row.value / total),
                    kind="share",
                    tolerance=0.005,
                    working=f"{plain(row.value)} ÷ {plain(total)}",
                )


def _running_text(tables: Tables, atlas: Atlas) -> Iterator[Check]:
    """Compare amounts and shares of the running text with the table that it introduces."""
    in_table = {
        (row.series, row.item, row.year): row
        for row in tables.plan_figures
        if row.printing == "table"
    }
    for row in tables.plan_figures:
        table = in_table.get((row.series, row.item, row.year))
        if row.printing != "text" or table is None:
            continue
        key = f"{row.series}-{row.item}-{row.year}"
        # The text leaves the decimals out: 2조 769억원 for 20,769.39.
        amount = _check(f"text-{key}", "text", row, (row.value, floor(table.value)), _facts(row))
        yield replace(amount, working=plain(table.value))
        if row.share_pct is not None and table.share_pct is not None:
            conflicts = (c.id for c in atlas.conflicts if f"figure:{key}" in c.touches)
            yield replace(
                _share(f"text-share-{key}", row, table.share_pct),
                # A share in whole percent is rounded; one with decimals is the table's own.
                tolerance=0.0 if row.share_pct % 1 else 0.5,
                conflict=next(conflicts, None),
            )


def _tree(tables: Tables) -> Iterator[Check]:
    """Compare the numbering of directions and tasks with how many there are."""
    for level in ("direction", "task"):
        rows = [row for row in tables.plan_tasks if row.level == level]
        yield Check(
            id=f"tree-{level}",
            kind=f"tree-{level}",
            facts_ko={},
            facts_en={},
            printed=max(_number(row.printed) for row in rows),
            counted=len(rows),
            unit=f"{level}s",
            cell=Cell("plan_tasks.csv", rows[-1].line, "printed"),
            source=rows[-1].source,
            locator=rows[-1].locator,
        )


def _number(printed: str) -> int:
    first = printed[0]
    return _NUMERALS.index(first) + 1 if first in _NUMERALS else int(first)


def _by_series(tables: Tables) -> dict[tuple[str, int], list[PlanFigureRow]]:
    """Return the parts of each breakdown by year; of a budget those of the table only."""
    found: dict[tuple[str, int], list[PlanFigureRow]] = {}
    for row in tables.plan_figures:
        repeated = row.series.startswith("budget-") and row.printing == "text"
        if row.role == "part" and not repeated:
            found.setdefault((row.series, row.year), []).append(row)
    return found


def _total(tables: Tables, series: str, year: int) -> PlanFigureRow:
    owner = _TOTAL_OF.get(series, series)
    for row in tables.plan_figures:
        if (row.series, row.year, row.role) == (owner, year, "total"):
            return row
    facts = {"value": f"{owner} {year} total"}
    raise TableError((Problem("plan_figures.csv", 0, "role", "row_needed", facts),))


def _share(id_: str, row: PlanFigureRow, counted: float) -> Check:
    """Compare the share of a row, in percent, with what was `counted`."""
    numbers = (row.share_pct or 0, counted)
    check = _check(id_, "text-share", row, numbers, _facts(row))
    return replace(check, unit="pct", cell=replace(check.cell, column="share_pct"))


def _check(
    id_: str, kind: str, row: PlanFigureRow, numbers: tuple[float, float], facts: _Facts
) -> Check:
    """Compare the two `numbers`, printed and counted, in the unit of `row`."""
    return Check(
        id=id_,
        kind=kind,
        facts_ko=facts["ko"],
        facts_en=facts["en"],
        printed=numbers[0],
        counted=numbers[1],
        unit=row.unit,
        cell=Cell("plan_figures.csv", row.line, "value"),
        source=row.source,
        locator=row.locator,
    )


def _facts(row: PlanFigureRow, series: str = "") -> _Facts:
    return {
        lang: {
            "series": catalogue("geo", lang)(f"series.{series or row.series}"),
            "item": row.name_en if lang == "en" else row.name_ko,
            "year": row.year,
        }
        for lang in LANGS
    }
