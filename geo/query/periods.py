"""Dates and intervals as first and last microsecond since 1970, UTC, both included.

A month or a year counts as the whole of it; a day as its 24 hours. The relations are those of
CQL2 (OGC 21-065r2, §7.9, table 8), which are Allen's (1983) of intervals.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from geo.columns import Array

Period = tuple[int, int]
OPEN = ".."
ALWAYS: Period = (-(2**62), 2**62)
"""Later and earlier than any date."""
UNDATED: Period = (2**62, -(2**62))
"""Of no time: it meets no period."""
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_TIME = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?([Zz]|[+-]\d\d:?\d\d)?")
_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
"""Time is counted in whole microseconds since 1970, which 64 bits hold for 290,000 years."""


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


def date_of(text: str) -> tuple[int, int | None, int | None] | None:
    """Return year, month and day of a text that is a date or a moment, as far as it says them.

    >>> date_of("2021-03"), date_of("2025-01-16T09:00:00+09:00"), date_of("x")
    ((2021, 3, None), (2025, 1, 16), None)
    """
    if period_of(text) is None:
        return None
    year, month, day = (int(part) if part else None for part in (text[:4], text[5:7], text[8:10]))
    return year or 0, month, day


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


Positions = tuple["Array", "Array"]
"""First and last moment of many positions in time; a day has two, a moment one twice."""


def _before(a: Positions, b: Positions) -> NDArray[np.bool_]:
    before: NDArray[np.bool_] = a[1] < b[0]
    return before


def _same(a: Positions, b: Positions) -> NDArray[np.bool_]:
    """Tell where two are the same: equal, or a moment within the other's day."""
    equal = (a[0] == b[0]) & (a[1] == b[1])
    moment = (a[0] == a[1]) | (b[0] == b[1])
    same: NDArray[np.bool_] = equal | (moment & (a[0] <= b[1]) & (b[0] <= a[1]))
    return same


def _relation(
    holds: Callable[[Positions, Positions, Positions, Positions], NDArray[np.bool_]],
) -> Callable[[Array, Array], NDArray[np.bool_]]:
    def of_arrays(a: Array, b: Array) -> NDArray[np.bool_]:
        ends = ((x[:, at], x[:, at + 1]) for x in (a, b) for at in (0, 2))
        return np.asarray(holds(*ends), dtype=np.bool_)

    return of_arrays


RELATIONS: Mapping[str, Callable[[Array, Array], NDArray[np.bool_]]] = {
    name: _relation(holds)
    for name, holds in {
        "t_after": lambda a, _a, _b, be: _before(be, a),
        "t_before": lambda _a, ae, b, _be: _before(ae, b),
        "t_contains": lambda a, ae, b, be: _before(a, b) & _before(be, ae),
        "t_disjoint": lambda a, ae, b, be: _before(ae, b) | _before(be, a),
        "t_during": lambda a, ae, b, be: _before(b, a) & _before(ae, be),
        "t_equals": lambda a, ae, b, be: _same(a, b) & _same(ae, be),
        "t_finishedby": lambda a, ae, b, be: _before(a, b) & _same(ae, be),
        "t_finishes": lambda a, ae, b, be: _before(b, a) & _same(ae, be),
        "t_intersects": lambda a, ae, b, be: ~(_before(ae, b) | _before(be, a)),
        "t_meets": lambda _a, ae, b, _be: _same(ae, b),
        "t_metby": lambda a, _ae, _b, be: _same(a, be),
        "t_overlappedby": lambda a, ae, b, be: _before(b, a) & _before(a, be) & _before(be, ae),
        "t_overlaps": lambda a, ae, b, be: _before(a, b) & _before(b, ae) & _before(ae, be),
        "t_startedby": lambda a, ae, b, be: _same(a, b) & _before(be, ae),
        "t_starts": lambda a, ae, b, be: _same(a, b) & _before(ae, be),
    }.items()
}
"""CQL2's temporal functions (OGC 21-065r2, §7.12), of arrays of shape (n, 4): the beginning's first
and last moment, the end's. An instant has the same beginning and end."""
INTERVAL_ONLY = frozenset(RELATIONS) - {
    "t_after",
    "t_before",
    "t_disjoint",
    "t_equals",
    "t_intersects",
}
"""Functions that instants cannot be given to."""

ORDERINGS: Mapping[str, Callable[[Array, Array], NDArray[np.bool_]]] = {
    "=": _relation(lambda a, ae, b, be: (a[0] == b[0]) & (ae[1] == be[1])),
    "<>": _relation(lambda a, ae, b, be: (a[0] != b[0]) | (ae[1] != be[1])),
    "<": RELATIONS["t_before"],
    ">": RELATIONS["t_after"],
    "<=": _relation(lambda _a, ae, _b, be: ae[1] <= be[1]),
    ">=": _relation(lambda a, _ae, b, _be: a[0] >= b[0]),
}
"""Comparisons of dates: ``<=`` ends no later, ``>=`` begins no earlier."""
