"""Rows that a filter can be true of at most, found by the indexes: no cost of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.query.source import read_filter
from geo.query.spatial import near
from geo.query.values import GEOMETRY, Values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from geo.jsons import Json
    from geo.query.source import FilterLang
    from geo.query.table import FeatureTable

_NEARBY = frozenset(
    {
        "s_intersects",
        "s_within",
        "s_contains",
        "s_touches",
        "s_crosses",
        "s_overlaps",
        "s_equals",
    }
)
"""Predicates that need the bounds to meet."""


def candidates(
    table: FeatureTable, text: str, lang: FilterLang, crs: str
) -> Iterator[NDArray[np.int32]]:
    """Yield rows, ascending, for each part of the filter that an index answers.

    The filter is true at most of the rows that are in all of them. Looks at the filter itself
    and, if it is an AND, at its parts.

    Raises
    ------
    FilterError
        The filter cannot be read.
    """
    source = read_filter(text, lang)
    nothing = Values(table, np.empty(0, np.int32), source, crs)
    for node in conjuncts(source.tree):
        if not isinstance(node, dict) or not isinstance(args := node.get("args"), list):
            continue
        op = str(node.get("op")).lower()
        if op == "=" and len(args) == 2:
            yield from _equal(table, args)
        elif op in _NEARBY and len(args) == 2:
            shapes = [nothing.geometry(part) for part in args if part != {"property": GEOMETRY}]
            if len(shapes) == 1 and shapes[0] is not None:
                yield near(table.tree, shapes[0], None).astype(np.int32)


def conjuncts(tree: Json) -> Sequence[Json]:
    """Return the conditions that must all hold."""
    if isinstance(tree, dict) and str(tree.get("op")).lower() == "and":
        parts = tree.get("args")
        return parts if isinstance(parts, list) else []
    return [tree]


def _equal(table: FeatureTable, args: Sequence[Json]) -> Iterator[NDArray[np.int32]]:
    names = [part["property"] for part in args if isinstance(part, dict) and "property" in part]
    texts = [part for part in args if isinstance(part, str)]
    if len(names) == len(texts) == 1 and isinstance(names[0], str):
        column = table.columns.get(names[0])
        if column is not None and column.kind == "string":
            yield column.rows_of(texts[0])
