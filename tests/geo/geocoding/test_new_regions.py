"""Regions of 2026 are understood wherever one is read, and a part that is not is never dropped."""

import pytest

from geo.errors import RegionError
from geo.geocoding.query import Query


@pytest.mark.parametrize(
    ("written", "name", "before"),
    [
        (
            "전남광주통합특별시 순천시 해룡면 선월리",
            "전남광주통합특별시 순천시 해룡면 선월리",
            "전라남도 순천시 해룡면 선월리",
        ),
        (
            "전남광주통합특별시 여수시 중흥동 100",
            "전남광주통합특별시 여수시 중흥동",
            "전라남도 여수시 중흥동",
        ),
        ("전남광주 광산구 오선동", "전남광주통합특별시 광산구 오선동", "광주광역시 광산구 오선동"),
        ("전남광주시 북구 월출동", "전남광주통합특별시 북구 월출동", "광주광역시 북구 월출동"),
        (
            "광주특별시 광산구 오선동 271",
            "전남광주통합특별시 광산구 오선동",
            "광주광역시 광산구 오선동",
        ),
        (
            "전남광주통합특별시광산구오선동",
            "전남광주통합특별시 광산구 오선동",
            "광주광역시 광산구 오선동",
        ),
        ("인천광역시 검단구 오류동 1600", "인천광역시 검단구 오류동", "인천광역시 서구 오류동"),
        ("인천 서해구 가좌동", "인천광역시 서해구 가좌동", "인천광역시 서구 가좌동"),
        ("인천 영종구 운서동 2850", "인천광역시 영종구 운서동", "인천광역시 중구 운서동"),
        ("인천 제물포구 송림동", "인천광역시 제물포구 송림동", "인천광역시 동구 송림동"),
        ("제물포구 항동7가", "인천광역시 제물포구 항동7가", "인천광역시 중구 항동7가"),
        (
            "경기 화성시 만세구 우정읍 이화리",
            "경기도 화성시 만세구 우정읍 이화리",
            "경기도 화성시 우정읍 이화리",
        ),
        ("화성시 동탄구 영천동", "경기도 화성시 동탄구 영천동", "경기도 화성시 영천동"),
    ],
)
def test_an_address_is_found_by_names_of_every_day_and_told_by_those_of_one(
    geocoder, before_the_changes, written, name, before
):
    for text in (written, before):
        assert (geocoder.geocode(text).status, geocoder.geocode(text).name) == ("ok", name)
        assert before_the_changes.geocode(text).name == before


@pytest.fixture(scope="module")
def before_the_changes(geocoder):
    return geocoder.of_day("2024-04-01")


@pytest.mark.parametrize(
    ("written", "name", "code"),
    [
        ("인천광역시 서해구", "인천광역시 서해구", "28275"),
        ("인천광역시 검단구", "인천광역시 검단구", "28290"),
        ("인천 영종구", "인천광역시 영종구", "28155"),
        ("제물포구", "인천광역시 제물포구", "28125"),
        ("화성시 병점구", "경기도 화성시 병점구", "41595"),
        ("경기 화성 효행구", "경기도 화성시 효행구", "41593"),
        ("광주광역시 동구", "전남광주통합특별시 동구", "12210"),
    ],
)
def test_a_district_of_today_is_answered_as_one(geocoder, before_the_changes, written, name, code):
    answer = geocoder.geocode(written)
    assert (answer.status, answer.method, answer.name) == ("ok", "sigungu", name)
    assert (answer.id, answer.sigungu_code, answer.sido_code) == (f"sigungu-{code}", code, code[:2])
    made_of_parts = code[:2] in {"28", "41"}
    assert ("2026-" in answer.note("ko")) is made_of_parts
    before = before_the_changes.geocode(written)
    assert before.sigungu_code != code
    assert before.status == "ok"


@pytest.mark.parametrize(
    ("written", "today"),
    [
        ("인천 서구", "서해구"),
        ("인천광역시 중구", "영종구"),
        ("전라남도", "전남광주통합특별시"),
        ("광주광역시", "전남광주통합특별시"),
    ],
)
def test_what_is_no_more_is_said_to_be_so_with_what_it_became(
    geocoder, before_the_changes, written, today
):
    answer = geocoder.geocode(written)
    assert answer.status == "ok"
    assert "2026-06-30" in answer.note("ko")
    assert today in answer.note("ko")
    assert today in answer.note("en")
    assert before_the_changes.geocode(written).notes == ()


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
        ("오류동", "인천 검단구", "legal-28290108"),
        ("오류동", "28290", "legal-28290108"),
        ("대불산단", "12800", "daebul"),
        ("여수국가", "12", "yeosu"),
    ],
)
def test_a_new_region_may_be_asked_for_by_name_or_code(geocoder, name, region, id_):
    assert geocoder.geocode(name, region).id == id_


def test_an_answer_tells_the_units_in_which_it_lies(geocoder, before_the_changes):
    def held(asked, name):
        found = asked.geocode(name)
        return found.sido_code, found.sigungu, found.sigungu_code

    assert held(geocoder, "뷰티풀파크") == ("28", "검단구", "28290")
    assert held(before_the_changes, "뷰티풀파크") == ("28", "서구", "28260")
    assert held(geocoder, "여수국가산단") == ("12", "여수시", "12130")
    assert held(geocoder, "인천 검단구 오류동 1600") == ("28", "검단구", "28290")
    assert held(geocoder, "경기도 화성시") == ("41", None, None)


def test_a_set_of_ones_own_narrows_as_a_region_does(geocoder):
    assert geocoder.geocode("여수국가", "own:전남,경남").id == "yeosu"
    assert geocoder.geocode("여수국가", "own:벨트=창원시,김해시").id != "yeosu"
    with pytest.raises(RegionError):
        geocoder.geocode("여수국가", "own:창원시,없는시")


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


@pytest.mark.parametrize("street", ["원시동", "별망로 555", "별망로"])
def test_an_unknown_district_beside_a_known_city_is_said(geocoder, street):
    answer = geocoder.geocode(f"경기도 안산시 가나구 {street}")
    assert answer.score < 0.9
    assert "가나구" in answer.note("ko")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("溫山國家産業團地", "온산국가산업단지"),
        ("光陽国家産業団地", "광양국가산업단지"),
        ("慶尙南道 昌原市 城山區", "경상남도 창원시 성산구"),
        ("全羅南道 麗水市", "전남광주통합특별시 여수시"),
    ],
)
def test_hanja_is_read(geocoder, written, name):
    assert geocoder.geocode(written).name == name


def test_a_complex_may_be_called_by_a_city_that_is_no_more(geocoder):
    answer = geocoder.geocode("마산진북산단")
    assert answer.name.startswith("경상남도 창원시 마산합포구 진북면")
    assert "former_name" in {note.code for note in answer.notes}


def test_a_second_complex_is_not_surely_by_the_roads_of_the_first(geocoder):
    second, plain = (geocoder.geocode(name, "부산 해운대구") for name in ("센텀2지구", "센텀시티"))
    assert second.precision_km > 1.5 * plain.precision_km
