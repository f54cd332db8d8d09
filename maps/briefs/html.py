"""A brief as one printable HTML file: nothing is loaded, the map is inline SVG."""

from __future__ import annotations

import base64
import math
import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from maps.briefs.charts import chart_drawing
from maps.briefs.content import SECTION, SIGNS, Bullets, Chart, Drawn, Table
from maps.briefs.marked import marked
from maps.briefs.paint import paint
from maps.briefs.pictures import HEIGHT_MM, WIDTH_MM
from maps.page import templates
from maps.still.font import FAMILY, face
from maps.still.svg import write_svg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maps.briefs.content import Block, Brief, Notes
    from maps.briefs.pictures import Pictures
    from maps.still.model import Drawing

_FONT = "/* font */"
"""Where the template wants the fonts."""
_SIZES = (9.5, 9.0, 8.5, 8.0, 7.5, 7.0)
"""Points of the text of a page, the largest with which it fits; 7 is the least that prints well."""
_LEADING = 1.4
"""Height of a line in letters' sizes."""
_WIDTH_PT, _ROOM_PT = 480.0, 390.0
"""Of the text on a page that keeps 60 mm for its map, in points."""
_TAG = re.compile(r"<[^>]*>")


def write_html(brief: Brief, pictures: Pictures) -> bytes:
    """Return the page, UTF-8; the same brief gives the same bytes."""

    def drawn(block: Block) -> Markup:
        return _inline(_drawing(block, brief, pictures))

    page = (
        templates()
        .get_template("brief.html")
        .render(
            brief=brief,
            signs=SIGNS[brief.lang],
            section=SECTION,
            kind=lambda block: type(block).__name__,
            drawn=drawn,
            noted=_noted,
            paint=paint,
            print_size=_print_size(brief),
        )
    )
    signs = sorted(set(_TAG.sub("", page)))
    return page.replace(_FONT, _fonts("".join(signs))).encode()


def _print_size(brief: Brief) -> float:
    """Return the largest size of text, in points, with which a page leaves room for its map."""
    for size in _SIZES:
        lines = sum(
            scale * math.ceil(face().width(text, size * scale) / _WIDTH_PT)
            for text, scale in _lines(brief)
        )
        if brief.length == "full" or brief.shape == "report" or lines * size * _LEADING < _ROOM_PT:
            return size
    return _SIZES[-1]


def _lines(brief: Brief) -> Iterator[tuple[str, float]]:
    """Yield each paragraph with its size relative to the text."""
    for block in brief.blocks:
        if isinstance(block, Bullets):
            yield from ((item.text, 1.0) for item in block.items)
        elif isinstance(block, Table):
            # A row of a table has padding, and its longest cell breaks.
            yield from ((" ".join(row), 1.2) for row in (("", ""), *block.rows))
    yield from ((note.text, 0.8) for note in brief.footnotes)


def _drawing(block: Block, brief: Brief, pictures: Pictures) -> Drawing:
    if isinstance(block, Chart):
        return chart_drawing(block, brief, WIDTH_MM)
    assert isinstance(block, Drawn)  # noqa: S101
    return pictures.drawing(block, WIDTH_MM, HEIGHT_MM)


def _inline(drawing: Drawing) -> Markup:
    # Our own drawing, whose texts are escaped there.
    return Markup(write_svg(drawing, fonts=False).decode())  # noqa: S704


def _noted(text: str, notes: Notes = ()) -> Markup:
    return Markup(marked(text, notes))  # noqa: S704 - escaped there


def _fonts(signs: str) -> str:
    return "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};src:url(data:font/woff2;base64,"
        f"{base64.b64encode(face(bold=weight == 700).subset(signs)).decode()})}}"
        for weight in (400, 700)
    )
