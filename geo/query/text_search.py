"""Words looked for in every text of a feature: `q` of OGC API - Features Part 9 (draft)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from geo.query.wildcards import without_accents, without_case

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from geo.query.column import Column
    from geo.query.table import FeatureTable


def containing(table: FeatureTable, terms: Iterable[str]) -> NDArray[np.int32]:
    """Return the rows, ascending, of which a text holds one of `terms`, whatever the case."""
    folded = [_folded(term) for term in terms]
    fits = np.zeros(len(table), np.bool_)
    for column in table.columns.values():
        texts = _texts(column)
        held = np.fromiter((any(term in text for term in folded) for text in texts), np.bool_)
        fits |= np.append(held, False)[column.codes]
    return np.flatnonzero(fits).astype(np.int32)


@lru_cache(maxsize=1024)
def _texts(column: Column) -> tuple[str, ...]:
    """Return the text of each distinct value; numbers and truth values have none."""
    if column.kind in {"integer", "number", "boolean"}:
        return ("",) * len(column.distinct)
    return tuple(_folded("\n".join(_strings(value))) for value in column.distinct.tolist())


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _folded(text: str) -> str:
    return without_case(without_accents(text))
