"""Dates as far as known (day, month or year) as the days that they span."""

from __future__ import annotations

import calendar
import re
from datetime import date

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def first_day(text: str) -> date | None:
    """Return the first day of a day, month or year (ISO 8601); None where it is none of them.

    >>> first_day("2025-01"), first_day("2021-03-24"), first_day("soon")
    (datetime.date(2025, 1, 1), datetime.date(2021, 3, 24), None)
    """
    found = _PARTIAL.fullmatch(text)
    if found is None:
        return None
    year, month, day = (int(part) if part else 1 for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day(text: str) -> date | None:
    """Return the last day of a day, month or year (ISO 8601); None where it is none of them.

    >>> last_day("2024-02"), last_day("2021")
    (datetime.date(2024, 2, 29), datetime.date(2021, 12, 31))
    """
    first = first_day(text)
    if first is None or len(text) == len("2021-03-24"):
        return first
    month = 12 if len(text) == len("2021") else first.month
    return date(first.year, month, calendar.monthrange(first.year, month)[1])
