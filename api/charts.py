"""The charts that are files: what each counts, of which view, and on what it rests."""

from __future__ import annotations

from dataclasses import replace
from math import floor
from typing import TYPE_CHECKING

from api.errors import ParameterError
from api.ledger import Asked
from api.ledger import charts as of_ledger
from api.plan import CHARTED, breakdowns
from api.register import rows_of
from api.view import scene_of
from geo.messages import catalogue
from maps.charts.bars import Bar, BarChart, described
from maps.still.caption import chosen
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
        made = breakdowns(rows_of(state.layer("plan-figures")), words)
        return [one["chart"] for one in made if one["id"] == name]
    if name == "targets":
        found = Asked(regions=view.region).found(rows_of(state.layer("indicators")))
        source = words("chart.targets.source")
        return [
            replace(chart, caption=(*chart.caption, source)) for _, chart in of_ledger(found, words)
        ]
    scene = scene_of(state, lang)
    shown = apply(scene, view)
    bars = _by_sector(shown) if name == "sectors" else _by_length(shown)
    said = chosen(view, scene, catalogue("maps", lang))
    dates = {
        "consortia": state.layer("consortium-ties").as_of,
        "transformation": state.layer("transformation-ties").as_of,
    }
    source = words(f"chart.{name}.source", **dates)
    return [_chart(name, bars, (said, source), words)] if bars else []


def _check(name: str, view: View) -> None:
    """Refuse conditions that would not change the chart."""
    taken = {"targets": ("region",), **dict.fromkeys(CHARTED, ())}.get(name)
    if taken is None:
        return
    for condition in HIDING:
        if condition not in taken and (asked := getattr(view, condition)):
            key = "not_of_chart" if taken else "not_of_chart_alone"
            raise ParameterError(400, key, condition, str(asked[0]), taken)


def _by_sector(shown: Shown) -> list[Bar]:
    """Count the ties and the consortia of each sector, in the order of the consortia."""
    labels = {tie.sector: tie.sector_label for tie in shown.consortium_ties}
    return [
        _counted(label, (len(ties), len({tie.no for tie in ties})))
        for sector, label in labels.items()
        if (ties := [tie for tie in shown.consortium_ties if tie.sector == sector])
    ]


def _by_length(shown: Shown) -> list[Bar]:
    """Count the ties of both programmes by length; classes hold their lower end."""
    of_each = [
        [floor(tie.length_km / STEP) for tie in ties]
        for ties in (shown.consortium_ties, shown.project_ties)
    ]
    last = max((step for steps in of_each for step in steps), default=-1)
    return [
        _counted(
            f"{step * STEP}–{(step + 1) * STEP} km",
            (of_each[0].count(step), of_each[1].count(step)),
        )
        for step in range(last + 1)
    ]


def _counted(label: str, values: tuple[int, int]) -> Bar:
    return Bar(label, values, (str(values[0]), str(values[1])))


def _chart(name: str, bars: Sequence[Bar], said: Sequence[str], words: Catalogue) -> BarChart:
    series = (words(f"chart.{name}.first"), words(f"chart.{name}.second"))
    return BarChart(
        id=name,
        title=words(f"chart.{name}"),
        description=described(bars),
        caption=(words(f"chart.{name}.unit"), *filter(None, said)),
        series=series,
        bars=tuple(bars),
    )
