"""What the panel tells about a consortium or a project of the transformation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.records import fact, item, section, told
from maps.scene import ConsortiumTie, ProjectTie
from maps.teller import PROJECT_BADGE
from maps.view import consortium_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from maps.records import Record
    from maps.scene import Project, Tie
    from maps.teller import Teller


def tell_consortium(teller: Teller, no: int) -> Record:
    """Tell who leads a consortium, its ties, and which others tie the same places."""
    words, ties = teller.words, teller.scene.consortium(no)
    first = ties[0]
    return told(
        title=words("popup.consortium", no=no, name=first.name),
        kicker=words("popup.consortia"),
        badge=teller.badge(first),
        sections=[
            section(words("popup.takes_part"), _participants(teller, ties, "lead")),
            section(words("panel.neighbours"), list(_neighbours(teller, ties))),
            teller.conflicts(conflict for tie in ties for conflict in tie.conflicts),
        ],
        facts=[
            fact(words("panel.sector"), teller.sector(first)),
            fact(words("popup.printed"), _printed(ties)),
        ],
        notes=[],
        sources=_sources(teller, _cited(ties)),
    )


def tell_project(teller: Teller, project: Project) -> Record:
    """Tell which hub a project has, its ties and numbers; the round of 2020 has hubs alone."""
    words, scene = teller.words, teller.scene
    ties = scene.project(project.round_year, project.region)
    lone = _participant(teller, project.hub_id, words("role.hub"))
    conflicts = [*project.conflicts, *(one for tie in ties for one in tie.conflicts)]
    return told(
        title=teller.project_name(project.round_year, project.region),
        kicker=words("popup.transformation"),
        badge=PROJECT_BADGE,
        sections=[
            section(
                words("popup.takes_part"), _participants(teller, ties, "hub") if ties else [lone]
            ),
            section(words("panel.neighbours"), list(_neighbours(teller, ties))),
            teller.indicators(one for one in scene.indicators if one.project_id == project.id),
            teller.conflicts(conflicts),
        ],
        facts=[fact(words("popup.printed"), _printed(ties))] if ties else [],
        notes=[project.note],
        sources=_sources(teller, [*project.sources, *_cited(ties)]),
    )


def _participants(teller: Teller, ties: Sequence[Tie], role: str) -> list[Record]:
    """Return the place that all ties start from, then each other end with its tie."""
    lead = _participant(teller, ties[0].from_id, teller.words(f"role.{role}"))
    return [lead, *(_partner(teller, tie) for tie in ties)]


def _partner(teller: Teller, tie: Tie) -> Record:
    words = teller.words
    role, lines = "partner", []
    if isinstance(tie, ProjectTie):
        role, named = tie.role, words(f"named_in.{tie.named_in}")
        lines = [*filter(None, [tie.function]), words("panel.named_in", where=named)]
    length = words("popup.length_value", km=f"{tie.length_km:,.1f}")
    crossing = words("panel.crosses" if tie.crosses_sido else "panel.stays")
    first = " · ".join((words(f"role.{role}"), length, crossing))
    return _participant(teller, tie.to_id, "\n".join((first, *lines)))


def _participant(teller: Teller, place_id: str, text: str) -> Record:
    return item(text, title=teller.names[place_id], leads_to=place_id)


def _neighbours(teller: Teller, own: Sequence[Tie]) -> Iterator[Record]:
    """Yield the ties of others between the same two places, parallel or in return."""
    scene, words = teller.scene, teller.words
    mine = {tie.id for tie in own}
    for tie in own:
        ways = {(tie.from_id, tie.to_id): "parallel", (tie.to_id, tie.from_id): "reciprocal"}
        others: tuple[Tie, ...] = (*scene.consortium_ties, *scene.project_ties)
        for other in others:
            way = ways.get((other.from_id, other.to_id))
            if way is None or other.id in mine:
                continue
            start, end = teller.names[other.from_id], teller.names[other.to_id]
            text = words(f"panel.{way}", start=start, end=end)
            if isinstance(other, ConsortiumTie):
                title = words("popup.consortium", no=other.no, name=other.name)
                owner = consortium_id(other.no)
                yield item(text, title=title, badge=teller.badge(other), leads_to=owner)
            elif isinstance(other, ProjectTie):
                title = teller.project_name(other.round_year, other.region)
                yield item(text, title=title, badge=PROJECT_BADGE, leads_to=other.project_id)


def _printed(ties: Sequence[Tie]) -> str:
    return f"{ties[0].from_printed} → {', '.join(tie.to_printed for tie in ties)}"


def _cited(ties: Sequence[Tie]) -> Iterator[tuple[str, str]]:
    """Yield document and locator of each tie."""
    for tie in ties:
        for source in tie.sources:
            yield source, tie.locator


def _sources(teller: Teller, cited: Iterable[tuple[str, str]]) -> list[Record]:
    """Return each document once, with all its locators."""
    locators: dict[str, dict[str, None]] = {}
    for source, locator in cited:
        locators.setdefault(source, {})[locator] = None
    return [teller.source(source, found) for source, found in locators.items()]
