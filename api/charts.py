"""The charts that are files: what each counts, of which view, and on what it rests."""

from __future__ import annotations

from dataclasses import replace
from math import floor
from typing import TYPE_CHECKING

from api.errors import ParameterError
from api.ledger import Ledger, LedgerFilter
from api.plan import CHARTED, breakdowns
from api.view import scene_of
from geo.messages import catalogue
from maps.caption import chosen
from maps.charts.bars import Bar, BarChart, described
from maps.scene import OVERVIEW
from maps.teller import Teller
from maps.titles import names_of
from maps.view import HIDING, View, apply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.state import State
    from geo.messages import Catalogue, Lang
    from maps.view import Shown

OF_TIES = ("sectors", "tie-lengths")
CHARTS = (*OF_TIES, "targets", *CHARTED)
STEP = 50
"""Kilometres of a class of lengths."""


def charts_of(state: State, name: str, view: View, lang: Lang) -> list[BarChart]:
    """Return what the chart `name` of a view shows, one chart for each base; may be none.

    Raises
    ------
    ParameterError
        400: the chart cannot be of such a view; the error lists the conditions that it takes.
    """
    words = catalogue("api", lang)
    _check(name, view)
    if name in CHARTED:
        result = breakdowns(state.snapshot.atlas, words)
        return [breakdown.chart for breakdown in result if breakdown.chart and breakdown.id == name]
    if name == "targets":
        atlas, source = state.snapshot.atlas, words("chart.targets.source")
        numbers = LedgerFilter(regions=view.region).matching(atlas)
        drawn = (chart for _, chart in Ledger(atlas, words).charts(numbers))
        return [replace(chart, caption=(*chart.caption, source)) for chart in drawn]
    scene = scene_of(state)
    teller = Teller(scene, catalogue("maps", lang), names_of(scene, lang))
    drawn_here = scene.drawn(OVERVIEW, view.programme)
    shown = apply(scene, view, drawn_here)
    if name == "sectors":
        bars = _by_sector(shown, lang)
        series: tuple[str, ...] = (words("chart.sectors.first"), words("chart.bodies"))
    else:
        bars, series = _by_length(teller, shown)
    atlas = scene.atlas
    sources = dict.fromkeys(body.evidence.source for body in shown.bodies)
    titles = [atlas.sources[id_] for id_ in sources]
    named = "; ".join(
        f"{source.publisher_en if lang == 'en' else source.publisher_ko} "
        f"({source.published_on or '–'})"
        for source in titles
    )
    said = (chosen(view, teller, drawn_here), words("chart.ties.source", sources=named))
    return [_chart(name, bars, series, said, words)] if bars else []


def _check(name: str, view: View) -> None:
    """Refuse conditions that would not change the chart."""
    taken = {"targets": ("region",), **dict.fromkeys(CHARTED, ())}.get(name)
    if taken is None:
        return
    for condition in (*HIDING, "as_of"):
        if condition not in taken and (asked := getattr(view, condition)):
            key = "not_of_chart" if taken else "not_of_chart_alone"
            raise ParameterError(400, key, condition, str(asked[0]), taken)


def _by_sector(shown: Shown, lang: Lang) -> list[Bar]:
    """Count the ties and the bodies of each sector, in the order of the bodies."""
    tied = {tie.body_id for tie in shown.ties}
    of_body = {body.id: body.sector for body in shown.bodies if body.sector and body.id in tied}
    return [
        _counted(
            sector.of(lang),
            (
                sum(of_body.get(tie.body_id) == sector for tie in shown.ties),
                sum(own == sector for own in of_body.values()),
            ),
        )
        for sector in dict.fromkeys(of_body.values())
    ]


def _by_length(teller: Teller, shown: Shown) -> tuple[list[Bar], tuple[str, ...]]:
    """Count the ties of each programme by length; classes hold their lower end."""
    programmes = dict.fromkeys(tie.programme for tie in shown.ties)
    of_each = [[floor(tie.length_km / STEP) for tie in shown.ties_of(id_)] for id_ in programmes]
    last = max((step for steps in of_each for step in steps), default=-1)
    bars = [
        _counted(
            f"{step * STEP}–{(step + 1) * STEP} km", tuple(steps.count(step) for steps in of_each)
        )
        for step in range(last + 1)
    ]
    names = teller.scene.atlas.programmes
    return bars, tuple(names[id_].name.of(teller.lang) for id_ in programmes)


def _counted(label: str, values: tuple[int, ...]) -> Bar:
    return Bar(label, values, tuple(map(str, values)))


def _chart(
    name: str,
    bars: Sequence[Bar],
    series: tuple[str, ...],
    said: Sequence[str],
    words: Catalogue,
) -> BarChart:
    return BarChart(
        id=name,
        title=words(f"chart.{name}"),
        description=described(bars),
        caption=(words(f"chart.{name}.unit"), *filter(None, said)),
        series=series,
        bars=tuple(bars),
    )
