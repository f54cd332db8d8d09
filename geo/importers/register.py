"""전국공장등록현황 and 지식산업센터 as counts by complex: nothing of a firm or a person is kept."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.errors import NotStatisticsError, RegionError
from geo.importers.listing import number
from geo.statistics.measures import ALL, factor_of
from geo.statistics.model import Figure, NamedRow, Reading, kind_by_word
from geo.statistics.periods import month_of_name
from geo.tables.problems import Problem
from geo.text import fold
from geo.vocabulary.words import fold_heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.batch.table import Table
    from geo.regions.names import RegionNames
    from geo.statistics.model import Form

COMPLEX = ("단지명", "산업단지명", "산업단지", "입주단지", "단지", "irsttnm")
"""Headings of the column of complexes, folded by `fold_heading`."""
_SIDO = ("시도명", "시도", "관할시도", "광역시도")
_SIGUNGU = ("시군구명", "시군구", "시군", "관할시군구")
_PEOPLE = ("종업원합계", "종업원수", "종업원", "고용인원", "종업원계", "총종업원수", "allemplyco")
_AREA = ("용지면적", "공장용지면적", "부지면적", "면적", "대지면적")
_ADDRESS = re.compile(r"주소|소재지|adres")
_CENTRE = ("지식산업센터명", "지식산업센터", "아파트형공장명", "센터명")
_FACTORY = ("공장관리번호", "fctrymanageno", "회사명", "업체명", "cmpnynm")
_DETAIL = (
    "업종명",
    "업종",
    "대표업종",
    "생산품",
    "주생산품",
    "indutynm",
    "mainproductcn",
    "공장관리번호",
)
_OUTSIDE = ("", "-", "해당없음", "개별입지", "없음", "기타", "개별")
_REPORTED = 1000
"""Rows of one kind of problem that are told each; all are counted."""
WANTED = {
    "register": ("단지명", "회사명", "공장관리번호", "업종명"),
    "centres": ("지식산업센터명", "시도"),
}
"""Headings by which each form is known, for messages."""


def form_of_headings(headings: Sequence[str]) -> Form | None:
    """Return which form a table has; None for another table."""
    folded = {_plain(heading) for heading in headings}
    if folded & {*_CENTRE} and not folded & {"공장관리번호", "fctrymanageno"}:
        return "centres"
    known = bool(folded & {*_FACTORY}) and bool(folded & {*_DETAIL})
    return "register" if known and folded & {*COMPLEX} else None


def _plain(heading: str) -> str:
    return fold_heading(re.sub(r"[(\[][^)\]]*[)\]]", "", heading))


@dataclass(slots=True)
class _Sum:
    """What is counted of one complex."""

    row: NamedRow
    count: int = 0
    people: float = 0
    area: float = 0
    measured: set[str] = field(default_factory=set)


def read_register(table: Table, form: Form, regions: RegionNames, period: str = "") -> Reading:
    """Count factories or centres by complex; a centre that names none, by its 시도.

    `period` goes before the month in the file's name.

    Raises
    ------
    NotStatisticsError
        The table has no column of complexes, or no month can be read.
    """
    month = period or month_of_name(table.file)
    if not month:
        raise NotStatisticsError(table.file, form, "기준 연월(YYYYMM)")
    counter = _Counter(table, form, regions)
    for index, cells in enumerate(table.rows):
        counter.add(index, cells)
    first = (table.heading_row or 0) + 1
    locator = f"{table.sheet or table.file}!{first}"
    return Reading(
        file=table.file,
        form=form,
        periods=(month,),
        rows=tuple(sum_.row for sum_ in counter.sums.values()),
        figures=tuple(_figures(counter.sums, form, month, locator)),
        problems=tuple(counter.problems),
        outside=counter.outside,
    )


def _figures(
    sums: dict[tuple[str, str, str], _Sum], form: Form, period: str, locator: str
) -> Iterator[Figure]:
    counted = "factories" if form == "register" else "knowledge_centres"
    for sum_ in sums.values():
        key = sum_.row.key
        yield Figure(key, counted, ALL, period, float(sum_.count), "", locator)
        if "people" in sum_.measured:
            yield Figure(key, "factory_employment", ALL, period, sum_.people, "", locator)
        if "area" in sum_.measured:
            area = round(sum_.area, 3)
            yield Figure(key, "factory_site_area", ALL, period, area, "", locator)


class _Counter:
    """Adds up rows; firms, addresses, telephones and names of people are never looked at."""

    def __init__(self, table: Table, form: Form, regions: RegionNames) -> None:
        self.table, self.form, self.regions = table, form, regions
        self.sums: dict[tuple[str, str, str], _Sum] = {}
        self.problems: list[Problem] = []
        self.outside = 0
        plain = [_plain(heading) for heading in table.headings]
        self.at = {
            role: next((plain.index(name) for name in names if name in plain), None)
            for role, names in (
                ("complex", COMPLEX),
                ("sido", _SIDO),
                ("sigungu", _SIGUNGU),
                ("people", _PEOPLE if form == "register" else ()),
                ("area", _AREA if form == "register" else ()),
            )
        }
        self.address = next((i for i, value in enumerate(plain) if _ADDRESS.search(value)), None)
        heading = table.headings[self.at["area"]] if self.at["area"] is not None else ""
        inside = re.search(r"\(([^)]*)\)", heading)
        self.factor = (factor_of(inside[1], "thousand_m2") if inside else None) or 0.001
        self.reported: defaultdict[str, int] = defaultdict(int)
        self._sidos: dict[str, str | None] = {}

    def cell(self, cells: Sequence[str], role: str) -> str:
        at = self.at[role]
        return "" if at is None else cells[at].strip()

    def add(self, index: int, cells: Sequence[str]) -> None:
        name = self.cell(cells, "complex")
        sido = self._sido(index, cells)
        if fold(name) in _OUTSIDE:
            if self.form == "register" or sido is None:
                self.outside += 1
                return
            name = ""
        key = name, sido or "", self.cell(cells, "sigungu")
        found = self.sums.get(key)
        if found is None:
            found = self.sums[key] = _Sum(self._row(key, sido, index))
        found.count += 1
        for role in ("people", "area"):
            value = self._number(index, cells, role)
            if value is not None:
                found.measured.add(role)
                if role == "people":
                    found.people += value
                else:
                    found.area += value * self.factor

    def _row(self, key: tuple[str, str, str], sido: str | None, index: int) -> NamedRow:
        name, _, sigungu = key
        return NamedRow(
            key="|".join(key),
            name=name or (sido or ""),
            kind=kind_by_word(name),
            sido=sido,
            sigungu=tuple(filter(None, [sigungu])),
            region=not name,
            place=(self._place, self._line(index), "단지명"),
        )

    @property
    def _place(self) -> str:
        sheet = self.table.sheet
        return f"{self.table.file}!{sheet}" if sheet else self.table.file

    def _line(self, index: int) -> int:
        return (self.table.heading_row or 0) + 1 + index

    def _sido(self, index: int, cells: Sequence[str]) -> str | None:
        written = self.cell(cells, "sido")
        if not written and self.address is not None:
            written = cells[self.address].strip().partition(" ")[0]
        if written not in self._sidos:
            try:
                self._sidos[written] = self.regions.find(written).name_ko if written else None
            except RegionError as error:
                self._sidos[written] = None
                self._told(index, "sido", "region", **error.facts())
        return self._sidos[written]

    def _number(self, index: int, cells: Sequence[str], role: str) -> float | None:
        at = self.at[role]
        if at is None:
            return None
        value = number(cells[at])
        if isinstance(value, str):
            return None
        if value is None:
            self._told(index, role, "not_number", value=cells[at][:80])
        elif value < 0:
            self._told(index, role, "range", value=value, allowed="≥ 0")
        else:
            return value
        return None

    def _told(self, index: int, role: str, code: str, **facts: object) -> None:
        self.reported[code] += 1
        if self.reported[code] <= _REPORTED:
            at = self.at[role]
            heading = "" if at is None else self.table.headings[at]
            self.problems.append(Problem(self._place, self._line(index), heading, code, facts))
