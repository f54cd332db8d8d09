"""Periods of figures: a year, a quarter or a month, as sources print them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_WRITTEN = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:-(?:Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?"
)
_PRINTED_QUARTER = re.compile(r"(20\d\d)\s*[년.]?\s*([1-4])\s*(?:/\s*4\s*)?분기")
_PRINTED_MONTH = re.compile(r"(20\d\d)\s*[년.\-]\s*(1[0-2]|0?[1-9])\s*월?(?!\d|\s*분기|\s*/\s*4)")
_PACKED = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(?:\d\d)?(?!\d)")


def is_period(written: str) -> bool:
    """Tell whether a text is a period as it is kept: ``2025``, ``2025-Q3``, ``2025-09``."""
    return _WRITTEN.fullmatch(written) is not None


def quarters_in(text: str) -> list[str]:
    """Return the quarters that a text names.

    >>> quarters_in("2025년 3분기 전국산업단지 현황"), quarters_in("2024. 4/4분기")
    (['2025-Q3'], ['2024-Q4'])
    """
    return [f"{year}-Q{quarter}" for year, quarter in _PRINTED_QUARTER.findall(text)]


def months_in(text: str) -> list[str]:
    """Return the months that a text names.

    >>> months_in("2025년 9월 말 기준"), months_in("2025. 09."), months_in("2025년 3분기")
    (['2025-09'], ['2025-09'], [])
    """
    return [f"{year}-{int(month):02d}" for year, month in _PRINTED_MONTH.findall(text)]


def month_of_name(file: str) -> str | None:
    """Return the month that the name of a file carries.

    >>> month_of_name("전국공장등록현황_20231231.csv"), month_of_name("공장.csv")
    ('2023-12', None)
    """
    found = _PACKED.search(file)
    return f"{found[1]}-{found[2]}" if found else None


def quarter_of(month: str) -> str:
    """Return the quarter of a month.

    >>> quarter_of("2025-09")
    '2025-Q3'
    """
    return f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}"


def last_day(period: str) -> date:
    """Return the last day of a period.

    >>> [last_day(one).isoformat() for one in ("2024-Q1", "2024-02", "2024")]
    ['2024-03-31', '2024-02-29', '2024-12-31']
    """
    found = _WRITTEN.fullmatch(period)
    if found is None:
        raise ValueError(period)
    year = int(found["year"])
    month = 3 * int(found["quarter"]) if found["quarter"] else int(found["month"] or 12)
    return date(year, month, monthrange(year, month)[1])


def grain_of(period: str) -> str:
    """Return what a period is: ``year``, ``quarter`` or ``month``."""
    return "year" if len(period) == 4 else "quarter" if "Q" in period else "month"


def year_before(period: str) -> str:
    """Return the same period a year before.

    >>> year_before("2025-Q3")
    '2024-Q3'
    """
    return f"{int(period[:4]) - 1}{period[4:]}"
