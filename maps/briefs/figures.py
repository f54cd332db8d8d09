"""The key figures of a brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.profiles.naming import begun, ends_of, in_sentence, span
from maps.briefs.content import KeyFigure, KeyFigures
from maps.briefs.telling import km

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model.programmes import Programme
    from geo.profiles.model import RoleGroup
    from maps.briefs.telling import Telling

_MOST = 6
"""As many as stand in one row of a page."""


def key_figures(telling: Telling) -> KeyFigures:
    """Count roles and ties, and give the middle length of each programme's ties."""
    return KeyFigures(tuple(_figures(telling))[:_MOST])


def _figures(telling: Telling) -> Iterator[KeyFigure]:
    profile, words = telling.profile, telling.words
    if profile.empty:
        yield from (_bodies(telling, item, 0) for item in telling.shown)
        return
    if profile.subject.kind == "programme":
        (programme,) = profile.programmes
        yield _bodies(
            telling,
            programme,
            len({participation.body.id for participation in profile.participations}),
        )
    tied = [length.programme for length in profile.lengths]
    yield from _roles(
        telling,
        *(role_group for role_group in profile.role_groups if role_group.programme.ties_layer),
    )
    if number := len(profile.relations):
        yield KeyFigure(
            label=words("figure.ties"),
            value=number,
            text=f"{number:,}",
            unit=telling.agreeing("figure.ties.unit", number),
            base=_ways(telling),
            period=telling.years_of_ties(),
            notes=telling.notes.computed("ties", tied),
        )
    for lengths in profile.lengths:
        name = in_sentence(lengths.programme.word).of(telling.lang)
        yield KeyFigure(
            label=words("figure.length", programme=name),
            value=lengths.median,
            text=km(lengths.median),
            unit="km",
            base=telling.agreeing("figure.length.base", lengths.ties),
            period=telling.years_of_ties(lengths.programme),
            notes=telling.notes.computed("length", tied),
        )
    sites = (
        role_group for role_group in profile.role_groups if not role_group.programme.ties_layer
    )
    yield from _roles(telling, *sites)


def _bodies(telling: Telling, programme: Programme, count: int) -> KeyFigure:
    words, lang = telling.words, telling.lang
    noun = programme.body if count == 1 else programme.bodies
    own = telling.profile.subject.kind == "programme"
    taking = words("figure.bodies", programme=programme.word.of(lang))
    return KeyFigure(
        label=begun(programme.bodies.of(lang)) if own else taking,
        value=count,
        text=f"{count:,}",
        unit=words("figure.bodies.unit", noun=noun.of(lang)),
        base=words("figure.bodies.base", listed=programme.listed.of(lang)),
        period=span(telling.years(programme), ", "),
        notes=telling.notes.computed("roles", (programme,)),
    )


def _roles(telling: Telling, *groups: RoleGroup) -> Iterator[KeyFigure]:
    words, lang = telling.words, telling.lang
    for group in groups:
        if count := telling.profile.count(group):
            listed, role = group.programme.listed.of(lang), group.short.of(lang)
            yield KeyFigure(
                label=begun(group.name.of(lang)),
                value=count,
                text=f"{count:,}",
                unit=telling.agreeing("figure.times", count),
                base=words("figure.role.base", listed=listed, role=role),
                period=span(telling.years(group.programme), ", "),
                notes=telling.notes.computed("roles", telling.profile.programmes),
            )


def _ways(telling: Telling) -> str:
    """Say between which roles the ties of the profile's programmes run: 주관→연계."""
    words, lang = telling.words, telling.lang
    ways = []
    for length in telling.profile.lengths:
        roots, others = ends_of(length.programme)
        if roots and others:
            fields = {"root": roots[0].of(lang), "other": others[0].of(lang)}
            ways.append(words("figure.way", **fields))
    if not ways:
        return words("figure.ties.among")
    return words("figure.ties.base", ways=words.texts["figure.way.and"].join(ways))
