"""A theme as a picture that stands alone: map, key, what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.figures.pages import rests_on, title_of
from api.themes import shown_unit, theme_sketch
from geo.messages import catalogue
from maps.sketches.files import draw_sketches

if TYPE_CHECKING:
    from api.figures.asked import Question
    from api.state import State
    from geo.analysis.figures import Table
    from geo.messages import Catalogue

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
