import numpy as np
import pytest
from pyproj.transformer import TransformerGroup

from geo.crs import (
    OUTPUT_CRS,
    crs_name,
    crs_of,
    crs_uri,
    geodesic_lengths_km,
    metric_to_lon_lat,
    project,
    require_korea,
    to_lonlat,
    unproject,
)
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


BESSEL_PRJ = (
    'PROJCS["Korea_TM",GEOGCS["GCS_Bessel_1841",DATUM["D_Bessel_1841",'
    'SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],'
    'UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
    'PARAMETER["False_Easting",200000.0],PARAMETER["False_Northing",500000.0],'
    'PARAMETER["Central_Meridian",127.0028902777778],PARAMETER["Scale_Factor",1.0],'
    'PARAMETER["Latitude_Of_Origin",38.0],UNIT["Meter",1.0]]'
)


@pytest.mark.parametrize(
    ("crs", "name"),
    [
        (5174, "EPSG:5174"),
        ("epsg:5186", "EPSG:5186"),
        (4004, "EPSG:4162"),
        (4301, "EPSG:4301"),
        (BESSEL_PRJ, "EPSG:5174"),
        ("EPSG:1", None),
        ("Korea", None),
    ],
)
def test_a_crs_is_known_by_its_projection_whatever_its_file_calls_it(crs, name):
    assert crs_name(crs) == name


@pytest.mark.parametrize("code", ["EPSG:5174", "EPSG:5179", "EPSG:5181", "EPSG:5186"])
def test_a_korean_grid_becomes_degrees_by_the_best_transformation_offline(code):
    group = TransformerGroup(code, "EPSG:4326", always_xy=True)
    assert group.best_available
    expected = group.transformers[0].transform(210_000.0, 400_000.0)
    lon, lat = to_lonlat(code, np.array([210_000.0]), np.array([400_000.0]))
    assert np.allclose([lon[0], lat[0]], expected, rtol=0, atol=1e-9)


def test_the_datum_of_the_old_grid_is_shifted_by_some_300_m():
    # EPSG:5181 has the false origin of EPSG:5174, on GRS 80 and 10.405 seconds farther west.
    old = to_lonlat("EPSG:5174", np.array([200_000.0]), np.array([500_000.0]))
    unshifted = np.array([[127.00289027777778, 38.0]])
    away = geodesic_lengths_km(np.column_stack(old), unshifted)[0]
    assert 0.3 < away < 0.4


@pytest.mark.parametrize(
    ("written", "crs"),
    [
        ("http://www.opengis.net/def/crs/EPSG/0/5179", "EPSG:5179"),
        ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "OGC:CRS84"),
        ("urn:ogc:def:crs:EPSG::5186", "EPSG:5186"),
        ("[EPSG:4326]", "EPSG:4326"),
        ("epsg:5174", "EPSG:5174"),
        ("EPSG:9999", None),
        ("5179", None),
        ("", None),
    ],
)
def test_a_crs_is_read_in_every_notation_of_ogc(written, crs):
    assert crs_of(written) == crs


@pytest.mark.parametrize("crs", OUTPUT_CRS)
def test_what_is_projected_comes_back(crs):
    lon, lat = np.array([126.69508, 128.65302]), np.array([37.4061, 35.22157])
    there = project(lon, lat, crs)
    assert crs_of(crs_uri(crs)) == crs
    back = unproject(there[:, 0], there[:, 1], crs)
    assert np.allclose(back, np.column_stack([lon, lat]), rtol=0, atol=1e-7)


def test_coordinates_stand_in_the_order_of_their_authority():
    lon, lat = np.array([127.5]), np.array([38.0])
    assert project(lon, lat, "EPSG:5179")[0].tolist() == pytest.approx([2_000_000, 1_000_000])
    assert project(lon, lat, "EPSG:4326")[0].tolist() == [38.0, 127.5]
    assert project(lon, lat, "OGC:CRS84")[0].tolist() == [127.5, 38.0]
