"""A brief as a document of the Hangul word processor: A4, real footnotes, real heading styles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hwpx import HwpxDocument

from maps.briefs.charts import chart_drawing
from maps.briefs.content import (
    SECTION,
    SIGNS,
    Bullets,
    Chart,
    Heading,
    KeyFigures,
    MapPicture,
    SketchPicture,
    Table,
)
from maps.briefs.hangul.file import as_bytes
from maps.briefs.hangul.looks import looks
from maps.briefs.hangul.room import HEIGHT_MM, WIDTH_MM, table_height, text_height
from maps.briefs.hangul.sheet import Sheet
from maps.briefs.hangul.units import units
from maps.briefs.pictures import height_of

if TYPE_CHECKING:
    from maps.briefs.content import Block, Brief
    from maps.briefs.hangul.looks import Looks
    from maps.briefs.hangul.room import Line
    from maps.briefs.pictures import Pictures

_MAP_MM = 100.0
"""Height of the map in a full brief."""
_MAP_ON_PAGE_MM = 52.0, 110.0
"""Least and most height of the map of a brief of one page."""
_CHART_MM = 130.0
"""Width of a chart: bars as long as the page tell no more."""
_SCALES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)
"""Of the texts on a single page, tried in this order."""
_BETWEEN_NOTES_MM = 1.0
"""Between two footnotes."""
_SPARE_MM = 34.0
"""Of a single page: title, caption of the map, the line above the notes, and a reserve."""


def write_hwpx(brief: Brief, pictures: Pictures) -> bytes:
    """Write a brief as HWPX; the same brief gives the same bytes."""
    fitted = (brief.shape, brief.length) == ("brief", "page")
    scale, map_mm = _fitted(brief) if fitted else (1.0, _MAP_MM)
    document = HwpxDocument.new()
    sheet = Sheet(document, brief, looks(scale, brief.shape))
    if brief.shape == "report":
        sheet.box([("title", brief.title, ())], title=True)
        sheet.text("dated", ", ".join(filter(None, (brief.department, brief.dated))))
    else:
        sheet.text("title", brief.title)
        sheet.text("subtitle", brief.subtitle)
    for block in brief.blocks:
        _write(block, sheet, brief, pictures, map_mm)
    sheet.footer(f"{brief.author}  ·  {brief.edition}")
    return as_bytes(document, brief)


def _write(block: Block, sheet: Sheet, brief: Brief, pictures: Pictures, map_mm: float) -> None:
    match block:
        case Heading():
            sign = f"{SECTION} " if brief.shape == "report" else ""
            sheet.text("heading", f"{sign}{block.text}")
        case Bullets():
            signs = SIGNS[brief.lang]
            said = [(f"{signs[item.level - 1]} {item.text}", item) for item in block.items]
            if block.summary:
                sheet.box([("summary", text, bullet.notes) for text, bullet in said])
            else:
                for text, one in said:
                    sheet.text(f"bullet{one.level}", text, one.notes)
        case KeyFigures():
            notes = [item.notes for item in block.items]
            sheet.table(_tiles(block, brief), titles=1, even=True, notes=notes)
        case MapPicture() | SketchPicture():
            height = height_of(block, brief.length, map_mm)
            sheet.picture(pictures.drawing(block, WIDTH_MM, height), block.alternative)
            sheet.text("below", block.caption, block.notes)
        case Chart():
            drawing = chart_drawing(block, brief, _CHART_MM)
            value = f"{block.caption} ({block.base}, {block.unit}, {block.period})"
            if brief.shape == "brief":
                sheet.text("caption", value, block.notes)
            sheet.picture(drawing, block.alternative)
            if brief.shape == "report":
                sheet.text("below", value, block.notes)
        case Table():
            sheet.text("caption", block.caption, block.notes)
            sheet.table(_grid(block), titles=1)


def _fitted(brief: Brief) -> tuple[float, float]:
    """Choose the size of the texts and the height of the map so that one page holds all."""
    least, most = _MAP_ON_PAGE_MM
    room = 0.0
    for scale in _SCALES:
        room = HEIGHT_MM - _taken(brief, looks(scale)) / units(1)
        if room >= least:
            return scale, min(room, most)
    return _SCALES[-1], max(room, least)


def _taken(brief: Brief, given: Looks) -> float:
    """Estimate the height of everything but the map."""
    width = units(WIDTH_MM)
    between = units(_BETWEEN_NOTES_MM)
    taken = units(_SPARE_MM) + sum(
        text_height("note", note.text, width, given) + between for note in brief.footnotes
    )
    for block in brief.blocks:
        match block:
            case KeyFigures():
                taken += table_height(_tiles(block, brief), given, even=True)
            case Bullets():
                taken += sum(
                    text_height(f"bullet{item.level}", item.text, width, given)
                    for item in block.items
                )
            case Table():
                caption = text_height("caption", block.caption, width, given)
                taken += table_height(_grid(block), given) + caption
            case _:
                pass
    return taken


def _tiles(block: KeyFigures, brief: Brief) -> list[list[Line]]:
    """Set figures side by side: label, value and unit, base and period."""
    gap = "" if brief.lang == "ko" else " "
    return [
        [("column", item.label) for item in block.items],
        [("figure", item.text + gap + item.unit) for item in block.items],
        [("base", f"{item.base} ({item.period})") for item in block.items],
    ]


def _grid(block: Table) -> list[list[Line]]:
    looks = ["number" if column.number else "cell" for column in block.columns]
    return [
        [("column", column.title) for column in block.columns],
        *(list(zip(looks, row, strict=True)) for row in block.rows),
    ]
