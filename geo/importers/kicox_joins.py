"""The other sheets of the workbook, row by row to the complexes of the listing."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from geo.importers.kicox_model import Locator
from geo.importers.kicox_rows import DISTRICT_HEADINGS, FIGURES, RowReader, split_name
from geo.importers.listing import text
from geo.model.places import KIND_WORDS
from geo.text import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.importers.kicox_model import KicoxComplex
    from geo.importers.listing import Listing
    from geo.importers.workbook import Cells
    from geo.jsons import OpenObject

SMART_GREEN_DATE = "스마트그린산단지정일자"
_PART_OF = re.compile(r"\([^()]*하위단지\)$")
_DATE = re.compile(r"(20\d\d)\D(\d{1,2})\D(\d{1,2})")
_SUMMED = ("designated_area_thousand_m2", "industrial_area_thousand_m2", "tenants")


@dataclass(slots=True)
class Joiner:
    """The complexes of the listing by name, and what the other sheets add to them."""

    complexes: list[KicoxComplex]
    main: str
    """Title of the listing."""
    added: dict[int, OpenObject] = field(default_factory=lambda: defaultdict(dict))
    """Row of the listing to fields that other sheets give."""
    _names: dict[tuple[str, str], list[KicoxComplex]] = field(init=False)

    def __post_init__(self) -> None:
        self._names = defaultdict(list)
        for complex_ in self.complexes:
            keys = {fold(name) for name in (complex_.name, *complex_.former_names)}
            # Without parentheses, 구미국가(1단지) would be called as 구미국가(4단지) is.
            keys |= {f"={name_key(name).stem}" for name in (complex_.name, *complex_.former_names)}
            for key in keys:
                self._names[complex_.sido, key].append(complex_)

    def result(self) -> list[KicoxComplex]:
        """Return the complexes with what was added."""
        return [replace(complex_, **self.added[complex_.row]) for complex_ in self.complexes]

    def join(self, reader: RowReader) -> None:
        """Join the rows of one more sheet; what cannot be joined becomes a problem of `reader`."""
        title = reader.listing.sheet.title
        new = "신규지정" in title
        shares: defaultdict[str, set[int]] = defaultdict(set)
        whole = ""
        for row, cells in reader.listing.rows():
            # Merged downwards: only the first row of a complex has its name.
            whole = text(reader.raw(cells, "상위단지")) or whole
            figures = {} if new else reader.figures(row, cells)[0]
            kicox_complex = self._one(reader, row, cells, figures)
            if kicox_complex is None:
                continue
            extra = self.added[kicox_complex.row]
            extra["evidence"] = (
                *extra.get("evidence", kicox_complex.evidence),
                Locator(title, row),
            )
            _compare(reader, row, kicox_complex, figures, self.main)
            _mark(extra, reader, cells)
            if whole:
                shares[whole].add(kicox_complex.parent_row or kicox_complex.row)
        self._share(shares)
        if "노후" in title:
            listed = {row for row, extra in self.added.items() if extra.get("aged")}
            for kicox_complex in self.complexes:
                if not kicox_complex.is_part:
                    self.added[kicox_complex.row]["aged"] = kicox_complex.row in listed

    def _one(
        self, reader: RowReader, row: int, cells: Cells, figures: dict[str, float | None]
    ) -> KicoxComplex | None:
        """Find the complex of a row by name, district, kind and figures, or note a problem."""
        written = text(reader.raw(cells, "단지명"))
        sido = reader.region(row, text(reader.raw(cells, "시도")))
        if sido is None:
            return None
        name = split_name(_PART_OF.sub("", written))
        found = self._called(sido, (name.name, *name.former))
        kind = KIND_WORDS.get(text(reader.raw(cells, "유형")))
        district = text(reader.raw(cells, *DISTRICT_HEADINGS))
        narrower = (
            [kicox_complex for kicox_complex in found if kind in (None, kicox_complex.kind)],
            [kicox_complex for kicox_complex in found if district in kicox_complex.sigungu],
            [kicox_complex for kicox_complex in found if _same(kicox_complex, figures)],
            [
                kicox_complex
                for kicox_complex in found
                if kicox_complex.is_part == (name.indent > 0)
            ],
        )
        for keep in narrower:
            found = [kicox_complex for kicox_complex in found if kicox_complex in keep] or found
        if len(found) == 1:
            return found[0]
        code = "row_ambiguous" if found else "row_unmatched"
        lines = ", ".join(str(kicox_complex.row) for kicox_complex in found)
        reader.problem(row, "단지명", code, value=written, sheet=self.main, lines=lines)
        return None

    def _called(self, sido: str, names: tuple[str, ...]) -> list[KicoxComplex]:
        for name in names:
            for key in (fold(name), f"={name_key(name).stem}"):
                if found := self._names.get((sido, key)):
                    return found
        return []

    def _share(self, shares: dict[str, set[int]]) -> None:
        """Tell the shares of a complex that two 시도 list of each other."""
        sidos = {complex_.row: complex_.sido for complex_ in self.complexes}
        for rows in shares.values():
            for row in rows & sidos.keys():
                others = {sidos[other] for other in rows & sidos.keys()} - {sidos[row]}
                self.added[row]["also_in"] = tuple(sorted(others))


def join_sheets(
    complexes: list[KicoxComplex], main: Listing, others: Iterable[RowReader]
) -> list[KicoxComplex]:
    """Return the complexes of the listing with what the other sheets tell of them."""
    joiner = Joiner(_with_districts_of_parts(complexes), main.sheet.title)
    for reader in others:
        joiner.join(reader)
    return joiner.result()


def _with_districts_of_parts(complexes: list[KicoxComplex]) -> list[KicoxComplex]:
    parents = {complex_.row: complex_.parent_row for complex_ in complexes}
    districts = {complex_.row: dict.fromkeys(complex_.sigungu) for complex_ in complexes}
    for kicox_complex in complexes:
        row = kicox_complex.parent_row
        while row in districts:
            districts[row] |= dict.fromkeys(kicox_complex.sigungu)
            row = parents[row]
    return [replace(complex_, sigungu=tuple(districts[complex_.row])) for complex_ in complexes]


def _same(kicox_complex: KicoxComplex, figures: dict[str, float | None]) -> bool:
    return bool(figures) and all(getattr(kicox_complex, name) == figures[name] for name in _SUMMED)


def _compare(
    reader: RowReader,
    row: int,
    kicox_complex: KicoxComplex,
    figures: dict[str, float | None],
    main: str,
) -> None:
    for heading, name in FIGURES.items():
        if heading not in reader.listing.columns or name not in figures:
            continue
        here, there = figures[name], getattr(kicox_complex, name)
        if here is not None and here != there:
            facts = {"value": here, "allowed": there, "sheet": main, "line": kicox_complex.row}
            reader.problem(row, heading, "sheets_differ", **facts)


def _mark(extra: OpenObject, reader: RowReader, cells: Cells) -> None:
    title = reader.listing.sheet.title
    if "노후" in title:
        extra["aged"] = True
    if "신규지정" in title:
        extra["designated_on"] = _date(reader.raw(cells, "지정일자"))
    if SMART_GREEN_DATE in reader.listing.columns:
        extra["smart_green_since"] = _date(reader.raw(cells, SMART_GREEN_DATE))
    for word, zone in (("자유무역", "free_trade"), ("외국인투자", "foreign_investment")):
        if word in title:
            extra["zones"] = (*extra.get("zones", ()), zone)


def _date(cell: object) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    found = _DATE.search(text(cell))
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
