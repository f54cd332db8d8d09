import pytest

from geo.errors import AmbiguousPlaceError, RegionError, UnresolvedPlaceError


def test_every_printed_participant_resolves_into_the_printed_region_but_one(resolver, tables):
    elsewhere = []
    printed = [r for r in tables.programme("consortia").members if r.source == "consortia-2025"]
    assert len(printed) == 54
    for row in printed:
        place = resolver.resolve(row.name_as_written, row.region_as_written).place
        if resolver.regions.find(place.sido).short_ko != row.region_as_written:
            elsewhere.append((row.region_as_written, row.name_as_written, place.sido))
    assert elsewhere == [("충남", "대전일반", "대전광역시")]


@pytest.mark.parametrize(
    ("region", "written", "place", "method"),
    [
        ("인천", "남동국가", "namdong", "gazetteer"),
        ("광주", "첨단과학국가", "gwangju-advanced", "alias"),
        ("경북", "구미국가산업단지(4단지)", "gumi-4", "gazetteer"),
        ("울산", "미포국가", "ulsan-mipo", "gazetteer"),
        ("전북", "군산국가", "gunsan-nat", "gazetteer"),
        ("전북", "군산일반", "gunsan-gen", "gazetteer"),
        ("전북", "익산국가", "iksan-nat", "gazetteer"),
        ("충남", "천안일반", "cheonan3", "alias"),
        ("충북", "제천바이오밸리", "jecheon-biovalley", "alias"),
        ("서울", "디지털첨단국가", "seoul-digital", "alias"),
        ("경북", "구미국가", "gumi", "alias"),
        ("전북", "익산제2", "iksan2", "gazetteer"),
        ("전북", "익산일반산단", "iksan2", "alias"),
        ("울산", "미포·온산국가", "mipo-onsan", "gazetteer"),
        ("인천", "주안부평국가", "juan-bupyeong", "gazetteer"),
    ],
)
def test_names_as_the_documents_spell_them(resolver, region, written, place, method):
    found = resolver.resolve(written, region)
    assert (found.place.id, found.method) == (place, method)


@pytest.mark.parametrize(
    "written", ["시화·반월국가", "시화, 반월국가산단", "시화‧반월 국가산업단지"]
)
def test_a_group_answers_to_its_members_in_any_order(resolver, written):
    found = resolver.resolve(written, "경기")
    assert (found.place.id, found.method) == ("banwol-sihwa", "group")


@pytest.mark.parametrize("region", ["강원", "강원도", "강원특별자치도", "Gangwon State"])
def test_a_region_answers_to_old_and_new_names(resolver, region):
    assert resolver.resolve("문막일반", region).place.id == "munmak"


def test_the_region_decides_where_a_name_is_looked_for(resolver):
    with pytest.raises(UnresolvedPlaceError):
        resolver.resolve("창원국가", "경북")


def test_a_typing_error_is_no_match_and_names_the_nearest(resolver):
    with pytest.raises(UnresolvedPlaceError) as caught:
        resolver.resolve("여숙국가", "전남")
    assert "여수국가산업단지" in caught.value.nearest


def test_several_places_of_a_name_are_an_error_that_lists_them(resolver):
    with pytest.raises(AmbiguousPlaceError) as caught:
        resolver.resolve("구미", "경북")
    assert len(caught.value.candidates) > 1


def test_an_unknown_region_lists_the_known_ones(resolver):
    with pytest.raises(RegionError, match="전남"):
        resolver.resolve("여수국가", "전난")


def test_a_place_comes_with_evidence_confidence_and_precision(resolver):
    place = resolver.resolve("창원국가", "경남").place
    assert (place.evidence, place.confidence, place.precision_km) == (
        "molit_point_2022h1",
        "high",
        6.5,
    )


@pytest.mark.parametrize(
    ("region", "written", "programme", "place"),
    [
        ("경북", "구미국가산단", None, "gumi"),
        ("경북", "구미국가산단", "transformation", "gumi-14"),
        ("전북", "군산 산단", "smart-green", "gunsan-12"),
        ("경북", "성주", "transformation", "seongju-12"),
    ],
)
def test_a_programme_may_mean_another_place_by_a_name(resolver, region, written, programme, place):
    assert resolver.resolve(written, region, programme).place.id == place


@pytest.mark.parametrize(
    ("region", "written", "places"),
    [
        ("충북", "중앙탑·용탄농공단지", ["jungangtap-agro", "yongtan-agro"]),
        ("대구", "대구 성서4·5차", ["seongseo4", "seongseo5"]),
        ("울산", "울산·미포국가산단, 온산국가산단", ["ulsan-mipo", "onsan"]),
        ("경남", "창녕 대합·영남산단", ["changnyeong-daehap", "changnyeong-yeongnam"]),
        ("경기", "반월·시화국가", ["banwol-sihwa"]),
        ("충남", "아산테크노밸리", ["asan-techno"]),
    ],
)
def test_a_cell_may_list_several_places(resolver, region, written, places):
    assert [found.place.id for found in resolver.resolve_all(written, region)] == places


def test_one_unknown_name_of_a_list_is_an_error(resolver):
    with pytest.raises(UnresolvedPlaceError, match="없는산단"):
        resolver.resolve_all("온산국가산단, 없는산단", "울산")


@pytest.mark.parametrize(
    ("region", "written", "place"),
    [
        ("경기", "드림테크산단", "pyeongtaek-dreamtech"),
        ("경남", "골든루트", "gimhae-goldenroot"),
        ("경북", "경주 외동산단", "oedong"),
        ("전남", "전라남도 영암군 삼호지방산업단지", "samho"),
        ("충남", "아산국가산업단지 부곡지구", "asan-bugok"),
        ("경북", "구미국가산업단지 제4단지", "gumi-4"),
        ("부산", "명지녹산 스마트그린산단", "myeongji-noksan"),
        ("세종", "스마트국가산업단지", "sejong-smart"),
        ("울산", "온산공업단지", "onsan"),
    ],
)
def test_a_name_may_have_its_region_its_number_or_its_words_otherwise(
    resolver, region, written, place
):
    assert resolver.resolve(written, region).place.id == place


@pytest.mark.parametrize(
    ("region", "written"), [("세종", "스마트"), ("울산", "울산"), ("충남", "테크노밸리산단")]
)
def test_what_any_complex_could_bear_names_none(resolver, region, written):
    assert resolver.matches(written, resolver.regions.find(region).id) == []


@pytest.mark.parametrize(
    ("written", "place"),
    [("군산(자유무역)", "ftz-gunsan"), ("군산국가(자유무역)", None), ("군산", "gunsan-nat")],
)
def test_what_stands_in_parentheses_tells_namesakes_apart(resolver, written, place):
    found = resolver.matches(written, "jeonbuk")
    assert [one.place.id for one in found] == ([place] if place else [])
