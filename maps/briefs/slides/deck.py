"""A deck: 16:9 slides with title, footer, number and notes, in Korean fonts."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Mm, Pt

from maps.briefs.marked import raised
from maps.briefs.packing import repacked
from maps.briefs.slides.fitting import lines_of
from maps.briefs.slides.shapes import EMU_PER_MM, LANGUAGES, Canvas
from maps.briefs.slides.template import opened
from maps.still.paper import SIZES
from maps.typeset import date_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pptx.slide import Slide, SlideMaster
    from pptx.text.text import TextFrame, _Paragraph

    from maps.briefs.content import Brief, Notes

WIDTH_MM, HEIGHT_MM = SIZES["16:9"]
MARGIN_MM = 14.0
"""At both sides of a slide."""
ROOM_MM = WIDTH_MM - 2 * MARGIN_MM
"""Width of what stands between the margins."""
TOP_MM, BOTTOM_MM = 30.0, 174.0
"""Of a slide's body, below its title and above its footer."""
ACCENT, PALE, INK, QUIET = "2F5D8A", "B9CFE4", "1E2124", "464C53"
_TITLE_MM = MARGIN_MM, 7.0, ROOM_MM, 20.0
"""Left, top, width and height of a title."""
_TITLE_POINTS = 26, 22, 18
"""Of a title: the largest with which it stands on two lines."""
_FOOTERS_MM = {
    "ftr": (MARGIN_MM, 178.0, ROOM_MM - 30, 8.0),
    "sldNum": (WIDTH_MM - MARGIN_MM - 25, 178.0, 25.0, 8.0),
}
"""Placeholder to left, top, width and height: source at the left, number at the right."""
_FOOTER_POINTS = 14
"""Nothing on a slide is smaller."""
_COVER_MM = (52.0, 44.0), (101.0, 40.0)
"""Top and height of title and subtitle on the first slide."""
_COVER_STYLE = (
    '<a:lvl1pPr {} marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{}"/></a:lvl1pPr>'
)
_FONT = '<a:{} typeface="맑은 고딕" panose="020B0503020000020004" pitchFamily="50" charset="-127"/>'
"""By its class another sans-serif stands in for it where it is missing."""
_NUMBER = (
    '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
    "<a:rPr/><a:t>1</a:t></a:fld>"
)
"""A field that programs fill in."""


@dataclass(frozen=True, slots=True)
class Page:
    """One slide."""

    slide: Any
    brief: Brief
    title: str
    notes: set[int] = field(default_factory=set)
    """Numbers of the footnotes that its speaker notes tell."""
    said: list[str] = field(default_factory=list)
    """Lines that its speaker notes begin with."""

    def canvas(self, left_mm: float, top_mm: float, mm_per_pixel: float) -> Canvas:
        """Return a place to draw on whose origin stands there."""
        return Canvas(
            tree=self.slide.shapes._spTree,  # noqa: SLF001 - the only way to add shapes as XML
            left=left_mm * EMU_PER_MM,
            top=top_mm * EMU_PER_MM,
            scale=mm_per_pixel * EMU_PER_MM,
            ids=count(self.slide.shapes._next_shape_id),  # noqa: SLF001
            lang=self.brief.lang,
        )

    def text(self, box_mm: tuple[float, float, float, float], name: str) -> TextFrame:
        """Add an empty text box (left, top, width, height) and return its frame."""
        shape = self.slide.shapes.add_textbox(*map(Mm, box_mm))
        shape.name = name
        frame: TextFrame = shape.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Mm(0)
        return frame


class Deck:
    """Collects slides."""

    def __init__(self, brief: Brief, template: bytes | None = None) -> None:
        self.brief = brief
        self._pages: list[Page] = []
        if template is None:
            self._made = Presentation()
            self._made.slide_width, self._made.slide_height = Mm(WIDTH_MM), Mm(HEIGHT_MM)
            self._lay_out()
            self._titled, self._covered = self._made.slide_layouts[1], self._made.slide_layouts[0]
        else:
            self._made, self._titled, self._covered = opened(template)
        self._describe()

    def cover(self) -> None:
        """Add the slide with the title."""
        slide = self._made.slides.add_slide(self._covered)
        brief = self.brief
        slide.shapes.title.text = brief.title
        told = [brief.subtitle, brief.department or brief.author, brief.dated]
        below = next(
            (
                placeholder
                for placeholder in slide.placeholders
                if placeholder.placeholder_format.idx == 1
            ),
            None,
        )
        if below is not None:
            below.text = "\n".join(told)
        self._finish(slide, (), [])

    def page(self, title: str) -> Page:
        """Add a slide; where several have one title, all are numbered."""
        slide = self._made.slides.add_slide(self._titled)
        self._pages.append(Page(slide, self.brief, title))
        return self._pages[-1]

    def saved(self) -> bytes:
        """Return the file; the same slides give the same bytes."""
        titles = Counter(page.title for page in self._pages)
        seen: Counter[str] = Counter()
        for page in self._pages:
            seen[page.title] += 1
            title = counted(page.title, seen[page.title], titles[page.title])
            self._title(page.slide, title)
            self._finish(page.slide, page.notes, page.said)
        out = io.BytesIO()
        self._made.save(out)
        return repacked(out.getvalue(), self.brief.as_of)

    def _title(self, slide: Slide, title: str) -> None:
        """Write a title above the body, smaller where it would need more than two lines."""
        shape: Any = slide.shapes.title
        shape.text = title
        shape.left, shape.top, shape.width, shape.height = map(Mm, _TITLE_MM)
        fitting = (size for size in _TITLE_POINTS if lines_of(title, size, ROOM_MM, bold=True) < 3)
        size = next(fitting, _TITLE_POINTS[-1])
        for run in shape.text_frame.paragraphs[0].runs:
            run.font.size = Pt(size)

    def _finish(self, slide: Slide, notes: Iterable[int], said: Sequence[str]) -> None:
        self._foot(slide)
        self._note(slide, notes, said)
        for element in (slide._element, slide.notes_slide._element):  # noqa: SLF001 - every run
            for run in element.iter(qn("a:r"), qn("a:fld")):
                run.get_or_add_rPr().set("lang", LANGUAGES[self.brief.lang])

    def _lay_out(self) -> None:
        """Fit the two layouts that are used to the page, and leave out the others."""
        result = self._made
        layouts = [*result.slide_layouts]
        for layout in layouts:
            if layout.name not in {"Title Slide", "Title Only"}:
                result.slide_layouts.remove(layout)
        master = result.slide_master
        for shape in master.placeholders:
            kind = shape._element.ph.get("type")  # noqa: SLF001
            box = _TITLE_MM if kind == "title" else _FOOTERS_MM.get(kind)
            if box:
                shape.left, shape.top, shape.width, shape.height = map(Mm, box)
                shape.text_frame.margin_left = shape.text_frame.margin_right = 0
            if kind == "title":
                shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        cover: Any = result.slide_layouts[0].placeholders
        for shape, tall, size in zip(cover, _COVER_MM, ("4000", "2000"), strict=False):
            shape.left, shape.width = Mm(MARGIN_MM), Mm(ROOM_MM)
            shape.top, shape.height = map(Mm, tall)
            shape.text_frame.margin_left = 0
            style = shape._element.txBody.find(qn("a:lstStyle"))  # noqa: SLF001
            style.clear()
            style.append(parse_xml(_COVER_STYLE.format(nsdecls("a"), size)))
            shape.text_frame.vertical_anchor = (
                MSO_ANCHOR.BOTTOM if tall is _COVER_MM[0] else MSO_ANCHOR.TOP
            )
        self._style(master)

    def _style(self, master: SlideMaster) -> None:
        styles = master._element.find(qn("p:txStyles"))  # noqa: SLF001
        title = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
        title.set("algn", "l")
        title.find(qn("a:defRPr")).set("sz", "2400")
        title.find(qn("a:defRPr")).set("b", "1")
        theme = master.part.part_related_by(RT.THEME)
        text = theme.blob.decode()
        for kind in ("latin", "ea"):
            text = re.sub(rf'<a:{kind} typeface="[^"]*"/>', _FONT.format(kind), text)
        for name, colour in (("accent1", ACCENT), ("accent2", PALE), ("dk2", QUIET)):
            value = f'<a:{name}><a:srgbClr val="{colour}"/></a:{name}>'
            text = re.sub(rf"<a:{name}>.*?</a:{name}>", value, text)
        theme._blob = text.encode()  # noqa: SLF001 - python-pptx has no other way to a theme

    def _describe(self) -> None:
        package = self._made.part.package
        pictures = [key for key, rel in package._rels.items() if rel.reltype == RT.THUMBNAIL]  # noqa: SLF001
        for picture in pictures:
            package.drop_rel(picture)
        told, brief = self._made.core_properties, self.brief
        told.title, told.subject, told.author = brief.title, brief.subtitle, brief.author
        told.last_modified_by, told.comments = brief.author, brief.edition
        told.language, told.version = LANGUAGES[brief.lang], brief.version
        year, month, day = date_of(brief.as_of)
        told.created = told.modified = datetime(year, month, day)  # noqa: DTZ001 - of no zone
        told.identifier = brief.number

    def _foot(self, slide: Slide) -> None:
        """Add footer and slide number, which python-pptx does not take over from the layout."""
        said = escape(f"{self.brief.author} · {self.brief.edition}")
        layout = slide.slide_layout._element  # noqa: SLF001 - types of placeholders
        known = {item.get("type"): item.get("idx") for item in layout.iter(qn("p:ph"))}
        for kind, align, text in (
            ("ftr", "l", f"<a:r><a:rPr/><a:t>{said}</a:t></a:r>"),
            ("sldNum", "r", _NUMBER),
        ):
            if kind not in known:
                continue
            id_ = slide.shapes._next_shape_id  # noqa: SLF001
            left, top, width, tall = (round(value * EMU_PER_MM) for value in _FOOTERS_MM[kind])
            sized = text.replace("<a:rPr/>", f'<a:rPr sz="{_FOOTER_POINTS * 100}"/>')
            slide.shapes._spTree.append(  # noqa: SLF001
                parse_xml(
                    f'<p:sp {nsdecls("a", "p")}><p:nvSpPr><p:cNvPr id="{id_}" name="{kind}"/>'
                    f'<p:cNvSpPr/><p:nvPr><p:ph type="{kind}" sz="quarter" idx="{known[kind]}"/>'
                    f'</p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
                    f'<a:ext cx="{width}" cy="{tall}"/></a:xfrm></p:spPr>'
                    f"<p:txBody><a:bodyPr/><a:lstStyle/>"
                    f'<a:p><a:pPr algn="{align}"/>{sized}</a:p></p:txBody></p:sp>'
                )
            )

    def _note(self, slide: Slide, notes: Iterable[int], said: Sequence[str]) -> None:
        """Write the sources into the speaker notes, below what they begin with."""
        brief = self.brief
        told = [f"{no}. {brief.footnotes[no - 1].text}" for no in sorted(notes)]
        lines = [*said, *([brief.footnotes_title, *told] if told else [brief.title])]
        frame = slide.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = "\n".join([*lines, f"{brief.author} · {brief.edition}"])


def counted(text: str, number: int, count: int) -> str:
    """Return a text with its number, where several are called alike."""
    return f"{text} ({number}/{count})" if count > 1 else text


def add_paragraph(
    frame: TextFrame,
    text: str,
    points: float,
    *,
    notes: Notes = (),
    bold: bool = False,
    colour: str = INK,
    align: str = "l",
) -> _Paragraph:
    """Write into the first empty paragraph of a frame, or a new one; footnotes are raised."""
    first = frame.paragraphs[0]
    paragraph = first if not first.runs and len(frame.paragraphs) == 1 else frame.add_paragraph()
    paragraph.alignment = {"l": PP_ALIGN.LEFT, "r": PP_ALIGN.RIGHT, "ctr": PP_ALIGN.CENTER}[align]
    for part, up in ((text, False), (raised(notes), True)):
        if part:
            run = paragraph.add_run()
            run.text = part
            run.font.size, run.font.bold = Pt(points), bold and not up
            run.font.color.rgb = RGBColor.from_string(QUIET if up else colour)
            if up:
                run.font._rPr.set("baseline", "30000")  # noqa: SLF001 - no public property
    return paragraph
