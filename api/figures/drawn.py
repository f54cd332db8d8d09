"""A theme that stands alone, as a picture or a map in one file: map, key, what it rests on."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from api.figures.pages import rests_on, title_of, told_of
from api.themes import filled, outlines_of, shown_unit, sized, theme_sketch
from api.view import source_of
from geo.messages import catalogue
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
    thematic_map = ThematicMap(
        _values(state, asked, table, words),
        source_of(state),
        {file: (boundaries / file).read_bytes() for file in BASEMAP},
        title=title_of(asked, table, words),
        caption=" · ".join(rests_on(asked, table, words)),
        lang=words.lang,
        theme=None,
        outlines=partial(_outlines, state),
    )
    page: str = thematic_map.get_root().render()
    return page.encode()


def _outlines(state: State, level: str) -> Outlines:
    return outlines_of(state, "districts" if level == "sigungu" else "regions")


def _values(state: State, asked: Question, table: Table, words: Catalogue) -> Values:
    from maps.thematic_map import Values  # noqa: PLC0415 - Folium

    lang, drawing = words.lang, catalogue("maps", words.lang)
    document = {row.key: told_of(state.snapshot.atlas, row, table, lang) for row in table.known}
    every = [*document.values()]
    if table.level == "complex":
        placed, steps = sized(table, lang)
        circles: list[Record] = [
            {
                "at": (item.lon, item.lat),
                "radius": item.radius,
                "falls": item.falls,
                "text": document[item.row.key],
            }
            for item in placed
        ]
        rows: list[Record] = [
            {"label": label, "radius": radius, "count": None} for label, radius in steps
        ]
        return Values("", [], circles, rows, drawing("thematic.circles"), every)
    found, classes = filled(table, asked.classes, lang)
    areas: list[Record] = [
        {"code": code, "opacity": opacity, "text": document[row.key]}
        for row, opacity in found
        for code in row.codes
    ]
    keys: list[Record] = [
        {"label": label, "radius": None, "opacity": opacity, "count": count}
        for label, opacity, count in classes
    ]
    return Values(table.level, areas, [], keys, drawing("thematic.classes"), every)
