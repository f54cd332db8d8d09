"""Figures stay figures and dates stay dates in files that have types; all else is as written."""

import csv
import datetime as dt
import io
import json

import geopandas
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.batch.kinds import as_values, column_kinds
from geo.batch.table import Table

TYPED = [".xlsx", ".geojson", ".gpkg", ".parquet"]
TEXT = """단지명,종업원,면적,우편번호,지번,전화,비고
창원국가,12034,1.50,04524,12-3,0551234567,
여수국가,,0.1,51395,773,02-345-6789,3
온산국가,-7,20,51396,1,0522345678,미상
"""
DAY, NOON = dt.datetime(2025, 1, 16), dt.datetime(2025, 1, 16, 12, 30)  # noqa: DTZ001


def one_column(cells, **more):
    return Table("list.csv", ("x",), [(cell,) for cell in cells], **more)


def kind(*cells, **more):
    return column_kinds(one_column(cells, **more))[0]


def values(*cells, **more):
    table = one_column(cells, **more)
    return [value for (value,) in as_values(table.rows, column_kinds(table))]


def original(path):
    """Return the original columns of an output, by their headings."""
    if path.suffix == ".xlsx":
        heading, *rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
        return dict(zip(heading, zip(*rows, strict=True), strict=True))
    if path.suffix == ".geojson":
        rows = [one["properties"] for one in json.loads(path.read_text("utf-8"))["features"]]
        return {name: tuple(row[name] for row in rows) for name in rows[0]}
    if path.suffix == ".parquet":
        return {name: tuple(cells) for name, cells in pq.read_table(path).to_pydict().items()}
    table = geopandas.read_file(path, use_arrow=True).astype(object)
    return {name: tuple(None if v != v else v for v in table[name]) for name in table}  # noqa: PLR0124


def workbook(*rows):
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


def parquet(**columns):
    stream = io.BytesIO()
    names = {"단지명": ["창원국가"] * len(next(iter(columns.values())))}
    pq.write_table(pa.table({**names, **columns}), stream)
    return stream.getvalue()


@pytest.mark.parametrize("ending", TYPED)
def test_figures_become_numbers_and_empty_cells_stay_empty(converted, ending):
    cells = original(converted(TEXT.encode(), ending))
    assert cells["종업원"] == (12034, None, -7)
    assert cells["면적"] == (1.5, 0.1, 20)
    assert not any(isinstance(value, str) for value in cells["종업원"] + cells["면적"])


@pytest.mark.parametrize("ending", TYPED)
def test_postcodes_lots_telephones_and_mixed_columns_stay_text(converted, ending):
    cells = original(converted(TEXT.encode(), ending))
    assert cells["우편번호"] == ("04524", "51395", "51396")
    assert cells["지번"] == ("12-3", "773", "1")
    assert cells["전화"] == ("0551234567", "02-345-6789", "0522345678")
    assert cells["비고"][1:] == ("3", "미상")


def test_integers_of_a_parquet_output_are_integers_and_decimals_floats(converted):
    schema = pq.read_schema(converted(TEXT.encode(), ".parquet"))
    assert schema.field("종업원").type == pa.int64()
    assert schema.field("면적").type == pa.float64()
    assert schema.field("우편번호").type == pa.string()


def test_a_csv_keeps_every_cell_to_the_letter(converted):
    with converted(TEXT.encode(), ".csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert [",".join(row[:7]) for row in rows] == TEXT.splitlines()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("0", "10", "-3"), "integer"),
        (("999999999999999", "-999999999999999"), "integer"),
        (("0.5", "1", "-0.25"), "decimal"),
        (("1.50",), "decimal"),
        (("1000000000000000",), "text"),
        (("12345678901234567890",), "text"),
        (("0.1234567890123456",), "text"),
        *(((odd, "1"), "text") for odd in ("007", "00", "-01", "01.5", ".5", "5.", "+1", "1,000")),
        *(((odd, "1"), "text") for odd in ("1e5", "1_0", "0x1", "--1", "-", "nan", "inf", "-0")),
        *(
            ((odd, "1"), "text")
            for odd in ("\u0661", "\uff11", "²", " 1", "1 ", "1\n", " ", "50%", "-0.0")
        ),
        (("", ""), "text"),
    ],
)
def test_a_column_is_of_numbers_only_where_each_cell_is_a_plain_figure(cells, expected):
    assert kind(*cells) == expected


@pytest.mark.parametrize("digits", ["123456789012345", "0.12345678901234", "9007199254.74099"])
@pytest.mark.parametrize("ending", TYPED)
def test_no_figure_loses_a_digit(converted, ending, digits):
    (value,) = original(converted(f"단지명,값\n창원국가,{digits}\n".encode(), ending))["값"]
    assert f"{value:.15g}" == digits


@pytest.mark.parametrize(
    "value", [0.1 + 0.2, 1 / 3, 2**52 + 0.5, 1e22, 5e-324, 128.123456789012345]
)
@pytest.mark.parametrize("source", [".xlsx", ".parquet"])
@pytest.mark.parametrize("ending", TYPED)
def test_a_number_that_was_one_is_given_back_bit_for_bit(converted, source, ending, value):
    if source == ".xlsx":
        value = float(f"{value:.16g}")  # What openpyxl writes.
        data = workbook(["단지명", "값"], ["창원국가", value], ["여수국가", 0.5])
    else:
        data = parquet(값=[value, 0.5])
    found = original(converted(data, ending, f"list{source}"))["값"]
    assert found == (value, 0.5)


@pytest.mark.parametrize("ending", TYPED)
def test_numbers_too_long_for_a_float_are_not_rounded(converted, ending):
    found = original(converted(parquet(값=[2**60 + 1, 1]), ending, "list.parquet"))["값"]
    assert list(map(int, found)) == [2**60 + 1, 1]


def test_what_is_not_finite_or_would_be_rounded_is_text():
    assert kind("inf", "1", typed={0: "number"}) == "text"
    assert kind(str(2**63 + 1), "1", typed={0: "number"}) == "text"
    assert kind("0.5", str(2**53 + 1), typed={0: "number"}) == "text"


@pytest.mark.parametrize("source", [".xlsx", ".parquet"])
@pytest.mark.parametrize("ending", [".xlsx", ".gpkg", ".parquet"])
def test_dates_of_a_typed_input_stay_dates(converted, source, ending):
    if source == ".xlsx":
        rows = [["창원국가", DAY, NOON], ["여수국가", None, None]]
        data = workbook(["단지명", "지정일", "입력"], *rows)
    else:
        data = parquet(지정일=[DAY.date(), None], 입력=[NOON, None])
    found = original(converted(data, ending, f"list{source}"))
    assert str(found["지정일"][0]).removesuffix(" 00:00:00") == "2025-01-16"
    assert found["입력"][0] == NOON
    assert not isinstance(found["지정일"][0], str)
    assert found["지정일"][1] is None or str(found["지정일"][1]) == "NaT"


def test_dates_are_iso_text_in_geojson_which_has_no_dates(converted):
    data = workbook(["단지명", "지정일", "입력"], ["창원국가", DAY, NOON])
    found = original(converted(data, ".geojson", "list.xlsx"))
    assert (found["지정일"], found["입력"]) == (("2025-01-16",), ("2025-01-16 12:30:00",))


def test_what_looks_like_a_date_in_a_csv_stays_as_written(converted):
    path = converted("단지명,지정일\n창원국가,2025-01-16\n".encode(), ".xlsx")
    assert original(path)["지정일"] == ("2025-01-16",)


def test_a_column_with_dates_and_words_stays_text(converted):
    data = workbook(["단지명", "지정일"], ["창원국가", DAY], ["여수국가", "미정"])
    assert original(converted(data, ".xlsx", "list.xlsx"))["지정일"] == ("2025-01-16", "미정")


def test_a_day_before_the_first_of_a_sheet_is_written_out(converted):
    path = converted(parquet(일=[dt.date(1899, 9, 18), DAY.date()]), ".xlsx", "list.parquet")
    assert original(path)["일"] == ("1899-09-18", DAY)


def test_times_of_a_zone_and_nanoseconds_stay_text():
    assert kind("2025-01-16 12:30:00+09:00", typed={0: "date"}) == "text"
    assert kind("2025-01-16 12:30:00.000000001", typed={0: "date"}) == "text"
    assert values("2025-01-16", typed={0: "date"}) == [DAY.date()]
    assert values("2025-01-16", "2025-01-16 12:30:00", typed={0: "date"}) == [DAY, NOON]
