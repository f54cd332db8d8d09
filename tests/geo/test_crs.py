import numpy as np
import pytest

from geo.crs import geodesic_lengths_km, require_korea
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
