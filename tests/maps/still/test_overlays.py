"""What a reader adds stands in the picture too: layers, notes, a title."""

import pytest

from maps.still.model import Clip, texts
from maps.still.palette import palette


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
