"""What a reader adds stands in the picture too: layers, notes, a title."""

from dataclasses import replace

import pytest

from geo.model.bilingual import Bilingual
from maps.shades import Shades
from maps.still.model import Clip, texts
from maps.still.overlays import Added
from maps.still.palette import palette
from maps.still.sheet import compose
from maps.theme import token
from maps.view import View


def said(sheet):
    return [text.text for text in texts(sheet.drawing.marks)]


def used(marks):
    """List the colours of everything that is drawn but texts."""
    found = set()
    for mark in marks:
        if isinstance(mark, Clip):
            found |= used(mark.marks)
        else:
            found |= {getattr(mark, "fill", None), getattr(mark, "stroke", None)}
    return found


def test_notes_and_an_own_title_stand_in_the_picture(sheet):
    asked = (("note", "128.7,35.2,공장 예정지"), ("title", "우리 지도"))
    made = sheet(query=asked)
    assert {"공장 예정지", "우리 지도"} <= {*said(made)}
    assert made.drawing.title == "우리 지도"


def test_a_note_beyond_korea_widens_the_map(sheet):
    assert "멀리" in said(sheet(query=(("note", "135.0,36.0,멀리"),)))


@pytest.mark.parametrize(
    ("layer", "words"), [("graticule", "동경 128°"), ("graticule", "북위 36°")]
)
def test_the_graticule_tells_its_degrees(sheet, layer, words):
    assert words in said(sheet(query=(("layer", layer),)))


def test_names_of_places_and_of_regions_can_be_left_out_apart(sheet):
    whole = sheet()
    unnamed = sheet(query=(("hide", "names"),))
    assert unnamed.labels == ()
    assert len(unnamed.regions) >= len(whole.regions) > 10
    quiet = sheet(query=(("hide", "regions"),))
    assert quiet.regions == ()
    assert len(quiet.labels) >= len(whole.labels) > 10


def test_without_a_base_map_the_network_lies_on_paper(sheet):
    colours = palette("light")
    whole, bare = sheet(), sheet(query=(("hide", "ground"),))
    base = {colours.sea, colours.land, colours.abroad, colours.coast, colours.sido}
    assert base <= used(whole.drawing.marks)
    assert not base & used(bare.drawing.marks)
    assert len(bare.network.ties) == len(whole.network.ties)


def feature(geometry, **properties):
    return {"type": "Feature", "id": "a", "geometry": geometry, "properties": properties}


@pytest.fixture
def with_layer(facts, picture):
    """Draw a map on which a collection is shown."""

    def make(added):
        own = replace(facts, scene=replace(facts.scene, added=("a",)), collection=lambda _: added)
        asked = replace(picture(), view=View.parse((("layer", "a"),), own.scene))
        return compose(asked, own)

    return make


def test_complexes_have_the_colour_of_their_kind_and_the_rim_of_their_programmes(with_layer):
    point = {"type": "Point", "coordinates": [128.0, 36.0]}
    known = {"method": "gazetteer", "part_of": None}
    features = [
        feature(point, kind="agro", programmes=[], **known),
        feature(point, kind="national", programmes=["a", "b"], smart_green_since="2021", **known),
    ]
    made = with_layer(Added(Bilingual("전국 산업단지", "Complexes"), features))
    colours = palette("light")
    agro, national, green = (colours.of(token(t)) for t in ("group-5", "group-7", "smart-green"))
    assert {agro, national, green} <= used(made.drawing.marks)
    words = said(made)
    assert {"전국 산업단지", "농공단지", "국가산업단지", "스마트그린"} <= {*words}
    assert "도시첨단산업단지" not in words, "the key tells of what is drawn"


def test_regions_are_filled_by_the_class_of_their_figure(with_layer):
    square = [[127, 36], [128, 36], [128, 37], [127, 37], [127, 36]]
    areas = [feature({"type": "Polygon", "coordinates": [square]}, firms=n) for n in (3, 70, None)]
    title = Bilingual("가동업체(개사)", "Operating firms")
    shades = Shades.of("firms", title, (), [3.0, 70.0])
    made = with_layer(Added(Bilingual("시군구별 통계", "By district"), areas, shades))
    assert {"시군구별 통계", "가동업체(개사)", "3", "70"} <= {*said(made)}
    fills = [shades.opacity(one) for one in (3, 70, None)]
    assert fills == [*sorted(fills[:2]), 0.0]
