"""The tables and charts of a brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.profiles.facts import CONSORTIA, TRANSFORMATION, Consortium
from maps.briefs.content import Bar, Chart, Column, Table
from maps.briefs.telling import km

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.profiles.facts import Citation, Indicator, Programme
    from geo.profiles.model import SectorCount
    from maps.briefs.content import Notes
    from maps.briefs.telling import Telling

NOTHING = "–"


def participants(telling: Telling, programme: Programme) -> Table | None:
    """List who takes part in consortia or projects, and as what."""
    took = [p for p in telling.profile.participations if p.undertaking.programme == programme]
    functions = {(t.owner, t.end): t.function for t in telling.facts.ties}
    last = "sector" if programme == CONSORTIA else "function"
    rows = []
    for one in took:
        about = one.undertaking
        function = functions.get((about.id, one.place))
        said = (about.subsector or about.sector) if isinstance(about, Consortium) else function
        rows.append((
            telling.owner(about),
            telling.drawing(f"role.{one.role}"),
            telling.place(one.place),
            telling.region_of(one.place),
            said.of(telling.lang) if said else NOTHING,
        ))  # fmt: skip
    key = "consortia" if programme == CONSORTIA else "projects"
    basis = [one.undertaking.citation for one in took]
    return _table(telling, key, (key, "role", "place", "region", last), rows, basis)


def ties(telling: Telling) -> Table | None:
    """List the ties, the longest first."""
    rows = [
        (
            telling.place(tie.start),
            telling.place(tie.end),
            telling.owner(telling.facts.undertaking(tie.owner)),
            km(tie.length_km),
            telling.words("crossing.yes" if tie.crosses_sido else "crossing.no"),
        )
        for tie in telling.ties()
    ]
    return _table(telling, "ties", ("from", "to", "under", "km", "crossing"), rows, "ties")


def by_region(telling: Telling) -> Table | None:
    """Count the roles by 시도."""
    rows = [
        (telling.region(one.region), *(f"{count:,}" for count in one[1:]))
        for one in telling.profile.by_region
    ]
    basis = "roles"
    return _table(telling, "by_region", ("region", "lead", "partner", "hub", "link"), rows, basis)


def inside(telling: Telling) -> Table | None:
    """List the complexes of a region that the documents name."""
    rows = [
        (
            one.name.of(telling.lang),
            telling.drawing(f"kind.{one.kind}"),
            f"{telling.region(one.region)} {one.district.of(telling.lang)}",
            km(one.area_km2) if one.area_km2 else NOTHING,
            str(one.smart_green_year or NOTHING),
        )
        for one in telling.profile.inside
    ]
    basis = "inside"
    return _table(
        telling, "inside", ("place", "kind", "location", "area", "smart_green"), rows, basis
    )


def indicators(telling: Telling) -> Table | None:
    """List targets and other numbers of the documents, with base and period as far as stated."""
    told = telling.profile.indicators
    rows = [_indicator(telling, one) for one in told]
    columns = ("indicator", "about", "value", "base", "period", "nature", "printed")
    return _table(telling, "indicators", columns, rows, [one.citation for one in told])


def _indicator(telling: Telling, one: Indicator) -> tuple[str, ...]:
    words, lang = telling.words, telling.lang
    period = words.texts.get(f"period.{one.period}", one.period) if one.period else None
    return (
        one.name.of(lang),
        one.about.of(lang),
        telling.amount(one),
        one.base.of(lang) if one.base else words("not_stated"),
        period or words("not_stated"),
        words(f"nature.{one.nature}"),
        one.printed,
    )


def records(telling: Telling, *collections: str) -> Table | None:
    """List requested programmes, or policy sites and agreements."""
    told = telling.profile.records_of(*collections)
    rows = [
        (one.name.of(telling.lang), one.detail.of(telling.lang) if one.detail else NOTHING)
        for one in told
    ]
    key = "requests" if "requests" in collections else "records"
    columns = ("request", "focus") if key == "requests" else ("record", "detail")
    return _table(telling, key, columns, rows, [one.citation for one in told])


def conflicts(telling: Telling) -> Table | None:
    """List what the documents disagree on, both values and the one used."""
    rows = [
        (one.topic.of(telling.lang), one.value_a, one.value_b, one.used.of(telling.lang))
        for one in telling.profile.conflicts
    ]
    basis = "conflicts"
    return _table(telling, "conflicts", ("topic", "one", "other", "used"), rows, basis)


_NUMBERS = {"km", "area", "lead", "partner", "hub", "link", "smart_green"}
"""Columns set flush right."""


def _table(
    telling: Telling,
    key: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    basis: str | Sequence[Citation],
) -> Table | None:
    """Return the table `key`; None where it would be empty."""
    if not rows:
        return None
    titles = tuple(Column(telling.words(f"column.{one}"), one in _NUMBERS) for one in columns)
    caption = telling.words(f"table.{key}")
    return Table(caption=caption, columns=titles, rows=tuple(rows), notes=_notes(telling, basis))


def _notes(telling: Telling, basis: str | Sequence[Citation]) -> Notes:
    return telling.notes.computed(basis) if isinstance(basis, str) else telling.notes.cite(basis)


def sector_chart(telling: Telling) -> Chart | None:
    """Show the ties of consortia by sector."""
    bars = [Bar(_sector(telling, one), (one.out + one.into + one.within,))
            for one in telling.profile.by_sector]  # fmt: skip
    basis = "ties"
    return _chart(telling, "by_sector", ("ties",), bars, basis, "2025")


def _sector(telling: Telling, one: SectorCount) -> str:
    name = one.sector.of(telling.lang)
    return telling.aside(name, one.subsector.of(telling.lang)) if one.subsector else name


def partner_chart(telling: Telling) -> Chart | None:
    """Show the ties by the 시도 at their other ends."""
    bars = [Bar(telling.region(one.region), (one.out, one.into))
            for one in telling.profile.by_partner]  # fmt: skip
    basis = "ties"
    return _chart(telling, "by_partner", ("out", "in"), bars, basis, "2021, 2025")


def length_chart(telling: Telling) -> Chart | None:
    """Show how long each tie is."""
    every = telling.ties()
    programmes = {tie.programme for tie in every}
    period = ", ".join(
        year
        for year, programme in (("2021", TRANSFORMATION), ("2025", CONSORTIA))
        if programme in programmes
    )
    bars = [
        Bar(f"{telling.place(tie.start)} → {telling.place(tie.end)}", (tie.length_km,))
        for tie in every
    ]
    basis = "length"
    return _chart(telling, "lengths", ("length",), bars, basis, period)


def _chart(
    telling: Telling,
    key: str,
    series: Sequence[str],
    bars: Sequence[Bar],
    basis: str | Sequence[Citation],
    period: str,
) -> Chart | None:
    """Return the chart `key`; None where there is nothing to compare."""
    if len(bars) < 2:
        return None
    words = telling.words
    told = [f"{bar.label} {' / '.join(f'{value:,g}' for value in bar.values)}" for bar in bars]
    return Chart(
        title=words(f"chart.{key}"),
        series=tuple(words(f"series.{one}") for one in series),
        bars=tuple(bars),
        unit=words(f"chart.{key}.unit"),
        base=words(f"chart.{key}.base"),
        period=period,
        alternative="; ".join(told),
        notes=_notes(telling, basis),
    )
