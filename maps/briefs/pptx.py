"""A brief as slides for PowerPoint: text, tables, charts and the map, all of it editable."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

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
    Heading,
    KeyFigures,
    MapPicture,
    Paragraph,
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
    Deck,
    add_paragraph,
    counted,
)
from maps.briefs.slides.fitting import LINE, POINT_MM, Columns, lines_of, pages, width_of
from maps.briefs.slides.map import draw_legend, draw_map
from maps.briefs.slides.shapes import EMU_PER_MM
from maps.briefs.slides.tables import add_table
from maps.still.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from maps.briefs.content import Block, Brief, Chart, KeyFigure, MapAs, Notes
    from maps.briefs.pictures import Pictures
    from maps.briefs.slides.deck import Page

_CAPTION_MM, _CAPTION_POINTS = 8.0, 12
"""Of the line above a table or chart."""
_BETWEEN_MM = 5.0
"""Between two blocks."""
_CARD_MM, _CARD_COLOUR = 38.0, "EEF3F8"
"""Of key figures."""
_SPACES = {"ko": "", "en": " "}
"""Language to what stands between a number and its unit."""
_MAP_MM = 226.0, BOTTOM_MM - TOP_MM
_ENLARGED = 1.25
"""How much larger a map's names and signs are than on paper, to be read from afar."""
_TABLE_POINTS, _BULLET_POINTS = 12, {1: 15, 2: 13}
_SOURCE_POINTS, _SOURCE_GAP_MM = 12, 1.5
_INDENT_MM, _NOTES_MM = 7.0, 10.0
"""Before a statement for each level, and behind it for the numbers of footnotes."""
_BAR_MM, _TALL_BAR_MM, _SERIES_MM = 8.0, 10.5, 12.0
"""Height of a bar with its gap, of one whose name may take two lines, and of series' names."""
_PICTURE_DPI = 250


def write_pptx(brief: Brief, pictures: Pictures, *, map_as: MapAs = "shapes") -> bytes:
    """Return the file; the same brief gives the same bytes.

    Parameters
    ----------
    brief
        Of either length.
    pictures
        Draws its map, in the brief's language.
    map_as
        ``shapes``: each region, tie, place and name is a shape. ``picture``: one PNG.
    """
    return _Writer(brief, pictures, map_as).written()


class _Writer:
    """Turns blocks into slides; what fits below another block of its section goes there."""

    def __init__(self, brief: Brief, pictures: Pictures, map_as: MapAs) -> None:
        self.brief, self.pictures, self.map_as = brief, pictures, map_as
        self.deck = Deck(brief)
        self.title = brief.title
        self.page: Page | None = None
        self.bottom = BOTTOM_MM
        """Of what stands on the page."""

    def written(self) -> bytes:
        self.deck.cover()
        for block in self.brief.blocks:
            self._add(block)
        self._section(self.brief.footnotes_title)
        self._sources()
        return self.deck.saved()

    def _section(self, title: str) -> None:
        self.title, self.page = title, None

    def _add(self, block: Block) -> None:
        if isinstance(block, Heading):
            self._section(block.text)
        elif isinstance(block, KeyFigures):
            self._cards(block.items)
        elif isinstance(block, Bullets):
            self._bullets(block.items)
        elif isinstance(block, Paragraph):
            self._bullets([Bullet(block.text, 1, block.notes)])
        elif isinstance(block, MapPicture):
            self._map(block)
        elif isinstance(block, Table):
            self._table(block)
        else:
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

    def _bullets(self, items: Sequence[Bullet]) -> None:
        for part in pages(items, self._tall, self._room(), BOTTOM_MM - TOP_MM):
            tall = sum(map(self._tall, part))
            page, top = self._place(tall, [no for item in part for no in item.notes])
            frame = page.text((MARGIN_MM, top, ROOM_MM, tall), self.title)
            for item in part:
                sign = SIGNS[self.brief.lang][item.level - 1]
                points = _BULLET_POINTS[item.level]
                paragraph = add_paragraph(frame, item.text, points, notes=item.notes)
                paragraph.space_before = Mm(_gap(item))
                _hang(paragraph, f'buChar char="{sign}"', item.level)

    def _tall(self, item: Bullet) -> float:
        points = _BULLET_POINTS[item.level]
        width = ROOM_MM - _INDENT_MM * item.level - _NOTES_MM
        return lines_of(item.text, points, width) * points * LINE * POINT_MM + _gap(item)

    def _cards(self, items: Sequence[KeyFigure]) -> None:
        """Set numbers side by side, each with its base and period."""
        page, top = self._place(_CARD_MM, [no for one in items for no in one.notes])
        width = (ROOM_MM - _BETWEEN_MM * (len(items) - 1)) / len(items)
        for i, one in enumerate(items):
            left = MARGIN_MM + i * (width + _BETWEEN_MM)
            card = page.slide.shapes.add_shape(
                MSO_SHAPE.RECTANGLE, *map(Mm, (left, top, width, _CARD_MM))
            )
            card.name = one.label
            # Its style has a shadow, which LibreOffice draws whatever the shape says.
            card._element.remove(card._element.find(qn("p:style")))  # noqa: SLF001
            card.fill.solid()
            card.fill.fore_color.rgb = RGBColor.from_string(_CARD_COLOUR)
            card.line.color.rgb = RGBColor.from_string(PALE)
            frame = card.text_frame
            frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
            frame.margin_left = frame.margin_right = Mm(1)
            said = f"{one.text}{_SPACES[self.brief.lang]}{one.unit}"
            told = f"{one.base} · {one.period}"
            add_paragraph(frame, one.label, 12, bold=True, align="ctr")
            add_paragraph(frame, said, 26, bold=True, colour=ACCENT, align="ctr")
            add_paragraph(frame, told, 10, notes=one.notes, colour=QUIET, align="ctr")

    def _map(self, block: MapPicture) -> None:
        width, height = _MAP_MM
        page, top = self._place(height, block.notes)
        drawn = width / _ENLARGED, height / _ENLARGED
        sheet = self.pictures.sheet(block, *drawn)
        scale = Paper(*drawn).scale * _ENLARGED
        if self.map_as == "shapes":
            whole = page.canvas(MARGIN_MM, top, scale).group(block.caption, block.alternative)
            draw_map(whole, sheet, self.pictures.facts.ground, sheet.teller)
            whole.close()
        else:
            png = self.pictures.png(block, *drawn, _PICTURE_DPI)
            shown = page.slide.shapes.add_picture(
                io.BytesIO(png), *map(Mm, (MARGIN_MM, top, width, height))
            )
            shown.name = block.caption
            shown._element.nvPicPr.cNvPr.set("descr", block.alternative)  # noqa: SLF001
        left, column = MARGIN_MM + width + 6, ROOM_MM - width - 6
        tall = lines_of(block.caption, _CAPTION_POINTS, column, bold=True) + 0.5
        tall *= _CAPTION_POINTS * LINE * POINT_MM
        self._caption(page, block.caption, block.notes, (left, top, column, tall))
        scale *= _ENLARGED
        legend = page.canvas(left, top + tall, scale)
        room = 0.0, 10.0, column / scale, (height - tall) / scale
        draw_legend(legend, sheet.network, room, sheet.teller, sheet.drawn)

    def _table(self, table: Table) -> None:
        columns = Columns.of(table, ROOM_MM, _TABLE_POINTS)
        head = columns.height_mm([column.title for column in table.columns], bold=True)
        above = _CAPTION_MM + head
        whole = above + sum(map(columns.height_mm, table.rows))
        rest = self._room() if whole <= self._room() else BOTTOM_MM - TOP_MM
        room = BOTTOM_MM - TOP_MM - above
        spread = pages(table.rows, columns.height_mm, rest - above, room)
        for number, rows in enumerate(spread, start=1):
            tall = above + sum(map(columns.height_mm, rows))
            page, top = self._place(tall, table.notes)
            caption = counted(table.caption, number, len(spread))
            self._caption(page, caption, table.notes, (MARGIN_MM, top, ROOM_MM, _CAPTION_MM))
            add_table(page, table, rows, columns, top + _CAPTION_MM)

    def _chart(self, chart: Chart) -> None:
        longest = max(width_of(bar.label, _CAPTION_POINTS) for bar in chart.bars)
        bar = (_BAR_MM if longest < ROOM_MM / 3 else _TALL_BAR_MM) * (
            1 + 0.6 * (len(chart.series) - 1)
        )
        most = int((BOTTOM_MM - TOP_MM - _CAPTION_MM - _SERIES_MM) / bar)
        spread = pages(chart.bars, lambda _: 1, most, most)
        told = f"{chart.base} · {chart.unit} · {chart.period}"
        for number, bars in enumerate(spread, start=1):
            tall = len(bars) * bar + _SERIES_MM
            page, top = self._place(_CAPTION_MM + tall, chart.notes)
            caption = f"{counted(chart.title, number, len(spread))} ({told})"
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


def _gap(item: Bullet) -> float:
    """Return the millimetres above a statement."""
    return 3.0 if item.level == 1 else 1.2


def _hang(paragraph: Any, mark: str, level: int) -> None:  # noqa: ANN401 - python-pptx tells none
    """Set a mark before a paragraph whose further lines begin below its first word."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no public property
    properties.set("marL", str(round(_INDENT_MM * level * EMU_PER_MM)))
    properties.set("indent", str(round(-_INDENT_MM * EMU_PER_MM)))
    properties.append(parse_xml(f"<a:{mark} {nsdecls('a')}/>"))
