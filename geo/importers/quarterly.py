"""The quarterly table of KICOX as figures of its complexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.importers.imported import kicox_ids
from geo.statistics.measures import ALL
from geo.statistics.model import Figure, NamedRow, Reading
from geo.statistics.periods import quarter_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.importers.kicox import KicoxTable
    from geo.importers.kicox_model import KicoxComplex
    from geo.statistics.model import Missing

_FIELDS = {
    "designated_area": "designated_area_thousand_m2",
    "managed_area": "managed_area_thousand_m2",
    "industrial_area": "industrial_area_thousand_m2",
    "for_sale_area": "for_sale_area_thousand_m2",
    "sold_area": "sold_area_thousand_m2",
    "unsold_area": "unsold_area_thousand_m2",
    "sold_percent": "sold_percent",
    "tenants": "tenants",
    "operating_firms": "operating_firms",
}
"""Measure to the field of a complex that has it."""
_FURTHER = {
    "employment": ("고용", "고용인원", "고용현황", "종업원", "종업원수", "고용/계", "고용/합계"),
    "production": ("생산", "생산액", "생산(백만원)", "생산액(백만원)"),
    "exports": ("수출", "수출액", "수출(천달러)", "수출액(천달러)", "수출(천불)"),
    "production_to_date": ("누계생산", "누계생산액", "누계생산(백만원)"),
    "exports_to_date": ("누계수출", "누계수출액", "누계수출(천달러)"),
}
"""Measure to the headings that editions with more columns have had for it."""
_READ: dict[str, Missing] = {"dash": "dash", "suppressed": "suppressed", "empty": "empty"}


def quarterly_reading(table: KicoxTable) -> Reading:
    """Return the figures of a quarter; none where the titles name no one quarter."""
    if table.reference_date is None:
        return Reading(
            file=table.file,
            form="quarterly",
            periods=(),
            rows=(),
            figures=(),
            problems=table.problems,
        )
    period = quarter_of(table.reference_date.isoformat()[:7])
    ids = kicox_ids(table.complexes)
    return Reading(
        file=table.file,
        form="quarterly",
        periods=(period,),
        rows=tuple(_row(complex_, ids, table) for complex_ in table.complexes),
        figures=tuple(
            figure
            for complex_ in table.complexes
            for figure in _figures(complex_, ids[complex_.row], period)
        ),
        problems=tuple(problem for problem in table.problems if problem.code != "unit_converted"),
        remarks=tuple(problem for problem in table.problems if problem.code == "unit_converted"),
    )


def _row(kicox_complex: KicoxComplex, ids: dict[int, str], table: KicoxTable) -> NamedRow:
    return NamedRow(
        key=ids[kicox_complex.row],
        name=kicox_complex.name,
        kind=kicox_complex.kind,
        sido=kicox_complex.sido,
        sigungu=kicox_complex.sigungu,
        former_names=kicox_complex.former_names,
        part_of=None if kicox_complex.parent_row is None else ids.get(kicox_complex.parent_row),
        kicox_id=ids[kicox_complex.row],
        place=(f"{table.file}!{kicox_complex.evidence[0].sheet}", kicox_complex.row, "단지명"),
    )


def _figures(kicox_complex: KicoxComplex, key: str, period: str) -> Iterator[Figure]:
    locator = f"{kicox_complex.evidence[0].sheet}!{kicox_complex.row}"
    for measure, field in _FIELDS.items():
        value = getattr(kicox_complex, field)
        why = kicox_complex.missing.get(field)
        if value is not None:
            yield Figure(key, measure, ALL, period, float(value), "", locator)
        elif why in _READ:
            yield Figure(key, measure, ALL, period, None, _READ[why], locator)
    for measure, headings in _FURTHER.items():
        found = next(
            (kicox_complex.further[name] for name in headings if name in kicox_complex.further),
            None,
        )
        if found is not None:
            yield Figure(key, measure, ALL, period, float(found), "", locator)
