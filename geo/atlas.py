"""All facts of one build, by id, immutable."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geo.model.evidence import Conflict, Source
    from geo.model.indicators import Indicator
    from geo.model.network import Tie
    from geo.model.places import District, Place
    from geo.model.plan import PlanFigure, PlanTask, SectorMatch
    from geo.model.programmes import Consortium, ConsortiumRole, Project, ProjectRole
    from geo.model.register import Register
    from geo.model.requests import Request
    from geo.regions.names import RegionNames


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """Places, programmes and the ties between them."""

    sources: Mapping[str, Source]
    regions: RegionNames
    districts: Mapping[str, District]
    places: Mapping[str, Place]
    """In the table's order, policy sites included."""
    other_names: Mapping[str, tuple[str, ...]]
    """Place id to the spellings that are listed besides its official name."""
    consortia: tuple[Consortium, ...]
    projects: tuple[Project, ...]
    smart_green_years: Mapping[str, int]
    """Place id to the year in which it was chosen as a smart-green complex."""
    conflicts: tuple[Conflict, ...]
    indicators: tuple[Indicator, ...]
    plan_figures: tuple[PlanFigure, ...]
    plan_tasks: tuple[PlanTask, ...]
    sector_matches: tuple[SectorMatch, ...]
    register: Register
    requests: tuple[Request, ...]
    consortium_ties: tuple[Tie, ...]
    transformation_ties: tuple[Tie, ...]

    def names_of(self, place_id: str) -> frozenset[str]:
        """Return the place's id and those of the groups it belongs to."""
        groups = {p.id for p in self.places.values() if place_id in p.members}
        return frozenset({place_id, *groups})

    def consortia_of(self, place_id: str) -> Iterator[tuple[Consortium, ConsortiumRole]]:
        """Yield the consortia in force of a place, those of its groups included, with its role."""
        ids = self.names_of(place_id)
        for consortium in filter(attrgetter("in_force"), self.consortia):
            for participant in consortium.participants:
                if participant.place_id in ids:
                    yield consortium, participant.role

    def projects_of(self, place_id: str) -> Iterator[tuple[Project, ProjectRole]]:
        """Yield the transformation projects of a place, those of its groups included."""
        ids = self.names_of(place_id)
        for project in self.projects:
            for member in project.members:
                if member.place_id in ids:
                    yield project, member.role

    def smart_green_year(self, place_id: str) -> int | None:
        """Return the first year in which the place or one of its groups was chosen."""
        known = self.smart_green_years
        return min((known[id_] for id_ in self.names_of(place_id) if id_ in known), default=None)
