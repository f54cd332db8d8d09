"""Every format that can be added says the same places and the same Korean words."""

import json
import zipfile

import geopandas
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from .conftest import PLACES, features


def _places(layer):
    return {
        feature["properties"]["공장명"].removesuffix("정밀"): feature["geometry"]["coordinates"]
        for feature in features(layer)
    }


def _write_shape(frame, path, encoding="cp949"):
    frame.to_file(path, encoding=encoding)
    path.with_suffix(".cpg").unlink(missing_ok=True)


def _write_csv(frame, path, x, y, encoding="utf-8", form="{:.6f}"):
    rows = [
        f"{name},{form.format(point.x)},{form.format(point.y)},{workers}"
        for name, workers, point in zip(*(frame[c] for c in frame.columns), strict=True)
    ]
    path.write_text("\n".join([f"공장명,{x},{y},종업원", *rows]) + "\n", encoding)


WRITERS = {
    "a.gpkg": lambda frame, path: frame.to_file(path),
    "a.fgb": lambda frame, path: frame.to_file(path),
    "a.parquet": lambda frame, path: frame.to_parquet(path),
    "points.parquet": lambda frame, path: frame.to_parquet(path, geometry_encoding="geoarrow"),
    "a.geojson": lambda frame, path: frame.to_file(path),
    "a.geojsonl": lambda frame, path: frame.to_file(path, driver="GeoJSONSeq"),
    "lines.json": lambda frame, path: frame.to_file(path, driver="GeoJSONSeq"),
    "cp949.geojson": lambda frame, path: path.write_bytes(
        frame.to_json(ensure_ascii=False, drop_id=True).encode("cp949")
    ),
    "a.shp": _write_shape,
    "a.csv": lambda frame, path: _write_csv(frame, path, "경도", "위도", "cp949"),
    "latitude.csv": lambda frame, path: _write_csv(frame, path, "Longitude", "Latitude"),
    "x_y.csv": lambda frame, path: _write_csv(frame.to_crs(5179), path, "X", "Y"),
    "wkt.tsv": lambda frame, path: path.write_text(
        "공장명\t종업원\tWKT\n" + "\n".join(f"{n}\t{w}\t{g.wkt}" for n, w, g in frame.to_numpy())
    ),
    "tm.gpkg": lambda frame, path: frame.to_crs(5174).to_file(path),
    "tm.parquet": lambda frame, path: frame.to_crs(5186).to_parquet(path),
    "old.geojson": lambda frame, path: path.write_text(
        json.dumps(
            {
                **json.loads(frame.to_crs(5179).to_json(drop_id=True)),
                "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5179"}},
            }
        )
    ),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_of_any_format_becomes_the_same_features(read, factories, tmp_path, name):
    WRITERS[name](factories, tmp_path / name)
    (layer,) = read(tmp_path / name)
    assert layer.title_ko == layer.title_en == name.partition(".")[0]
    assert layer.as_of.startswith("20")
    assert _places(layer) == {place: pytest.approx(xy, abs=2e-6) for place, xy in PLACES.items()}
    workers = [feature["properties"]["종업원"] for feature in features(layer)]
    assert sorted(workers) == [3, 5, 8, 13, 21, 34]
    assert list(layer.row_of) == ["1", "2", "3", "4", "5", "6"]


def test_a_zipped_shapefile_is_read_and_keeps_its_korean(read, factories, tmp_path):
    _write_shape(factories, tmp_path / "공장.shp")
    with zipfile.ZipFile(tmp_path / "공장.zip", "w") as package:
        for part in tmp_path.glob("공장.[!z]*"):
            package.write(part, part.name)
    (layer,) = read(tmp_path / "공장.zip")
    assert (layer.title_ko, layer.id) == ("공장", "gongjang")
    assert set(_places(layer)) == set(PLACES)


def test_kml_is_read(read, tmp_path):
    (tmp_path / "a.kml").write_text(
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>공장</name><Placemark>'
        "<name>창원</name><Point><coordinates>128.65,35.22,7</coordinates></Point></Placemark>"
        "</Document></kml>"
    )
    (layer,) = read(tmp_path / "a.kml")
    (feature,) = features(layer)
    assert feature["geometry"] == {"type": "Point", "coordinates": [128.65, 35.22, 7]}
    assert feature["properties"]["Name"] == "창원"


def test_each_layer_of_a_geopackage_is_a_collection_and_korean_ids_are_stable(
    read, factories, tmp_path
):
    path = tmp_path / "all.gpkg"
    factories.to_file(path, layer="공장")
    factories.to_file(path, layer="Factories 2025")
    layers = {layer.id: layer.title_ko for layer in read(path)}
    assert layers == {"gongjang": "공장", "factories-2025": "Factories 2025"}


def test_a_layer_without_a_crs_is_recognised_on_land_or_takes_the_one_given(
    read, complexes, tmp_path
):
    path = tmp_path / "a.shp"
    _write_shape(complexes.to_crs(5186), path)
    path.with_suffix(".prj").unlink()
    first = complexes.geometry.iloc[0]
    for assumed in (None, "EPSG:5186"):
        (layer,) = read(path, assumed)
        there = features(layer)[0]["geometry"]["coordinates"]
        assert there == pytest.approx([first.x, first.y], abs=2e-6)


@pytest.mark.parametrize("crs", [3857, 5179, 32652])
def test_metres_that_only_one_crs_explains_are_recognised(read, factories, tmp_path, crs):
    path = tmp_path / "a.shp"
    _write_shape(factories.to_crs(crs), path)
    path.with_suffix(".prj").unlink()
    (layer,) = read(path)
    assert _places(layer) == {at: pytest.approx(xy, abs=2e-6) for at, xy in PLACES.items()}


def test_degrees_stay_degrees_beside_a_grid_for_the_files_without_crs(read, factories, tmp_path):
    _write_csv(factories, tmp_path / "degrees.csv", "x", "y")
    _write_csv(factories.to_crs(5174), tmp_path / "metres.csv", "x", "y")
    for name in ("degrees.csv", "metres.csv"):
        (layer,) = read(tmp_path / name, assumed="EPSG:5174")
        assert _places(layer) == {at: pytest.approx(xy, abs=2e-6) for at, xy in PLACES.items()}


def test_places_outside_korea_are_kept_where_a_crs_is_declared(read, tmp_path):
    frame = geopandas.GeoDataFrame({"n": [1]}, geometry=[shapely.Point(2.35, 48.85)], crs=4326)
    frame.to_crs(3857).to_file(tmp_path / "paris.gpkg")
    (layer,) = read(tmp_path / "paris.gpkg")
    assert features(layer)[0]["geometry"]["coordinates"] == [2.35, 48.85]


def test_nested_columns_and_dates_of_parquet_are_json(read, tmp_path):
    point = shapely.to_wkb(shapely.Point(128, 35))
    table = pa.table(
        {
            "geometry": [point, point],
            "lists": [[1, 2], None],
            "parts": [{"동": "가"}, {"동": None}],
            "day": pa.array([1, None], pa.date32()),
            "moment": pa.array([1_700_000_000_123_456_789, None], pa.timestamp("ns", "UTC")),
            "span": pa.array([5, None], pa.duration("s")),
            "share": [float("nan"), float("inf")],
            "huge": pa.array([2**64 - 1, 0], pa.uint64()),
            "price": pa.array([None, 12], pa.decimal128(30, 2)),
            "raw": [b"\0\xff", None],
        }
    )
    geo = {"version": "1.1.0", "primary_column": "geometry"}
    geo["columns"] = {"geometry": {"encoding": "WKB", "geometry_types": []}}
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), tmp_path / "a.parquet")
    (layer,) = read(tmp_path / "a.parquet")
    first, second = (feature["properties"] for feature in features(layer))
    assert first == {
        "lists": [1, 2],
        "parts": {"동": "가"},
        "day": "1970-01-02",
        "moment": "2023-11-14T22:13:20.123456+00:00",
        "span": 5,
        "share": None,
        "huge": 2**64 - 1,
        "price": None,
    }
    assert (second["share"], second["price"], second["day"]) == (None, 12, None)


def test_a_parquet_file_with_columns_of_degrees_needs_no_metadata(read, tmp_path):
    pq.write_table(pa.table({"경도": [128.0], "위도": [35.0]}), tmp_path / "a.parquet")
    (layer,) = read(tmp_path / "a.parquet")
    assert features(layer)[0]["geometry"]["coordinates"] == [128, 35]


def test_plain_tables_of_a_geopackage_are_collections_without_places(read, factories, tmp_path):
    import pandas as pd
    import pyogrio

    path = tmp_path / "two.gpkg"
    factories.to_file(path, layer="factories")
    codes = pd.DataFrame({"code": ["a", "b"], "말": ["가", "나"]})
    pyogrio.write_dataframe(codes, path, layer="codes")
    both = {layer.id: features(layer) for layer in read(path)}
    assert set(both) == {"factories", "codes"}
    assert [one["geometry"] for one in both["codes"]] == [None, None]
    assert [one["properties"]["말"] for one in both["codes"]] == ["가", "나"]


@pytest.mark.parametrize(
    "said",
    ["EUC-KR", "euc_kr", "EUCKR", "949", "CP949", "MS949", "ANSI 949", "UHC", "KS_C_5601-1987",
     "ksc5601", "KSX1001", "x-windows-949", "windows-949", "OEM 949", "EUC-KR\r\n"],
)  # fmt: skip
def test_the_encoding_may_be_called_in_any_way_and_syllables_beyond_euc_kr_are_read(
    read, factories, tmp_path, said
):
    path = tmp_path / "a.shp"
    frame = factories.assign(공장명="똠방각하 뷁")
    frame.to_file(path, encoding="CP949")
    path.with_suffix(".cpg").write_text(said)
    (layer,) = read(path)
    assert features(layer)[0]["properties"]["공장명"] == "똠방각하 뷁"
