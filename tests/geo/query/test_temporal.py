"""Which properties say when a feature is, and what that selects."""

import json

import numpy as np
import pytest

from geo.query.selection import Selection, select
from geo.query.table import FeatureTable
from geo.query.temporal import Times, interval_of_layer, times_of
from geo.store.snapshot import Layer


def layer_of(*rows):
    features = [
        json.dumps({"type": "Feature", "id": str(n), "geometry": None, "properties": row}).encode()
        for n, row in enumerate(rows)
    ]
    return Layer("a", "a", "a", "2026", b"", features, {str(n): n for n in range(len(rows))}, "v")


@pytest.mark.parametrize(
    ("names", "times"),
    [
        (("start", "end"), ("start", "end", False)),
        (("Start_Date", "End_Date"), ("Start_Date", "End_Date", False)),
        (("valid_from", "valid_to"), ("valid_from", "valid_to", False)),
        (("지정시작일", "지정종료일"), ("지정시작일", "지정종료일", False)),
        (("launched_on", "closed_on"), ("launched_on", "closed_on", False)),
        (("launched_on", "other"), ("launched_on", None, False)),
        (("restart", "end"), ("restart", None, True)),
        (("day", "other"), ("day", None, True)),
    ],
)
def test_a_beginning_and_an_end_are_known_by_their_names(names, times):
    layer = layer_of(dict.fromkeys(names, "2025-01-01"))
    assert times_of(layer) == Times(*times[:2], is_instant=times[2])


ROWS = (
    {"start": "2020-01-01", "end": "2021-01-01"},
    {"start": "2022-01-01", "end": None},
    {"start": None, "end": "2019-01-01"},
    {"start": None, "end": None},
)


@pytest.mark.parametrize(
    ("datetime", "rows"),
    [
        ("2020-06-01", [0, 3]),
        ("2026-01-01", [1, 3]),
        ("2000-01-01", [2, 3]),
        ("2021-06-01", [3]),
        ("2018-01-01/2020-01-01", [0, 2, 3]),
        ("../..", [0, 1, 2, 3]),
    ],
)
def test_an_open_end_lasts_and_what_has_no_date_is_of_every_time(datetime, rows):
    table = FeatureTable.of(layer_of(*ROWS))
    assert np.array_equal(select(table, Selection(datetime=datetime)), rows)


def test_the_extent_is_open_where_a_feature_is():
    assert interval_of_layer(layer_of(ROWS[0])) == ("2020-01-01", "2021-01-01")
    assert interval_of_layer(layer_of(*ROWS[:2])) == ("2020-01-01", None)
    assert interval_of_layer(layer_of(*ROWS)) == (None, None)
    assert interval_of_layer(layer_of({"day": "2020-01-01"}, {"day": "2019-05-05"})) == (
        "2019-05-05",
        "2020-01-01",
    )
    assert interval_of_layer(layer_of({"n": 1})) is None
