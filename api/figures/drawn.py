"""A theme that stands alone, as a picture or a map in one file: map, key, what it rests on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from api.figures.pages import rests_on, title_of, told_of
from api.themes import outlines_of, shown_unit, theme_sketch
from api.view import source_of
from geo.messages import catalogue
from geo.messages.numbers import with_unit
from maps.choropleth import radius_of
from maps.classes import Classes, circle_steps, written
from maps.sketches.files import draw_sketches

if TYPE_CHECKING:
    from api.figures.asked import Question
    from api.state import State
    from geo.analysis.figures import Table
    from geo.messages import Catalogue
    from maps.locator import Outlines
    from maps.records import Record
    from maps.thematic_map import Values

PICTURES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
DPI = 192
"""Twice the 96 of a screen: sharp on those with small pixels."""


def theme_picture(
    state: State,
    asked: Question,
    table: Table,
    form: str,
    words: Catalogue,
    *,
    theme: str = "light",
    dpi: int = DPI,
) -> bytes:
    """Write a theme as ``svg``, ``png`` or ``pdf``, with title, base and source."""
    product = catalogue("maps", words.lang)("product")
    unit = shown_unit(table, words.lang)
    title = title_of(asked, table, words)
    sketch = theme_sketch(state, table, title, asked.land, asked.classes, lang=words.lang)
    return draw_sketches(
        (sketch,),
        f"{title} · {unit}",
        (*rests_on(asked, table, words), product),
        form,
        lang=words.lang,
        theme=theme,
        author=product,
        dpi=dpi,
    )


def theme_file(state: State, asked: Question, table: Table, words: Catalogue) -> bytes:
    """Write a theme as a map that is one HTML file, for mail and for networks without a way out."""
    from maps.standalone import BASEMAP  # noqa: PLC0415 - Folium
    from maps.thematic_map import ThematicMap  # noqa: PLC0415

    boundaries = state.settings.data / "boundaries"
    made = ThematicMap(
        _values(state, asked, table, words),
        source_of(state),
        {file: (boundaries / file).read_bytes() for file in BASEMAP},
        title=title_of(asked, table, words),
        caption=" · ".join(rests_on(asked, table, words)),
        lang=words.lang,
        theme=None,
        outlines=partial(_outlines, state),
    )
    page: str = made.get_root().render()
    return page.encode()


def _outlines(state: State, level: str) -> Outlines:
    return outlines_of(state, "districts" if level == "sigungu" else "regions")


def _values(state: State, asked: Question, table: Table, words: Catalogue) -> Values:
    from maps.thematic_map import Values  # noqa: PLC0415 - Folium

    lang, unit, known = words.lang, shown_unit(table, words.lang), table.known
    drawing = catalogue("maps", lang)
    told = {row.key: told_of(state.snapshot.atlas, row, table, lang) for row in known}
    every = [*told.values()]
    if table.level == "complex":
        most = max((row.value or 0 for row in known), default=0) or 1
        circles: list[Record] = [
            {
                "at": (row.lon, row.lat),
                "radius": radius_of(max(row.value or 0, 0), most),
                "text": told[row.key],
            }
            # The greatest first, so that small ones stay on top.
            for row in known
            if row.lon is not None
        ]
        steps = circle_steps(most)
        rows: list[Record] = [
            {
                "label": with_unit(written(step), unit, lang),
                "radius": radius_of(step, most),
                "count": None,
            }
            for step in steps
        ]
        return Values("", [], circles, rows, drawing("thematic.circles"), every)
    values = [row.value for row in known if row.value is not None]
    found = Classes.quantiles(values or [0.0], asked.classes)
    areas: list[Record] = [
        {"code": code, "opacity": found.opacity(found.of(row.value)), "text": told[row.key]}
        for row in known
        if row.value is not None
        for code in row.codes
    ]
    keys: list[Record] = [
        {
            "label": with_unit(label, unit, lang),
            "radius": None,
            "opacity": found.opacity(number),
            "count": sum(found.of(value) == number for value in values),
        }
        for number, label in enumerate(found.labels(values) if values else ())
    ]
    return Values(table.level, areas, [], keys, drawing("thematic.classes"), every)
