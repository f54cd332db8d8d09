"""Values of a filter's tree: properties, literals, functions and arithmetic of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np

from geo.query.column import array_of, kind_of
from geo.query.functions import FUNCTIONS
from geo.query.operand import Operand, of_column, of_path
from geo.query.periods import ALWAYS, OPEN, UNDATED, Period, interval_of, period_of
from geo.query.spatial import literal, rectangle
from geo.query.wildcards import without_accents, without_case

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import shapely
    from numpy.typing import NDArray

    from geo.columns import Array
    from geo.jsons import Json
    from geo.query.functions import Function
    from geo.query.source import Source
    from geo.query.table import FeatureTable

GEOMETRY = "geometry"
"""The name by which a filter calls the features' geometry."""
_TEXT_FUNCTIONS: Mapping[str, Callable[[str], str]] = {
    "casei": without_case,
    "accenti": without_accents,
}
_ARITHMETIC: Mapping[str, Callable[..., Any]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "^": np.float_power,
    "%": np.fmod,
    "div": lambda a, b: np.trunc(np.divide(a, b)),
}
VALUE_FUNCTIONS = (*_TEXT_FUNCTIONS, *FUNCTIONS, *_ARITHMETIC)
_NUMBERS = frozenset({"integer", "number"})


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """Reads the values of one filter for the given rows of one table."""

    table: FeatureTable
    rows: NDArray[np.int32] | None
    """All rows if None."""
    source: Source
    crs: str
    """Of the filter's coordinates, in the axis order of its authority."""

    def __len__(self) -> int:
        return len(self.table) if self.rows is None else len(self.rows)

    def value(self, node: Json) -> Operand:
        """Return the value of a node; dates as periods, lists as one value."""
        if node is None:
            self.source.refuse("null", "NULL", ("IS NULL",))
        if isinstance(node, list):
            return Operand("array", array_of([[self._plain(v) for v in node]], "array"), None)
        if not isinstance(node, dict):
            return _literal(node)
        if "property" in node:
            return self.property(node["property"])
        if "op" in node:
            return self._function(node["op"], node.get("args"))
        if node.keys() & {"date", "timestamp", "interval"}:
            return self.period(node)
        return self.source.refuse(
            "value", node, ("property", "'text'", "number", "TRUE", "DATE('…')")
        )

    def property(self, name: object) -> Operand:
        """Return a property, or what a path with dots leads to."""
        columns = self.table.columns
        if not isinstance(name, str):
            self.source.refuse("value", name, ("property",))
        if name in columns:
            return of_column(columns[name], self.rows)
        parts = name.split(".")
        for end in range(len(parts) - 1, 0, -1):
            column = columns.get(".".join(parts[:end]))
            if column is not None and column.kind in {"array", "object"}:
                whole = of_path(column, parts[end:])
                if whole is not None:
                    return whole.taken(self.rows)
        return self._unknown(name)

    def _unknown(self, name: str) -> NoReturn:
        self.source.refuse("property", name, tuple(self.table.columns))

    def arguments(self, op: str, args: Json, count: int) -> Sequence[Json]:
        """Return the arguments of an operator, which must be so many."""
        if not isinstance(args, list) or len(args) != count:
            self.source.refuse("arguments", op, (str(count),))
        return args

    def _plain(self, node: Json) -> Json:
        """Return the one value of a literal, also in CASEI or ACCENTI."""
        if isinstance(node, dict):
            value = self.value(node)
            if value.codes is not None or value.kind == "period":
                self.source.refuse("value", _name(node), ("'text'", "number"))
            plain: Json = value.distinct[0]
            return plain
        if node is None or isinstance(node, list):
            self.source.refuse("value", node, ("'text'", "number"))
        return node

    def _function(self, name: Json, args: Json) -> Operand:
        op = str(name).lower()
        if op in _TEXT_FUNCTIONS:
            (node,) = self.arguments(op, args, 1)
            if isinstance(node, list):
                texts = [self._plain({"op": op, "args": [part]}) for part in node]
                return Operand("array", array_of([texts], "array"), None)
            return self.require(self.value(node), {"string"}, node).mapped(_TEXT_FUNCTIONS[op])
        if op in _ARITHMETIC:
            pair = self.arguments(op, args, 2)
            left, right = (self.require(self.value(n), _NUMBERS, n) for n in pair)
            if left.many or right.many:
                self.source.refuse("type", _name(pair[0] if left.many else pair[1]), ("number",))
            return _calculated(_ARITHMETIC[op], left, right)
        if op in FUNCTIONS:
            return self._called(FUNCTIONS[op], args)
        return self.source.refuse("function", str(name), VALUE_FUNCTIONS)

    def _called(self, function: Function, args: Json) -> Operand:
        nodes = self.arguments(function.name, args, len(function.arguments))
        if "geometry" in function.arguments:
            return self._measured(function, nodes)
        (node,), (kind,) = nodes, function.arguments
        value = self.value(node)
        if kind == "array":
            if not value.many:
                self.require(value, {"array"}, node)
        elif value.many:
            self.source.refuse("type", _name(node), (kind,))
        elif kind == "datetime" and value.kind == "period":
            # A literal: its text stands in the tree.
            text = next(iter(node.values())) if isinstance(node, dict) else ""
            value = _literal(text if isinstance(text, str) else "")
        else:
            self.require(value, {"string"}, node)
        result = [function.of(own) for own in value]
        known = np.array([item is not None for item in result] + [False])
        filled = array_of(["" if item is None else item for item in result], "object")
        if function.returns != "string":
            filled = array_of([item or 0 for item in result], function.returns)
        if value.codes is None:
            codes = None if known[0] else np.full(len(self), -1, np.int32)
            return Operand(function.returns, filled, codes)
        return Operand(function.returns, filled, np.where(known[value.codes], value.codes, -1))

    def _measured(self, function: Function, nodes: Sequence[Json]) -> Operand:
        """Call a function of geometries, the features' own or literals."""
        shapes = [self.geometry(node) for node in nodes]
        own = self.table.geometries if self.rows is None else self.table.geometries[self.rows]
        if all(shape is not None for shape in shapes):
            each = [np.array([shape], object) for shape in shapes]
            return Operand("number", function.of(*each), None)
        result = function.of(
            *(own if shape is None else np.full(len(own), shape) for shape in shapes)
        )
        codes = np.where(np.isfinite(result), np.arange(len(result)), -1).astype(np.int32)
        return Operand("number", result, codes)

    def require(self, value: Operand, kinds: set[str] | frozenset[str], node: object) -> Operand:
        """Return `value` if it is of one of `kinds`."""
        if value.kind not in kinds:
            self.source.refuse("type", _name(node), sorted(kinds))
        return value

    def period(self, node: Json) -> Operand:
        """Return dates: a literal's, an interval's, or those that a property's texts hold."""
        if isinstance(node, dict) and "interval" in node:
            return self._interval(node["interval"])
        if isinstance(node, dict) and node.keys() & {"date", "timestamp"}:
            node = node.get("date", node.get("timestamp"))
            if not isinstance(node, str) or period_of(node) is None:
                self.source.refuse("date", node, ("2025-01-16", "2025-01-16T09:00:00Z"))
        value = self.value(node)
        if value.kind == "period":
            return value
        dates = self.as_periods(self.require(value, {"string"}, node))
        if dates is None:
            self.source.refuse("date", _name(node), ("2025-01-16", "2025-01"))
        return dates

    def as_periods(self, value: Operand) -> Operand | None:
        """Read texts as dates; null where one is none; None if none of them is one."""
        if value.many:
            return None
        periods = [period_of(text) for text in value]
        if periods and not any(periods):
            return None
        # An instant begins and ends as the same day or moment.
        pairs = np.array([2 * (period or (0, 0)) for period in periods], np.int64).reshape(-1, 4)
        if value.codes is None:
            return Operand("period", pairs, None)
        dated = np.array([period is not None for period in periods] + [False])
        return Operand("period", pairs, np.where(dated[value.codes], value.codes, -1))

    def _interval(self, ends: Json) -> Operand:
        two = start, end = self.arguments("interval", ends, 2)
        if isinstance(start, str) and isinstance(end, str):
            period = interval_of(start, end)
            if period is None:
                self.source.refuse("date", start, ("2025-01-16", "2025-01", ".."))
            both = _position(start, ALWAYS[0]) + _position(end, ALWAYS[1])
            return Operand("period", np.array([both], np.int64), None)
        starts, ends_ = (
            np.array([2 * (open_, open_)], np.int64)
            if written in (OPEN, "")
            else self._per_row(self.period(written))
            for open_, written in zip(ALWAYS, two, strict=True)
        )
        pairs = np.empty((len(self), 4), np.int64)
        pairs[:, :2], pairs[:, 2:] = starts[:, :2], ends_[:, 2:]
        known = (starts[:, 0] != _UNKNOWN) & (ends_[:, 3] != _UNKNOWN)
        codes = np.where(known, np.arange(len(self)), -1).astype(np.int32)
        return Operand("period", pairs, codes)

    def _per_row(self, dates: Operand) -> NDArray[np.int64]:
        if dates.codes is None:
            return dates.distinct
        unknown = np.full((1, 4), _UNKNOWN)
        return np.concatenate([dates.distinct, unknown])[dates.codes]

    def geometry(self, node: Json) -> shapely.Geometry | None:
        """Return a literal's geometry in degrees; None if the node means the features' own."""
        if isinstance(node, dict) and "property" in node:
            if node["property"] != GEOMETRY:
                self.source.refuse("type", str(node["property"]), (GEOMETRY,))
            return None
        shape = None
        if isinstance(node, dict) and "bbox" in node:
            corners = node["bbox"]
            if _are_corners(corners):
                shape = rectangle(corners, self.crs)
        elif isinstance(node, dict) and "type" in node:
            shape = literal(node, self.crs)
        if shape is None:
            self.source.refuse("geometry", _name(node), (GEOMETRY, "POINT(…)", "BBOX(…)"))
        return shape


_UNKNOWN = -(2**63)
"""The least of 64 bits: no instant, for a feature without a date."""


def _position(written: str, open_: int) -> Period:
    """Return an end of an interval that was read before; `open_` where there is none."""
    return (open_, open_) if written in {OPEN, ""} else period_of(written) or UNDATED


def _are_corners(corners: object) -> bool:
    if not isinstance(corners, list) or len(corners) not in {4, 6}:
        return False
    return all(isinstance(n, (int, float)) and not isinstance(n, bool) for n in corners)


def _literal(value: Json) -> Operand:
    kind = kind_of({type(value)}) or "string"
    return Operand(kind, array_of([value], kind), None)


def _name(node: object) -> object:
    """Return what of a node a reader would recognise in the filter."""
    if isinstance(node, dict):
        for key in ("property", "op", "date", "timestamp", "type"):
            if isinstance(node.get(key), str):
                return node[key]
        return next(iter(node), "{}")
    return node


def _calculated(formula: Callable[[Array, Array], Array], left: Operand, right: Operand) -> Operand:
    """Calculate row by row; what is no finite number, as after a division by 0, is null."""
    with np.errstate(all="ignore"):
        if left.codes is None and right.codes is None:
            result = formula(left.distinct, right.distinct)
            known = np.isfinite(result)
            return Operand("number", result, None if known[0] else np.array([-1], np.int32))
        a, b = (value.per_row(float("nan")) for value in (left, right))
        result = np.asarray(formula(a, b), np.float64)
    codes = np.where(np.isfinite(result), np.arange(len(result)), -1).astype(np.int32)
    return Operand("number", result, codes)
