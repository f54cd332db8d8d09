"""When features are: the properties that are their primary instant or interval (Part 5, §7.4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geo.query.periods import ALWAYS, UNDATED
from geo.query.schema import fields_of
from geo.query.table import FeatureTable
from geo.store.distant import Distant

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geo.query.column import Column
    from geo.store.snapshot import Layer

_ENDS = (
    ("launched_on", "closed_on"),
    ("joined_on", "left_on"),
    ("starts_on", "ends_on"),
    ("effective_on", "expired_on"),
    ("시작", "종료"),
    ("개시", "만료"),
    ("시작", "만료"),
    ("부터", "까지"),
    ("start", "end"),
    ("begin", "end"),
    ("start", "finish"),
    ("from", "to"),
    ("from", "until"),
    ("since", "until"),
)
"""How the beginning and the end of something are called, the whole name or a word of it."""


@dataclass(frozen=True, slots=True)
class Times:
    """The properties that tell when a feature is."""

    start: str
    end: str | None
    """None where a feature that began has not ended, or is of a moment."""
    is_instant: bool

    @property
    def roles(self) -> dict[str, str]:
        """Return property to its role in a schema."""
        if self.is_instant:
            return {self.start: "primary-instant"}
        document = {self.start: "primary-interval-start"}
        return document | ({self.end: "primary-interval-end"} if self.end else {})


@lru_cache(maxsize=256)
def times_of(layer: Layer) -> Times | None:
    """Return by which properties `datetime` selects; None where no property is dated.

    A pair that is called as beginning and end is an interval, and so is a beginning alone, which
    has not ended; else the first dated property is an instant. A beginning or an end may be told
    by the year or the month.
    """
    fields = {field.name: field for field in fields_of(layer)}
    dated = [name for name, field in fields.items() if field.format]

    def is_dated(name: str) -> bool:
        return name in fields and (name in dated or _says_dates(layer, name))

    for start in fields:
        for first, last in _ENDS:
            found = _with_word(start, first, last)
            if found in fields and is_dated(start) and (is_dated(found) or _is_empty(layer, found)):
                return Times(start, found, is_instant=False)
    for start, _ in _ENDS[:4]:
        if is_dated(start):
            return Times(start, None, is_instant=False)
    return Times(dated[0], None, is_instant=True) if dated else None


def _says_dates(layer: Layer, name: str) -> bool:
    """Tell whether texts are dates, some of them a year or a month: no type of a schema is that."""
    column = FeatureTable.of(layer).columns.get(name)
    if column is None or column.kind != "string":
        return False
    periods = column.periods.reshape(-1, 2)
    return bool(len(periods)) and bool((periods[:, 0] <= periods[:, 1]).all())


def _is_empty(layer: Layer, name: str) -> bool:
    column = FeatureTable.of(layer).columns.get(name)
    return column is None or not len(column.distinct)


def _with_word(name: str, first: str, last: str) -> str | None:
    """Return `name` with `last` where it says `first` as a word of its own; None where it does not.

    >>> _with_word("valid_from", "from", "to"), _with_word("restart", "start", "end")
    ('valid_to', None)
    """
    ascii_word = first.isascii()
    pattern = rf"(?<![a-z]){first}(?![a-z])" if ascii_word else first
    found = re.search(pattern, name, re.IGNORECASE)
    if found is None:
        return None
    word = last.upper() if found[0].isupper() else last.title() if found[0].istitle() else last
    return f"{name[: found.start()]}{word}{name[found.end() :]}"


def periods_of_rows(layer: Layer, times: Times) -> NDArray[np.int64]:
    """Return first and last moment of each row, shape (n, 2), as `geo.query.periods` counts.

    `ALWAYS` for an end that is open, `UNDATED` for a row without any date.
    """
    columns = FeatureTable.of(layer).columns
    starts = _of_column(columns[times.start])
    if times.is_instant:
        return starts
    ends = _of_column(columns[times.end]) if times.end else np.full_like(starts, UNDATED)
    known_start, known_end = (pair[:, 0] <= pair[:, 1] for pair in (starts, ends))
    result = np.empty_like(starts)
    result[:, 0] = np.where(known_start, starts[:, 0], ALWAYS[0])
    result[:, 1] = np.where(known_end, ends[:, 1], ALWAYS[1])
    result[~(known_start | known_end)] = UNDATED
    return result


def _of_column(column: Column) -> NDArray[np.int64]:
    periods = np.concatenate([column.periods.reshape(-1, 2), np.array([UNDATED], np.int64)])
    if column.kind != "string":
        periods = np.array([UNDATED], np.int64)
        return np.repeat(periods, len(column.codes), axis=0)
    return periods[column.codes]


@lru_cache(maxsize=256)
def interval_of_layer(layer: Layer) -> tuple[str | None, str | None] | None:
    """Return the first and the last date that the layer's features have, as they write them.

    None for an end that is open, such as that of a body in force; None alone where
    nothing is dated.
    """
    if isinstance(layer.fragments, Distant):
        told = layer.fragments.told["interval"]
        return None if told is None else (told[0], told[1])
    times = times_of(layer)
    if times is None:
        return None
    columns = FeatureTable.of(layer).columns
    starts = _extreme(columns[times.start], last=False)
    if times.is_instant:
        return starts, _extreme(columns[times.start], last=True)
    periods = periods_of_rows(layer, times)
    dated = periods[:, 0] <= periods[:, 1]
    if not dated.any():
        return None
    runs = bool((periods[dated, 1] == ALWAYS[1]).any())
    begins = bool((periods[dated, 0] == ALWAYS[0]).any())
    ends = None if runs or times.end is None else _extreme(columns[times.end], last=True)
    return None if begins else starts, ends


def _extreme(column: Column, *, last: bool) -> str | None:
    """Return the earliest text that is a date, or the one that ends last."""
    dated = [
        (int(period[int(last)]), str(text))
        for text, period in zip(column.distinct, column.periods, strict=column.kind == "string")
        if period[0] <= period[1]
    ]
    if not dated:
        return None
    return (max if last else min)(dated)[1]
