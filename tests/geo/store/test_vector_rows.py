"""Rows as real files have them: odd geometries, values and ids, none of which loses another."""

import json
import re
import sqlite3
import struct
from contextlib import closing

import geopandas
import openpyxl
import pytest
import shapely
from shapely import wkt

from geo.errors import NoCoordinatesError

from .conftest import features


@pytest.fixture
def collection(tmp_path):
    def write(*rows, **members):
        whole = {"type": "FeatureCollection", "features": rows, **members}
        path = tmp_path / "rows.geojson"
        path.write_text(json.dumps(whole), "utf-8")
        return path

    return write


def feature(geometry=None, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


POINT = {"type": "Point", "coordinates": [128, 35]}


def test_mixed_empty_and_null_geometries_are_kept_high_and_turned(read, tmp_path):
    shapes = [
        "POINT Z (128 35 70)",
        "POLYGON ((128 35, 128 36, 129 36, 129 35, 128 35))",
        "MULTILINESTRING ((128 35, 129 36), (127 35, 127 36))",
        "GEOMETRYCOLLECTION (POINT (128 35), LINESTRING (128 35, 129 36))",
        "POINT EMPTY",
    ]
    frame = geopandas.GeoDataFrame(
        {"n": range(6)}, geometry=[*map(wkt.loads, shapes), None], crs=4326
    )
    frame.to_file(tmp_path / "mixed.gpkg")
    (layer,) = read(tmp_path / "mixed.gpkg")
    geometries = [one["geometry"] for one in features(layer)]
    assert [one and one["type"] for one in geometries] == [
        *("Point", "Polygon", "MultiLineString", "GeometryCollection", None, None)
    ]
    assert geometries[0]["coordinates"] == [128, 35, 70]
    assert shapely.geometry.shape(geometries[1]).exterior.is_ccw


def test_bad_rows_are_told_once_and_lose_no_others(read, remarks, collection):
    path = collection(
        feature(POINT, 이름="하나"),
        feature({"type": "Point", "coordinates": ["동", "북"]}, 이름="둘"),
        feature({"type": "Point", "coordinates": [128_000, 35]}, 이름="셋"),
        feature({"type": "Polygon", "coordinates": [[[128, 35], [129, 35]]]}, 이름="넷"),
        "다섯",
        feature({"type": "Circle"}, 이름="여섯"),
    )
    (layer,) = read(path)
    assert [one["properties"].get("이름") for one in features(layer)] == [
        *("하나", "둘", "셋", "넷", None, "여섯")
    ]
    assert [one["geometry"] is None for one in features(layer)] == [False, *[True] * 5]
    (told,) = remarks(path)
    assert "rows.geojson: 5행" in told
    assert "3행: 좌표가 지구를 벗어납니다(128000, 35)" in told
    assert told.endswith("…")


def test_a_curve_is_left_out_and_its_row_kept(read, remarks, tmp_path):
    path = tmp_path / "a.gpkg"
    points = [shapely.Point(128, 35), shapely.Point(127, 36)]
    geopandas.GeoDataFrame({"n": [1, 2]}, geometry=points, crs=4326).to_file(path)
    arc = struct.pack("<BII6d", 1, 8, 3, 128, 35, 128.5, 35.5, 129, 35)
    with closing(sqlite3.connect(path)) as package:
        for (trigger,) in package.execute(
            "select name from sqlite_master where type = 'trigger'"
        ).fetchall():
            package.execute(f'drop trigger "{trigger}"')
        header = b"GP\0\1" + struct.pack("<i", 4326)
        package.execute("update a set geom = ? where fid = 1", (header + arc,))
        package.commit()
    (layer,) = read(path)
    assert [one["geometry"] and one["geometry"]["type"] for one in features(layer)] == [
        *(None, "Point")
    ]
    assert "곡선" in remarks(path)[0]


def test_values_that_json_lacks_become_null_and_huge_numbers_stay_numbers(read, tmp_path):
    path = tmp_path / "odd.geojson"
    path.write_text(
        '\ufeff{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,'
        '"properties":{"a":NaN,"b":-Infinity,"c":123456789012345678901234567890,'
        '"d":{"e":[null,"\\ud800"]},"":"빈 이름"}}]}'
    )
    (layer,) = read(path)
    values = features(layer)[0]["properties"]
    assert (values["a"], values["b"], values[""]) == (None, None, "빈 이름")
    assert values["c"] == pytest.approx(1.2345678901234568e29)


@pytest.mark.parametrize(
    ("rows", "ids"),
    [
        ([{"id": "f-7"}, {"id": "f-8"}], ["f-7", "f-8"]),
        ([{"id": 70}, {"id": 80}], ["70", "80"]),
        ([{"fid": "가1"}, {"fid": "나2"}], ["가1", "나2"]),
        ([{"id": "a"}, {"id": "a"}], ["1", "2"]),
        ([{"id": "a"}, {}], ["1", "2"]),
        ([{"id": "a/b"}, {"id": "c?d#e"}], ["a/b", "c?d#e"]),
        ([{"id": ".."}, {"id": "c"}, {"id": "d"}], ["1", "c", "d"]),
        ([{"id": "2"}, {"id": "a//b"}, {"id": "d"}], ["2", "2-2", "d"]),
        ([{"id": "a"}, {}, {"id": "c"}], ["a", "2", "c"]),
        ([{"id": ""}, {"id": "c"}], ["1", "2"]),
        ([{"id": True}, {"id": 1.5}], ["1", "2"]),
        ([{"id": "a", "fid": 3}, {"id": "a", "fid": 4}], ["3", "4"]),
    ],
)
def test_a_column_of_ids_is_taken_where_it_is_unique_and_fit(read, collection, rows, ids):
    (layer,) = read(collection(*(feature(POINT, **row) for row in rows)))
    assert [one["id"] for one in features(layer)] == ids
    assert dict(layer.row_of) == {id_: row for row, id_ in enumerate(ids)}
    assert [one["properties"] for one in features(layer)] == rows


def test_ids_of_the_features_themselves_go_first(read, collection):
    (layer,) = read(collection({**feature(POINT, id="b"), "id": "a"}))
    assert list(layer.row_of) == ["a"]


def test_a_broken_line_of_a_feature_a_line_is_left_out(read, remarks, tmp_path):
    path = tmp_path / "a.ndjson"
    lines = [json.dumps(feature(POINT, n=n)) for n in range(3)]
    path.write_text("\n".join([lines[0], lines[1][:30], "", "7", lines[2]]))
    (layer,) = read(path)
    assert [one["properties"]["n"] for one in features(layer)] == [0, 2]
    assert "2행" in remarks(path)[0]


def test_text_among_the_coordinates_of_a_table_leaves_only_its_row_without_a_point(
    read, remarks, tmp_path
):
    path = tmp_path / "a.csv"
    path.write_text("lon,lat,이름\n128.1,35.1,하나\n미상,35,둘\n,,셋\n127,36,넷\n")
    (layer,) = read(path)
    points = [one["geometry"] and one["geometry"]["coordinates"] for one in features(layer)]
    assert points == [[128.1, 35.1], None, None, [127, 36]]
    (told,) = remarks(path)
    assert "1행" in told
    assert "2행: 좌표가 수가 아닙니다(미상, 35)" in told


@pytest.mark.parametrize(
    "headings", ["LC_LO,LC_LA", "XCRD,YCRD", "좌표정보(X),좌표정보(Y)", "경도(WGS84),위도(WGS84)"]
)
def test_coordinates_are_known_by_the_headings_of_public_files(read, tmp_path, headings):
    path = tmp_path / "a.csv"
    path.write_text(f"{headings},이름\n128.1,35.1,하나\n127,36,넷\n")
    (layer,) = read(path)
    assert [one["geometry"]["coordinates"] for one in features(layer)] == [[128.1, 35.1], [127, 36]]


def test_of_two_pairs_of_coordinates_the_degrees_are_taken_and_told(read, remarks, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("X좌표,Y좌표,위도,경도\n958000,1948000,37.5,127.0\n958000,1948000,37,127\n")
    (layer,) = read(path)
    assert [one["geometry"]["coordinates"] for one in features(layer)] == [[127, 37.5], [127, 37]]
    assert remarks(path) == ["a.csv: 좌표를 경도, 위도 열에서 읽었습니다."]


def test_a_longitude_does_not_go_with_the_northing_of_a_grid(read, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("경도,Y좌표,이름\n127,1948000,하나\n")
    with pytest.raises(NoCoordinatesError):
        read(path)


def test_of_a_workbook_the_sheets_that_were_not_read_are_told(remarks, tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["lon", "lat"])
    book.active.append([127, 37])
    book.create_sheet("참고").append(["다른 표"])
    book.save(tmp_path / "a.xlsx")
    (told,) = remarks(tmp_path / "a.xlsx")
    assert "참고" in told


def test_a_collection_without_features_is_one(read, collection):
    (layer,) = read(collection())
    assert (list(layer.fragments), len(layer.row_of)) == ([], 0)
    assert layer.collection()["features"] == []


def test_the_version_follows_the_content(read, collection):
    one, again, other = (read(collection(feature(POINT, n=n)))[0].version for n in (1, 1, 2))
    assert one == again != other
    assert re.fullmatch("[0-9a-f]{16}", one)


def test_one_unfit_id_of_many_renames_its_feature_alone_and_is_told(read, remarks, collection):
    rows = [{"id": f"f-{at}"} for at in range(30)]
    rows[7]["id"], rows[9]["id"] = "..", "f-3"
    path = collection(*(feature(POINT, **row) for row in rows))
    (layer,) = read(path)
    kept = [f"f-{at}" for at in range(30)]
    kept[7], kept[9] = "8", "f-3-2"
    assert list(layer.row_of) == kept
    (remark,) = remarks(path)
    assert "2행" in remark
    assert "f-3-2" in remark


def test_a_height_that_is_no_number_leaves_its_feature_flat(read, tmp_path):
    shapes = [wkt.loads("POINT Z (128 35 1.23456)"), wkt.loads("POINT (127 36)")]
    geopandas.GeoDataFrame(geometry=shapes, crs=4326).to_file(tmp_path / "a.gpkg", layer="a")
    (layer,) = read(tmp_path / "a.gpkg")
    assert [one["geometry"]["coordinates"] for one in features(layer)] == [
        [128, 35, 1.235],
        [127, 36],
    ]
