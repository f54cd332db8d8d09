"""The map of a brief is the map of its subject, alone."""

import io

import pytest
from PIL import Image

from maps.briefs.content import MapPicture
from maps.still.model import texts


def the_map(brief):
    return next(block for block in brief.blocks if isinstance(block, MapPicture))


def test_a_map_names_the_places_of_the_subject_and_has_no_title(make, pictures):
    written = [
        text.text for text in texts(pictures().drawing(the_map(make("consortium", "13"))).marks)
    ]
    assert any("여수" in text for text in written)
    assert not any("자료 기준" in text for text in written)


def test_a_map_has_the_size_and_resolution_that_are_asked_for(make, pictures):
    png = pictures().png(the_map(make("region", "대구")), 100, 80, dpi=127)
    picture = Image.open(io.BytesIO(png))
    assert picture.size == (500, 400)
    assert picture.info["dpi"] == pytest.approx((127, 127), abs=0.1)
