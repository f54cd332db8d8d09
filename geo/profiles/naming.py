"""What bodies and programmes are called in lists, titles and running text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geo.model.bilingual import Bilingual, both

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.model.evidence import Conflict
    from geo.model.programmes import Body, Membership, Programme


def title_of(programme: Programme, body: Body) -> Bilingual:
    """Return the name of a body as a title: 협의체 13 …, where the programme numbers them."""
    if body.no is None:
        return body.name
    noun = Bilingual(programme.body.ko, begun(programme.body.en))
    return both("geo", "body.numbered", body=noun, no=body.no, name=body.name)


def listed(body: Body) -> Bilingual:
    """Return the name of a body in a list: ``13. …``, where the programme numbers them."""
    if body.no is None:
        return body.name
    return Bilingual(*(f"{body.no}. {name}" for name in body.name))


def shortened(body: Body) -> Bilingual:
    """Return region and round of a body that has no number: 울산(2021); else as in a list."""
    if body.no is None and body.region and body.round:
        return Bilingual(f"{body.region.ko}({body.round})", f"{body.region.en} ({body.round})")
    return listed(body)


def functions_of(member: Membership) -> Bilingual:
    """Return what a member does; where sources differ, each wording with where it stands."""
    worded = [
        (function.function, function.named_in) for function in member.functions if function.function
    ]
    if len(worded) == 1:
        return worded[0][0]
    placed = [
        Bilingual(f"{text.ko} ({where.ko})", f"{text.en} ({where.en})")
        for text, named_in in worded
        for where in (both("geo", f"printed_in.{named_in}"),)
    ]
    return Bilingual(
        " / ".join(bilingual.ko for bilingual in placed),
        " / ".join(bilingual.en for bilingual in placed),
    )


def disagreements(conflicts: Iterable[Conflict]) -> Bilingual:
    """Return the heading of conflicts: two values somewhere, or only spellings and readings."""
    differ = any(conflict.differs for conflict in conflicts)
    return both("geo", "conflict.differ" if differ else "conflict.readings")


def years_of(bodies: Iterable[Body]) -> tuple[str, ...]:
    """Return the years in which bodies were selected or began, each once, in their order."""
    return tuple(sorted({body.year for body in bodies} - {""}))


def rounds_of(bodies: Iterable[Body]) -> tuple[str, ...]:
    """Return the rounds of bodies, or the years in which they began, in their order."""
    return tuple(sorted({body.round or body.year for body in bodies} - {""}))


def round_of(programme: Programme, body: Body) -> Bilingual:
    """Return the round of a body as its programme calls it, else the year in which it began."""
    id_ = body.round or body.year
    called = {term.id: term.name for term in programme.rounds}.get(id_)
    return called or Bilingual(id_, id_)


def span(years: Sequence[str], separator: str) -> str:
    """Join years; three and more in a row as from the first to the last.

    >>> span(("2020", "2021"), ", "), span(("2019", "2021", "2022", "2023"), ", ")
    ('2020, 2021', '2019, 2021–2023')
    """
    runs: list[list[str]] = []
    for year in years:
        if runs and int(year) == int(runs[-1][-1]) + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    told = ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else run for run in runs)
    return separator.join(value for part in told for value in part)


def noun_of(programme: Programme) -> str:
    """Return the noun of a programme's bodies for addresses and file names.

    It is the English one in lower-case letters, such as ``cluster``.
    """
    return re.sub(r"[^a-z0-9]+", "-", programme.body.en.lower()).strip("-") or "body"


def begun(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]


def list_title(programme: Programme) -> Bilingual:
    """Return what a list of a programme's bodies is called: 산업단지 대개조 사업."""
    name, noun, many = programme.name, programme.body.ko, programme.bodies.en
    ko = name.ko if name.ko.endswith(noun) else f"{name.ko} {noun}"
    en = name.en if name.en.lower().endswith(many.lower()) else f"{name.en}: {many}"
    return Bilingual(ko, en)


class TieHeads(NamedTuple):
    """Headings of the columns of a table of ties."""

    start: Bilingual
    end: Bilingual
    under: Bilingual
    """Of what they belong to."""


def tie_heads(programmes: Iterable[Programme]) -> TieHeads:
    """Return what stands at the ends of the ties of programmes: 주관·거점, 연계, 협의체·사업."""
    roots: list[Bilingual] = []
    others: list[Bilingual] = []
    nouns: list[Bilingual] = []
    for programme in programmes:
        nouns.append(programme.body)
        starts, ends = ends_of(programme)
        roots += starts or [both("geo", "tie.start")]
        others += ends
    return TieHeads(_alternatives(roots), _alternatives(others), _alternatives(nouns))


def ends_of(programme: Programme) -> tuple[list[Bilingual], list[Bilingual]]:
    """Return the words for the roles at which ties start, and at which they end."""
    roles = [role for role in programme.roles if role.read_as is None]
    if programme.root is None:
        return [], [role.short for role in roles]
    starts = [role.short for role in roles if role.root]
    return starts, [role.short for role in roles if not role.root]


def in_sentence(text: Bilingual) -> Bilingual:
    """Return a name as it stands inside a sentence: in English without the capital of a word."""
    small = text.en[:1].lower() + text.en[1:]
    return Bilingual(text.ko, small if text.en[1:2].islower() else text.en)


def _alternatives(words: list[Bilingual]) -> Bilingual:
    ko = "·".join(dict.fromkeys(word.ko for word in words))
    return Bilingual(ko, begun(" or ".join(dict.fromkeys(word.en for word in words))))
