"""All subjects of a folder as one table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from api.profiles.addresses import path_of, path_of_thing
from geo.messages import catalogue
from geo.profiles.profile import profile
from geo.profiles.subjects import subjects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.messages import Lang
    from geo.profiles.facts import Facts
    from geo.profiles.model import Kind, Profile


class Cell(NamedTuple):
    """What stands in a table, and where it leads."""

    text: str
    path: str = ""
    """Below the root; empty for none."""
    number: bool = False


class Table(NamedTuple):
    """A table whose first column names the row."""

    title: str
    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables_of(facts: Facts, kinds: tuple[Kind, ...], lang: Lang) -> Iterator[Table]:
    """Yield a table for each kind of subject in a folder."""
    words = catalogue("api", lang)
    for kind in kinds:
        columns, cells = _LISTS[kind]
        rows = [
            tuple(cells(facts, profile(facts, one), lang))
            for one in subjects(facts)
            if one.kind == kind
        ]
        numbers = [cell.number for cell in rows[0]]
        yield Table(
            words(f"profiles.{kind}"),
            tuple(
                Cell(words(f"profile.{column}"), number=number)
                for column, number in zip(columns, numbers, strict=True)
            ),
            tuple(rows),
        )


def _subject(made: Profile, lang: Lang) -> Cell:
    return Cell(made.subject.name.of(lang), path_of(made.subject.kind, made.subject.id))


def _number(value: object) -> Cell:
    return Cell(f"{value:,}" if value else "–", number=True)


def _roles(made: Profile) -> Iterator[Cell]:
    for roles in (("lead",), ("partner",), ("hub",), ("link", "area")):
        yield _number(len(made.roles(*roles)))


def _region(facts: Facts, made: Profile, lang: Lang) -> Iterator[Cell]:
    yield _subject(made, lang)
    mega = made.regions[0].mega_region
    found = next(o for o in subjects(facts) if o.kind == "mega-region" and o.name.ko == mega)
    yield Cell(found.name.of(lang), path_of("mega-region", found.id))
    yield from _roles(made)
    yield _number(len(made.relations))


def _mega_region(_: Facts, made: Profile, lang: Lang) -> Iterator[Cell]:
    yield _subject(made, lang)
    yield Cell(", ".join(one.short.of(lang) for one in made.regions))
    yield from _roles(made)
    yield _number(len(made.relations))


def _sector(_: Facts, made: Profile, lang: Lang) -> Iterator[Cell]:
    yield _subject(made, lang)
    yield _number(len(made.roles("lead")))
    yield _number(len(made.places))
    yield Cell(", ".join(one.short.of(lang) for one in made.regions))


def _consortium(facts: Facts, made: Profile, lang: Lang) -> Iterator[Cell]:
    about = facts.consortia[made.subject.id]
    yield Cell(f"{about.no}. {about.name.of(lang)}", path_of("consortium", about.id))
    sector = about.subsector or about.sector
    yield Cell(sector.of(lang), path_of("sector", sector.ko))
    yield from _leader_and_rest(facts, made, lang)
    yield Cell(", ".join(f"{one.tie.length_km:,.1f}" for one in made.relations), number=True)


def _project(facts: Facts, made: Profile, lang: Lang) -> Iterator[Cell]:
    about = facts.projects[made.subject.id]
    yield _subject(made, lang)
    yield Cell(str(about.round_year), number=True)
    yield from _leader_and_rest(facts, made, lang)


def _leader_and_rest(facts: Facts, made: Profile, lang: Lang) -> Iterator[Cell]:
    first, *rest = (facts.places[one.place] for one in made.participations)
    yield Cell(first.name.of(lang), path_of_thing(first))
    yield Cell(", ".join(one.name.of(lang) for one in rest) or "–")


def _complex(facts: Facts, made: Profile, lang: Lang) -> Iterator[Cell]:
    about = facts.places[made.subject.id]
    region = facts.regions[about.region]
    yield _subject(made, lang)
    yield Cell(catalogue("maps", lang)(f"kind.{about.kind}"))
    yield Cell(region.short.of(lang), path_of_thing(region))
    yield from _roles(made)


_ROLES = ("lead", "partner", "hub", "link")
_LISTS: dict[Kind, tuple[tuple[str, ...], Callable[[Facts, Profile, Lang], Iterator[Cell]]]] = {
    "region": (("region", "mega-region", *_ROLES, "ties"), _region),
    "mega-region": (("mega-region", "regions", *_ROLES, "ties"), _mega_region),
    "sector": (("sector", "consortia", "complexes", "regions"), _sector),
    "consortium": (("consortium", "sector", "lead", "partner", "length"), _consortium),
    "project": (("project", "round", "hub", "link"), _project),
    "complex": (("complex", "kind", "region", *_ROLES), _complex),
}
"""Kind to the words of its columns, under ``profile``, and what makes a row."""
