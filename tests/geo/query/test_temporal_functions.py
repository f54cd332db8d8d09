"""The functions of CQL2 about time, where intervals touch, cross and lie within one another."""

import json

import pytest

from geo.errors import FilterError
from geo.query.filters import matching
from geo.query.periods import INTERVAL_ONLY, RELATIONS
from geo.query.table import FeatureTable
from geo.store.snapshot import Layer

DAY = "2022-04-16T"
ROWS = (("10:13:19", "10:15:09"), ("10:15:09", "10:15:10"), ("10:15:10", "10:20:00"))


def layer_of(rows):
    features = [
        json.dumps({"type": "Feature", "id": str(n), "geometry": None, "properties": row}).encode()
        for n, row in enumerate(rows)
    ]
    return Layer("a", "a", "a", "2026", b"", features, {str(n): n for n in range(len(rows))}, "v")


@pytest.fixture(scope="module")
def table():
    return FeatureTable.of(
        layer_of([{"start": f"{DAY}{s}Z", "end": f"{DAY}{e}Z"} for s, e in ROWS])
    )


@pytest.mark.parametrize(
    ("function", "interval", "rows"),
    [
        ("T_MEETS", ("10:15:09", "10:15:10"), [0]),
        ("T_METBY", ("10:15:09", "10:15:10"), [2]),
        ("T_EQUALS", ("10:15:09", "10:15:10"), [1]),
        ("T_BEFORE", ("10:15:09", "10:15:10"), []),
        ("T_AFTER", ("10:15:09", "10:15:10"), []),
        ("T_DISJOINT", ("10:15:09", "10:15:10"), []),
        ("T_INTERSECTS", ("10:15:09", "10:15:10"), [0, 1, 2]),
        ("T_OVERLAPS", ("10:15:09", "10:15:10"), []),
        ("T_OVERLAPPEDBY", ("10:15:09", "10:15:10"), []),
        ("T_STARTS", ("10:15:09", "10:20:00"), [1]),
        ("T_FINISHES", ("10:15:09", "10:20:00"), [2]),
        ("T_MEETS", ("10:15:10", "10:20:00"), [1]),
        ("T_OVERLAPS", ("10:14:00", "10:15:09.5"), [0]),
        ("T_OVERLAPPEDBY", ("10:14:00", "10:15:09.5"), [1]),
        ("T_STARTEDBY", ("10:13:19", "10:15:08"), [0]),
        ("T_FINISHEDBY", ("10:15:05", "10:15:09"), [0]),
        ("T_CONTAINS", ("10:14:00", "10:15:00"), [0]),
        ("T_DURING", ("10:15:08", "10:20:01"), [1, 2]),
        ("T_BEFORE", ("10:15:11", "10:15:12"), [0, 1]),
        ("T_AFTER", ("10:13:00", "10:15:09"), [2]),
    ],
)
def test_intervals_of_moments_are_related_as_the_standard_says(table, function, interval, rows):
    first, last = (f"{DAY}{moment}Z" for moment in interval)
    text = f"{function}(INTERVAL(\"start\",\"end\"),INTERVAL('{first}','{last}'))"
    assert matching(table, text).nonzero()[0].tolist() == rows


def test_days_touch_on_the_day_that_they_share():
    table = FeatureTable.of(layer_of([{"a": "2025-01-01", "b": "2025-01-16"}]))
    for first, meets in (("2025-01-15", False), ("2025-01-16", True), ("2025-01-17", False)):
        text = f"T_MEETS(INTERVAL(a, b), INTERVAL('{first}', '..'))"
        assert matching(table, text).tolist() == [meets]


@pytest.mark.parametrize("function", sorted(RELATIONS))
@pytest.mark.parametrize("instant", ['"start"', "TIMESTAMP('2022-04-16T10:15:09Z')"])
def test_what_is_of_intervals_alone_refuses_moments_on_either_side(table, function, instant):
    interval = "INTERVAL('2022-04-16T10:15:09Z','2022-04-16T10:15:10Z')"
    for pair in ((instant, interval), (interval, instant)):
        text = f"{function.upper()}({','.join(pair)})"
        if function in INTERVAL_ONLY:
            with pytest.raises(FilterError, match="INTERVAL"):
                matching(table, text)
        else:
            assert len(matching(table, text)) == 3
