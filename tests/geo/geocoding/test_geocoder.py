"""What planners type is answered with a point and its precision, or with candidates: no guess."""

import pytest

from geo.errors import DistrictError, RegionError
from geo.geocoding.query import Query


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
        ("구미국가산단(4단지)", "gumi-4"),
        ("한국수출산업(주안)공단", "juan"),
        ("Changwon", "changwon"),
        ("ulsan mipo national industrial complex", "ulsan-mipo"),
    ],
)
def test_a_common_spelling_is_answered_with_a_point_and_its_precision(geocoder, name, id_):
    answer = geocoder.geocode(name)
    assert (answer.status, answer.id, answer.score) == ("ok", id_, 1.0)
    assert answer.precision_km >= 1
    assert 124 < answer.lon < 132


def test_every_name_and_alias_is_answered_with_its_place(geocoder):
    for name, id_ in geocoder.resolver.gazetteer.names().items():
        assert geocoder.geocode(name).id == id_, name


@pytest.mark.parametrize(
    ("typed", "id_"),
    [("창웜국가산단", "changwon"), ("남동굥단", "namdong"), ("구로디지탈단지", "seoul-digital")],
)
def test_a_typing_error_is_read_and_said(geocoder, typed, id_):
    answer = geocoder.geocode(typed)
    assert (answer.status, answer.method, answer.id) == ("ok", "fuzzy", id_)
    assert 0.8 <= answer.score < 1
    assert typed in answer.note("ko")


@pytest.mark.parametrize(
    ("name", "sido", "sigungu", "kind"),
    [
        ("충주제3", "충북", "충주시", "일반"),
        ("오송제3생명과학", "충북", "청주시", "국가"),
        ("익산제4", "전북", "익산시", "일반"),
        ("구미국가(2-4단지)", "경북", "구미시", "국가"),
        ("동화", "강원", "원주시", "농공"),
    ],
)
def test_another_number_or_kind_is_another_complex(geocoder, name, sido, sigungu, kind):
    answer = geocoder.answer(Query(name=name, sido=sido, sigungu=sigungu, kind=kind))
    assert answer.method in ("toponym", "sigungu")


@pytest.mark.parametrize("name", ["청원", "서산", "김해"])
def test_a_name_that_is_right_for_a_region_is_no_typing_error(geocoder, name):
    assert geocoder.geocode(name).method == "sigungu"


def test_initial_consonants_give_what_begins_so(geocoder):
    answer = geocoder.geocode("ㅊㅇ")
    assert answer.status == "ambiguous"
    assert "changwon" in {one.id for one in answer.candidates}
    assert geocoder.geocode("ㄴㄷ").id == "namdong"


def test_several_places_of_a_name_give_all_of_them_and_no_point(geocoder):
    answer = geocoder.geocode("구미", "경북")
    assert (answer.status, answer.lon) == ("ambiguous", None)
    assert {c.id for c in answer.candidates} == {"gumi", "gumi-2-3", "gumi-4"}


def test_the_best_guess_stays_ambiguous_and_its_radius_holds_every_candidate(geocoder):
    answer = geocoder.answer(Query(name="Gunsan"), best_guess=True)
    assert (answer.status, answer.method) == ("ambiguous", "best_guess")
    assert answer.lon == answer.candidates[0].lon
    assert answer.score < 1
    assert geocoder.answer(Query(name="Gunsan")).lon is None


@pytest.mark.parametrize(
    ("address", "method", "name"),
    [
        ("경기도 안산시 단원구 원시동 773", "address_lot", "경기도 안산시 단원구 원시동"),
        ("경남 창원시 성산구 공단로 474", "address_road", "경상남도 창원시 성산구 성산동"),
        ("서울시 구로구 디지털로26길 5, 3층", "address_road", "서울특별시 구로구 구로동"),
        ("강원도 원주시 문막읍", "legal_dong", "강원특별자치도 원주시 문막읍"),
        ("왕암동", "legal_dong", "충청북도 제천시 왕암동"),
        ("창원시", "sigungu", "경상남도 창원시"),
        ("전라북도", "sido", "전북특별자치도"),
        ("부산직할시 강서구 녹산동", "legal_dong", "부산광역시 강서구 녹산동"),
        ("광주시 오포읍 신현리", "legal_dong", "경기도 광주시 오포읍 신현리"),
    ],
)
def test_an_address_or_a_region_is_answered_as_exactly_as_is_known(geocoder, address, method, name):
    answer = geocoder.geocode(address)
    assert (answer.status, answer.method, answer.name) == ("ok", method, name)
    assert answer.precision_km > 0


@pytest.mark.parametrize(
    ("written", "today", "until"),
    [
        ("인천 남구", "인천광역시 미추홀구", "2018-04-01"),
        ("경북 군위군", "대구광역시 군위군", "2023-04-01"),
        ("충남 연기군", "세종특별자치시", "2011-12-31"),
        ("경기 여주군", "경기도 여주시", "2012-12-31"),
    ],
)
def test_a_former_name_is_answered_with_what_it_is_today_and_until_when_it_was(
    geocoder, written, today, until
):
    answer = geocoder.geocode(written)
    assert (answer.status, answer.name) == ("ok", today)
    assert until in answer.note("ko")
    assert until in answer.note("en")


def test_an_unknown_house_number_or_dong_lowers_the_score_and_is_said(geocoder):
    beyond = geocoder.geocode("경남 창원시 성산구 공단로 99999")
    assert beyond.score < 1
    assert "99999" in beyond.note("ko")
    new = geocoder.geocode("인천 서구 청라동 1")
    assert (new.method, new.name) == ("sigungu", "인천광역시 서구")
    assert "청라동" in new.note("ko")


def test_a_ri_that_many_townships_have_gives_all_of_them(geocoder):
    answer = geocoder.geocode("반계리")
    assert answer.status == "ambiguous"
    assert "강원특별자치도 원주시 문막읍 반계리" in {one.name for one in answer.candidates}
    assert geocoder.geocode("반계리", "충남").status == "ok"


def test_a_complex_that_nobody_lists_is_inferred_from_its_name_within_its_district(geocoder):
    answer = geocoder.answer(Query(name="명학", sido="세종", sigungu="세종", kind="일반"))
    assert (answer.status, answer.method) == ("ok", "toponym")
    assert answer.name == "세종특별자치시 연동면 명학리"
    assert "명학산단1로" in answer.note("ko")


def test_a_name_that_says_nothing_falls_back_to_the_district_with_its_radius(geocoder):
    answer = geocoder.answer(Query(name="볼빅", sido="경기", sigungu="안성시", kind="일반"))
    assert (answer.method, answer.name) == ("sigungu", "경기도 안성시")
    assert answer.precision_km > 10
    assert answer.score < 0.5


def test_without_its_district_an_unknown_complex_is_not_guessed(geocoder):
    answer = geocoder.geocode("볼빅일반산업단지")
    assert (answer.status, answer.lon) == ("none", None)
    assert "시군구" in answer.note("ko")


def test_a_firms_address_is_used_and_its_name_is_not_needed(geocoder):
    answer = geocoder.answer(Query(name="(주)대성", address="경남 창원시 성산구 공단로 474"))
    assert answer.method == "address_road"


def test_a_place_is_not_answered_outside_the_stated_district(geocoder):
    stated = Query(name="동화전자종합", sido="전남", sigungu="장성군", kind="농공")
    assert geocoder.answer(stated).name.startswith("전라남도 장성군")
    assert geocoder.answer(Query(name="창원국가", sido="경남", sigungu="김해시")).id != "changwon"


def test_a_district_that_is_not_there_is_said(geocoder):
    answer = geocoder.answer(Query(name="볼빅", sido="경남", sigungu="없는군"))
    assert answer.status == "none"
    assert "없는군" in answer.note("ko")


def test_candidates_lie_in_the_region_asked_for_and_stand_once(geocoder):
    candidates = geocoder.geocode("첨단일반", "광주").candidates
    assert {c.id for c in candidates} <= {"gwangju-advanced", "gwangju-adv2"}
    assert len({c.id for c in candidates}) == len(candidates)


def test_an_unknown_region_is_refused(geocoder):
    with pytest.raises(RegionError):
        geocoder.geocode("창원국가", "전난")


@pytest.mark.parametrize(
    "name",
    ["", "  ", "···", "\x00\x07", "😀", "가" * 100_000, "12345", "((((", "로 1", "산", "\ud800"],
)
def test_rubbish_is_answered_with_none_and_a_reason_and_never_an_exception(geocoder, name):
    answer = geocoder.geocode(name)
    assert answer.status == "none"
    assert answer.note("ko")
    assert answer.note("en")


def test_a_region_may_be_a_province_a_district_or_both(geocoder):
    assert geocoder.read_region("경남") == ("경남", "")
    assert geocoder.read_region("창원시") == ("", "창원시")
    assert geocoder.read_region("경남 창원시 성산구") == ("경남", "창원시 성산구")
    with pytest.raises(DistrictError):
        geocoder.read_region("경남 안성시")


def test_sejong_is_province_and_district_in_one(geocoder):
    assert geocoder.geocode("명학산단", "세종").method == "toponym"


@pytest.mark.parametrize(
    ("written", "name", "word"),
    [
        ("대구 동구 혁신동", "대구광역시 동구", "혁신동"),
        ("서울 종로구 종로1.2.3.4가동", "서울특별시 종로구", "행정동"),
        ("창원시 마산합포구 중앙동", "경상남도 창원시 마산합포구", "2016-02-01"),
        ("제주시 일도2동", "제주특별자치도 제주시 일도이동", "행정동"),
    ],
)
def test_an_administrative_dong_is_known_at_least_to_its_district(geocoder, written, name, word):
    answer = geocoder.geocode(written)
    assert answer.name == name
    assert word in answer.note("ko")
