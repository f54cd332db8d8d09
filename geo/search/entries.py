"""An atlas as the entries of a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.layers.indicators import name_of, subject_of
from geo.model.bilingual import Bilingual
from geo.model.places import Region
from geo.search.entry import Entry, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geo.atlas import Atlas
    from geo.model.evidence import Conflict, Fact, Source
    from geo.model.indicators import Indicator
    from geo.model.places import District, Place
    from geo.model.programmes import Body, Membership, Value
    from geo.model.register import RegisterEntry


def entries_of(atlas: Atlas, facts: Iterable[Fact]) -> Iterator[Entry]:
    """Yield everything that can be found, by kind and in the atlas's order."""
    for programme in atlas.programmes.values():
        yield Entry(
            kind=Kind.PROGRAMME,
            id=programme.id,
            name=programme.name,
            other_names=(*programme.short, programme.id),
            text=programme.about or Bilingual("", ""),
        )
    yield from (_body(atlas, body) for body in atlas.bodies.values())
    yield from (_place(atlas, place) for place in atlas.places.values())
    yield from _regions(atlas)
    yield from (_register(entry) for entry in atlas.register.entries)
    yield from (_indicator(atlas, number) for number in atlas.indicators)
    yield from (_conflict(conflict) for conflict in atlas.conflicts)
    yield from (_source(source) for source in atlas.sources.values())
    yield from map(_fact, facts)


def _joined(*texts: str | None) -> str:
    return " / ".join(text for text in texts if text)


def _both(*texts: Bilingual | None) -> Bilingual:
    told = [text for text in texts if text is not None]
    return Bilingual(_joined(*(text.ko for text in told)), _joined(*(text.en for text in told)))


def _said(values: Iterable[Value | Bilingual]) -> Iterator[str]:
    """Yield attributes as texts; a truth value says nothing without its name."""
    for value in values:
        if isinstance(value, Bilingual):
            yield from value
        elif value is not None and not isinstance(value, bool):
            yield str(value)


def _body(atlas: Atlas, body: Body) -> Entry:
    programme = atlas.programmes[body.programme]
    terms = {term.id: term.name for term in programme.statuses}
    members = [
        text
        for member in (*body.members, *body.former)
        for text in _member(atlas, member, programme.role(member.role).name)
    ]
    numbered = () if body.no is None else (f"{body.no}. {body.name.ko}", f"{body.no}")
    return Entry(
        kind=Kind.BODY,
        id=body.id,
        name=body.name,
        other_names=(*numbered, body.id),
        text=_both(programme.name, body.region, body.sector, body.subsector),
        more=(
            *members,
            *programme.body,
            body.year,
            *(text for status in body.statuses for text in terms[status.id]),
            *(text for note in body.notes for text in note.text),
            *(body.note or ()),
            *_said(body.attributes.values()),
        ),
        of=programme.id,
    )


def _member(atlas: Atlas, member: Membership, role: Bilingual) -> Iterator[str]:
    yield from atlas.places[member.place_id].name
    yield from role
    for printing in member.printings:
        yield printing.name_as_written
        yield from printing.function or ()
    yield from _said(member.attributes.values())


def _place(atlas: Atlas, place: Place) -> Entry:
    return Entry(
        kind=Kind.PLACE,
        id=place.id,
        name=place.name,
        other_names=(*atlas.other_names.get(place.id, ()), place.id),
        text=Bilingual(
            _joined(place.sido, *place.sigungu_all),
            _joined(atlas.region_of(place.id).name_en, _district_en(atlas, place.id)),
        ),
        more=(*place.legal_dongs, *(place.note or ())),
    )


def _district_en(atlas: Atlas, place_id: str) -> str | None:
    district = atlas.district_of(place_id)
    return district.name_en if district else None


def _regions(atlas: Atlas) -> Iterator[Entry]:
    """Yield each 시도 and 시군구 of the day, findable by the names of what stood there before."""
    names = _former(atlas.region_rows)
    for region in atlas.regions.current:
        own = (*region.short, *names.get(region.code, ()))
        yield Entry(
            kind=Kind.REGION,
            id=region.code,
            name=region.name,
            other_names=tuple(dict.fromkeys(own)),
            text=atlas.zone_of(region).name,
            of="regions",
        )
    names = _former(atlas.district_rows)
    sidos = {region.code: region.name for region in atlas.regions.current}
    for district in atlas.districts.values():
        yield Entry(
            kind=Kind.REGION,
            id=district.code,
            name=district.name,
            other_names=names.get(district.code, ()),
            text=sidos[district.sido_code],
            of="districts",
        )


def _former(rows: Sequence[Region] | Sequence[District]) -> dict[str, tuple[str, ...]]:
    """Return the code of a unit to the names of all that stood there before, of any day."""
    found: dict[str, list[str]] = {}
    for row in rows:
        shorts = (row.short_ko, row.short_en) if isinstance(row, Region) else ()
        for code in row.successors:
            found.setdefault(code, []).extend((*shorts, *row.name))
    return {code: tuple(dict.fromkeys(names)) for code, names in found.items()}


def _register(entry: RegisterEntry) -> Entry:
    bodies = [Bilingual(body.name_ko, body.name_en) for body in entry.bodies]
    budgets = (
        text
        for budget in entry.budgets
        for text in (budget.item_ko, budget.item_en, budget.period, budget.printed)
    )
    details = (
        text
        for detail in entry.details
        for text in (detail.text_ko, detail.text_en, detail.printed)
    )
    notes = (entry.note_ko, entry.note_en, entry.reason_ko, entry.reason_en, entry.period)
    return Entry(
        kind=Kind.REGISTER,
        id=entry.id,
        name=Bilingual(entry.name_ko, entry.name_en),
        other_names=(entry.printed, entry.ref),
        text=_both(*bodies),
        more=(
            *budgets,
            *details,
            *(note for note in notes if note),
            *entry.regions,
            *entry.sectors,
            *((entry.website,) if entry.website else ()),
        ),
    )


def _indicator(atlas: Atlas, number: Indicator) -> Entry:
    subject, measured = subject_of(atlas, number), name_of(number)
    base = [text for text in (number.base_ko, number.base_en, number.period) if text]
    return Entry(
        kind=Kind.INDICATOR,
        id=number.id,
        name=Bilingual(
            *(f"{value}: {what}" for value, what in zip(subject, measured, strict=True))
        ),
        text=Bilingual(number.printed, number.printed),
        more=(*base, number.evidence.locator),
    )


def _conflict(conflict: Conflict) -> Entry:
    values = (conflict.value_a, conflict.value_b)
    return Entry(
        kind=Kind.CONFLICT,
        id=conflict.id,
        name=Bilingual(conflict.topic_ko, conflict.topic_en),
        other_names=(conflict.id,),
        text=Bilingual(*(" ↔ ".join(values),) * 2),
        more=(conflict.used, conflict.used_en, conflict.reason_ko, conflict.reason_en),
    )


def _source(source: Source) -> Entry:
    published = source.published_on
    return Entry(
        kind=Kind.SOURCE,
        id=source.id,
        name=Bilingual(source.title_ko, source.title_en),
        other_names=(source.id,),
        text=Bilingual(
            _joined(source.publisher_ko, published), _joined(source.publisher_en, published)
        ),
        more=tuple(filter(None, (source.number, source.address, *(source.note or ())))),
    )


def _fact(fact: Fact) -> Entry:
    sections = (text for text in (fact.section, fact.section_en) if text)
    return Entry(
        kind=Kind.FACT,
        id=fact.id,
        name=fact.name,
        text=Bilingual(fact.printed, fact.printed),
        more=(fact.evidence.locator, *sections),
        of=fact.evidence.source,
        locator=fact.evidence.locator,
        about=fact.about,
    )
