"""A brief as PDF: A4, tagged and for archives; the short length of a brief is one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.briefs.charts import chart_drawing
from maps.briefs.content import SECTION, SIGNS, Chart, Drawn, Table
from maps.briefs.paint import paint
from maps.briefs.pictures import height_of
from maps.briefs.plain import plain
from maps.still.font import face
from maps.still.model import MM_PER_INCH, POINTS_PER_INCH
from maps.still.svg import write_svg
from maps.typeset import measured, typeset

if TYPE_CHECKING:
    from geo.jsons import OpenObject
    from maps.briefs.content import Brief, Shape
    from maps.briefs.pictures import Pictures
    from maps.still.model import Drawing

_POINTS_PER_MM = POINTS_PER_INCH / MM_PER_INCH
_TEMPLATE = "brief.typ"
_WIDTH_MM = {"brief": 174.0, "report": 170.0}
"""Of the text."""
_MAP_MM = 100.0
"""Height of the map in a full brief: two thirds of the width, with room for text below."""
_MAP_ON_PAGE_MM = 58.0, 125.0
"""Least and most height of the map on a single page."""
_SIZES = (9.5, 9.0, 8.5, 8.0, 7.6)
"""Of text, in points: a single page takes the largest that leaves room for its map."""
_PAINTS = ("ink", "ink-soft", "ink-quiet", "series", "head", "line")
_CELL_POINTS = {"brief": 8.0, "report": 11.0}
"""Size of a table's text by shape of the document."""
_LONGEST_COLUMN, _LONGEST_WORD, _PADDING = 26.0, 13.0, 0.9
"""Of a cell's text, of a word in it, and beside it, in ems: what is longer wraps."""
_UNBROKEN = 4.6
"""Ems of a text that stands in one line, such as 같은 시도."""
_LONG = 8.0
"""Ems of a column that may break its words where a table is too wide."""
_SPARE_MM = 2.0
"""Left free on a single page, for rounding of lines."""


def write_pdf(brief: Brief, pictures: Pictures) -> bytes:
    """Return the file; the same brief gives the same bytes."""
    values = {
        **plain(brief),
        "signs": SIGNS[brief.lang],
        "section": SECTION,
        "paint": {name: paint(name) for name in _PAINTS},
    }
    map_mm = _MAP_MM
    if (brief.shape, brief.length) == ("brief", "page"):
        values["size"], map_mm = _fitted(brief, values)
    drawings: list[Drawing] = []
    for block, value in zip(brief.blocks, values["blocks"], strict=True):
        if isinstance(block, Table):
            value["widths"], value["whole"] = _widths(block, brief.shape)
        elif isinstance(block, Drawn | Chart):
            value["picture"] = len(drawings)
            drawing = _drawing(block, brief, pictures, map_mm)
            value["share"] = min(1.0, drawing.width_mm / _WIDTH_MM[brief.shape])
            drawings.append(drawing)
    svg = [write_svg(item, fonts=False) for item in drawings]
    return typeset(_TEMPLATE, values, svg, as_of=brief.as_of)


def _fitted(brief: Brief, values: OpenObject) -> tuple[float, float]:
    """Choose the size of the text, and the height of the map, so that one page holds all."""
    for block, value in zip(brief.blocks, values["blocks"], strict=True):
        if isinstance(block, Table):
            value["widths"], value["whole"] = _widths(block, brief.shape)
    least, most = _MAP_ON_PAGE_MM
    room = 0.0
    for size in _SIZES:
        taken, whole = measured(_TEMPLATE, {**values, "size": size, "measure": True}, "room")
        room = whole - taken - _SPARE_MM
        if room >= least:
            return size, min(room, most)
    return _SIZES[-1], max(room, least / 2)


def _drawing(block: Drawn | Chart, brief: Brief, pictures: Pictures, map_mm: float) -> Drawing:
    width = _WIDTH_MM[brief.shape]
    if isinstance(block, Chart):
        return chart_drawing(block, brief, width)
    return pictures.drawing(block, width, height_of(block, brief.length, map_mm))


def _narrowed(least: list[float], width: float) -> list[float]:
    """Take what is too much from the long columns alone: short ones cannot break their words."""
    over, long = sum(least) - width, [value for value in least if value > _LONG]
    if over <= 0 or not long:
        return least
    share = max(1 - over / sum(long), _LONG / max(long))
    return [value * share if value > _LONG else value for value in least]


def _word(text: str) -> float:
    """Return the length of the longest part that does not break; a short text is one."""
    whole = face(bold=True).width(text, 1)
    if whole <= _UNBROKEN:
        return whole
    return max(face(bold=True).width(part, 1) for part in text.split())


def _widths(table: Table, shape: Shape) -> tuple[list[float], bool]:
    """Give each column what its longest word needs, then its longest text, in ems; share the rest.

    Return too whether all words stay whole.
    """
    width = _WIDTH_MM[shape] * _POINTS_PER_MM / _CELL_POINTS[shape]
    least, wanted, words = [], [], []
    for number, column in enumerate(table.columns):
        texts = [column.title, *(row[number] for row in table.rows)]
        longest = max(face(bold=True).width(text, 1) for text in texts)
        word = max(_word(text) for text in texts)
        words.append(word)
        least.append(min(word, _LONGEST_WORD) + _PADDING)
        wanted.append(max(min(longest, _LONGEST_COLUMN) + _PADDING - least[-1], 0))
    least = _narrowed(least, width)
    share = min(max(width - sum(least), 0) / (sum(wanted) or 1), 1)
    taken = [low + more * share for low, more in zip(least, wanted, strict=True)]
    whole = max(words) <= _LONGEST_WORD and sum(least) <= width
    # A short table is as wide as the others: its columns grow alike.
    grown = max(width / sum(taken), 1)
    return [value * grown for value in taken], whole
