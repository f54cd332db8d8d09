"""Tables of a brief as native tables, on as many slides as they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pptx.enum.text import MSO_ANCHOR
from pptx.util import Mm

from maps.briefs.slides.deck import INK, MARGIN_MM, add_paragraph
from maps.briefs.slides.fitting import CELL_MM, CELL_TALL_MM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.briefs.content import Table
    from maps.briefs.slides.deck import Page
    from maps.briefs.slides.fitting import Columns

_WHITE = "FFFFFF"


def add_table(
    page: Page, table: Table, rows: Sequence[tuple[str, ...]], columns: Columns, top_mm: float
) -> None:
    """Add rows below the table's header."""
    titles = tuple(column.title for column in table.columns)
    heights = [columns.height_mm(titles, bold=True), *(columns.height_mm(row) for row in rows)]
    frame = page.slide.shapes.add_table(
        len(rows) + 1,
        len(titles),
        *map(Mm, (MARGIN_MM, top_mm, sum(columns.widths_mm), sum(heights))),
    )
    frame.name = table.caption
    frame._element.nvGraphicFramePr.cNvPr.set("descr", table.caption)  # noqa: SLF001
    result = frame.table
    for i, width in enumerate(columns.widths_mm):
        result.columns[i].width = Mm(width)
    for i, (row, height) in enumerate(zip([titles, *rows], heights, strict=True)):
        result.rows[i].height = Mm(height)
        for j, text in enumerate(row):
            cell = result.cell(i, j)
            cell.margin_left = cell.margin_right = Mm(CELL_MM)
            cell.margin_top = cell.margin_bottom = Mm(CELL_TALL_MM)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            add_paragraph(
                cell.text_frame,
                text,
                columns.points,
                bold=i == 0,
                colour=_WHITE if i == 0 else INK,
                align="r" if table.columns[j].number else "l",
            )
