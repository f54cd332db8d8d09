import pytest

from geo.errors import RegionError
from geo.geocoding.geocoder import Geocoder


@pytest.fixture(scope="module")
def geocoder(resolver):
    return Geocoder(resolver)


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("창원산단", "changwon"),
        ("남동공단", "namdong"),
        ("구로디지털단지", "seoul-digital"),
        ("G밸리", "seoul-digital"),
        ("ｇ밸리", "seoul-digital"),
        ("반월 시화", "banwol-sihwa"),
        ("울산·미포국가산업단지", "ulsan-mipo"),
        ("  여수 국가 산업단지 ", "yeosu"),
    ],
)
def test_a_common_spelling_is_answered_with_a_point_and_its_precision(geocoder, name, id_):
    answer = geocoder.geocode(name)
    assert (answer.status, answer.id, answer.score) == ("ok", id_, 1.0)
    assert answer.precision_km >= 1
    assert 124 < answer.lon < 132


def test_a_typing_error_gives_candidates_and_no_point(geocoder):
    answer = geocoder.geocode("여숙국가산단", "전남")
    assert (answer.status, answer.lon, answer.id) == ("none", None, None)
    assert answer.candidates[0].id == "yeosu"


def test_several_places_of_a_name_give_all_of_them_and_no_point(geocoder):
    answer = geocoder.geocode("구미", "경북")
    assert (answer.status, answer.lon) == ("ambiguous", None)
    assert {c.id for c in answer.candidates} == {"gumi", "gumi-2-3", "gumi-4"}


def test_candidates_lie_in_the_region_asked_for_and_stand_once(geocoder):
    candidates = geocoder.geocode("첨단일반", "광주").candidates
    assert {c.id for c in candidates} <= {"gwangju-advanced", "gwangju-adv2"}
    assert len({c.id for c in candidates}) == len(candidates)


def test_an_unknown_region_is_refused(geocoder):
    with pytest.raises(RegionError):
        geocoder.geocode("창원국가", "전난")


@pytest.mark.parametrize("name", ["", "  ", "···", "\x00\x07", "😀", "가" * 100_000, "12345"])
def test_rubbish_is_answered_with_none_and_never_an_exception(geocoder, name):
    assert geocoder.geocode(name).status == "none"
