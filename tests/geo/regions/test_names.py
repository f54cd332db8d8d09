"""Any name of any day leads to the 시도 that hold its land on a day."""

import pytest

from geo.errors import RegionError
from geo.regions.names import RegionNames


@pytest.fixture(scope="module")
def today(timeline):
    return RegionNames.of(timeline.regions)


def test_two_that_merged_are_both_found(today):
    assert today.find("광주").id == today.find("전라남도").id == "jeonnam-gwangju"
    assert today.former["jeonnam-gwangju"] == (
        *("광주광역시", "Gwangju"),
        *("전라남도", "Jeollanam-do"),
    )


@pytest.mark.parametrize(
    "written",
    [
        "전남광주통합특별시",
        "전남광주",
        "전남광주시",
        "광주특별시",
        "광주시",
        "전남도",
        "전라남",
        "Jeollanam-do",
    ],
)
def test_the_merged_one_is_found_as_people_write_it(today, written):
    assert today.find(written).code == "12"


def test_a_name_of_today_means_several_on_a_day_before(regions):
    whole = regions.find("전남광주통합특별시")
    assert regions.parts_of(whole.id) == ("gwangju", "jeonnam")
    assert regions.overlap(whole.id, "gwangju")
    assert not regions.overlap("gwangju", "jeonnam")


def test_what_is_printed_is_told_as_printed(today):
    assert [today.called(name).short_ko for name in ("광주", "전남도", "강원도")] == [
        *("광주", "전남", "강원")
    ]


def test_a_city_is_no_region(today):
    with pytest.raises(RegionError, match="전남광주"):
        today.find("제주시")
