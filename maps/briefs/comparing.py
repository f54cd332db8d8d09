"""The charts that a brief compares in: ties by sector, by 시도 and by length."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.messages.numbers import exact
from geo.profiles.counting import km_of
from geo.profiles.model import WAYS
from geo.profiles.naming import in_sentence, span, years_of
from maps.briefs.content import Bar, Chart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.profiles.model import SectorCount
    from maps.briefs.telling import Telling


def sector_chart(telling: Telling) -> Chart | None:
    """Show the ties of bodies that have a sector."""
    bars = [
        Bar(_sector(telling, sector_count), (sector_count.ties,))
        for sector_count in telling.profile.by_sector
    ]
    bodies = [telling.atlas.bodies[relation.tie.body_id] for relation in telling.profile.relations]
    own = [body for body in bodies if body.sector]
    shorts = dict.fromkeys(
        in_sentence(telling.atlas.programme_of(body).word).of(telling.lang) for body in own
    )
    chart = _chart(telling, "by_sector", ("ties",), bars)
    title = telling.words("chart.by_sector.of", programmes=", ".join(shorts))
    return chart and replace(chart, caption=title, period=span(years_of(own), ", "))


def _sector(telling: Telling, sector_count: SectorCount) -> str:
    name = sector_count.sector.of(telling.lang)
    return (
        telling.aside(name, sector_count.subsector.of(telling.lang))
        if sector_count.subsector
        else name
    )


def partner_chart(telling: Telling) -> Chart | None:
    """Show the ties by the 시도 at their other ends."""
    bars = [
        Bar(region_count.region.short.of(telling.lang), (region_count.out, region_count.into))
        for region_count in telling.profile.by_partner
    ]
    return _chart(telling, "by_partner", ("out", "in"), bars)


def length_chart(telling: Telling) -> Chart | None:
    """Show how long each tie is."""
    bars = [
        Bar(f"{telling.place(tie.from_id)} → {telling.place(tie.to_id)}", (km_of(tie),))
        for tie in telling.ties()
    ]
    return _chart(telling, "lengths", ("length",), bars)


def _chart(telling: Telling, key: str, series: Sequence[str], bars: Sequence[Bar]) -> Chart | None:
    """Return the chart `key`; None where there is nothing to compare, as with ones only."""
    if len({bar.values for bar in bars}) < 2 or max(v for bar in bars for v in bar.values) <= 1:
        return None
    words = telling.words
    told = [f"{bar.label} {' / '.join(map(exact, bar.values))}" for bar in bars]
    basis = "length" if key == "lengths" else "ties"
    tied = [length.programme for length in telling.profile.lengths]
    return Chart(
        caption=words(f"chart.{key}"),
        series=tuple(
            telling.way_name(value) if value in WAYS else words(f"series.{value}")
            for value in series
        ),
        bars=tuple(bars),
        unit=words(f"chart.{key}.unit"),
        base=words(f"chart.{key}.base"),
        period=telling.years_of_ties(),
        alternative="; ".join(told),
        notes=telling.notes.computed(basis, tied),
    )
