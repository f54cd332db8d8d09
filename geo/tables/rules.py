"""Rules over rows and tables; each yields every case in which it is broken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.messages import catalogue
from geo.model.places import PlaceKind
from geo.tables.evidence_rules import broken_evidence, too_sure
from geo.tables.printed import states, states_share
from geo.tables.problems import Problem, unknown
from geo.tables.programme_rules import broken_programmes
from geo.tables.references import PLAN, broken_references
from geo.tables.region_rules import broken_regions
from geo.tables.register_rules import broken_register

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence

    from geo.tables.cells import Row
    from geo.tables.schemas import Tables


def broken_rules(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each row that breaks a rule."""
    yield from _unique_keys(tables)
    yield from _known_sources(tables)
    yield from _known_references(tables)
    yield from _groups_and_members(tables)
    yield from broken_regions(tables)
    yield from broken_programmes(tables)
    yield from broken_references(tables)
    yield from _indicators_are_whole(tables)
    yield from _plan_is_whole(tables)
    yield from _values_are_as_printed(tables)
    yield from broken_register(tables)
    yield from broken_evidence(tables)
    yield from too_sure(tables)


def _unique_keys(tables: Tables) -> Iterator[Problem]:
    keyed: tuple[tuple[str, str, Sequence[Row], Callable[..., Hashable]], ...] = (
        ("sources", "id", tables.sources, lambda r: r.id),
        ("places", "id", tables.places, lambda r: r.id),
        ("request_programmes", "id", tables.request_programmes, lambda r: r.id),
        (
            "requests",
            "programme_id",
            tables.requests,
            lambda r: (r.body_id, r.programme_id),
        ),
        (
            "aliases",
            "alias",
            tables.aliases,
            lambda r: (r.alias, r.region_as_written, r.programme, r.place_id),
        ),
        ("regions", "code", tables.regions, lambda r: (r.code, r.valid_to)),
        ("districts", "code", tables.districts, lambda r: r.code),
        ("zonings", "id", tables.zonings, lambda r: r.id),
        ("zones", "id", tables.zones, lambda r: (r.zoning, r.id)),
        ("collections", "id", tables.collections, lambda r: r.id),
        ("plan_tasks", "id", tables.plan_tasks, lambda r: r.id),
        ("sector_crosswalk", "id", tables.sector_crosswalk, lambda r: r.id),
        (
            "plan_figures",
            "item",
            tables.plan_figures,
            lambda r: (r.series, r.item, r.year, r.printing),
        ),
        ("agencies", "name_ko", tables.agencies, lambda r: r.name_ko),
        ("programmes", "id", tables.programmes, lambda r: r.id),
        ("policy_sites", "id", tables.policy_sites, lambda r: r.id),
        ("sections", "section", tables.sections, lambda r: (r.source, r.section)),
        ("scan_errors", "id", tables.scan_errors, lambda r: r.id),
        ("agreements", "region_as_written", tables.agreements, lambda r: r.region_as_written),
        (
            "indicators",
            "indicator",
            tables.indicators,
            lambda r: (r.subject, r.indicator, r.period, r.named_in, r.source),
        ),
    )
    for table, column, rows, key in keyed:
        first: dict[Hashable, int] = {}
        for row in rows:
            line = first.setdefault(key(row), row.line)
            if line != row.line:
                facts = {"value": key(row), "line": line}
                yield Problem(f"{table}.csv", row.line, column, "repeated", facts)


def _known_sources(tables: Tables) -> Iterator[Problem]:
    known = {row.id for row in tables.sources}
    for file, _, row in tables.rows():
        for column in ("source", "source_a", "source_b"):
            value = getattr(row, column, None)
            if value is not None and value not in known:
                yield unknown(file, row, column, value, known)
    for collection in tables.collections:
        for source in collection.sources:
            if source not in known:
                yield _unknown("collections", collection, "sources", source, known)


def _known_references(tables: Tables) -> Iterator[Problem]:
    bodies = _bodies(tables)
    references: tuple[tuple[str, Sequence[Row], str, Collection[object]], ...] = (
        ("requests", tables.requests, "body_id", bodies),
        ("body_notes", tables.body_notes, "body_id", bodies),
        (
            "requests",
            tables.requests,
            "programme_id",
            {row.id for row in tables.request_programmes},
        ),
        ("aliases", tables.aliases, "place_id", {row.id for row in tables.places}),
        (
            "places",
            tables.places,
            "sido",
            {row.name_ko for row in tables.regions},
        ),
    )
    for table, rows, column, known in references:
        for row in rows:
            if getattr(row, column) not in known:
                yield _unknown(table, row, column, getattr(row, column), known)


def _groups_and_members(tables: Tables) -> Iterator[Problem]:
    single = {row.id for row in tables.places if row.kind is not PlaceKind.GROUP}
    for place in tables.places:
        if (place.kind is PlaceKind.GROUP) != bool(place.members):
            yield Problem("places.csv", place.line, "members", "group_members")
        for member in place.members:
            if member not in single:
                yield _unknown("places", place, "members", member, single)


def _indicators_are_whole(tables: Tables) -> Iterator[Problem]:
    """Hold each number to a known subject, a unit, and what its share is a share of."""
    programmes, bodies = _programmes(tables), _bodies(tables)
    for row in tables.indicators:
        known = programmes if row.subject_kind == "programme" else bodies
        if row.subject not in known:
            yield _unknown("indicators", row, "subject", row.subject, known)
        if row.value is not None and row.unit is None:
            yield Problem("indicators.csv", row.line, "unit", "empty")
        if row.base_ko is not None and row.base_stated is None:
            yield Problem("indicators.csv", row.line, "base_stated", "empty")
        if catalogue("geo", "ko").texts.get(f"indicator.{row.indicator}") is None:
            known = set(catalogue("geo", "ko").under("indicator"))
            yield _unknown("indicators", row, "indicator", row.indicator, known)


def _plan_is_whole(tables: Tables) -> Iterator[Problem]:
    """Hold tasks to known parents, breakdowns to known names, matches to known sectors."""
    tasks = {row.id for row in tables.plan_tasks}
    for task in tables.plan_tasks:
        if task.parent is not None and task.parent not in tasks:
            yield _unknown("plan_tasks", task, "parent", task.parent, tasks)
    series = set(catalogue("geo", "ko").under("series"))
    for figure in tables.plan_figures:
        if figure.series not in series:
            yield _unknown("plan_figures", figure, "series", figure.series, series)
    declared = {programme_tables.id: programme_tables for programme_tables in tables.declared}
    for match in tables.sector_crosswalk:
        if match.programme is None:
            if match.sector is not None:
                yield Problem("sector_crosswalk.csv", match.line, "programme", "empty")
            continue
        if match.programme not in declared:
            yield _unknown("sector_crosswalk", match, "programme", match.programme, declared)
            continue
        sectors = {row.sector for row in declared[match.programme].sectors}
        if match.sector not in sectors:
            yield _unknown("sector_crosswalk", match, "sector", match.sector, sectors)
        sector_of = {
            row.no: (row.sector, row.subsector) for row in declared[match.programme].bodies
        }
        pair = (match.sector, match.subsector)
        fitting = {no for no, its in sector_of.items() if pair in {its, (its[0], None)}}
        for no in match.bodies:
            if no not in fitting:
                yield _unknown("sector_crosswalk", match, "bodies", no, fitting)


def _values_are_as_printed(tables: Tables) -> Iterator[Problem]:
    """Hold each number to the wording that stands beside it in its row."""
    for table, rows in (("indicators", tables.indicators), ("plan_figures", tables.plan_figures)):
        for row in rows:
            facts = {"printed": row.printed}
            if row.value is not None and not states(row.printed, row.value):
                facts["value"] = f"{row.value:g}"
                yield Problem(f"{table}.csv", row.line, "value", "not_as_printed", facts)
            if row.share_pct is not None and not states_share(row.printed, row.share_pct):
                facts["value"] = f"{row.share_pct:g}"
                yield Problem(f"{table}.csv", row.line, "share_pct", "not_as_printed", facts)


def _bodies(tables: Tables) -> set[str]:
    return {row.id for declared in tables.declared for row in declared.bodies}


def _programmes(tables: Tables) -> set[str]:
    return {PLAN, *(declared.id for declared in tables.declared)}


def _unknown(table: str, row: Row, column: str, value: object, known: Iterable[object]) -> Problem:
    return unknown(f"{table}.csv", row, column, value, known)
