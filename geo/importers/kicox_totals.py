"""Our sums against the totals that the workbook prints, by 시도 and kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.importers.kicox_rows import AREAS, FIRMS
from geo.importers.listing import columns_of, continues, number, text
from geo.model.places import KIND_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.importers.kicox import KicoxTable
    from geo.importers.kicox_model import KicoxComplex
    from geo.importers.workbook import Sheet
    from geo.model.places import PlaceKind

_LABELS = {"구분", "단지유형"}
"""Headings of the first column of a table of totals."""
_COUNTS = {"단지수", "산업단지수"}
_RATE = "산업시설구역/분양률"
_EVERYTHING = {"총합", "총계", "합계"}
_SUBTOTAL = {"소계", "계", "합계"}
_SUMS = {**AREAS, **FIRMS}


@dataclass(frozen=True, slots=True)
class TotalDifference:
    """A printed total that the rows do not give."""

    sheet: str
    row: int
    label: str
    """What the total is of, as printed: 서울국가, 경남소계, 총합, or the name of a complex."""
    column: str
    printed: float
    counted: float | None
    """Our sum; None where the label is not understood."""


def check_totals(table: KicoxTable) -> list[TotalDifference]:
    """Compare counts, sums and rates of sale with each printed total; empty where all agree.

    Parts are left out of sums, for their complex has them already; each complex with parts is
    compared with their sum in turn. A figure that is None counts as nothing.
    """
    differences = list(_parts(table))
    for sheet in table.sheets:
        for row, label, printed in _totals(sheet):
            differences += _differences(table, sheet.title, (row, label, printed))
    return differences


def _totals(sheet: Sheet) -> Iterator[tuple[int, str, dict[str, float]]]:
    """Yield row, label and figures by heading of each row of each table of totals."""
    columns: dict[str, int] = {}
    for index, cells in enumerate(sheet.rows):
        label = text(cells[0]) if cells else ""
        if label in _LABELS:
            below = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else ()
            columns = columns_of(cells, below if below and continues(below, 0) else None)
        elif columns and label:
            values = {heading: number(cells[column]) for heading, column in columns.items()}
            printed = {h: v for h, v in values.items() if isinstance(v, int | float)}
            if printed:
                yield index + 1, label, printed


def _differences(
    table: KicoxTable, sheet: str, total: tuple[int, str, dict[str, float]]
) -> Iterator[TotalDifference]:
    row, label, printed = total
    meaning = _meaning(table, label)
    sums = _summed(table, *meaning) if meaning else {}
    for heading, value in printed.items():
        counted = sums.get(heading)
        known = heading in _SUMS or heading in _COUNTS or heading == _RATE
        if known and counted != value:
            yield TotalDifference(sheet, row, label, heading, value, counted)


def _meaning(table: KicoxTable, label: str) -> tuple[PlaceKind | None, str | None] | None:
    """Tell kind and 시도 of a label such as 서울국가; None of an unknown one."""
    if label in _EVERYTHING:
        return None, None
    if label in KIND_WORDS:
        return KIND_WORDS[label], None
    sidos = {complex_.sido_as_written: complex_.sido for complex_ in table.complexes}
    for written, sido in sidos.items():
        rest = label.removeprefix(written)
        if rest != label and (rest in KIND_WORDS or rest in _SUBTOTAL):
            return KIND_WORDS.get(rest), sido
    return None


def _summed(table: KicoxTable, kind: PlaceKind | None, sido: str | None) -> dict[str, float]:
    """Return our sum under each heading of totals."""
    rows = table.whole(kind, sido)
    sums = {heading: _sum(rows, name) for heading, name in _SUMS.items()}
    offered, sold = (_sum(rows, f"{name}_area_thousand_m2") for name in ("for_sale", "sold"))
    rate = round(100 * sold / offered, 2) if offered else 0
    return {**dict.fromkeys(_COUNTS, table.count(kind, sido)), **sums, _RATE: rate}


def _sum(rows: Iterable[KicoxComplex], name: str) -> float:
    return sum(getattr(row, name) or 0 for row in rows)


def _parts(table: KicoxTable) -> Iterator[TotalDifference]:
    parts: dict[int, list[KicoxComplex]] = {}
    for complex_ in table.complexes:
        if complex_.parent_row is not None:
            parts.setdefault(complex_.parent_row, []).append(complex_)
    for complex_ in table.complexes:
        for heading, name in _SUMS.items() if complex_.row in parts else ():
            printed, counted = getattr(complex_, name), _sum(parts[complex_.row], name)
            if printed is not None and printed != counted:
                sheet = complex_.evidence[0].sheet
                yield TotalDifference(sheet, complex_.row, complex_.name, heading, printed, counted)
