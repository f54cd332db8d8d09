"""Many short series beside each other on one scale: small multiples, as one SVG."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from maps.charts.framed import framed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COLUMNS = 3
"""Of panels; three are as wide as a column of text."""
_WIDE, _TALL, _GAP = 180.0, 104.0, 20.0
"""Of a panel, and between two, in pixels."""
_EDGE = 10.0
"""Between the panels and the frame."""
_HEAD, _FOOT = 40.0, 6.0
"""Of a panel: two lines of text above its line, and air below."""
_LINE, _INK, _QUIET, _GRID = "var(--series)", "var(--ink)", "var(--ink-soft)", "var(--line)"


class Panel(NamedTuple):
    """One series."""

    name: str
    values: tuple[float | None, ...]
    told: str
    """The newest value, and what a year has changed."""


def multiples(id_: str, title: str, periods: tuple[str, str], panels: Sequence[Panel]) -> str:
    """Draw panels from 0 to the greatest value of all of them; the first and last period once."""
    most = max((v for panel in panels for v in panel.values if v is not None), default=0.0)
    rows = -(-len(panels) // _COLUMNS)
    across = min(_COLUMNS, len(panels))
    width = across * (_WIDE + _GAP) - _GAP + 2 * _EDGE
    height = rows * (_TALL + _GAP) - _GAP + 18 + 2 * _EDGE
    drawn = [
        f'<g transform="translate({_EDGE + (n % _COLUMNS) * (_WIDE + _GAP):g},'
        f'{_EDGE + (n // _COLUMNS) * (_TALL + _GAP):g})">{"".join(_panel(one, most))}</g>'
        for n, one in enumerate(panels)
    ]
    told = "; ".join(f"{one.name}: {one.told}" for one in panels)
    when = (
        f'<text x="{_EDGE:g}" y="{height - _EDGE:g}" font-size="12.5" fill="{_QUIET}">'
        f"{escape(' – '.join(periods))}</text>"
    )
    return framed(id_, (width, height), title, told, f"{''.join(drawn)}{when}")


def _panel(panel: Panel, most: float) -> Iterator[str]:
    low = _TALL - _FOOT
    yield (
        f'<text y="13" font-size="14" font-weight="700" fill="{_INK}">{escape(panel.name)}</text>'
        f'<text y="31" font-size="12.5" fill="{_QUIET}">{escape(panel.told)}</text>'
        f'<line x1="0" x2="{_WIDE:g}" y1="{low:g}" y2="{low:g}" stroke="{_GRID}"/>'
    )
    step = (_WIDE - 8) / max(len(panel.values) - 1, 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for place, value in enumerate(panel.values):
        if value is None:
            runs.append([])
        else:
            y = low - (low - _HEAD) * (max(value, 0) / most if most else 0)
            runs[-1].append((4 + place * step, y))
    for run in filter(None, runs):
        d = "L".join(f"{x:.1f},{y:.1f}" for x, y in run)
        yield f'<path d="M{d}" fill="none" stroke="{_LINE}" stroke-width="2"/>'
    last = next((run[-1] for run in reversed(runs) if run), None)
    if last:
        yield f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="2.8" fill="{_LINE}"/>'
