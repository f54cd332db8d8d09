"""A brief as PDF: A4, text as text in the embedded font; the short length is one page."""

from __future__ import annotations

import io
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    PageTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Paragraph as PlainText
from reportlab.platypus import Table as Grid

from maps.briefs.charts import chart_drawing
from maps.briefs.content import (
    SIGNS,
    Bullets,
    Chart,
    Heading,
    KeyFigures,
    MapPicture,
    Paragraph,
)
from maps.briefs.marked import marked
from maps.briefs.paint import paint
from maps.still.font import face
from maps.still.pdf import POINTS_PER_MM, Pen, register_fonts
from maps.still.tagged import TaggedCanvas

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from maps.briefs.content import Block, Brief, KeyFigure, Notes, Table
    from maps.briefs.pictures import Pictures
    from maps.still.model import Drawing

_SIDE, _TOP, _BOTTOM = 18 * mm, 13 * mm, 15 * mm
_WIDTH, _HEIGHT = A4[0] - 2 * _SIDE, A4[1] - _TOP - _BOTTOM
_MAP = 105.0
"""Height of the map in a full brief, in mm."""
_MAP_ON_PAGE = 58.0, 115.0
"""Least and most height of the map on a single page, in mm."""
_SIZES = (1.0, 0.95, 0.9, 0.85, 0.8, 0.76)
"""Sizes of text that a single page tries, the largest first."""
_INK, _SOFT, _QUIET = paint("ink"), paint("ink-soft"), paint("ink-quiet")
_ACCENT, _BAND, _LINE = paint("series"), paint("head"), paint("line")
_LEAST_OF_A_TABLE = 32 * mm
"""Where less is left on a page, a table begins on the next one."""
_LEAST_OF_A_HEADING = 14 * mm


def write_pdf(brief: Brief, pictures: Pictures) -> bytes:
    """Return the file; the same brief gives the same bytes."""
    register_fonts()
    story = _on_one_page(brief, pictures) if brief.length == "page" else _Writer(
        brief, pictures, 1.0, _MAP
    ).story()  # fmt: skip
    out = io.BytesIO()
    rl_config.useA85 = 0  # binary streams, as in the pictures
    document = BaseDocTemplate(
        out,
        pagesize=A4,
        title=brief.title,
        author=brief.author,
        subject=brief.subtitle,
        creator=brief.author,
        lang=brief.lang,
        invariant=1,
        displayDocTitle=True,
    )
    frame = Frame(_SIDE, _BOTTOM, _WIDTH, _HEIGHT, 0, 0, 0, 0)
    footer = _Footer(brief)
    document.addPageTemplates(PageTemplate(frames=[frame], onPage=footer))
    document.build(story, canvasmaker=TaggedCanvas)
    return out.getvalue()


def _on_one_page(brief: Brief, pictures: Pictures) -> list[Flowable]:
    """Choose the largest text with which everything and the map fit on one page."""
    least, most = _MAP_ON_PAGE
    room = 0.0
    for size in _SIZES:
        rest = _height(_Writer(brief, pictures, size, least).story()) - least * mm
        room = (_HEIGHT - rest) / mm - 1
        if room >= least:
            return _Writer(brief, pictures, size, min(room, most)).story()
    return _Writer(brief, pictures, _SIZES[-1], max(room, least / 2)).story()


def _height(story: Sequence[Flowable]) -> float:
    """Return how high flowables stand below one another, in points."""
    total = 0.0
    after = 0.0
    for i, one in enumerate(story):
        before = one.getSpaceBefore() if i else 0
        total += max(before, after) + one.wrap(_WIDTH, _HEIGHT * 10)[1]
        after = one.getSpaceAfter()
    return total


class _Footer:
    """Writes edition and page number below each page."""

    def __init__(self, brief: Brief) -> None:
        self._brief = brief

    def __call__(self, canvas: TaggedCanvas, document: BaseDocTemplate) -> None:
        canvas.skip()
        canvas.saveState()
        canvas.setFillColor(HexColor(_QUIET))
        canvas.setFont(face().name, 8)
        y = _BOTTOM - 7 * mm
        canvas.drawString(_SIDE, y, f"{self._brief.author} · {self._brief.edition}")
        canvas.drawRightString(_SIDE + _WIDTH, y, f"- {document.page} -")
        canvas.restoreState()
        canvas.unmark()


class _Picture(Flowable):  # type: ignore[misc]  # reportlab has no types
    """A drawing as vectors, as wide as the text, laid out when it is drawn."""

    def __init__(
        self, height_mm: float, made: Callable[[], Drawing], alternative: str, *, keep: bool
    ) -> None:
        super().__init__()
        self._made, self._alternative = made, alternative
        self.width, self.height = _WIDTH, height_mm * mm
        self.keepWithNext, self.spaceBefore = keep, 5

    def wrap(self, *_: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        drawing, canvas = self._made(), self.canv
        canvas.mark("Figure", self._alternative)
        canvas.saveState()
        scale = drawing.scale * POINTS_PER_MM
        canvas.scale(scale, scale)
        Pen(canvas, drawing.height_mm / drawing.scale).draw(drawing.marks)
        canvas.restoreState()
        canvas.unmark()


class _Text(PlainText):  # type: ignore[misc]  # reportlab has no types
    """A paragraph whose style has its role in the structure of the file."""

    def draw(self) -> None:
        """Draw the text as an element of that role."""
        self.canv.mark(self.style.role)
        super().draw()
        self.canv.unmark()


def _decorated(grid: Grid, event: str, *_: object) -> None:
    """Mark the grounds and lines of cells as what only decorates; reportlab tells the events."""
    if event in {"startBG", "startLines"}:
        grid.canv.skip()
    elif event in {"endBG", "endLines"}:
        grid.canv.unmark()


def _rows(grid: Grid, event: str, *at: Any) -> None:  # noqa: ANN401 - row number, then others
    """Make elements of a table, the first row of which has the titles."""
    _decorated(grid, event)
    if event == "startTable":
        grid.canv.begin("Table")
    elif event == "startRow":
        grid.canv.begin("TR")
    elif event == "startCell":
        grid.canv.begin("TD" if at[0] else "TH")
    elif event in {"endCell", "endRow", "endTable"}:
        grid.canv.end()


class _Title(_Text):
    """A heading that the reader's outline lists."""

    def __init__(self, text: str, style: ParagraphStyle, level: int) -> None:
        super().__init__(marked(text), style)
        style.role = f"H{level + 1}"
        self._listed = text, level

    def draw(self) -> None:
        text, level = self._listed
        key = f"{level}-{text}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(text, key, level, closed=False)
        super().draw()


class _Writer:
    """Turns the blocks of one brief into flowables."""

    def __init__(self, brief: Brief, pictures: Pictures, size: float, map_mm: float) -> None:
        self._brief, self._pictures = brief, pictures
        self._size, self._map_mm = size, map_mm

    def story(self) -> list[Flowable]:
        brief = self._brief
        subtitle = self._style(9.5, colour=_SOFT, after=5)
        made: list[Flowable] = [
            _Title(brief.title, self._style(17, bold=True, after=3), 0),
            _Text(marked(brief.subtitle), subtitle),
        ]
        for block, following in zip_longest(brief.blocks, brief.blocks[1:]):
            made += self._block(block, following)
        notes = self._style(7.2, colour=_SOFT, indent=9, after=0.5, role="LI")
        made.append(Spacer(1, 4 * self._size))
        title = self._style(8.5, bold=True, after=2, role="H2")
        made.append(_Text(marked(brief.footnotes_title), title))
        made += [
            _Text(f"{no}) {marked(note.text)}", notes) for no, note in enumerate(brief.footnotes, 1)
        ]
        return made

    def _room(self, following: Block | None) -> float:
        """Return how high the room must be for a heading and what begins below it."""
        map_mm = self._map_mm if isinstance(following, MapPicture) else 0
        return float(_LEAST_OF_A_TABLE + _LEAST_OF_A_HEADING + map_mm * mm)

    def _block(self, block: Block, following: Block | None) -> Iterator[Flowable]:
        if isinstance(block, Heading):
            size = 13 if block.level == 1 else 11
            style = self._style(size, bold=True, before=11, after=5, colour=_ACCENT)
            yield CondPageBreak(self._room(following))
            yield _Title(block.text, style, block.level)
        elif isinstance(block, Paragraph):
            yield _Text(marked(block.text, block.notes), self._style(9.5, after=4))
        elif isinstance(block, Bullets):
            yield from self._bullets(block)
        elif isinstance(block, KeyFigures):
            yield self._figures(block.items)
        elif isinstance(block, MapPicture):
            height = self._map_mm
            made = partial(self._pictures.drawing, block, _WIDTH / mm, height)
            yield _Picture(height, made, block.alternative, keep=True)
            yield _Text(
                marked(block.caption, block.notes), self._style(8.8, bold=True, before=2, after=2)
            )
        elif isinstance(block, Chart):
            drawing = chart_drawing(block, self._brief, _WIDTH / mm)
            yield CondPageBreak((drawing.height_mm + 12) * mm)
            yield self._caption(block.title, block.notes)
            yield _Picture(drawing.height_mm, lambda: drawing, block.alternative, keep=False)
        else:
            yield CondPageBreak(_LEAST_OF_A_TABLE)
            yield self._caption(block.caption, block.notes)
            yield self._table(block)

    def _bullets(self, block: Bullets) -> Iterator[Flowable]:
        for text, level, notes in block.items:
            sign = SIGNS[self._brief.lang][level - 1]
            left, after = 11 * (level - 1), 1.2 + (2 - level)
            style = self._style(9.5, indent=11, left=left, after=after, role="LI")
            yield _Text(f"{sign} {marked(text, notes)}", style)

    def _figures(self, items: Sequence[KeyFigure]) -> Flowable:
        label = self._style(8.2, colour=_SOFT)
        value = self._style(15, bold=True, colour=_ACCENT)
        note = self._style(6.8, colour=_QUIET)
        cells = [
            [
                _Text(marked(one.label, one.notes), label),
                _Text(f"{marked(one.text)} <font size={8 * self._size:g}>{marked(one.unit)}</font>",
                     value),
                _Text(marked(f"{one.base}, {one.period}"), note),
            ]
            for one in items
        ]  # fmt: skip
        columns = max(len(items), 3)
        cells += [[]] * (columns - len(cells))
        grid = Grid([cells], colWidths=[_WIDTH / columns] * columns, renderCB=_decorated)
        grid.setStyle(
            TableStyle([
                ("BACKGROUND", (0, 0), (len(items) - 1, -1), HexColor(_BAND)),
                ("LINEAFTER", (0, 0), (-2, -1), 3, HexColor(paint("paper"))),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *_paddings(5, 4),
            ])
        )  # fmt: skip
        grid.spaceAfter = 6 * self._size
        return grid

    def _caption(self, text: str, notes: Notes) -> Flowable:
        return _Text(marked(text, notes), self._style(8.8, bold=True, before=5, after=2.5))

    def _table(self, table: Table) -> Flowable:
        head = self._style(8, bold=True)
        words, numbers = self._style(8), self._style(8, alignment=TA_RIGHT)
        rows = [[_Text(marked(column.title), head) for column in table.columns]]
        rows += [
            [
                _Text(marked(text), numbers if column.number else words)
                for text, column in zip(row, table.columns, strict=True)
            ]
            for row in table.rows
        ]
        grid = Grid(rows, colWidths=self._widths(table), repeatRows=1, renderCB=_rows)
        grid.setStyle(
            TableStyle([
                ("BACKGROUND", (0, 0), (-1, 0), HexColor(_BAND)),
                ("LINEABOVE", (0, 0), (-1, 0), 0.8, HexColor(_ACCENT)),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor(_LINE)),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                *_paddings(3 * self._size, 2 * self._size),
            ])
        )  # fmt: skip
        grid.spaceAfter = 5 * self._size
        return grid

    def _widths(self, table: Table) -> list[float]:
        """Give each column what its longest word needs, and share the rest by the texts."""
        size, pad = 8 * self._size, 6 * self._size + 1
        least, wanted = [], []
        for no, column in enumerate(table.columns):
            title = max(face(bold=True).width(word, size) for word in column.title.split())
            words = [word for row in table.rows for word in row[no].split()]
            word = max(face().width(word, size) for word in words)
            longest = max(face().width(row[no], size) for row in table.rows)
            least.append(max(title, min(word, _WIDTH / 8)) + pad)
            wanted.append(max(min(longest, _WIDTH / 3) + pad - least[-1], 0))
        rest = (_WIDTH - sum(least)) / (sum(wanted) or 1)
        return [one + more * rest for one, more in zip(least, wanted, strict=True)]

    def _style(
        self,
        size: float,
        *,
        bold: bool = False,
        colour: str = _INK,
        before: float = 0,
        after: float = 0,
        indent: float = 0,
        left: float = 0,
        **more: object,
    ) -> ParagraphStyle:
        share = self._size
        return ParagraphStyle(
            "text",
            fontName=face(bold=bold).name,
            fontSize=size * share,
            leading=size * share * 1.36,
            textColor=HexColor(colour),
            spaceBefore=before * share,
            spaceAfter=after * share,
            leftIndent=(left + indent) * share,
            firstLineIndent=-indent * share,
            **{"role": "P", **more},
        )


def _paddings(side: float, above: float) -> list[tuple[Any, ...]]:
    every = (0, 0), (-1, -1)
    sides = [(f"{name}PADDING", *every, side) for name in ("LEFT", "RIGHT")]
    return sides + [(f"{name}PADDING", *every, above) for name in ("TOP", "BOTTOM")]
