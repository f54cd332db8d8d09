"""A 시군구 is found under every name it ever had, with the dates of those that are gone."""

import pytest


def found(districts, written, region=None):
    return [(one.name, one.region, one.codes) for one in districts.find(written, region)]


@pytest.mark.parametrize(
    "written", ["창원시 성산구", "성산구", "창원시성산구", " 창원시  성산구 ", "성산"]
)
def test_a_gu_is_found_with_and_without_its_city(districts, written):
    assert found(districts, written) == [("창원시 성산구", "gyeongnam", ("48123",))]


def test_a_city_with_gu_stands_for_all_of_them(districts):
    (city,) = districts.find("안산시")
    assert city.codes == ("41271", "41273")


def test_a_name_that_several_districts_bear_gives_all(districts):
    assert {one.region for one in districts.find("고성군")} == {"gyeongnam", "gangwon"}
    assert found(districts, "고성군", "gangwon") == [("고성군", "gangwon", ("51820",))]


def test_a_name_of_today_goes_before_a_former_one(districts):
    assert "incheon" not in {one.region for one in districts.find("남구")}


@pytest.mark.parametrize(
    ("written", "region", "codes", "last_seen", "gone_by"),
    [
        ("남구", "incheon", ("28177",), "2018-04-01", "2018-07-24"),
        ("군위군", "gyeongbuk", ("27720",), "2023-04-01", "2023-07-01"),
        ("마산시", None, ("48125", "48127"), "2009-12-31", "2010-12-31"),
        ("청원군", None, ("43111", "43114", "43113", "43112"), "2013-12-31", "2014-12-31"),
        ("여주군", None, ("41670",), "2012-12-31", "2013-12-31"),
        ("이리시", None, ("52140",), "1990-12-31", "1995-12-31"),
    ],
)
def test_a_former_name_leads_to_todays_holders_with_its_dates(
    districts, written, region, codes, last_seen, gone_by
):
    (former,) = districts.find(written, region)
    assert (former.codes, former.last_seen, former.gone_by) == (codes, last_seen, gone_by)
    assert not former.is_current


def test_a_name_newer_than_the_boundaries_leads_to_what_they_have(districts):
    (gu,) = districts.find("화성시 동탄구")
    assert gu.codes == ("41590",)


def test_a_name_in_the_wrong_region_is_not_found(districts):
    assert districts.find("창원시", "busan") == ()
    assert districts.find("없는군") == ()


def test_every_district_of_today_is_found_by_its_full_name(districts):
    for district in districts.current:
        region = districts.region_of_code[district.sido_code]
        assert [one.codes for one in districts.find(district.name_ko, region)] == [(district.code,)]


@pytest.mark.parametrize(
    ("written", "id_"),
    [("서울시", "seoul"), ("부산직할시", "busan"), ("충청북", "chungbuk"), ("전라북도", "jeonbuk")],
)
def test_a_region_is_found_as_people_write_it(regions, written, id_):
    assert regions.find(written).id == id_
