"""References to what the atlas has, ``kind:id`` or a kind alone: each leads to something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.tables.problems import Problem, unknown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from geo.tables.cells import Row
    from geo.tables.schemas import Tables

    Known = Mapping[str, Collection[str]]

PLAN = "convergence-plan"
"""The plan of a document, of which numbers and conflicts can speak beside the programmes."""
_WHOLE = ("plan", "request", "sector")
"""Kinds that a view may show all of."""


def broken_references(tables: Tables) -> Iterator[Problem]:
    """Yield each reference of a conflict or of the register to a kind or thing there is none of."""
    declared = {programme_tables.id for programme_tables in tables.declared}
    things: Known = {
        "complex": {row.id for row in tables.places},
        "body": {row.id for programme_tables in tables.declared for row in programme_tables.bodies},
        "indicator": {row.indicator for row in tables.indicators},
        "sector": {
            row.sector for programme_tables in tables.declared for row in programme_tables.sectors
        },
        "programme": {PLAN, *declared} | {row.id for row in tables.programmes},
        "task": {row.id for row in tables.plan_tasks},
        "figure": {f"{row.series}-{row.item}-{row.year}" for row in tables.plan_figures},
    }
    views: Known = {
        "map": {"overview", *declared},
        "network": {"combined", *declared},
        "bodies": declared,
        "collection": {row.id for row in tables.collections},
        "indicator": things["indicator"],
        "nature": {row.nature for row in tables.indicators},
        "series": {row.series for row in tables.plan_figures},
        "site": {row.id for row in tables.policy_sites},
        "task": things["task"],
        "theme": {row.theme for row in tables.policy_sites},
    }
    for conflict in tables.conflicts:
        yield from _broken("conflicts.csv", conflict, "touches", conflict.touches, things)
    for entry in tables.programmes:
        named = (view for view in entry.views if view not in _WHOLE)
        yield from _broken("programmes.csv", entry, "views", named, views)


def _broken(
    file: str, row: Row, column: str, references: Iterable[str], known: Known
) -> Iterator[Problem]:
    for reference in references:
        kind, _, id_ = reference.partition(":")
        if kind not in known:
            whole = _WHOLE if column == "views" else ()
            kinds = {*whole, *(f"{value}:…" for value in known)}
            yield unknown(file, row, column, reference, kinds)
        elif id_ not in known[kind]:
            yield unknown(file, row, column, reference, known[kind])
