"""Charts of a brief as native charts, whose numbers PowerPoint can edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Mm, Pt

from maps.briefs.slides.deck import ACCENT, INK, PALE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from maps.briefs.content import Bar, Chart
    from maps.briefs.slides.deck import Page

_POINTS = 14
"""Of numbers and names; nothing on a slide is smaller."""
_WHOLE, _BROKEN = "#,##0", "#,##0.0"


def add_chart(
    page: Page, chart: Chart, bars: Sequence[Bar], box_mm: tuple[float, float, float, float]
) -> None:
    """Add horizontal bars, the first on top; all pages of one chart have one scale."""
    values = [value for bar in chart.bars for value in bar.values]
    form = _WHOLE if all(value.is_integer() for value in map(float, values)) else _BROKEN
    data = CategoryChartData(number_format=form)
    data.categories = [bar.label for bar in bars]
    for number, name in enumerate(chart.series):
        data.add_series(name, [bar.values[number] for bar in bars])
    left, top, width, height = map(Mm, box_mm)
    frame = page.slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, left, top, width, height, data)
    frame.name = chart.caption
    frame._element.nvGraphicFramePr.cNvPr.set("descr", chart.alternative)  # noqa: SLF001
    drawn = frame.chart
    drawn.has_title = False
    drawn.font.size, drawn.font.color.rgb = Pt(_POINTS), RGBColor.from_string(INK)
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    drawn.category_axis.reverse_order = True
    drawn.category_axis.format.line.color.rgb = RGBColor.from_string(INK)
    # Else a program may leave out every second name.
    skip = parse_xml(f'<c:tickLblSkip {nsdecls("c")} val="1"/>')
    names = drawn.category_axis._element  # noqa: SLF001
    names.find(qn("c:noMultiLvlLbl")).addprevious(skip)
    axis = drawn.value_axis
    axis.minimum_scale, axis.maximum_scale = 0, max(values) * 1.08 or 1
    axis.visible = axis.has_major_gridlines = False
    plot = drawn.plots[0]
    plot.gap_width, plot.overlap, plot.has_data_labels = 45, 0, True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = form, False
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    for series, colour in zip(plot.series, (ACCENT, PALE), strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(colour)
        series.format.line.color.rgb = RGBColor.from_string(ACCENT)
