"""A series through time as SVG: a small line for a row, a chart with targets for a page."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from maps.charts.framed import framed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    At = Callable[[float, float], tuple[float, float]]

WIDTH, HEIGHT = 590, 300
"""Of a chart, in pixels: as wide as frames of drawings are on a page."""
_SPARK = (96, 24)
"""Width and height of a line that stands in a row of a table."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 78, 18, 14, 34
"""Around the lines: numbers at the left, half a label at the right, units above, periods below."""
_CHARACTER = 7.4
"""Width of a digit at the size of the labels: numbers of nine digits need more at the left."""
_LINE, _INK, _QUIET, _GRID = "var(--series)", "var(--ink)", "var(--ink-soft)", "var(--line)"
_MOST_LABELS = 8
"""Periods that are named below the axis without touching one another."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A value of a document beside the series: a base, a target."""

    at: float
    """Place on the axis of periods, in steps of the series; may lie outside of it."""
    value: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart:
    """What a chart shows and says."""

    id: str
    title: str
    description: str
    periods: tuple[str, ...]
    values: tuple[float | None, ...]
    texts: tuple[str, ...]
    """The values as they are shown, one a period."""
    marks: tuple[Mark, ...] = ()


def sparkline(values: Sequence[float | None], title: str) -> str:
    """Draw a series as a line of a row's height; gaps stay gaps. Two values at least."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    width, height = _SPARK
    low, high = min(known), max(known)
    step = (width - 8) / (len(values) - 1)

    def at(place: int, value: float) -> tuple[float, float]:
        share = (value - low) / (high - low) if high > low else 0.5
        return 4 + place * step, height - 4 - (height - 8) * share

    runs = [[at(i, value) for i, value in run] for run in _runs(values)]
    x, y = runs[-1][-1]
    return (
        f'<svg class="spark" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="{escape(title)}">{"".join(map(_path, runs))}'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{_LINE}"/></svg>'
    )


def _runs(values: Sequence[float | None]) -> Iterator[list[tuple[int, float]]]:
    run: list[tuple[int, float]] = []
    for place, value in enumerate(values):
        if value is not None:
            run.append((place, value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _path(points: Sequence[tuple[float, float]]) -> str:
    d = "L".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return (
        f'<path d="M{d}" fill="none" stroke="{_LINE}" stroke-width="2" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def line_chart(chart: LineChart) -> str:
    """Draw a series with its values and the documents' values beside it, from 0 upwards."""
    known = [value for value in chart.values if value is not None]
    every = [*known, *(mark.value for mark in chart.marks)]
    top = _round_up(max(every, default=1))
    low = min(0.0, *every) if every else 0.0
    first = min([0.0, *(mark.at for mark in chart.marks)])
    last = max([float(max(len(chart.periods) - 1, 1)), *(mark.at for mark in chart.marks)])

    widest = max(len(f"{end:,.0f}") for end in (low, top))
    left = max(_LEFT, 8 + _CHARACTER * widest)

    def at(place: float, value: float) -> tuple[float, float]:
        x = left + (WIDTH - left - _RIGHT) * (place - first) / (last - first)
        y = _TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - (value - low) / ((top - low) or 1))
        return x, y

    drawn = [*_grid(left, low, top, at)]
    drawn += [_path([at(i, value) for i, value in run]) for run in _runs(chart.values)]
    for place, (value, text) in enumerate(zip(chart.values, chart.texts, strict=True)):
        if value is not None:
            x, y = at(place, value)
            drawn.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{_LINE}"><title>'
                f"{escape(f'{chart.periods[place]}: {text}')}</title></circle>"
            )
    drawn += [*_labels(chart.periods, at)]
    drawn += [_mark(mark, at(mark.at, mark.value)) for mark in chart.marks]
    return framed(chart.id, (WIDTH, HEIGHT), chart.title, chart.description, "".join(drawn))


def _grid(left: float, low: float, top: float, at: At) -> Iterator[str]:
    for share in (0, 0.25, 0.5, 0.75, 1):
        value = low + (top - low) * share
        _, y = at(0, value)
        yield (
            f'<line x1="{left:g}" x2="{WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" '
            f'stroke="{_GRID}"/>'
            f'<text x="{left - 8:g}" y="{y + 4:.1f}" font-size="12" text-anchor="end" '
            f'fill="{_QUIET}">{value:,.0f}</text>'
        )


def _labels(periods: Sequence[str], at: At) -> Iterator[str]:
    step = max(1, -(-len(periods) // _MOST_LABELS))
    for place in range(len(periods) - 1, -1, -step):
        x, _ = at(place, 0)
        anchor = "end" if x > WIDTH - _RIGHT - 30 else "middle"
        yield (
            f'<text x="{x:.1f}" y="{HEIGHT - 10}" font-size="12" text-anchor="{anchor}" '
            f'fill="{_QUIET}">{escape(periods[place])}</text>'
        )


def _mark(mark: Mark, place: tuple[float, float]) -> str:
    x, y = place
    end = x > WIDTH / 2
    anchor, dx = ("end", -9) if end else ("start", 9)
    return (
        f'<path d="M{x:.1f},{y - 6:.1f}l6,6l-6,6l-6,-6z" fill="var(--paper)" stroke="{_INK}" '
        f'stroke-width="2"/><text x="{x + dx:.1f}" y="{max(y - 9, 12):.1f}" font-size="13" '
        f'font-weight="700" text-anchor="{anchor}" fill="{_INK}" stroke="var(--paper)" '
        f'stroke-width="3" paint-order="stroke">{escape(mark.label)}</text>'
    )


def _round_up(value: float) -> float:
    """Return the least of 1, 1.5, 2, 3, 4, 5, 6, 8, 10 × 10ⁿ that reaches a value.

    >>> _round_up(387), _round_up(0)
    (400.0, 1.0)
    """
    if value <= 0:
        return 1.0
    power = 1.0
    while power * 10 <= value:
        power *= 10
    while power > value:
        power /= 10
    return next(power * step for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if power * step >= value)
