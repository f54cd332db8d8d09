"""Rules of declared programmes: references, roles by the tie rule, dates in their order."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from geo.model.programmes import TieRule, first_day
from geo.tables.declaration import DECLARATION
from geo.tables.problems import Problem, unknown
from geo.tables.programmes import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.tables.programmes import BodyRow, MemberRow, ProgrammeTables
    from geo.tables.schemas import Tables


def broken_programmes(tables: Tables) -> Iterator[Problem]:
    """Yield what is wrong in the programmes, each for itself and against the others."""
    owners: dict[str, str] = {}
    collections: dict[str, str] = {}
    for declared in tables.declared:
        programme = declared.programme
        for key, layer in (("bodies", programme.bodies_layer), ("ties", programme.ties_layer)):
            if layer is None:
                continue
            owner = collections.setdefault(layer.collection, f"{declared.id} {key}")
            if owner != f"{declared.id} {key}":
                facts = {"value": layer.collection, "programme": owner}
                file = f"{FOLDER}/{declared.id}/{DECLARATION}"
                yield Problem(file, 0, f"{key}.collection", "collection_elsewhere", facts)
        for row in declared.bodies:
            owner = owners.setdefault(row.id, declared.id)
            if owner != declared.id:
                facts = {"value": row.id, "programme": owner}
                yield Problem(declared.file("bodies"), row.line, "id", "body_elsewhere", facts)
        yield from broken_programme(declared)


def broken_programme(tables: ProgrammeTables) -> Iterator[Problem]:
    """Yield what is wrong in the tables of one programme."""
    yield from _repeated(tables)
    yield from _unknown(tables)
    yield from _roles(tables)
    yield from _endings(tables)
    yield from _dates(tables)


def _repeated(tables: ProgrammeTables) -> Iterator[Problem]:
    keys = (
        ("bodies", "id", [(row, row.id) for row in tables.bodies]),
        ("bodies", "no", [(row, row.no) for row in tables.bodies if row.no is not None]),
        ("sectors", "sector", [(row, (row.sector, row.subsector)) for row in tables.sectors]),
        ("members", "name_as_written", [(row, _printed(row)) for row in tables.members]),
    )
    for table, column, rows in keys:
        first: dict[object, int] = {}
        for row, key in rows:
            line = first.setdefault(key, row.line)
            if line != row.line:
                facts = {"value": key, "line": line}
                yield Problem(tables.file(table), row.line, column, "repeated", facts)


def _printed(row: MemberRow) -> tuple[object, ...]:
    """Return what is unique: a member is printed once at each place of a source."""
    name = (row.body_id, row.region_as_written, row.name_as_written)
    return (*name, row.starts_on, row.named_in, row.source, row.role)


def _unknown(tables: ProgrammeTables) -> Iterator[Problem]:
    programme = tables.programme
    bodies = {row.id for row in tables.bodies}
    roles = [role.id for role in programme.roles]
    statuses = [term.id for term in programme.statuses]
    sectors = {(row.sector, row.subsector) for row in tables.sectors}
    for body in tables.bodies:
        if body.status is not None and body.status not in statuses:
            yield unknown(tables.file("bodies"), body, "status", body.status, statuses)
        pair = (body.sector, body.subsector)
        if sectors and body.sector is not None and pair not in sectors:
            names = {"/".join(filter(None, known)) for known in sectors}
            yield unknown(
                tables.file("bodies"), body, "sector", "/".join(filter(None, pair)), names
            )
    for member in tables.members:
        if member.body_id not in bodies:
            yield unknown(tables.file("members"), member, "body_id", member.body_id, bodies)
        if member.role not in roles:
            yield unknown(tables.file("members"), member, "role", member.role, roles)
    for status in tables.statuses:
        if status.body_id not in bodies:
            yield unknown(tables.file("statuses"), status, "body_id", status.body_id, bodies)
        if status.status not in statuses:
            yield unknown(tables.file("statuses"), status, "status", status.status, statuses)


def _roles(tables: ProgrammeTables) -> Iterator[Problem]:
    """Hold a star to one root, and every body to members, unless it says that none are known."""
    programme = tables.programme
    roles: defaultdict[str, Counter[str]] = defaultdict(Counter)
    roots: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for member in tables.members:
        if member.ends_on is None:
            roles[member.body_id][member.role] += 1
            if member.role == programme.root:
                roots[member.body_id].add((member.named_in, member.source))
    root = programme.root or ""
    for body in tables.bodies:
        count = roles[body.id]
        others = count.total() - count[root]
        if programme.tie_rule is not TieRule.STAR:
            if not count and body.members_known == "yes":
                facts: dict[str, object] = {"value": body.id}
                yield Problem(tables.file("bodies"), body.line, "id", "no_members", facts)
            continue
        words = programme.role(root).name
        facts = {"value": body.id, "role": words.ko, "role_en": words.en}
        if not roots[body.id] or count[root] != len(roots[body.id]):
            facts["count"] = count[root]
            yield Problem(tables.file("bodies"), body.line, "id", "body_root", facts)
        elif (others > 0) != (body.members_known == "yes"):
            facts["count"] = others
            yield Problem(tables.file("bodies"), body.line, "members_known", "members_known", facts)


def _endings(tables: ProgrammeTables) -> Iterator[Problem]:
    """Hold a last day and a final status to each other, where the programme has a final one."""
    final = {term.id for term in tables.programme.statuses if term.final}
    if not final:
        return
    last = {row.id: row.status for row in tables.bodies}
    last |= {
        row.body_id: row.status
        for row in sorted(tables.statuses, key=lambda status_row: status_row.since)
    }
    for body in tables.bodies:
        if (last[body.id] in final) != (body.ends_on is not None):
            facts = {"value": body.id, "allowed": ", ".join(sorted(final))}
            yield Problem(tables.file("bodies"), body.line, "ends_on", "ended", facts)


def _dates(tables: ProgrammeTables) -> Iterator[Problem]:
    """Hold each date to those that come before it."""
    starts = {row.id: row.starts_on for row in tables.bodies}
    for body in tables.bodies:
        if body.ends_on and body.starts_on and _before(body.ends_on, body.starts_on):
            yield _too_early(tables, "bodies", body, "ends_on", body.starts_on)
    for member in tables.members:
        start = starts.get(member.body_id)
        for column in ("starts_on", "ends_on"):
            day = getattr(member, column)
            if day is not None and start is not None and _before(day, start):
                yield _too_early(tables, "members", member, column, start)
            start = day or start


def _before(day: str, other: str) -> bool:
    shorter = min(len(day), len(other))
    return day[:shorter] < other[:shorter] or first_day(day)[:shorter] < first_day(other)[:shorter]


def _too_early(
    tables: ProgrammeTables, table: str, row: BodyRow | MemberRow, column: str, start: str
) -> Problem:
    facts = {"value": getattr(row, column), "allowed": start}
    return Problem(tables.file(table), row.line, column, "too_early", facts)
