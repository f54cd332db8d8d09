"""A theme as a picture that stands alone: map, key, what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.figures.pages import outlines_of, rests_on, shown_unit, title_of
from geo.messages import catalogue
from geo.messages.numbers import with_unit
from geo.statistics.telling import plain
from maps.choropleth import radius_of
from maps.classes import Classes, round_below, written
from maps.sketches.files import draw_sketches
from maps.sketches.thematic import Circle, Key, thematic_sketch

if TYPE_CHECKING:
    from api.figures.asked import Question
    from api.state import State
    from geo.analysis.figures import Table
    from geo.messages import Catalogue
    from maps.sketches.model import Sketch

PICTURES = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
DPI = 192


def theme_sketch(state: State, asked: Question, table: Table, words: Catalogue) -> Sketch:
    """Draw regions by class, or complexes as circles."""
    title, unit = title_of(asked, table, words), shown_unit(table, words.lang)
    told = "; ".join(f"{row.name}: {plain(row.value or 0)}" for row in table.known[:20])
    regions = outlines_of(state, "regions", asked.region)
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
        steps = dict.fromkeys(round_below(most * share) for share in (1, 1 / 4, 1 / 16))
        keys = [
            Key(with_unit(written(step), unit, words.lang), None, radius_of(step, most))
            for step in steps
            if step
        ]
        return thematic_sketch(
            regions, None, {}, circles, keys, title=title, description=told or title
        )
    values = [row.value for row in table.known if row.value is not None]
    found = Classes.quantiles(values or [0.0], asked.classes)
    opacity = {
        code: found.opacity(found.of(row.value))
        for row in table.known
        if row.value is not None
        for code in row.codes
    }
    keys = [
        Key(label, found.opacity(number), None)
        for number, label in enumerate(found.labels(values) if values else ())
    ]
    shapes = None if table.level == "sido" else outlines_of(state, "districts", asked.region)
    return thematic_sketch(
        regions, shapes, opacity, (), keys, title=title, description=told or title
    )


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
    return draw_sketches(
        (theme_sketch(state, asked, table, words),),
        f"{title_of(asked, table, words)} · {unit}",
        (*rests_on(asked, table, words), product),
        form,
        lang=words.lang,
        theme=theme,
        author=product,
        dpi=dpi,
    )
