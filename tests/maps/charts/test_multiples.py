"""Small multiples share one scale, keep gaps, and tell what they show."""

import re

from maps.charts.multiples import Panel, multiples

PANELS = (
    Panel("기계", (10.0, 20.0), "20조 원 (+1.0%)"),
    Panel("철강 <1>", (5.0, None, 10.0), "10조 원 (–)"),
)


def heights(svg):
    return [
        [float(point.split(",")[1]) for point in d.split("L")]
        for d in re.findall(r'<path d="M([^"]+)"', svg)
    ]


def test_all_panels_are_drawn_on_the_scale_of_the_greatest_value():
    (first, *others) = heights(multiples("m", "생산", ("2024", "2025"), PANELS))
    base = 104 - 6
    # 20 is twice 10, in whatever panel.
    assert base - first[1] == 2 * (base - first[0])
    assert others[1] == [first[0]]


def test_a_gap_stays_a_gap_and_every_panel_is_told_in_words():
    svg = multiples("m", "생산", ("2024", "2025"), PANELS)
    assert len(heights(svg)) == 3
    assert "<desc" in svg
    assert "철강 &lt;1&gt;: 10조 원 (–)" in svg


def test_nothing_known_is_no_error():
    assert heights(multiples("m", "생산", ("2024", "2025"), (Panel("기계", (None,), "–"),))) == []
