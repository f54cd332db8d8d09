"""A drawing as PDF: text stays text, in an embedded subset of the font."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import FILL_NON_ZERO, Canvas

from maps.still.font import face
from maps.still.model import MM_PER_INCH, POINTS_PER_INCH, Clip, Shape, rectangle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from maps.still.model import Drawing, Mark, Ring, Text

POINTS_PER_MM = POINTS_PER_INCH / MM_PER_INCH


def write_pdf(drawing: Drawing) -> bytes:
    """Return a file of one page; the same drawing gives the same bytes."""
    _register_fonts()
    out = io.BytesIO()
    size = (drawing.width_mm * POINTS_PER_MM, drawing.height_mm * POINTS_PER_MM)
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=1, lang=drawing.lang)
    canvas.setTitle(drawing.title)
    canvas.setAuthor(drawing.author)
    canvas.setSubject(drawing.subject)
    canvas.setCreator(drawing.author)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    scale = drawing.scale * POINTS_PER_MM
    canvas.scale(scale, scale)
    _Pen(canvas, drawing.height_mm / drawing.scale).draw(drawing.marks)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@lru_cache(maxsize=1)
def _register_fonts() -> None:
    for bold in (False, True):
        weight = face(bold=bold)
        pdfmetrics.registerFont(TTFont(weight.name, io.BytesIO(weight.ttf)))


class _Pen:
    """Draws marks; PDF's y runs upwards from the bottom of the page."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self._canvas = canvas
        self._height = height

    def draw(self, marks: Iterable[Mark]) -> None:
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

    def _path(self, rings: Iterable[Ring], *, closed: bool) -> object:
        path = self._canvas.beginPath()
        for ring in rings:
            (x, y), *rest = ring
            path.moveTo(x, self._height - y)
            for a, b in rest:
                path.lineTo(a, self._height - b)
            if closed:
                path.close()
        return path

    def _text(self, text: Text) -> None:
        canvas = self._canvas
        canvas.setFillColor(HexColor(text.colour))
        canvas.setFont(face(bold=text.bold).name, text.size)
        canvas.drawString(text.x, self._height - text.y, text.text, charSpace=text.spacing)
