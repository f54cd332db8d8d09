import pytest

from geo.analysis.peers import COUNT, MEASURES, peers
from geo.errors import SelectionError, UnknownSubjectError


@pytest.fixture(scope="module")
def changwon(served):
    return peers(served, "창원")


def test_ten_are_told_with_what_tells_most(changwon):
    assert len(changwon.peers) == COUNT
    scores = [one.alike for one in changwon.peers]
    assert scores == sorted(scores, reverse=True)
    for one in changwon.peers:
        assert 1 <= len(one.decisive) <= 3
        assert all(why.alike > why.usual for why in one.decisive)


def test_groups_with_a_part_in_common_are_told_once(served, changwon):
    parts = [part for one in changwon.peers for part in served.places[one.id].members or (one.id,)]
    assert len(parts) == len(set(parts))


def test_a_value_by_hand(served, changwon):
    """What 창원 and its first peer have of one kind and area."""
    first = changwon.peers[0]
    areas = [served.places[one].area_km2 for one in ("changwon", first.id)]
    told = {why.measure: why.alike for why in first.decisive}
    assert told["kind"] == 1
    if None not in areas and "area" in told:
        assert told["area"] == pytest.approx(min(areas) / max(areas))


def test_nothing_is_told_of_who_takes_part_in_nothing(served):
    idle = next(
        place.id
        for place in served.places.values()
        if place.kind == "agro" and not any(served.memberships_at(place.id))
    )
    assert peers(served, idle).unreliable == "no_memberships"
    assert not peers(served, idle).peers


def test_figures_of_a_table_count_where_there_are_any(served, changwon):
    assert "tenants" not in changwon.known
    first = changwon.peers[0].id
    figures = {"changwon": {"tenants": 100.0}, first: {"tenants": 100.0}}
    again = peers(served, "창원", figures=figures)
    assert set(again.known) == {*changwon.known, "tenants"}
    assert again.peers[0].id == first
    assert again.peers[0].alike > changwon.peers[0].alike


def test_districts_are_told_with_their_province(served):
    made = peers(served, "대구 달서구", level="sigungu")
    assert made.name.ko == "대구 달서구"
    assert len(made.peers) == COUNT
    assert set(made.known) <= set(MEASURES)


@pytest.mark.parametrize("asked", [("남구", "sigungu"), ("창원", "sido")])
def test_what_means_several_or_none_is_refused(served, asked):
    subject, level = asked
    with pytest.raises(SelectionError) as caught:
        peers(served, subject, level=level)
    assert len(caught.value.allowed) > 1


def test_an_unknown_complex_is_refused(served):
    with pytest.raises(UnknownSubjectError):
        peers(served, "평양")
