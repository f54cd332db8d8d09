"""Addresses and names in Latin letters."""

import pytest

from geo.geocoding.query import Query
from geo.geocoding.romanised import in_latin, romanised


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("원시동", "wonsidong"),
        ("봉은사로", "bongeunsaro"),
        ("신림동", "sillimdong"),
        ("왕십리", "wangsipri"),
        ("별내면", "byeollaemyeon"),
        ("대관령면", "daegwallyeongmyeon"),
        ("독립문로", "dongnimmunro"),
        ("웅남동", "ungnamdong"),
        ("합정동", "hapjeongdong"),
        ("낙동대로", "nakdongdaero"),
        ("종로", "jongro"),
    ],
)
def test_names_are_romanised_by_their_sounds_but_for_the_suffix(name, latin):
    assert romanised(name) == latin


def test_loan_words_are_spelt_as_in_english_too():
    assert "digitalro26gil" in in_latin("디지털로26길")
    assert "gvalley" in in_latin("g밸리")


@pytest.mark.parametrize(
    ("written", "name", "method"),
    [
        (
            "773 Wonsi-dong, Danwon-gu, Ansan-si, Gyeonggi-do",
            "경기도 안산시 단원구 원시동",
            "address_lot",
        ),
        (
            "524 Bongeunsa-ro, Gangnam-gu, Seoul, Republic of Korea",
            "서울특별시 강남구 삼성동",
            "address_road",
        ),
        (
            "271 Gongdan-ro, Seongsan-gu, Changwon-si, Gyeongsangnam-do, 51557",
            "경상남도 창원시 성산구 웅남동",
            "address_road",
        ),
        (
            "1234 Bangye-ri, Munmak-eup, Wonju-si, Gangwon-do",
            "강원특별자치도 원주시 문막읍 반계리",
            "address_lot",
        ),
        ("Oryu-dong, Geomdan-gu, Incheon", "인천광역시 검단구 오류동", "legal_dong"),
        ("Sinchon-dong, Seongsan-gu, Changwon", "경상남도 창원시 성산구 신촌동", "legal_dong"),
        ("Ulju-gun, Ulsan", "울산광역시 울주군", "sigungu"),
    ],
)
def test_an_english_address_is_read_and_said(geocoder, written, name, method):
    answer = geocoder.geocode(written)
    assert (answer.status, answer.name, answer.method) == ("ok", name, method)
    assert "영어 주소" in answer.note("ko")


def test_an_english_road_that_nobody_knows_keeps_its_district(geocoder):
    answer = geocoder.geocode("15 Nosuch-ro, Danwon-gu, Ansan-si, Gyeonggi-do")
    assert (answer.name, answer.score) == ("경기도 안산시 단원구", 0.5)
    assert "Nosuch-ro" in answer.note("ko")


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("Gumi 5th Industrial Complex", "gumi-5"),
        ("Gumi Industrial Complex No. 4", "gumi-4"),
        ("Daegu 3rd Industrial Complex", "daegu3"),
        ("Namdong Sandan", "namdong"),
        ("G-Valley", "seoul-digital"),
        ("Beautiful Park", "beautiful-park"),
        ("Jinju Sangpyeong", "jinju-sangpyeong"),
        ("Asan Techno Valley", "asan-techno"),
    ],
)
def test_an_english_name_may_have_a_number_and_its_short_form(geocoder, written, id_):
    assert geocoder.geocode(written).id == id_


def test_regions_in_columns_may_be_english(geocoder):
    asked = Query(name="창원", sido="Gyeongnam", sigungu="Changwon-si", kind="국가")
    assert (geocoder.answer(asked).id, geocoder.answer(asked).notes) == ("changwon", ())
    whole = geocoder.answer(Query(sido="Gangwon", sigungu="Wonju-si"))
    assert (whole.name, whole.notes) == ("강원특별자치도 원주시", ())
