"""A file that would take all memory is refused, and said why, before it does."""

import io
import zipfile

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo.batch import delimited, package, parquet, reading, workbook
from geo.batch.reading import read_table
from geo.errors import TableTooLargeError

SHEET = "xl/worksheets/sheet1.xml"


def book(rows):
    stream = io.BytesIO()
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(stream)
    return stream.getvalue()


def with_sheet(xml):
    """Return a workbook whose only sheet is `xml`, deflated."""
    stream = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(book([["단지명"]])))
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, xml if name == SHEET else source.read(name))
    return stream.getvalue()


def sheet(rows):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


def refused(file, data):
    with pytest.raises(TableTooLargeError) as caught:
        read_table(file, data)
    assert file in caught.value.text("ko")
    return caught.value.measure


def test_a_small_workbook_that_unpacks_to_too_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(package, "MOST_CELLS", 50_000)
    data = with_sheet(sheet(("<row>" + "<c><v>1</v></c>" * 60 + "</row>") * 1_000))
    assert len(data) < 10_000
    assert refused("list.xlsx", data) == "cells"


def test_a_small_workbook_that_unpacks_to_too_many_bytes_is_refused(monkeypatch):
    monkeypatch.setattr(package, "MOST_BYTES", 1_000_000)
    assert refused("list.xlsx", with_sheet(sheet(" " * 1_100_000))) == "bytes"


def test_a_sheet_of_a_million_columns_is_refused():
    assert (
        refused("list.xlsx", with_sheet(sheet("<row>" + "<c/>" * 20_000 + "</row>"))) == "columns"
    )


def test_a_sheet_that_claims_rows_without_end_is_refused():
    data = with_sheet(sheet('<row r="4000000000"><c r="A4000000000"><v>1</v></c></row>'))
    assert refused("list.xlsx", data) == "rows"


@pytest.mark.parametrize("cell", ["XFD3", "C1048576", "XFD1048576"])
def test_a_stray_cell_far_out_costs_neither_memory_nor_rows(cell):
    made = openpyxl.load_workbook(io.BytesIO(book([["단지명", "시도"], ["창원국가", "경남"]])))
    made.active[cell] = "x"
    stream = io.BytesIO()
    made.save(stream)
    table = read_table("list.xlsx", stream.getvalue())
    assert table.headings[:2] == ("단지명", "시도")
    assert table.rows[0][:2] == ("창원국가", "경남")


def test_a_wide_sheet_is_read_by_rows_and_gives_the_same_table(monkeypatch):
    data = book([["단지명", "번호", "x"], ["창원국가", 1, 0.5], ["여수국가", 2, None]])
    whole = read_table("list.xlsx", data)
    monkeypatch.setattr(workbook, "MOST_CELLS", 2)
    monkeypatch.setattr(workbook, "_fill", lambda *_: None)
    assert read_table("list.xlsx", data) == whole


def test_millions_of_lines_are_refused_before_a_text_is_made_of_each(monkeypatch):
    monkeypatch.setattr(delimited, "MOST_ROWS", 1_000)
    assert refused("list.csv", b"name,x\n" + b",\n" * 1_001 + b"a,b\n") == "rows"


def test_millions_of_empty_lines_at_the_end_are_no_rows():
    table = read_table("list.csv", "단지명,시도\n창원국가,경남\n".encode() + b"\n" * 3_000_000)
    assert list(table.rows) == [("창원국가", "경남")]


def test_a_row_of_a_million_cells_is_refused():
    assert refused("list.csv", b"no" + b",x" * 1_000_000 + b"\na,b\n") == "columns"


def test_many_rows_with_many_columns_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_CELLS", 100)
    assert refused("list.csv", b"name,x\n" + b"a,b\n" * 60) == "cells"


def test_a_parquet_file_is_measured_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(parquet, "MOST_CELLS", 1_000)
    stream = io.BytesIO()
    pq.write_table(pa.table({"단지명": ["창원국가"] * 2_000}), stream)
    assert refused("list.parquet", stream.getvalue()) == "cells"
