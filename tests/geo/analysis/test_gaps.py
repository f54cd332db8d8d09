import numpy as np
import pytest

from geo.analysis.gaps import gaps, overlaps, two_sided


@pytest.fixture(scope="module")
def found(documented):
    return gaps(documented, "consortia")


def region(found, name):
    return next(one for one in found.regions if one.short_ko == name)


def test_a_province_leads_or_takes_part_or_is_in_none(found):
    assert found.cell(region(found, "경남"), "항공·방산").standing == "root"
    assert found.cell(region(found, "제주"), "핵심소재").standing == "none"
    assert "c19" in found.cell(region(found, "경남"), "항공·방산").bodies


def test_provinces_and_complexes_in_nothing_are_named(found, documented):
    assert [one.short_ko for one in found.absent_regions] == ["세종", "제주"]
    absent = {place.id for place in found.absent_places}
    # 시화 takes part as a part of 반월·시화.
    assert "sihwa" not in absent
    assert not absent & {m.place_id for b in documented.bodies_of("consortia") for m in b.members}


def test_hubs_that_never_lead_are_named(found):
    assert ("ulsan-mipo", 3) in {(place.id, count) for place, count in found.never_root}


def test_neighbours_of_a_sector_without_a_tie_are_near_and_share_nothing(found, documented):
    for one in found.missing:
        assert one.km <= 50
        bodies = [{b.id for b, _ in documented.memberships_at(p.id, "consortia")} for p in one[:2]]
        assert not bodies[0] & bodies[1]


def test_what_hangs_on_one_thread_is_told(found):
    """What breaks if consortium 15 is withdrawn?"""
    threads = {one.id: {place.id for place in one.lost} for one in found.threads}
    assert "banwol-sihwa" in threads["c15"]
    assert "c01" in threads


def test_programmes_that_never_meet_share_no_place(served):
    for one in overlaps(served):
        assert bool(one.shared) == (one.jaccard > 0)
        assert 0 <= one.p <= 1


def test_the_exact_probability_is_what_permutations_come_to():
    lots, a, b, shared = np.random.default_rng(1), 10, 8, 5
    drawn = lots.permuted(np.tile(np.arange(30), (20_000, 1)), axis=1)[:, :b] < a
    share = (drawn.sum(axis=1) >= shared).mean()
    assert two_sided(shared, a, b, 30) == pytest.approx(2 * share, abs=0.01)
