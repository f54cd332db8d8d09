"""CQL2 filters over the columns of a collection, by SQL's logic of three values.

Follows OGC 21-065r2. Dates of a collection are texts: a comparison with DATE or TIMESTAMP, and
every T_ function, reads them (see `geo.query.periods`). A name with dots leads into objects;
through a list it means any of its elements.
"""

from __future__ import annotations

import json
import operator
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.crs import CRS84
from geo.query import periods
from geo.query.operand import Operand, Truth, relate
from geo.query.source import read_filter
from geo.query.spatial import PREDICATES, SWAPPED, near
from geo.query.values import GEOMETRY, VALUE_FUNCTIONS, Values
from geo.query.wildcards import like

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.jsons import Json
    from geo.query.source import FilterLang, Source
    from geo.query.table import FeatureTable

COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_SETS: Mapping[str, Callable[[set[Any], set[Any]], bool]] = {
    "a_contains": operator.ge,
    "a_containedby": operator.le,
    "a_equals": operator.eq,
    "a_overlaps": lambda a, b: not a.isdisjoint(b),
}


def matching(
    table: FeatureTable,
    text: str,
    lang: FilterLang = "cql2-text",
    crs: str = CRS84,
    rows: NDArray[np.int32] | None = None,
) -> NDArray[np.bool_]:
    """Say of each row (or of the given ones, ascending) whether the filter is true of it.

    `crs` is that of the coordinates in `text`, in the axis order of its authority.

    Raises
    ------
    FilterError
        The filter cannot be read, or does not fit the collection.
    """
    source = read_filter(text, lang)
    return truths(Values(table, rows, source, crs), source.tree) > 0


def truths(values: Values, condition: Json) -> NDArray[Truth]:
    """Return the truth of a condition, a part of the filter of `values`, in each of their rows.

    Raises
    ------
    FilterError
        It does not fit the collection.
    """
    return _Evaluation(values).test(condition)


def same_kind(left: Operand, right: Operand) -> bool:
    """Say whether two values can be compared."""
    numbers = {"integer", "number"}
    return left.kind == right.kind or {left.kind, right.kind} == numbers


class _Evaluation:
    """Tests the conditions of one filter; every part is looked at, so no fault stays hidden."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._source: Source = values.source
        self._tests: dict[str, Callable[[str, Json], NDArray[Truth]]] = {
            "and": self._all,
            "or": self._any,
            "not": self._not,
            "isnull": self._is_null,
            "like": self._like,
            "in": self._in,
            "between": self._between,
            **dict.fromkeys(COMPARISONS, self._compare),
            **dict.fromkeys(_SETS, self._lists),
            **dict.fromkeys(PREDICATES, self._spatial),
            **dict.fromkeys(periods.RELATIONS, self._temporal),
        }

    def test(self, node: Json) -> NDArray[Truth]:
        """Return the truth of a condition in each row."""
        if isinstance(node, bool):
            return np.full(len(self._values), 1 if node else -1, Truth)
        if isinstance(node, dict) and "property" in node:
            value = self._values.property(node["property"])
            self._values.require(value, {"boolean"}, node)
            return relate(np.equal, value, _true(), len(self._values))
        if not isinstance(node, dict) or "op" not in node:
            self._source.refuse("condition", node, ("=", "LIKE", "IN", "AND"))
        op = str(node["op"])
        test = self._tests.get(op.lower())
        if test is None:
            known = (*self._tests, *VALUE_FUNCTIONS)
            problem = "condition" if op.lower() in VALUE_FUNCTIONS else "function"
            self._source.refuse(problem, op, known)
        return test(op.lower(), node.get("args"))

    def _parts(self, op: str, args: Json) -> list[NDArray[Truth]]:
        if not isinstance(args, list) or len(args) < 2:
            self._source.refuse("arguments", op, ("2, 3, …",))
        return [self.test(part) for part in args]

    def _all(self, op: str, args: Json) -> NDArray[Truth]:
        truths: NDArray[Truth] = np.minimum.reduce(self._parts(op, args))
        return truths

    def _any(self, op: str, args: Json) -> NDArray[Truth]:
        truths: NDArray[Truth] = np.maximum.reduce(self._parts(op, args))
        return truths

    def _not(self, op: str, args: Json) -> NDArray[Truth]:
        (part,) = self._values.arguments(op, args, 1)
        return -self.test(part)

    def _compare(self, op: str, args: Json) -> NDArray[Truth]:
        left, right = self._values.arguments(op, args, 2)
        return self._compared(op, (left, right))

    def _compared(self, op: str, nodes: Sequence[Json]) -> NDArray[Truth]:
        left, right = (self._values.value(node) for node in nodes)
        rows = len(self._values)
        if "period" in {left.kind, right.kind}:
            left, right = (self._values.period(node) for node in nodes)
            return relate(periods.ORDERINGS[op], left, right, rows)
        for side, node in ((left, nodes[0]), (right, nodes[1])):
            if side.kind in {"array", "object"}:
                self._source.refuse("type", _shown(node), ("string", "number", "boolean"))
        if not same_kind(left, right) or (left.many and right.many):
            self._source.refuse("type", _shown(_literal_of(nodes)), (left.kind,))
        return relate(COMPARISONS[op], left, right, rows)

    def _between(self, op: str, args: Json) -> NDArray[Truth]:
        value, low, high = self._values.arguments(op, args, 3)
        return np.minimum(self._compared(">=", (value, low)), self._compared("<=", (value, high)))

    def _in(self, op: str, args: Json) -> NDArray[Truth]:
        value, items = self._values.arguments(op, args, 2)
        if not isinstance(items, list) or not items:
            self._source.refuse("type", op, ("('…', '…')",))
        plain = [item for item in items if not isinstance(item, (dict, list))]
        others = [item for item in items if isinstance(item, dict)]
        if len(plain) + len(others) < len(items):
            self._source.refuse("type", op, ("('…', '…')",))
        each = [self._compared("=", (value, item)) for item in others]
        if plain:
            each.append(self._among(value, plain))
        truths: NDArray[Truth] = np.maximum.reduce(each)
        return truths

    def _among(self, node: Json, items: Sequence[Json]) -> NDArray[Truth]:
        """Look literals up all at once: there may be thousands."""
        for kind_first in {type(item): item for item in items}.values():
            self._compared("=", (node, kind_first))
        wanted = set(items)
        found = np.frompyfunc(lambda value: value in wanted, 1, 1)
        return relate(
            lambda a, _: found(a).astype(bool), self._values.value(node), _true(), len(self._values)
        )

    def _is_null(self, op: str, args: Json) -> NDArray[Truth]:
        (node,) = self._values.arguments(op, args, 1)
        rows = len(self._values)
        if node == {"property": GEOMETRY} and GEOMETRY not in self._values.table.columns:
            absent = shapely.is_missing(self._geometries())
            return np.where(absent, 1, -1).astype(Truth)
        value = self._values.value(node)
        if value.codes is None:
            return np.full(rows, -1, Truth)
        empty = np.array([value.many and not own for own in value] + [True])
        return np.where(np.broadcast_to(empty[value.codes], rows), 1, -1).astype(Truth)

    def _like(self, op: str, args: Json) -> NDArray[Truth]:
        nodes = self._values.arguments(op, args, 2)
        texts, pattern = (
            self._values.require(self._values.value(node), {"string"}, node) for node in nodes
        )
        if pattern.codes is not None:
            self._source.refuse("type", _shown(nodes[1]), ("'text'",))
        fits = like(pattern.distinct[0]).fullmatch
        matched = np.frompyfunc(lambda text: fits(text) is not None, 1, 1)
        return relate(lambda a, _: matched(a).astype(bool), texts, pattern, len(self._values))

    def _temporal(self, op: str, args: Json) -> NDArray[Truth]:
        nodes = self._values.arguments(op, args, 2)
        for node in nodes:
            if op in periods.INTERVAL_ONLY and not (isinstance(node, dict) and "interval" in node):
                self._source.refuse("type", _shown(node), ("INTERVAL('…', '…')",))
        left, right = (self._values.period(node) for node in nodes)
        return relate(periods.RELATIONS[op], left, right, len(self._values))

    def _lists(self, op: str, args: Json) -> NDArray[Truth]:
        nodes = self._values.arguments(op, args, 2)
        left, right = (self._list(node) for node in nodes)
        holds = np.frompyfunc(_SETS[op], 2, 1)
        return relate(lambda a, b: holds(a, b).astype(bool), left, right, len(self._values))

    def _list(self, node: Json) -> Operand:
        value = self._values.value(node)
        if not value.many:
            self._values.require(value, {"array"}, node)
        sets = np.empty(len(value.distinct), object)
        sets[:] = [{_key(part) for part in own} for own in value]
        return Operand("array", sets, value.codes)

    def _geometries(self) -> NDArray[np.object_]:
        rows, table = self._values.rows, self._values.table
        return table.geometries if rows is None else table.geometries[rows]

    def _spatial(self, op: str, args: Json) -> NDArray[Truth]:
        nodes = self._values.arguments(op, args, 2)
        left, right = (self._values.geometry(node) for node in nodes)
        own = self._geometries()
        absent = shapely.is_missing(own)
        if left is not None and right is not None:
            return np.full(len(own), 1 if PREDICATES[op](left, right) else -1, Truth)
        holds = self._held(op, left, right, own)
        return np.where(absent, 0, np.where(holds, 1, -1)).astype(Truth)

    def _held(
        self,
        op: str,
        left: shapely.Geometry | None,
        right: shapely.Geometry | None,
        own: NDArray[np.object_],
    ) -> NDArray[np.bool_]:
        name = "s_intersects" if op == "s_disjoint" else op
        shape = left if left is not None else right
        if shape is None:
            found = np.asarray(PREDICATES[name](own, own), np.bool_)
        else:
            # What does not come near cannot touch: only the rest is looked at closely, and the
            # literal stands first, for GEOS prepares the first of two.
            name = SWAPPED.get(name, name) if left is None else name
            places = near(self._values.table.tree, shape, self._values.rows)
            shapely.prepare(shape)
            found = np.zeros(len(own), np.bool_)
            found[places] = PREDICATES[name](shape, own[places])
        return ~found if op == "s_disjoint" else found


def _true() -> Operand:
    return Operand("boolean", np.array([True]), None)


def _key(part: Json) -> Hashable:
    """Make an element comparable in a set; True is not 1."""
    if isinstance(part, (dict, list, bool)):
        return json.dumps(part, sort_keys=True)
    return ("text", part) if isinstance(part, str) else part


def _literal_of(nodes: Sequence[Json]) -> Json:
    """Return the literal of two nodes, of two properties the right."""
    return nodes[0] if not isinstance(nodes[0], dict) else nodes[1]


def _shown(node: Json) -> object:
    if isinstance(node, dict):
        return node.get("property", node.get("op", next(iter(node), "")))
    return node
