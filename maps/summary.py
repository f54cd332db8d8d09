"""A map in words, for those who do not see it: every tie and site, and where most ties meet."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from maps.view import View, apply

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.model.network import Tie
    from geo.model.programmes import Body
    from maps.teller import Teller

_MOST = 5
"""So many places are named as those where most ties meet."""


class Chapter(NamedTuple):
    """A sentence, and what it sums up one by one."""

    lead: str
    lines: tuple[str, ...]


def summary(teller: Teller, drawn: Sequence[str]) -> tuple[Chapter, ...]:
    """Tell what a map without conditions shows, programme by programme."""
    words, atlas = teller.words, teller.scene.atlas
    shown = apply(teller.scene, View(), drawn)
    chapters = []
    for id_ in drawn:
        bodies, ties = shown.bodies_of(id_), shown.ties_of(id_)
        if not bodies:
            continue
        programme = atlas.programmes[id_]
        counts: dict[str, object] = {
            "programme": programme.name.of(teller.lang),
            "nouns": programme.bodies.of(teller.lang),
            "bodies": len(bodies),
        }
        if ties:
            lead = words("summary.ties", **counts, **_counts(teller, ties))
        else:
            lead = words("summary.sites", **counts)
        chapters.append(Chapter(lead, tuple(_line(teller, body) for body in bodies)))
    ends = Counter(end for tie in shown.ties for end in (tie.from_id, tie.to_id))
    if ends:
        lines = tuple(
            words("summary.place", name=teller.names[id_], ties=count)
            for id_, count in ends.most_common(_MOST)
        )
        chapters.append(Chapter(words("summary.places", places=len(shown.places)), lines))
    return tuple(chapters)


def _counts(teller: Teller, ties: Sequence[Tie]) -> dict[str, object]:
    by_length = sorted(ties, key=lambda tie: tie.length_km)
    return {
        "ties": len(ties),
        "crossing": sum(tie.crosses_sido for tie in ties),
        "shortest": _named(teller, by_length[0]),
        "longest": _named(teller, by_length[-1]),
    }


def _named(teller: Teller, tie: Tie) -> str:
    return teller.words(
        "summary.tie",
        start=teller.names[tie.from_id],
        end=teller.names[tie.to_id],
        km=f"{tie.length_km:,.0f}",
    )


def _line(teller: Teller, body: Body) -> str:
    """Name a body with its members by their roles."""
    name, sector = teller.body_name(body), teller.sector(body)
    called = f"{name} ({sector})" if sector else name
    return teller.words("summary.body", name=called, members=", ".join(_members(teller, body)))


def _members(teller: Teller, body: Body) -> Iterator[str]:
    roles = dict.fromkeys(member.role for member in body.members)
    for role in roles:
        names = [teller.names[m.place_id] for m in body.members if m.role == role]
        yield f"{teller.role(body, role)} {', '.join(names)}"
