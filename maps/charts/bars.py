"""Horizontal bars as SVG: labels above them, so that they read on a phone as on a desk."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from maps.charts.framed import framed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

WIDTH = 440
"""Of the drawing, in its own units; the page scales it."""
_BAR, _GAP, _LABEL, _LINE = 16, 14, 20, 18
"""Pixels: a bar, what is between two, a row of names, a line of a long name."""
CAPTION = 12.5
"""Size of the caption's letters."""
_ROOM = 150
"""Kept to the right of the longest bar for its number."""
FILLS = ("var(--series)", "var(--series-soft)")
"""Of the first and the second series; the second has a dark outline too, not colour alone."""
OUTLINE = "var(--series)"
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


def described(bars: Iterable[Bar]) -> str:
    """Tell bars and their numbers to those who cannot see them."""
    return "; ".join(f"{bar.label}: {', '.join(bar.texts)}" for bar in bars)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A bar, or the sample of a series in the key; y downwards."""

    x: float
    y: float
    width: float
    height: float
    series: int
    """Number of the series, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text from `x` to the right, on the baseline `y`."""

    x: float
    y: float
    text: str
    size: float = 14
    bold: bool = False
    quiet: bool = False


Mark = Block | Line


def layout(chart: BarChart) -> tuple[list[Mark], float]:
    """Lay a chart out; at most two series, no negative numbers.

    Returns
    -------
    tuple
        The marks within `WIDTH`, and the height that they take.
    """
    marks: list[Mark] = []
    y = 4.0
    if len(chart.series) > 1:
        marks += _key(chart.series, y)
        y += 30
    longest = chart.full or max((v for bar in chart.bars for v in bar.values), default=0) or 1
    for bar in chart.bars:
        marks.append(Line(x=0, y=y + 14, text=bar.label, bold=True))
        y += _LABEL
        for number, (value, text) in enumerate(zip(bar.values, bar.texts, strict=True)):
            length = (WIDTH - _ROOM) * value / longest
            marks.append(Block(x=1, y=y, width=length, height=_BAR, series=number))
            marks.append(Line(x=length + 8, y=y + 13, text=text))
            y += _BAR + 3
        y += _GAP
    for line in chart.caption:
        marks.append(Line(x=0, y=y + 12, text=line, size=CAPTION, quiet=True))
        y += _LINE
    return marks, y + 4


def bar_chart(chart: BarChart) -> str:
    """Draw a chart for a page, which gives the font; see `layout`."""
    marks, height = layout(chart)
    drawn = "".join(map(_drawn, marks))
    return framed(chart.id, (WIDTH, height), chart.title, chart.description, drawn)


def _key(series: tuple[str, ...], y: float) -> Iterator[Mark]:
    for number, name in enumerate(series):
        x = 1 + number * WIDTH / 2
        yield Block(x=x, y=y, width=_BAR, height=_BAR, series=number)
        yield Line(x=x + 24, y=y + 13, text=name)


def _drawn(mark: Mark) -> str:
    if isinstance(mark, Block):
        return (
            f'<rect x="{mark.x:g}" y="{mark.y:g}" width="{mark.width:.1f}" '
            f'height="{mark.height:g}" fill="{FILLS[mark.series]}" stroke="{OUTLINE}"/>'
        )
    bold = ' font-weight="700"' if mark.bold else ""
    fill = _QUIET if mark.quiet else _INK
    at = f'x="{mark.x:.1f}" y="{mark.y:.1f}" font-size="{mark.size:g}" fill="{fill}"{bold}'
    return f"<text {at}>{escape(mark.text)}</text>"
