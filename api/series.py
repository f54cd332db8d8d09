"""Series of complexes in words: newest value, growth, a line through time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.statistics.measures import base_name
from geo.statistics.telling import amount, change, period_name
from geo.store.figures import EMPTY
from geo.store.figures_layer import ID, FigureRows
from maps.charts.lines import sparkline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.state import State
    from geo.analysis.figures import Series
    from geo.analysis.together import Together
    from geo.messages import Catalogue
    from geo.store.figures import Statistics


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


def notes_of(found: Together, words: Catalogue) -> tuple[str, ...]:
    """Return what the figures of a subject rest on: base and files, what is missing in them."""
    lang, notes = words.lang, []
    for base in found.bases:
        newest = {series.newest[0] for series in found.series if series.base == base}
        text = ", ".join(period_name(value, lang) for value in sorted(newest, reverse=True))
        files = ", ".join(found.files[base])
        notes.append(
            words("figures.rests", base=base_name(base).of(lang), period=text, files=files)
        )
    if len(found.complexes) > 1:
        counts = ", ".join(
            words("figures.counted", base=words(f"figures.base.{base}"), count=found.counted(base))
            for base in found.bases
        )
        notes.append(words("figures.sum", counts=counts))
        without = [
            words("figures.without", name=series.measure.name.of(lang), count=series.missing)
            for series in found.series
            if series.missing
        ]
        if without:
            notes.append(words("figures.lacking", told=", ".join(dict.fromkeys(without))))
    if found.unknown:
        notes.append(words("figures.unknown", count=len(found.unknown)))
    return tuple(notes)


def series_rows(found: Sequence[Series], words: Catalogue) -> tuple[SeriesRow, ...]:
    """Return series as rows of a table."""
    return tuple(_row(series, words) for series in found)


def headings(words: Catalogue) -> tuple[tuple[str, bool], ...]:
    """Return the headings of such a table, and whether numbers stand below."""
    numbers = {"newest", "growth"}
    names = ("measure", "newest", "period", "growth", "course", "base")
    return tuple((words(f"figures.{name}"), name in numbers) for name in names)


def _row(series: Series, words: Catalogue) -> SeriesRow:
    lang, measure = words.lang, series.measure
    period, value = series.newest
    start, first = series.points[0]
    text = words(
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
        change(series),
        sparkline([value for _, value in series.points], text),
        words(f"figures.base.{series.base}"),
    )
