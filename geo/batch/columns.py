"""Which column of a table says what, by its heading."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from geo.errors import ColumnOptionError, NoUsableColumnError
from geo.geocoding.query import Query
from geo.text import without_parentheses

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.batch.table import Cells, Table

Role = Literal["name", "address", "sido", "sigungu", "kind"]
ROLES: tuple[Role, ...] = get_args(Role)

KNOWN: dict[Role, tuple[str, ...]] = {
    "name": (
        *("단지명", "산업단지명", "산업단지명칭", "산단명", "산단명칭", "단지명칭", "공단명"),
        *("농공단지명", "산업단지", "산단", "complexname", "complex", "industrialcomplex"),
        *("industrialcomplexname", "단지", "명칭", "이름", "지명", "장소", "name", "placename"),
    ),
    "address": (
        *("도로명주소", "소재지도로명주소", "도로명전체주소", "주소도로명", "소재지도로명"),
        *("roadaddress", "주소", "전체주소", "상세주소", "소재지주소", "공장주소", "사업장주소"),
        *("공장대표주소", "본사주소", "회사주소", "소재지", "위치", "address", "location"),
        *("지번주소", "소재지지번주소", "소재지전체주소", "주소지번", "소재지지번", "lotaddress"),
    ),
    "sido": (
        *("시도", "시도명", "광역시도", "광역시도명", "광역", "광역지자체", "sido", "sidoname"),
        *("region", "province"),
    ),
    "sigungu": (
        *("시군구", "시군구명", "시군", "시군명", "기초지자체", "sigungu", "sigunguname"),
        *("district", "city", "county"),
    ),
    "kind": ("단지유형", "단지종류", "단지구분", "산단유형", "유형", "종류", "kind", "type"),
}
"""Headings folded, the more telling first; of addresses road before plain before lot."""

FIRM = frozenset(
    {"회사명", "업체명", "상호", "상호명", "기업명", "기업체명", "사업장명", "법인명", "공장명"}
    | {"회사", "업체", "기업", "사업체명", "입주기업", "입주업체", "입주기업명", "입주업체명"}
    | {"company", "companyname", "firm", "firmname"}
)
"""Headings of firms' names: a firm is named neither as its complex nor as its address."""

_ROLE_OF: dict[str, Role] = {known: role for role in ROLES for known in KNOWN[role]}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a row's query stands; columns counted from 0."""

    name: int | None = None
    address: tuple[int, ...] = ()
    """In order of preference: the first that is not empty is taken."""
    sido: int | None = None
    sigungu: int | None = None
    kind: int | None = None

    def query(self, cells: Cells) -> Query:
        """Return what a row asks, blanks around it taken off."""
        addresses = (cells[column].strip() for column in self.address)
        return Query(
            name=_cell(cells, self.name),
            address=next(filter(None, addresses), ""),
            sido=_cell(cells, self.sido),
            sigungu=_cell(cells, self.sigungu),
            kind=_cell(cells, self.kind),
        )

    @property
    def regions_only(self) -> bool:
        """Tell whether the table names neither complexes nor addresses."""
        return self.name is None and not self.address


def fold_heading(heading: str) -> str:
    r"""Fold what headings differ in without meaning: case, width, blanks, line breaks, signs.

    >>> fold_heading("시·군·구"), fold_heading("Complex\n Name *")
    ('시군구', 'complexname')
    """
    plain = unicodedata.normalize("NFKC", heading[:200]).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def role_of(heading: str) -> Role | None:
    """Return what a column with this heading holds, None where it is not known.

    >>> role_of("시·도"), role_of("단지명(국문)"), role_of("주소 (도로명)"), role_of("회사명")
    ('sido', 'name', 'address', None)
    """
    known = _known(heading)
    return _ROLE_OF.get(known) if known else None


def is_heading(cell: str) -> bool:
    """Tell whether a cell is a heading that is known, of a firm's name too."""
    return role_of(cell) is not None or fold_heading(cell) in FIRM


def find_columns(table: Table, chosen: Mapping[Role, str] | None = None) -> Columns:
    """Find the columns of `table` by their headings; `chosen` names some of them itself.

    A column so named is the only one for its role. Without a column of names or addresses, one of
    시군구 is enough.

    Raises
    ------
    ColumnOptionError
        The table has no column that `chosen` names.
    NoUsableColumnError
        No column is known to hold names, addresses or 시군구.
    """
    asked = {role: _column(table, heading) for role, heading in (chosen or {}).items() if heading}
    taken = frozenset(asked.values())
    found: dict[Role, tuple[int, ...]] = {role: (column,) for role, column in asked.items()}
    for role in ROLES:
        if role not in found:
            found[role] = _by_heading(table.headings, role, taken)
    if table.plain_list and not asked:
        found["name"] = (0,)
    if not (found["name"] or found["address"] or found["sigungu"]):
        wanted = tuple(known for role in ("name", "address") for known in _shown(role))
        headings = tuple(heading for heading in table.headings if heading.strip())
        raise NoUsableColumnError(table.file, headings, wanted)
    return Columns(
        _first(found["name"]),
        found["address"],
        _first(found["sido"]),
        _first(found["sigungu"]),
        _first(found["kind"]),
    )


def _known(heading: str) -> str | None:
    for text in (heading, without_parentheses(heading[:200])):
        folded = fold_heading(text)
        if folded in FIRM:
            return None
        if folded in _ROLE_OF:
            return folded
    return None


def _by_heading(headings: Sequence[str], role: Role, taken: frozenset[int]) -> tuple[int, ...]:
    """Return the columns of a role, the one with the more telling heading first."""
    ranked = [
        (KNOWN[role].index(known), column)
        for column, heading in enumerate(headings)
        if column not in taken and (known := _known(heading)) and _ROLE_OF[known] == role
    ]
    return tuple(column for _, column in sorted(ranked))


def _column(table: Table, heading: str) -> int:
    """Find a column by its heading to the letter, else folded."""
    if heading in table.headings:
        return table.headings.index(heading)
    folded = [fold_heading(own) for own in table.headings]
    wanted = fold_heading(heading)
    if not wanted or wanted not in folded:
        shown = tuple(own for own in table.headings if own.strip())
        raise ColumnOptionError(table.file, heading, shown)
    return folded.index(wanted)


def _shown(role: Literal["name", "address"]) -> tuple[str, ...]:
    return {
        "name": ("단지명", "산업단지명", "산단명", "명칭", "complex", "name"),
        "address": ("도로명주소", "지번주소", "주소", "소재지", "공장주소", "address"),
    }[role]


def _first(columns: tuple[int, ...]) -> int | None:
    return columns[0] if columns else None


def _cell(cells: Cells, column: int | None) -> str:
    return "" if column is None else cells[column].strip()
