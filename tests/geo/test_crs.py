import numpy as np
import pytest

from geo.crs import geodesic_lengths_km, metric_to_lon_lat, require_korea
from geo.errors import OutsideKoreaError, SwappedAxesError


def test_a_point_in_korea_comes_back():
    assert require_korea(128.65302, 35.22157) == (128.65302, 35.22157)


def test_swapped_axes_are_named():
    with pytest.raises(SwappedAxesError, match="latitude first"):
        require_korea(35.22157, 128.65302)


@pytest.mark.parametrize("point", [(0, 0), (127, 43), (139.7, 35.7), (float("nan"), 35)])
def test_a_point_outside_korea_is_refused(point):
    with pytest.raises(OutsideKoreaError, match="outside South Korea"):
        require_korea(*point)


def test_lengths_are_geodesics_on_grs80_in_km():
    # One degree of meridian at the equator, GRS 80: 110.574 km (Moritz 2000, J. Geodesy 74).
    start, end = np.array([[127.0, 0.0]]), np.array([[127.0, 1.0]])
    assert geodesic_lengths_km(start, end).round(3) == [110.574]


def test_no_pairs_give_no_lengths():
    assert geodesic_lengths_km(np.empty((0, 2)), np.empty((0, 2))).shape == (0,)


def test_utm_k_is_read_from_its_origin():
    # EPSG:5179 by definition: 127.5 E, 38 N has easting 1,000,000 m and northing 2,000,000 m.
    assert metric_to_lon_lat(1_000_000, 2_000_000) == (127.5, 38.0)


def test_utm_k_shrinks_its_meridian_by_its_scale_of_0_9996():
    start, end = np.array([[127.5, 37.0]]), np.array([[127.5, 38.0]])
    metres = 1000 * geodesic_lengths_km(start, end)[0]
    lon, lat = metric_to_lon_lat(1_000_000, 2_000_000 - 0.9996 * metres)
    assert (lon, round(lat, 8)) == (127.5, 37.0)
