"""Words looked for in every text of a feature: `q` of OGC API - Features Part 9 (draft)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geo.query.wildcards import without_accents, without_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from geo.jsons import Json
    from geo.query.column import Column
    from geo.query.table import FeatureTable

BETWEEN = "\x1f"
"""Stands in no text that is looked for."""
_WORDLESS = frozenset({"integer", "number", "boolean"})


def containing(table: FeatureTable, terms: Iterable[str]) -> NDArray[np.int32]:
    """Return the rows, ascending, of which a text holds one of `terms`, whatever the case."""
    folded = [folded_term(term) for term in terms]
    fits = np.zeros(len(table), np.bool_)
    for column in table.columns.values():
        texts = _texts(column)
        held = np.fromiter((any(term in text for term in folded) for text in texts), np.bool_)
        fits |= np.append(held, False)[column.codes]
    return np.flatnonzero(fits).astype(np.int32)


def words_of(table: FeatureTable) -> list[str]:
    """Return all texts of each row that `containing` looks into, with `BETWEEN` between them."""
    columns = [
        np.array([*_texts(column), ""], object)[column.codes]
        for column in table.columns.values()
        if column.kind not in _WORDLESS
    ]
    if not columns:
        return [""] * len(table)
    return [BETWEEN.join(filter(None, texts)) for texts in zip(*columns, strict=True)]


@lru_cache(maxsize=1024)
def _texts(column: Column) -> tuple[str, ...]:
    """Return the text of each distinct value; numbers and truth values have none."""
    if column.kind in _WORDLESS:
        return ("",) * len(column.distinct)
    return tuple(folded_term("\n".join(_strings(value))) for value in column.distinct.tolist())


def _strings(value: Json) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def folded_term(text: str) -> str:
    """Return a text as words are compared."""
    return without_case(without_accents(text))
