"""Addresses as public lists hold them: glued, dated, in brackets, by code."""

import pytest

from geo.geocoding.written import first_of_several, rewritten


@pytest.fixture(scope="module")
def districts(geocoder):
    return geocoder.areas.districts


@pytest.mark.parametrize(
    ("written", "usual"),
    [
        ("경남창원시성산구신촌동", "경남 창원시성산구 신촌동"),
        ("경기도안산시단원구원시동773", "경기도 안산시단원구 원시동 773"),
        ("강원도원주시문막읍반계리2345", "강원도 원주시 문막읍 반계리 2345"),
        ("대구시달서구성서공단로11길32", "대구시 달서구 성서공단로11길32"),
        ("인천서구가좌동 178-1", "인천 서구 가좌동 178-1"),
        ("서울종로구명륜3가1-71", "서울 종로구 명륜3가 1-71"),
        ("전남 영암군 삼호읍난전리 1700", "전남 영암군 삼호읍 난전리 1700"),
        ("부산 사하구 신평동370-11", "부산 사하구 신평동 370-11"),
        ("울산 북구 매곡동산12-3번지", "울산 북구 매곡동 산12-3번지"),
        ("경상남도,창원시 성산구,공단로 271", "경상남도 창원시 성산구 공단로 271"),
        ("경남 창원시 마산회원구 3.15대로 780", "경남 창원시 마산회원구 3·15대로 780"),
        ("경남 창원시 마산회원구 3-15대로 780", "경남 창원시 마산회원구 3·15대로 780"),
        ("서울 중구 지하 을지로 12", "서울 중구 을지로 12"),
        ("서울 종로 3가 10", "서울 종로3가 10"),
        ("세종연동면내판리 10", "세종 연동면 내판리 10"),
        ("울산남구여천동100", "울산 남구 여천동 100"),
    ],
)
def test_blanks_and_dots_come_where_the_law_has_them(districts, written, usual):
    assert rewritten(written, districts).text == usual


@pytest.mark.parametrize(
    "name",
    [
        "부산진구 전포동",
        "경남창원산단",
        "반월시화공단",
        "제천왕암산단",
        "구로구",
        "성수2가3동",
        "군산시",
    ],
)
def test_a_name_that_only_begins_like_a_region_stays_whole(districts, name):
    assert rewritten(name, districts).text == name


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("경남 밀양시 삼문중앙로6길 Mar-34", "3-34"),
        ("경기 화성시 향남읍 01월 22일", "1-22"),
        ("서울 구로구 디지털로 05-Dec", "12-5"),
        ("서울 구로구 디지털로 Dec-05", "12-5"),
        ("서울 구로구 디지털로 2024-12-05", "12-5"),
        ("서울 구로구 디지털로 2024-12-05 00:00:00", "12-5"),
        ("서울 구로구 디지털로 3월 4일", "3-4"),
        ("서울 구로구 구로동 2023년 3월 5일", "3-5"),
        ("충북 청주시 흥덕구 송정동 7/12", "7-12"),
        ("충북 청주시 흥덕구 송정동 07/12/2024", "7-12"),
        ("인천 남동구 고잔동 2024.07.12", "7-12"),
    ],
)
def test_a_number_that_a_spreadsheet_made_a_date_is_a_number_again(districts, written, number):
    found = rewritten(written, districts)
    assert found.text.endswith(f" {number}")
    assert number in found.notes[0].text("ko")


@pytest.mark.parametrize("text", ["서울 구로구 구로동 1-22", "경기 광주시 3월동 1", "창원 마치-34"])
def test_a_number_that_is_one_is_left_alone(districts, text):
    assert rewritten(text, districts).notes == ()


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("경남 창원시 성산구 공단로 271, 경남 김해시 주촌면 1", "경남 창원시 성산구 공단로 271"),
        ("안산시 단원구 원시동 773, 시흥시 정왕동 1", "안산시 단원구 원시동 773"),
        ("서울 구로구 디지털로 1; 서울 금천구 가산동 2", "서울 구로구 디지털로 1"),
        ("충북 청주시 오창읍 각리 1 및 충북 음성군 대소면 2", "충북 청주시 오창읍 각리 1"),
    ],
)
def test_the_first_of_several_addresses_is_taken_and_said(districts, written, first):
    found = first_of_several(written, districts)
    assert (found.text, found.notes[0].code) == (first, "first_of_several")


def test_a_slash_between_addresses_is_a_comma(geocoder):
    answer = geocoder.geocode("경기 안산시 단원구 원시동 773 / 경기 시흥시 정왕동 1")
    assert answer.name == "경기도 안산시 단원구 원시동"
    assert "첫 번째" in answer.note("ko")


@pytest.mark.parametrize(
    "text", ["경남 창원시 공단로 271, 3층", "안산 원시동 773, 774", "천안 제2, 3, 4일반산업단지"]
)
def test_one_address_with_a_comma_is_one(districts, text):
    assert first_of_several(text, districts).text == text


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("경남창원시성산구신촌동", "경상남도 창원시 성산구 신촌동"),
        ("경남창원시성산구신촌동66-5", "경상남도 창원시 성산구 신촌동"),
        ("경기시흥시정왕동", "경기도 시흥시 정왕동"),
        ("서울금천구가산동371-28번지", "서울특별시 금천구 가산동"),
        ("[51557] 경남 창원시 성산구 공단로 474", "경상남도 창원시 성산구 성산동"),
        ("(15610)경기 안산시 단원구 원시동 773", "경기도 안산시 단원구 원시동"),
        ("우편번호 15610 경기 안산시 단원구 원시동", "경기도 안산시 단원구 원시동"),
        ("전북군산시오식도동 515", "전북특별자치도 군산시 오식도동"),
        ("4127310500", "경기도 안산시 단원구 원시동"),
        ("4127310500107730000", "경기도 안산시 단원구 원시동"),
        ("4812311200", "경상남도 창원시 성산구 남지동"),
        ("4711125021", "경상북도 포항시 남구 구룡포읍 구룡포리"),
        ("28290107", "인천광역시 검단구 금곡동"),
    ],
)
def test_an_address_is_found_however_it_is_written(geocoder, written, name):
    answer = geocoder.geocode(written)
    assert (answer.status, answer.name) == ("ok", name)


@pytest.mark.parametrize(
    "written",
    [
        "경기도 화성시 새이름로 27 (영천동)",
        "경기도 화성시 새이름1로 27(영천동, 금강타워)",
        "경기도 화성시 새이름로123번길 3 [영천동]",
    ],
)
def test_the_dong_in_parentheses_places_a_road_that_is_newer_than_the_index(geocoder, written):
    answer = geocoder.geocode(written)
    assert answer.name == "경기도 화성시 동탄구 영천동"
    assert answer.score < 1
    assert "새이름" in answer.note("ko")


@pytest.mark.parametrize(
    ("written", "district"),
    [
        ("경기도 안산시 단원구 원시둥 773", "경기도 안산시 단원구"),
        ("경남 창원시 성산구 신춘동99", "경상남도 창원시 성산구"),
        ("인천 남동구 고쟌동", "인천광역시 남동구"),
        ("경북 구미시 없는곳", "경상북도 구미시"),
        ("전남 여수시 중훙동 100", "전남광주통합특별시 여수시"),
    ],
)
def test_what_is_misspelt_keeps_its_district_and_is_said(geocoder, written, district):
    answer = geocoder.geocode(written)
    assert (answer.status, answer.method, answer.name) == ("ok", "sigungu", district)
    assert answer.score == 0.5
    assert written.split()[-1].rstrip("0123456789") in answer.note("ko") or "773" in written


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("충북 청주시 흥덕구 송정동 140-32외2", "송정동 140-32"),
        ("경기 안산시 단원구 원시동 773 외 3필지", "원시동 773"),
        ("경남 창원시 성산구 신촌동 66-5, 67번지", "신촌동 66-5"),
    ],
)
def test_of_several_lots_the_first_is_read_and_a_note_says_so(districts, written, first):
    found = rewritten(written, districts)
    assert found.text.endswith(first)
    assert [note.code for note in found.notes] == ["first_of_several"]


@pytest.mark.parametrize("written", ["서울 구로구 디지털로 26길 5, 101호", "부산 사하구 신평동 7"])
def test_a_room_is_no_second_lot(districts, written):
    assert rewritten(written, districts).notes == ()
