"""Which profiles there are, and the subject that a reader means by a name."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geo.errors import SubjectError, UnknownSubjectError
from geo.messages import catalogue
from geo.profiles.facts import Said
from geo.profiles.model import Subject
from geo.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.profiles.facts import Facts
    from geo.profiles.model import Kind

MEGA_REGIONS = {
    "sudogwon": "수도권",
    "chungcheonggwon": "충청권",
    "honamgwon": "호남권",
    "daegyeonggwon": "대경권",
    "dongnamgwon": "동남권",
    "gangwongwon": "강원권",
    "jejugwon": "제주권",
}
"""Slug to 초광역권 as in the data."""


@lru_cache(maxsize=4)
def subjects(facts: Facts) -> tuple[Subject, ...]:
    """Return every subject: 시도, 초광역권, sectors, consortia, projects, complexes."""
    return (
        *(Subject("region", one.code, one.name) for one in facts.regions.values()),
        *_mega_regions(facts),
        *(Subject("sector", one.ko, one) for one in _sectors(facts)),
        *(Subject("consortium", one.id, one.name) for one in facts.consortia.values()),
        *(Subject("project", one.id, one.name) for one in facts.projects.values()),
        *(Subject("complex", one.id, one.name) for one in facts.places.values()),
    )


def find_subject(facts: Facts, kind: Kind, text: str) -> Subject:
    """Return the subject of `kind` called `text`: by its id, or any name of it.

    A 시도 is also found by its short name and its id (``daegu``), a consortium by its number
    (``13``), all of them in either language and whatever the case.

    Raises
    ------
    SubjectError
        There is none; it lists the ids.
    """
    found = _index(facts).get((kind, fold(text)))
    if found is None:
        allowed = tuple(one.id for one in subjects(facts) if one.kind == kind)
        raise SubjectError(kind, text, allowed)
    return found


def find_any(facts: Facts, text: str) -> Subject:
    """Return the subject called `text`, of the first kind that has one.

    The kinds come as in `subjects`, so ``11`` is 서울 and ``c11`` the consortium.

    Raises
    ------
    UnknownSubjectError
        There is none; it lists names that look like it.
    """
    index, wanted = _index(facts), fold(text)
    found = next((index[key] for key in index if key[1] == wanted), None)
    if found is None:
        from rapidfuzz import process  # noqa: PLC0415 - servers start without it

        names = {name: subject for (_, name), subject in index.items()}
        near = process.extract(wanted, list(names), limit=9, score_cutoff=60)
        told = dict.fromkeys(names[name].name.ko for name, _, _ in near)
        raise UnknownSubjectError(text[:200], tuple(told)[:3])
    return found


@lru_cache(maxsize=4)
def _index(facts: Facts) -> Mapping[tuple[Kind, str], Subject]:
    index: dict[tuple[Kind, str], Subject] = {}
    # Ids go before names.
    for one in subjects(facts):
        index.setdefault((one.kind, fold(one.id)), one)
    for one in subjects(facts):
        for name in (*one.name, *_other_names(facts, one)):
            index.setdefault((one.kind, fold(name)), one)
    return index


def _other_names(facts: Facts, subject: Subject) -> Iterator[str]:
    if subject.kind == "region":
        region = facts.regions[subject.id]
        yield from (region.id, *region.short)
    elif subject.kind == "consortium":
        no = facts.consortia[subject.id].no
        yield from (str(no), f"{no:02d}")


def _mega_regions(facts: Facts) -> Iterator[Subject]:
    known = {one.mega_region for one in facts.regions.values()}
    words = catalogue("geo", "en")
    for slug, name in MEGA_REGIONS.items():
        if name in known:
            yield Subject("mega-region", slug, Said(name, words(f"mega_region.{slug}")))


def _sectors(facts: Facts) -> dict[Said, None]:
    """Return the sectors as the consortia come, each with its subsectors behind it."""
    found: dict[Said, None] = {}
    for sector in dict.fromkeys(one.sector for one in facts.consortia.values()):
        found[sector] = None
        for one in facts.consortia.values():
            if one.sector == sector and one.subsector:
                found[one.subsector] = None
    return found
