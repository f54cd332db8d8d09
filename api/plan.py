"""The convergence plan as a page tells it: its tree, its breakdowns, its charts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from geo.evidence.working import plain
from maps.charts.bars import Bar, BarChart, described

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.messages import Catalogue

    Rows = Sequence[dict[str, Any]]

BUDGETS = ("budget-by-field", "budget-by-ministry")
CHARTED = (*BUDGETS, "sandbox-by-permit", "sandbox-by-field", "carbon-tasks", "carbon-budget")
"""Breakdowns that are drawn; the small ones are told in a table alone."""


def tree(tasks: Rows, words: Catalogue, parent: str | None = None) -> list[dict[str, Any]]:
    """Return directions with their tasks, and these with their actions."""
    return [
        {
            "id": task["id"],
            "name": task[f"name_{words.lang}"],
            "ministries": task["ministries"],
            "detail": task["detail"],
            "conflicts": task["conflicts"],
            "locator": task["locator"],
            "below": tree(tasks, words, task["id"]),
        }
        for task in tasks
        if task["parent"] == parent
    ]


def breakdowns(figures: Rows, words: Catalogue) -> list[dict[str, Any]]:
    """Return each breakdown with its items by year, its total, and its chart."""
    return [
        _breakdown(series, list(rows), figures, words)
        for series, rows in groupby(_once(figures), key=lambda row: row["series"])
    ]


def _once(figures: Rows) -> Iterable[dict[str, Any]]:
    """Yield the figures without those that the running text repeats from a table."""
    return (row for row in figures if row["printing"] == "table" or row["series"] not in BUDGETS)


def _breakdown(series: str, rows: Rows, figures: Rows, words: Catalogue) -> dict[str, Any]:
    years = sorted({row["year"] for row in rows})
    items = list(dict.fromkeys(row["item"] for row in rows if row["role"] == "part"))
    cells = {(row["item"], row["year"]): row for row in rows}
    totals = {
        (row["item"], row["year"]): row
        for row in figures
        if row["role"] == "total"
        and row["printing"] == rows[0]["printing"]
        and row["series"] == ("budget-by-field" if series in BUDGETS else series)
    }
    made = {
        "id": series,
        "title": rows[0][f"series_{words.lang}"],
        "unit": rows[0][f"unit_{words.lang}"],
        "years": years,
        "rows": [_row(item, years, cells, words) for item in items]
        + [_row("total", years, totals, words)],
        "locators": list(dict.fromkeys(row["locator"] for row in rows)),
        "conflicts": list({c["id"]: c for row in rows for c in row["conflicts"]}.values()),
    }
    return {**made, "chart": _chart(made, items, cells, words) if series in CHARTED else None}


def _row(
    item: str, years: Sequence[int], cells: dict[tuple[str, int], dict[str, Any]], words: Catalogue
) -> dict[str, Any]:
    of_year = [cells[item, year] for year in years]
    return {
        "name": of_year[0][f"item_{words.lang}"],
        "total": item == "total",
        "cells": [
            {
                "value": _amount(cell),
                "share": None if cell["share_pct"] is None else f"{cell['share_pct']:.2f}%",
            }
            for cell in of_year
        ],
    }


def _chart(
    made: dict[str, Any],
    items: Sequence[str],
    cells: dict[tuple[str, int], dict[str, Any]],
    words: Catalogue,
) -> BarChart:
    years, unit = made["years"], made["unit"]
    budget = made["id"] in BUDGETS
    bars = tuple(
        Bar(
            label=cells[item, years[0]][f"item_{words.lang}"],
            values=tuple(cells[item, year]["value"] for year in years),
            texts=tuple(_with_share(cells[item, year]) for year in years),
        )
        for item in items
    )
    return BarChart(
        id=made["id"],
        title=made["title"],
        description=described(bars),
        caption=(
            words("plan.unit", unit=unit, years=", ".join(str(year) for year in years)),
            *((words("plan.share_base"),) if budget else ()),
            words("plan.drawn_from"),
        ),
        series=tuple(words(f"plan.budget.{year}") for year in years) if budget else (),
        bars=bars,
    )


def _with_share(cell: dict[str, Any]) -> str:
    share = "" if cell["share_pct"] is None else f" ({cell['share_pct']:.2f}%)"
    return f"{_amount(cell)}{share}"


def _amount(cell: dict[str, Any]) -> str:
    """Write an amount; budgets have two decimals throughout, as in the document's tables."""
    return f"{cell['value']:,.2f}" if cell["series"] in BUDGETS else plain(cell["value"])


def crosswalk(rows: Rows, words: Catalogue) -> list[dict[str, Any]]:
    """Return each industry with the sector and consortia that we take it to mean."""
    english = words.lang == "en"
    return [
        {
            "name": row[f"name_{words.lang}"],
            "match": words(f"plan.match.{row['match']}"),
            "sector": " · ".join(
                filter(
                    None,
                    (row["sector_en"], row["subsector_en"])
                    if english
                    else (row["sector"], row["subsector"]),
                )
            ),
            "consortia": row["consortium_nos"],
            "reason": row[f"reason_{words.lang}"],
            "locator": row["locator"],
        }
        for row in rows
    ]
