"""All tables at once: rows checked one by one, then together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import TableError
from geo.tables.corrections import corrected
from geo.tables.programmes import FOLDER, check_programmes
from geo.tables.rows import check_rows
from geo.tables.rules import broken_rules
from geo.tables.schemas import SCHEMAS, Tables

if TYPE_CHECKING:
    from pathlib import Path

    from geo.tables.cells import Row
    from geo.tables.problems import Problem


def load_tables(data: Path) -> Tables:
    """Read and check every table below `data`: ``tables`` and ``programmes``.

    Known scanning errors are put right and marked (`geo.tables.corrections`).

    Raises
    ------
    TableError
        With every problem of every table, rows and rules alike.
    """
    tables, problems = check_tables(data)
    if problems:
        raise TableError(tuple(problems))
    return corrected(tables)


def check_tables(data: Path) -> tuple[Tables, list[Problem]]:
    """Return the rows that hold and every problem of the others."""
    problems: list[Problem] = []
    loaded: dict[str, tuple[Row, ...]] = {}
    for name, schema in SCHEMAS.items():
        loaded[name], found = check_rows(data / "tables" / f"{name}.csv", f"{name}.csv", schema)
        problems += found
    declared, found = check_programmes(data / FOLDER)
    problems += found
    tables = Tables(**loaded, declared=declared)  # type: ignore[arg-type]
    # A row that was refused would make others look wrong, so rules wait until rows hold.
    return tables, problems or list(broken_rules(tables))
