import pytest

from geo.analysis.paths import around, paths
from geo.errors import SelectionError


def test_two_places_are_connected_through_bodies_with_evidence(documented):
    (first, *_) = paths(documented, "changwon", "seongseo", id_="consortia")
    assert [step.end.id for step in first] == ["gumi", "seongseo"]
    for step in first:
        for _, one, other in step.bodies:
            assert one.printings
            assert other.printings


def test_longer_ways_come_after_shorter_ones(served):
    lengths = [len(path) for path in paths(served, "changwon", "seongseo", longer=1)]
    assert lengths == sorted(lengths)
    assert lengths[-1] <= lengths[0] + 1


def test_places_that_nothing_connects_have_no_path(documented):
    assert paths(documented, "yeosu", "changwon", id_="consortia") == ()


def test_a_place_in_nothing_is_refused_with_those_that_are(documented):
    with pytest.raises(SelectionError) as caught:
        paths(documented, "changwon", "nowhere", id_="consortia")
    assert caught.value.parameter == "to"


def test_what_lies_around_comes_by_distance_with_what_it_shares(served):
    found = around(served, "changwon", 40)
    kms = [one.km for one in found]
    assert kms == sorted(kms)
    assert kms[-1] <= 40
    noksan = next(one for one in found if one.place.id == "myeongji-noksan")
    assert "c06" in {body.id for body in noksan.shared}


@pytest.mark.parametrize("km", [0, -1, 1_000])
def test_a_radius_has_bounds(served, km):
    with pytest.raises(SelectionError):
        around(served, "changwon", km)
