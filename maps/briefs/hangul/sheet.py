"""Paragraphs, tables, pictures and footnotes on the pages of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.briefs.hangul.looks import ACCENT, INK, Shapes
from maps.briefs.hangul.room import (
    BOX_PADDING,
    EDGE_MM,
    PADDING,
    SIDE_MM,
    WIDTH_MM,
    row_height,
    text_height,
    widths_of,
)
from maps.briefs.hangul.units import PIXEL, units
from maps.briefs.paint import paint
from maps.still.model import MM_PER_INCH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hwpx import HwpxDocument
    from hwpx.oxml import HwpxOxmlParagraph, HwpxOxmlTable
    from hwpx.oxml.table import HwpxOxmlTableCell

    from maps.briefs.content import Brief, Notes
    from maps.briefs.hangul.looks import Looks
    from maps.briefs.hangul.room import Line
    from maps.still.model import Drawing

_RULE, _SHADE = paint("field"), paint("head")
_PARAGRAPH = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
_DPI = 200
"""Of pictures: sharp on office printers, and Hangul opens the file without a wait."""


class Sheet:
    """Writes on a document from top to bottom."""

    def __init__(self, document: HwpxDocument, brief: Brief, looks: Looks) -> None:
        self._document, self._brief, self._looks = document, brief, looks
        self._shapes = Shapes(document, looks, brief.lang)
        self._cited: set[int] = set()
        self._plain = document.styles.ensure_border_fill(border_color=_RULE)
        self._shaded = document.styles.ensure_border_fill(border_color=_RULE, fill_color=_SHADE)
        self._boxed = document.styles.ensure_border_fill(border_color=INK, border_width="0.4 mm")
        self._titled = document.styles.ensure_border_fill(
            border_color=ACCENT,
            border_width="0.7 mm",
            fill_color=_SHADE,
            active_borders=("top", "bottom"),
        )
        document.page.setup(
            paper_size="A4",
            margin_left_mm=SIDE_MM, margin_right_mm=SIDE_MM,
            margin_top_mm=EDGE_MM, margin_bottom_mm=EDGE_MM,
            header_margin_mm=EDGE_MM, footer_margin_mm=EDGE_MM,
        )  # fmt: skip

    def text(self, look: str, text: str, notes: Notes = ()) -> None:
        """Add a paragraph."""
        shape = self._shapes[look]
        paragraph = self._document.add_paragraph(
            text,
            para_pr_id_ref=shape.para,
            style_id_ref=shape.style,
            char_pr_id_ref=shape.char,
            inherit_style=False,
        )
        self._cite(paragraph, notes)

    def _cite(self, paragraph: HwpxOxmlParagraph, notes: Notes) -> None:
        """Set footnotes; one that has been set before is referred to by its number."""
        for number in notes:
            if number in self._cited:
                paragraph.add_run(f" {number})", char_pr_id_ref=self._shapes.raised)
                continue
            self._cited.add(number)
            shape = self._shapes["note"]
            note = paragraph.add_footnote(
                f" {self._brief.footnotes[number - 1].text}", char_pr_id_ref=shape.char
            )
            for inside in note.element.iter(f"{_PARAGRAPH}p"):
                inside.set("paraPrIDRef", shape.para)

    def box(self, lines: Sequence[tuple[str, str, Notes]], *, title: bool = False) -> None:
        """Add paragraphs in a box: of a `title` between two bold lines, else all around."""
        holder = self._shapes["holder"]
        side, edge = BOX_PADDING
        room = units(WIDTH_MM) - 2 * side
        height = sum(text_height(look, text, room, self._looks) for look, text, _ in lines)
        table = self._document.add_table(
            1,
            1,
            width=units(WIDTH_MM),
            height=height + 2 * edge,
            border_fill_id_ref=self._titled if title else self._boxed,
            para_pr_id_ref=holder.para,
            style_id_ref=holder.style,
            char_pr_id_ref=holder.char,
        )
        cell = table.cell(0, 0)
        cell.set_size(height=height + 2 * edge)
        cell.element.set("borderFillIDRef", self._titled if title else self._boxed)
        self._padded(cell, BOX_PADDING)
        for number, (look, text, notes) in enumerate(lines):
            shape = self._shapes[look]
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph("")
            paragraph.text = text
            paragraph.para_pr_id_ref = shape.para
            paragraph.style_id_ref = shape.style
            paragraph.char_pr_id_ref = shape.char
            self._cite(paragraph, notes)

    @staticmethod
    def _padded(cell: HwpxOxmlTableCell, padding: tuple[int, int]) -> None:
        cell.element.set("hasMargin", "1")
        for margin in cell.element.iter(f"{_PARAGRAPH}cellMargin"):
            for side, length in zip(
                ("left", "right", "top", "bottom"),
                (*padding[:1] * 2, *padding[1:] * 2),
                strict=True,
            ):
                margin.set(side, str(length))

    def table(
        self,
        rows: Sequence[Sequence[Line]],
        *,
        titles: int = 0,
        even: bool = False,
        notes: Sequence[Notes] = (),
    ) -> None:
        """Add a table as wide as the text.

        Parameters
        ----------
        rows
            Of equally many cells.
        titles
            Number of rows that head the table, and every page that it reaches.
        even
            Makes all columns equally wide; otherwise they are fitted to the texts.
        notes
            Of the cells of the first row.
        """
        widths = widths_of(rows, self._looks, even=even)
        heights = [row_height(row, widths, self._looks) for row in rows]
        holder = self._shapes["holder"]
        table = self._document.add_table(
            len(rows),
            len(widths),
            width=units(WIDTH_MM),
            height=sum(heights),
            border_fill_id_ref=self._plain,
            para_pr_id_ref=holder.para,
            style_id_ref=holder.style,
            char_pr_id_ref=holder.char,
        )
        table.set_column_widths(widths)
        if titles:
            table.element.set("repeatHeader", "1")
        for number, row in enumerate(rows):
            self._row(table, number, row, heights[number], heads=number < titles)
        for column, cited in enumerate(notes):
            self._cite(table.cell(0, column).paragraphs[0], cited)

    def _row(
        self, table: HwpxOxmlTable, number: int, row: Sequence[Line], height: int, *, heads: bool
    ) -> None:
        for cell, (look, text) in zip(table.rows[number].cells, row, strict=True):
            shape = self._shapes[look]
            cell.set_size(height=height)
            paragraph = cell.paragraphs[0]
            paragraph.text = text
            paragraph.para_pr_id_ref = shape.para
            paragraph.char_pr_id_ref = shape.char
            self._padded(cell, PADDING)
            if heads:
                cell.element.set("header", "1")
                cell.element.set("borderFillIDRef", self._shaded)

    def picture(self, drawing: Drawing, alternative: str) -> None:
        """Add a drawing as PNG, with a text for those who cannot see it."""
        from maps.still.png import write_png  # noqa: PLC0415 - slow to load

        data = write_png(drawing, _DPI)
        size = drawing.width_mm, drawing.height_mm
        shape = self._shapes["picture"]
        picture = self._document.add_picture(
            data,
            "png",
            width_mm=drawing.width_mm,
            height_mm=drawing.height_mm,
            para_pr_id_ref=shape.para,
            style_id_ref=shape.style,
            char_pr_id_ref=shape.char,
        )
        element = picture.element
        wide, high = (round(mm / MM_PER_INCH * _DPI) * PIXEL for mm in size)
        # Both are measured in the pixels of the file; the library gives the size on the page.
        for clip in element.iter(f"{_PARAGRAPH}imgClip"):
            clip.set("right", str(wide))
            clip.set("bottom", str(high))
        for whole in element.iter(f"{_PARAGRAPH}imgDim"):
            whole.set("dimwidth", str(wide))
            whole.set("dimheight", str(high))
        for comment in element.iter(f"{_PARAGRAPH}shapeComment"):
            comment.text = alternative

    def footer(self, text: str) -> None:
        """Set what stands at the foot of each page, and number the pages as officials do."""
        look, shape = self._looks["footer"], self._shapes["holder"]
        words = {"type": "run", "text": text, "size": look.size, "color": look.color}
        self._document.page.set_footer(content=[{"align": look.align, "children": [words]}])
        first = self._document.paragraphs[0]
        first.para_pr_id_ref = shape.para
        first.char_pr_id_ref = shape.char
        run = first.runs[0].element
        control = run.makeelement(f"{_PARAGRAPH}ctrl", {})
        number = {"pos": "BOTTOM_CENTER", "formatType": "DIGIT", "sideChar": "-"}
        control.append(run.makeelement(f"{_PARAGRAPH}pageNum", number))
        run.append(control)
