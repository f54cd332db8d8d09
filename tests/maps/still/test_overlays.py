"""What a reader adds stands in the picture too: layers, notes, a title."""

import pytest

from maps.still.model import texts


def said(sheet):
    return [text.text for text in texts(sheet.drawing.marks)]


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


def test_names_can_be_left_out(sheet):
    made = sheet(query=(("hide", "names"),))
    assert made.labels == ()
    assert made.regions == ()
