"""All tables at once: rows checked one by one, then together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from geo.errors import TableError
from geo.tables.cells import Row
from geo.tables.problems import Problem
from geo.tables.read import read_rows
from geo.tables.rules import broken_rules
from geo.tables.schemas import SCHEMAS, Tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pydantic_core import ErrorDetails

R = TypeVar("R", bound=Row)


def load_tables(folder: Path) -> Tables:
    """Read and check every table of `folder`.

    Raises
    ------
    TableError
        With every problem of every table, rows and rules alike.
    """
    tables, problems = check_tables(folder)
    if problems:
        raise TableError(tuple(problems))
    return tables


def check_tables(folder: Path) -> tuple[Tables, list[Problem]]:
    """Return the rows that hold and every problem of the others."""
    problems: list[Problem] = []
    loaded: dict[str, tuple[Row, ...]] = {}
    for name, schema in SCHEMAS.items():
        loaded[name], found = _load(folder / f"{name}.csv", schema)
        problems += found
    tables = Tables(**loaded)  # type: ignore[arg-type]
    # A row that was refused would make others look wrong, so rules wait until rows hold.
    return tables, problems or list(broken_rules(tables))


def _load(path: Path, schema: type[R]) -> tuple[tuple[R, ...], list[Problem]]:
    raw_rows, problems = read_rows(path, schema.columns())
    rows: list[R] = []
    for raw in raw_rows:
        try:
            rows.append(schema.model_validate({**raw.cells, "line": raw.line}))
        except ValidationError as error:
            problems += _problems(path.name, raw.line, error)
    return tuple(rows), problems


_CODES = {
    "missing": "empty",
    "string_too_short": "empty",
    "blank_around": "blank_around",
    "literal_error": "not_allowed",
    "enum": "not_allowed",
    "string_pattern_mismatch": "pattern",
    "int_parsing": "not_integer",
    "float_parsing": "not_number",
    "finite_number": "not_number",
    "date_from_datetime_parsing": "not_date",
    "date_parsing": "not_date",
    "greater_than": "range",
    "greater_than_equal": "range",
    "less_than": "range",
    "less_than_equal": "range",
}
_QUOTED = re.compile(r"'([^']*)'")
_BOUND_SIGNS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}


def _problems(file: str, line: int, error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        column = str(detail["loc"][0]) if detail["loc"] else ""
        code = _CODES.get(detail["type"], "other")
        yield Problem(file, line, column, code, _facts(detail))


def _facts(detail: ErrorDetails) -> dict[str, object]:
    context = detail.get("ctx", {})
    bounds = [f"{sign} {context[key]:g}" for key, sign in _BOUND_SIGNS.items() if key in context]
    # Pydantic lists the values of an enumeration as 'a', 'b' or 'c'.
    listed = ", ".join(_QUOTED.findall(str(context.get("expected", ""))))
    allowed = listed or context.get("pattern") or ", ".join(bounds)
    return {"value": str(detail["input"])[:80], "allowed": allowed, "reason": detail["msg"]}
