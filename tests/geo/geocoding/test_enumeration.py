import pytest

from geo.geocoding.enumeration import names_in


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("창원국가산업단지", ["창원국가산업단지"]),
        ("중앙탑·용탄농공단지", ["중앙탑농공단지", "용탄농공단지"]),
        ("성서4·5차", ["성서4차", "성서5차"]),
        ("대전1·2공단", ["대전1공단", "대전2공단"]),
        ("충주 제2~4산단", ["충주 2산단", "충주 3산단", "충주 4산단"]),
        ("외동 일대 3개 산단(외동2·석계2·모화1)", ["외동2", "석계2", "모화1"]),
        (
            "온산국가산단, 매곡산단 등 10개 산단과 지사지역",
            ["온산국가산단", "매곡산단", "지사지역"],
        ),
        ("창원국가산업단지 외 3", ["창원국가산업단지"]),
        ("녹산국가산단 외 2개 단지", ["녹산국가산단"]),
        ("지평선산단 일원", ["지평선산단"]),
    ],
)
def test_a_cell_lists_its_names_whole(written, names):
    assert [name.whole for name in names_in(written)] == names


def test_a_range_of_years_is_no_list_of_complexes():
    assert len(names_in("2020~2100 산단")) == 1
