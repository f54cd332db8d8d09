"""The tables of a brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.layers.indicators import name_of, subject_of
from geo.model.bilingual import both
from geo.profiles.counting import km_of
from geo.profiles.naming import begun, in_sentence, tie_heads
from maps.briefs.content import Column, Table
from maps.briefs.telling import km

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.model.evidence import Evidence
    from geo.model.indicators import Indicator
    from geo.model.programmes import Programme
    from maps.briefs.content import KeyFigure, Notes
    from maps.briefs.telling import Telling

NOTHING = "–"


def participants(telling: Telling) -> Iterator[Table]:
    """List who takes part in the bodies of each programme, and as what."""
    for programme in telling.profile.programmes:
        yield _participants(telling, programme)


def _participants(telling: Telling, programme: Programme) -> Table:
    took = telling.profile.of(programme)
    bodies = telling.atlas.bodies_of(programme.id)
    function = any(member.function for body in bodies for member in body.members)
    sector = any(body.sector for body in bodies)
    subsector = any(body.subsector for body in bodies)
    rows = []
    for participation in took:
        last = []
        if sector:
            last.append(telling.of(participation.body.sector, NOTHING))
        if subsector:
            last.append(telling.of(participation.body.subsector, NOTHING))
        if function:
            last.append(telling.functions(participation.member) or NOTHING)
        rows.append((
            telling.owner(participation.body),
            telling.role(participation),
            telling.place(participation.member.place_id),
            telling.region_of(participation.member.place_id),
            *last,
        ))  # fmt: skip
    words = telling.words
    further = {"sector": sector, "subsector": subsector, "function": function}
    columns = [
        Column(begun(programme.body.of(telling.lang))),
        *(Column(words(f"column.{key}")) for key in ("role", "place", "region")),
        *(Column(words(f"column.{key}")) for key, there in further.items() if there),
    ]
    name = words("table.participation", programme=in_sentence(programme.name).of(telling.lang))
    caption = telling.dated(name, programme)
    basis = [item.body.evidence for item in took]
    return _of(caption, columns, rows, telling.notes.cite(basis))


def ties(telling: Telling) -> Table | None:
    """List the ties, the longest first."""
    rows = [
        (
            telling.place(tie.from_id),
            telling.place(tie.to_id),
            telling.owner(telling.atlas.bodies[tie.body_id]),
            km(km_of(tie)),
            telling.words("crossing.yes" if tie.crosses_sido else "crossing.no"),
        )
        for tie in telling.ties()
    ]
    if not rows:
        return None
    tied = [length.programme for length in telling.profile.lengths]
    columns = [
        *(Column(head.of(telling.lang)) for head in tie_heads(tied)),
        Column(telling.words("column.km"), number=True),
        Column(telling.words("column.crossing")),
    ]
    notes = telling.notes.computed("ties", tied)
    return _of(telling.words("table.ties"), columns, rows, notes)


def figures(telling: Telling, items: Sequence[KeyFigure]) -> Table:
    """List key figures with unit, base and period."""
    rows = [(item.label, item.text, item.unit, item.base, item.period) for item in items]
    titles = [
        Column(telling.words(f"column.{key}"), key == "value")
        for key in ("indicator", "value", "unit", "base", "period")
    ]
    notes = tuple(dict.fromkeys(no for item in items for no in item.notes))
    return _of(telling.words("table.figures"), titles, rows, notes)


def by_region(telling: Telling) -> Table | None:
    """Count the roles by 시도."""
    groups = telling.profile.role_groups
    titles = [group.name.of(telling.lang) for group in groups]
    rows = [
        (
            region_roles.region.short.of(telling.lang),
            *(f"{count:,}" for count in region_roles.counts),
        )
        for region_roles in telling.profile.by_region
    ]
    if not rows:
        return None
    columns = [
        Column(telling.words("column.region")),
        *(Column(begun(title), number=True) for title in titles),
    ]
    notes = telling.notes.computed("roles", telling.profile.programmes)
    return _of(telling.words("table.by_region"), columns, rows, notes)


def inside(telling: Telling) -> Table | None:
    """List the complexes of a region that the documents name."""
    rows = []
    for place in telling.profile.inside:
        district = telling.atlas.district_of(place.id)
        located = (telling.region_of(place.id), telling.of(district.name if district else None))
        rows.append((
            place.name.of(telling.lang),
            telling.drawing(f"kind.{place.kind}"),
            " ".join(filter(None, located)),
            km(place.area_km2) if place.area_km2 else NOTHING,
            _sites(telling, place.id) or NOTHING,
        ))  # fmt: skip
    return _table(telling, "inside", ("place", "kind", "location", "area", "sites"), rows, "inside")


def _sites(telling: Telling, place_id: str) -> str:
    """Return the programmes without ties that chose a place, each with its year."""
    found = [
        f"{programme.word.of(telling.lang)} {body.year}"
        for body, _ in telling.atlas.memberships_at(place_id)
        for programme in (telling.atlas.programme_of(body),)
        if programme.ties_layer is None
    ]
    return ", ".join(dict.fromkeys(found))


def indicators(telling: Telling) -> Table | None:
    """List targets and other numbers of the documents, with base and period as far as stated."""
    told = telling.profile.indicators
    rows = [_indicator(telling, indicator) for indicator in told]
    columns = ("indicator", "about", "value", "base", "period", "nature", "printed")
    return _table(telling, "indicators", columns, rows, [indicator.evidence for indicator in told])


def _indicator(telling: Telling, indicator: Indicator) -> tuple[str, ...]:
    words, lang = telling.words, telling.lang
    period = (
        words.texts.get(f"period.{indicator.period}", indicator.period)
        if indicator.period
        else None
    )
    return (
        name_of(indicator).of(lang),
        subject_of(telling.atlas, indicator).of(lang),
        telling.amount(indicator),
        telling.of(indicator.base, words("not_stated")),
        period or words("not_stated"),
        words(f"nature.{indicator.nature}"),
        indicator.printed,
    )


def records(telling: Telling, *collections: str) -> Table | None:
    """List requested programmes, or policy sites and agreements."""
    told = telling.profile.records_of(*collections)
    rows = [(record.name.of(telling.lang), telling.of(record.detail, NOTHING)) for record in told]
    key = "requests" if "requests" in collections else "records"
    columns = ("request", "focus") if key == "requests" else ("record", "detail")
    return _table(telling, key, columns, rows, [record.evidence for record in told])


def conflicts(telling: Telling) -> Table | None:
    """List what the documents disagree on, spell otherwise or leave open, and what is used."""
    rows = [
        (
            conflict.topic.of(telling.lang),
            both("geo", f"conflict.kind.{conflict.kind}").of(telling.lang),
            conflict.value_a,
            conflict.value_b,
            conflict.choice.of(telling.lang),
        )
        for conflict in telling.profile.conflicts
    ]
    columns = ("topic", "kind_of_conflict", "one", "other", "used")
    return _table(telling, "conflicts", columns, rows, "conflicts")


_NUMBERS = {"area"}
"""Columns set flush right."""


def _table(
    telling: Telling,
    key: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, ...]],
    basis: str | Sequence[Evidence],
) -> Table | None:
    """Return the table `key`; None where it would be empty."""
    if not rows:
        return None
    titles = [Column(telling.words(f"column.{column}"), column in _NUMBERS) for column in columns]
    if isinstance(basis, str):
        tied = [length.programme for length in telling.profile.lengths]
        notes = telling.notes.computed(basis, tied)
    else:
        notes = telling.notes.cite(basis)
    return _of(telling.words(f"table.{key}"), titles, rows, notes)


def _of(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[tuple[str, ...]],
    notes: Notes,
) -> Table:
    return Table(caption=caption, columns=tuple(columns), rows=tuple(rows), notes=notes)
