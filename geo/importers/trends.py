"""KICOX's 국가산업단지 산업동향정보: sheets of complexes by industry, measure or month, as figures.

A sheet is known by what stands above its heading or, for want of that, by its own title: which
measure, of which period, in which unit. Its heading has a column of complexes and columns of
industries, measures or months; what a heading does not tell is the sheet's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from geo.errors import RegionError
from geo.importers.listing import columns_of, number, text
from geo.statistics.measures import ALL, MEASURES, PRINTED, factor_of, industry_of
from geo.statistics.model import Figure, NamedRow, Reading, kind_by_word, missing_of
from geo.statistics.periods import month_of_name, months_in, quarter_of, quarters_in
from geo.tables.problems import Problem
from geo.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.importers.workbook import Cells, Sheet
    from geo.regions.names import RegionNames

NAMES = ("단지명", "산업단지명", "산업단지", "단지", "단지별", "구분")
"""Headings of the column of complexes, folded."""
_MEASURES = (
    ("operating_rate", re.compile(r"가동[율률]")),
    ("operating_firms", re.compile(r"가동(업체|기업)")),
    ("tenants", re.compile(r"입주(업체|기업|계약)")),
    ("production_to_date", re.compile(r"누계생산|생산.*누계")),
    ("exports_to_date", re.compile(r"누계수출|수출.*누계")),
    ("production", re.compile(r"생산")),
    ("exports", re.compile(r"수출")),
    ("employment", re.compile(r"고용|종업원|근로자")),
)
_COMPARED = re.compile(
    r"증감|대비|비중|구성비|전년|전월|전분기|전기(?!전자|[·,]|가스)|남[자성]?$|여[자성]?$"
)
"""Columns that say how a figure has changed, or a part of it: the figure itself is elsewhere."""
_MONTH = re.compile(r"(1[0-2]|0?[1-9])월")
_QUARTER = re.compile(r"([1-4])(?:/4)?분기")
_SIDO = ("시도", "시도명", "지역")
_TOTAL = re.compile(r"합계|소계|총계|총합|^계$|전국|평균|수도권|동남권|기타지역|국가산업단지전체")
_UNIT = re.compile(r"단위[:\uff1a]?([^)\]]*)")
_WITHIN = 15
"""Rows in which a heading is looked for."""
_LEAST = 2
"""Columns that a heading must tell."""


class Column(NamedTuple):
    """What a column holds."""

    at: int
    heading: str
    measure: str
    industry: str
    period: str
    factor: float


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of which the heading is understood."""

    sheet: Sheet
    name: int
    """Column of complexes."""
    sido: int | None
    first_row: int
    """Row of the sheet, from 1, that follows the heading."""
    columns: tuple[Column, ...]
    unit: str
    """As printed; empty where none is."""


def is_trends(sheets: Sequence[Sheet]) -> bool:
    """Tell whether a sheet has a column of complexes and columns of industries or measures."""
    return any(_heading(sheet) is not None for sheet in sheets)


def read_trends(file: str, sheets: Sequence[Sheet], regions: RegionNames) -> Reading:
    """Read every sheet; what cannot be read of one is told and leaves the others."""
    problems: list[Problem] = []
    remarks: list[Problem] = []
    default = _period_of_book(file, sheets)
    rows: dict[str, NamedRow] = {}
    figures: dict[tuple[str, str, str, str], Figure] = {}
    for sheet in sheets:
        place = f"{file}!{sheet.title}"
        table = _table(sheet, default)
        if table is None:
            if _compares(sheet):
                remarks.append(Problem(place, 0, "", "sheet_compares", {"value": sheet.title}))
            elif any(any(isinstance(cell, int | float) for cell in row) for row in sheet.rows):
                allowed = "입주업체, 가동업체, 생산, 수출, 고용, 가동률"
                problems.append(
                    Problem(
                        place, 0, "", "sheet_unknown", {"value": sheet.title, "allowed": allowed}
                    )
                )
            continue
        problems += _without_period(place, table)
        for column in table.columns:
            if column.factor not in {1, 0}:
                allowed = PRINTED.get(MEASURES[column.measure].unit, "")
                facts = {"value": table.unit, "allowed": allowed}
                remarks.append(Problem(place, 0, column.heading, "unit_converted", facts))
            elif not column.factor:
                allowed = PRINTED.get(MEASURES[column.measure].unit, "")
                facts = {"value": table.unit or "–", "allowed": allowed}
                problems.append(Problem(place, 0, column.heading, "unit_unknown", facts))
        for row in _rows(place, table, regions):
            rows.setdefault(row.key, row)
        for figure, column, problem in _figures(place, table):
            if problem is not None:
                problems.append(problem)
                continue
            key = figure.key, figure.measure, figure.industry, figure.period
            kept = figures.setdefault(key, figure)
            if kept is not figure and kept.value != figure.value:
                other, _, at = kept.locator.rpartition("!")
                differs: dict[str, object] = {"value": figure.value, "allowed": kept.value}
                line = int(figure.locator.rpartition("!")[2])
                differs |= {"sheet": other, "line": at}
                problems.append(Problem(place, line, column.heading, "sheets_differ", differs))
    return Reading(
        file=file,
        form="trends",
        periods=tuple(sorted({key[3] for key in figures})),
        rows=tuple(rows.values()),
        figures=tuple(figures.values()),
        problems=tuple(problems),
        remarks=tuple(dict.fromkeys(_first(remarks))),
    )


def _first(remarks: list[Problem]) -> Iterator[Problem]:
    """Yield one remark for each sheet and unit, not one for each of its columns."""
    seen = set()
    for remark in remarks:
        key = remark.file, str(remark.facts)
        if key not in seen:
            seen.add(key)
            yield replace(remark, column="", facts=_Facts(remark.facts))


class _Facts(dict[str, object]):
    """Facts that a set can hold."""

    def __hash__(self) -> int:  # type: ignore[override] # never changed
        return hash(str(self))


def _period_of_book(file: str, sheets: Sequence[Sheet]) -> str:
    """Return the period that the titles name, or the name of the file; empty for none or two."""
    above = [cell for sheet in sheets for cell in (*_above(sheet), sheet.title)]
    quarters = {quarter for cell in above for quarter in quarters_in(cell)}
    months = {value for cell in above for value in months_in(cell)}
    named = quarters or months
    if len(named) == 1:
        return named.pop()
    month = month_of_name(file)
    return quarter_of(month) if month and not named else ""


def _above(sheet: Sheet) -> list[str]:
    found = _heading(sheet)
    rows = sheet.rows[: found if found is not None else 4]
    return [text(cell) for cells in rows for cell in cells if text(cell)]


def _heading(sheet: Sheet) -> int | None:
    """Return the place of the row of headings; None where there is none."""
    for index, cells in enumerate(sheet.rows[:_WITHIN]):
        words = [fold(text(cell)) for cell in cells]
        if not any(word in NAMES for word in words):
            continue
        below = (
            [fold(text(cell)) for cell in sheet.rows[index + 1]]
            if index + 1 < len(sheet.rows)
            else []
        )
        value = sum(_tells(word) for word in (*words, *below) if word and word not in NAMES)
        if value >= _LEAST or (value and _measure_in(" ".join(map(text, _flat(sheet, index))))):
            return index
    return None


def _compares(sheet: Sheet) -> bool:
    """Tell whether a sheet only says how figures of other sheets have changed."""
    return any(_COMPARED.search(fold(text(c))) for row in sheet.rows[:_WITHIN] for c in row)


def _flat(sheet: Sheet, index: int) -> list[object]:
    return [sheet.title, *(cell for cells in sheet.rows[:index] for cell in cells)]


def _tells(word: str) -> bool:
    return bool(
        industry_of(word) or _measure_in(word) or _MONTH.fullmatch(word) or _QUARTER.search(word)
    )


def _measure_in(written: str) -> str:
    plain = fold(written)
    return next((id_ for id_, pattern in _MEASURES if pattern.search(plain)), "")


def _table(sheet: Sheet, default: str) -> Table | None:
    index = _heading(sheet)
    if index is None:
        return None
    above = sheet.rows[index]
    name = next(i for i, cell in enumerate(above) if fold(text(cell)) in NAMES)
    following = sheet.rows[index + 1 : index + 2]
    two = (
        bool(following)
        and not text(following[0][name])
        and not any(isinstance(cell, int | float) for cell in following[0])
        and any(text(cell) for cell in following[0])
    )
    headings = columns_of(above, following[0] if two else None)
    said = _above(sheet)
    unit = next((m[1] for cell in said if (m := _UNIT.search(cell))), "").strip(" :\uff1a")
    titles = " ".join(_UNIT.sub("", value) for value in said) or sheet.title
    measure = _measure_in(titles) or _measure_in(sheet.title)
    own = {*quarters_in(titles)} or {*months_in(titles)}
    period = own.pop() if len(own) == 1 else default
    columns = tuple(
        column
        for heading, at in headings.items()
        if at != name and (column := _column(at, heading, measure, period, unit)) is not None
    )
    if not columns:
        return None
    sido = next((i for i, cell in enumerate(above) if fold(text(cell)) in _SIDO), None)
    return Table(
        sheet, name, sido if sido != name else None, index + (3 if two else 2), columns, unit
    )


def _column(at: int, heading: str, measure: str, period: str, unit: str) -> Column | None:
    if _COMPARED.search(heading) or fold(heading) in _SIDO:
        return None
    industry, value = "", 0
    for part in heading.split("/"):
        found = _measure_in(part)
        if found:
            measure, value = found, value + 1
        elif (month := _MONTH.fullmatch(fold(part))) and period:
            period, value = f"{period[:4]}-{int(month[1]):02d}", value + 1
        elif (quarter := _QUARTER.fullmatch(fold(part))) and period:
            period, value = f"{period[:4]}-Q{quarter[1]}", value + 1
        elif of := industry_of(part):
            industry, value = of, value + 1
    if not value or not measure:
        return None
    kept = MEASURES[measure].unit
    inside = re.search(r"\(([^)]*)\)", heading)
    written = [item for item in re.split(r"[,\uff0c]", unit) if item.strip()]
    if inside and factor_of(inside[1], kept):
        written = [inside[1]]
    factors = [f for item in written if (f := factor_of(item, kept)) is not None]
    # A count of firms or a rate needs no unit; money and people without one are not guessed.
    factor = factors[0] if factors else 1.0 if not written and kept in {"firms", "pct"} else 0.0
    return Column(at, heading, measure, industry or ALL, period, factor)


def _without_period(place: str, table: Table) -> Iterator[Problem]:
    if any(not column.period for column in table.columns):
        yield Problem(place, 0, "", "reference_date", {"value": table.sheet.title})


def _lines(table: Table) -> Iterator[tuple[int, str, Cells]]:
    for line, cells in enumerate(table.sheet.rows[table.first_row - 1 :], table.first_row):
        name = text(cells[table.name])
        if name and not _TOTAL.search(fold(name)) and not name.startswith(("*", "※", "주")):
            yield line, name, cells
        elif name.startswith("주") and any(isinstance(cell, int | float) for cell in cells):
            # 주안 is a complex; 주) begins a note.
            yield line, name, cells


def _key(name: str) -> str:
    return fold(name)


def _rows(place: str, table: Table, regions: RegionNames) -> Iterator[NamedRow]:
    sido: str | None = None
    for line, name, cells in _lines(table):
        if table.sido is not None and text(cells[table.sido]):
            try:
                sido = regions.find(text(cells[table.sido])).name_ko
            except RegionError:
                sido = None
        yield NamedRow(
            key=_key(name),
            name=name,
            kind=kind_by_word(name),
            sido=sido if table.sido is not None else None,
            sigungu=(),
            place=(
                place,
                line,
                text(table.sheet.rows[table.first_row - 2][table.name]) or "단지명",
            ),
        )


def _figures(place: str, table: Table) -> Iterator[tuple[Figure, Column, Problem | None]]:
    for line, name, cells in _lines(table):
        for column in table.columns:
            if not column.period or not column.factor:
                continue
            cell = cells[column.at]
            read = missing_of(number(cell))
            value, missing = read or (None, "")
            problem = None
            if read is None:
                facts: dict[str, object] = {"value": text(cell)[:80]}
                problem = Problem(place, line, column.heading, "not_number", facts)
            elif value is not None and value < 0:
                facts = {"value": value, "allowed": "≥ 0"}
                problem = Problem(place, line, column.heading, "range", facts)
            elif missing == "empty":
                continue
            scaled = None if value is None else round(value * column.factor, 6)
            locator = f"{table.sheet.title}!{line}"
            figure = Figure(
                _key(name), column.measure, column.industry, column.period, scaled, missing, locator
            )
            yield figure, column, problem
