"""Marks of a picture as native shapes of a slide, which PowerPoint can edit.

The XML is that of ECMA-376, part 1: DrawingML (``a``) within PresentationML (``p``). Lengths in it
are EMU, 36,000 a millimetre; font sizes are hundredths of a point.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls

from maps.still.model import POINTS_PER_INCH, Shape, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from geo.messages import Lang
    from maps.still.model import Box, Mark, Point, Ring

    Align = Literal["l", "ctr", "r"]

EMU_PER_MM, EMU_PER_INCH = 36_000, 914_400
"""English metric units, in which Office counts (ECMA-376, part 1, 20.1.2.1)."""
LANGUAGES = {"ko": "ko-KR", "en": "en-US"}
"""Language to its tag in the file."""
_ASCENT = 1.05
"""From the top of a line to its baseline, in letters' sizes."""
_NAMESPACES = nsdecls("a", "p")
_ARROW = '<a:tailEnd type="triangle" w="med" len="med"/>'
_PRESETS = {
    "rect": {(0, 0), (1, 0), (1, 1), (0, 1)},
    "diamond": {(0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)},
    "triangle": {(0.5, 0), (1, 1), (0, 1)},
}
"""PowerPoint's own shapes to their corners, in widths and heights of their box."""
_ROUND = 24
"""Corners from which on a ring is a circle, if they all lie on one."""
_BARE = 'wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0"'


class Anchor(NamedTuple):
    """A circle with eight connection sites."""

    at: Point
    radius: float
    shape: int
    """Its id."""

    def end(self, other: Point, turned: int = 0) -> End:
        """Return the site that looks at another point, or one `turned` steps of 45° from it."""
        x, y = self.at
        looks = math.degrees(math.atan2(y - other[1], other[0] - x))
        site = (round((looks - 90) / 45) + turned) % 8
        way = math.radians(90 + 45 * site)
        at = x + self.radius * math.cos(way), y - self.radius * math.sin(way)
        return End(at, self.shape, site)


class End(NamedTuple):
    """Where a connector ends."""

    at: Point
    shape: int
    """Id of the shape to which it is glued."""
    site: int
    """Which of its connection sites: 0 above, then against the clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """A place to draw: a slide or a group of shapes on it."""

    tree: Any
    """The element that takes the shapes."""
    left: float
    """Of the drawing's origin on the slide, in EMU."""
    top: float
    scale: float
    """EMU a pixel of the drawing."""
    ids: Iterator[int]
    """Of shapes, which differ within a slide."""
    lang: Lang

    def group(self, name: str, about: str = "") -> Canvas:
        """Add an empty group; call `close` when it is filled."""
        group = parse_xml(
            f"<p:grpSp {_NAMESPACES}><p:nvGrpSpPr>{self._called(name, about)}<p:cNvGrpSpPr/>"
            '<p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
            '<a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr></p:grpSp>'
        )
        self.tree.append(group)
        return replace(self, tree=group)

    def close(self) -> None:
        """Make a group as large as what it holds, or take it away where it holds nothing."""
        if len(self.tree) > 2:
            self.tree.recalculate_extents()
        else:
            self.tree.getparent().remove(self.tree)

    def draw(self, marks: Iterator[Mark], name: str) -> None:
        """Add shapes of one name, and texts, without halos."""
        for mark in marks:
            if isinstance(mark, Text):
                self.line_of(mark)
            elif isinstance(mark, Shape) and not mark.halo:
                self.shape(mark, name)

    def shape(
        self,
        mark: Shape,
        name: str,
        about: str = "",
        text: Text | None = None,
        *,
        arrow: bool = False,
    ) -> None:
        """Add lines or areas as one shape, with a text in its middle or an arrow head.

        It is an ellipse, a rectangle or the like where it looks so, else a freeform.
        """
        points = [point for ring in mark.rings for point in ring]
        if len(points) > 1:
            box = _bounds(points)
            preset = _preset(mark, box)
            if preset:
                outline = f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
            else:
                steps = "".join(self._ring(ring, box, closed=mark.closed) for ring in mark.rings)
                outline = self._path(box, steps, mark)
            self._outlined(box, outline, mark, (name, about), text, _ARROW if arrow else "")

    def anchor(self, at: Point, radius: float, name: str) -> Anchor:
        """Add a circle that nobody sees, to which connectors are glued."""
        x, y = at
        number = next(self.ids)
        self._add(
            f'<p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr/><p:nvPr/>'
            f"</p:nvSpPr><p:spPr>{self._placed((x - radius, y - radius, x + radius, y + radius))}"
            '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom><a:noFill/>'
            "<a:ln><a:noFill/></a:ln></p:spPr>"
        )
        return Anchor(at, radius, number)

    def connector(
        self,
        ends: tuple[End, End],
        mark: Shape,
        name: str,
        *,
        arrow: bool = False,
        double: bool = False,
    ) -> None:
        """Add a line from one shape to another that stays at them when they are moved."""
        (x0, y0), (x1, y1) = (end.at for end in ends)
        box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        flips = (' flipH="1"' if x1 < x0 else "") + (' flipV="1"' if y1 < y0 else "")
        glue = "".join(
            f'<a:{which} id="{end.shape}" idx="{end.site}"/>'
            for which, end in zip(("stCxn", "endCxn"), ends, strict=True)
        )
        placed = self._placed(box).replace("<a:xfrm>", f"<a:xfrm{flips}>")
        self.tree.append(
            parse_xml(
                f"<p:cxnSp {_NAMESPACES}><p:nvCxnSpPr>{self._called(name, name)}"
                f"<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>"
                f'<p:spPr>{placed}<a:prstGeom prst="straightConnector1"><a:avLst/></a:prstGeom>'
                f"{self._line(mark, _ARROW if arrow else '', double=double)}</p:spPr></p:cxnSp>"
            )
        )

    def line_of(self, text: Text, name: str = "") -> None:
        """Add a line of text where a picture has it."""
        box = text.x, text.y - _ASCENT * text.size, text.x, text.y + 0.3 * text.size
        self.label(text, box, "l", name)

    def label(self, text: Text, box: Box, align: Align, name: str = "", ground: str = "") -> None:
        """Add a text in the middle of a box; `ground` is the colour behind it, see-through."""
        behind = _fill(ground, 0.75) if ground else "<a:noFill/>"
        self._add(
            f'<p:nvSpPr>{self._called(name or text.text)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
            f'<p:spPr>{self._placed(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{behind}'
            f"</p:spPr>{self._written(text, align)}"
        )

    def _path(self, box: Box, steps: str, mark: Shape) -> str:
        """Return the outline of a freeform."""
        width, height = (max(1, self._emu(box[i + 2] - box[i])) for i in (0, 1))
        unfilled = "" if mark.fill else ' fill="none"'
        return (
            '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
            f'<a:pathLst><a:path w="{width}" h="{height}"{unfilled}>{steps}</a:path></a:pathLst>'
            "</a:custGeom>"
        )

    def _outlined(
        self,
        box: Box,
        outline: str,
        mark: Shape,
        called: tuple[str, str],
        text: Text | None,
        head: str,
    ) -> None:
        fill = _fill(mark.fill, mark.opacity) if mark.fill else "<a:noFill/>"
        self._add(
            f"<p:nvSpPr>{self._called(*called)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{self._placed(box)}{outline}{fill}{self._line(mark, head)}"
            f"</p:spPr>{self._written(text, 'ctr') if text else ''}"
        )

    def _add(self, content: str) -> None:
        self.tree.append(parse_xml(f"<p:sp {_NAMESPACES}>{content}</p:sp>"))

    def _called(self, name: str, about: str = "") -> str:
        text = f" descr={quoteattr(about)}" if about else ""
        return f'<p:cNvPr id="{next(self.ids)}" name={quoteattr(name)}{text}/>'

    def _placed(self, box: Box) -> str:
        x, y = (round(self.left + self.scale * box[0]), round(self.top + self.scale * box[1]))
        width, height = (max(1, self._emu(box[i + 2] - box[i])) for i in (0, 1))
        return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'

    def _ring(self, ring: Ring, box: Box, *, closed: bool) -> str:
        start, *others = (self._at(point, box) for point in ring)
        lines = "".join(f"<a:lnTo>{point}</a:lnTo>" for point in others)
        return f"<a:moveTo>{start}</a:moveTo>{lines}{'<a:close/>' if closed else ''}"

    def _at(self, point: Point, box: Box) -> str:
        return f'<a:pt x="{self._emu(point[0] - box[0])}" y="{self._emu(point[1] - box[1])}"/>'

    def _line(self, mark: Shape, head: str, *, double: bool = False) -> str:
        if not mark.stroke:
            return "<a:ln><a:noFill/></a:ln>"
        parts = [round(100_000 * part / mark.width) for part in mark.dash]
        stops = zip(parts[::2], parts[1::2], strict=True)
        dashes = "".join(f'<a:ds d="{dash}" sp="{gap}"/>' for dash, gap in stops)
        dash = f"<a:custDash>{dashes}</a:custDash>" if dashes else ""
        cap = "rnd" if mark.round else "flat"
        compound = ' cmpd="dbl"' if double else ""
        return (
            f'<a:ln w="{self._emu(mark.width)}" cap="{cap}"{compound}>'
            f"{_fill(mark.stroke, mark.opacity)}{dash}<a:round/>{head}</a:ln>"
        )

    def _written(self, text: Text, align: Align) -> str:
        points = text.size * self.scale / EMU_PER_INCH * POINTS_PER_INCH
        run = (
            f'<a:rPr lang="{LANGUAGES[self.lang]}" sz="{round(points * 100)}" b="{text.bold:d}">'
            f"{_fill(text.colour, 1)}</a:rPr><a:t>{escape(text.text)}</a:t>"
        )
        return (
            f'<p:txBody><a:bodyPr {_BARE} anchor="ctr"/><a:lstStyle/>'
            f'<a:p><a:pPr algn="{align}"/><a:r>{run}</a:r></a:p></p:txBody>'
        )

    def _emu(self, pixels: float) -> int:
        return round(pixels * self.scale)


def _fill(colour: str, opacity: float) -> str:
    share = f'<a:alpha val="{round(opacity * 100_000)}"/>' if opacity < 1 else ""
    return f'<a:solidFill><a:srgbClr val="{colour[1:].upper()}">{share}</a:srgbClr></a:solidFill>'


def _preset(mark: Shape, box: Box) -> str | None:
    """Return the name of PowerPoint's own shape that looks like an area, if one does."""
    left, top, right, bottom = box
    if not mark.closed or len(mark.rings) != 1 or left == right or top == bottom:
        return None
    within = [((x - left) / (right - left), (y - top) / (bottom - top)) for x, y in mark.rings[0]]
    if len(within) >= _ROUND:
        middle = (0.5, 0.5)
        even = all(math.isclose(math.dist(item, middle), 0.5, abs_tol=0.01) for item in within)
        return "ellipse" if even else None
    corners = {(round(x, 2), round(y, 2)) for x, y in within}
    return next((name for name, known in _PRESETS.items() if corners == known), None)


def _bounds(points: Sequence[Point]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
