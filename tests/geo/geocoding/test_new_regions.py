"""Regions of 2026 are understood wherever one is read, and a part that is not is never dropped."""

import pytest

from geo.geocoding.query import Query


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("전남광주통합특별시 순천시 해룡면 선월리", "전라남도 순천시 해룡면 선월리"),
        ("전남광주통합특별시 여수시 중흥동 100", "전라남도 여수시 중흥동"),
        ("전남광주 광산구 오선동", "광주광역시 광산구 오선동"),
        ("전남광주시 북구 월출동", "광주광역시 북구 월출동"),
        ("광주특별시 광산구 오선동 271", "광주광역시 광산구 오선동"),
        ("전남광주통합특별시광산구오선동", "광주광역시 광산구 오선동"),
        ("인천광역시 검단구 오류동 1600", "인천광역시 서구 오류동"),
        ("인천 서해구 가좌동", "인천광역시 서구 가좌동"),
        ("인천 영종구 운서동 2850", "인천광역시 중구 운서동"),
        ("인천 제물포구 송림동", "인천광역시 동구 송림동"),
        ("제물포구 항동7가", "인천광역시 중구 항동7가"),
        ("경기 화성시 만세구 우정읍 이화리", "경기도 화성시 우정읍 이화리"),
        ("화성시 동탄구 영천동", "경기도 화성시 영천동"),
    ],
)
def test_an_address_under_a_new_name_is_found(geocoder, written, name):
    answer = geocoder.geocode(written)
    assert (answer.status, answer.name) == ("ok", name)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("인천광역시 서해구", "인천광역시 서구"),
        ("인천광역시 검단구", "인천광역시 서구"),
        ("인천 영종구", "인천광역시 중구"),
        ("제물포구", "인천광역시 제물포구"),
        ("화성시 병점구", "경기도 화성시"),
        ("경기 화성 효행구", "경기도 화성시"),
    ],
)
def test_a_new_district_is_answered_by_its_own_townships_and_said(geocoder, written, name):
    answer = geocoder.geocode(written)
    assert (answer.status, answer.method) == ("ok", "sigungu")
    assert answer.name == name
    assert answer.score == 0.9
    assert "2026" in answer.note("ko")
    assert "2026" in answer.note("en")


def test_the_parts_of_a_divided_district_are_different_places(geocoder):
    north, south = geocoder.geocode("인천 검단구"), geocoder.geocode("인천 서해구")
    assert north.lat > south.lat + 0.03
    assert north.precision_km < geocoder.geocode("인천 서구").precision_km


def test_a_merged_province_is_the_whole_of_both(geocoder):
    answer = geocoder.geocode("전남광주통합특별시")
    assert (answer.status, answer.id, answer.name) == ("ok", "sido-12", "전남광주통합특별시")
    assert answer.precision_km > geocoder.geocode("광주광역시").precision_km


@pytest.mark.parametrize(
    ("name", "region", "id_"),
    [
        ("대불국가산단", "전남광주통합특별시 영암군", "daebul"),
        ("하남산단", "전남광주", "gwangju-hanam"),
        ("여수국가", "전남광주통합특별시", "yeosu"),
        ("뷰티풀파크", "인천 검단구", "beautiful-park"),
        ("오류동", "인천 검단구", "legal-28260119"),
        ("오류동", "28290", "legal-28260119"),
        ("대불산단", "12800", "daebul"),
        ("여수국가", "12", "yeosu"),
    ],
)
def test_a_new_region_may_be_asked_for_by_name_or_code(geocoder, name, region, id_):
    assert geocoder.geocode(name, region).id == id_


def test_columns_may_hold_new_regions(geocoder):
    asked = Query(name="빛그린", sido="전남광주통합특별시", sigungu="광산구", kind="국가")
    assert geocoder.answer(asked).id == "bitgreen"
    assert geocoder.answer(Query(sido="인천", sigungu="서해구")).status == "ok"


def test_a_place_of_one_part_is_not_answered_in_the_other(geocoder):
    assert geocoder.geocode("뷰티풀파크", "인천 서해구").id != "beautiful-park"


@pytest.mark.parametrize(
    "written",
    ["인천광역시 가나구", "부산광역시 없는구", "경남 나다시", "서울특별시 강냄구", "전남 흰군"],
)
def test_a_district_that_is_none_is_never_the_whole_province(geocoder, written):
    answer = geocoder.geocode(written)
    assert answer.status == "none"
    assert answer.note("ko")


def test_an_unknown_district_beside_a_known_city_is_said(geocoder):
    answer = geocoder.geocode("경기도 안산시 가나구 원시동")
    assert answer.score < 1
    assert "가나구" in answer.note("ko")
