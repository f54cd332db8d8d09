"""Figures by 시도 and 시군구 on their polygons: collections for tiles, QGIS, filters and files."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import numpy as np
import orjson
import shapely
from shapely.geometry import shape

from geo.analysis.figures import AREA, table_of
from geo.messages import LANGS, catalogue
from geo.model.bilingual import Bilingual
from geo.statistics.measures import ALL, BASES, MEASURES
from geo.statistics.periods import last_day, year_before
from geo.statistics.telling import period_name
from geo.store.declared import Declared
from geo.store.figures_layer import ID as FIGURES
from geo.store.figures_layer import FigureRows
from geo.store.fragments import CLOSING, OPENING
from geo.store.snapshot import layer_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.analysis.figures import Row, Shown
    from geo.atlas import Atlas
    from geo.jsons import FeatureObject, GeometryObject
    from geo.messages import Lang
    from geo.statistics.measures import Measure
    from geo.store.figures import Statistics
    from geo.store.snapshot import Layer, Snapshot

Unit = Literal["sido", "sigungu"]
POLYGONS: Mapping[Unit, str] = {"sido": "regions", "sigungu": "districts"}
"""Level to the collection that has its polygons."""
TELLING = ("operating_firms", "tenants", "factories")
"""What a map or brief shows where nothing else is asked for, the first that there is."""
_ENDINGS: Mapping[Shown, str] = {"value": "", "growth": "_growth", "per_km2": "_per_km2"}
"""Kind of value to the ending of its property."""
_CODES = "codes"
_TYPES = {
    **dict.fromkeys(
        ("id", "name_ko", "name_en", "sido", "sido_code", "confidence"), Declared("string")
    ),
    _CODES: Declared(
        "array",
        items="string",
        title=Bilingual(*(catalogue("geo", lang)("statistics.column.codes") for lang in LANGS)),
    ),
    "source": Declared("array", items="string"),
}


def id_of(level: Unit) -> str:
    """Return the id of the collection of a level."""
    return f"{FIGURES}-{level}"


def regional_ids() -> tuple[str, ...]:
    """Return the ids of both collections."""
    return tuple(map(id_of, get_args(Unit)))


def regional_layers(snapshot: Snapshot) -> tuple[Layer, ...]:
    """Return the collections of a snapshot's figures by 시도 and 시군구; none without figures."""
    layer = snapshot.layers.get(FIGURES)
    if layer is None or not isinstance(layer.fragments, FigureRows):
        return ()
    statistics = layer.fragments.statistics
    asked = columns_of(statistics)
    few = _few(statistics, asked)
    types = {**_TYPES, **{column.name: Declared("number", title=column.title) for column in asked}}
    layers = []
    for level in get_args(Unit):
        grounds = orjson.loads(snapshot.layers[POLYGONS[level]].body)["features"]
        shapes = {ground["properties"]["code"]: ground["geometry"] for ground in grounds}
        features = _features(few, snapshot.atlas, level, asked, shapes)
        body = b",\n".join(map(orjson.dumps, features))
        titles = {
            f"title_{lang}": catalogue("geo", lang)(f"layer.{id_of(level)}") for lang in LANGS
        }
        about = {"name": id_of(level), **titles, "as_of": statistics.as_of}
        opening = orjson.dumps({"type": "FeatureCollection", **about}).removesuffix(b"}")
        own = layer_of(id_of(level), opening + b"," + OPENING + body + CLOSING, ())
        layers.append(replace(own, built=False, types=types))
    return tuple(layers)


def telling(columns: Sequence[Column]) -> Column | None:
    """Return the column by which a map fills the regions."""
    wanted = ((base, measure) for measure in TELLING for base in BASES)
    values = {
        (column.base, column.measure.id): column for column in columns if column.shown == "value"
    }
    return next((values[key] for key in wanted if key in values), None)


class Column(NamedTuple):
    """A property: a measure at the newest period of its base."""

    base: str
    period: str
    measure: Measure
    shown: Shown

    @property
    def name(self) -> str:
        """Return the name of the property."""
        return f"{self.base}_{self.measure.id}{_ENDINGS[self.shown]}"

    @property
    def heading(self) -> Bilingual:
        """Return its base and period in words."""
        return Bilingual(*(self._said("statistics.column.heading", lang) for lang in LANGS))

    @property
    def label(self) -> Bilingual:
        """Return what stands below this heading: measure and unit."""
        return Bilingual(*(self._said(f"statistics.column.{self.shown}", lang) for lang in LANGS))

    @property
    def title(self) -> Bilingual:
        """Return both."""
        return Bilingual(*(f"{a}, {b}" for a, b in zip(self.label, self.heading, strict=True)))

    def _said(self, key: str, lang: Lang) -> str:
        words = catalogue("geo", lang)
        return words(
            key,
            measure=self.measure.name.of(lang),
            unit=self.measure.unit_name.of(lang),
            change="%p" if self.measure.unit == "pct" else "%",
            base=words(f"statistics.form.{self.base}"),
            period=period_name(self.period, lang),
        )


def columns_of(statistics: Statistics) -> list[Column]:
    """Return what is told of each base: every measure that its newest period has."""
    newest: dict[str, str] = {}
    for (base, _), periods in statistics.periods.items():
        newest[base] = max(newest.get(base, ""), periods[-1], key=_ended)
    found = []
    for (base, id_), periods in statistics.periods.items():
        period, measure = newest[base], MEASURES[id_]
        if period in periods:
            found.append(Column(base, period, measure, "value"))
            # Areas change by plans, not by business, and are what others are divided by.
            if measure.unit != "thousand_m2":
                more: list[Shown] = ["per_km2"] if measure.additive else []
                more += ["growth"] if year_before(period) in periods else []
                found += [Column(base, period, measure, shown) for shown in more]
    return found


def _ended(period: str) -> str:
    return last_day(period).isoformat() if period else ""


def _few(statistics: Statistics, asked: Sequence[Column]) -> Statistics:
    """Return the store without what no column needs, so that each is found in a tenth of it."""
    figures = statistics.figures
    periods = {column.period for column in asked} | {year_before(column.period) for column in asked}
    wanted = figures["period"].among([*periods]) | figures["measure"].among([AREA])
    wanted &= figures["industry"].among([ALL])
    return replace(statistics, recorded=figures.take(np.flatnonzero(wanted)))


def _features(
    statistics: Statistics,
    atlas: Atlas,
    level: Unit,
    asked: Sequence[Column],
    shapes: Mapping[str, GeometryObject],
) -> Iterator[FeatureObject]:
    newest = {(column.base, column.period) for column in asked}
    sources = sorted(
        {
            s.id
            for s in statistics.sources
            if any((s.form, period) in newest for period in s.periods)
        }
    )
    rows: dict[str, Row] = {}
    values: defaultdict[str, dict[str, float | None]] = defaultdict(dict)
    for item in asked:
        table = table_of(
            statistics,
            atlas,
            item.measure.id,
            period=item.period,
            base=item.base,
            level=level,
            shown=item.shown,
        )
        for row in table.rows:
            rows.setdefault(row.key, row)
            values[row.key][item.name] = None if row.value is None else round(row.value, 3)
    for key, row in sorted(rows.items()):
        id_ = _id(level, key, row)
        yield {
            "type": "Feature",
            "id": id_,
            "geometry": _together([shapes[code] for code in row.codes]),
            "properties": {
                "id": id_,
                "name_ko": row.name.ko,
                "name_en": row.name.en,
                "sido": row.sido,
                "sido_code": key[:2],
                _CODES: list(row.codes),
                **{column.name: values[key].get(column.name) for column in asked},
                "source": sources,
                "confidence": "high",
            },
        }


def _together(polygons: Sequence[GeometryObject]) -> GeometryObject | None:
    """Return polygons as one; nothing for none."""
    if len(polygons) < 2:
        return polygons[0] if polygons else None
    whole = shapely.union_all([shape(polygon) for polygon in polygons])
    result: GeometryObject = orjson.loads(shapely.to_geojson(shapely.orient_polygons(whole)))
    return result


def _id(level: Unit, key: str, row: Row) -> str:
    # Of a 시군구 that is none of today's only the name is known.
    told = row.codes or (key[:2], hashlib.sha256(key.encode()).hexdigest()[:8])
    return "-".join(({"sido": "sido", "sigungu": "sgg"}[level], *told))
