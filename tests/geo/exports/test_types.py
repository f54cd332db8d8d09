"""Types come from the model or a file's schema, so that they survive whatever values there are."""

import csv
import datetime as dt
import io
import json

import geopandas
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import pytest

from geo.exports.delimited import LEFT_OUT
from geo.query.returned import Returned
from geo.store.declared import Declared

POINT = {"type": "Point", "coordinates": [127.0, 37.0]}
KINDS = {"gpkg": "OFTDate", "shp": "OFTDate", "fgb": "OFTDateTime"}
"""FlatGeobuf has no days: its driver makes them moments."""


def types_of(path):
    told = pyogrio.read_info(path, layer=0)
    pairs = zip(told["ogr_types"], told["ogr_subtypes"], strict=True)
    return dict(zip(told["fields"], pairs, strict=True))


@pytest.mark.parametrize("rows", [None, [0], []])
@pytest.mark.parametrize(("form", "kind"), KINDS.items())
def test_a_day_is_a_date_also_where_no_feature_has_one(export, form, kind, rows):
    found = types_of(export("consortia", form, rows=rows))
    launched = next(name for name in found if name.startswith("launched_o"))
    assert found[launched][0] == found["closed_on"][0] == kind
    assert found["no"][0] == "OFTInteger64"
    assert found["selected_o" if form == "shp" else "selected_on"][0] == "OFTString"


@pytest.mark.parametrize("rows", [None, [0]])
def test_a_share_is_a_number_and_a_list_json_whatever_is_selected(export, rows):
    found = types_of(export("indicators", "gpkg", rows=rows))
    assert found["share_pct"] == ("OFTReal", "OFSTNone")
    assert found["base_stated"] == ("OFTInteger", "OFSTBoolean")
    assert found["source"] == ("OFTString", "OFSTJSON")


def test_parquet_has_days_lists_and_objects_of_its_own(export):
    path = export("complexes", "parquet")
    schema = pq.read_schema(path)
    assert str(schema.field("source").type) == "list<element: string>"
    consortia = schema.field("consortia").type.value_type
    assert {"no", "role"} <= {consortia.field(at).name for at in range(consortia.num_fields)}
    frame = geopandas.read_parquet(path).set_index("id")
    assert {one["no"] for one in frame["consortia"]["changwon"]} >= {19}
    day = pq.read_table(export("consortia", "parquet")).column("launched_on")[0].as_py()
    assert day == dt.date(2025, 1, 16)


def test_parquet_covers_its_shapes_with_boxes_by_which_readers_skip(export):
    path = export("regions", "parquet", crs="EPSG:5179")
    about = json.loads(pq.read_schema(path).metadata[b"geo"])["columns"]["geometry"]
    assert about["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    whole = geopandas.read_parquet(path).set_index("id")
    box = tuple(whole.geometry.iloc[-1].bounds)
    near = geopandas.read_parquet(path, bbox=box)
    assert whole.index[-1] in set(near["id"])
    assert len(near) < len(whole)


def test_many_features_lie_along_a_curve_unless_an_order_is_asked_for(
    export, layer_of, monkeypatch
):
    monkeypatch.setattr("geo.exports.parquet.ROW_GROUP", 50)
    monkeypatch.setattr("geo.exports.features.CHUNK", 20)
    grid = [(127 + at % 20 / 100, 36 + at // 20 / 100) for at in range(400)]
    layer = layer_of(
        *(({"type": "Point", "coordinates": list(xy)}, {"n": at}) for at, xy in enumerate(grid)),
        (None, {"n": 400}),
    )
    path = export(layer, "parquet")
    file = pq.ParquetFile(path)
    assert max(file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)) <= 50
    spans = []
    for at in range(file.num_row_groups):
        box = file.metadata.row_group(at)
        columns = {box.column(n).path_in_schema: box.column(n) for n in range(box.num_columns)}
        spans.append(columns["bbox.ymax"].statistics.max - columns["bbox.ymin"].statistics.min)
    assert sorted(geopandas.read_parquet(path)["n"]) == list(range(401))
    # The whole is 0.19 degrees high.
    assert min(spans) < 0.1
    turned = list(range(401))[::-1]
    assert list(geopandas.read_parquet(export(layer, "parquet", rows=turned))["n"]) == turned


def test_what_a_file_declared_is_believed_where_values_are_silent(export, layer_of):
    from dataclasses import replace

    layer = layer_of((POINT, {"day": None, "n": None, "m": 1, "tags": []}))
    types = {
        "day": Declared("string", format="date"),
        "n": Declared("integer"),
        "m": Declared("number"),
        "tags": Declared("array", items="string"),
    }
    found = types_of(export(replace(layer, types=types), "gpkg"))
    assert [found[name][0] for name in types] == ["OFTDate", "OFTInteger64", "OFTReal", "OFTString"]


def test_values_win_over_what_is_declared(export, layer_of):
    from dataclasses import replace

    layer = layer_of((POINT, {"day": "미정"}), (POINT, {"day": "2025-01-01"}))
    typed = replace(layer, types={"day": Declared("string", format="date")})
    frame = pyogrio.read_dataframe(export(typed, "gpkg"), layer=0)
    assert list(frame["day"]) == ["미정", "2025-01-01"]


MOMENTS = [
    ({"t": "2024-01-01T09:00:00+09:00"}, "OFTDateTime"),
    ({"t": "2024-01-01T00:00:00Z"}, "OFTDateTime"),
    ({"t": "2024-01-01T09:00:00"}, "OFTDateTime"),
    ({"t": "2024-01-01 09:00"}, "OFTString"),
    ({"t": "2024-13-01"}, "OFTString"),
]


@pytest.mark.parametrize(("values", "kind"), MOMENTS)
def test_a_moment_is_one_only_if_it_is_written_as_one(export, layer_of, values, kind):
    path = export(layer_of((POINT, values)), "gpkg")
    assert types_of(path)["t"][0] == kind


def book_of(path):
    return openpyxl.load_workbook(path)


def test_a_workbook_speaks_korean_filters_and_explains_its_columns(export):
    book = book_of(export("consortia", "xlsx"))
    sheet = book["features"]
    head = [cell.value for cell in sheet[1]]
    assert head[:3] == ["식별자", "번호", "이름(한국어)"]
    assert sheet.auto_filter.ref.startswith("A1:")
    assert sheet.freeze_panes == "A2"
    widths = {sheet.column_dimensions[letter].width for letter in ("A", "C")}
    assert len(widths) == 2
    assert max(one.width for one in sheet.column_dimensions.values()) <= 61
    rows = list(book["dictionary"].iter_rows(values_only=True))
    told = {row[1]: row for row in rows}
    assert told["launched_on"][3] == "날짜"
    assert told["status"][4]
    assert head == [row[0] for row in rows[1:]]
    english = book_of(export("consortia", "xlsx", lang="en"))["features"]
    assert english["A1"].value == "Identifier"


def test_days_and_moments_of_a_workbook_are_dates_and_old_ones_text(export, layer_of):
    layer = layer_of(
        (POINT, {"day": "2025-01-16", "at": "2025-01-16T00:00:00Z"}),
        (POINT, {"day": "1899-12-31", "at": None}),
    )
    sheet = book_of(export(layer, "xlsx"))["features"]
    assert [str(cell.value) for cell in sheet["A"]][1:] == ["2025-01-16 00:00:00", "1899-12-31"]
    assert sheet["A2"].is_date
    # Midnight of UTC is nine o'clock in Korea.
    assert str(sheet["B2"].value) == "2025-01-16 09:00:00"


def test_a_workbook_is_the_same_whenever_it_is_made(export):
    first = export("regions", "xlsx").read_bytes()
    import time

    time.sleep(2.1)
    assert export("regions", "xlsx").read_bytes() == first


def rows_of(path):
    csv.field_size_limit(10_000_000)
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


@pytest.mark.parametrize("collection", ["regions", "districts"])
def test_no_cell_of_a_csv_is_longer_than_excel_s_and_what_is_left_out_is_told(export, collection):
    rows = rows_of(export(collection, "csv"))
    assert all(len(value) <= 32_767 for row in rows for value in row.values())
    left = [row for row in rows if row[LEFT_OUT]]
    assert left
    assert all(row[LEFT_OUT] == "WKT" and not row["WKT"] for row in left)
    assert all(row["WKT"] for row in rows if not row[LEFT_OUT])


def test_long_texts_are_cut_in_utf_16_and_long_lists_left_out(export, layer_of):
    layer = layer_of(
        (POINT, {"a": "🏭" * 20_000, "b": ["가" * 100] * 400, "c": "짧다"}), (POINT, {"a": "끝"})
    )
    long, short = rows_of(export(layer, "csv"))
    assert len(long["a"].encode("utf-16-le")) <= 2 * 32_767
    assert long["a"].endswith("🏭…")
    assert (long["b"], long["c"], long[LEFT_OUT]) == ("", "짧다", "a; b")
    assert (short["a"], short[LEFT_OUT]) == ("끝", "")


def test_a_table_of_short_cells_has_no_column_of_notes(export):
    assert LEFT_OUT not in rows_of(export("complexes", "csv"))[0]


@pytest.mark.parametrize("form", ["gpkg", "fgb", "shp", "parquet"])
def test_a_flat_file_has_no_list_and_no_object(export, form):
    path = export("complexes", form, returned=Returned(flat=True))
    if form == "parquet":
        nested = {str(field.type) for field in pq.read_schema(path) if field.type.num_fields}
        assert nested == {"struct<xmin: double, ymin: double, xmax: double, ymax: double>"}
        return
    assert "OFSTJSON" not in {subtype for _, subtype in types_of(path).values()}
    values = pyogrio.read_dataframe(path, layer=0).drop(columns="geometry").to_numpy().ravel()
    assert not [one for one in values if isinstance(one, str) and one.startswith(("[", "{"))]


def test_flat_columns_never_take_the_place_of_others(export, layer_of):
    layer = layer_of((POINT, {"a": {"b": 1}, "a_b": "있던 것", "c": [{"d": 2}, {"d": None}]}))
    path = export(layer, "gpkg", returned=Returned(flat=True))
    row = pyogrio.read_dataframe(path, layer=0).iloc[0]
    assert (row["a_b_2"], row["a_b"], row["c_d"]) == (1, "있던 것", "2; ")
