"""The quarterly table of the Korea Industrial Complex Corporation, 전국산업단지현황통계 (I/O).

The listing that holds every complex is the longest of the sheets with the headings 시도, 단지명 and
지정면적. Indented rows below a row are its parts, and its figures are their sums. The other sheets
repeat rows of it, or tell of some complexes that they are old, free trade zones and the like; each
of their rows is joined to the row of the listing, or becomes a problem.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geo.errors import NotKicoxError
from geo.importers.kicox_joins import join_sheets
from geo.importers.kicox_rows import RowReader
from geo.importers.listing import find_listing, text
from geo.importers.workbook import read_sheets
from geo.tables.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geo.importers.kicox_model import KicoxComplex
    from geo.importers.listing import Listing
    from geo.importers.workbook import Sheet
    from geo.model.places import PlaceKind
    from geo.regions.names import RegionNames

EXPECTED = "유형, 시도, 단지명, 지정면적"
"""Headings by which a sheet of the table is known."""
_QUARTER = re.compile(r"(20\d\d)\s*년\s*([1-4])\s*(?:/\s*4\s*)?분기")


@dataclass(frozen=True, slots=True)
class KicoxTable:
    """One quarter's table."""

    file: str
    reference_date: date | None
    """Last day of the quarter in the titles; None where they name none or several."""
    complexes: tuple[KicoxComplex, ...]
    """Every row of the listing that could be read, parts included, in its order."""
    problems: tuple[Problem, ...]
    sheets: tuple[Sheet, ...]
    """As read, for the printed totals."""

    def whole(
        self, kind: PlaceKind | None = None, sido: str | None = None
    ) -> tuple[KicoxComplex, ...]:
        """Return the rows that are no parts: a complex in two 시도 has one for each."""
        return tuple(
            one
            for one in self.complexes
            if not one.is_part and kind in (None, one.kind) and sido in (None, one.sido)
        )

    def count(self, kind: PlaceKind | None = None, sido: str | None = None) -> int:
        """Count complexes: no parts, and one that two 시도 share once, or once in each of them."""
        shares = [1 if sido else 1 / (1 + len(one.also_in)) for one in self.whole(kind, sido)]
        return round(sum(shares))


def read_kicox(path: Path, regions: RegionNames) -> KicoxTable:
    """Read the table; one to two seconds for the 14 sheets of a quarter.

    Areas are in thousand m², as printed. A row that cannot be read becomes a problem and leaves
    the others as they are.

    Raises
    ------
    LockedWorkbookError, OldWorkbookError, NotAWorkbookError
        The file is no workbook that can be opened.
    NotKicoxError
        No sheet has the headings of a listing, or none below them a complex.
    """
    return kicox_of(path.name, read_sheets(path), regions)


def kicox_of(file: str, sheets: tuple[Sheet, ...], regions: RegionNames) -> KicoxTable:
    """Do as `read_kicox` with sheets that were read.

    Raises
    ------
    NotKicoxError
        As there.
    """
    listings = [found for sheet in sheets if (found := find_listing(sheet))]
    main = max(
        (listing for listing in listings if "유형" in listing.columns), key=_length, default=None
    )
    if main is None:
        raise NotKicoxError(file, tuple(sheet.title for sheet in sheets), EXPECTED)
    reader = RowReader(file, main, regions)
    complexes = reader.read()
    if not complexes:
        raise NotKicoxError(file, tuple(sheet.title for sheet in sheets), EXPECTED)
    others = [RowReader(file, one, regions) for one in listings if one is not main]
    complexes = join_sheets(_once(complexes, reader), main, others)
    dates = set(_dates(sheets))
    problems = [problem for row_reader in (reader, *others) for problem in row_reader.problems]
    if len(dates) != 1:
        facts = {"value": ", ".join(sorted(day.isoformat() for day in dates)) or "–"}
        problems.insert(0, Problem(file, 0, "", "reference_date", facts))
    return KicoxTable(
        file=file,
        reference_date=dates.pop() if len(dates) == 1 else None,
        complexes=tuple(complexes),
        problems=tuple(problems),
        sheets=sheets,
    )


def _once(complexes: Sequence[KicoxComplex], reader: RowReader) -> list[KicoxComplex]:
    """Leave out rows that tell of a complex again, and note them; parts keep the first one's."""
    first: dict[tuple[str, ...], int] = {}
    row_of: dict[int, int] = {}
    kept = []
    for one in complexes:
        row_of[one.row] = first.setdefault(one.identity, one.row)
        if row_of[one.row] != one.row:
            facts = {"value": one.name, "line": row_of[one.row]}
            reader.problem(one.row, "단지명", "repeated", **facts)
            continue
        # A part may be one of a row that was refused, which is not here.
        parent = row_of.get(one.parent_row or 0, one.parent_row)
        kept.append(one if parent == one.parent_row else replace(one, parent_row=parent))
    return kept


def _length(listing: Listing) -> int:
    return sum(1 for _ in listing.rows())


def _dates(sheets: tuple[Sheet, ...]) -> Iterator[date]:
    """Yield the last day of the quarter that each sheet names in its first two rows."""
    for sheet in sheets:
        for cell in (cell for cells in sheet.rows[:2] for cell in cells):
            if found := _QUARTER.search(text(cell)):
                year, quarter = map(int, found.groups())
                following = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
                yield following - timedelta(days=1)
