"""A point is told in words: from the 시도 down to the 리, and which complexes are near."""

import numpy as np
import pytest

from geo.engine import make_reverse_geocoder
from geo.errors import OutsideKoreaError, SwappedAxesError


@pytest.fixture(scope="module")
def reverse(geocoder):
    return make_reverse_geocoder(geocoder)


@pytest.mark.parametrize(
    ("lon", "lat", "where"),
    [
        (127.85, 37.30, ("강원특별자치도", "원주시", "문막읍", "건등리")),
        (126.9, 37.5, ("서울특별시", "영등포구", "대림동", None)),
        (131.87, 37.24, ("경상북도", "울릉군", "울릉읍", "독도리")),
        (128.57, 36.24, ("대구광역시", "군위군", "군위읍", "동부리")),
    ],
)
def test_a_point_lies_in_the_units_of_today(reverse, lon, lat, where):
    found = reverse.reverse(lon, lat)
    assert (found.sido, found.sigungu, found.emd, found.ri) == where


def test_land_that_the_polygons_lack_is_known_to_the_district_and_that_is_said(reverse):
    songdo = reverse.reverse(126.62, 37.34)
    assert (songdo.sigungu, songdo.emd) == ("연수구", None)
    assert "매립지" in songdo.notes[0].text("ko")


def test_a_point_at_sea_has_no_district_but_the_nearest_complexes(reverse):
    sea = reverse.reverse(125.0, 36.0)
    assert (sea.sido, sea.sigungu) == (None, None)
    assert len(sea.nearest) == 5


def test_the_nearest_complexes_come_with_distance_and_bearing(reverse):
    city_hall_of_changwon = reverse.reverse(128.6818, 35.2279)
    first, second = city_hall_of_changwon.nearest[:2]
    assert first.id == "changwon"
    assert first.distance_km < second.distance_km
    assert 225 < first.bearing_deg < 270, "the complex lies to the south-west"


def test_only_complexes_are_near_no_groups_or_sites_of_policy(reverse):
    everything = reverse.reverse(126.9, 37.5, nearest=100)
    assert not {"banwol-sihwa", "coex"} & {one.id for one in everything.nearest}


def test_swapped_axes_and_points_abroad_are_refused(reverse):
    with pytest.raises(SwappedAxesError):
        reverse.reverse(35.2, 128.6)
    with pytest.raises(OutsideKoreaError):
        reverse.reverse(0, 0)


def test_every_place_lies_in_a_district_that_the_facts_name(reverse, geocoder):
    for place in geocoder.resolver.gazetteer.places.values():
        found = reverse.reverse(place.lon, place.lat, nearest=1)
        today = geocoder.areas.districts.standing.timeline.moved(place, (), None)
        assert found.sigungu in today.sigungu_all, place.id


def _id(reverse, unit):
    return f"legal-{reverse.standing.legal_code(unit)}"


def test_many_points_are_answered_as_one_by_one(reverse):
    rng = np.random.default_rng(20261121)
    lons, lats = rng.uniform(126, 129.5, 300), rng.uniform(34.5, 38, 300)
    rows = reverse.locate(lons, lats)
    for lon, lat, row in zip(lons, lats, rows, strict=True):
        found = reverse.reverse(float(lon), float(lat), nearest=1)
        unit = _id(reverse, reverse.all_units[row]) if row >= 0 else None
        assert found.unit_id == unit
