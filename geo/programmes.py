"""The rows of a declared programme into bodies: names into places, printings into memberships."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from geo.errors import AmbiguousPlaceError, RegionError, UnresolvedPlaceError
from geo.model.bilingual import Bilingual, bilingual
from geo.model.evidence import Evidence
from geo.model.programmes import (
    CONFIDENCES,
    Body,
    BodyNote,
    Membership,
    Printing,
    Status,
    TieRule,
)
from geo.tables.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.geocoding.resolver import Resolution, Resolver
    from geo.model.programmes import Programme, Value
    from geo.regions.names import RegionNames
    from geo.tables.cells import Row
    from geo.tables.evidence import BodyNoteRow
    from geo.tables.programmes import BodyRow, MemberRow, ProgrammeTables, StatusRow

    Attributes = Mapping[str, Value | Bilingual]
    Read = tuple[MemberRow, Resolution]


class NameReader:
    """Resolves the names of rows one by one and keeps what fails as problems."""

    def __init__(self, resolver: Resolver) -> None:
        self.problems: list[Problem] = []
        self.resolver = resolver

    def read(self, file: str, line: int, written: str, region: str | None) -> Resolution | None:
        """Return the place that `written` means in `region`; None, and a problem, without one."""
        found = self.read_all(file, line, written, region, None)
        return found[0] if len(found) == 1 else None

    def read_all(
        self, file: str, line: int, written: str, region: str | None, programme: str | None
    ) -> tuple[Resolution, ...]:
        """Return the places that `written` lists in a document of `programme`: mostly one.

        Where a name means none or several, none is returned and the problem is kept.
        """
        column = "name_as_written"
        try:
            return self.resolver.resolve_all(written, region or "", programme)
        except RegionError as error:
            self.problems.append(Problem(file, line, "region_as_written", "region", error.facts()))
        except UnresolvedPlaceError as error:
            self.problems.append(Problem(file, line, column, "unresolved", error.facts()))
        except AmbiguousPlaceError as error:
            self.problems.append(Problem(file, line, column, "ambiguous", error.facts()))
        return ()


def make_bodies(
    declared: ProgrammeTables, reader: NameReader, body_notes: Iterable[BodyNoteRow] = ()
) -> list[Body]:
    """Make the bodies of a programme in the table's order; names that fail are left out."""
    noted = tuple(body_notes)
    regions = {row.id: row.region_as_written for row in declared.bodies}
    read: dict[str, list[Read]] = {row.id: [] for row in declared.bodies}
    file = declared.file("members")
    for row in declared.members:
        region = row.region_as_written or regions[row.body_id]
        named = (row.line, row.name_as_written, region)
        for found in reader.read_all(file, *named, declared.id):
            read[row.body_id].append((row, found))
    reader.problems += _split_roots(declared, read)
    english = {(row.sector, row.subsector): row.name_en for row in declared.sectors}
    return [
        _body(
            row,
            declared,
            list(_memberships(declared.programme, read[row.id])),
            english,
            [note for note in noted if note.body_id == row.id],
            reader.resolver.regions,
        )
        for row in declared.bodies
    ]


def _split_roots(
    declared: ProgrammeTables, read: Mapping[str, Sequence[Read]]
) -> Iterator[Problem]:
    """Yield each printing of a root that means another place than the first one of its body."""
    programme = declared.programme
    for named in read.values():
        roots = [
            pair for pair in named if pair[0].role == programme.root and pair[0].ends_on is None
        ]
        for row, found in roots:
            if programme.tie_rule is TieRule.STAR and found.place.id != roots[0][1].place.id:
                facts = {"value": row.name_as_written, "place": found.place.name_ko}
                facts |= {"name": roots[0][0].name_as_written, "other": roots[0][1].place.name_ko}
                file = declared.file("members")
                yield Problem(file, row.line, "name_as_written", "split_root", facts)


def _body(
    row: BodyRow,
    declared: ProgrammeTables,
    members: Sequence[Membership],
    english: Mapping[tuple[str, str | None], str],
    notes: Sequence[BodyNoteRow],
    regions: RegionNames,
) -> Body:
    programme = declared.programme
    region = regions.find(row.region_as_written) if row.region_as_written else None
    current = [member for member in members if member.ends_on is None]
    current.sort(key=lambda member: member.role != programme.root)
    later = [status for status in declared.statuses if status.body_id == row.id]
    own = Evidence(row.source, row.locator)
    elsewhere = [Evidence(status_row.source, status_row.locator) for status_row in later]
    elsewhere += [Evidence(note.source, note.locator) for note in notes]
    further = dict.fromkeys(evidence for evidence in elsewhere if evidence.source != row.source)
    return Body(
        id=row.id,
        programme=programme.id,
        no=row.no,
        round=row.round,
        name=Bilingual(row.name_ko, row.name_en),
        sector=bilingual(row.sector, english.get((row.sector or "", None))),
        subsector=bilingual(row.subsector, english.get((row.sector or "", row.subsector))),
        region=Bilingual(region.short_ko, region.short_en) if region else None,
        statuses=tuple(_statuses(row, later, programme)),
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        members=tuple(current),
        former=tuple(member for member in members if member.ends_on is not None),
        notes=tuple(
            BodyNote(
                topic=note.topic,
                text=Bilingual(note.text_ko, note.text_en),
                evidence=Evidence(note.source, note.locator),
            )
            for note in notes
        ),
        note=bilingual(row.note_ko, row.note_en),
        attributes=_attributes(programme, "body", row),
        evidence=own,
        further_evidence=tuple(further),
        confidence=row.confidence,
    )


def _statuses(row: BodyRow, later: Iterable[StatusRow], programme: Programme) -> Iterator[Status]:
    """Yield the first status, which holds from the start (a final one from the end), and others."""
    final = {term.id for term in programme.statuses if term.final}
    if row.status is not None:
        at = Evidence(row.source, row.locator)
        since = row.ends_on if row.status in final and row.ends_on else row.starts_on
        yield Status(id=row.status, since=since, evidence=at)
    for status in sorted(later, key=lambda status_row: status_row.since):
        at = Evidence(status.source, status.locator)
        yield Status(id=status.status, since=status.since, evidence=at)


def _memberships(programme: Programme, read: Sequence[Read]) -> Iterator[Membership]:
    """Join the printings of one place and period, in the order of their first printing."""
    order: dict[tuple[str, str | None], int] = {}
    for row, found in read:
        order.setdefault((found.place.id, row.starts_on), len(order))
    ordered = sorted(read, key=lambda pair: order[pair[1].place.id, pair[0].starts_on])
    for key, printed in groupby(ordered, key=lambda pair: (pair[1].place.id, pair[0].starts_on)):
        pairs = list(printed)
        place_id, starts_on = key
        yield Membership(
            place_id=place_id,
            role=_role(programme, [row.role for row, _ in pairs]),
            starts_on=starts_on,
            ends_on=next((row.ends_on for row, _ in pairs if row.ends_on), None),
            # One printing that is sure settles what the others mean.
            reading_confidence=max((found.confidence for _, found in pairs), key=CONFIDENCES.index),
            printings=tuple(
                Printing(
                    named_in=row.named_in,
                    region_as_written=row.region_as_written,
                    name_as_written=row.name_as_written,
                    function=bilingual(row.function_ko, row.function_en),
                    method=found.method,
                    matched=found.matched,
                    evidence=Evidence(row.source, row.locator),
                    confidence=row.confidence,
                )
                for row, found in pairs
            ),
            attributes=_attributes(programme, "member", *(row for row, _ in pairs)),
        )


def _role(programme: Programme, printed: Sequence[str]) -> str:
    """Return the first role that tells exactly, else what the vague one is read as."""
    exact = [role for role in printed if programme.role(role).read_as is None]
    return exact[0] if exact else programme.role(printed[0]).read_as or printed[0]


def _attributes(programme: Programme, of: str, *rows: Row) -> Attributes:
    """Return each attribute as the first row has it that fills it."""
    found: dict[str, Value | Bilingual] = {}
    for attribute in programme.attributes:
        if attribute.of != of:
            continue
        if attribute.type == "bilingual":
            both = [
                bilingual(getattr(row, f"{attribute.id}_ko"), getattr(row, f"{attribute.id}_en"))
                for row in rows
            ]
            found[attribute.id] = next((text for text in both if text is not None), None)
            continue
        values = [getattr(row, attribute.id) for row in rows]
        value = next((value for value in values if value is not None), None)
        found[attribute.id] = value.isoformat() if isinstance(value, date) else value
    return found
