"""What a reader may ask for as one region beside a 시도."""

import pytest

from geo.areas import Areas
from geo.errors import AreaError


@pytest.fixture(scope="module")
def areas(atlas):
    return Areas(atlas)


@pytest.mark.parametrize(
    ("text", "id_", "units"),
    [
        ("서해구", "28275", {"28275"}),
        ("28275", "28275", {"28275"}),
        ("인천 서구", "28260", {"28260"}),
        ("경남 고성", "48820", {"48820"}),
        ("안산", "own:안산", {"41271", "41273"}),
        ("own: 김해 ,양산", "own:김해,양산", {"48250", "48330"}),
        ("own:낙동강=김해,부산", "own:낙동강=김해,부산", {"48250", "26"}),
    ],
)
def test_units_are_read_by_any_name(areas, text, id_, units):
    found = areas.find(text)
    assert (found.id, found.units) == (id_, units)


def test_a_complex_may_be_a_member(areas):
    found = areas.find("own:창원,울산·미포국가산업단지")
    assert found.places == {"ulsan-mipo"}
    assert "changwon" in areas.places_in(found)


def test_a_former_unit_holds_the_land_that_it_had(areas):
    then = areas.places_in(areas.find("28260"))
    parts = [areas.places_in(areas.find(code)) for code in ("28275", "28290")]
    assert then == frozenset().union(*parts)
    assert "beautiful-park" in then


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("own:부산,울산,창원국가산단", {"changwon"}),
        ("own:반월공단,창원 국가 산업단지", {"banwol", "changwon"}),
    ],
)
def test_a_complex_is_read_with_any_word_for_complex(areas, text, places):
    assert areas.find(text).places == places


@pytest.mark.parametrize("text", ["중구", "own:중구,김해", "own:", "own:없는시", "own:군산산단"])
def test_what_means_several_or_nothing_is_refused(areas, text):
    with pytest.raises(AreaError):
        areas.find(text)


def test_what_is_no_area_is_none(areas):
    assert areas.find("조선") is None
