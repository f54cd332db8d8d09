"""Whether two numbers of the documents may be compared, and what comes out if they may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.model.indicators import Indicator

SAME = ("indicator", "unit", "nature", "period")
"""Properties that must agree; each names the reason where it does not."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two numbers give; either reasons or results."""

    reasons: tuple[str, ...]
    """Why they are not compared, as keys: ``indicator``, ``unit``, ``nature``, ``period``,
    ``base``, ``base_not_stated``, ``no_value``, ``disputed``."""
    difference: float | None = None
    """First less second, in their unit."""
    ratio: float | None = None
    """First divided by second; None where the second is 0."""


def compare(first: Indicator, second: Indicator, every: Sequence[Indicator]) -> Comparison:
    """Compare two numbers of `every` if unit, base, period and all else agree, else refuse.

    A share whose base the document leaves unsaid agrees with nothing, not even with another
    such: nobody knows what it is a share of. A number that the document itself contradicts
    elsewhere is not compared either.
    """
    reasons = tuple(_reasons(first, second, every))
    a, b = first.value, second.value
    if reasons or a is None or b is None:
        return Comparison(reasons)
    return Comparison((), a - b, a / b if b else None)


def _reasons(first: Indicator, second: Indicator, every: Sequence[Indicator]) -> Iterator[str]:
    for name in SAME:
        if getattr(first, name) != getattr(second, name):
            yield name
    if False in {first.base_stated, second.base_stated}:
        yield "base_not_stated"
    elif first.base_ko != second.base_ko:
        yield "base"
    if first.value is None or second.value is None:
        yield "no_value"
    if _disputed(first, every) or _disputed(second, every):
        yield "disputed"


def _disputed(indicator: Indicator, every: Sequence[Indicator]) -> bool:
    """Tell whether the document gives another value for the same thing and period elsewhere."""
    return any(
        (other.subject, other.indicator, other.period)
        == (indicator.subject, indicator.indicator, indicator.period)
        and other.value != indicator.value
        for other in every
    )
