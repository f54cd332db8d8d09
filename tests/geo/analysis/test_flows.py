import pytest

from geo.analysis.flows import flows
from geo.errors import SelectionError


def of(found, start, end):
    names = [region.name.ko for region in found.regions]
    return found.between(names.index(start), names.index(end))


def test_ties_are_added_up_between_regions(documented):
    found = flows(documented, "consortia")
    assert found.ties == 29
    assert found.within.sum() == 0
    assert found.out.sum() == found.into.sum() == 29
    gwangju = documented.region_of("gwangju-advanced").short.ko
    assert of(found, "서울", gwangju) == ("c15-gwangju-advanced", "c22-gwangju-advanced")
    assert len(found.regions) == len(documented.regions.current)


def test_a_sector_has_its_flows(documented):
    """Which provinces are tied to 경남 in 핵심소재, and how strongly?"""
    every = flows(documented, "consortia", sector="항공·방산")
    assert of(every, "경남", "경북") == ("c19-gumi",)


def test_zones_add_up_their_provinces(documented):
    found = flows(documented, "consortia", scale="zone")
    assert found.regions[0].name.ko == "수도권"
    assert found.ties == 29
    assert found.within.sum() == 12


def test_a_group_of_ones_own_counts_as_a_region(documented):
    found = flows(documented, "consortia", groups=["부울경:부산,울산,48"])
    names = [region.name.ko for region in found.regions]
    assert "부울경" in names
    assert not {"부산", "울산", "경남"} & set(names)
    assert len(of(found, "부울경", "부울경")) == 3


def test_a_group_of_places_takes_them_out_of_their_regions(documented):
    """By hand: 창원 and 여수 have ties to 울산 and 성서 and others, none to each other."""
    plain = flows(documented, "consortia")
    found = flows(documented, "consortia", groups=["우리:창원국가산업단지,여수국가산업단지"])
    own = next(n for n, one in enumerate(found.regions) if one.name.ko == "우리")
    ends = {"changwon", "yeosu"}
    here = [
        t for t in documented.ties if t.programme == "consortia" and {t.from_id, t.to_id} & ends
    ]
    assert found.out[own] + found.into[own] == len(here) > 0
    assert found.within[own] == 0
    assert found.ties == plain.ties
    assert found.codes[own] == ()
    assert 127 < found.regions[own].lon < 129


def test_a_group_of_cities_holds_their_complexes(documented):
    found = flows(documented, "consortia", groups=["남쪽:창원시,제주"])
    assert any(one.name.ko == "남쪽" for one in found.regions)
    with pytest.raises(SelectionError, match="창원"):
        flows(documented, "consortia", groups=["가:창원시,여수시", "나:창원국가산업단지,제주"])


@pytest.mark.parametrize("groups", [["부울경"], ["부울경:부산,평양"], ["가:부산", "나:부산,울산"]])
def test_a_group_that_cannot_be_is_refused(documented, groups):
    with pytest.raises(SelectionError) as caught:
        flows(documented, "consortia", groups=groups)
    assert caught.value.parameter == "group"
