"""The map of a brief is the map of its subject, alone."""

import io

import pytest
from PIL import Image

from maps.briefs.content import MapPicture
from maps.still.font import face
from maps.still.model import texts


def the_map(brief):
    return next(block for block in brief.blocks if isinstance(block, MapPicture))


def test_a_map_names_the_places_of_the_subject_and_has_no_title(make, pictures):
    written = [text.text for text in texts(pictures().drawing(the_map(make("body", "13"))).marks)]
    assert any("여수" in text for text in written)
    assert not any("자료 기준" in text for text in written)


def test_a_key_below_the_map_explains_its_signs_and_no_others(make, pictures):
    block = the_map(make("body", "13"))
    plain, keyed = pictures().sheet(block), pictures().sheet(block, key=True)
    below = [text for text in texts(keyed.drawing.marks) if text.y > keyed.frame.box[3]]
    said = " ".join(text.text for text in below)
    assert said.startswith("핵심소재 ")
    assert "주관에서 연계로" in said
    assert "미래모빌리티" not in said
    assert all(text.x + face().width(text.text, text.size) <= keyed.frame.box[2] for text in below)
    assert plain.frame.box[3] > keyed.frame.box[3] >= plain.frame.box[3] * 3 / 4


def test_a_low_map_keeps_its_room(make, pictures):
    block = the_map(make("mega-region", "동남권"))
    low = pictures().sheet(block, 100, 40, key=True)
    assert low.frame.box == pictures().sheet(block, 100, 40).frame.box


def test_a_map_has_the_size_and_resolution_that_are_asked_for(make, pictures):
    png = pictures().png(the_map(make("region", "대구")), 100, 80, dpi=127)
    picture = Image.open(io.BytesIO(png))
    assert picture.size == (500, 400)
    assert picture.info["dpi"] == pytest.approx((127, 127), abs=0.1)
