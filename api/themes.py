"""Figures of regions and complexes as drawings, for pages, pictures and briefs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from api.series import statistics_of
from geo.analysis.figures import table_of
from geo.messages.numbers import with_unit
from geo.profiles.model import REGIONAL
from geo.statistics.telling import period_name, plain
from maps.briefs.telling import Theme
from maps.choropleth import radius_of
from maps.classes import Classes, circle_steps, written
from maps.locator import Outlines
from maps.sketches.thematic import Circle, Key, thematic_sketch

if TYPE_CHECKING:
    from api.state import State
    from geo.analysis.figures import Table
    from geo.analysis.together import Together
    from geo.messages import Lang
    from geo.profiles.model import Subject
    from maps.sketches.model import Sketch

Land = tuple[str, ...]
"""Codes of 시도; none for all of them."""
_TELLING = ("operating_firms", "tenants", "factories")
"""What a brief draws, the first that the subject has."""
_LEAST = 2
"""Districts or complexes with a value that make a map."""
_NEIGHBOURS = 4
"""시도 of so few are drawn alone, those of a sector among them; of more the whole country is, for
a land of scattered parts is hard to know again (a judgement)."""


def theme_of(state: State, subject: Subject, found: Together | None, lang: Lang) -> Theme | None:
    """Draw what matters most for a brief: a part of the country by 시군구, all else by complex.

    None where nothing was imported of it, or of one 시군구 or complex alone.
    """
    series = () if found is None else found.series
    told = next((one for id_ in _TELLING for one in series if one.measure.id == id_), None)
    if found is None or told is None:
        return None
    statistics, atlas = statistics_of(state), state.snapshot.atlas
    table = table_of(
        statistics,
        atlas,
        told.measure.id,
        period=told.newest[0],
        base=told.base,
        level="sigungu" if subject.kind in REGIONAL else "complex",
        among=frozenset(found.complexes),
    )
    if len(table.known) < _LEAST:
        return None
    when = period_name(table.period, lang)
    title = f"{subject.name.of(lang)} · {table.measure.name.of(lang)} ({when})"
    around = {statistics.complexes[id_].sido_code for id_ in found.complexes}
    land = tuple(sorted(around)) if len(around) <= _NEIGHBOURS else ()
    return Theme(theme_sketch(state, table, title, land, lang=lang), told.base)


def theme_sketch(
    state: State, table: Table, title: str, land: Land = (), classes: int = 5, *, lang: Lang
) -> Sketch:
    """Draw regions by class, or complexes as circles; on some 시도 where their codes are given."""
    unit = shown_unit(table, lang)
    told = "; ".join(f"{row.name.of(lang)}: {plain(row.value or 0)}" for row in table.known[:20])
    regions = outlines_of(state, "regions", land)
    if table.level == "complex":
        placed = [
            (row.lon, row.lat, max(row.value or 0, 0))
            for row in table.known
            if row.lon is not None and row.lat is not None
        ]
        most = max((value for _, _, value in placed), default=0)
        # The small ones come last, over the great ones.
        circles = [
            Circle(lon, lat, radius_of(value, most))
            for lon, lat, value in sorted(placed, key=lambda one: -one[2])
        ]
        steps = circle_steps(most)
        keys = [
            Key(with_unit(written(step), unit, lang), None, radius_of(step, most))
            for step in steps
            if step
        ]
        return thematic_sketch(
            regions, None, {}, circles, keys, title=title, description=told or title
        )
    values = [row.value for row in table.known if row.value is not None]
    found = Classes.quantiles(values or [0.0], classes)
    opacity = {
        code: found.opacity(found.of(row.value))
        for row in table.known
        if row.value is not None
        for code in row.codes
    }
    keys = [
        Key(with_unit(label, unit, lang), found.opacity(number), None)
        for number, label in enumerate(found.labels(values) if values else ())
    ]
    shapes = None if table.level == "sido" else outlines_of(state, "districts", land)
    return thematic_sketch(
        regions, shapes, opacity, (), keys, title=title, description=told or title
    )


def shown_unit(table: Table, lang: Lang) -> str:
    """Return the unit of what a theme shows."""
    unit = table.measure.unit_name.of(lang)
    if table.shown == "growth":
        return "%p" if table.measure.unit == "pct" else "%"
    return f"{unit}/km²" if table.shown == "per_km2" else unit


def outlines_of(state: State, id_: str, land: Land = ()) -> Outlines:
    """Return the polygons of a collection of regions, or those of some 시도 alone."""
    return _outlines_of(state.snapshot.layers[id_], land)


@lru_cache(maxsize=12)
def _outlines_of(layer: object, land: Land) -> Outlines:
    from geo.store.snapshot import Layer  # noqa: PLC0415

    assert isinstance(layer, Layer)  # noqa: S101
    every = (one for one in layer.collection()["features"] if one["geometry"])
    return Outlines.of(
        one
        for one in every
        if not land
        or not {
            one["id"],
            one["properties"].get("code"),
            one["properties"].get("sido_code"),
        }.isdisjoint(land)
    )
