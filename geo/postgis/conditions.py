"""CQL2 as conditions of SQL with bound values, wherever SQL gives exactly what memory gives.

What it cannot say of a column (other scripts' case, dates in texts, lists) is asked of each of the
column's values in memory, and SQL looks the answers up. What neither can is left to the caller.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.integers import EXACT
from geo.postgis.columns import fits
from geo.postgis.folds import CHAINS
from geo.query.filters import COMPARISONS, truths
from geo.query.shortcuts import conjuncts
from geo.query.spatial import PREDICATES
from geo.query.table import FeatureTable
from geo.query.values import GEOMETRY, Values
from geo.query.wildcards import parts
from geo.store.snapshot import Layer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from geo.columns import Column
    from geo.jsons import Json
    from geo.postgis.columns import Stored
    from geo.query.source import Source

MOST_VALUES = 20_000
"""Distinct values of a column that are looked at in memory."""
_WORDS = {1: "TRUE", 0: "NULL::boolean", -1: "FALSE"}
"""Three-valued truth, as `geo.query.filters` counts it, in SQL."""
_SIMPLE = frozenset({0, 1, 3, 4, 5, 6})
"""GEOS's numbers of geometries that all predicates of PostGIS take."""


@dataclass(frozen=True, slots=True)
class Sql:
    """A condition or a value of SQL, with what is bound to its places."""

    text: str
    values: tuple[object, ...] = ()

    @staticmethod
    def joined(word: str, parts: Sequence[Sql]) -> Sql:
        """Return conditions with a word between them."""
        text = f" {word} ".join(f"({part.text})" for part in parts)
        return Sql(text, tuple(value for part in parts for value in part.values))


@dataclass(frozen=True, slots=True)
class Said:
    """A filter: what SQL says of it, and the conditions that are left over; all must hold."""

    sql: tuple[Sql, ...]
    left: tuple[Json, ...]


@dataclass(frozen=True, eq=False)
class Conditions:
    """Turns the filters of one layer into SQL."""

    columns: Mapping[str, tuple[str, Stored]]
    """Property to the name of its column in the view."""
    folds: Mapping[str, Mapping[str, Sequence[str]]]
    samples: Layer
    mixed: bool
    """Whether the layer has collections of geometries."""
    values_of: Callable[[str, Stored], Column]
    """Gives the distinct values of a column."""
    _said: dict[tuple[str, str, str], Said] = field(default_factory=dict)

    def said(self, source: Source, crs: str) -> Said:
        """Return a filter that fits the layer as conditions."""
        key = source.text, source.lang, crs
        found = self._said.get(key)
        if found is None:
            each = [(node, self._condition(node, source, crs)) for node in conjuncts(source.tree)]
            found = Said(
                tuple(sql for _, sql in each if sql is not None),
                tuple(node for node, sql in each if sql is None),
            )
            while len(self._said) >= 256:
                self._said.pop(next(iter(self._said)))
            self._said[key] = found
        return found

    def simple(self, node: Json) -> Sql | None:
        """Return a comparison of a property with a literal."""
        return self._direct(node, str(node["op"]), node["args"]) if isinstance(node, dict) else None

    def _condition(self, node: Json, source: Source, crs: str) -> Sql | None:
        if isinstance(node, bool):
            return Sql("TRUE" if node else "FALSE")
        if not isinstance(node, dict):
            return None
        op, args = str(node.get("op")).lower(), node.get("args")
        if op in {"and", "or", "not"} and isinstance(args, list):
            each = [self._condition(part, source, crs) for part in args]
            known = [sql for sql in each if sql is not None]
            if len(known) < len(each):
                return None
            return Sql.joined(op.upper(), known) if op != "not" else self._not(known[0])
        if op in PREDICATES:
            return self._spatial(op, args, source, crs)
        return self._direct(node, op, args) or self._by_values(node, source, crs)

    @staticmethod
    def _not(sql: Sql) -> Sql:
        return Sql(f"NOT ({sql.text})", sql.values)

    def _direct(self, node: dict[str, Json], op: str, args: Json) -> Sql | None:
        match op, args:
            case _ if "property" in node:
                sql = self._boolean(node)
            case _, [left, right] if op in COMPARISONS:
                sql = self._compared(op, left, right)
            case "between", [value, low, high]:
                ends = self._compared(">=", value, low), self._compared("<=", value, high)
                known = [end for end in ends if end is not None]
                sql = Sql.joined("AND", known) if len(known) == len(ends) else None
            case "in", [value, items]:
                sql = self._among(value, items)
            case "isnull", [value]:
                sql = self._is_null(value)
            case "like", [value, pattern]:
                sql = self._like(value, pattern)
            case _:
                sql = None
        return sql

    def _column(self, node: Json) -> tuple[str, Stored] | None:
        """Return a property whose column holds all that its values are."""
        if not isinstance(node, dict) or not isinstance(node.get("property"), str):
            return None
        found = self.columns.get(str(node["property"]))
        return found if found is not None and found[1].exact else None

    def _boolean(self, node: Json) -> Sql | None:
        found = self._column(node)
        return Sql(found[0]) if found and found[1].type == "boolean" else None

    def _is_null(self, node: Json) -> Sql | None:
        if node == {"property": GEOMETRY} and GEOMETRY not in self.columns:
            return Sql("geom IS NULL")
        found = self._column(node)
        return Sql(f"{found[0]} IS NULL") if found else None

    def _text(self, node: Json) -> Sql | None:
        """Return a text: a property, a literal, or either folded."""
        name, inner = _chain(node)
        if name and name not in CHAINS:
            return None
        if isinstance(inner, str):
            text = CHAINS[name](inner) if name else inner
            return Sql("%s::text", (text,)) if fits(text) else None
        found = self._column(inner)
        if found is None or found[1].type not in {"text", "date"}:
            return None
        column, own = found
        if not name:
            return Sql(column if own.type == "text" else f"{column}::text")
        letters = self.folds.get(own.name, {}).get(name)
        return Sql(f"translate({column}, %s, %s)", tuple(letters)) if letters else None

    def _number(self, node: Json, whole: bool) -> Sql | None:  # noqa: FBT001
        if isinstance(node, (int, float)) and not isinstance(node, bool):
            if whole:
                return Sql("%s::bigint", (int(node),))
            try:
                return Sql("%s::float8", (float(node),))
            except OverflowError:
                return None
        found = self._column(node)
        if found is None or found[1].kind not in {"integer", "number"}:
            return None
        column, own = found
        return Sql(f"{column}::float8" if own.wide or not whole else column)

    def _is_whole(self, node: Json) -> bool:
        found = self._column(node)
        if found is not None:
            return found[1].type == "bigint" and not found[1].wide
        return isinstance(node, (int, float)) and abs(node) <= EXACT and node == int(node)

    def _compared(self, op: str, left: Json, right: Json) -> Sql | None:
        for read in (self._text, self._flag):
            pair = read(left), read(right)
            if pair[0] and pair[1]:
                return self._both(op, *pair)
        whole = self._is_whole(left) and self._is_whole(right)
        numbers = self._number(left, whole), self._number(right, whole)
        if numbers[0] and numbers[1]:
            return self._both(op, *numbers)
        return None

    def _both(self, op: str, left: Sql | None, right: Sql | None) -> Sql | None:
        if left is None or right is None:
            return None
        # Of two literals nothing says in which order letters are.
        order = ' COLLATE "C"' * left.text.startswith("%s::text")
        return Sql(f"{left.text}{order} {op} {right.text}", (*left.values, *right.values))

    def _flag(self, node: Json) -> Sql | None:
        if isinstance(node, bool):
            return Sql("%s::boolean", (node,))
        return self._boolean(node)

    def _among(self, node: Json, items: Json) -> Sql | None:
        if not isinstance(items, list):
            return None
        text = self._text(node)
        if text is not None and all(isinstance(item, str) and fits(item) for item in items):
            return Sql(f"{text.text} = ANY(%s::text[])", (*text.values, items))
        numbers = [item for item in items if isinstance(item, (int, float))]
        if len(numbers) == len(items) and not any(isinstance(item, bool) for item in items):
            whole = self._is_whole(node) and all(map(self._is_whole, numbers))
            number = self._number(node, whole)
            if number is not None:
                cast = "bigint" if whole else "float8"
                given = [int(item) if whole else float(item) for item in numbers]
                return Sql(f"{number.text} = ANY(%s::{cast}[])", (*number.values, given))
        return None

    def _like(self, node: Json, pattern: Json) -> Sql | None:
        text, given = self._text(node), self._text(pattern)
        if text is None or given is None or len(given.values) != 1:
            return None
        written = str(given.values[0])
        return Sql(f"{text.text} LIKE %s::text", (*text.values, _pattern(written)))

    def _spatial(self, op: str, args: Json, source: Source, crs: str) -> Sql | None:
        if self.mixed or not isinstance(args, list) or len(args) != 2:
            return None
        nothing = Values(FeatureTable.of(self.samples), np.empty(0, np.int32), source, crs)
        shapes = [nothing.geometry(part) for part in args]
        result = []
        for shape in shapes:
            if shape is None:
                result.append(Sql("geom"))
            elif int(shapely.get_type_id(shape)) in _SIMPLE and not shapely.is_empty(shape):
                result.append(Sql("ST_GeomFromWKB(%s::bytea, 4326)", (shapely.to_wkb(shape),)))
            else:
                return None
        left, right = result
        return Sql(f"ST_{op[2:]}({left.text}, {right.text})", (*left.values, *right.values))

    def _by_values(self, node: Json, source: Source, crs: str) -> Sql | None:
        """Say which values of its one property fulfil a condition."""
        names = _properties(node)
        if not names:
            (always,) = truths(self._values(self.samples, [0], source, crs), node).tolist()
            return Sql(_WORDS[always])
        found = self.columns.get(self._own(next(iter(names)))) if len(names) == 1 else None
        if found is None or not found[1].exact or found[1].distinct > MOST_VALUES:
            return None
        column, own = found
        values = self.values_of(column, own)
        first = len(self.samples.fragments)
        result = [
            json.dumps(
                {"type": "Feature", "id": "", "geometry": None, "properties": {own.name: value}}
            ).encode()
            for value in [None, *values]
        ]
        rows = range(first, first + len(result))
        own_values = self._values(with_more(self.samples, result), rows, source, crs)
        none, *each = truths(own_values, node).tolist()
        return _looked_up(column, own, none, list(zip(values, each, strict=True)))

    @staticmethod
    def _values(layer: Layer, rows: Sequence[int], source: Source, crs: str) -> Values:
        return Values(FeatureTable(layer), np.array(rows, np.int32), source, crs)

    def _own(self, name: str) -> str:
        """Return the property that a path with dots begins with."""
        while name not in self.columns and "." in name:
            name = name.rpartition(".")[0]
        return name


def with_more(samples: Layer, result: Sequence[bytes]) -> Layer:
    """Return the samples, by which types are told, with more features behind them."""
    fragments = (*samples.fragments, *result)
    return Layer(samples.id, "", "", "", b"", fragments, {}, "", samples.built, samples.types)


def _looked_up(column: str, own: Stored, none: int, truths: Sequence[tuple[object, int]]) -> Sql:
    by_truth = {sign: [value for value, item in truths if item == sign] for sign in (1, 0, -1)}
    cast = {"bigint": "bigint[]", "boolean": "boolean[]", "jsonb": "jsonb[]"}.get(
        own.type, "text[]"
    )
    if own.type in {"double precision", "numeric"}:
        column, cast = f"{column}::float8", "float8[]"
    elif own.type == "date":
        column = f"{column}::text"
    elif own.type == "jsonb":
        by_truth = {
            sign: [json.dumps(value, ensure_ascii=False) for value in values]
            for sign, values in by_truth.items()
        }
    if not none and not by_truth[0]:
        few = min((1, -1), key=lambda sign: len(by_truth[sign]))
        held = Sql(f"{column} = ANY(%s::{cast})", (by_truth[few],))
        return held if few > 0 else Sql(f"NOT ({held.text})", held.values)
    return Sql(
        f"CASE WHEN {column} IS NULL THEN {_WORDS[none]} WHEN {column} = ANY(%s::{cast}) THEN TRUE"
        f" WHEN {column} = ANY(%s::{cast}) THEN FALSE ELSE NULL::boolean END",
        (by_truth[1], by_truth[-1]),
    )


def _chain(node: Json) -> tuple[str, Json]:
    """Return the functions of one argument around a node, the outer first, and the node."""
    names = []
    while isinstance(node, dict) and isinstance(args := node.get("args"), list) and len(args) == 1:
        names.append(str(node.get("op")).lower())
        node = args[0]
    return " ".join(names), node


def _properties(node: Json) -> set[str]:
    """Return the properties that a condition names."""
    if isinstance(node, list):
        return {name for part in node for name in _properties(part)}
    if not isinstance(node, dict):
        return set()
    if isinstance(node.get("property"), str):
        return {str(node["property"])}
    return {name for part in node.values() for name in _properties(part)}


def _pattern(written: str) -> str:
    """Write a pattern so that a backslash takes one sign alone, also at the end."""
    result = []
    for escaped, any_text, value, plain in parts(written):
        result.append(any_text or value)
        result.extend(f"\\{sign}" if sign in "\\%_" else sign for sign in escaped or plain)
    return "".join(result)
