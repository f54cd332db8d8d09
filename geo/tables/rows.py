"""A table's file into checked rows, and what is wrong with the others (I/O)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from pydantic import ValidationError

from geo.tables.cells import Row
from geo.tables.problems import Problem
from geo.tables.read import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pydantic_core import ErrorDetails

R = TypeVar("R", bound=Row)


def check_rows(
    path: Path, file: str, schema: type[R], needed: Sequence[str] | None = None
) -> tuple[tuple[R, ...], list[Problem]]:
    """Read a table; return the rows that hold and every problem of the others.

    Parameters
    ----------
    file
        What problems call the file.
    needed
        Columns that the file must have; others of the schema may be left out, and the order is
        free. Without it the file has just the columns of the schema, in their order.
    """
    raw_rows, problems = read_rows(path, file, schema.columns(), needed)
    rows: list[R] = []
    for raw in raw_rows:
        try:
            rows.append(schema.model_validate({**raw.cells, "line": raw.line}))
        except ValidationError as error:
            problems += _problems(file, raw.line, error)
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
        yield Problem(file, line, column, code_of(detail), facts_of(detail))


def code_of(detail: ErrorDetails) -> str:
    """Return the code of the problem for what pydantic found."""
    return _CODES.get(detail["type"], "other")


def facts_of(detail: ErrorDetails) -> dict[str, object]:
    """Return the fields of its sentence."""
    context = detail.get("ctx", {})
    bounds = [f"{sign} {context[key]:g}" for key, sign in _BOUND_SIGNS.items() if key in context]
    # Pydantic lists the values of an enumeration as 'a', 'b' or 'c'.
    listed = ", ".join(_QUOTED.findall(str(context.get("expected", ""))))
    allowed = listed or context.get("pattern") or ", ".join(bounds)
    return {"value": str(detail["input"])[:80], "allowed": allowed, "reason": detail["msg"]}
