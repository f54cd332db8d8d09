"""Features of a layer that show together what there is to know of all of them.

A few dozen of millions tell each property with its type, each path into lists and objects, whether
texts are dates, and each type of geometry. A filter that fits them fits the layer, and one that
does not is refused with the same words.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from geo.query.periods import period_of
from geo.query.table import FeatureTable

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from geo.jsons import Json, OpenObject
    from geo.query.column import Column
    from geo.store.snapshot import Layer

_FIRST = 10
"""Features by which programs tell the types of a collection; see `geo.query.documents`."""


def sampled(layer: Layer) -> list[int]:
    """Return the rows of the samples, ascending."""
    table = FeatureTable.of(layer)
    rows = set(range(min(_FIRST, len(table)))) | set(_outermost(table))
    rows |= {row for column in table.columns.values() for row in _largest(column)}
    known: set[Hashable] = set()
    for row, fragment in enumerate(layer.fragments):
        new = set(_facts(json.loads(fragment))) - known
        if new:
            known |= new
            rows.add(row)
    return sorted(rows)


def _outermost(table: FeatureTable) -> Iterator[int]:
    """Yield the rows that reach farthest, so that samples have the bounds of all."""
    bounds = table.bounds
    known = np.flatnonzero(np.isfinite(bounds).all(axis=1))
    if len(known):
        west, south, east, north = bounds[known].T
        ends = west.argmin(), south.argmin(), east.argmax(), north.argmax()
        yield from (int(known[place]) for place in ends)


def _largest(column: Column) -> Iterator[int]:
    """Yield a row with the largest whole number: readers choose their types by it."""
    if column.kind == "integer" and len(column.distinct):
        code = int(np.abs(column.distinct).argmax())
        yield int(np.flatnonzero(column.codes == code)[0])


def _facts(feature: OpenObject) -> Iterator[Hashable]:
    shape = feature["geometry"]
    yield None, shape and shape["type"]
    for name, value in (feature["properties"] or {}).items():
        yield from _of_value((name,), value)
        if isinstance(value, list | dict):
            paths = list(_paths((), value))
            yield from ((name, "path", path) for path in paths)
            yield from ((name, "many", path) for path in paths if paths.count(path) > 1)


def _of_value(path: tuple[str, ...], value: Json) -> Iterator[Hashable]:
    """Yield the type of a value, and of everything in it."""
    yield path, type(value).__name__
    if isinstance(value, str) and period_of(value) is not None:
        yield path, "dated"
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _of_value((*path, f".{key}"), inner)
    elif isinstance(value, list):
        yield path, frozenset(type(inner).__name__ for inner in value)
        for inner in value:
            yield from _of_value((*path, "[]"), inner)


def _paths(path: tuple[str, ...], value: Json) -> Iterator[tuple[str, ...]]:
    """Yield each path to a value, lists left out, as often as there is one."""
    if isinstance(value, list):
        for inner in value:
            yield from _paths(path, inner)
        return
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths((*path, key), inner)
