"""What documents say of the rows of programmes, as their declarations tell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.evidence.check import Cell, Check
from geo.evidence.working import indicator_row, plus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.atlas import Atlas
    from geo.model.programmes import Number, Statement
    from geo.tables.cells import Row
    from geo.tables.programmes import BodyRow, MemberRow, ProgrammeTables
    from geo.tables.schemas import IndicatorRow, Tables

_TOTAL = re.compile(r"총 (\d+)개")


def declared_checks(tables: Tables, atlas: Atlas) -> Iterator[Check]:
    """Yield the checks that programmes declare, in their order.

    They speak of the rows of one document: later rounds have documents of their own.
    """
    for programme in tables.declared:
        for statement in programme.programme.statements:
            worked = _Worked(tables, atlas, programme, statement)
            if statement.counts == "sectors":
                yield from worked.by_sector()
            yield from worked.checks()


@dataclass(frozen=True, slots=True)
class _Worked:
    """One statement with all that it is worked out from."""

    tables: Tables
    atlas: Atlas
    programme: ProgrammeTables
    told: Statement

    def checks(self) -> Iterator[Check]:
        """Yield the statement itself."""
        statement = self.told
        if statement.counts == "sectors":
            counts = [
                sector.bodies_printed for sector in self.programme.sectors if sector.bodies_printed
            ]
            yield self._of_number(sum(counts), plus(counts))
        elif statement.counts == "sum":
            parts = [self._row(part).value or 0 for part in statement.parts]
            yield self._of_number(sum(parts), plus(parts))
        elif statement.counts == "worded":
            yield self._worded()
        elif statement.named_in:
            yield self._named()
        elif statement.number is not None:
            yield self._of_number(len(self._rows()) - len(self._failing()))
        else:
            rows, failing = self._rows(), self._failing()
            yield self._made(rows=rows, printed=len(rows), counted=len(rows) - len(failing))

    def by_sector(self) -> Iterator[Check]:
        """Compare each printed count with the bodies that are listed."""
        counted = Counter((row.sector, row.subsector) for row in self._bodies())
        noun = self.programme.programme.bodies
        prefix = self.programme.programme.fact_ids["sectors"].removesuffix("s")
        for row in self.programme.sectors:
            if row.bodies_printed is None:
                continue
            key = f"{row.sector} {row.subsector or ''}".strip()
            yield Check(
                id=f"{prefix}-{row.line - 1}",
                kind="sector",
                facts_ko={"sector": key, "noun": noun.ko},
                facts_en={"sector": row.name_en, "noun": noun.en},
                printed=row.bodies_printed,
                counted=counted[row.sector, row.subsector],
                unit=self.told.unit,
                cell=Cell(self.programme.file("sectors"), row.line, "bodies_printed"),
                source=row.source,
                locator=row.locator,
            )

    def _bodies(self) -> Sequence[BodyRow]:
        return [
            row
            for row in self.programme.bodies
            if self.told.round in {None, row.round}
            and (not self.told.listed or row.source == self.told.source)
        ]

    def _members(self, *, root: bool) -> Sequence[MemberRow]:
        bodies = {row.id for row in self._bodies()}
        role = self.programme.programme.root
        return [
            row
            for row in self.programme.members
            if (row.role == role) == root
            and row.body_id in bodies
            and (not self.told.listed or row.source == self.told.source)
        ]

    def _rows(self) -> Sequence[BodyRow | MemberRow]:
        """Return what is counted; a root that is printed twice counts once."""
        if self.told.counts == "bodies":
            return self._bodies()
        if self.told.counts == "others":
            return self._members(root=False)
        first: dict[str, MemberRow] = {}
        for row in self._members(root=True):
            first.setdefault(row.body_id, row)
        return list(first.values())

    def _failing(self) -> Sequence[BodyRow | MemberRow]:
        return [row for row in self._rows() if not self._holds(row)]

    def _holds(self, row: BodyRow | MemberRow) -> bool:
        statement, region = self.told, row.region_as_written or ""
        body_id = getattr(row, "body_id", getattr(row, "id", ""))
        if statement.superregion is not None:
            return (
                self.atlas.zone_of(self.atlas.regions.find(region)).name.ko == statement.superregion
            )
        body = self.atlas.bodies[body_id]
        if statement.places is not None:
            everyone = (*body.members, *body.former)
            return len({member.place_id for member in everyone}) >= statement.places
        if statement.crosses:
            roots = {
                member.body_id: member.region_as_written for member in self._members(root=True)
            }
            return region != roots[body_id]
        if statement.within is not None:
            # The other programme may name one phase of a place that stands for several.
            place = self.atlas.root_of(body).place_id
            known = {*self.atlas.names_of(place), *self.atlas.places[place].members}
            return not known.isdisjoint(self._named_by(statement.within))
        return True

    def _named_by(self, programme: str) -> set[str]:
        bodies = self.atlas.bodies_of(programme)
        return {m.place_id for body in bodies for m in (*body.members, *body.former)}

    def _named(self) -> Check:
        """Compare how many members two parts of the document name."""
        rows = self._members(root=self.told.counts == "roots")
        value, other = (
            len({(row.body_id, row.name_as_written) for row in rows if row.named_in == part})
            for part in self.told.named_in
        )
        return self._made(rows=rows, printed=value, counted=other)

    def _worded(self) -> Check:
        """Add the numbers of an indicator, and those in their wordings; no total is printed."""
        number = self.told.number
        wanted = number and number.indicator
        rows = [row for row in self.tables.indicators if row.indicator == wanted]
        values = [row.value or 0 for row in rows]
        worded = [_TOTAL.search(row.printed) for row in rows]
        differing = [
            row
            for row, value, found in zip(rows, values, worded, strict=True)
            if not found or int(found[1]) != value
        ]
        return Check(
            id=self.told.id,
            kind=self.told.id,
            sentence=self.told.says,
            printed=sum(int(found[1]) for found in worded if found),
            counted=sum(values),
            unit=self.told.unit,
            working=plus(values),
            cell=Cell("indicators.csv", _first([*differing, *rows]), "value"),
            source=self.told.source,
            locator=self.told.locator,
        )

    def _row(self, number: Number) -> IndicatorRow:
        return indicator_row(self.tables, number.indicator, number.period)

    def _of_number(self, counted: float, working: str = "") -> Check:
        """Compare the number that the document prints."""
        if self.told.number is None:
            return self._made(rows=self._rows(), printed=counted, counted=counted)
        row = self._row(self.told.number)
        return Check(
            id=self.told.id,
            kind=self.told.id,
            sentence=self.told.says,
            printed=row.value or 0,
            counted=counted,
            unit=self.told.unit,
            working=working,
            cell=Cell("indicators.csv", row.line, "value"),
            source=row.source,
            locator=row.locator,
        )

    def _made(
        self, *, rows: Sequence[BodyRow | MemberRow], printed: float, counted: float
    ) -> Check:
        """Compare two counts of rows; an editor looks first at a row that fails."""
        failing = [row for row in rows if not self._holds(row)]
        table, column = (
            ("bodies", "id")
            if self.told.counts == "bodies"
            else (
                "members",
                "region_as_written" if self.told.crosses else "name_as_written",
            )
        )
        touches = self.told.conflict
        conflicts = (c.id for c in self.atlas.conflicts if touches in c.touches)
        return Check(
            id=self.told.id,
            kind=self.told.id,
            sentence=self.told.says,
            printed=printed,
            counted=counted,
            unit=self.told.unit,
            conflict=next(conflicts, None) if touches else None,
            cell=Cell(self.programme.file(table), _first([*failing, *rows]), column),
            source=self.told.source,
            locator=self.told.locator,
        )


def _first(rows: Sequence[Row]) -> int:
    """Return the line of the first row, that of the header where there is none."""
    return rows[0].line if rows else 1
