"""Figures of regions and complexes as drawings, for pages, pictures and briefs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from api.series import statistics_of
from geo.analysis.figures import table_of
from geo.messages.numbers import with_unit
from geo.profiles.model import REGIONAL
from geo.statistics.telling import amount, period_name, plain
from maps.briefs.telling import Theme
from maps.choropleth import radius_of
from maps.classes import Classes, circle_steps, written
from maps.locator import Outlines
from maps.sketches.thematic import Circle, Key, thematic_sketch

if TYPE_CHECKING:
    from api.state import State
    from geo.analysis.figures import Row, Table
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
    told = next((line for id_ in _TELLING for line in series if line.measure.id == id_), None)
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
    text = "; ".join(f"{row.name.of(lang)}: {plain(row.value or 0)}" for row in table.known[:20])
    regions = outlines_of(state, "regions", land)
    if table.level == "complex":
        placed, steps = sized(table, lang)
        circles = [Circle(item.lon, item.lat, item.radius, item.falls) for item in placed]
        keys = [Key(label, None, radius) for label, radius in steps]
        return thematic_sketch(
            regions, None, {}, circles, keys, lang, title=title, description=text or title
        )
    found, rows = filled(table, classes, lang)
    opacity = {code: strength for row, strength in found for code in row.codes}
    keys = [Key(label, strength, None) for label, strength, _ in rows]
    shapes = None if table.level == "sido" else outlines_of(state, "districts", land)
    return thematic_sketch(
        regions, shapes, opacity, (), keys, lang, title=title, description=text or title
    )


class Sized(NamedTuple):
    """A complex as a circle."""

    row: Row
    lon: float
    lat: float
    radius: float
    falls: bool
    """Its value is below 0: a circle of that size, but hollow."""


def sized(table: Table, lang: Lang) -> tuple[list[Sized], list[tuple[str, float]]]:
    """Return the complexes of known place as circles, and the rows of their key with radii.

    The greatest come first, so that small ones lie over them.
    """
    placed = [
        (row, row.lon, row.lat, row.value or 0.0)
        for row in table.known
        if row.lon is not None and row.lat is not None
    ]
    most = max((abs(value) for *_, value in placed), default=0.0)
    whole = most or 1.0
    circles = [
        Sized(row, lon, lat, radius_of(abs(value), whole), value < 0)
        for row, lon, lat, value in placed
    ]
    # Where nothing has changed every circle is the least, which the key says, too.
    steps = [step for step in circle_steps(most) if step] or [0.0]
    rows = [(_step_told(step, table, lang), radius_of(step, whole)) for step in steps]
    return sorted(circles, key=lambda one: -one.radius), rows


def _step_told(step: float, table: Table, lang: Lang) -> str:
    if table.shown == "value":
        return amount(step, table.measure.id, lang)
    return with_unit(written(step), shown_unit(table, lang), lang)


def filled(
    table: Table, classes: int, lang: Lang
) -> tuple[list[tuple[Row, float]], list[tuple[str, float, int]]]:
    """Return how strongly each region is filled, and the key: label, strength, regions."""
    known = [(row, row.value) for row in table.known if row.value is not None]
    values = [value for _, value in known]
    found = Classes.quantiles(values or [0.0], classes)
    numbers = [found.of(value) for value in values]
    rows = [
        (with_unit(label, shown_unit(table, lang), lang), found.opacity(at), numbers.count(at))
        for at, label in enumerate(found.labels(values) if values else ())
    ]
    return [(row, found.opacity(at)) for (row, _), at in zip(known, numbers, strict=True)], rows


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
    every = (item for item in layer.collection()["features"] if item["geometry"])
    return Outlines.of(
        item
        for item in every
        if not land
        or not {
            item["id"],
            item["properties"].get("code"),
            item["properties"].get("sido_code"),
        }.isdisjoint(land)
    )
