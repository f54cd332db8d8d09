"""The convergence plan as a page shows it: its tree, its breakdowns, its charts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from geo.evidence.working import plain
from geo.layers.conflicts import of_figure, touching
from geo.model.bilingual import both
from maps.charts.bars import Bar, BarChart, described

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.atlas import Atlas
    from geo.messages import Catalogue, Lang
    from geo.model.evidence import Conflict
    from geo.model.plan import PlanFigure, PlanTask, SectorMatch

BUDGETS = ("budget-by-field", "budget-by-ministry")
CHARTED = (*BUDGETS, "sandbox-by-permit", "sandbox-by-field", "carbon-tasks", "carbon-budget")
"""Breakdowns that are drawn; the small ones stand in a table alone."""


class Branch(NamedTuple):
    """A direction, task or action with what is below it."""

    task: PlanTask
    conflicts: tuple[Conflict, ...]
    below: tuple[Branch, ...]


class Cell(NamedTuple):
    """An amount, and its share of the total where the document prints one."""

    value: str
    share: str | None


class Line(NamedTuple):
    """An item of a breakdown, or its total, by year."""

    name: str
    total: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A table of amounts by item and year; some are drawn as well."""

    id: str
    title: str
    unit: str
    years: tuple[int, ...]
    lines: tuple[Line, ...]
    """The total last."""
    locators: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    chart: BarChart | None


class Industry(NamedTuple):
    """An industry of the plan, with the sector and bodies that we take it to mean."""

    own: SectorMatch
    sector: str


def tree(atlas: Atlas, parent: str | None = None) -> tuple[Branch, ...]:
    """Return directions with their tasks, and these with their actions."""
    return tuple(
        Branch(task, touching(atlas, f"task:{task.id}"), tree(atlas, task.id))
        for task in atlas.plan_tasks
        if task.parent == parent
    )


def breakdowns(atlas: Atlas, words: Catalogue) -> tuple[Breakdown, ...]:
    """Return each breakdown with its items by year, its total, and its chart."""
    return tuple(
        _breakdown(series, list(figures), atlas, words)
        for series, figures in groupby(
            _once(atlas.plan_figures), key=lambda plan_figure: plan_figure.series
        )
    )


def _once(figures: Iterable[PlanFigure]) -> Iterator[PlanFigure]:
    """Yield the figures without those that the running text repeats from a table."""
    return (
        figure for figure in figures if figure.printing == "table" or figure.series not in BUDGETS
    )


def _breakdown(
    series: str, figures: Sequence[PlanFigure], atlas: Atlas, words: Catalogue
) -> Breakdown:
    lang = words.lang
    years = tuple(sorted({figure.year for figure in figures}))
    items = dict.fromkeys(figure.item for figure in figures if figure.role == "part")
    cells = {(figure.item, figure.year): figure for figure in figures}
    totals = {
        plan_figure.year: plan_figure
        for plan_figure in atlas.plan_figures
        if plan_figure.role == "total"
        and plan_figure.printing == figures[0].printing
        and plan_figure.series == ("budget-by-field" if series in BUDGETS else series)
    }
    parts = [[cells[item, year] for year in years] for item in items]
    title = both("geo", f"series.{series}").of(lang)
    unit = both("geo", f"unit.{figures[0].unit}").of(lang)
    found = (conflict for figure in figures for conflict in of_figure(atlas, figure))
    return Breakdown(
        id=series,
        title=title,
        unit=unit,
        years=years,
        lines=(
            *(_line(part, lang) for part in parts),
            _line([totals[year] for year in years], lang, total=True),
        ),
        locators=tuple(dict.fromkeys(figure.evidence.locator for figure in figures)),
        conflicts=tuple(dict.fromkeys(found)),
        chart=_chart(series, title, unit, parts, words) if series in CHARTED else None,
    )


def _line(figures: Sequence[PlanFigure], lang: Lang, *, total: bool = False) -> Line:
    cells = (Cell(_amount(figure), _share(figure)) for figure in figures)
    return Line(figures[0].name.of(lang), total, tuple(cells))


def _chart(
    series: str, title: str, unit: str, parts: Sequence[Sequence[PlanFigure]], words: Catalogue
) -> BarChart:
    years = [part.year for part in parts[0]]
    budget = series in BUDGETS
    bars = tuple(
        Bar(
            label=figures[0].name.of(words.lang),
            values=tuple(figure.value for figure in figures),
            texts=tuple(_with_share(figure) for figure in figures),
        )
        for figures in parts
    )
    return BarChart(
        id=series,
        title=title,
        description=described(bars),
        caption=(
            words("plan.unit", unit=unit, years=", ".join(map(str, years))),
            *((words("plan.share_base"),) if budget else ()),
            words("plan.drawn_from"),
        ),
        series=tuple(words(f"plan.budget.{year}") for year in years) if budget else (),
        bars=bars,
    )


def _with_share(figure: PlanFigure) -> str:
    share = _share(figure)
    return _amount(figure) if share is None else f"{_amount(figure)} ({share})"


def _share(figure: PlanFigure) -> str | None:
    return None if figure.share_pct is None else f"{figure.share_pct:.2f}%"


def _amount(figure: PlanFigure) -> str:
    """Write an amount; budgets have two decimals throughout, as in the document's tables."""
    return f"{figure.value:,.2f}" if figure.series in BUDGETS else plain(figure.value)


def crosswalk(atlas: Atlas, lang: Lang) -> tuple[Industry, ...]:
    """Return each industry with the sector and bodies that we take it to mean."""
    named = atlas.sector_names
    return tuple(
        Industry(
            sector_match,
            " · ".join(
                named[ko].of(lang) for ko in (sector_match.sector, sector_match.subsector) if ko
            ),
        )
        for sector_match in atlas.sector_matches
    )
