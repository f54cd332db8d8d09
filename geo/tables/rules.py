"""Rules over rows and tables; each yields every case in which it is broken."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from geo.messages import catalogue
from geo.model.places import PlaceKind
from geo.model.programmes import ConsortiumRole, ProjectRole
from geo.tables.evidence_rules import broken_evidence
from geo.tables.printed import states, states_share
from geo.tables.problems import Problem
from geo.tables.register_rules import broken_register

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
    from datetime import date

    from geo.tables.cells import Row
    from geo.tables.schemas import Tables


PROGRAMMES = ("consortia", "transformation", "smart-green", "convergence-plan")
"""Ids of the programmes that numbers and conflicts can speak of."""


def broken_rules(tables: Tables) -> Iterator[Problem]:
    """Yield a problem for each row that breaks a rule."""
    yield from _unique_keys(tables)
    yield from _known_sources(tables)
    yield from _known_references(tables)
    yield from _groups_and_members(tables)
    yield from _consortia_have_roles(tables)
    yield from _consortia_change_in_order(tables)
    yield from _projects_have_one_hub(tables)
    yield from _conflicts_touch_known_things(tables)
    yield from _indicators_are_whole(tables)
    yield from _plan_is_whole(tables)
    yield from _values_are_as_printed(tables)
    yield from broken_register(tables)
    yield from broken_evidence(tables)


def _unique_keys(tables: Tables) -> Iterator[Problem]:
    keyed: tuple[tuple[str, str, Sequence[Row], Callable[..., Hashable]], ...] = (
        ("sources", "id", tables.sources, lambda r: r.id),
        ("sectors", "sector", tables.sectors, lambda r: (r.sector, r.subsector)),
        ("consortia", "no", tables.consortia, lambda r: r.no),
        ("projects", "id", tables.projects, lambda r: r.id),
        ("places", "id", tables.places, lambda r: r.id),
        ("request_programmes", "id", tables.request_programmes, lambda r: r.id),
        (
            "requests",
            "programme_id",
            tables.requests,
            lambda r: (r.project_id, r.programme_id),
        ),
        (
            "aliases",
            "alias",
            tables.aliases,
            lambda r: (r.alias, r.region_as_written, r.programme, r.place_id),
        ),
        ("regions", "code", tables.regions, lambda r: r.code),
        ("districts", "code", tables.districts, lambda r: r.code),
        ("collections", "id", tables.collections, lambda r: r.id),
        ("plan_tasks", "id", tables.plan_tasks, lambda r: r.id),
        ("sector_crosswalk", "id", tables.sector_crosswalk, lambda r: r.id),
        (
            "plan_figures",
            "item",
            tables.plan_figures,
            lambda r: (r.series, r.item, r.year, r.printing),
        ),
        ("bodies", "name_ko", tables.bodies, lambda r: r.name_ko),
        ("programmes", "id", tables.programmes, lambda r: r.id),
        ("policy_sites", "id", tables.policy_sites, lambda r: r.id),
        ("sections", "section", tables.sections, lambda r: (r.source, r.section)),
        ("scan_errors", "id", tables.scan_errors, lambda r: r.id),
        ("agreements", "region_as_written", tables.agreements, lambda r: r.region_as_written),
        (
            "indicators",
            "indicator",
            tables.indicators,
            lambda r: (r.subject, r.indicator, r.period, r.named_in),
        ),
        (
            "participants",
            "complex_as_written",
            tables.participants,
            lambda r: (r.consortium_no, r.region_as_written, r.complex_as_written, r.joined_on),
        ),
        (
            "project_members",
            "name_as_written",
            tables.project_members,
            lambda r: (r.project_id, r.named_in, r.name_as_written),
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
    for table in type(tables).__dataclass_fields__:
        for row in getattr(tables, table):
            for column in ("source", "source_a", "source_b"):
                value = getattr(row, column, None)
                if value is not None and value not in known:
                    yield _unknown(table, row, column, value, known)
    for collection in tables.collections:
        for source in collection.sources:
            if source not in known:
                yield _unknown("collections", collection, "sources", source, known)


def _known_references(tables: Tables) -> Iterator[Problem]:
    projects = {row.id for row in tables.projects}
    references: tuple[tuple[str, Sequence[Row], str, Collection[object]], ...] = (
        (
            "participants",
            tables.participants,
            "consortium_no",
            {row.no for row in tables.consortia},
        ),
        ("project_members", tables.project_members, "project_id", projects),
        ("requests", tables.requests, "project_id", projects),
        ("project_notes", tables.project_notes, "project_id", projects),
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
            {row.name_ko for row in tables.regions if row.valid_to is None},
        ),
    )
    for table, rows, column, known in references:
        for row in rows:
            if getattr(row, column) not in known:
                yield _unknown(table, row, column, getattr(row, column), known)
    sectors = {(row.sector, row.subsector) for row in tables.sectors}
    for consortium in tables.consortia:
        pair = (consortium.sector, consortium.subsector)
        if pair not in sectors:
            names = {"/".join(filter(None, known)) for known in sectors}
            yield _unknown("consortia", consortium, "sector", "/".join(filter(None, pair)), names)


def _groups_and_members(tables: Tables) -> Iterator[Problem]:
    single = {row.id for row in tables.places if row.kind is not PlaceKind.GROUP}
    for place in tables.places:
        if (place.kind is PlaceKind.GROUP) != bool(place.members):
            yield Problem("places.csv", place.line, "members", "group_members")
        for member in place.members:
            if member not in single:
                yield _unknown("places", place, "members", member, single)


def _consortia_have_roles(tables: Tables) -> Iterator[Problem]:
    roles: defaultdict[int, Counter[ConsortiumRole]] = defaultdict(Counter)
    for participant in tables.participants:
        if participant.left_on is None:
            roles[participant.consortium_no][participant.role] += 1
    for row in tables.consortia:
        counts = roles[row.no]
        if counts[ConsortiumRole.LEAD] != 1 or not counts[ConsortiumRole.PARTNER]:
            facts = {
                "no": row.no,
                "leads": counts[ConsortiumRole.LEAD],
                "partners": counts[ConsortiumRole.PARTNER],
            }
            yield Problem("consortia.csv", row.line, "no", "consortium_roles", facts)


def _consortia_change_in_order(tables: Tables) -> Iterator[Problem]:
    """Hold closing to its status, and each date to those that come before it."""
    launched = {row.no: row.launched_on for row in tables.consortia}
    for row in tables.consortia:
        if (row.status == "withdrawn") != (row.closed_on is not None):
            yield Problem("consortia.csv", row.line, "closed_on", "closed_on", {"no": row.no})
        elif row.closed_on is not None and row.closed_on < row.launched_on:
            yield _too_early("consortia", row, "closed_on", row.launched_on)
    for participant in tables.participants:
        start = launched.get(participant.consortium_no)
        for column in ("joined_on", "left_on"):
            day = getattr(participant, column)
            if day is not None and start is not None and day < start:
                yield _too_early("participants", participant, column, start)
            start = day or start


def _too_early(table: str, row: Row, column: str, start: date) -> Problem:
    facts = {"value": getattr(row, column), "allowed": start}
    return Problem(f"{table}.csv", row.line, column, "too_early", facts)


def _projects_have_one_hub(tables: Tables) -> Iterator[Problem]:
    hubs: set[str] = set()
    linked: defaultdict[str, list[str]] = defaultdict(list)
    for member in tables.project_members:
        if member.role is ProjectRole.HUB:
            hubs.add(member.project_id)
        else:
            linked[member.project_id].append(member.name_as_written)
    for row in tables.projects:
        if row.id not in hubs:
            yield Problem("projects.csv", row.line, "id", "project_hub", {"value": row.id})
        if bool(linked[row.id]) != (row.links_known == "yes"):
            facts = {"value": row.id, "count": len(linked[row.id])}
            yield Problem("projects.csv", row.line, "links_known", "links_known", facts)


def _conflicts_touch_known_things(tables: Tables) -> Iterator[Problem]:
    known = {
        "complex": {row.id for row in tables.places},
        "consortium": {str(row.no) for row in tables.consortia},
        "project": {row.id for row in tables.projects},
        "indicator": {row.indicator for row in tables.indicators},
        "sector": {row.sector for row in tables.sectors},
        "programme": {*PROGRAMMES, *(row.id for row in tables.programmes)},
        "task": {row.id for row in tables.plan_tasks},
        "figure": {f"{row.series}-{row.item}-{row.year}" for row in tables.plan_figures},
    }
    for row in tables.conflicts:
        for reference in row.touches:
            kind, _, value = reference.partition(":")
            if kind not in known:
                yield _unknown("conflicts", row, "touches", reference, {f"{k}:…" for k in known})
            elif value not in known[kind]:
                yield _unknown("conflicts", row, "touches", reference, known[kind])


def _indicators_are_whole(tables: Tables) -> Iterator[Problem]:
    """Hold each number to a known subject, a unit, and what its share is a share of."""
    projects = {row.id for row in tables.projects}
    for row in tables.indicators:
        known = set(PROGRAMMES) if row.subject_kind == "programme" else projects
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
    sectors = {(row.sector, row.subsector) for row in tables.sectors}
    names = {sector for sector, _ in sectors}
    consortia = {row.no: (row.sector, row.subsector) for row in tables.consortia}
    for match in tables.sector_crosswalk:
        if match.sector is not None and match.sector not in names:
            yield _unknown("sector_crosswalk", match, "sector", match.sector, names)
        pair = (match.sector, match.subsector)
        fitting = {no for no, its in consortia.items() if pair in {its, (its[0], None)}}
        for no in match.consortia:
            if no not in fitting:
                yield _unknown("sector_crosswalk", match, "consortia", no, fitting)


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


def _unknown(table: str, row: Row, column: str, value: object, known: Iterable[object]) -> Problem:
    allowed = sorted(str(entry) for entry in known)
    shown = ", ".join(allowed[:12]) + (", …" if len(allowed) > 12 else "")
    facts = {"value": value, "allowed": shown}
    return Problem(f"{table}.csv", row.line, column, "unknown", facts)
