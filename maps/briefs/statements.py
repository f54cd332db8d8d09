"""The statements of a brief: 개조식 in Korean, the same in English, each with its footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from geo.layers.indicators import name_of
from geo.model.bilingual import Bilingual
from geo.model.places import Place
from geo.model.programmes import Body, Programme, TieRule
from geo.profiles.counting import km_of
from geo.profiles.model import REGIONAL, WAYS
from geo.profiles.naming import begun, in_sentence
from maps.briefs import figured
from maps.briefs.content import Bullet
from maps.briefs.outline import outline_of
from maps.briefs.telling import MOST_PROGRAMMES, km

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from geo.model.indicators import Indicator
    from geo.profiles.model import Kind, Participation, Record
    from maps.briefs.telling import Telling

    _Part = Callable[[Telling], Iterator[Bullet]]

Section = Literal["participation", "ties", "numbers", "figures", "records", "conflicts"]
SECTIONS: tuple[Section, ...] = get_args(Section)
_MOST_NAMES = 5
"""Names in one statement; further ones are counted."""


def statements(telling: Telling, section: Section) -> tuple[Bullet, ...]:
    """Say what the subject takes part in, with whom, how far, what for, and what is missing."""
    parts = _OF_KIND[telling.profile.subject.kind].get(section, ())
    return tuple(bullet for part in parts for bullet in part(telling))


def _absent(telling: Telling) -> Iterator[Bullet]:
    if telling.profile.empty:
        kind = telling.profile.subject.kind
        key = f"say.absent.{kind}" if kind in {"complex", "selection"} else "say.absent"
        every = tuple(telling.atlas.programmes.values())
        named = telling.listed(telling.with_years(every), MOST_PROGRAMMES)
        notes = telling.notes.computed("absent", every)
        yield Bullet(telling.words(key, programmes=named), 1, notes)
        yield Bullet(telling.words("say.absent.note"), 3)


def _of_selection(telling: Telling) -> Iterator[Bullet]:
    seen = telling.seen
    assert seen is not None  # noqa: S101
    condition = seen.condition or telling.words("say.everything")
    yield Bullet(telling.words("say.selection", map=seen.heading, condition=condition), 1)


def _of_programme(telling: Telling) -> Iterator[Bullet]:
    about = telling.profile.about
    assert isinstance(about, Programme)  # noqa: S101
    if about.about:
        yield Bullet(telling.words("say.outline", text=about.about.of(telling.lang)), 1)
    bodies = telling.atlas.bodies_of(about.id)
    rounds: dict[str, int] = {}
    for body in bodies:
        rounds[body.year] = rounds.get(body.year, 0) + 1
    told = [telling.words("say.round", round=r, count=n) for r, n in sorted(rounds.items())]
    fields = {
        "count": telling.counted_bodies(about, len(bodies)),
        "rounds": telling.listed(told),
        "places": telling.counted("places", len(telling.profile.places)),
    }
    notes = telling.notes.computed("roles", (about,))
    yield Bullet(telling.words("say.programme", **fields), 1, notes)


def _of_body(telling: Telling) -> Iterator[Bullet]:
    about = telling.profile.about
    assert isinstance(about, Body)  # noqa: S101
    programme, notes = telling.atlas.programme_of(about), telling.notes.cite([about.evidence])
    text = outline_of(telling, programme, about)
    yield Bullet(telling.words("say.outline", text=text), 1, notes)
    if about.ends_on:
        yield Bullet(telling.words("say.closed", day=telling.day(about.ends_on)), 2, notes)
    for attribute in programme.attributes:
        value = about.attributes.get(attribute.id)
        if isinstance(value, Bilingual):
            fields = {
                "name": begun(attribute.name.of(telling.lang)),
                "text": value.of(telling.lang),
            }
            yield Bullet(telling.words("say.attribute", **fields), 2, notes)
    if about.note:
        yield Bullet(about.note.of(telling.lang), 3)
    yield from _participants(telling, programme, about)
    if len(about.members) == 1 and programme.tie_rule is TieRule.STAR:
        yield Bullet(telling.words("say.no_others", round=about.year), 2)


def _participants(telling: Telling, programme: Programme, about: Body) -> Iterator[Bullet]:
    ties = {tie.to_id: tie for tie in telling.atlas.ties if tie.body_id == about.id}
    star = programme.tie_rule is TieRule.STAR
    for member in about.members:
        fields = {
            "role": programme.role(member.role).name.of(telling.lang),
            "name": telling.place(member.place_id),
            "region": telling.region_of(member.place_id),
        }
        tie = ties.get(member.place_id) if star else None
        function = telling.functions(member)
        value = f" – {function}" if function else ""
        if tie is None:
            text = begun(telling.words("say.participant", **fields))
            yield Bullet(f"{text}{value}", 1, telling.notes.cite([about.evidence]))
        else:
            text = begun(telling.words("say.end", **fields, km=km(km_of(tie))))
            yield Bullet(f"{text}{value}", 2, telling.notes.cite([member.fullest.evidence]))


def _of_sector(telling: Telling) -> Iterator[Bullet]:
    profile = telling.profile
    for programme in profile.programmes:
        took = profile.of(programme)
        bodies = _bodies(took)
        regions = {
            telling.atlas.region_of(participation.member.place_id).code for participation in took
        }
        noun = begun(programme.word.of(telling.lang))
        fields = {
            "short": noun,
            "count": telling.counted_bodies(programme, len(bodies)),
            "roles": telling.roles(took),
            "regions": telling.counted("provinces", len(regions)),
        }
        notes = telling.notes.cite(item.evidence for item in bodies)
        yield Bullet(telling.words("say.sector", **fields), 1, notes)
        for body in bodies:
            named = [
                telling.words(
                    "place", name=telling.place(m.place_id), region=telling.region_of(m.place_id)
                )
                for m in body.members
            ]
            star = programme.tie_rule is TieRule.STAR and len(named) > 1
            text = f"{named[0]} → {', '.join(named[1:])}" if star else ", ".join(named)
            yield Bullet(f"{telling.owner(body)}: {text}", 2)


def _bodies(took: Iterable[Participation]) -> list[Body]:
    return list({participation.body.id: participation.body for participation in took}.values())


def _of_complex(telling: Telling) -> Iterator[Bullet]:
    about = telling.profile.about
    assert isinstance(about, Place)  # noqa: S101
    words, atlas = telling.words, telling.atlas
    district = atlas.district_of(about.id)
    place = {
        "region": telling.region_of(about.id),
        "district": telling.of(district.name if district else None),
    }
    told = [telling.drawing(f"kind.{about.kind}"), words("say.located", **place).strip(" ,")]
    if about.area_km2:
        told.append(words("say.area", km2=km(about.area_km2)))
    notes = telling.notes.cite(telling.profile.citations_of_place)
    yield Bullet(words("say.complex", told=", ".join(told)), 1, notes)
    members = [member.name.of(telling.lang) for member in telling.profile.members]
    groups = [item.name.of(telling.lang) for item in telling.profile.places[1:]]
    for key, names in (("members", members), ("groups", groups)):
        if names:
            yield Bullet(words(f"say.{key}", names=telling.listed(names)), 2)


def _participation(telling: Telling) -> Iterator[Bullet]:
    for programme in telling.profile.programmes:
        took = telling.profile.of(programme)
        bodies = _bodies(took)
        fields = {
            "short": programme.word.of(telling.lang),
            "title": telling.title_of(programme),
            "count": telling.counted_bodies(programme, len(bodies)),
            "roles": telling.roles(took),
        }
        notes = telling.notes.cite(body.evidence for body in bodies)
        key = "say.participation" if programme.ties_layer else "say.sites"
        yield Bullet(telling.words(key, **fields), 1, notes)
        for role in programme.roles:
            own = [participation for participation in took if participation.member.role == role.id]
            for text, names in _named(telling, role.name.of(telling.lang), own):
                listed = telling.listed(list(names), _MOST_NAMES)
                yield Bullet(begun(f"{text}: {listed}"), 2)


def _named(
    telling: Telling, text: str, took: Sequence[Participation]
) -> Iterator[tuple[str, dict[str, None]]]:
    """Yield a role with what has it: numbered bodies by name, of others the places by round."""
    by_year: dict[str, dict[str, None]] = {}
    for participation in took:
        if participation.body.no is None and telling.profile.subject.kind != "complex":
            by_year.setdefault(participation.body.year, {})[
                telling.place(participation.member.place_id)
            ] = None
    if by_year:
        yield from ((telling.aside(text, year), by_year[year]) for year in sorted(by_year))
    elif took:
        yield text, dict.fromkeys(telling.owner_in_short(item.body) for item in took)


def _ties(telling: Telling) -> Iterator[Bullet]:
    profile = telling.profile
    if not profile.relations:
        return
    notes, number = telling.notes.computed("ties", _tied(telling)), len(profile.relations)
    fields = {
        "count": telling.counted("ties", number),
        "number": f"{number:,}",
        "crossing": telling.crossing(
            number, sum(relation.tie.crosses_sido for relation in profile.relations)
        ),
    }
    around = profile.subject.kind in {*REGIONAL, "complex"}
    if around:
        said = [telling.way(way, len(profile.ways(way))) for way in WAYS if profile.ways(way)]
        fields["ways"] = telling.words.texts["and.ways"].join(said)
    yield Bullet(telling.words("say.ties.around" if around else "say.ties", **fields), 1, notes)
    if around and profile.by_partner:
        ends = [
            telling.words(
                "say.partner",
                region=region_count.region.short.of(telling.lang),
                count=region_count.out + region_count.into,
            )
            for region_count in profile.by_partner
        ]
        yield Bullet(telling.words("say.partners", list=telling.listed(ends)), 2)


def _distance(telling: Telling) -> Iterator[Bullet]:
    for length in telling.profile.lengths:
        key = "say.length.one" if length.ties == 1 else "say.length"
        fields = {
            "programme": in_sentence(length.programme.word).of(telling.lang),
            "shortest": km(length.shortest),
            "median": km(length.median),
            "longest": km(length.longest),
            "total": km(length.total),
        }
        yield Bullet(
            telling.words(key, **fields),
            1,
            telling.notes.computed("length", _tied(telling)),
        )


def _tied(telling: Telling) -> tuple[Programme, ...]:
    """Return the programmes whose ties the profile has."""
    return tuple(length.programme for length in telling.profile.lengths)


_NATURES = ("target", "contribution")


def _numbers(telling: Telling) -> Iterator[Bullet]:
    # Of several hubs the shares stand in the table of a full brief.
    natures = ("target",) if telling.profile.subject.kind in {"mega-region", "area"} else _NATURES
    for nature in natures:
        found: dict[str, list[Indicator]] = {}
        for indicator in telling.profile.indicators:
            if indicator.nature == nature:
                found.setdefault(indicator.subject, []).append(indicator)
        for indicators in found.values():
            about = telling.about(indicators[0])
            document = dict.fromkeys(_number(telling, item) for item in _fullest(indicators))
            notes = telling.notes.cite(item.evidence for item in indicators)
            yield Bullet(
                telling.words(f"say.{nature}", about=about, list=", ".join(document)), 1, notes
            )
        if found:
            yield Bullet(telling.words(f"say.{nature}.caveat"), 3)


def _fullest(indicators: Sequence[Indicator]) -> Iterator[Indicator]:
    """Leave out a number that another part of the document repeats with its period or base."""
    for indicator in indicators:
        same = [
            other
            for other in indicators
            if (other.indicator, other.value, other.share_pct)
            == (indicator.indicator, indicator.value, indicator.share_pct)
        ]
        if not any(
            indicator.period in {None, other.period}
            and indicator.base in {None, other.base}
            and (indicator.period, indicator.base) != (other.period, other.base)
            for other in same
        ):
            yield indicator


def _number(telling: Telling, indicator: Indicator) -> str:
    text = name_of(indicator).of(telling.lang)
    if (indicator.value, indicator.share_pct) != (None, None):
        text = f"{text} {telling.amount(indicator)}"
    said = (
        [indicator.base.of(telling.lang)] if indicator.base and indicator.nature == "target" else []
    )
    if indicator.period:
        said.append(telling.words.texts.get(f"period.{indicator.period}", indicator.period))
    return telling.aside(text, "; ".join(said)) if said else text


def _records(telling: Telling) -> Iterator[Bullet]:
    for collection in ("requests", "policy-sites", "regional-agreements"):
        records = telling.profile.records_of(collection)
        if not records:
            continue
        told = [record.name.of(telling.lang) for record in records]
        if collection == "regional-agreements":
            told = [_agreement(telling, record) for record in records]
        # Requests are many, and a full brief lists them.
        named = {} if collection == "requests" else {"names": telling.listed(told, 3)}
        count = len(records)
        fields = {"count": count, "projects": telling.counted("requests", count), **named}
        notes = telling.notes.cite(record.evidence for record in records)
        yield Bullet(telling.words(f"say.{collection}", **fields), 1, notes)


def _agreement(telling: Telling, record: Record) -> str:
    name = record.name.of(telling.lang)
    return telling.aside(name, record.detail.of(telling.lang)) if record.detail else name


def _conflicts(telling: Telling) -> Iterator[Bullet]:
    conflicts = [conflict for conflict in telling.profile.conflicts if conflict.differs]
    if conflicts:
        topics = [conflict.topic.of(telling.lang) for conflict in conflicts]
        fields = {"count": len(conflicts), "topics": telling.listed(topics, _MOST_NAMES)}
        notes = telling.notes.computed("conflicts")
        yield Bullet(telling.words("say.conflicts", **fields), 1, notes)


_FROM_TIES_ON: Mapping[Section, tuple[_Part, ...]] = {
    "ties": (_ties, _distance),
    "numbers": (_numbers,),
    "figures": (figured.figures, figured.aims),
    "records": (_records,),
    "conflicts": (_conflicts,),
}
_REGION: Mapping[Section, tuple[_Part, ...]] = {
    "participation": (_absent, _participation),
    **_FROM_TIES_ON,
}
_OF_KIND: Mapping[Kind, Mapping[Section, tuple[_Part, ...]]] = {
    "region": _REGION,
    "mega-region": _REGION,
    "area": _REGION,
    "sector": {"participation": (_of_sector,), **_FROM_TIES_ON},
    "programme": {"participation": (_of_programme,), **_FROM_TIES_ON},
    "body": {"participation": (_of_body,), **_FROM_TIES_ON},
    "selection": {"participation": (_of_selection, _absent, _participation), **_FROM_TIES_ON},
    "complex": {"participation": (_of_complex, _absent, _participation), **_FROM_TIES_ON},
}
"""Kind of subject to the parts of each section of its statements, in their order."""
