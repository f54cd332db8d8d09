import numpy as np
import pytest
import shapely

from geo.errors import OutsideKoreaError, SwappedAxesError
from geo.regions.boundaries import Boundaries


@pytest.fixture(scope="module")
def boundaries(data):
    return Boundaries(data / "boundaries" / "korea.topojson")


@pytest.mark.parametrize(("level", "count"), [("sido", 16), ("sigungu", 256)])
def test_every_unit_is_there_once_and_valid(boundaries, level, count):
    polygons = boundaries.polygons(level)
    assert polygons.code.nunique() == len(polygons) == count
    assert polygons.is_valid.all()
    assert polygons.crs.to_epsg() == 4326


def test_sidos_cover_what_their_sigungus_cover(boundaries):
    sidos = boundaries.polygons("sido").to_crs(5179).union_all()
    sigungus = boundaries.polygons("sigungu").to_crs(5179).union_all()
    assert sidos.symmetric_difference(sigungus).area < 1e6
    # Land of the Republic of Korea: 100,449 km² at the end of 2023 (지적통계); reclaimed land
    # and simplified shores make the difference.
    assert 99_500 < sidos.area / 1e6 < 101_500


def test_neighbours_share_their_border_without_gap_or_overlap(boundaries):
    polygons = boundaries.polygons("sigungu").to_crs(5179)
    overlap = polygons.area.sum() - polygons.union_all().area
    assert overlap / 1e6 < 1


def test_dokdo_ulleung_and_the_far_islands_are_drawn(boundaries):
    ulleung = boundaries.polygons("sigungu").set_index("name_ko").geometry["울릉군"]
    dokdo = shapely.box(131.8, 37.2, 131.9, 37.3)
    assert shapely.intersects(ulleung, dokdo)
    everything = boundaries.polygons("sido").union_all()
    for island in [(126.27, 33.12), (124.7, 37.96), (125.12, 34.08)]:  # 마라도, 백령도, 가거도
        assert shapely.dwithin(everything, shapely.Point(island), 0.05)


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        (128.65302, 35.22157, "48123"),  # 창원시 성산구
        (126.97794, 37.56629, "11140"),  # 서울 중구, 시청
        (126.57, 36.0, "52130"),  # 군산 앞바다의 매립지
    ],
)
def test_a_point_lies_in_its_district(boundaries, lon, lat, code):
    assert boundaries.locate([lon], [lat]).codes == (code,)


def test_reclaimed_land_belongs_to_the_nearest_district_and_says_how_far(boundaries):
    saemangeum = boundaries.locate([126.56271], [35.92512])
    assert saemangeum.codes == ("52130",)
    assert 1 < saemangeum.distances_km[0] < 5


def test_the_open_sea_belongs_to_none(boundaries):
    sea = boundaries.locate([125.0], [36.0])
    assert sea.codes == (None,)
    assert np.isinf(sea.distances_km[0])


def test_many_points_at_once_keep_their_order(boundaries):
    found = boundaries.locate([128.65302, 125.0, 126.97794], [35.22157, 36.0, 37.56629])
    assert found.codes == ("48123", None, "11140")


def test_swapped_axes_are_refused(boundaries):
    with pytest.raises(SwappedAxesError):
        boundaries.locate([35.2], [128.6])


def test_a_point_abroad_is_refused(boundaries):
    with pytest.raises(OutsideKoreaError):
        boundaries.locate([139.7], [35.7])


def test_what_one_reader_does_to_the_polygons_reaches_no_other(boundaries):
    boundaries.polygons("sido")["code"] = "?"
    assert set(boundaries.polygons("sido")["code"]) != {"?"}
