"""Legal dongs and ri by name, and the stretch of road that holds a house number."""

import pytest

from geo.regions.roads import Roads
from geo.regions.units import LegalUnits


@pytest.fixture(scope="module")
def units(data):
    return LegalUnits(data / "index" / "legal_units.parquet")


@pytest.fixture(scope="module")
def roads(data):
    return Roads(data / "index" / "roads.parquet")


def test_a_dong_is_found_by_its_name(units):
    (dong,) = units.named("왕암동")
    assert (dong.full_name, dong.sigungu_code, dong.level) == ("왕암동", "43150", "emd")


def test_a_ri_is_found_with_or_without_its_township(units):
    assert len(units.named("반계리")) > 1
    (ri,) = units.named("문막읍 반계리")
    assert units.named("반계리", {"51130"}) == (ri,)


def test_units_lie_in_the_districts_of_today(units):
    (gunwi,) = units.named("군위읍")
    assert gunwi.sigungu_code == "27720"
    (ochang,) = units.named("오창읍")
    assert ochang.sigungu_code == "43114"


@pytest.mark.parametrize(("former", "now"), [("퇴계원면", "퇴계원읍"), ("모현면", "모현읍")])
def test_a_renamed_township_is_found_by_both_names(units, former, now):
    assert {unit.emd for unit in units.named(former)} == {now}
    assert units.named(former) == units.named(now)


def test_a_township_that_became_dongs_says_until_when_it_was_one(units):
    (opo,) = units.named("오포읍")
    assert opo.until == "2022-07-01"


def test_every_district_has_units_in_korea_with_a_reach(units, districts):
    assert set(units.of_district) == {district.code for district in districts.current}
    for unit in units.by_code.values():
        assert 124 < unit.lon < 132
        assert 33 < unit.lat < 39
        assert unit.radius_km > 0


def test_a_house_number_lies_in_the_dong_of_its_stretch(units, roads):
    stretch = roads.at("48123", "공단로", 474)
    assert stretch.from_no <= 474 <= stretch.to_no
    assert units.by_code[stretch.unit].full_name == "성산동"


def test_a_number_beyond_the_road_takes_the_nearest_stretch(roads):
    last = roads.stretches("48123", "공단로")[-1]
    assert roads.at("48123", "공단로", 99_999) == last


def test_a_road_that_is_not_there_has_no_stretch(roads):
    assert roads.at("48123", "없는로", 1) is None
    assert roads.stretches("48123", "없는로") == []


def test_the_units_of_a_road_share_its_addresses(roads):
    counted = {}
    for stretch in roads.stretches("41273", "별망로"):
        counted[stretch.unit] = counted.get(stretch.unit, 0) + stretch.addresses
    assert len(counted) > 1
    assert min(counted.values()) > 0
