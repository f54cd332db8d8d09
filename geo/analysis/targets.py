"""Numbers of the documents beside the series that measure the same: only where they do.

A number is *compared* where measure, subject, unit and period agree; it stands *beside* the series
where all but the period do, which the document leaves unsaid; else it is kept *apart*, with every
reason. No difference is ever reckoned between two that stand beside each other only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo.analysis.figures import complexes_at, series_of
from geo.statistics.measures import ALL
from geo.statistics.periods import grain_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geo.analysis.figures import Series
    from geo.atlas import Atlas
    from geo.model.indicators import Indicator
    from geo.store.figures import Statistics

Standing = Literal["compared", "beside", "apart"]
_SAME = {
    "production": "production",
    "exports": "exports",
    "tenant_firms": "tenants",
    "employment": "employment",
}
"""Indicator of the documents to the measure that is the same thing: a state of a complex."""
_KIN = {
    "jobs_created": ("employment", "gross"),
    "production_increase": ("production", "change"),
    "export_increase": ("exports", "change"),
    "exports_increase": ("exports", "change"),
    "firms_attracted": ("tenants", "gross"),
    "startups": ("tenants", "gross"),
}
"""Indicator to the measure that is near it, and why it is another thing: ``gross`` counts what
came without what went, ``change`` is a growth of which the document does not state the base."""
_UNITS = {
    ("trillion_won", "million_won"): 1e6,
    ("eok_won", "million_won"): 100.0,
    ("eok_usd", "thousand_usd"): 1e5,
    ("persons", "persons"): 1.0,
    ("firms", "firms"): 1.0,
}
"""Units of an indicator and a measure to what makes the latter of the former."""
_YEAR = re.compile(r"20\d\d")
_PREFERRED = ("trends", "quarterly")
"""Bases on which the documents' figures of complexes rest, the first that has the series."""


@dataclass(frozen=True, slots=True)
class Target:
    """A number of the ledger and what the statistics have of it."""

    indicator: Indicator
    standing: Standing
    reasons: tuple[str, ...]
    """Why it is not compared, as keys: ``measure``, ``gross``, ``change``, ``scope``, ``unit``,
    ``value``, ``figures``, ``period``."""
    place_id: str | None = None
    """Of the complex whose series it is set beside."""
    series: Series | None = None
    """By year for flows: a quarter is no year's amount."""
    stated: float | None = None
    """The document's value in the unit of the series."""
    happened: float | None = None
    """The series in the period that the document states."""
    shares: tuple[tuple[str, float], ...] = ()
    """Share of the complex in the sum of all complexes of its 시도 in the same table, percent, by
    period: what a 기여도 would be if this were its base."""


def targets(
    statistics: Statistics, atlas: Atlas, indicators: Iterable[Indicator]
) -> tuple[Target, ...]:
    """Return every number of the ledger that is a target or a contribution, in its order."""
    wanted = (
        indicator for indicator in indicators if indicator.nature in {"target", "contribution"}
    )
    return tuple(target_of(statistics, atlas, indicator) for indicator in wanted)


def target_of(statistics: Statistics, atlas: Atlas, indicator: Indicator) -> Target:
    """Set a number beside its series, or say why not."""
    near, why = _KIN.get(indicator.indicator, ("", ""))
    measure = _SAME.get(indicator.indicator, near)
    if not measure:
        return Target(indicator, "apart", ("measure",))
    reasons = [why] if why else []
    if indicator.subject_kind != "hub":
        # A project is a region's, of many places; what it aims at is no figure of one complex.
        reasons.append("scope")
    body = atlas.bodies.get(indicator.subject)
    place = atlas.root_of(body).place_id if body is not None else None
    series = _series(statistics, atlas, place, measure)
    if series is None:
        reasons.append("figures")
    factor = _UNITS.get((indicator.unit or "", series.measure.unit if series else ""))
    if series is not None and factor is None:
        reasons.append("value" if indicator.value is None else "unit")
    elif indicator.value is None:
        reasons.append("value")
    stated = indicator.value * factor if indicator.value is not None and factor else None
    shares = _shares(statistics, atlas, place, series) if not why and place and series else ()
    if reasons:
        return Target(indicator, "apart", tuple(reasons), place, series, stated, None, shares)
    period = indicator.period if indicator.period and _YEAR.fullmatch(indicator.period) else None
    happened = _at(series, period) if series and period else None
    if happened is None:
        reason = "figures" if period else "period"
        return Target(indicator, "beside", (reason,), place, series, stated, None, shares)
    return Target(indicator, "compared", (), place, series, stated, happened, shares)


def _series(statistics: Statistics, atlas: Atlas, place: str | None, measure: str) -> Series | None:
    ids = complexes_at(statistics, atlas, place) if place else ()
    found = [s for s in series_of(statistics, ids) if s.measure.id == measure] if ids else []
    chosen = next((s for base in _PREFERRED for s in found if s.base == base), None)
    return yearly(chosen) if chosen is not None else None


def yearly(series: Series) -> Series | None:
    """Return a flow by year, of the years of which all quarters or months are known; None for none.

    A stock stays as it is.
    """
    if series.measure.kind == "stock":
        return series
    years: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for period, value in series.points:
        if value is not None:
            years[period[:4]].append((grain_of(period), value))
    needed = {"year": 1, "quarter": 4, "month": 12}
    points = []
    for year, parts in sorted(years.items()):
        for grain, count in needed.items():
            values = [value for own, value in parts if own == grain]
            if len(values) == count:
                points.append((year, sum(values)))
                break
    if not points:
        return None
    return type(series)(series.measure, series.base, series.industry, tuple(points))


def _at(series: Series, year: str) -> float | None:
    """Return the value of a year: its amount, or the stock at its end."""
    own = [value for period, value in series.points if period[:4] == year and _ends(period)]
    return own[-1] if own else None


def _ends(period: str) -> bool:
    return period[4:] in {"", "-Q4", "-12"}


def _shares(
    statistics: Statistics, atlas: Atlas, place: str, series: Series
) -> tuple[tuple[str, float], ...]:
    code = atlas.region_of(place).code
    others = [
        complex_.id
        for complex_ in statistics.complexes.values()
        if complex_.sido_code == code and complex_.part_of is None and complex_.kind is not None
    ]
    whole: defaultdict[str, float] = defaultdict(float)
    for id_ in others:
        own = _one(series_of(statistics, (id_,)), series)
        for period, value in own.points if own else ():
            whole[period] += value or 0
    return tuple(
        (period, 100 * value / whole[period])
        for period, value in series.points
        if value is not None and whole.get(period)
    )


def _one(found: Sequence[Series], like: Series) -> Series | None:
    same = (like.measure.id, like.base, ALL)
    own = next((s for s in found if (s.measure.id, s.base, s.industry) == same), None)
    return yearly(own) if own is not None else None
