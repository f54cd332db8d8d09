"""A complex that no gazetteer holds is found by the places and roads that its name speaks of."""

import numpy as np
import pytest

from geo.crs import geodesic_lengths_km
from geo.geocoding.stems import stems
from geo.geocoding.toponym import Sibling, Toponyms
from geo.regions.roads import Roads
from geo.regions.units import LegalUnits


@pytest.fixture(scope="module")
def toponyms(data):
    index = data / "index"
    return Toponyms(LegalUnits(index / "legal_units.parquet"), Roads(index / "roads.parquet"))


@pytest.mark.parametrize(
    ("name", "own", "left"),
    [
        ("김해골든루트일반산업단지", ["김해"], "골든루트"),
        ("신평ㆍ장림(협동화)", [], "장림"),
        ("문산3일반산업단지", [], "문산"),
        ("은산산업단지(구 은산농공단지)", [], "은산"),
        ("진주(사봉)", ["진주"], "사봉"),
        ("구미국가산업단지(4단지)", [], "구미"),
    ],
)
def test_what_any_complex_could_bear_is_taken_off(name, own, left):
    assert left in stems(name, own)


@pytest.mark.parametrize(
    ("name", "district", "own", "unit"),
    [
        ("반계일반산업단지", "51130", ["원주"], "문막읍 반계리"),
        ("매곡3일반산업단지", "31200", ["울산"], "매곡동"),
        ("명학일반산업단지", "36110", ["세종"], "연동면 명학리"),
    ],
)
def test_the_dong_or_ri_of_the_name_has_most_weight(toponyms, name, district, own, unit):
    inferred = toponyms.infer(name, [district], own)
    assert inferred.unit.full_name == unit
    assert inferred.share > 0.9


@pytest.mark.parametrize(
    ("name", "district", "own", "road"),
    [
        ("모듈화일반산업단지", "31200", ["울산"], "모듈화산업로"),
        ("김해골든루트일반산업단지", "48250", ["김해"], "골든루트로"),
    ],
)
def test_a_road_named_after_the_complex_speaks_for_the_units_along_it(
    toponyms, name, district, own, road
):
    inferred = toponyms.infer(name, [district], own)
    assert road in inferred.evidence


def test_a_name_that_says_nothing_spreads_over_the_district(toponyms):
    nothing = toponyms.infer("볼빅일반산업단지", ["41550"], ["안성"])
    named = toponyms.infer("방초일반산업단지", ["41550"], ["안성"])
    assert nothing.share < 0.05
    assert nothing.evidence == ()
    assert nothing.spread_km > 3 * named.spread_km


def test_the_name_of_the_district_itself_says_nothing_within_it(toponyms):
    assert toponyms.infer("천안제9일반산업단지", ["44131", "44133"], ["천안"]).share < 0.2


@pytest.mark.parametrize(
    ("name", "district", "own", "road"),
    [
        ("영동농공단지", ["43740"], ["영동"], "영동산단로"),
        ("진위일반산업단지", ["41220"], ["평택"], "진위2산단로"),
        ("남춘천일반산업단지", ["51110"], ["춘천"], "남춘천길"),
        ("스마트 산단", ["36110"], ["세종"], "산단길"),
    ],
)
def test_the_road_of_another_complex_or_of_none_is_no_evidence(toponyms, name, district, own, road):
    assert road not in toponyms.infer(name, district, own).evidence


def test_roads_of_its_siblings_lead_beside_them_and_their_industry_is_not_its_own(toponyms):
    first = toponyms.infer("진위일반산업단지", ["41220"], ["평택"])
    third = toponyms.infer("진위3일반산업단지", ["41220"], ["평택"])
    assert first.unit.full_name == "진위면 청호리"  # along 진위산단로
    assert "진위2산단로" in third.evidence
    assert third.unit.emd == "진위면"
    assert third.unit.name not in {"청호리", "갈곶리"}  # along 진위산단로 and 진위2산단로


@pytest.mark.parametrize(
    ("name", "district", "own", "road"),
    [
        ("천안제5일반산업단지", ["44131", "44133"], ["천안"], "5산단1로"),
        ("땅끝해남식품특화단지", ["46820"], ["해남"], "식품특화단지길"),
        ("대합농공단지", ["48740"], ["창녕"], "대합공단길"),
    ],
)
def test_a_number_with_the_city_and_the_end_of_a_name_lead_to_roads(
    toponyms, name, district, own, road
):
    assert road in toponyms.infer(name, district, own).evidence


def test_the_centre_of_a_district_holds_its_addresses(toponyms):
    centre = toponyms.area(["48123"]).centre
    city_hall_of_changwon = np.array([[128.6818, 35.2279]])
    away = geodesic_lengths_km(np.array([[centre.lon, centre.lat]]), city_hall_of_changwon)[0]
    assert away < centre.spread_km < 10


def test_a_district_without_units_gives_nothing(toponyms):
    assert toponyms.infer("창원", ["99999"]) is None


@pytest.mark.parametrize(
    ("name", "kind", "district", "own", "road", "unit"),
    [
        ("창원국가산업단지", "국가", ["48123"], ["창원"], "공단로", "웅남동"),
        ("남원일반산업단지", "일반", ["52190"], ["남원"], "산단로", "사매면 월평리"),
    ],
)
def test_a_road_without_a_name_leads_to_the_complex_that_is_called_as_its_city_is(
    toponyms, name, kind, district, own, road, unit
):
    inferred = toponyms.infer(name, district, own, kind=kind)
    assert road in inferred.evidence
    assert inferred.unit.full_name == unit
    assert inferred.score < 0.7


def test_a_side_of_the_city_is_looked_for_outside_of_it_on_that_side(toponyms):
    centre = toponyms.area(["51110"]).centre
    assert toponyms.infer("남춘천일반산업단지", ["51110"], ["춘천"]).lat < centre.lat - 0.05


def test_a_former_name_and_a_sibling_are_witnesses_too(toponyms):
    former = toponyms.infer("오창제3", ["43113", "43114"], ["청주"], other_names=["성재"])
    assert former.unit.full_name == "오창읍 성재리"
    bio_valley = Sibling("제천제1일반산업단지", 128.163, 37.148)
    beside = toponyms.infer("제천제4일반산업단지", ["43150"], ["제천"], siblings=[bio_valley])
    assert bio_valley.name in beside.evidence
    assert abs(beside.lon - bio_valley.lon) < 0.03 > abs(beside.lat - bio_valley.lat)
