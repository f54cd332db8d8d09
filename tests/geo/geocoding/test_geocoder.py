"""What planners type is answered with a point and its precision, or with candidates: no guess."""

from collections import defaultdict

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


def test_every_name_and_alias_is_answered_with_its_place(geocoder, tables):
    only_there = {row.alias: row.region_as_written or "" for row in tables.aliases}
    meant = defaultdict(set)
    for row in (row for row in tables.aliases if row.programme is None):
        meant[row.alias].add(row.place_id)
    for name, id_ in geocoder.resolver.gazetteer.names().items():
        answer = geocoder.geocode(name, only_there.get(name, ""))
        if len(meant[name]) > 1 and not only_there[name]:
            assert {one.id for one in answer.candidates} == meant[name], name
        elif answer.status == "ambiguous":
            # KICOX's table calls others so, in other 시군구: 검단산단.
            first, *others = answer.candidates
            assert (first.id, {one.id[:8] for one in others}) == (id_, {"sigungu-"}), name
        else:
            assert answer.id == id_, name


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
        ("충주제9", "충북", "충주시", "일반"),
        ("오송제5생명과학", "충북", "청주시", "국가"),
        ("익산제4", "전북", "익산시", "일반"),
        ("구미국가(2-4단지)", "경북", "구미시", "국가"),
        ("동화", "강원", "원주시", "농공"),
        ("화원조선", "전남", "해남군", "농공"),
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
    places = {"gumi", "gumi-2-3", "gumi-4", "gumi-ext"}
    assert {c.id for c in answer.candidates} == {*places, "sigungu-47190"}


@pytest.mark.parametrize(
    ("written", "region", "id_"),
    [
        ("순천", "전남", "sigungu-12150"),
        ("순천산단", "전남", "suncheon"),
        ("하남", "", "sigungu-41450"),
        ("하남공단", "", "gwangju-hanam"),
        ("동두천", "경기", "sigungu-41250"),
        ("동두천국가", "경기", "dongducheon"),
        ("울산", "", "sido-31"),
        ("창원", "", "sigungu-4812"),
    ],
)
def test_a_complex_called_as_its_city_is_not_meant_without_a_word_for_it(
    geocoder, written, region, id_
):
    answer = geocoder.geocode(written, region)
    assert (answer.status, answer.id) == ("ok", id_)


@pytest.mark.parametrize(
    ("written", "region", "id_"),
    [("왜관", "경북", "waegwan"), ("외동", "경북", "oedong"), ("퇴계", "강원", "toegye-agro")],
)
def test_a_complex_called_as_its_township_is_one_of_the_candidates(geocoder, written, region, id_):
    answer = geocoder.geocode(written, region)
    assert (answer.status, answer.lon) == ("ambiguous", None)
    assert id_ in {one.id for one in answer.candidates}
    assert any(one.id.startswith("legal-") for one in answer.candidates)


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
    assert (new.method, new.name) == ("sigungu", "인천광역시 서구 (서해구, 검단구)")
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
    answer = geocoder.geocode("아무데나일반산업단지")
    assert (answer.status, answer.lon) == ("none", None)
    assert "시군구" in answer.note("ko")


@pytest.mark.parametrize(
    ("written", "name", "method"),
    [
        ("볼빅일반산업단지", "경기도 안성시", "sigungu"),
        ("마곡산업단지", "서울특별시 강서구 마곡동", "toponym"),
        ("금왕테크노밸리", "충청북도 음성군 금왕읍 봉곡리", "toponym"),
        ("경기 이천유산산단", "경기도 이천시 호법면 유산리", "toponym"),
        ("서울온수산업단지", "서울특별시 구로구 온수동", "toponym"),
    ],
)
def test_a_complex_of_the_quarterly_list_is_sought_in_the_district_that_it_states(
    geocoder, written, name, method
):
    answer = geocoder.geocode(written)
    assert (answer.status, answer.name, answer.method) == ("ok", name, method)
    assert "KICOX" in answer.note("ko")
    assert answer.score < 1


def test_namesakes_of_the_quarterly_list_are_candidates(geocoder):
    answer = geocoder.geocode("유산일반산업단지")
    assert (answer.status, answer.lon) == ("ambiguous", None)
    assert {one.name.split()[1] for one in answer.candidates} == {"이천시", "양산시"}
    assert geocoder.geocode("유산일반산업단지", "경남").name.startswith("경상남도 양산시")


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("대불외국인투자지역", "daebul"),
        ("구미외국인투자지역", "gumi-4"),
        ("월전 외국인투자지역", "pyeongdong"),
        ("오창외국인전용단지", "ochang-science"),
        ("사천 외국인투자지역", "sacheon"),
    ],
)
def test_a_foreign_investment_zone_is_placed_by_the_complex_that_holds_it(geocoder, written, id_):
    answer = geocoder.geocode(written)
    assert (answer.id, answer.score) == (id_, 0.8)
    assert "외국인" in answer.note("ko")


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("창원국가산업단지 외 3", "changwon"),
        ("녹산국가산단 외 2개 산단", "myeongji-noksan"),
        ("온산국가산단, 매곡산단", "onsan"),
        ("남동국가산단 / 주안국가산단", "namdong"),
        ("여수국가산단 등", "yeosu"),
    ],
)
def test_the_first_of_several_complexes_is_answered_and_said(geocoder, written, id_):
    answer = geocoder.geocode(written)
    assert (answer.status, answer.id) == ("ok", id_)
    assert "첫 번째" in answer.note("ko")


def test_what_lies_around_a_complex_is_no_other_place(geocoder):
    answer = geocoder.geocode("울산 미포국가산단 일원")
    assert (answer.id, answer.notes) == ("ulsan-mipo", ())


@pytest.mark.parametrize(
    ("written", "score"),
    [("창원국가산업단지(별별)", 0.8), ("창원국가산업단지(성산구)", 1.0), ("여수산단(국가)", 1.0)],
)
def test_what_parentheses_say_and_nobody_knows_is_said(geocoder, written, score):
    answer = geocoder.geocode(written)
    assert answer.score == score
    assert ("별별" in answer.note("ko")) == (score < 1)


def test_a_firms_address_is_used_and_its_name_is_not_needed(geocoder):
    answer = geocoder.answer(Query(name="(주)대성", address="경남 창원시 성산구 공단로 474"))
    assert answer.method == "address_road"


def test_a_place_is_not_answered_outside_the_stated_district(geocoder):
    stated = Query(name="동화전자종합", sido="전남", sigungu="장성군", kind="농공")
    assert geocoder.answer(stated).name.startswith("전남광주통합특별시 장성군")
    assert geocoder.answer(Query(name="창원국가", sido="경남", sigungu="김해시")).id != "changwon"


def test_a_district_that_is_not_there_is_said(geocoder):
    answer = geocoder.answer(Query(name="볼빅", sido="경남", sigungu="없는군"))
    assert answer.status == "none"
    assert "없는군" in answer.note("ko")


def test_candidates_lie_in_the_region_asked_for_and_stand_once(geocoder):
    candidates = geocoder.geocode("첨단일반", "광주").candidates
    assert {c.id for c in candidates} <= {"gwangju-advanced", "gwangju-adv2", "cheomdan3"}
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
        ("창원시 마산합포구 노산동", "경상남도 창원시 마산합포구", "2019-12-31"),
        ("제주시 일도2동", "제주특별자치도 제주시 일도이동", "행정동"),
    ],
)
def test_an_administrative_dong_is_known_at_least_to_its_district(geocoder, written, name, word):
    answer = geocoder.geocode(written)
    assert answer.name == name
    assert word in answer.note("ko")


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("경남 창원산단", "changwon"),
        ("영암 대불산단", "daebul"),
        ("울산 울주군 온산공단", "onsan"),
        ("울산온산국가산업단지", "onsan"),
        ("시흥시 시화공단", "sihwa"),
        ("대구성서", "seongseo"),
        ("천안2산단", "cheonan2"),
        ('"창원국가산업단지"', "changwon"),
        ("남동공단 산업단지", "namdong"),
        ("changwon sandan", "changwon"),
    ],
)
def test_a_region_in_front_narrows_and_does_not_hide_the_name(geocoder, written, id_):
    assert geocoder.geocode(written).id == id_


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("광주 소촌산단", "전남광주통합특별시 광산구 소촌동"),
        ("광주광역시 소촌산단", "전남광주통합특별시 광산구 소촌동"),
        ("울산 길천산단", "울산광역시 울주군 상북면 길천리"),
        ("인천강화일반산업단지", "인천광역시 강화군 강화읍 월곳리"),
    ],
)
def test_gwangju_and_ulsan_are_the_cities_of_today(geocoder, written, name):
    answer = geocoder.geocode(written)
    assert (answer.method, answer.name) == ("toponym", name)


@pytest.mark.parametrize("name", ["상주별빛산단", "천안제9일반산업단지", "창원국가산업단지0"])
def test_the_beginning_of_an_unknown_name_is_a_candidate_and_no_answer(geocoder, name):
    answer = geocoder.geocode(name)
    assert (answer.status, answer.lon) == ("none", None)
    assert len(answer.candidates) == 1


@pytest.mark.parametrize("written", ["국가산업단지", "국가산단", "국가", "-", "산업단지", ""])
def test_a_kind_is_read_as_people_write_it(geocoder, written):
    asked = Query(name="창원국가산업단지", kind=written, sido="경남", sigungu="창원시")
    assert geocoder.answer(asked).id == "changwon"


@pytest.mark.parametrize(("kind", "id_"), [("일반", "gunsan-gen"), ("국가산업단지", "gunsan-nat")])
def test_the_kind_tells_namesakes_apart(geocoder, kind, id_):
    assert geocoder.answer(Query(name="군산", kind=kind, sido="전북", sigungu="군산시")).id == id_


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("안산 원시동 773번지", "경기도 안산시 단원구 원시동"),
        ("경남 창원 성산구 웅남동", "경상남도 창원시 성산구 웅남동"),
        ("경기 성남 분당 판교역로 235", "경기도 성남시 분당구 삼평동"),
        ("15610 경기 안산시 단원구 원시동 773", "경기도 안산시 단원구 원시동"),
        ("우)15610 대한민국 경기도 안산시 단원구 원시동", "경기도 안산시 단원구 원시동"),
        ("경남창원시성산구공단로474", "경상남도 창원시 성산구 성산동"),
        ("부산강서구송정동1627-1", "부산광역시 강서구 송정동"),
        ("광주 광산구 하남산단 6번로 107", "전남광주통합특별시 광산구 오선동"),
        ("당진시 송악면 고대리", "충청남도 당진시 송악읍 고대리"),
        ("김해시 장유면 유하리", "경상남도 김해시 유하동"),
        ("경남 양산군 기장읍 대라리", "부산광역시 기장군 기장읍 대라리"),
        ("성수2가3동", "서울특별시 성동구 성수동2가"),
        ("제주 서귀포", "제주특별자치도 서귀포시"),
        ("제주시", "제주특별자치도 제주시"),
        ("울산시", "울산광역시"),
        ("청주시 청원군 오창읍", "충청북도 청주시 청원구 오창읍"),
    ],
)
def test_an_address_is_read_as_people_write_it(geocoder, address, name):
    answer = geocoder.geocode(address)
    assert (answer.status, answer.name) == ("ok", name)


@pytest.mark.parametrize("name", ["안동", "광주시", "세종로 1-68", "구미산단"])
def test_what_means_several_things_is_not_decided(geocoder, name):
    answer = geocoder.geocode(name)
    assert (answer.status, answer.lon) == ("ambiguous", None)


@pytest.mark.parametrize("name", ["경남 원시동 773", "경남 나노밸리", "울산 나노밸리"])
def test_a_whole_province_is_no_answer_to_an_address_in_it(geocoder, name):
    assert geocoder.geocode(name).status == "none"


def test_what_left_its_district_since_has_a_radius_that_reaches_beyond(geocoder):
    whole, lost = geocoder.geocode("충남 논산시"), geocoder.geocode("충남 논산시 두마면 금암리")
    assert lost.precision_km == 2 * whole.precision_km


def test_a_dong_that_contradicts_the_road_is_said(geocoder):
    answer = geocoder.geocode("경기 안산시 단원구 고잔동 별망로 555")
    assert answer.score < 0.7
    assert "고잔동에 있지 않습니다" in answer.note("ko")
    behind = geocoder.geocode("경상남도 창원시 성산구 공단로 474 (신촌동)")
    assert (behind.method, behind.score) == ("address_road", 0.75)
    assert "신촌동에 있지 않습니다" in behind.note("ko")
    assert geocoder.geocode("경상남도 창원시 성산구 공단로 474 (성산동)").score == 1


def test_a_name_newer_than_the_day_is_said(geocoder):
    answer = geocoder.of_day("2024-04-01").geocode("화성시 동탄구")
    assert (answer.name, answer.score) == ("경기도 화성시", 0.9)
    assert "새로운 이름" in answer.note("ko")


@pytest.mark.parametrize(
    ("sido", "sigungu"),
    [("부산", "부산 강서구"), ("부산광역시", "강서구 일원"), ("부산·경남", "강서구(송정동) 외")],
)
def test_columns_of_regions_are_read_as_people_fill_them_in(geocoder, sido, sigungu):
    answer = geocoder.answer(Query(name="녹산", sido=sido, sigungu=sigungu, kind="국가"))
    assert answer.id == "myeongji-noksan"


def test_the_best_guess_reaches_candidates_that_are_not_shown(geocoder):
    answer = geocoder.answer(Query(name="중앙로 1"), best_guess=True)
    assert len(answer.candidates) == 10
    assert answer.precision_km > 400, "from the mainland to Jeju"


def test_the_unit_that_an_inference_names_reaches_to_its_point(geocoder):
    asked = Query(name="갈산전문", sido="충남", sigungu="홍성군", kind="농공")
    answer = geocoder.answer(asked)
    unit = geocoder.areas.toponyms.units.by_code[answer.id.removeprefix("legal-")]
    assert abs(unit.lat - answer.lat) * 111 < unit.radius_km + 1


@pytest.mark.parametrize(
    ("written", "id_"),
    [
        ("오송산단", "osong"),
        ("센텀산업단지", "busan-centum"),
        ("반월스마트허브", "banwol"),
        ("시화스마트허브", "sihwa"),
        ("Iksan National Industrial Complex", "iksan-nat"),
        ("Ulsan Mipo National Industrial Complex, Korea", "ulsan-mipo"),
        ("창원·구미·여수국가산단", "changwon"),
        ("천안 제2·3공단", "cheonan2"),
    ],
)
def test_a_name_is_known_without_its_common_words_or_with_a_brand(geocoder, written, id_):
    assert geocoder.geocode(written).id == id_


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("전주공단", {"전주제1일반산업단지", "전주제2일반산업단지", "전주도시첨단산업단지"}),
        ("경산공단", {"경산1일반산업단지(진량)", "경산3일반산업단지(구 진량2)"}),
        ("나주산단", {"나주에너지국가산업단지", "전남광주통합특별시 나주시 나주(일반)"}),
        ("한국수출국가산업단지", {"서울디지털국가산업단지", "주안·부평국가산업단지(묶음)"}),
    ],
)
def test_a_plain_name_of_several_complexes_gives_all_of_them(geocoder, written, names):
    answer = geocoder.geocode(written)
    assert answer.status == "ambiguous"
    assert {one.name for one in answer.candidates} == names


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("광주전남통합특별시 목포시 옥암동", "전남광주통합특별시 목포시 옥암동"),
        ("경상난도 창원시 성산구 신촌동 66", "경상남도 창원시 성산구 신촌동"),
    ],
)
def test_an_address_behind_an_unknown_province_is_found_and_the_province_said(
    geocoder, written, name
):
    answer = geocoder.geocode(written)
    assert answer.name == name
    assert answer.score < 0.9
    assert written.split()[0] in answer.note("ko")


@pytest.mark.parametrize("written", ["진우산단", "북부산단"])
def test_a_former_name_of_the_quarterly_list_leads_to_where_the_complex_is_today(geocoder, written):
    assert geocoder.geocode(written).method == "toponym"


@pytest.mark.parametrize(
    ("written", "name", "most"),
    [
        ("장림공단", "신평·장림일반산업단지", 0.85),
        ("구미국가산업단지(제4단지)", "구미국가산업단지(4단지)", 1.0),
        ("광양만권경제자유구역 율촌지구", "율촌제1일반산업단지", 0.8),
        ("全州第二産業団地", "전주제2일반산업단지", 1.0),
        ("대산석유화학단지", "충청남도 서산시 대산읍 대로리", 0.82),
        ("문산 당동산단", "경기도 파주시 문산읍 당동리", 0.9),
        ("팔복동공단", "전북특별자치도 전주시 덕진구 팔복동2가", 0.7),
        ("영종하늘도시", "인천광역시 영종구", 0.7),
        ("Magok Industrial Complex", "서울특별시 강서구 마곡동", 1.0),
        ("대구 중구 남산 4동", "대구광역시 중구 남산동", 0.8),
        ("인천 청라동 1", "인천광역시 서해구", 0.5),
        ("전북 전주시 덕진구 팔복동", "전북특별자치도 전주시 덕진구 팔복동2가", 0.8),
        ("밀양(국가)", "밀양나노융합국가산업단지", 0.75),
        ("창원국가산업단지 인근", "창원국가산업단지", 0.8),
        ("창원국가산단 및 마산자유무역지역", "창원국가산업단지", 1.0),
        ("여수국가산업단지 내", "여수국가산업단지", 1.0),
        ("부평·주안", "주안·부평국가산업단지(묶음)", 1.0),
        ("京畿道 安山市 檀園區", "경기도 안산시 단원구", 1.0),
    ],
)
def test_part_of_a_name_is_enough_where_it_tells_and_lowers_the_score(
    geocoder, written, name, most
):
    answer = geocoder.geocode(written)
    assert (answer.status, answer.name) == ("ok", name)
    assert answer.score <= most


@pytest.mark.parametrize(
    "name", ["농공단지", "공단", "첨단산업단지", "Jincheon Industrial Complex", "고덕국제신도시"]
)
def test_words_that_any_complex_bears_and_names_of_other_places_are_no_typing_errors(
    geocoder, name
):
    assert geocoder.geocode(name).status != "ok"


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("검단산단", {"뷰티풀파크(인천검단일반산업단지)", "대구광역시 북구 검단(일반)"}),
        ("마산공단", {"경기도 안성시 미양면 마산리"}),
        ("화전산단", {"부산광역시 강서구"}),
        ("전주(일반)", {"전주제1일반산업단지", "전주제2일반산업단지"}),
        ("청라국제도시", {"인천광역시 서해구", "충청남도 보령시 청라면"}),
        ("마곡", {"서울특별시 강서구 마곡(일반)", "서울특별시 강서구 마곡동"}),
        ("율촌", {"율촌제1일반산업단지"}),
    ],
)
def test_every_place_that_a_name_may_mean_is_a_candidate(geocoder, written, names):
    answer = geocoder.geocode(written)
    assert answer.status != "ok"
    assert names <= {one.name for one in answer.candidates}


@pytest.mark.parametrize(
    ("written", "dong"),
    [
        ("경남김해시주촌면골든루트로80", "주촌면 농소리"),
        ("전북군산시오식도동새만금북로437", "오식도동"),
        ("경상북도구미시3공단3로302", "임수동"),
        ("군산시 오식도동없는로 3", "오식도동"),
        ("서울시 구로구 디지털로26 길111", "구로동"),
        ("전남 여수시 화치동산 80", "화치동"),
    ],
)
def test_a_dong_and_a_road_are_told_apart_without_a_blank_or_with_one_too_many(
    geocoder, written, dong
):
    answer = geocoder.geocode(written)
    assert answer.status == "ok"
    assert answer.name.endswith(dong)


def test_names_in_latin_letters_are_led_to_the_list_within_their_district(geocoder):
    asked = Query(name="Munmak", sido="Gangwon", sigungu="Wonju", kind="농공")
    answer = geocoder.answer(asked)
    assert answer.method == "toponym"
    assert "문막(농공)" in answer.note("ko")


@pytest.mark.parametrize(
    ("written", "region", "name"),
    [
        ("과학산단", "강원 강릉시", "강릉과학일반산업단지"),
        ("기계산단", "인천", "인천기계일반산업단지"),
        ("2공단", "충남 천안시", "천안제2일반산업단지"),
        ("국가산업단지", "대구", "대구국가산업단지"),
    ],
)
def test_a_name_may_lack_the_region_that_stands_beside_it(geocoder, written, region, name):
    answer = geocoder.geocode(written, region)
    assert (answer.name, answer.score) == (name, 0.85)
    assert answer.notes[-1].code == "alike"


def test_a_region_beside_it_makes_no_name_of_what_a_programme_chose(geocoder):
    answer = geocoder.geocode("스마트 산단", "세종")
    assert (answer.method, answer.score) == ("sigungu", 0.3)


def test_a_complex_listed_without_a_place_is_not_taken_for_one_of_a_shorter_name(geocoder):
    # 경기화성바이오밸리 is in 화성시; 화성농공 is in 청양군, in a township called 화성.
    answer = geocoder.geocode("화성바이오밸리산업단지")
    assert (answer.method, answer.sigungu or answer.name) == ("sigungu", "경기도 화성시")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("완주과학산업연구단지", "전주과학산업연구단지(완주과학산업단지)"),
        ("강릉과학산업연구단지", "강릉과학일반산업단지"),
        ("Songdo", "송도국제도시(인천경제자유구역 송도지구)"),
        ("구미부품소재전용공단", "구미국가산업단지(4단지)"),
        ("미음 부품·소재 전용공단", "미음일반산업단지(부산진해경제자유구역 미음지구)"),
    ],
)
def test_research_parks_foreign_names_and_zones_of_foreign_firms(geocoder, written, name):
    assert geocoder.geocode(written).name == name


def test_latin_letters_say_no_more_than_hangul(geocoder):
    # 청라 and 마곡 are places, and Magok is not 매곡 mistyped.
    for written in ("청라", "Cheongna", "마곡", "Magok"):
        assert geocoder.geocode(written).status == "none"


def test_notes_speak_of_what_was_asked_and_not_of_what_the_list_adds(geocoder):
    answer = geocoder.geocode("수원 3산단")  # which the quarterly list has as 수원델타플렉스(3블록)
    assert answer.id == "suwon-deltaplex"
    assert [note.code for note in answer.notes] == ["listed"]


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("평택 포승(1)", "포승읍"),
        ("아산 인주 외투", "인주면"),
        ("칠곡 왜관(2)", "왜관읍"),
        ("창녕 대합 미니", "대합면"),
        ("음성 대소", "대소읍"),
    ],
)
def test_a_township_is_told_where_nobody_knows_what_stands_behind_it(geocoder, written, unit):
    answer = geocoder.geocode(written)
    assert unit in answer.name
    assert answer.score <= 0.7
    assert (answer.method == "legal_dong") != ("unread" in [note.code for note in answer.notes])


def test_what_follows_a_dong_and_was_not_read_is_said(geocoder):
    answer = geocoder.geocode("평택시 포승읍 외투")
    assert (answer.score, answer.notes[0].facts["text"]) == (0.7, "외투")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("강서구 송정동", "부산광역시 강서구 송정동"),
        ("남구 여천동 100", "울산광역시 남구 여천동"),
        ("고성 회화면 배둔리", "경상남도 고성군 회화면 배둔리"),
        ("고성군 토성면", "강원특별자치도 고성군 토성면"),
        ("서구 가좌동", "인천광역시 서해구 가좌동"),
    ],
)
def test_of_districts_of_one_name_the_rest_of_the_address_tells_which(geocoder, written, name):
    answer = geocoder.geocode(written)
    assert (answer.name, answer.score) == (name, 1.0)
    assert "district_unknown" not in {note.code for note in answer.notes}


@pytest.mark.parametrize("written", ["광산구 하남산단로 50", "광주 광산구 하남산단로 50, 3층"])
def test_a_road_that_nobody_knows_is_no_complex_with_a_high_score(geocoder, written):
    answer = geocoder.geocode(written)
    assert answer.score <= 0.7
    assert "road_unknown" in {note.code for note in answer.notes}


def test_every_english_name_is_answered_with_its_place(geocoder):
    places = geocoder.resolver.gazetteer.places.values()
    assert [one.id for one in places if geocoder.geocode(one.name_en).id != one.id] == []


@pytest.mark.parametrize(
    ("english", "korean"),
    [
        ("Jeonju Industrial Complex", "전주산업단지"),
        ("Naju Industrial Complex", "나주산업단지"),
        ("Gangneung Industrial Complex", "강릉산업단지"),
        ("Osong National Industrial Complex", "오송국가산업단지"),
        ("Gyeongsan Industrial Complex", "경산산업단지"),
        ("Munmak Agricultural Industrial Complex", "문막농공단지"),
    ],
)
def test_an_english_name_means_what_the_korean_one_does(geocoder, english, korean):
    answer, asked_in_korean = geocoder.geocode(english), geocoder.geocode(korean)
    assert (answer.status, answer.id, answer.score) == (
        asked_in_korean.status,
        asked_in_korean.id,
        asked_in_korean.score,
    )
    assert [one.id for one in answer.candidates] == [one.id for one in asked_in_korean.candidates]


@pytest.mark.parametrize(
    ("hanja", "name"),
    [
        ("浦項鐵鋼工團", "포항철강산업단지(1~4단지·청림지구)"),
        ("釜山鹿山國家産業團地", "명지·녹산국가산업단지(녹산지구)"),
        ("京畿道 始興市 正往洞 1234", "경기도 시흥시 정왕동"),
        ("全北特別自治道 群山市 少龍洞", "전북특별자치도 군산시 소룡동"),
    ],
)
def test_hanja_is_read_as_names_of_places_are(geocoder, hanja, name):
    assert geocoder.geocode(hanja).name == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("울산 울주군 온산읍학남리산 5", "울산광역시 울주군 온산읍 학남리"),
        ("충남 아산시 탕정면 새이름없는로 5 (명암리)", "충청남도 아산시 탕정면 명암리"),
        ("경기도 안산시 단원구 원시동 781, 15610", "경기도 안산시 단원구 원시동"),
        ("경기도 안산시 단원구 원시동 781 (우 15610)", "경기도 안산시 단원구 원시동"),
        ("4113510900-1-0710-0000", "경기도 성남시 분당구 삼평동"),
    ],
)
def test_glued_ri_bracketed_ri_postcodes_behind_and_dashes_of_a_lot_number(geocoder, written, name):
    answer = geocoder.geocode(written)
    assert answer.name == name
    assert "first_of_several" not in {note.code for note in answer.notes}


@pytest.mark.parametrize(
    ("written", "id_"),
    [("반월국가산업단지 외 2개소", "banwol"), ("창원국가산단, 구미국가산단", "changwon")],
)
def test_a_column_of_addresses_may_hold_names_of_complexes(geocoder, written, id_):
    assert geocoder.answer(Query(address=written)).id == id_


@pytest.mark.parametrize(
    ("region", "id_"), [("서울", "seoul-digital"), ("밀양", "miryang-nano"), ("동해", "bukpyeong")]
)
def test_a_region_as_the_name_and_a_kind_beside_it_mean_the_one_complex_there(
    geocoder, region, id_
):
    answer = geocoder.answer(Query(name=region, kind="국가"))
    assert (answer.id, answer.score, answer.notes[0].code) == (id_, 0.75, "alike")


@pytest.mark.parametrize("written", ["광주 산단", "광주산단", "광주공단"])
def test_a_region_of_two_and_a_mere_word_for_complex_are_no_answer(geocoder, written):
    answer = geocoder.geocode(written)
    assert answer.status == "none"
    assert {one.name for one in answer.candidates} == {"광주광역시", "경기도 광주시"}


@pytest.mark.parametrize(
    ("written", "plain"), [("전남 나주산단", "나주산단"), ("전북 전주공단", "전주공단")]
)
def test_a_region_in_front_hides_none_of_the_complexes_there(geocoder, written, plain):
    found, others = geocoder.geocode(written), geocoder.geocode(plain)
    assert found.status == "ambiguous"
    assert {one.id for one in found.candidates} == {one.id for one in others.candidates}
