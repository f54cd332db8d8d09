"""A row of a table as what is asked, by the columns that say it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.batch.asides import says_it_is_none
from geo.batch.oddities import first_complex, lot_of, unmarked
from geo.batch.run import ADDED
from geo.errors import ColumnOptionError, NoUsableColumnError
from geo.geocoding.query import Note, Query
from geo.model.places import KIND_WORDS
from geo.text import name_key
from geo.vocabulary.cells import SAMPLE, kind_word
from geo.vocabulary.roles import Roles, described, find_roles
from geo.vocabulary.words import fold_heading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.batch.table import Cells, Table
    from geo.vocabulary.words import Role

ASKED: tuple[Role, ...] = (
    *("name", "address", "sido", "sigungu", "kind", "firm"),
    *("emd", "ri", "lot", "main_no", "sub_no", "mountain", "road", "building_no", "building_sub"),
    *("pnu", "legal_code"),
)
"""Roles that geocoding makes use of, in the order in which they are told."""
_USABLE: tuple[Role, ...] = ("name", "address", "sigungu", "emd", "road", "pnu", "legal_code")
_PARTS: tuple[Role, ...] = (
    *("emd", "ri", "lot", "main_no", "sub_no", "mountain", "road", "building_no", "building_sub"),
    *("pnu", "legal_code"),
)
_HILLS = frozenset({"산", "Y", "y", "예", "O", "TRUE", "True", "true"})
_COMPLEXES = re.compile(r"단지|산단|공단")
_CODE_DIGITS = (19, 10)
"""Of a PNU (code of parcels) and of a legal dong."""
_CODED: tuple[Role, Role] = ("pnu", "legal_code")
"""Of a PNU and of a legal dong's code; spreadsheets drop no leading zero, there is none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one row asks."""

    query: Query
    notes: tuple[Note, ...] = ()
    """How cells were read that say something else by the letter."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a row's query stands; columns counted from 0."""

    name: int | None = None
    address: tuple[int, ...] = ()
    """In order of preference: the first that is not empty is taken."""
    sido: int | None = None
    sigungu: int | None = None
    kind: int | None = None
    firm: int | None = None
    parts: Mapping[Role, int] = field(default_factory=dict)
    """Columns of the parts of an address, for rows without an address in one piece."""
    learned: frozenset[int] = frozenset()
    """Columns known by their cells, not by their headings."""
    kind_of_names: str = ""
    """What the heading of the names says of all of them: 농공단지."""

    def query(self, cells: Cells) -> Query:
        """Return what a row asks; see `asked`."""
        return self.asked(cells).query

    def asked(self, cells: Cells) -> Asked:
        """Return what a row asks, blanks around it taken off, and what had to be read otherwise.

        An address is the first that is not empty, else put together of its parts, else a code.
        """
        notes: list[Note] = []
        name = first_complex(unmarked(_cell(cells, self.name)), notes)
        addresses = (cells[column].strip() for column in self.address)
        address = next(filter(None, addresses), "") or self._composed(cells, notes)
        kind = _cell(cells, self.kind)
        if self.kind is None and name and name_key(name).kind is None:
            kind = self.kind_of_names
        query = Query(
            name=name,
            address=address,
            sido=_cell(cells, self.sido),
            sigungu=_cell(cells, self.sigungu),
            kind=kind_word(kind) or kind,
        )
        return Asked(query, tuple(notes))

    @property
    def regions_only(self) -> bool:
        """Tell whether the table names neither complexes nor addresses."""
        return self.name is None and not self.address and not self.parts

    @property
    def lists_firms(self) -> bool:
        """Tell whether rows are firms within complexes, with an address of their own."""
        placed = bool(self.address or self.parts)
        return self.firm is not None and self.name is not None and placed

    def told(self) -> list[tuple[Role, int]]:
        """Return each role with its column, a role with several once for each."""
        found: list[tuple[Role, int]] = []
        for role in ASKED:
            if role in self.parts:
                found.append((role, self.parts[role]))
            elif role == "address":
                found += [(role, column) for column in self.address]
            elif role in _SINGLE and (column := self.single(role)) is not None:
                found.append((role, column))
        return found

    def single(self, role: Role) -> int | None:
        """Return the column of a role that has one at most."""
        columns = {
            "name": self.name,
            "sido": self.sido,
            "sigungu": self.sigungu,
            "kind": self.kind,
            "firm": self.firm,
        }
        return columns.get(role)

    def _composed(self, cells: Cells, notes: list[Note]) -> str:
        """Return the address that the parts of a row make, or its code."""
        if not self.parts:
            return ""
        part = {role: cells[column].strip() for role, column in self.parts.items()}
        road = part.get("road", "")
        if road:
            number = _joined(part.get("building_no", ""), part.get("building_sub", ""))
            return f"{road} {number}".strip()
        area = " ".join(filter(None, (part.get("emd", ""), part.get("ri", ""))))
        lot = lot_of(part.get("lot", ""), notes)
        lot = lot.replace("/", "-") or _joined(part.get("main_no", ""), part.get("sub_no", ""))
        hill = part.get("mountain", "")
        if lot and not lot.startswith("산") and (hill in _HILLS or hill.startswith("산")):
            lot = f"산{lot}"
        if area:
            return f"{area} {lot}".strip()
        pnu, code = (
            "".join(filter(str.isdigit, part.get(role, "").removesuffix(".0"))) for role in _CODED
        )
        if len(pnu) in _CODE_DIGITS:
            return pnu
        return f"{code} {lot}".strip() if len(code) in _CODE_DIGITS else ""


_SINGLE: frozenset[Role] = frozenset({"name", "sido", "sigungu", "kind", "firm"})


def find_columns(table: Table, chosen: Mapping[Role, Sequence[str] | str] | None = None) -> Columns:
    """Find the columns of `table` by their headings and cells; `chosen` names some itself.

    A column so named is the only one for its role, and an empty heading leaves a role without
    one. Without a column of names or addresses, one of 시군구 is enough.

    Raises
    ------
    ColumnOptionError
        The table has no column that `chosen` names.
    NoUsableColumnError
        No column is known to hold names, addresses or 시군구.
    """
    asked: dict[Role, tuple[int, ...]] = {}
    for role, headings in (chosen or {}).items():
        several = (headings,) if isinstance(headings, str) else tuple(headings)
        asked[role] = tuple(_column(table, heading) for heading in several if heading)
    if table.plain_list and not asked:
        return Columns(name=0)
    first = {role: columns[0] if columns else None for role, columns in asked.items()}
    found = _found_before(table.headings)
    headings = _without(table.headings, found)
    # 총계 below 구분 says nothing of what the column holds.
    stated = (cells for cells in table.rows[: 2 * SAMPLE] if not says_it_is_none(cells))
    rows = [_without(cells, found) for cells in stated]
    roles = find_roles(headings, rows, first)
    if not any(roles.columns.get(role) for role in _USABLE):
        # Whatever the cells hold: better each row with its reason than no row at all.
        roles = find_roles(headings, (), first)
    if not any(roles.columns.get(role) for role in _USABLE):
        wanted = ("단지명", "산업단지명", "주소", "소재지", "시군구", "PNU", "complex", "address")
        raise NoUsableColumnError(table.file, _named(table), wanted)
    names = roles.first("name")
    return Columns(
        names,
        asked.get("address") or roles.columns.get("address", ()),
        roles.first("sido"),
        roles.first("sigungu"),
        roles.first("kind"),
        roles.first("firm"),
        _parts(roles),
        roles.learned,
        _kind_of_all(table.headings[names]) if names is not None else "",
    )


def _kind_of_all(heading: str) -> str:
    """Return the one kind that a heading of names states.

    >>> _kind_of_all("농공단지명"), _kind_of_all("국가·일반산업단지"), _kind_of_all("단지명")
    ('농공', '', '')
    """
    said = [kind for kind in KIND_WORDS if kind in heading] if _COMPLEXES.search(heading) else []
    return said[0] if len(said) == 1 else ""


def _found_before(headings: Sequence[str]) -> frozenset[int]:
    """Return the columns that an earlier run added: what was found is not what a table states."""
    width = len(ADDED)
    starts = [at for at in range(len(headings)) if tuple(headings[at : at + width]) == ADDED]
    return frozenset(column for at in starts for column in range(at, at + width))


def _without(cells: Sequence[str], columns: frozenset[int]) -> tuple[str, ...]:
    if not columns:
        return tuple(cells)
    return tuple("" if column in columns else cell for column, cell in enumerate(cells))


def _parts(roles: Roles) -> dict[Role, int]:
    """Return the columns of parts, where they make an address; a lot alone makes none."""
    found = {role: column for role in _PARTS if (column := roles.first(role)) is not None}
    makes_one: tuple[Role, ...] = ("emd", "ri", "road", "pnu", "legal_code")
    return found if any(role in found for role in makes_one) else {}


def _column(table: Table, heading: str) -> int:
    """Find a column by its heading to the letter, else folded, else by its number: ``#3``."""
    if heading in table.headings:
        return table.headings.index(heading)
    folded = [fold_heading(own) for own in table.headings]
    wanted = fold_heading(heading)
    if wanted and wanted in folded:
        return folded.index(wanted)
    number = heading.strip().removeprefix("#")
    if heading.strip().startswith("#") and number.isdecimal():
        column = int(number) - 1
        if 0 <= column < len(table.headings):
            return column
    raise ColumnOptionError(table.file, heading, _named(table))


def _named(table: Table) -> tuple[str, ...]:
    return tuple(described(table.headings, column) for column in range(len(table.headings)))


def _joined(main: str, sub: str) -> str:
    """Return a number of two parts; a sub-number of 0 is none.

    >>> _joined("0066", "0005"), _joined("66", "0")
    ('66-5', '66')
    """
    parts = [part.removesuffix(".0").lstrip("0") for part in (main, sub)]
    return "-".join(filter(None, parts)) if parts[0] else ""


def _cell(cells: Cells, column: int | None) -> str:
    return "" if column is None else cells[column].strip()
