"""What added files hold: no shape, mixed shapes, heights, Korean headings, hostile texts."""

import csv
import io
import json
import zipfile

import geopandas
import openpyxl
import pyogrio
import pytest
import shapely

from geo.errors import OutputCrsError, OutputEncodingError, OutputFormatError
from geo.exports.formats import FORMATS, crs_for, encoding_for, format_of

POINT = {"type": "Point", "coordinates": [127.0, 37.0]}
LINE = {"type": "LineString", "coordinates": [[127.0, 37.0], [128.0, 36.0]]}
AREA = {"type": "Polygon", "coordinates": [[[127, 37], [128, 37], [128, 38], [127, 37]]]}
AREAS = {"type": "MultiPolygon", "coordinates": [AREA["coordinates"]]}
HIGH = {"type": "Point", "coordinates": [127.0, 37.0, 55.5]}
EMPTY = {"type": "Polygon", "coordinates": []}
COLLECTION = {"type": "GeometryCollection", "geometries": [POINT, AREA]}


def frame_of(path):
    if path.suffix == ".parquet":
        return geopandas.read_parquet(path)
    return pyogrio.read_dataframe(path, layer=0)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:5179"])
@pytest.mark.parametrize("format_id", FORMATS)
def test_no_mixture_of_shapes_and_values_breaks_a_format(export, layer_of, format_id, crs):
    if crs not in FORMATS[format_id].crs:
        return
    shapes = (POINT, LINE, AREA, AREAS, HIGH, EMPTY, COLLECTION, None)
    values = (1, 2.5, "글", True, None, [1, "둘"], {"키": "값"}, "a\0\x1b\ud800")
    mixed = [(shape, {"값": value, "fid": 1}) for shape, value in zip(shapes, values, strict=True)]
    for features in (mixed, [(None, {"a": 1})], [(HIGH, {}), (POINT, {})], [(EMPTY, {"a": 1})], []):
        size = export(layer_of(*features), format_id, crs=crs).stat().st_size
        assert size > 0 or not features


@pytest.mark.parametrize("format_id", ["gpkg", "fgb", "parquet", "geojson"])
def test_features_without_shape_are_kept(export, layer_of, format_id):
    layer = layer_of((POINT, {"n": "하나"}), (None, {"n": "둘"}), (POINT, {"n": None}))
    frame = frame_of(export(layer, format_id))
    assert list(frame.geometry.isna()) == [False, True, False]
    assert list(frame["n"][:2]) == ["하나", "둘"]


@pytest.mark.parametrize("format_id", ["gpkg", "fgb", "parquet", "geojson"])
def test_lists_become_json_text_where_cells_are_flat(export, format_id):
    # FlatGeobuf orders features by place.
    frame = frame_of(export("consortium-ties", format_id)).set_index("id")
    first = frame["source"].iloc[0]
    assert (json.loads(first) if isinstance(first, str) else list(first)) == ["consortia-2025"]
    assert frame["crosses_sido"].dtype == bool
    assert frame["length_km"]["c01-ochang-science"] == 31.5


def test_heights_stay(export, layer_of):
    layer = layer_of((HIGH, {"n": 1}))
    for crs in ("EPSG:4326", "EPSG:5179"):
        assert frame_of(export(layer, "gpkg", crs=crs)).geometry[0].z == 55.5


def archive_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_shapefile_has_short_names_and_says_which_they_stand_for(export, layer_of, encoding):
    names = ["산업단지이름", "산업단지번호", "sigungu_code", "sigungu_code_old", "Name", "name"]
    layer = layer_of((POINT, {name: f"값 {name}" for name in names}))
    path = export(layer, "shp", encoding=encoding)
    files = archive_of(path)
    assert set(files) == {
        *(f"factories{part}" for part in (".shp", ".shx", ".dbf", ".prj", ".cpg")),
        "README.txt",
    }
    frame = pyogrio.read_dataframe(path)
    # The ids, which are no property, have a column of their own.
    fields = [field for field in frame.columns if field not in {"geometry", "id"}]
    assert max(len(field.encode(encoding)) for field in fields) <= 10
    assert len({field.casefold() for field in fields}) == len(names)
    assert list(frame.iloc[0][fields]) == [f"값 {name}" for name in names]
    assert files["factories.cpg"] == encoding.upper().encode()
    readme = files["README.txt"].decode("utf-8-sig")
    for field, name in zip(fields, names, strict=True):
        assert f"  {field:<10}  {name}\r\n" in readme
    assert "이용 조건" in readme
    assert "Licence" in readme


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_a_long_value_is_cut_between_characters_and_that_is_said(export, layer_of, encoding):
    path = export(layer_of((POINT, {"비고": "가" * 300})), "shp", encoding=encoding)
    value = pyogrio.read_dataframe(path)["비고"][0]
    assert value == "가" * (254 // len("가".encode(encoding)))
    assert "254바이트를 넘어 글자 경계에서 자른 값: 1개" in archive_of(path)["README.txt"].decode()


def test_what_cp949_lacks_is_replaced_and_that_is_said(export, layer_of):
    layer = layer_of((POINT, {"이름": "똠방각하 뷁 🏭", "설명": "한글"}))
    path = export(layer, "shp", encoding="cp949")
    frame = pyogrio.read_dataframe(path)
    assert (frame["이름"][0], frame["설명"][0]) == ("똠방각하 뷁 ?", "한글")
    readme = archive_of(path)["README.txt"].decode()
    assert "?로 바꾼 값: 1개" in readme
    assert "replaced by ?: 1." in readme


def test_a_shapefile_of_mixed_shapes_has_one_part_for_each_kind(export, layer_of):
    path = export(layer_of((POINT, {"n": 1}), (LINE, {"n": 2}), (AREA, {"n": 3})), "shp")
    stems = {name.removesuffix(".shp") for name in archive_of(path) if name.endswith(".shp")}
    assert stems == {"factories-point", "factories-line", "factories-polygon"}


def test_collections_of_shapes_are_left_out_of_a_shapefile_and_that_is_said(export, layer_of):
    both = {"type": "GeometryCollection", "geometries": [POINT, LINE]}
    path = export(layer_of((POINT, {"n": 1}), (both, {"n": 2})), "shp")
    assert list(pyogrio.read_dataframe(path)["n"]) == [1]
    readme = archive_of(path)["README.txt"].decode()
    assert "뺀 도형 묶음(GeometryCollection): 1개" in readme
    assert "left out: 1." in readme


def test_each_half_of_the_readme_is_in_one_language(export):
    readme = archive_of(export("regions", "shp"))["README.txt"].decode("utf-8-sig")
    korean, english = readme.split("-" * 60)
    assert "제목: 시도" in korean
    assert "Title: Provinces and metropolitan cities" in english
    assert not [letter for letter in english if "가" <= letter <= "힣"]


def test_no_cell_runs_as_a_formula_and_numbers_stay_numbers(export, layer_of):
    texts = ["=1+1", "+82", "-1", "@a", "\tx", "\rx", "보통"]
    layer = layer_of(*((POINT, {"t": text, "n": -5, "=h": 1}) for text in texts))
    raw = export(layer, "csv").read_bytes().decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(raw, newline=""))
    assert head[2] == "'=h"
    assert [row[0] for row in rows] == [*(f"'{text}" for text in texts[:-1]), "보통"]
    assert {row[1] for row in rows} == {"-5"}
    book = openpyxl.load_workbook(export(layer, "xlsx"))
    cells = [row[0] for row in book["features"].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert cells[0].value == "=1+1"


def test_a_shape_too_long_for_a_cell_is_left_out_and_counted(export):
    book = openpyxl.load_workbook(export("regions", "xlsx"), read_only=True)
    head, *rows = book["features"].iter_rows(values_only=True)
    left = sum(len(row) < len(head) or row[-1] is None for row in rows)
    assert left > 0
    *_, last = book["source"].iter_rows(values_only=True)
    assert f"{left}개" in last[0]
    book.close()


def test_the_ending_tells_the_format(tmp_path):
    assert format_of(tmp_path / "단지.SHP.ZIP").id == "shp"
    assert format_of(tmp_path / "a.b.fgb").id == "fgb"
    with pytest.raises(OutputFormatError, match=r"\.gpkg"):
        format_of(tmp_path / "a.shp")


@pytest.mark.parametrize(
    "written", ["EPSG:5179", "5179", "http://www.opengis.net/def/crs/EPSG/0/5179"]
)
def test_a_crs_may_be_written_in_any_way(written):
    assert crs_for(FORMATS["gpkg"], written) == "EPSG:5179"


@pytest.mark.parametrize(("format_id", "crs"), [("gpkg", "EPSG:1"), ("kml", "EPSG:5179")])
def test_a_crs_that_cannot_be_is_refused_with_those_that_can(format_id, crs):
    with pytest.raises(OutputCrsError, match="EPSG:4326"):
        crs_for(FORMATS[format_id], crs)


def test_an_encoding_is_for_shapefiles():
    assert encoding_for(FORMATS["shp"], "EUC-KR") == "cp949"
    with pytest.raises(OutputEncodingError, match="utf-8"):
        encoding_for(FORMATS["csv"], "cp949")


def test_a_topology_of_a_ring_that_runs_twice_is_one_arc(export, layer_of):
    back = {"type": "Polygon", "coordinates": [AREA["coordinates"][0][::-1]]}
    path = export(layer_of((AREA, {}), (back, {})), "topojson")
    assert len(json.loads(path.read_bytes())["arcs"]) == 1
    shapes = pyogrio.read_dataframe(path).geometry
    assert shapely.equals(shapes[0], shapes[1])
