"""Ties as a page gets them: one by one, or very many as a crowd."""

import pytest

from geo.messages import catalogue
from maps.curves import to_plane
from maps.layers import ties as layer
from maps.teller import Teller
from maps.titles import names_of
from maps.view import View, apply

DRAWN = ("consortia",)


@pytest.fixture
def made(scene):
    teller = Teller(scene, catalogue("maps", "ko"), names_of(scene, "ko"))
    ties = apply(scene, View(), DRAWN).ties
    return lambda: layer.Ties(teller, ties, DRAWN, thin=False).data


def records(data):
    return [tie for programme in data["layers"] for tie in programme["ties"]]


def test_few_ties_are_drawn_one_by_one_with_all_points_of_their_curves(made):
    data = made()
    assert data["crowd"] is None
    assert {len(tie["points"]) for tie in records(data)} == {layer.SAMPLES}


def test_very_many_are_a_crowd_of_which_three_points_tell_the_same_curve(made, monkeypatch):
    whole = {tie["id"]: tie["points"] for tie in records(made())}
    monkeypatch.setattr(layer, "MANY", len(whole))
    data = made()
    assert "{count}" in data["crowd"]
    for tie in records(data):
        (ax, ay), (mx, my), (bx, by) = (to_plane(*at) for at in tie["points"])
        # The quadratic Bézier through both ends and the middle, a quarter of the way.
        x, y = (
            (9 * a + 6 * (2 * m - (a + b) / 2) + b) / 16 for a, m, b in ((ax, mx, bx), (ay, my, by))
        )
        there = to_plane(*whole[tie["id"]][layer.SAMPLES // 4])
        assert (x, y) == pytest.approx(there, abs=5e-5)
