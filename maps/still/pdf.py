"""A drawing as PDF: text stays text, in an embedded subset of the font."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import FILL_NON_ZERO
from reportlab.pdfgen.pathobject import PDFPathObject

from maps.still.font import face
from maps.still.model import MM_PER_INCH, POINTS_PER_INCH, Clip, Shape, rectangle
from maps.still.tagged import TaggedCanvas

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportlab.pdfgen.canvas import Canvas

    from maps.still.model import Drawing, Mark, Ring, Text

POINTS_PER_MM = POINTS_PER_INCH / MM_PER_INCH


def write_pdf(drawing: Drawing) -> bytes:
    """Return a file of one page; the same drawing gives the same bytes."""
    register_fonts()
    out = io.BytesIO()
    size = (drawing.width_mm * POINTS_PER_MM, drawing.height_mm * POINTS_PER_MM)
    rl_config.useA85 = 0  # binary streams: smaller, and faster to write
    canvas = TaggedCanvas(
        out,
        pagesize=size,
        invariant=1,
        pageCompression=1,
        lang=drawing.lang,
        initialFontName=face().name,
    )
    canvas.setTitle(drawing.title)
    canvas.setAuthor(drawing.author)
    canvas.setSubject(drawing.subject)
    canvas.setCreator(drawing.author)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    scale = drawing.scale * POINTS_PER_MM
    canvas.scale(scale, scale)
    canvas.mark("Figure", f"{drawing.title}. {drawing.subject}")
    Pen(canvas, drawing.height_mm / drawing.scale).draw(drawing.marks)
    canvas.unmark()
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Give the canvas both weights of the font, under the names of their faces."""
    for bold in (False, True):
        weight = face(bold=bold)
        pdfmetrics.registerFont(TTFont(weight.name, io.BytesIO(weight.ttf)))


class Pen:
    """Draws marks on a canvas whose unit is a pixel; PDF's y runs upwards from the bottom."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self._canvas = canvas
        self._height = height

    def draw(self, marks: Iterable[Mark]) -> None:
        """Draw marks, the first one below."""
        for mark in marks:
            if isinstance(mark, Clip):
                self._canvas.saveState()
                clip = self._path([rectangle(mark.box)], closed=True)
                self._canvas.clipPath(clip, stroke=0, fill=0)
                self.draw(mark.marks)
                self._canvas.restoreState()
            elif isinstance(mark, Shape):
                self._shape(mark)
            else:
                self._text(mark)

    def _shape(self, shape: Shape) -> None:
        canvas = self._canvas
        canvas.saveState()
        if shape.fill:
            canvas.setFillColor(HexColor(shape.fill))
        if shape.stroke:
            canvas.setStrokeColor(HexColor(shape.stroke))
            canvas.setLineWidth(shape.width)
            canvas.setDash(list(shape.dash))
            canvas.setLineCap(1 if shape.round else 0)
            canvas.setLineJoin(1 if shape.round else 0)
        if shape.opacity < 1:
            canvas.setFillAlpha(shape.opacity)
            canvas.setStrokeAlpha(shape.opacity)
        path = self._path(shape.rings, closed=shape.closed)
        canvas.drawPath(
            path, stroke=bool(shape.stroke), fill=bool(shape.fill), fillMode=FILL_NON_ZERO
        )
        canvas.restoreState()

    def _path(self, rings: Iterable[Ring], *, closed: bool) -> PDFPathObject:
        # The canvas would format each number with care, which takes longer than all the rest.
        code = []
        for ring in rings:
            steps = [f"{x:.2f} {self._height - y:.2f} l" for x, y in ring]
            steps[0] = f"{steps[0][:-1]}m"
            code += [*steps, "h"] if closed else steps
        return PDFPathObject(code)

    def _text(self, text: Text) -> None:
        canvas = self._canvas
        canvas.setFillColor(HexColor(text.colour))
        canvas.setFont(face(bold=text.bold).name, text.size)
        canvas.drawString(text.x, self._height - text.y, text.text, charSpace=text.spacing)
