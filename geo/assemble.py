"""Checked rows and the resolver into model values: the step from names to places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

from geo.atlas import Atlas
from geo.errors import TableError
from geo.geocoding.gazetteer import Alias, Gazetteer
from geo.geocoding.resolver import Resolver
from geo.model.bilingual import Bilingual
from geo.model.evidence import Conflict, Evidence, Source
from geo.model.indicators import Indicator
from geo.model.places import District, Place, Region, Zone, Zoning
from geo.model.plan import PlanFigure, PlanTask, SectorMatch
from geo.model.requests import Request, RequestProgramme
from geo.networks.ties import ties_of
from geo.programmes import NameReader, make_bodies
from geo.regions.names import RegionNames
from geo.regions.timeline import NAMED_ON, Timeline, stands
from geo.register import make_register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from _typeshed import DataclassInstance

    from geo.tables import schemas as s
    from geo.tables.cells import Row
    from geo.tables.schemas import Tables

    _Located = s.IndicatorRow | s.PlanFigureRow | s.PlanTaskRow | s.SectorMatchRow

V = TypeVar("V", bound="DataclassInstance")


def assemble(tables: Tables) -> Atlas:
    """Resolve every name that the tables carry and tie the places together.

    Raises
    ------
    TableError
        With every name that leads to no place or to several, its row and the nearest names.
    """
    resolver = make_resolver(tables)
    reader = NameReader(resolver)
    bodies = [
        body
        for declared in tables.declared
        for body in make_bodies(declared, reader, tables.body_notes)
    ]
    sites = {
        row.id: reader.read(
            "policy_sites.csv", row.line, row.name_as_written, row.region_as_written
        )
        for row in tables.policy_sites
        if row.name_as_written
    }
    if reader.problems:
        raise TableError(tuple(reader.problems))

    timeline = make_timeline(tables)
    places = {place.id: timeline.moved(place, (), None) for place in make_places(tables)}
    programmes = {declared.id: declared.programme for declared in tables.declared}
    return Atlas(
        sources={row.id: _same_named(Source, row) for row in tables.sources},
        region_rows=tuple(timeline.regions),
        regions=RegionNames.of(timeline.regions),
        district_rows=tuple(timeline.districts),
        districts={
            district.code: district for district in timeline.districts if stands(district, None)
        },
        zonings={zoning.id: zoning for zoning in _zonings(tables)},
        places=places,
        other_names=_other_names(tables.aliases),
        programmes=programmes,
        bodies={body.id: body for body in bodies},
        ties=ties_of(programmes, bodies, places),
        conflicts=tuple(_conflict(row) for row in tables.conflicts),
        indicators=tuple(_indicator(row) for row in tables.indicators),
        plan_figures=tuple(_with_evidence(PlanFigure, row) for row in tables.plan_figures),
        plan_tasks=tuple(_with_evidence(PlanTask, row) for row in tables.plan_tasks),
        sector_matches=tuple(_with_evidence(SectorMatch, row) for row in tables.sector_crosswalk),
        register=make_register(
            tables, bodies, places, sites={id_: f.place.id for id_, f in sites.items() if f}
        ),
        requests=tuple(_requests(tables)),
    )


def make_timeline(tables: Tables) -> Timeline:
    """Return the 시도 and 시군구 of every day."""
    return Timeline(
        [_same_named(Region, row) for row in tables.regions],
        [_same_named(District, row) for row in tables.districts],
    )


def make_resolver(tables: Tables) -> Resolver:
    """Index the places, aliases and regions of the tables.

    Regions are those of a day on which 광주 and 전남 were two: what a document of that time says of
    one does not mean the other.
    """
    timeline = make_timeline(tables)
    regions = RegionNames.of(timeline.regions, NAMED_ON)
    aliases = [
        Alias(
            row.alias,
            row.place_id,
            regions.find(row.region_as_written).id if row.region_as_written else None,
            row.programme,
            row.confidence or "high",
        )
        for row in tables.aliases
    ]
    places = [timeline.moved(place, (), NAMED_ON) for place in make_places(tables)]
    return Resolver(Gazetteer.of(places, aliases, regions), regions)


def make_places(tables: Tables) -> Iterator[Place]:
    """Yield the places, with the names of regions that their rows have, of whatever day."""
    for row in tables.places:
        yield _same_named(Place, row, sigungu_all=row.sigungu, listed=row.listed == "yes")


def _zonings(tables: Tables) -> Iterator[Zoning]:
    for row in tables.zonings:
        zones = tuple(
            Zone(
                id=zone.id,
                name=Bilingual(zone.name_ko, zone.name_en),
                other_names=zone.other_names,
                regions=zone.regions,
                evidence=Evidence(zone.source, zone.locator),
            )
            for zone in tables.zones
            if zone.zoning == row.id
        )
        yield Zoning(
            id=row.id,
            name=Bilingual(row.name_ko, row.name_en),
            short=Bilingual(row.short_ko, row.short_en),
            since=row.since,
            zones=zones,
            evidence=Evidence(row.source, row.locator),
        )


def _other_names(rows: Iterable[s.AliasRow]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        # The pages' font has no hanja, and what one programme calls a place is no name of it.
        if row.kind != "hanja" and row.programme is None:
            found[row.place_id].append(row.alias)
    return {place_id: tuple(names) for place_id, names in found.items()}


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
