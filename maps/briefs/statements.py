"""The statements of a brief: 개조식 in Korean, the same in English, each with its footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.profiles.facts import CONSORTIA, TRANSFORMATION, Consortium, Place, Project
from maps.briefs.content import Bullet
from maps.briefs.telling import ROLES, km

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from geo.profiles.facts import Indicator, Record, Tie, Undertaking
    from geo.profiles.model import Kind, Participation
    from maps.briefs.telling import Telling

_MOST_NAMES = 5
"""Names in one statement; further ones are counted."""


def statements(telling: Telling) -> tuple[Bullet, ...]:
    """Say what the subject takes part in, with whom, how far, what for, and what is missing."""
    parts = _OF_KIND[telling.profile.subject.kind]
    return tuple(bullet for part in parts for bullet in part(telling))


def _absent(telling: Telling) -> Iterator[Bullet]:
    if telling.profile.empty:
        kind = telling.profile.subject.kind
        key = "say.absent.complex" if kind == "complex" else "say.absent"
        notes = telling.notes.computed("absent")
        yield Bullet(telling.words(key), 1, notes)
        yield Bullet(telling.words("say.absent.note"), 2)


def _of_consortium(telling: Telling) -> Iterator[Bullet]:
    about = telling.profile.about
    assert isinstance(about, Consortium)  # noqa: S101
    sector = about.sector.of(telling.lang)
    if about.subsector:
        sector = telling.aside(sector, about.subsector.of(telling.lang))
    fields = {
        "sector": sector,
        "selected": telling.day(about.selected_on),
        "launched": telling.day(about.launched_on),
    }
    notes = telling.notes.cite([about.citation])
    yield Bullet(telling.words("say.consortium", **fields), 1, notes)
    if about.closed_on:
        yield Bullet(telling.words("say.closed", day=telling.day(about.closed_on)), 2, notes)
    yield from _participants(telling, about)


def _of_project(telling: Telling) -> Iterator[Bullet]:
    about = telling.profile.about
    assert isinstance(about, Project)  # noqa: S101
    lang, notes = telling.lang, telling.notes.cite([about.citation])
    fields = {
        "round": about.round_year,
        "region": telling.region(about.region),
        "status": telling.words(f"status.{about.status}"),
        "announced": telling.day(about.announced_on),
    }
    yield Bullet(telling.words("say.project", **fields), 1, notes)
    for key, said in (("vision", about.vision), ("industries", about.industries)):
        if said:
            yield Bullet(telling.words(f"say.{key}", text=said.of(lang)), 2, notes)
    if about.note:
        yield Bullet(telling.words("say.note", text=about.note.of(lang)), 2)
    yield from _participants(telling, about)
    if len(about.participants) == 1:
        yield Bullet(telling.drawing("popup.no_links", round=about.round_year), 2)


def _participants(telling: Telling, about: Undertaking) -> Iterator[Bullet]:
    ties = {tie.end: tie for tie in telling.facts.ties if tie.owner == about.id}
    for place, role, _ in about.participants:
        name, region = telling.place(place), telling.region_of(place)
        tie = ties.get(place)
        if tie is None:
            text = telling.words("say.participant", role=telling.drawing(f"role.{role}"), name=name,
                                 region=region)  # fmt: skip
            yield Bullet(telling.begun(text), 1, telling.notes.cite([about.citation]))
        else:
            yield Bullet(_end(telling, tie, name, region), 2, telling.notes.cite([tie.citation]))


def _end(telling: Telling, tie: Tie, name: str, region: str) -> str:
    role = telling.drawing(f"role.{tie.end_role}")
    fields = {"role": role, "name": name, "region": region, "km": km(tie.length_km)}
    text = telling.begun(telling.words("say.end", **fields))
    return f"{text} – {tie.function.of(telling.lang)}" if tie.function else text


def _of_sector(telling: Telling) -> Iterator[Bullet]:
    profile = telling.profile
    owners = list({one.undertaking.id: one.undertaking for one in profile.participations}.values())
    fields = {
        "count": telling.counted("consortia", len(owners)),
        "roles": telling.roles(telling.role_counts()),
        "regions": telling.counted("provinces", len(profile.regions)),
    }
    notes = telling.notes.cite(one.citation for one in owners)
    yield Bullet(telling.words("say.sector", **fields), 1, notes)
    for owner in owners:
        lead, *partners = [
            telling.words(
                "place", name=telling.place(one.place), region=telling.region_of(one.place)
            )
            for one in owner.participants
        ]
        yield Bullet(f"{telling.owner(owner)}: {lead} → {', '.join(partners)}", 2)


def _of_complex(telling: Telling) -> Iterator[Bullet]:
    about = telling.profile.about
    assert isinstance(about, Place)  # noqa: S101
    lang, words = telling.lang, telling.words
    told = [
        telling.drawing(f"kind.{about.kind}"),
        words("say.located", region=telling.region(about.region), district=about.district.of(lang)),
    ]
    if about.area_km2:
        told.append(words("say.area", km2=km(about.area_km2)))
    if about.smart_green_year:
        told.append(words("say.smart_green", year=about.smart_green_year))
    yield Bullet(words("say.complex", told=", ".join(told)), 1, telling.notes.cite(about.citations))
    members = [one.name.of(lang) for one in telling.profile.members]
    groups = [one.name.of(lang) for one in telling.profile.places[1:]]
    for key, names in (("members", members), ("groups", groups)):
        if names:
            yield Bullet(words(f"say.{key}", names=telling.listed(names)), 2)


def _participation(telling: Telling) -> Iterator[Bullet]:
    for programme, noun in ((CONSORTIA, "consortia"), (TRANSFORMATION, "projects")):
        took = [p for p in telling.profile.participations if p.undertaking.programme == programme]
        if not took:
            continue
        owners = {one.undertaking.id: one.undertaking for one in took}
        counts = [(role, sum(one.role == role for one in took)) for role in ROLES]
        fields = {"count": telling.counted(noun, len(owners)), "roles": telling.roles(counts)}
        notes = telling.notes.cite(one.citation for one in owners.values())
        yield Bullet(telling.words(f"say.{noun}", **fields), 1, notes)
        for role in (role for role, count in counts if count):
            for said, names in _named(telling, role, [p for p in took if p.role == role]):
                listed = telling.listed(list(names), _MOST_NAMES)
                yield Bullet(telling.begun(f"{said}: {listed}"), 2)


def _named(
    telling: Telling, role: str, took: Sequence[Participation]
) -> Iterator[tuple[str, dict[str, None]]]:
    """Yield a role with what has it: consortia by name, of a region's projects the complexes."""
    said = telling.drawing(f"role.{role}")
    by_year: dict[int, dict[str, None]] = {}
    for one in took:
        if isinstance(one.undertaking, Project) and telling.profile.subject.kind != "complex":
            names = by_year.setdefault(one.undertaking.round_year, {})
            names[telling.place(one.place)] = None
    if by_year:
        yield from ((telling.aside(said, str(year)), by_year[year]) for year in sorted(by_year))
    else:
        yield said, dict.fromkeys(telling.owner_in_short(one.undertaking) for one in took)


def _ties(telling: Telling) -> Iterator[Bullet]:
    profile = telling.profile
    if not profile.relations:
        return
    notes, number = telling.notes.computed("ties"), len(profile.relations)
    fields = {
        "count": telling.counted("ties", number),
        "number": f"{number:,}",
        "crossing": telling.crossing(
            number, sum(one.tie.crosses_sido for one in profile.relations)
        ),
        "out": len(profile.ways("out")),
        "into": len(profile.ways("in")),
        "within": len(profile.ways("within")),
    }
    around = profile.subject.kind in {"region", "mega-region", "complex"}
    yield Bullet(telling.words("say.ties.around" if around else "say.ties", **fields), 1, notes)
    if around and profile.by_partner:
        ends = [
            telling.words(
                "say.partner", region=telling.region(one.region), count=one.out + one.into
            )
            for one in profile.by_partner
        ]
        yield Bullet(telling.words("say.partners", list=telling.listed(ends)), 2)


def _distance(telling: Telling) -> Iterator[Bullet]:
    for one in telling.profile.lengths:
        key = f"say.length.{one.programme}" + (".one" if one.ties == 1 else "")
        fields = {
            "shortest": km(one.shortest),
            "median": km(one.median),
            "longest": km(one.longest),
            "total": km(one.total),
        }
        yield Bullet(
            telling.words(key, **fields),
            1,
            telling.notes.computed("length"),
        )


_NATURES = ("target", "contribution")


def _numbers(telling: Telling) -> Iterator[Bullet]:
    # Of several hubs the shares stand in the table of a full brief.
    natures = ("target",) if telling.profile.subject.kind == "mega-region" else _NATURES
    for nature in natures:
        found: dict[str, list[Indicator]] = {}
        for one in telling.profile.indicators:
            if one.nature == nature:
                found.setdefault(one.subject, []).append(one)
        for indicators in found.values():
            about = telling.about(indicators[0])
            told = dict.fromkeys(_number(telling, one) for one in _fullest(indicators))
            notes = telling.notes.cite(one.citation for one in indicators)
            yield Bullet(
                telling.words(f"say.{nature}", about=about, list=", ".join(told)), 1, notes
            )
        if found:
            yield Bullet(telling.words(f"say.{nature}.caveat"), 2)


def _fullest(indicators: Sequence[Indicator]) -> Iterator[Indicator]:
    """Leave out a number that another part of the document repeats with its period or base."""
    for one in indicators:
        same = [
            other
            for other in indicators
            if (other.indicator, other.value, other.share_pct)
            == (one.indicator, one.value, one.share_pct)
        ]
        if not any(
            one.period in {None, other.period}
            and one.base in {None, other.base}
            and (one.period, one.base) != (other.period, other.base)
            for other in same
        ):
            yield one


def _number(telling: Telling, one: Indicator) -> str:
    text = one.name.of(telling.lang)
    if (one.value, one.share_pct) != (None, None):
        text = f"{text} {telling.amount(one)}"
    said = [one.base.of(telling.lang)] if one.base and one.nature == "target" else []
    if one.period:
        said.append(telling.words.texts.get(f"period.{one.period}", one.period))
    return telling.aside(text, "; ".join(said)) if said else text


def _untied(telling: Telling) -> Iterator[Bullet]:
    profile = telling.profile
    codes = {one.code for one in profile.regions}
    near = {code for one in profile.regions for code in one.neighbours} - codes
    if profile.untied:
        names = telling.listed([one.short.of(telling.lang) for one in profile.untied])
        text = telling.words("say.untied", names=names)
    else:
        text = telling.words("say.untied.none" if near else "say.untied.alone")
    yield Bullet(text, 1, telling.notes.computed("untied"))


def _records(telling: Telling) -> Iterator[Bullet]:
    for collection in ("requests", "policy-sites", "regional-agreements"):
        records = telling.profile.records_of(collection)
        if not records:
            continue
        told = [one.name.of(telling.lang) for one in records]
        if collection == "regional-agreements":
            told = [_agreement(telling, one) for one in records]
        # Requests are many, and a full brief lists them.
        named = {} if collection == "requests" else {"names": telling.listed(told, 3)}
        count = len(records)
        fields = {"count": count, "projects": telling.counted("projects", count), **named}
        notes = telling.notes.cite(one.citation for one in records)
        yield Bullet(telling.words(f"say.{collection}", **fields), 1, notes)


def _agreement(telling: Telling, record: Record) -> str:
    name = record.name.of(telling.lang)
    return telling.aside(name, record.detail.of(telling.lang)) if record.detail else name


def _conflicts(telling: Telling) -> Iterator[Bullet]:
    conflicts = telling.profile.conflicts
    if conflicts:
        topics = [one.topic.of(telling.lang) for one in conflicts]
        fields = {"count": len(conflicts), "topics": telling.listed(topics, _MOST_NAMES)}
        notes = telling.notes.computed("conflicts")
        yield Bullet(telling.words("say.conflicts", **fields), 1, notes)


_REGION = (
    _absent, _participation, _ties, _distance, _numbers, _untied, _records, _conflicts,
)  # fmt: skip
_OF_KIND: Mapping[Kind, tuple[Callable[[Telling], Iterator[Bullet]], ...]] = {
    "region": _REGION,
    "mega-region": _REGION,
    "sector": (_of_sector, _ties, _distance, _numbers, _conflicts),
    "consortium": (_of_consortium, _ties, _distance, _conflicts),
    "project": (_of_project, _ties, _distance, _numbers, _records, _conflicts),
    "complex": (
        _of_complex, _absent, _participation, _ties, _distance, _numbers, _records, _conflicts,
    ),
}  # fmt: skip
"""Kind of subject to the parts of its statements, in their order."""
