"""What the checks share: rows by what they say, sums as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.errors import TableError
from geo.tables.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.tables.schemas import IndicatorRow, Tables


def plus(parts: Iterable[float]) -> str:
    """Write a sum, such as ``129 + 52 + 27``."""
    return " + ".join(plain(part) for part in parts)


def plain(number: float) -> str:
    """Write a number with thousands marked and no more than two decimals."""
    return f"{number:,.2f}".rstrip("0").rstrip(".")


def indicator_row(tables: Tables, indicator: str, period: str | None = None) -> IndicatorRow:
    """Return the row of a number that the documents give once, or once a `period`.

    Raises
    ------
    TableError
        No row has it.
    """
    for row in tables.indicators:
        if row.indicator == indicator and (period is None or row.period == period):
            return row
    facts = {"value": " ".join(filter(None, (indicator, period)))}
    raise TableError((Problem("indicators.csv", 0, "indicator", "row_needed", facts),))
