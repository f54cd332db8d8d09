"""Rules of the programme register: references, and that every programme can be followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.tables.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.tables.schemas import Tables


def broken_register(tables: Tables) -> Iterator[Problem]:
    """Yield each programme without a view and a reason, and each reference to nothing."""
    yield from _unknown_references(tables)
    for row in tables.programmes:
        if not row.views and row.reason_ko is None:
            yield Problem("programmes.csv", row.line, "views", "no_view", {"value": row.id})
        for column, twin in (("reason_ko", "reason_en"), ("note_ko", "note_en")):
            if (getattr(row, column) is None) != (getattr(row, twin) is None):
                missing = twin if getattr(row, twin) is None else column
                yield Problem("programmes.csv", row.line, missing, "empty")
        if bool(row.sectors) != (row.sectors_from is not None):
            yield Problem("programmes.csv", row.line, "sectors_from", "empty")
    for agreement in tables.agreements:
        if len(agreement.themes_ko) != len(agreement.themes_en):
            yield Problem("agreements.csv", agreement.line, "themes_en", "themes")


def _unknown_references(tables: Tables) -> Iterator[Problem]:
    programmes = [row.id for row in tables.programmes]
    sources = {row.id for row in tables.sources if row.kind == "document"}
    known = {
        "bodies": [row.name_ko for row in tables.agencies],
        "sectors": list(
            dict.fromkeys(
                r.sector for programme_tables in tables.declared for r in programme_tables.sectors
            )
        ),
        "regions": [row.short_ko for row in tables.regions],
    }
    for row in tables.programmes:
        for column, allowed in known.items():
            for value in getattr(row, column):
                if value not in allowed:
                    yield _unknown("programmes", row.line, column, value, allowed)
        if row.source not in sources:
            yield _unknown("programmes", row.line, "source", row.source, sorted(sources))
    for table in ("programme_budgets", "policy_sites"):
        for row in getattr(tables, table):
            if row.programme_id not in programmes:
                yield _unknown(table, row.line, "programme_id", row.programme_id, programmes)


def _unknown(table: str, line: int, column: str, value: str, allowed: list[str]) -> Problem:
    shown = ", ".join(allowed[:12]) + (", …" if len(allowed) > 12 else "")
    return Problem(f"{table}.csv", line, column, "unknown", {"value": value, "allowed": shown})
