"""A map in words, for those who do not see it: every tie and hub, and where most ties meet."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from maps.view import View, apply

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from maps.scene import Tie
    from maps.teller import Teller
    from maps.view import Programmes

_MOST = 5
"""So many places are named as those where most ties meet."""


class Chapter(NamedTuple):
    """A sentence, and what it sums up one by one."""

    lead: str
    lines: tuple[str, ...]


def summary(teller: Teller, programmes: Programmes) -> tuple[Chapter, ...]:
    """Tell what a map without conditions shows."""
    words, scene = teller.words, teller.scene
    shown = apply(scene, View(), programmes)
    chapters = []
    if shown.consortium_ties:
        ties = shown.consortium_ties
        lead = words(
            "summary.consortia", consortia=len({tie.no for tie in ties}), **_counts(teller, ties)
        )
        chapters.append(Chapter(lead, tuple(_consortia(teller))))
    if shown.project_ties:
        lead = words("summary.projects", **_counts(teller, shown.project_ties))
        chapters.append(Chapter(lead, tuple(_projects(teller))))
    ends = Counter(
        end
        for tie in (*shown.consortium_ties, *shown.project_ties)
        for end in (tie.from_id, tie.to_id)
    )
    if ends:
        lines = [
            words("summary.place", name=teller.names[id_], ties=count)
            for id_, count in ends.most_common(_MOST)
        ]
        chapters.append(Chapter(words("summary.places", places=len(shown.places)), tuple(lines)))
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


def _consortia(teller: Teller) -> Iterator[str]:
    for no in dict.fromkeys(tie.no for tie in teller.scene.consortium_ties):
        ties = teller.scene.consortium(no)
        yield teller.words(
            "summary.consortium",
            name=teller.words("popup.consortium", no=no, name=ties[0].name),
            sector=teller.sector(ties[0]),
            start=teller.names[ties[0].from_id],
            ends=", ".join(teller.names[tie.to_id] for tie in ties),
        )


def _projects(teller: Teller) -> Iterator[str]:
    scene, words = teller.scene, teller.words
    for project in scene.projects:
        ties = scene.project(project.round_year, project.region)
        ends = ", ".join(teller.names[tie.to_id] for tie in ties)
        yield words(
            "summary.project" if ties else "summary.hub",
            name=teller.project_name(project.round_year, project.region),
            start=teller.names[project.hub_id],
            ends=ends,
        )
