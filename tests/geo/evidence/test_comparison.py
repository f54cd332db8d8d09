"""Two numbers of the documents are compared only where everything about them agrees."""

from dataclasses import replace

import pytest

from geo.evidence.comparison import compare
from geo.store.snapshot import load_snapshot


@pytest.fixture(scope="module")
def numbers(data):
    return {one.id: one for one in load_snapshot(data).atlas.indicators}


def outcome(numbers, first, second):
    return compare(numbers[first], numbers[second], tuple(numbers.values()))


def test_like_numbers_give_difference_and_ratio(numbers):
    found = outcome(
        numbers, "t2021-gyeongnam-requested-projects-annex", "t2021-ulsan-requested-projects-annex"
    )
    assert found.reasons == ()
    assert (found.difference, found.ratio) == (20, pytest.approx(51 / 31))


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("t2021-busan-jobs-created-body", "t2021-gyeongnam-startups-body", "indicator"),
        ("t2021-ulsan-production-increase-body", "t2021-jeonbuk-production-increase-body", "unit"),
        ("t2021-gyeonggi-jobs-created-body", "t2021-gyeongnam-jobs-created-body", "period"),
        ("t2021-gyeonggi-production-annex", "t2021-gyeongnam-production-annex", "base_not_stated"),
        ("t2021-ulsan-exports-annex", "t2021-jeonbuk-exports-annex", "base_not_stated"),
        ("t2021-ulsan-production-annex", "t2021-ulsan-exports-annex", "base"),
        ("t2021-ulsan-production-annex", "t2021-ulsan-exports-annex", "no_value"),
        ("t2021-gyeonggi-jobs-created-annex", "t2021-busan-requested-projects-annex", "nature"),
        (
            "t2021-busan-production-increase-body",
            "t2021-gyeongnam-production-increase-body",
            "disputed",
        ),
        (
            "t2021-busan-production-increase-body",
            "t2021-busan-production-increase-annex",
            "disputed",
        ),
    ],
)
def test_numbers_that_differ_in_anything_are_refused_with_the_reason(
    numbers, first, second, reason
):
    found = outcome(numbers, first, second)
    assert reason in found.reasons
    assert (found.difference, found.ratio) == (None, None)


def test_no_share_of_one_hub_is_ever_compared_with_that_of_another(numbers):
    hubs = [one for one in numbers.values() if one.nature == "contribution"]
    shares = [one for one in hubs if one.share_pct is not None]
    assert len(shares) == 13
    for first in shares:
        for second in shares:
            if first.subject != second.subject:
                assert compare(first, second, hubs).reasons


def test_a_ratio_to_nothing_is_not_given(numbers):
    one = numbers["t2021-ulsan-safety-accidents-annex"]
    found = compare(replace(one, value=3.0), one, [])
    assert (found.difference, found.ratio) == (3.0, None)
