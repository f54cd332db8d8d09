import pytest

from geo.analysis.comparison import compare
from geo.errors import SelectionError


def test_regions_stand_beside_each_other(served):
    found = compare(served, ["경남", "46", "daegu"])
    assert [one.subject.name.ko for one in found.profiles] == ["경상남도", "전라남도", "대구광역시"]
    leads = {group.name.ko: counts for group, counts in found.roles}
    assert leads["협의체 주관"] == (3, 2, 1)
    assert ("c20", (True, False, True)) in found.together
    assert all(len(counts) == 3 for _, counts in (*found.roles, *found.sectors, *found.partners))


def test_a_mega_region_can_be_compared_with_a_province(served):
    found = compare(served, ["동남권", "대구"])
    assert found.within[0] >= 1


@pytest.mark.parametrize(
    "asked",
    [
        ["경남"],
        ["경남"] * 2,
        ["경남", "창원국가산업단지"],
        ["서울", "부산", "대구", "인천", "광주"],
    ],
)
def test_two_to_four_regions_are_compared(served, asked):
    with pytest.raises(SelectionError):
        compare(served, asked)
