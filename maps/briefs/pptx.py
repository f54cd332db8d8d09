"""A brief as slides for PowerPoint: text, tables, charts and the map, all of it editable."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from typing import TYPE_CHECKING

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Mm

from maps.briefs.content import (
    SIGNS,
    Bullet,
    Bullets,
    Chart,
    Drawn,
    Heading,
    KeyFigures,
    MapPicture,
    SketchPicture,
    Table,
)
from maps.briefs.slides.charts import add_chart
from maps.briefs.slides.deck import (
    ACCENT,
    BOTTOM_MM,
    MARGIN_MM,
    PALE,
    QUIET,
    ROOM_MM,
    TOP_MM,
    WIDTH_MM,
    Deck,
    add_paragraph,
    counted,
)
from maps.briefs.slides.fitting import LINE, POINT_MM, Columns, lines_of, pages, width_of
from maps.briefs.slides.map import LIGHT, draw_map
from maps.briefs.slides.shapes import EMU_PER_MM
from maps.briefs.slides.tables import add_table
from maps.still.legend import Key, sections
from maps.still.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pptx.text.text import TextFrame, _Paragraph

    from maps.briefs.content import Block, Brief, KeyFigure, MapAs, Notes
    from maps.briefs.pictures import Pictures
    from maps.briefs.slides.deck import Page

_CAPTION_MM, _CAPTION_POINTS = 9.0, 14
"""Of the line above a table or chart."""
_BETWEEN_MM = 5.0
"""Between two blocks."""
_CARD_MM, _CARD_COLOUR = 42.0, "EEF3F8"
"""Of key figures."""
_SPACES = {"ko": "", "en": " "}
"""Language to what stands between a number and its unit."""
_SINGLE_MM = 148.0
"""Width of the statements of a single slide; the map has the rest."""
_KEY_LINES, _LINES_OF_A_KEY = 3, 5
"""Most lines of the key below the map of a single slide, and of one in a deck."""
_SMALL_CARD_MM = 21.0
"""Height of key figures on a single slide."""
_TABLE_POINTS = 22, 20, 18, 16, 14
"""The largest with which a table fits its slide."""
_BULLET_POINTS = {1: 16, 2: 14, 3: 14}
"""Level of a statement to its size in a deck; nothing on a slide is smaller than 14."""
_SINGLE_POINTS = {1: 14, 2: 14, 3: 14}
"""The same on a single slide, which has less room."""
_STATEMENT_POINTS = 24, 22, 20, 18
"""Of the statements of a deck, the largest with which they fit."""
_SHARE_OF_STATEMENTS = 0.4
"""Of a slide, where more follows them."""
_HEADING_MM, _HEADING_POINTS = 12.0, 20
"""Of a section that begins below another."""
_LARGER_POINTS = 20, 18, 16
"""Of the statements of a single slide, where all of them fit so."""
_SOURCE_POINTS, _SOURCE_GAP_MM = 14, 1.5
"""Of the line with the sources, and what is free above it."""
_NAME_PX = 11.0
"""Size of the smallest names on a map; they become `_CAPTION_POINTS`."""
_INDENT_MM, _NOTES_MM = 7.0, 10.0
"""Before a statement for each level, and behind it for the numbers of footnotes."""
_BAR_MM, _TALL_BAR_MM, _SERIES_MM = 10.0, 14.0, 14.0
"""Height of a bar with its gap, of one whose name may take two lines, and of series' names."""
_SKETCH_SHARE = 0.7
"""Of a page, below which a drawing gets one of its own."""
_PICTURE_DPI = 250
"""Of maps as pictures: sharp on a projector with 4,000 pixels."""
_KEY_LINE, _KEY_SCALE = 20.5, _CAPTION_POINTS * POINT_MM / 12.8
"""Pixels of a line of a key, and millimetres a pixel that make its letters `_CAPTION_POINTS`."""


def write_pptx(
    brief: Brief, pictures: Pictures, *, map_as: MapAs = "shapes", template: bytes | None = None
) -> bytes:
    """Return the file: one slide, or in full a deck; the same brief gives the same bytes.

    Parameters
    ----------
    brief
        Of either length.
    pictures
        Draws its map, in the brief's language.
    map_as
        ``shapes``: each region, tie, place and name is a shape. ``picture``: one PNG.
    template
        A presentation (.potx, .pptx) whose master and layouts the slides take.

    Raises
    ------
    TemplateError
        It is no presentation, or its slides have another size or no titles.
    """
    return _Writer(brief, pictures, map_as, template).written()


class _Writer:
    """Turns blocks into slides; what fits below another block of its section goes there."""

    def __init__(
        self, brief: Brief, pictures: Pictures, map_as: MapAs, template: bytes | None
    ) -> None:
        self.brief, self.pictures, self.map_as = brief, pictures, map_as
        self.deck = Deck(brief, template)
        self.title = brief.message
        self.page: Page | None = None
        self.bottom = BOTTOM_MM
        """Of what stands on the page."""

    def written(self) -> bytes:
        if self.brief.length == "page":
            self._single()
            return self.deck.saved()
        self.deck.cover()
        for heading, blocks in _sections(self.brief.blocks):
            if heading is not None:
                self._begin(heading.message or heading.text, blocks)
            for block in blocks:
                self._add(block, alone=len(blocks) == 1)
        self._section(self.brief.footnotes_title)
        self._sources()
        return self.deck.saved()

    def _single(self) -> None:
        """Put figures, statements and the map on one slide; its notes say the whole brief."""
        blocks = self.brief.blocks
        figures = [
            item for block in blocks if isinstance(block, KeyFigures) for item in block.items
        ]
        bullets = [item for block in blocks if isinstance(block, Bullets) for item in block.items]
        page = self.page = self.deck.page(self.brief.message)
        page.notes.update(range(1, len(self.brief.footnotes) + 1))
        page.said.extend(_said(self.brief))
        top = TOP_MM
        width = _SINGLE_MM / 3 - 6
        lines = max((lines_of(figure.label, 14, width, bold=True) for figure in figures), default=1)
        tall = _SMALL_CARD_MM + (min(lines, 2) - 1) * 14 * LINE * POINT_MM
        for start in range(0, len(figures), 3):
            self._row(page, figures[start : start + 3], 3, top, _SINGLE_MM, tall)
            top += tall + 3
        self._some(page, bullets, top)
        for block in blocks:
            if isinstance(block, MapPicture):
                self._beside(page, block)

    def _some(self, page: Page, bullets: Sequence[Bullet], top: float) -> None:
        """Write the statements for which there is room, those of the first level before others."""
        room = BOTTOM_MM - top
        sizes = next(
            (
                {1: points, 2: points - 2, 3: points - 2}
                for points in _LARGER_POINTS
                if sum(self._tall(bullet, _SINGLE_MM, dict.fromkeys((1, 2, 3), points))
                       for bullet in bullets) <= room
            ),
            _SINGLE_POINTS,
        )  # fmt: skip
        chosen: set[int] = set()
        # Each statement once: a report says the first ones in its summary too.
        first = {bullet.text: i for i, bullet in reversed([*enumerate(bullets)])}
        for level in (1, 2):
            for i, item in enumerate(bullets):
                tall = self._tall(item, _SINGLE_MM, sizes)
                if item.level == level and first[item.text] == i and tall <= room:
                    chosen.add(i)
                    room -= tall
        frame = page.text((MARGIN_MM, top, _SINGLE_MM, BOTTOM_MM - top), self.brief.title)
        for i in sorted(chosen):
            self._statement(frame, bullets[i], sizes)

    def _beside(self, page: Page, block: MapPicture) -> None:
        left = MARGIN_MM + _SINGLE_MM + 6
        width = WIDTH_MM - MARGIN_MM - left
        self._keyed(page, block, (left, TOP_MM, width, BOTTOM_MM - TOP_MM), _KEY_LINES)

    def _keyed(
        self, page: Page, block: MapPicture, box_mm: tuple[float, float, float, float], most: int
    ) -> None:
        """Draw a map in a box, its caption and the key to its signs in at most `most` lines."""
        left, top, width, whole = box_mm
        line = _KEY_LINE * _KEY_SCALE
        below = _CAPTION_MM + most * line
        sheet = self.pictures.sheet(block, *self._paper(width, whole - below)[:2])
        found = [*sections(sheet.network, sheet.teller, sheet.drawn, LIGHT)]
        key = Key.of(found, width / _KEY_SCALE)
        shown = replace(key, lines=key.lines[:most])
        lines = lines_of(block.caption, _CAPTION_POINTS, width - _NOTES_MM, bold=True)
        caption = _CAPTION_MM + (lines - 1) * _CAPTION_POINTS * LINE * POINT_MM
        height = whole - caption - len(shown.lines) * line
        self._drawn(page, block, (left, top, width, height))
        self._caption(page, block.caption, block.notes, (left, top + height, width, caption))
        legend = page.canvas(left, top + height + caption, _KEY_SCALE).group(
            sheet.teller.words("slides.legend")
        )
        legend.draw(shown.marks((0, 0), LIGHT), sheet.teller.words("slides.sign"))
        legend.close()

    def _section(self, title: str) -> None:
        self.title, self.page = title, None

    def _begin(self, title: str, blocks: Sequence[Block]) -> None:
        """Begin a section: below a heading where the whole of it fits, else on a slide."""
        below = self.bottom + _BETWEEN_MM
        tall = _HEADING_MM + sum(self._least(block) + _BETWEEN_MM for block in blocks)
        if self.page is None or below + tall > BOTTOM_MM:
            self._section(title)
            return
        frame = self.page.text((MARGIN_MM, below, ROOM_MM, _HEADING_MM), title)
        add_paragraph(frame, title, _HEADING_POINTS, bold=True, colour=ACCENT)
        self.bottom = below + _HEADING_MM - _BETWEEN_MM

    def _least(self, block: Block) -> float:
        """Return the millimetres that a block takes at least; drawings want slides of their own."""
        if isinstance(block, Bullets):
            return sum(map(self._tall, block.items))
        if isinstance(block, Table):
            return self._set(block, _TABLE_POINTS[-1])[1]
        return math.inf

    def _add(self, block: Block, *, alone: bool) -> None:
        if isinstance(block, KeyFigures):
            self._cards(block.items)
        elif isinstance(block, Bullets):
            self._bullets(block.items, alone=alone)
        elif isinstance(block, MapPicture):
            self._map(block)
        elif isinstance(block, SketchPicture):
            self._sketch(block)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Chart):
            self._chart(block)

    def _room(self) -> float:
        """Return the millimetres that are left on the page."""
        return BOTTOM_MM - self._top()

    def _top(self) -> float:
        return self.bottom + _BETWEEN_MM if self.page else TOP_MM

    def _place(self, tall_mm: float, notes: Iterable[int]) -> tuple[Page, float]:
        """Return a page with room for a block, and where it begins."""
        if self.page is None or tall_mm > self._room():
            self.page = None
            top = self._top()
            self.page = self.deck.page(self.title)
        else:
            top = self._top()
        self.bottom = top + tall_mm
        self.page.notes.update(notes)
        return self.page, top

    def _bullets(self, items: Sequence[Bullet], *, alone: bool) -> None:
        """Write statements as large as they fit, with room for what else the section has."""
        room = self._room() * (1 if alone else _SHARE_OF_STATEMENTS)
        sizes = next(
            (
                sizes
                for points in _STATEMENT_POINTS
                if sum(self._tall(bullet, sizes=(sizes := _sizes(points))) for bullet in items)
                <= room
            ),
            _BULLET_POINTS,
        )

        def tall_of(item: Bullet) -> float:
            return self._tall(item, sizes=sizes)

        for part in pages(items, tall_of, self._room(), BOTTOM_MM - TOP_MM):
            tall = sum(map(tall_of, part))
            page, top = self._place(tall, [no for item in part for no in item.notes])
            frame = page.text((MARGIN_MM, top, ROOM_MM, tall), self.title)
            for item in part:
                self._statement(frame, item, sizes)

    def _statement(self, frame: TextFrame, item: Bullet, sizes: Mapping[int, int]) -> None:
        sign = SIGNS[self.brief.lang][item.level - 1]
        paragraph = add_paragraph(frame, item.text, sizes[item.level], notes=item.notes)
        paragraph.space_before = Mm(_gap(item))
        _hang(paragraph, f'buChar char="{sign}"', min(item.level, 2))

    def _tall(
        self, item: Bullet, width: float = ROOM_MM, sizes: Mapping[int, int] = _BULLET_POINTS
    ) -> float:
        points = sizes[item.level]
        room = width - _INDENT_MM * min(item.level, 2) - _NOTES_MM
        return lines_of(item.text, points, room) * points * LINE * POINT_MM + _gap(item)

    def _cards(self, items: Sequence[KeyFigure]) -> None:
        """Set numbers side by side, each with its base and period."""
        page, top = self._place(_CARD_MM, [no for item in items for no in item.notes])
        self._row(page, items, len(items), top, ROOM_MM, _CARD_MM)

    def _row(
        self,
        page: Page,
        items: Sequence[KeyFigure],
        columns: int,
        top: float,
        room: float,
        tall: float,
    ) -> None:
        gap = 3.0
        width = (room - gap * (columns - 1)) / columns
        for i, item in enumerate(items):
            left = MARGIN_MM + i * (width + gap)
            card = page.slide.shapes.add_shape(
                MSO_SHAPE.RECTANGLE, *map(Mm, (left, top, width, tall))
            )
            card.name = item.label
            # Its style has a shadow, which LibreOffice draws whatever the shape says.
            card._element.remove(card._element.find(qn("p:style")))  # noqa: SLF001
            card.fill.solid()
            card.fill.fore_color.rgb = RGBColor.from_string(_CARD_COLOUR)
            card.line.color.rgb = RGBColor.from_string(PALE)
            frame = card.text_frame
            frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
            frame.margin_left = frame.margin_right = Mm(1)
            frame.margin_top = frame.margin_bottom = Mm(0.5)
            text = f"{item.text}{_SPACES[self.brief.lang]}{item.unit}"
            add_paragraph(frame, item.label, 14, bold=True, align="ctr", notes=item.notes)
            add_paragraph(frame, text, 24, bold=True, colour=ACCENT, align="ctr")
            if tall >= _CARD_MM:
                value = f"{item.base} · {item.period}"
                add_paragraph(frame, value, 14, colour=QUIET, align="ctr")

    def _map(self, block: MapPicture) -> None:
        page, top = self._place(BOTTOM_MM - TOP_MM, block.notes)
        self._keyed(page, block, (MARGIN_MM, top, ROOM_MM, BOTTOM_MM - TOP_MM), _LINES_OF_A_KEY)

    def _sketch(self, block: SketchPicture) -> None:
        whole = BOTTOM_MM - TOP_MM
        room = self._room() if self.page else 0
        tall = room if room >= whole * _SKETCH_SHARE else whole
        page, top = self._place(tall, block.notes)
        height = tall - _CAPTION_MM
        drawing = self.pictures.drawing(block, ROOM_MM, height)
        left = MARGIN_MM + (ROOM_MM - drawing.width_mm) / 2
        self._shown(page, block, (left, top, drawing.width_mm, drawing.height_mm), _PICTURE_DPI)
        below = top + drawing.height_mm
        self._caption(page, block.caption, block.notes, (MARGIN_MM, below, ROOM_MM, _CAPTION_MM))

    def _shown(
        self, page: Page, block: Drawn, box_mm: tuple[float, float, float, float], dpi: int
    ) -> None:
        png = self.pictures.png(block, *box_mm[2:], dpi)
        shown = page.slide.shapes.add_picture(io.BytesIO(png), *map(Mm, box_mm))
        shown.name = block.caption
        shown._element.nvPicPr.cNvPr.set("descr", block.alternative)  # noqa: SLF001

    @staticmethod
    def _paper(width: float, height: float) -> tuple[float, float, float]:
        """Return a smaller paper whose names are as large as wanted when it fills the room.

        And how much larger that is.
        """
        wanted = _CAPTION_POINTS * POINT_MM / _NAME_PX
        enlarged = (wanted / Paper(width, height).scale) ** 2
        return width / enlarged, height / enlarged, enlarged

    def _drawn(
        self, page: Page, block: MapPicture, box_mm: tuple[float, float, float, float]
    ) -> None:
        """Draw a map in a box, its names large enough for a slide."""
        left, top, width, height = box_mm
        wide, tall, enlarged = self._paper(width, height)
        if self.map_as == "shapes":
            sheet = self.pictures.sheet(block, wide, tall)
            scale = Paper(wide, tall).scale * enlarged
            whole = page.canvas(left, top, scale).group(block.caption, block.alternative)
            draw_map(whole, sheet, self.pictures.facts.ground, sheet.teller)
            whole.close()
            return
        png = self.pictures.png(block, wide, tall, round(_PICTURE_DPI * enlarged))
        shown = page.slide.shapes.add_picture(io.BytesIO(png), *map(Mm, box_mm))
        shown.name = block.caption
        shown._element.nvPicPr.cNvPr.set("descr", block.alternative)  # noqa: SLF001

    def _table(self, table: Table) -> None:
        whole = BOTTOM_MM - TOP_MM
        if self.page is not None and self._set(table, _TABLE_POINTS[-1])[1] > self._room():
            self.page = None
        fitting = (value for value in _TABLE_POINTS if self._set(table, value)[1] <= self._room())
        columns, tall = self._set(table, next(fitting, _TABLE_POINTS[-1]))
        head = columns.height_mm([column.title for column in table.columns], bold=True)
        above = _CAPTION_MM + head
        rest = self._room() if tall <= self._room() else whole
        spread = pages(table.rows, columns.height_mm, rest - above, whole - above)
        for number, rows in enumerate(spread, start=1):
            tall = above + sum(map(columns.height_mm, rows))
            page, top = self._place(tall, table.notes)
            caption = counted(table.caption, number, len(spread))
            self._caption(page, caption, table.notes, (MARGIN_MM, top, ROOM_MM, _CAPTION_MM))
            add_table(page, table, rows, columns, top + _CAPTION_MM)

    def _set(self, table: Table, points: float) -> tuple[Columns, float]:
        """Set a table in a size; return how tall it becomes."""
        columns = Columns.of(table, ROOM_MM, points)
        head = columns.height_mm([column.title for column in table.columns], bold=True)
        return columns, _CAPTION_MM + head + sum(map(columns.height_mm, table.rows))

    def _chart(self, chart: Chart) -> None:
        longest = max(width_of(bar.label, _CAPTION_POINTS) for bar in chart.bars)
        bar = (_BAR_MM if longest < ROOM_MM / 3 else _TALL_BAR_MM) * (
            1 + 0.6 * (len(chart.series) - 1)
        )
        room = BOTTOM_MM - TOP_MM - _CAPTION_MM - _SERIES_MM
        # Few bars become thicker, until they fill the slide.
        bar = max(bar, min(bar * 2, room / len(chart.bars)))
        spread = pages(chart.bars, lambda _: 1, int(room / bar), int(room / bar))
        text = f"{chart.base} · {chart.unit} · {chart.period}"
        for number, bars in enumerate(spread, start=1):
            tall = len(bars) * bar + _SERIES_MM
            page, top = self._place(_CAPTION_MM + tall, chart.notes)
            caption = f"{counted(chart.caption, number, len(spread))} ({text})"
            self._caption(page, caption, chart.notes, (MARGIN_MM, top, ROOM_MM, _CAPTION_MM))
            add_chart(page, chart, bars, (MARGIN_MM, top + _CAPTION_MM, ROOM_MM, tall))

    def _sources(self) -> None:
        notes = [*enumerate((note.text for note in self.brief.footnotes), start=1)]
        points = _SOURCE_POINTS

        def tall(note: tuple[int, str]) -> float:
            lines = lines_of(note[1], points, ROOM_MM - _INDENT_MM)
            return lines * points * LINE * POINT_MM + _SOURCE_GAP_MM

        for part in pages(notes, tall, BOTTOM_MM - TOP_MM, BOTTOM_MM - TOP_MM):
            page, top = self._place(BOTTOM_MM - TOP_MM, [no for no, _ in part])
            frame = page.text((MARGIN_MM, top, ROOM_MM, BOTTOM_MM - TOP_MM), self.title)
            for no, text in part:
                paragraph = add_paragraph(frame, text, points)
                paragraph.space_before = Mm(_SOURCE_GAP_MM)
                _hang(paragraph, f'buAutoNum type="arabicPeriod" startAt="{no}"', 1)

    @staticmethod
    def _caption(
        page: Page, text: str, notes: Notes, box_mm: tuple[float, float, float, float]
    ) -> None:
        frame = page.text(box_mm, text)
        add_paragraph(frame, text, _CAPTION_POINTS, notes=notes, bold=True, colour=QUIET)


def _sections(blocks: Iterable[Block]) -> list[tuple[Heading | None, list[Block]]]:
    """Return each heading with the blocks below it; those before the first have none."""
    found: list[tuple[Heading | None, list[Block]]] = [(None, [])]
    for block in blocks:
        if isinstance(block, Heading):
            found.append((block, []))
        else:
            found[-1][1].append(block)
    return found


def _sizes(points: int) -> dict[int, int]:
    """Return the size of statements by level."""
    return {1: points, 2: points - 2, 3: points - 2}


def _said(brief: Brief) -> Iterator[str]:
    """Yield each line of a brief, for the notes of its only slide."""
    yield brief.title
    for block in brief.blocks:
        if isinstance(block, Heading):
            yield block.text
        elif isinstance(block, Bullets):
            signs = SIGNS[brief.lang]
            yield from (f"{signs[item.level - 1]} {item.text}" for item in block.items)
        elif isinstance(block, KeyFigures):
            gap = _SPACES[brief.lang]
            for figure in block.items:
                value = f"{figure.text}{gap}{figure.unit}"
                yield f"{figure.label}: {value} ({figure.base} · {figure.period})"
        elif isinstance(block, Table):
            yield block.caption
            yield " | ".join(column.title for column in block.columns)
            yield from (" | ".join(row) for row in block.rows)
        else:
            yield block.caption


def _gap(item: Bullet) -> float:
    """Return the millimetres above a statement."""
    return 3.0 if item.level == 1 else 1.2


def _hang(paragraph: _Paragraph, mark: str, level: int) -> None:
    """Set a mark before a paragraph whose further lines begin below its first word."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no public property
    properties.set("marL", str(round(_INDENT_MM * level * EMU_PER_MM)))
    properties.set("indent", str(round(-_INDENT_MM * EMU_PER_MM)))
    properties.append(parse_xml(f"<a:{mark} {nsdecls('a')}/>"))
