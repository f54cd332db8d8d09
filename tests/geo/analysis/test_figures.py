"""What may be reckoned from figures, and by which regions."""

from dataclasses import replace

import pytest

from geo.analysis.figures import (
    Series,
    codes_of_districts,
    find_complex,
    growth,
    series_of,
    table_of,
)
from geo.analysis.targets import target_of, yearly
from geo.errors import SelectionError
from geo.statistics.measures import MEASURES
from geo.store.figures import of_today, read_statistics


@pytest.fixture(scope="module")
def statistics(figures_data, served):
    return of_today(read_statistics(figures_data), served.regions)


def test_complexes_are_in_the_regions_of_the_day_that_is_shown(statistics, served):
    one = next(iter(statistics.complexes.values()))
    former = replace(one, sido="전라남도", sido_code="46")
    moved = of_today(replace(statistics, complexes={one.id: former}), served.regions)
    assert moved.complexes[one.id].sido_code == "12"


def test_a_district_has_the_land_of_today_whatever_it_was_called(served):
    codes = codes_of_districts(served)
    assert len(codes["48", "창원시"]) == 5
    assert codes["12", "광산구"]
    # 서구 of 인천 became 서해구 and 검단구 on 2026-07-01.
    assert len(codes["28", "서구"]) == 2


def test_growth_is_reckoned_from_complexes_that_have_both_values(statistics, served, country):
    period = country.periods[-1]
    asked = {"period": period, "base": "quarterly", "level": "sido", "shown": "growth"}
    table = table_of(statistics, served, "tenants", **asked)
    assert all(-20 < row.value < 20 for row in table.known)
    assert table.known


def test_the_change_of_a_rate_is_told_in_points():
    assert growth(MEASURES["sold_percent"], 90.0, 91.5) == 1.5
    assert growth(MEASURES["tenants"], 90.0, 99.0) == pytest.approx(10)


def test_a_base_without_areas_is_divided_by_those_of_the_quarter_and_says_so(statistics, served):
    asked = {"period": "2023-Q4", "base": "trends", "level": "complex"}
    jobs = table_of(statistics, served, "employment", **asked)
    dense = table_of(statistics, served, "employment", **asked, shown="per_km2")
    assert dense.areas == ("quarterly", "2023-Q4")
    whole = {row.key: row.value for row in jobs.known}
    area = statistics.figures.where(measure="designated_area", period="2023-Q4")
    one = dense.known[0]
    (own,) = (row["value"] for row in area.dicts() if row["complex"] == one.key)
    assert one.value == pytest.approx(whole[one.key] / (own / 1000))


def test_a_rate_of_several_is_reckoned_anew_and_one_that_cannot_be_is_left_out(statistics, served):
    asked = {"period": "2023-Q4", "base": "quarterly"}
    sold = table_of(statistics, served, "sold_percent", **asked)
    assert all(90 < row.value < 100 for row in sold.known)
    trends = {"period": "2023-Q4", "base": "trends"}
    rates = table_of(statistics, served, "operating_rate", **trends)
    assert all(row.value is None or row.complexes == 1 for row in rates.rows)


def test_several_complexes_are_one_only_where_all_have_a_value(statistics):
    ids = [id_ for id_ in statistics.complexes if id_.startswith("kicox-")][:2]
    one, other, both = (
        {s.measure.id: s for s in series_of(statistics, some) if s.base == "quarterly"}
        for some in (ids[:1], ids[1:], ids)
    )
    newest = [found["tenants"].newest[1] for found in (one, other)]
    assert both["tenants"].newest[1] == sum(newest)


def test_quarters_are_no_year_until_there_are_four():
    points = tuple((f"2023-Q{n}", 10.0) for n in (1, 2, 3))
    three = Series(MEASURES["production"], "trends", "all", points)
    assert yearly(three) is None
    four = replace(three, points=(*points, ("2023-Q4", 12.0)))
    assert yearly(four).points == (("2023", 42.0),)


def test_a_target_is_compared_only_where_the_document_states_the_period(statistics, served):
    said = next(one for one in served.indicators if one.id == "t2021-gyeonggi-tenant-firms-annex")
    beside = target_of(statistics, served, said)
    assert (beside.standing, beside.reasons) == ("beside", ("period",))
    dated = target_of(statistics, served, replace(said, period="2023"))
    assert (dated.standing, dated.reasons) == ("compared", ())
    assert dated.happened is not None
    other = target_of(statistics, served, replace(said, unit="trillion_won", period="2023"))
    assert (other.standing, other.reasons) == ("apart", ("unit",))


def test_a_name_that_is_nobodys_is_refused_with_those_like_it(statistics):
    assert find_complex(statistics, "남동국가산업단지") == "namdong"
    with pytest.raises(SelectionError) as refused:
        find_complex(statistics, "남똥")
    assert any("남동" in one for one in refused.value.allowed)
