"""What a column of a user's table holds, and its cells as values of that kind."""

from __future__ import annotations

import datetime as dt
import math
import re
from typing import TYPE_CHECKING, Literal

from geo.batch.values import written
from geo.integers import INT64

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geo.batch.table import Cells, Table

Kind = Literal["text", "integer", "decimal", "date", "datetime"]
Value = str | int | float | dt.date | None

_INTEGER = re.compile(r"(?!-0$)-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"(?!-0(?:\.0+)?$)-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DIGITS = 15
"""Decimal digits that a 64-bit float gives back as they were (IEEE 754; C's DBL_DIG)."""


def column_kinds(table: Table) -> tuple[Kind, ...]:
    """Return the kind of each column.

    A column is of numbers where every cell that is not empty is one as people write figures: a
    minus or none, no leading zero but in ``0`` and ``0.5``, at most 15 digits. So postcodes and
    telephone numbers with leading zeros, lots (12-3), figures with commas and identifiers of 20
    digits stay text, and with one such cell the whole column does. What was typed in the input
    (`Table.typed`) keeps its type where the text of each cell says all of its value.
    """
    return tuple(_kind(table, column) for column in range(len(table.headings)))


def as_values(rows: Iterable[Cells], kinds: Sequence[Kind]) -> Iterator[tuple[Value, ...]]:
    """Yield each row with its cells as values; an empty cell is None, but `''` among text."""
    readers = [(column, _READ[kind]) for column, kind in enumerate(kinds) if kind != "text"]
    for cells in rows:
        values: list[Value] = list(cells)
        for column, read in readers:
            values[column] = read(cells[column]) if cells[column] else None
        yield tuple(values)


def _kind(table: Table, column: int) -> Kind:
    filled = [cells[column] for cells in table.rows if cells[column]]
    if not filled:
        return "text"
    typed = table.typed.get(column)
    if typed == "date":
        day = all(len(text) == len("2025-01-16") for text in filled)
        return _if_exact("date" if day else "datetime", filled)
    if typed == "number":
        integer = all(map(_INTEGER.fullmatch, filled)) and max(map(abs, map(int, filled))) < INT64
        return "integer" if integer else _if_exact("decimal", filled)
    if all(map(_is_integer, filled)):
        return "integer"
    return "decimal" if all(map(_is_decimal, filled)) else "text"


def _is_integer(text: str) -> bool:
    return len(text) - (text[0] == "-") <= _DIGITS and _INTEGER.fullmatch(text) is not None


def _is_decimal(text: str) -> bool:
    digits = len(text) - (text[0] == "-") - ("." in text)
    return digits <= _DIGITS and _DECIMAL.fullmatch(text) is not None


def _if_exact(kind: Kind, filled: Iterable[str]) -> Kind:
    """Return `kind`, or text where a value of that kind would be written otherwise.

    So it is with nanoseconds, hours of a time zone, the infinite, and whole numbers that a float
    has no place for.
    """
    read = _READ[kind]
    try:
        return kind if all(_is_exact(text, read(text)) for text in filled) else "text"
    except ValueError:
        return "text"


def _is_exact(text: str, value: Value) -> bool:
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return False
    if isinstance(value, float) and not math.isfinite(value):
        return False
    # Python compares whole numbers and floats without rounding either.
    whole = isinstance(value, float) and _INTEGER.fullmatch(text) and int(text) == value
    return bool(whole) or written(value) == text


_READ: dict[Kind, Callable[[str], Value]] = {
    "text": str,
    "integer": int,
    "decimal": float,
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
}
