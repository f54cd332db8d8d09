"""Dates and intervals as first and last microsecond since 1970, UTC, both included.

A month or a year counts as the whole of it; a day as its 24 hours. The relations are those of
CQL2 (OGC 21-065r2, §7.9, table 8), which are Allen's (1983) of intervals.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

Period = tuple[int, int]
OPEN = ".."
ALWAYS: Period = (-(2**62), 2**62)
"""Later and earlier than any date."""
UNDATED: Period = (2**62, -(2**62))
"""Of no time: it meets no period."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?([Zz]|[+-]\d\d:?\d\d)?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@lru_cache(maxsize=65_536)
def period_of(text: str) -> Period | None:
    """Read a year, month, day or time (RFC 3339; without a zone UTC); None if it is none.

    >>> first, last = period_of("2025-01")
    >>> (last + 1 - first) / 86_400_000_000
    31.0
    """
    try:
        if found := _DATE.fullmatch(text):
            return _calendar(*(int(part) if part else None for part in found.groups()))
        if _TIME.fullmatch(text):
            moment = datetime.fromisoformat(text.upper())
            known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            instant = (known - _EPOCH) // _MICROSECOND
            return instant, instant
    except (ValueError, OverflowError):
        return None
    return None


def _calendar(year: int | None, month: int | None, day: int | None) -> Period:
    start = date(year or 0, month or 1, day or 1)
    if day:
        days = 1
    else:
        months = 1 if month else 12
        following = start.month - 1 + months
        # The end of the year 9999 has no successor in Python's calendar: count by its length.
        end_year, end_month = start.year + following // 12, following % 12 + 1
        days = (
            (date(end_year, end_month, 1) - start).days
            if end_year <= 9999
            else 31
            if month
            else 365
        )
    first = (start - _EPOCH.date()).days * 86_400_000_000
    return first, first + days * 86_400_000_000 - 1


def interval_of(start: str, end: str) -> Period | None:
    """Read an interval, each end a date or ``..``; None if it is none, or ends before it begins."""
    first = ALWAYS if start in {OPEN, ""} else period_of(start)
    last = ALWAYS if end in {OPEN, ""} else period_of(end)
    if first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


def _relation(
    holds: Callable[[Any, Any, Any, Any], Any],
) -> Callable[[NDArray[Any], NDArray[Any]], NDArray[np.bool_]]:
    def of_arrays(a: NDArray[Any], b: NDArray[Any]) -> NDArray[np.bool_]:
        return np.asarray(holds(a[:, 0], a[:, 1], b[:, 0], b[:, 1]), dtype=np.bool_)

    return of_arrays


RELATIONS: Mapping[str, Callable[[NDArray[Any], NDArray[Any]], NDArray[np.bool_]]] = {
    name: _relation(holds)
    for name, holds in {
        "t_after": lambda a0, _a1, _b0, b1: a0 > b1,
        "t_before": lambda _a0, a1, b0, _b1: a1 < b0,
        "t_contains": lambda a0, a1, b0, b1: (a0 < b0) & (a1 > b1),
        "t_disjoint": lambda a0, a1, b0, b1: (a1 < b0) | (a0 > b1),
        "t_during": lambda a0, a1, b0, b1: (a0 > b0) & (a1 < b1),
        "t_equals": lambda a0, a1, b0, b1: (a0 == b0) & (a1 == b1),
        "t_finishedby": lambda a0, a1, b0, b1: (a0 < b0) & (a1 == b1),
        "t_finishes": lambda a0, a1, b0, b1: (a0 > b0) & (a1 == b1),
        "t_intersects": lambda a0, a1, b0, b1: (a0 <= b1) & (a1 >= b0),
        "t_meets": lambda _a0, a1, b0, _b1: a1 + 1 == b0,
        "t_metby": lambda a0, _a1, _b0, b1: a0 == b1 + 1,
        "t_overlappedby": lambda a0, a1, b0, b1: (a0 > b0) & (a0 <= b1) & (a1 > b1),
        "t_overlaps": lambda a0, a1, b0, b1: (a0 < b0) & (a1 >= b0) & (a1 < b1),
        "t_startedby": lambda a0, a1, b0, b1: (a0 == b0) & (a1 > b1),
        "t_starts": lambda a0, a1, b0, b1: (a0 == b0) & (a1 < b1),
    }.items()
}
"""CQL2's temporal functions, of arrays of periods, shape (n, 2)."""

ORDERINGS: Mapping[str, Callable[[NDArray[Any], NDArray[Any]], NDArray[np.bool_]]] = {
    "=": RELATIONS["t_equals"],
    "<>": _relation(lambda a0, a1, b0, b1: (a0 != b0) | (a1 != b1)),
    "<": RELATIONS["t_before"],
    ">": RELATIONS["t_after"],
    "<=": _relation(lambda _a0, a1, _b0, b1: a1 <= b1),
    ">=": _relation(lambda a0, _a1, b0, _b1: a0 >= b0),
}
"""Comparisons of dates: ``<=`` ends no later, ``>=`` begins no earlier."""
