"""Checked rows and the resolver into model values: the step from names to places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from geo.atlas import Atlas
from geo.errors import AmbiguousPlaceError, RegionError, TableError, UnresolvedPlaceError
from geo.geocoding.gazetteer import Alias, Gazetteer
from geo.geocoding.resolver import Resolver
from geo.model.evidence import Conflict, Evidence, Source
from geo.model.indicators import Indicator
from geo.model.places import District, Place, Region
from geo.model.plan import PlanFigure, PlanTask, SectorMatch
from geo.model.programmes import (
    Consortium,
    ConsortiumRole,
    Member,
    Participant,
    Printing,
    Project,
    ProjectNote,
    ProjectRole,
)
from geo.model.requests import Request, RequestProgramme
from geo.networks.ties import consortium_ties, transformation_ties
from geo.regions.names import RegionNames
from geo.register import make_register
from geo.tables.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from _typeshed import DataclassInstance

    from geo.geocoding.resolver import Resolution
    from geo.tables import schemas as s
    from geo.tables.cells import Row
    from geo.tables.schemas import Tables

    _Located = s.IndicatorRow | s.PlanFigureRow | s.PlanTaskRow | s.SectorMatchRow

R = TypeVar("R")
V = TypeVar("V", bound="DataclassInstance")


def assemble(tables: Tables) -> Atlas:
    """Resolve every name that the tables carry and tie the places together.

    Raises
    ------
    TableError
        With every name that leads to no place or to several, its row and the nearest names.
    """
    resolver = make_resolver(tables)
    found = _Found(resolver)
    participants = [
        (
            row,
            found.complex("participants", row.line, row.complex_as_written, row.region_as_written),
        )
        for row in tables.participants
    ]
    regions = {row.id: row.region_as_written for row in tables.projects}
    members = [
        (row, found.member(row.line, row.name_as_written, regions[row.project_id]))
        for row in tables.project_members
    ]
    smart_green = [
        (row, found.complex("smart_green", row.line, row.complex_as_written, row.region_as_written))
        for row in tables.smart_green
    ]
    sites = {
        row.id: found.complex(
            "policy_sites", row.line, row.name_as_written, row.region_as_written or ""
        )
        for row in tables.policy_sites
        if row.name_as_written
    }
    if found.problems:
        raise TableError(tuple(found.problems))

    places = resolver.gazetteer.places
    consortia = tuple(_consortia(tables, list(_resolved(participants))))
    projects = tuple(_projects(tables, list(_resolved(members)), resolver.regions))
    return Atlas(
        sources={row.id: _same_named(Source, row) for row in tables.sources},
        regions=resolver.regions,
        districts={row.code: _same_named(District, row) for row in tables.districts},
        places=places,
        other_names=_other_names(tables.aliases),
        consortia=consortia,
        projects=projects,
        smart_green_years={r.place.id: row.year for row, r in _resolved(smart_green)},
        conflicts=tuple(_conflict(row) for row in tables.conflicts),
        indicators=tuple(_indicator(row) for row in tables.indicators),
        plan_figures=tuple(_with_evidence(PlanFigure, row) for row in tables.plan_figures),
        plan_tasks=tuple(_with_evidence(PlanTask, row) for row in tables.plan_tasks),
        sector_matches=tuple(_with_evidence(SectorMatch, row) for row in tables.sector_crosswalk),
        register=make_register(
            tables,
            consortia,
            projects,
            smart_green=[(row, found.place) for row, found in _resolved(smart_green)],
            sites={id_: found.place.id for id_, found in sites.items() if found},
        ),
        requests=tuple(_requests(tables)),
        consortium_ties=consortium_ties(consortia, places),
        transformation_ties=transformation_ties(projects, places),
    )


def make_resolver(tables: Tables) -> Resolver:
    """Index the places, aliases and regions of the tables."""
    regions = RegionNames.of(_same_named(Region, row) for row in tables.regions)
    aliases = [
        Alias(
            row.alias,
            row.place_id,
            regions.find(row.region_as_written).id if row.region_as_written else None,
            row.programme,
        )
        for row in tables.aliases
    ]
    places = [_same_named(Place, row, sigungu_all=row.sigungu) for row in tables.places]
    return Resolver(Gazetteer.of(places, aliases, regions), regions)


def _other_names(rows: Iterable[s.AliasRow]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        # The pages' font has no hanja, and what one programme calls a place is no name of it.
        if row.kind != "hanja" and row.programme is None:
            found[row.place_id].append(row.alias)
    return {place_id: tuple(names) for place_id, names in found.items()}


class _Found:
    """Resolves row by row and keeps what fails as problems."""

    def __init__(self, resolver: Resolver) -> None:
        self.problems: list[Problem] = []
        self._resolver = resolver

    def complex(self, table: str, line: int, written: str, region: str) -> Resolution | None:
        return self._resolve(f"{table}.csv", line, "complex_as_written", written, region)

    def member(self, line: int, written: str, region: str) -> Resolution | None:
        return self._resolve("project_members.csv", line, "name_as_written", written, region)

    def _resolve(
        self, file: str, line: int, column: str, written: str, region: str
    ) -> Resolution | None:
        try:
            return self._resolver.resolve(written, region)
        except RegionError as error:
            self.problems.append(Problem(file, line, "region_as_written", "region", error.facts()))
        except UnresolvedPlaceError as error:
            self.problems.append(Problem(file, line, column, "unresolved", error.facts()))
        except AmbiguousPlaceError as error:
            self.problems.append(Problem(file, line, column, "ambiguous", error.facts()))
        return None


def _resolved(rows: Iterable[tuple[R, Resolution | None]]) -> Iterator[tuple[R, Resolution]]:
    return ((row, found) for row, found in rows if found is not None)


def _consortia(
    tables: Tables, participants: list[tuple[s.ParticipantRow, Resolution]]
) -> Iterator[Consortium]:
    english = {(row.sector, row.subsector): row.name_en for row in tables.sectors}
    for row in tables.consortia:
        members = [
            Participant(
                role=participant.role,
                region_as_written=participant.region_as_written,
                complex_as_written=participant.complex_as_written,
                place_id=found.place.id,
                method=found.method,
                matched=found.matched,
                joined_on=_day(participant.joined_on),
                left_on=_day(participant.left_on),
                evidence=Evidence(participant.source, participant.locator),
            )
            for participant, found in participants
            if participant.consortium_no == row.no
        ]
        current = [member for member in members if member.left_on is None]
        yield Consortium(
            no=row.no,
            sector=row.sector,
            sector_en=english[row.sector, None],
            subsector=row.subsector,
            subsector_en=english[row.sector, row.subsector] if row.subsector else None,
            name=row.name,
            name_en=row.name_en,
            status=row.status,
            selected_on=row.selected_on,
            launched_on=row.launched_on.isoformat(),
            closed_on=_day(row.closed_on),
            lead=next(member for member in current if member.role is ConsortiumRole.LEAD),
            partners=tuple(m for m in current if m.role is ConsortiumRole.PARTNER),
            former=tuple(m for m in members if m.left_on is not None),
            evidence=Evidence(row.source, row.locator),
        )


def _projects(
    tables: Tables,
    members: list[tuple[s.ProjectMemberRow, Resolution]],
    regions: RegionNames,
) -> Iterator[Project]:
    for row in tables.projects:
        of_project = [(member, found) for member, found in members if member.project_id == row.id]
        merged = list(_merged(of_project))
        region = regions.find(row.region_as_written)
        yield Project(
            id=row.id,
            round_year=row.round,
            region=region.short_ko,
            region_en=region.short_en,
            status=row.status,
            announced_on=row.announced_on.isoformat(),
            vision_ko=row.vision_ko,
            vision_en=row.vision_en,
            industries_ko=row.industries_ko,
            industries_en=row.industries_en,
            note_ko=row.note_ko,
            note_en=row.note_en,
            notes=tuple(
                ProjectNote(
                    topic=note.topic,
                    text_ko=note.text_ko,
                    text_en=note.text_en,
                    evidence=Evidence(note.source, note.locator),
                )
                for note in tables.project_notes
                if note.project_id == row.id
            ),
            hub=next(member for member in merged if member.role is ProjectRole.HUB),
            linked=tuple(member for member in merged if member.role is not ProjectRole.HUB),
            evidence=Evidence(row.source, row.locator),
        )


def _merged(rows: list[tuple[s.ProjectMemberRow, Resolution]]) -> Iterator[Member]:
    """Join the printings of one place, in the order of their first printing."""
    order = {found.place.id: i for i, (_, found) in reversed(list(enumerate(rows)))}
    rows = sorted(rows, key=lambda pair: order[pair[1].place.id])
    for place_id, printed in groupby(rows, key=lambda pair: pair[1].place.id):
        pairs = list(printed)
        told = [row.role for row, _ in pairs if row.role is not ProjectRole.LINKED]
        yield Member(
            role=told[0] if told else ProjectRole.LINK,
            place_id=place_id,
            printings=tuple(
                Printing(
                    named_in=row.named_in,
                    name_as_written=row.name_as_written,
                    function_ko=row.function_ko,
                    function_en=row.function_en,
                    method=found.method,
                    matched=found.matched,
                    evidence=Evidence(row.source, row.locator),
                )
                for row, found in pairs
            ),
        )


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _conflict(row: s.ConflictRow) -> Conflict:
    return _same_named(
        Conflict,
        row,
        evidence_a=Evidence(row.source_a, row.locator_a),
        evidence_b=Evidence(row.source_b, row.locator_b),
    )


def _indicator(row: s.IndicatorRow) -> Indicator:
    stated = None if row.base_stated is None else row.base_stated == "yes"
    return _with_evidence(Indicator, row, base_stated=stated)


def _with_evidence(kind: type[V], row: _Located, **given: object) -> V:
    return _same_named(kind, row, evidence=Evidence(row.source, row.locator), **given)


def _requests(tables: Tables) -> Iterator[Request]:
    programmes = {row.id: _same_named(RequestProgramme, row) for row in tables.request_programmes}
    for row in tables.requests:
        named = {
            "programme": programmes[row.programme_id],
            "evidence": Evidence(row.source, row.locator),
        }
        yield _same_named(Request, row, **named)


def _same_named(kind: type[V], row: Row, **given: object) -> V:
    """Make a value of `kind` from the cells of `row` that bear its fields' names, and `given`."""
    names = {field.name for field in fields(kind)} - given.keys()
    return kind(**{name: getattr(row, name) for name in names}, **given)
