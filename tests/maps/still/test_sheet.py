"""A picture says what it shows, and every name on it can be read."""

import itertools

import numpy as np
import pytest

from geo.messages import catalogue
from maps.still.font import face
from maps.still.labels import touches
from maps.still.legend import Row, Section, legend_marks
from maps.still.model import Shape, texts
from maps.still.palette import palette
from maps.still.planar import cross, each, overlap, run_over
from maps.theme import resolved, token

REGION = (("region", "동남권"),)
MAPS = ("overview", "consortia", "transformation")
SHEETS = [
    pytest.param(
        *(name, lang, size),
        marks=() if lang == "ko" or size == "A4" else pytest.mark.sweep,
    )
    for name, lang, size in itertools.product(MAPS, ("ko", "en"), ("A4", "16:9", "square"))
]
"""Map, language, paper; the sweep lays out the English of each paper too."""


def said(sheet):
    return [text.text for text in texts(sheet.drawing.marks)]


def rows(boxes):
    return np.array([*boxes], dtype=float).reshape(-1, 4)


def leaders(labels):
    return [label for label in labels if label.leader]


@pytest.mark.parametrize(("name", "lang", "size"), SHEETS)
@pytest.mark.slow
def test_every_place_of_the_documents_is_named(documents_sheet, name, lang, size):
    found = documents_sheet(name, lang, size)
    names = {found.network.names[drawn.place.id] for drawn in found.network.places}
    assert {label.wish.text for label in found.labels} == names


@pytest.mark.parametrize(("name", "lang", "size"), SHEETS)
@pytest.mark.slow
def test_no_name_or_leader_lies_on_another_name(sheet, name, lang, size):
    labels = sheet(name, lang, size).labels
    for one, other in itertools.combinations(labels, 2):
        assert not touches(one.box, other.box), (one.wish.text, other.wish.text)
    for led in leaders(labels):
        others = rows(label.box for label in labels if label is not led)
        assert not run_over(rows([[*led.leader[0], *led.leader[1]]]), others).any(), led.wish.text


@pytest.mark.parametrize(("name", "lang"), [*itertools.product(MAPS, ("ko", "en"))])
def test_no_name_lies_on_the_end_of_a_tie(sheet, name, lang):
    found = sheet(name, lang)
    symbols = rows(label.wish.symbol for label in found.labels)
    touched = overlap(each(rows(label.box for label in found.labels)), symbols)
    assert not touched.any()


@pytest.mark.parametrize("name", MAPS)
def test_leaders_cross_seldom(documents_sheet, name):
    led = leaders(documents_sheet(name).labels)
    lines = rows([*label.leader[0], *label.leader[1]] for label in led)
    assert led
    assert np.triu(cross(each(lines), lines)).sum() <= 1


@pytest.mark.parametrize("query", [(), REGION])
def test_every_place_of_the_korean_consortia_is_named(sheet, query):
    found = sheet(query=query)
    names = {found.network.names[drawn.place.id] for drawn in found.network.places}
    assert {label.wish.text for label in found.labels} == names


def test_a_name_that_stands_apart_is_led_to_its_symbol(sheet):
    led = leaders(sheet("overview").labels)
    assert led
    for label in led:
        (x, y), (a, b) = label.leader
        assert abs(x - label.wish.at[0]) <= label.wish.reach + 0.01
        assert abs(y - label.wish.at[1]) <= label.wish.reach + 0.01
        left, top, right, bottom = label.box
        assert left <= a <= right
        assert top <= b <= bottom


def test_the_legend_has_the_sectors_shown_by_colour_and_pattern_and_no_others(sheet):
    words = said(sheet(query=(("sector", "핵심소재"),)))
    assert "핵심소재: 협의체 5 · 연결선 5" in words
    assert not [text for text in words if text.startswith("미래모빌리티")]
    materials = token("sector-materials")
    dashes = {
        mark.dash
        for mark in sheet(query=(("sector", "핵심소재"),)).drawing.marks
        if isinstance(mark, Shape) and mark.stroke == resolved(materials, "light")
    }
    assert (9.0, 4.0) in dashes


@pytest.mark.parametrize("size", ["A4", "120x90mm", "80x80mm"])
def test_the_legend_ends_above_the_sources(sheet, size):
    written = texts(sheet("overview", "en", size).drawing.marks)
    (sources,) = [text.y for text in written if text.text.startswith("Facts:")]
    last = max(text.y for text in written if text.text.startswith("The larger"))
    assert last < sources - 8


def test_a_picture_tells_its_condition_counts_sources_date_and_version(sheet):
    words = " ".join(said(sheet(query=REGION)))
    for part in (
        "초광역 산학연협의체",
        "지역: 부산, 울산, 경남",
        "산업통상자원부 2025-01",
        "자료 기준 2025-01-16 · 판 v1",
        "산단 아틀라스",
        "km",
    ):
        assert part in words


def test_a_filter_that_leaves_nothing_says_so(sheet):
    empty = sheet(query=(("sector", "디스플레이"), ("region", "제주")))
    assert catalogue("maps", "ko")("still.empty") in said(empty)
    assert empty.labels == ()


def test_no_name_of_a_region_lies_on_what_an_empty_map_says(sheet):
    empty = sheet(query=(("region", "세종"),), extent="region")
    (told,) = (t for t in texts(empty.drawing.marks) if t.text.startswith("이 조건에"))
    box = rows(
        [[told.x, told.y - told.size, told.x + face(bold=True).width(told.text, 15), told.y]]
    )
    assert not overlap(box, rows(region.box for region in empty.regions)).any()


def test_ulleungdo_and_dokdo_have_an_inset_only_where_the_map_cuts_them_off(sheet):
    assert sheet().inset
    assert sheet(size="16:9").inset is None
    assert sheet(query=REGION).inset is None
    assert sheet(query=(("region", "경북"),)).inset


@pytest.mark.parametrize("size", ["A4", "16:9", "square"])
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_a_map_of_the_country_names_seas_islands_and_every_province(sheet, facts, size, lang):
    words = set(said(sheet(size=size, lang=lang)))
    words |= {text.text for text in texts(sheet(size=size, lang=lang).drawing.marks)}
    catalogued = catalogue("maps", lang)
    keys = ("sea.east_sea", "sea.west_sea", "sea.south_sea", "still.ulleung", "still.dokdo")
    assert {catalogued(key) for key in keys} <= words
    assert {one.short.of(lang) for one in facts.scene.atlas.regions.current} <= words


def test_a_region_fills_the_map_and_the_country_when_it_is_asked_for(sheet):
    near, whole = sheet(query=REGION), sheet(query=REGION, extent="country")
    close = sheet(query=REGION, extent="region")
    widths = [
        max(d.at[0] for d in one.network.places) - min(d.at[0] for d in one.network.places)
        for one in (whole, near, close)
    ]
    assert widths[0] < widths[1] < widths[2]


def test_a_frame_fills_the_map_with_what_lies_in_it(sheet):
    places = sheet(extent=(127.5, 34.6, 129.5, 36)).network.places
    near = {drawn.place.id: drawn.at for drawn in places}
    whole = {drawn.place.id: drawn.at for drawn in sheet().network.places}
    apart = [abs(at["ulsan-mipo"][0] - at["changwon"][0]) for at in (near, whole)]
    assert apart[0] > 1.8 * apart[1]


def test_a_selection_dims_the_other_ties(sheet):
    ties = sheet(query=(("select", "c09"),)).network.ties
    assert len(ties) == 29
    assert {tie.body.no for tie in ties if not tie.dim} == {9}


def test_a_bare_picture_is_the_map_alone(sheet):
    words = said(sheet(bare=True))
    assert "초광역 산학연협의체" not in words
    assert "창원" in words


@pytest.mark.parametrize("name", MAPS)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_font_has_every_character_of_every_name(sheet, name, lang):
    found = sheet(name, lang)
    every = "".join([*said(found), *found.network.names.values()])
    assert face().lacks(every) == face(bold=True).lacks(every) == ""


@pytest.mark.parametrize("nouns", ["consortia", "designated special zones and their districts"])
def test_a_heading_of_the_legend_is_broken_where_the_map_begins(nouns):
    section = Section(f"Numbers and names of the {nouns}", (Row("1"),))
    box = (40.0, 100.0, 224.0, 600.0)
    heading = [
        it for it in legend_marks([section], box, palette("light")) if getattr(it, "bold", False)
    ]
    assert len(heading) > 1 or nouns == "consortia"
    assert all(it.x + face(bold=True).width(it.text, it.size) <= box[2] for it in heading)
