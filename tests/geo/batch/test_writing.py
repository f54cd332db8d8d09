"""The original columns as they were, then the promised ones; text stays text."""

import csv
import json
import os

import geopandas
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

from geo import errors
from geo.batch.columns import find_columns
from geo.batch.reading import read_bytes, read_table
from geo.batch.table import Table
from geo.batch.writing import WRITABLE, check_output, output_headings

PROMISED = (
    *("status", "lon", "lat", "matched_id", "matched_name", "method", "score"),
    *("precision_km", "sido", "sido_code", "sigungu", "sigungu_code", "note"),
)
TEXT = "단지명,비고,status\n창원국가,=1+1,기존\n여숙국가,+82,\n"


@pytest.fixture
def written(converted, tmp_path):
    """Write a table in the format of an ending and return the path."""

    def write(ending, text=TEXT):
        path = converted(text.encode(), ending)
        assert list(tmp_path.iterdir()) == [path]
        return path

    return write


def test_csv_opens_in_excel_and_leaves_no_formula_live(written):
    path = written(".csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        heading, first, second = csv.reader(stream)
    assert heading == ["단지명", "비고", "status_in", *PROMISED]
    assert first[:7] == ["창원국가", "'=1+1", "기존", "ok", "128.65302", "35.22157", "changwon"]
    assert second[:6] == ["여숙국가", "+82", "", "none", "", ""]
    assert "여수국가산업단지" in second[-1]


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers(written):
    path = written(".xlsx")
    rows = list(openpyxl.load_workbook(path).active.iter_rows())
    assert [cell.value for cell in rows[0]] == ["단지명", "비고", "status_in", *PROMISED]
    formula, lon = rows[1][1], rows[1][4]
    assert (formula.value, formula.data_type) == ("=1+1", "s")
    assert formula.quotePrefix
    assert (lon.value, lon.data_type) == (128.65302, "n")
    assert rows[2][1].value == "+82"


@pytest.mark.parametrize("cell", ["=1", "+1", "-1-2", "@a", "#N/A", "=cmd|' /C calc'!A0"])
def test_no_cell_of_a_workbook_becomes_a_formula_or_an_error(written, cell):
    path = written(".xlsx", f'단지명,비고\n창원국가,"{cell}"\n')
    found = openpyxl.load_workbook(path).active["B2"]
    assert (found.value, found.data_type) == (cell, "s")


def test_a_workbook_survives_control_characters_and_cells_beyond_its_limit(written):
    path = written(".xlsx", "단지명,비고\na\x00\x01b," + "가" * 100_000 + "\n")
    row = next(openpyxl.load_workbook(path).active.iter_rows(min_row=2, values_only=True))
    assert row[0] == "a\ufffd\ufffdb"
    assert len(row[1]) == 32_767
    assert row[1].endswith("…")


def test_geojson_has_a_feature_for_each_row_and_no_geometry_without_a_point(written):
    path = written(".geojson")
    features = json.loads(path.read_text("utf-8"))["features"]
    assert features[0]["geometry"] == {"type": "Point", "coordinates": [128.65302, 35.22157]}
    assert features[1]["geometry"] is None
    assert list(features[0]["properties"]) == ["단지명", "비고", "status_in", *PROMISED]
    assert len(geopandas.read_file(path)) == 2


def test_a_geopackage_has_a_row_for_each_row_in_wgs84(written):
    frame = geopandas.read_file(written(".gpkg"))
    assert frame.crs.to_epsg() == 4326
    assert list(frame.columns) == ["단지명", "비고", "status_in", *PROMISED, "geometry"]
    assert (frame.geometry[0].x, frame.geometry[1]) == (128.65302, None)


def test_a_geopackage_takes_columns_called_as_its_own(written):
    frame = geopandas.read_file(written(".gpkg", "fid,geom,단지명,Name\nx,y,창원국가,z\n"))
    assert list(frame.loc[0][:4]) == ["x", "y", "창원국가", "z"]


def test_parquet_is_geoparquet_with_points_in_wgs84_and_null_where_there_is_none(written):
    frame = geopandas.read_parquet(written(".parquet"))
    assert list(frame.columns) == ["단지명", "비고", "status_in", *PROMISED, "geometry"]
    assert frame.crs.to_epsg() == 4326
    assert (frame.geometry[0].x, frame.geometry[0].y) == (128.65302, 35.22157)
    assert frame.geometry[1] is None
    assert frame["비고"][0] == "=1+1"


def test_geoparquet_says_of_itself_what_its_specification_asks(written):
    metadata = json.loads(pq.read_metadata(written(".parquet")).metadata[b"geo"])
    column = metadata["columns"][metadata["primary_column"]]
    assert (metadata["version"], column["encoding"]) == ("1.1.0", "WKB")
    assert column["geometry_types"] == ["Point"]
    assert column["crs"]["id"] == {"authority": "EPSG", "code": 4326}


def test_parquet_opens_in_pandas_as_a_plain_table(written):
    frame = pd.read_parquet(written(".parquet"))
    assert list(frame.columns[:-1]) == ["단지명", "비고", "status_in", *PROMISED]
    assert frame["lon"].dtype == "float64"


def test_geoparquet_takes_a_column_called_as_its_own_and_a_table_without_any_point(written):
    path = written(".parquet", "Geometry,단지명\nx,여숙국가\ny,\n")
    frame = geopandas.read_parquet(path)
    assert list(frame["Geometry"]) == ["x", "y"]
    assert frame.geometry.isna().all()


@pytest.mark.parametrize("ending", WRITABLE)
def test_every_format_takes_odd_cells_and_repeated_or_missing_headings(written, ending):
    text = "단지명,비고,비고,\n창원국가,🏭,\x00\x01\x7f,\ud7a3\n여수국가,\ufffe,\u200b,x\n"
    assert written(ending, text).stat().st_size


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".parquet"])
def test_what_is_written_can_be_read_and_geocoded_again(written, ending):
    path = written(ending)
    again = read_table(path.name, read_bytes(path))
    assert again.headings[: 3 + len(PROMISED)] == ("단지명", "비고", "status_in", *PROMISED)
    # What was found is not what the table states.
    assert find_columns(again).sido is None
    formula = "'=1+1" if ending == ".csv" else "=1+1"
    assert [cells[:3] for cells in again.rows] == [
        ("창원국가", formula, "기존"),
        ("여숙국가", "+82", ""),
    ]


def test_clashing_headings_get_a_suffix_and_repeated_ones_a_number_where_needed():
    headings = ("Status", "status_in", "", "비고", "비고")
    plain = ("Status_in_in", "status_in", "", "비고", "비고")
    assert output_headings(headings, unique=False) == plain
    unique = ("Status_in_in", "status_in", "column_3", "비고", "비고_2")
    assert output_headings(headings, unique=True) == unique


def test_an_unknown_ending_lists_the_known_ones(tmp_path):
    with pytest.raises(errors.OutputFormatError) as caught:
        check_output(tmp_path / "out.hwp", Table("a.csv", ("name",), []))
    assert ".geojson" in caught.value.text("ko")


def test_a_sheet_that_would_be_too_long_is_refused_before_the_run(tmp_path):
    table = Table("a.csv", ("name",), [("x",)] * 1_048_576)
    with pytest.raises(errors.OutputTooLongError):
        check_output(tmp_path / "out.xlsx", table)
    check_output(tmp_path / "out.csv", table)


def test_a_folder_that_is_not_there_is_refused_before_the_run(tmp_path):
    with pytest.raises(errors.UnwritableOutputError):
        check_output(tmp_path / "nowhere" / "out.csv", Table("a.csv", ("name",), []))


def test_what_a_killed_run_has_left_is_cleared_away(written, tmp_path):
    (tmp_path / ".out.part.csv").write_text("half", "utf-8")
    assert written(".csv").stat().st_size


def test_an_output_has_the_rights_of_any_new_file(written):
    mask = os.umask(0o022)
    try:
        assert written(".csv").stat().st_mode & 0o777 == 0o644
    finally:
        os.umask(mask)
