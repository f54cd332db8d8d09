"""Rows of a listing into complexes: names cleaned, parts below their complex, figures read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from geo.errors import RegionError
from geo.importers.kicox_model import KicoxComplex, Locator
from geo.importers.listing import number, text
from geo.model.places import KIND_WORDS, PlaceKind
from geo.statistics.measures import factor_of
from geo.tables.problems import Problem

if TYPE_CHECKING:
    from geo.importers.kicox_model import Missing
    from geo.importers.listing import Listing
    from geo.importers.workbook import Cells
    from geo.regions.names import RegionNames

AREAS = {
    "지정면적": "designated_area_thousand_m2",
    "관리면적": "managed_area_thousand_m2",
    "산업시설구역/전체면적": "industrial_area_thousand_m2",
    "산업시설구역/분양대상": "for_sale_area_thousand_m2",
    "산업시설구역/분양": "sold_area_thousand_m2",
    "산업시설구역/미분양": "unsold_area_thousand_m2",
}
"""Heading to field, for areas; the sheets print them in 천㎡."""
FIRMS = {
    "입주업체": "tenants",
    "입주계약": "tenants",
    "입주계약업체": "tenants",
    "가동업체": "operating_firms",
}
"""Heading to field, for firms; the sheets differ in the word for tenants."""
FIGURES = {**AREAS, "산업시설구역/분양률": "sold_percent", **FIRMS}
DISTRICT_HEADINGS = ("시군", "시군구")
_WORDS = {"유형", "단지유형", "시도", "단지명", "조성상태", "상위단지", *DISTRICT_HEADINGS}

_MARKS = "[①-⑳㉑-㉟]"
_SUM_OF_PARTS = re.compile(rf"\(\s*{_MARKS}(?:\s*\+\s*{_MARKS})*\s*\)$")
_PART_MARK = re.compile(rf"{_MARKS}$")
_FORMER = re.compile(r"[(\[]\s*구(?:\s*:\s*|\s+)([^)\]]+)[)\]]")
_REMARK = re.compile(r"\[([^\]]+)\]")
_LIST = re.compile(r"\s*[,·ㆍ/]\s*")
_INDENT = re.compile(r"^[\s▷]*")


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart."""

    name: str
    former: tuple[str, ...]
    remarks: tuple[str, ...]
    indent: int
    """Width of the indentation; 1 for a part that is marked only."""


@dataclass
class RowReader:
    """Reads the rows of one listing in order; the rows above tell what a part belongs to."""

    file: str
    listing: Listing
    regions: RegionNames
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> list[KicoxComplex]:
        """Return a complex for each row that tells what, of which kind and where."""
        complexes: list[KicoxComplex] = []
        above: list[tuple[int, int, str]] = []
        if self._factor != 1:
            code = "unit" if self._factor is None else "unit_converted"
            facts = {"value": self.listing.unit or "–", "allowed": "천㎡"}
            self.problems.append(Problem(self._place, 0, "", code, facts))
        for row, cells in self.listing.rows():
            name = split_name(self.raw(cells, "단지명"))
            while above and above[-1][0] >= name.indent:
                above.pop()
            # A refused row stays above its parts, so that they are not given to its neighbour.
            parent = above[-1] if above else None
            above.append((name.indent, row, name.name))
            kicox_complex = self._complex(row, cells, name, (len(above) - 1, parent))
            if kicox_complex is not None:
                complexes.append(kicox_complex)
        return complexes

    @cached_property
    def _factor(self) -> float | None:
        """What makes thousand m² of the sheet's areas; None where its unit is none of areas."""
        factors = (factor_of(unit, "thousand_m2") for unit in self.listing.unit.split(","))
        return next((factor for factor in factors if factor is not None), None)

    @property
    def _place(self) -> str:
        return f"{self.file}!{self.listing.sheet.title}"

    def raw(self, cells: Cells, *headings: str) -> object:
        """Return the cell under the first of the headings that the listing has."""
        columns = self.listing.columns
        return next((cells[columns[h]] for h in headings if h in columns), None)

    def problem(self, row: int, column: str, code: str, **facts: object) -> None:
        """Note what is wrong in a cell."""
        self.problems.append(Problem(self._place, row, column, code, facts))

    def region(self, row: int, written: str) -> str | None:
        """Return the official name of a 시도, or note why there is none."""
        try:
            return self.regions.find(written).name_ko
        except RegionError as error:
            code = "region" if written else "empty"
            self.problem(row, "시도", code, **error.facts())
            return None

    def _complex(
        self, row: int, cells: Cells, name: Name, place: tuple[int, tuple[int, int, str] | None]
    ) -> KicoxComplex | None:
        level, parent = place
        kind = self._kind(row, text(self.raw(cells, "유형", "단지유형")))
        written_sido = text(self.raw(cells, "시도"))
        sido = self.region(row, written_sido)
        if not name.name:
            self.problem(row, "단지명", "empty")
        if kind is None or sido is None or not name.name:
            return None
        figures, missing = self.figures(row, cells)
        return KicoxComplex(
            name_as_written=str(self.raw(cells, "단지명")),
            name=name.name,
            former_names=name.former,
            remarks=name.remarks,
            kind=kind,
            sido=sido,
            sido_as_written=written_sido,
            sigungu=tuple(filter(None, _LIST.split(text(self.raw(cells, *DISTRICT_HEADINGS))))),
            row=row,
            level=level,
            parent_row=parent[1] if parent else None,
            parent=parent[2] if parent else None,
            status=text(self.raw(cells, "조성상태")) or None,
            further={h: self._figure(row, cells, h)[0] for h in self._further()},
            missing=missing,
            evidence=(Locator(self.listing.sheet.title, row),),
            **figures,  # type: ignore[arg-type] # its keys are fields of figures only
        )

    def _kind(self, row: int, written: str) -> PlaceKind | None:
        kind = KIND_WORDS.get(written.removesuffix("단지").removesuffix("산업"))
        if kind is None:
            code = "not_allowed" if written else "empty"
            self.problem(row, "유형", code, value=written, allowed=", ".join(KIND_WORDS))
        return kind

    def figures(self, row: int, cells: Cells) -> tuple[dict[str, float | None], dict[str, Missing]]:
        """Return the figures by field, and why those that are None are so."""
        figures: dict[str, float | None] = dict.fromkeys(FIGURES.values())
        missing: dict[str, Missing | None] = dict.fromkeys(figures, "no_column")
        for heading, name in FIGURES.items():
            if heading not in self.listing.columns:
                continue
            if heading in AREAS and self._factor is None:
                missing[name] = "unit"
                continue
            value, missing[name] = self._figure(row, cells, heading)
            if heading in AREAS and value is not None and self._factor not in {None, 1}:
                value = round(value * (self._factor or 1), 3)
            figures[name] = value
        return figures, {name: why for name, why in missing.items() if why}

    def _further(self) -> list[str]:
        known = _WORDS | FIGURES.keys()
        return [heading for heading in self.listing.columns if heading not in known]

    def _figure(self, row: int, cells: Cells, heading: str) -> tuple[float | None, Missing | None]:
        cell = self.raw(cells, heading)
        value = number(cell)
        if isinstance(value, str):
            return None, value
        if value is None:
            self.problem(row, heading, "not_number", value=text(cell)[:80])
        elif value < 0:
            self.problem(row, heading, "range", value=value, allowed="≥ 0")
        else:
            return value, None
        return None, "unreadable"


def split_name(cell: object) -> Name:
    """Take a cell of 단지명 apart.

    >>> split_name("구미국가(1단지)[재생사업지구]")
    Name(name='구미국가(1단지)', former=(), remarks=('재생사업지구',), indent=0)
    >>> split_name("서부산스마트밸리(구:신평장림) (① + ②)")
    Name(name='서부산스마트밸리', former=('신평장림',), remarks=(), indent=0)
    """
    raw = "" if cell is None else str(cell)
    indent = len(_INDENT.match(raw).group())  # type: ignore[union-attr] # matches anything
    written = text(raw.strip("▷ \xa0\t"))
    name = _SUM_OF_PARTS.sub("", written).strip()
    marked = _PART_MARK.sub("", name).strip()
    indent = indent or int(marked != name)
    plain = unicodedata.normalize("NFC", marked)
    former = tuple(found.strip() for found in _FORMER.findall(plain))
    plain = _FORMER.sub("", plain)
    remarks = tuple(found.strip() for found in _REMARK.findall(plain))
    return Name(text(_REMARK.sub("", plain)), former, remarks, indent)
