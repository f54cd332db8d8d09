"""Thematic maps: numbers of regions or of points, as one file."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from geo.crs import WGS84
from geo.disk import write_file
from geo.errors import RegionError
from geo.messages import catalogue
from geo.messages.numbers import with_unit
from maps.assets import static_url
from maps.bundles import FONTS, bundle_url
from maps.classes import Classes, circle_steps, written
from maps.elements.controls import Controls, Start
from maps.errors import ViewError
from maps.ids import counted_ids
from maps.layers.basemap import Basemap
from maps.layers.complexes import Complexes
from maps.layers.thematic import Thematic
from maps.page import AtlasFigure
from maps.standalone import LINKS, FileMap
from maps.teller import Teller
from maps.titles import names_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import geopandas
    import pandas as pd

    from geo.atlas import Atlas
    from geo.messages import Catalogue, Lang
    from maps.compose import Source
    from maps.locator import Outlines
    from maps.records import Record

_MOST_RADIUS = 24.0
"""Of the largest circle: beyond it circles of neighbours in 수도권 hide one another."""
_LEAST_CLASSES, _MOST_CLASSES = 2, 9
"""Less is no map of classes; of nine shades no reader finds one in the key."""
_KEYS = ("code", "sigungu_code", "sido_code", "sido")
"""Columns that may say which region a row of a table is about."""


@dataclass(frozen=True, slots=True)
class Values:
    """What a thematic map draws, as its script takes it, and the rows of its key."""

    level: str
    """Object of the base map: ``sido``, ``sigungu``; empty for circles."""
    areas: list[Record]
    circles: list[Record]
    rows: list[Record]
    hint: str
    told: list[str]
    """Every value in words."""


class ThematicMap(FileMap):
    """Numbers on the base map, with a key."""

    def __init__(
        self,
        values: Values,
        source: Source,
        data: Mapping[str, bytes],
        *,
        title: str,
        caption: str,
        lang: Lang,
        theme: str | None,
        outlines: Callable[[str], Outlines],
    ) -> None:
        words = catalogue("maps", lang)
        teller = Teller(source.scene, words, names_of(source.scene, lang))
        shown = {"level": values.level, "areas": values.areas, "circles": values.circles}
        key = {"title": title, "caption": caption, "rows": values.rows, "hint": values.hint}
        with counted_ids():
            super().__init__(lang)
            AtlasFigure(_context(title, values, words), "thematic.html").add_child(self)
            self.add_child(Start(words, LINKS))
            self.add_child(Basemap(LINKS, words, source.scene.atlas))
            self.add_child(Complexes(teller, (), (), ()))
            self.add_child(Thematic(LINKS.korea, key, {"name": title, **shown}, words))
            self.add_child(Controls(words, words("attribution.boundaries")))
        self.hold(data, f"theme={theme}" if theme else "")
        self._drawn_of = (values, title, caption, theme or "light", outlines)

    def to_png(self, file: str | Path | None = None, *, dpi: int = 150) -> bytes:
        """Draw the numbers with title, legend and caption as PNG, without a browser.

        What was added to the map is not drawn. The bytes are returned, and written to `file`.

        >>> import geo, maps
        >>> shown = maps.thematic(geo.load(), {"경남": 3, "부산": 1}, title="협의체")
        >>> shown.to_png(dpi=72)[1:4]
        b'PNG'
        """
        return self._written("png", file, dpi)

    def to_svg(self, file: str | Path | None = None) -> bytes:
        """Draw the same as SVG, its fonts inside."""
        return self._written("svg", file, 150)

    def to_pdf(self, file: str | Path | None = None) -> bytes:
        """Draw the same as PDF."""
        return self._written("pdf", file, 150)

    def _written(self, form: str, file: str | Path | None, dpi: int) -> bytes:
        from maps.sketches.files import draw_sketches  # noqa: PLC0415 - only pictures need them
        from maps.sketches.thematic import Circle, Key, thematic_sketch  # noqa: PLC0415

        values, title, caption, theme, outlines = self._drawn_of
        words = catalogue("maps", self.lang)
        sketch = thematic_sketch(
            outlines("sido"),
            outlines(values.level) if values.level == "sigungu" else None,
            {str(area["code"]): float(area["opacity"]) for area in values.areas},
            [
                Circle(circle["at"][0], circle["at"][1], circle["radius"], circle["falls"])
                for circle in values.circles
            ],
            [Key(str(one["label"]), one.get("opacity"), one["radius"]) for one in values.rows],
            self.lang,
            title=title,
            description="; ".join(values.told),
        )
        product = words("product")
        said = [text for text in (caption, product) if text]
        body = draw_sketches(
            (sketch,),
            title,
            said,
            form,
            lang=self.lang,
            theme=theme,
            author=product,
            dpi=dpi,
        )
        if file is not None:
            write_file(Path(file), body)
        return body


def _context(title: str, values: Values, words: Catalogue) -> dict[str, object]:
    return {
        "name": "thematic",
        "heading": title,
        "lang": words.lang,
        "words": words,
        "whole": None,
        "rounds": {},
        "summary": [{"lead": title, "lines": values.told}],
        "script": bundle_url("bundle/map.js", LINKS),
        "styles": [static_url(FONTS, LINKS), bundle_url("bundle/map.css", LINKS)],
        "icon": static_url("icon.svg", LINKS),
        "theme": static_url("js/theme.js", LINKS),
    }


def values_of(
    values: pd.DataFrame | pd.Series | Mapping[str, object],
    column: str | None,
    atlas: Atlas,
    words: Catalogue,
    unit: str,
    classes: int,
) -> Values:
    """Return regions in classes; see `maps.library.thematic` for what it takes and refuses."""
    if not _LEAST_CLASSES <= classes <= _MOST_CLASSES:
        raise ViewError(
            parameter="classes", value=str(classes), allowed=(f"{_LEAST_CLASSES}–{_MOST_CLASSES}",)
        )
    by_key = {str(key): _number(value) for key, value in _pairs(values, column)}
    known = {key: value for key, value in by_key.items() if value is not None}
    if not known:
        raise ViewError(parameter="values", value="–", allowed=("pandas.Series", "{'경남': 1.5}"))
    districts = all(key in atlas.districts for key in by_key)
    names = {
        **{region.code: region.name.of(words.lang) for region in atlas.regions.current},
        **{code: district.name.of(words.lang) for code, district in atlas.districts.items()},
    }
    numbers = {key if districts else _code(key, atlas): value for key, value in known.items()}
    found = Classes.quantiles([*numbers.values()], classes)
    document = {code: f"{names[code]}: {_said(v, unit, words)}" for code, v in numbers.items()}
    labels = found.labels([*numbers.values()])
    return Values(
        "sigungu" if districts else "sido",
        [
            {"code": code, "opacity": found.opacity(found.of(value)), "text": document[code]}
            for code, value in numbers.items()
        ],
        [],
        [
            {
                "label": with_unit(label, unit, words.lang),
                "radius": None,
                "opacity": found.opacity(number),
                "count": sum(found.of(value) == number for value in numbers.values()),
            }
            for number, label in enumerate(labels)
        ],
        words("thematic.classes"),
        [*document.values()],
    )


def circles_of(
    frame: geopandas.GeoDataFrame, column: str | None, words: Catalogue, unit: str
) -> Values:
    """Return a circle for each point that has a value; its area stands for it."""
    if column is None or column not in frame.columns:
        raise _no_column(frame, column)
    points = frame.to_crs(WGS84)
    name = next((n for n in (f"name_{words.lang}", "name_ko", "name") if n in frame), None)
    rows = [
        (point.x, point.y, number, str(label) if name else "")
        for point, value, label in zip(
            points.geometry, frame[column], frame[name] if name else frame[column], strict=True
        )
        if point is not None and (number := _number(value)) is not None
    ]
    if not rows or min(row[2] for row in rows) < 0:
        raise ViewError(parameter="column", value=column, allowed=("≥ 0",))
    most = max(row[2] for row in rows)

    def radius(value: float) -> float:
        return round(max(2.0, _MOST_RADIUS * math.sqrt(value / most)), 1) if most else 2.0

    told = [f"{label}: {_said(v, unit, words)}".removeprefix(": ") for _, _, v, label in rows]
    steps = circle_steps(most)
    # Great circles first, so that small ones stay on top.
    order = sorted(range(len(rows)), key=lambda at: -rows[at][2])
    return Values(
        "",
        [],
        [
            {
                "at": (round(rows[at][0], 5), round(rows[at][1], 5)),
                "radius": radius(rows[at][2]),
                "falls": False,
                "text": told[at],
            }
            for at in order
        ],
        [
            {"label": _said(step, unit, words), "radius": radius(step), "count": None}
            for step in steps
        ],
        words("thematic.circles"),
        told,
    )


def _pairs(
    values: pd.DataFrame | pd.Series | Mapping[str, object], column: str | None
) -> list[tuple[object, object]]:
    """Return each key with its value, whatever holds them."""
    if not hasattr(values, "columns"):
        return [*values.items()]
    frame = cast("pd.DataFrame", values)
    if column is None or column not in frame.columns:
        raise _no_column(frame, column)
    key = next((name for name in _KEYS if name in frame.columns), None)
    if key is None:
        raise ViewError(parameter="values", value="–", allowed=_KEYS)
    return [*zip(frame[key], frame[column], strict=True)]


def _no_column(frame: pd.DataFrame, column: str | None) -> ViewError:
    return ViewError(parameter="column", value=str(column), allowed=tuple(map(str, frame.columns)))


def _number(value: object) -> float | None:
    try:
        number = float(str(value))
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def _code(key: str, atlas: Atlas) -> str:
    """Return the code of the 시도 that a key names."""
    regions = atlas.regions
    if any(region.code == key for region in regions.current):
        return key
    try:
        return regions.find(key).code
    except RegionError as error:
        raise ViewError(parameter="values", value=key, allowed=error.allowed) from None


def _said(value: float, unit: str, words: Catalogue) -> str:
    return with_unit(written(value), unit, words.lang)
