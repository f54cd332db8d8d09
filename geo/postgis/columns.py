"""The properties of a layer as columns of a database: types that hold what they hold, exactly."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from geo.integers import EXACT, INT64
from geo.postgis.names import identifiers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.query.column import Column, Kind
    from geo.query.schema import Field

SqlType = Literal["text", "date", "bigint", "numeric", "double precision", "boolean", "jsonb"]
OWN = ("fid", "feature_id", "geom")
"""Columns that each table has beside those of the properties."""
MOST = 1000
"""Columns of a table; further properties stand in the features alone."""
_HUGE = 1e300
"""A float cannot hold much more: the largest is 1.8e308, and PostgreSQL refuses what is beyond."""
_INDEXED = 500
"""Characters of the longest text of a column that is indexed."""
_SELECTIVE = 20
"""Distinct values from which an index leads to few rows."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One property, as it is told to those who read the table."""

    name: str
    column: str
    """In the table."""
    kind: Kind
    """As `geo.query.column` has it."""
    type: SqlType
    exact: bool
    """Whether the column holds every value as it is, so that the database may compare it."""
    distinct: int
    """How many values there are."""
    indexed: bool
    wide: bool
    """Whether there are whole numbers that no double holds, by which numbers are compared."""


def stored(fields: Sequence[Field], columns: Sequence[Column]) -> list[Stored]:
    """Return the columns of a table for the properties of a layer."""
    names = identifiers([field.name for field in fields], OWN)
    return [
        _stored(name, field, column)
        for name, field, column in zip(names[:MOST], fields, columns, strict=False)
    ]


def _stored(name: str, field: Field, column: Column) -> Stored:
    type_ = _type(field, column)
    values = column.distinct.tolist()
    plain = column.kind in {"integer", "number", "boolean"}
    exact = plain or all(fits(value) for value in values)
    if column.kind == "integer" and len(values):
        exact = bool((np.abs(column.distinct) < _HUGE).all())
    wide = column.kind == "integer" and bool((np.abs(column.distinct) > EXACT).any())
    longest = max((len(value) for value in values), default=0) if type_ == "text" else 0
    indexed = len(values) >= _SELECTIVE and type_ != "jsonb" and longest <= _INDEXED
    return Stored(
        field.name, name, column.kind, type_, exact, len(values), indexed=indexed, wide=wide
    )


def _type(field: Field, column: Column) -> SqlType:
    match column.kind:
        case "string":
            # What is called a date by its declaration alone has no values.
            return "date" if field.format == "date" and len(column.distinct) else "text"
        case "integer":
            return "numeric" if (np.abs(column.distinct) >= INT64).any() else "bigint"
        case "number":
            return "double precision"
        case "boolean":
            return "boolean"
        case _:
            return "jsonb"


def fits(value: object) -> bool:
    """Tell whether a database can hold a text, or the texts and numbers in a value."""
    if isinstance(value, str):
        return value == _held(value)
    if isinstance(value, list | dict):
        inner = [*value.values(), *value] if isinstance(value, dict) else value
        return all(fits(item) for item in inner)
    return not isinstance(value, float) or bool(np.isfinite(value))


def _held(text: str) -> str:
    """Return a text without what no database holds: NUL, and halves of a letter."""
    return text.replace("\0", "").encode(errors="replace").decode()


def value_for(stored: Stored, value: Any) -> object:  # noqa: ANN401 - any JSON value
    """Return a value of a property as the column takes it; of texts that of `Column.distinct`."""
    if value is None:
        return None
    match stored.type:
        case "jsonb":
            text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            return text if stored.exact else json.dumps(_plain(value), ensure_ascii=False)
        case "text":
            return value if stored.exact else _held(value)
        case "numeric" if not stored.exact:
            return None
        case "double precision":
            return _float(value)
        case _:
            return value


def _float(value: float) -> float | None:
    try:
        number = float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")
    return None if np.isnan(number) else number


def _plain(value: object) -> object:
    if isinstance(value, str):
        return _held(value)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {_held(key): _plain(item) for key, item in value.items()}
    return str(value) if isinstance(value, float) and not np.isfinite(value) else value
