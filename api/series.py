"""Series of complexes in words: newest value, growth, a line through time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.messages.numbers import with_unit
from geo.statistics.measures import MEASURES
from geo.store.figures import EMPTY
from geo.store.figures_layer import ID, FigureRows
from maps.charts.lines import sparkline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.state import State
    from geo.analysis.figures import Series
    from geo.messages import Catalogue, Lang
    from geo.store.figures import Statistics

NOTHING = "–"


class SeriesRow(NamedTuple):
    """A series as a row of a table."""

    name: str
    newest: str
    period: str
    growth: str
    line: str
    """An ``<svg>`` element; empty for fewer than two values."""
    base: str


def statistics_of(state: State) -> Statistics:
    """Return the store of a state; an empty one where nothing was imported."""
    layer = state.snapshot.layers.get(ID)
    if layer is None or not isinstance(layer.fragments, FigureRows):
        return EMPTY
    return layer.fragments.statistics


def amount(value: float | None, measure: str, lang: Lang) -> str:
    """Write a value with the unit of its measure."""
    if value is None:
        return NOTHING
    return with_unit(plain(value), MEASURES[measure].unit_name.of(lang), lang)


def plain(value: float) -> str:
    """Write a value: whole, or with two digits where it is small.

    >>> plain(12345.6), plain(97.07), plain(3.0)
    ('12,346', '97.07', '3')
    """
    text = f"{value:,.2f}" if abs(value) < 1000 and value != int(value) else f"{value:,.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: float | None) -> str:
    """Write a change.

    >>> percent(5.04), percent(-3), percent(None)
    ('+5.0%', '−3.0%', '–')
    """
    return NOTHING if value is None else f"{value:+.1f}%".replace("-", "\u2212")


def series_rows(found: Sequence[Series], words: Catalogue) -> tuple[SeriesRow, ...]:
    """Return series as rows of a table."""
    return tuple(_row(one, words) for one in found)


def headings(words: Catalogue) -> tuple[tuple[str, bool], ...]:
    """Return the headings of such a table, and whether numbers stand below."""
    numbers = {"newest", "growth"}
    names = ("measure", "newest", "period", "growth", "course", "base")
    return tuple((words(f"figures.{name}"), name in numbers) for name in names)


def _row(one: Series, words: Catalogue) -> SeriesRow:
    lang, measure = words.lang, one.measure
    period, value = one.newest
    start, first = one.points[0]
    told = words(
        "figures.spark",
        name=measure.name.of(lang),
        first=amount(first, measure.id, lang),
        start=start,
        last=amount(value, measure.id, lang),
        end=period,
    )
    return SeriesRow(
        measure.name.of(lang),
        amount(value, measure.id, lang),
        period,
        percent(one.growth),
        sparkline([value for _, value in one.points], told),
        words(f"figures.base.{one.base}"),
    )
