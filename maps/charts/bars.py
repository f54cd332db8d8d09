"""Horizontal bars as SVG: labels above them, so that they read on a phone as on a desk."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

WIDTH = 440
"""Of the drawing, in its own units; the page scales it."""
_BAR, _GAP, _LABEL, _LINE = 16, 14, 20, 18
_ROOM = 150
"""Kept to the right of the longest bar for its number."""
_FILLS = ("var(--series)", "var(--series-soft)")
"""Of the first and the second series; the second has a dark outline too, not colour alone."""
_OUTLINE = "var(--series)"
_INK, _QUIET = "var(--ink)", "var(--ink-soft)"


@dataclass(frozen=True, slots=True)
class Bar:
    """One item with a number of each series."""

    label: str
    values: tuple[float, ...]
    texts: tuple[str, ...]
    """The numbers as they are shown, with what belongs to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """What a chart shows and says."""

    id: str
    """Of the drawing within its page."""
    title: str
    description: str
    """For those who cannot see the bars."""
    caption: tuple[str, ...]
    """Lines below the bars: unit, year, what shares are a share of, source."""
    series: tuple[str, ...]
    """Names of the series; one alone needs no key and is left out of the drawing."""
    bars: tuple[Bar, ...]
    full: float | None = None
    """Number at full length, such as 100 for percent; None for the largest one."""


def bar_chart(chart: BarChart) -> str:
    """Draw a chart; at most two series, no negative numbers."""
    parts, y = [], 4.0
    if len(chart.series) > 1:
        parts.append(_key(chart.series, y))
        y += 30
    longest = chart.full or max(value for bar in chart.bars for value in bar.values) or 1
    for bar in chart.bars:
        parts.append(_text(0, y + 14, bar.label, _INK, weight="700"))
        y += _LABEL
        for number, (value, text) in enumerate(zip(bar.values, bar.texts, strict=True)):
            length = (WIDTH - _ROOM) * value / longest
            parts.append(
                f'<rect x="1" y="{y:g}" width="{length:.1f}" height="{_BAR}" '
                f'fill="{_FILLS[number]}" stroke="{_OUTLINE}"/>'
            )
            parts.append(_text(length + 8, y + 13, text, _INK))
            y += _BAR + 3
        y += _GAP
    for line in chart.caption:
        parts.append(_text(0, y + 12, line, _QUIET, size=12.5))
        y += _LINE
    names = f"{chart.id}-title {chart.id}-desc"
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {y + 4:g}" role="img" aria-labelledby="{names}" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="inherit">'
        f'<title id="{chart.id}-title">{escape(chart.title)}</title>'
        f'<desc id="{chart.id}-desc">{escape(chart.description)}</desc>{"".join(parts)}</svg>'
    )


def _key(series: tuple[str, ...], y: float) -> str:
    parts = []
    for number, name in enumerate(series):
        x = 1 + number * WIDTH / 2
        parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{_BAR}" height="{_BAR}" fill="{_FILLS[number]}" '
            f'stroke="{_OUTLINE}"/>{_text(x + 24, y + 13, name, _INK)}'
        )
    return "".join(parts)


def _text(x: float, y: float, text: str, fill: str, *, weight: str = "", size: float = 14) -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    at = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{fill}"{bold}'
    return f"<text {at}>{escape(text)}</text>"
