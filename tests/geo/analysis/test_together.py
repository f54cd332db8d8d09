"""The figures of several complexes as one: sums of what is known, and what is missing told."""

from collections import Counter

import pytest

from geo.analysis.figures import series_of
from geo.analysis.together import by_industry, complexes_in, series_together, together
from geo.profiles.profile import profile
from geo.profiles.subjects import find_subject, subjects
from geo.store.figures import EMPTY, of_today, read_statistics


@pytest.fixture(scope="module")
def statistics(figures_data, served):
    return of_today(read_statistics(figures_data), served.regions)


def told(served, kind, name):
    return profile(served, find_subject(served, kind, name))


def of_measure(found, measure, base):
    return next(one for one in found if (one.measure.id, one.base) == (measure, base))


def test_a_region_has_the_sum_of_the_complexes_that_lie_in_it(statistics, served, country):
    period = country.periods[-1]
    counts = Counter(one.sido_code for one in country.made)
    code, most = counts.most_common(1)[0]
    assert most > 1
    made = together(statistics, served, told(served, "region", code))
    own = [one for one in country.made if one.sido_code == code]
    tenants = of_measure(made.series, "tenants", "quarterly")
    assert tenants.newest == (period, sum(country.value(one, "tenants", period) for one in own))
    assert (tenants.complexes, tenants.missing) == (len(own), 0)


def test_a_value_that_is_missing_is_left_out_and_told(statistics):
    ids = [id_ for id_, one in statistics.complexes.items() if one.kind and not one.part_of][:3]
    whole = of_measure(series_together(statistics, ids), "tenants", "quarterly")
    parts = [of_measure(series_of(statistics, [id_]), "tenants", "quarterly") for id_ in ids]
    assert whole.newest[1] == sum(one.newest[1] for one in parts)
    # Of the same complexes at both ends: 100 × (now − before) / before.
    before = sum(dict(one.points)[parts[0].points[-5][0]] for one in parts)
    assert whole.growth == pytest.approx(100 * (whole.newest[1] - before) / before)


def test_a_rate_of_several_is_that_of_their_sums_and_changes_in_points(statistics):
    ids = [id_ for id_, one in statistics.complexes.items() if one.kind and not one.part_of][:3]
    found = series_together(statistics, ids)
    sold, whole, rate = (
        of_measure(found, measure, "quarterly")
        for measure in ("sold_area", "for_sale_area", "sold_percent")
    )
    assert rate.newest[1] == pytest.approx(100 * sold.newest[1] / whole.newest[1])
    assert rate.growth == pytest.approx(rate.newest[1] - rate.points[-5][1])
    # Of which nothing tells how it is made.
    assert not [one for one in found if one.measure.id == "operating_rate"]


def test_periods_that_had_not_ended_by_a_day_are_not_told(statistics, served, country):
    day = "2023-07-15"
    made = together(statistics, served, told(served, "region", "경남"), day)
    tenants = of_measure(made.series, "tenants", "quarterly")
    assert tenants.newest[0] == "2023-Q2"
    assert tenants.newest[0] != country.periods[-1]
    assert together(statistics, served, told(served, "region", "경남"), "2015-01-01") is None


def test_a_city_has_its_own_complexes_and_a_district_of_it_not_the_whole_citys(statistics, served):
    city = complexes_in(statistics, served, told(served, "area", "own:창원"))
    names = {statistics.complexes[id_].sigungu for id_ in city}
    assert names
    assert all("창원" in one[0] for one in names)
    part = complexes_in(statistics, served, told(served, "area", "성산구"))
    assert not {statistics.complexes[id_].sigungu[0] for id_ in part} & {"창원시", "창원"}


def test_places_of_a_body_that_the_store_does_not_have_are_told(statistics, served):
    made = [
        together(statistics, served, profile(served, one))
        for one in subjects(served)
        if one.kind == "body"
    ]
    known = [one for one in made if one]
    assert any(one.unknown for one in known)
    for one in known:
        assert not {*one.unknown} & {statistics.complexes[id_].place_id for id_ in one.complexes}


def test_without_imports_nothing_has_figures(served):
    assert together(EMPTY, served, told(served, "region", "경남")) is None


def test_industries_of_a_region_are_the_sums_of_its_complexes(statistics, served, country):
    counts = Counter(one.sido_code for one in country.national)
    code, _ = counts.most_common(1)[0]
    ids = complexes_in(statistics, served, told(served, "region", code))
    found = by_industry(statistics, ids, "trends", "production")
    own = [one for one in country.national if one.sido_code == code]
    period = country.periods[-1]
    machinery = next(one for one in found if one.industry == "machinery")
    wanted = sum(country.value(one, "production", period, "기계") for one in own)
    assert machinery.newest == (period, wanted)
    values = [one.newest[1] for one in found]
    assert values == sorted(values, reverse=True)
