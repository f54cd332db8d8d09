"""Bar charts are read by eye, by ear and without colour."""

from xml.etree import ElementTree as ET

import pytest

from maps.charts.bars import Bar, BarChart, bar_chart
from maps.theme import resolved


@pytest.fixture
def drawn():
    chart = BarChart(
        id="budget",
        title="분야별 <재정>",
        description="경쟁력 20,769.39",
        caption=("단위: 억 원, 2022년",),
        series=("2022년 실적", "2023년 계획"),
        bars=(Bar("경쟁력", (200.0, 100.0), ("200", "100")), Bar("확산", (50.0, 0.0), ("50", "0"))),
    )
    return ET.fromstring(bar_chart(chart)).find("svg")  # noqa: S314 - our own


def test_it_has_a_title_and_a_description_that_name_it(drawn):
    ids = drawn.get("aria-labelledby").split()
    assert [drawn.find(f"*[@id='{id_}']").text for id_ in ids] == [
        "분야별 <재정>",
        "경쟁력 20,769.39",
    ]
    assert drawn.get("role") == "img"


def test_bars_are_as_long_as_their_numbers(drawn):
    _, _, *bars = (float(rect.get("width")) for rect in drawn.iter("rect"))
    assert bars[1] == pytest.approx(bars[0] / 2)
    assert bars[2] == pytest.approx(bars[0] / 4, abs=0.1)
    assert bars[3] == 0


def test_each_number_the_series_and_the_caption_stand_as_text(drawn):
    texts = {text.text for text in drawn.iter("text")}
    assert {"200", "100", "50", "경쟁력", "2022년 실적", "단위: 억 원, 2022년"} <= texts


def test_the_series_differ_in_lightness_not_in_hue_alone(drawn):
    first, second, *_ = (rect.get("fill") for rect in drawn.iter("rect"))
    for theme in ("light", "dark"):
        lightness = [
            sum(int(resolved(colour, theme)[at : at + 2], 16) for at in (1, 3, 5))
            for colour in (first, second)
        ]
        assert abs(lightness[0] - lightness[1]) > 200


def test_a_share_is_drawn_against_the_whole():
    chart = BarChart(
        id="share", title="t", description="d", caption=(), series=(), full=100,
        bars=(Bar("생산", (50.0,), ("50%",)),),
    )  # fmt: skip
    (bar,) = ET.fromstring(bar_chart(chart)).find("svg").iter("rect")  # noqa: S314
    assert float(bar.get("width")) == pytest.approx((440 - 150) / 2)
