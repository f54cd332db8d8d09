"""Values and periods of figures as people write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.messages import catalogue
from geo.messages.numbers import with_unit
from geo.statistics.measures import MEASURES
from geo.statistics.periods import grain_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.analysis.figures import Series
    from geo.messages import Lang
    from geo.statistics.measures import Measure

NOTHING = "–"
_LARGE: Mapping[str, Mapping[str, Sequence[tuple[str, float]]]] = {
    "million_won": {
        "ko": (("trillion_won", 1e6), ("eok_won", 100)),
        "en": (("trillion_won", 1e6), ("billion_won", 1000)),
    },
    "thousand_usd": {
        "ko": (("eok_usd", 1e5), ("ten_thousand_usd", 10)),
        "en": (("billion_usd", 1e6), ("million_usd", 1000)),
    },
}
"""Kept unit to the larger ones in which each language tells amounts, the largest first."""


def plain(value: float) -> str:
    """Write a value: whole, or with two digits where it is small.

    >>> plain(12345.6), plain(97.07), plain(3.0)
    ('12,346', '97.07', '3')
    """
    text = f"{value:,.2f}" if abs(value) < 1000 and value != int(value) else f"{value:,.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: float | None) -> str:
    """Write a change.

    >>> percent(5.04), percent(-3), percent(-0.01), percent(None)
    ('+5.0%', '−3.0%', '0.0%', '–')
    """
    if value is None:
        return NOTHING
    text = f"{value:+.1f}%"
    return text[1:] if text[1:] == "0.0%" else text.replace("-", "\u2212")


def change(series: Series) -> str:
    """Write what a year has changed: of amounts in percent, of rates in points."""
    if series.growth is None:
        return NOTHING
    return growth_told(series.growth, series.measure)


def growth_told(value: float, measure: Measure) -> str:
    """Write a change of a measure: of amounts in percent, of rates in points.

    >>> growth_told(1.5, MEASURES["sold_percent"]), growth_told(1.5, MEASURES["tenants"])
    ('+1.5%p', '+1.5%')
    """
    text = percent(value)
    return f"{text}p" if measure.unit == "pct" else text


def amount(value: float | None, measure: str, lang: Lang) -> str:
    """Write a value with the unit of its measure, or with a larger one where people use it.

    >>> amount(39_200_000, "production", "ko"), amount(39_200_000, "production", "en")
    ('39.2조 원', '39.2 trillion won')
    >>> amount(812, "tenants", "ko"), amount(None, "tenants", "ko")
    ('812개사', '–')
    """
    if value is None:
        return NOTHING
    unit = MEASURES[measure].unit
    words = catalogue("geo", lang)
    for larger, factor in _LARGE.get(unit, {}).get(lang, ()):
        if abs(value) >= factor:
            scaled = value / factor
            text = plain(round(scaled, 1) if abs(scaled) < 1000 else scaled)
            return with_unit(text, words(f"unit.{larger}"), lang)
    return with_unit(plain(value), words(f"unit.{unit}"), lang)


def period_name(period: str, lang: Lang) -> str:
    """Write a period.

    >>> period_name("2025-Q3", "ko"), period_name("2025-Q3", "en"), period_name("2023-12", "ko")
    ('2025년 3분기', '3rd quarter of 2025', '2023년 12월')
    """
    words, grain = catalogue("geo", lang), grain_of(period)
    if grain == "quarter":
        return words(f"statistics.quarter.{period[-1]}", year=period[:4])
    if grain == "month":
        return words("statistics.month", year=period[:4], month=int(period[5:]))
    return words("statistics.year", year=period)
