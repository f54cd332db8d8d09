"""Names and points of one's own, one or many: pandas in, pandas out."""

import geopandas
import pandas as pd
import pytest

import geo
from geo import errors
from geo.frames.schemas import ANSWERS

NAMES = ["창원산단", "여수국가", "천안산단", "없는산단", ""]


def test_one_name_is_answered_as_the_geocoder_does(geocoder):
    assert geo.geocode("창원산단", region="경남") == geocoder.geocode("창원산단", "경남")


@pytest.mark.parametrize("kind", [list, tuple, pd.Series, iter])
def test_many_names_are_rows_in_their_order(kind):
    found = geo.geocode(kind(NAMES))
    assert found["query"].tolist() == NAMES
    assert found.status.tolist() == ["ok", "ok", "ambiguous", "none", "none"]
    assert found.crs.to_epsg() == 4326
    assert {name: str(found[name].dtype) for name in ANSWERS} == ANSWERS
    assert found.geometry.isna().tolist() == [False, False, True, True, True]
    assert (found.geometry.x[0], found.geometry.y[0]) == (found.lon[0], found.lat[0])
    assert found.note[3]


def test_a_series_keeps_its_index():
    given = pd.Series(["창원산단", None], index=[7, 3])
    found = geo.geocode(given)
    assert found.index.tolist() == [7, 3]
    assert found.status.tolist() == ["ok", "none"]


def test_a_table_is_read_by_its_headings_and_keeps_its_columns():
    given = pd.DataFrame(
        {
            "번호": [1, 2],
            "단지명": ["일반산업단지", "대불국가산단"],
            "시군구": ["강원 원주시", "전남 영암군"],
            "종업원": [3.5, None],
        },
        index=["a", "b"],
    )
    found = geo.geocode(given)
    assert found.columns[:4].tolist() == given.columns.tolist()
    assert found.index.tolist() == ["a", "b"]
    assert found.matched_id["b"] == "daebul"
    pd.testing.assert_frame_equal(pd.DataFrame(found[given.columns]), given)


def test_a_column_can_be_named_and_an_older_answer_gives_way():
    given = pd.DataFrame({"어디": ["창원산단"], "status": ["?"]})
    found = geo.geocode(given, columns={"name": "어디"})
    assert (found.status[0], list(found.columns).count("status")) == ("ok", 1)
    with pytest.raises(errors.ColumnOptionError, match="어디"):
        geo.geocode(given, columns={"name": "거기"})
    with pytest.raises(errors.NoUsableColumnError, match="단지명"):
        geo.geocode(pd.DataFrame({"x": [1]}))


def test_a_region_narrows_and_a_guess_is_made_when_asked_for():
    assert geo.geocode(["일반산단"], region="경남").status[0] != "ok"
    guessed = geo.geocode(["천안산단"], best_guess=True)
    assert guessed.status[0] == "ambiguous"
    assert not guessed.geometry.isna()[0]
    with pytest.raises(errors.RegionError, match="경남"):
        geo.geocode(["창원산단"], region="평양")


def test_no_rows_give_no_rows():
    assert geo.geocode([]).empty
    assert geo.geocode([]).crs.to_epsg() == 4326


def test_points_are_told_one_or_many_in_any_crs():
    assert geo.reverse(128.68, 35.23).sigungu == "창원시 성산구"
    points = geopandas.GeoSeries.from_xy([128.68, 127.0], [35.23, 37.5], index=[4, 9], crs=4326)
    plane = geopandas.GeoDataFrame(geometry=points.to_crs(5186))
    told = geo.reverse(plane)
    assert told.index.tolist() == [4, 9]
    assert told.sido.tolist() == ["경상남도", "서울특별시"]
    pd.testing.assert_frame_equal(
        geo.reverse([128.68, 127.0], [35.23, 37.5]).drop(columns=["lon", "lat"]),
        told.drop(columns=["lon", "lat"]).reset_index(drop=True),
        check_exact=False,
        atol=0.01,
    )


def test_a_point_elsewhere_is_a_row_that_says_so():
    told = geo.reverse([35.23, 128.68], [128.68, 35.23])
    assert told.sido.isna().tolist() == [True, False]
    assert told.note[0]
    with pytest.raises(errors.SwappedAxesError):
        geo.reverse(35.23, 128.68)
