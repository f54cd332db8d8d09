"""One property of all features, as arrays that are compared at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from geo.query.periods import UNDATED, period_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geo.columns import Array

Kind = Literal["string", "integer", "number", "boolean", "array", "object"]
"""JSON types; `integer` has no fractions."""


@dataclass(frozen=True, eq=False)
class Column:
    """The values of one property, each distinct value kept once."""

    name: str
    kind: Kind
    """Of all values; values of several types are one text each."""
    distinct: Array
    """float64 for numbers, bool for booleans, else objects: str, list, dict; first seen first."""
    codes: NDArray[np.int32]
    """A row's place in `distinct`; -1 where it has no value."""

    @cached_property
    def null(self) -> NDArray[np.bool_]:
        """Say of each row whether it has no value."""
        return self.codes < 0

    @cached_property
    def _code_of(self) -> dict[object, int]:
        return {value: code for code, value in enumerate(self.distinct.tolist())}

    @cached_property
    def _index(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        order = np.argsort(self.codes, kind="stable").astype(np.int32)
        codes = np.arange(len(self.distinct) + 1)
        return order, np.searchsorted(self.codes[order], codes)

    def rows_of(self, value: object) -> NDArray[np.int32]:
        """Return the rows that hold `value` (a string, number or boolean), ascending.

        Takes the same time however many rows there are, from the second call on.
        """
        code = self._code_of.get(value)
        if code is None:
            return np.empty(0, np.int32)
        order, starts = self._index
        return order[starts[code] : starts[code + 1]]

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """Rank `distinct` by value, texts by code point; lists and objects as JSON text."""
        keys: Any = self.distinct
        if self.kind in {"array", "object"}:
            keys = array_of([_json(value) for value in self.distinct], "string")
        ranks = np.empty(len(keys), np.int64)
        ranks[np.argsort(keys, kind="stable")] = np.arange(len(keys))
        return ranks

    @cached_property
    def periods(self) -> NDArray[np.int64]:
        """Read `distinct` as dates, see `geo.query.periods`; `UNDATED` where it is none."""
        texts = self.distinct if self.kind == "string" else ()
        pairs = [period_of(text) or UNDATED for text in texts]
        return np.array(pairs, np.int64).reshape(-1, 2)


class ColumnMaker:
    """Takes a property's values row by row, and makes its column."""

    def __init__(self, name: str, rows: int) -> None:
        """Begin with every row empty."""
        self._name = name
        self._codes = np.full(rows, -1, np.int32)
        self._seen: dict[object, int] = {}
        self._distinct: list[object] = []

    def put(self, row: int, value: object) -> None:
        """Set the value of a row; None leaves it empty, as does not-a-number."""
        key = value
        if value is None or value != value:  # noqa: PLR0124 - only NaN differs from itself
            return
        if isinstance(value, (bool, list, dict)):
            # As a key True is 1, and lists cannot be keys at all.
            key = (type(value), _json(value))
        code = self._seen.setdefault(key, len(self._seen))
        if code == len(self._distinct):
            self._distinct.append(value)
        self._codes[row] = code

    def column(self) -> Column:
        """Make the column of what was put."""
        kind = kind_of({type(value) for value in self._distinct})
        if kind is None:
            return self._as_text()
        return Column(self._name, kind, array_of(self._distinct, kind), self._codes)

    def _as_text(self) -> Column:
        texts = [value if isinstance(value, str) else _json(value) for value in self._distinct]
        places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        moved = np.array([places[text] for text in texts] + [-1], np.int32)
        return Column(self._name, "string", array_of(places, "string"), moved[self._codes])


def kind_of(types: set[type]) -> Kind | None:
    """Return the one JSON type of all values, None if there are several."""
    if types == {int, float}:
        return "number"
    if len(types) > 1:
        return None
    kinds: dict[type, Kind] = {
        int: "integer",
        float: "number",
        bool: "boolean",
        list: "array",
        dict: "object",
    }
    return kinds.get(next(iter(types), str), "string")


def array_of(values: Iterable[Any], kind: Kind | Literal["period"]) -> Array:
    """Put values of one kind into an array: float64, bool, or objects."""
    if kind in {"integer", "number"}:
        return np.array([_float(value) for value in values], np.float64)
    listed = list(values)
    array = np.empty(len(listed), bool if kind == "boolean" else object)
    array[:] = listed
    return array


def _float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
