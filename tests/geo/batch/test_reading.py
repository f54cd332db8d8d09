"""Files of users as they come: in every format and encoding, and damaged in every way."""

import datetime as dt
import random
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geo import errors
from geo.batch.columns import find_columns
from geo.batch.reading import read_bytes, read_table
from geo.geocoding.query import Query

ROWS = (("창원국가", "경남"), ("여수국가", "전남"))


def texts(table):
    return table.headings, tuple(table.rows)


def notes(table, row):
    return [trouble.note.code for trouble in table.troubles.get(row, ())]


def book(path, *sheets):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, rows in enumerate(sheets):
        sheet = workbook.create_sheet(f"Sheet{number}")
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return workbook


@pytest.mark.parametrize(
    ("sheet", "headings", "rows"),
    [
        (
            None,
            ("시도", "시군구", "단지명", "유형"),
            (
                ("경상남도", "창원시", "창원국가산업단지", "국가"),
                ("경상남도", "김해시", "김해골든루트", "일반"),
            ),
        ),
        ("기업", ("회사명", "공장소재지"), (("가", "경기 안산시 단원구 원시동 773"),)),
    ],
)
def test_a_workbook_of_excel_97_is_read_with_its_sheets_and_merged_cells(sheet, headings, rows):
    data = Path(__file__).with_name("list.xls").read_bytes()
    table = read_table("list.xls", data, sheet=sheet)
    assert texts(table) == (headings, rows)


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_text_file_is_read_in_each_encoding_with_each_delimiter(delimiter, encoding, line_end):
    lines = [("단지명", "시도"), *ROWS]
    data = line_end.join(delimiter.join(cells) for cells in lines).encode(encoding)
    assert texts(read_table("list.csv", data)) == (("단지명", "시도"), ROWS)


def test_a_workbook_is_read_below_a_merged_title_from_the_first_sheet_with_a_heading(tmp_path):
    path = tmp_path / "list.xlsx"
    workbook = book(
        path,
        [["이 파일은 예시입니다"]],
        [["전국 산업단지 현황", None], [None, None], ["단지명", "시도"], *ROWS],
    )
    workbook.worksheets[1].merge_cells("A1:B1")
    workbook.save(path)
    assert texts(read_table(path.name, read_bytes(path))) == (("단지명", "시도"), ROWS)


def test_cells_merged_downwards_give_each_row_their_value(tmp_path):
    path = tmp_path / "list.xlsx"
    rows = [["시도", "단지명"], ["경남", "창원국가"], [None, "안정국가"], ["전남", "여수국가"]]
    workbook = book(path, rows)
    workbook.active.merge_cells("A2:A3")
    workbook.save(path)
    table = read_table(path.name, read_bytes(path))
    assert [cells[0] for cells in table.rows] == ["경남", "경남", "전남"]


def test_the_sheet_asked_for_is_read_by_its_title_or_number(tmp_path):
    path = tmp_path / "list.xlsx"
    book(path, [["단지명", "시도"], ROWS[0]], [["단지명", "시도"], ROWS[1]])
    data = read_bytes(path)
    first = read_table(path.name, data)
    assert (first.sheet, first.other_sheets) == ("Sheet0", ("Sheet1",))
    for asked in ("Sheet1", "2"):
        assert tuple(read_table(path.name, data, sheet=asked).rows) == (ROWS[1],)
    with pytest.raises(errors.SheetOptionError) as caught:
        read_table(path.name, data, sheet="현황")
    assert "Sheet0, Sheet1" in caught.value.text("ko")
    with pytest.raises(errors.SheetOptionError):
        read_table("list.csv", "단지명,시도\n창원국가,경남\n".encode(), sheet="1")


def test_a_sheet_of_sums_before_the_listing_is_passed_over(tmp_path):
    path = tmp_path / "list.xlsx"
    sums = [["단지유형", "업체수"], ["국가", 3], ["일반", 5], ["합계", 8]]
    book(path, sums, [["단지명", "시도"], *ROWS])
    table = read_table(path.name, read_bytes(path))
    assert (table.sheet, table.other_sheets) == ("Sheet1", ("Sheet0",))


def test_a_hidden_sheet_is_read_only_where_no_other_has_a_table(tmp_path):
    path = tmp_path / "list.xlsx"
    workbook = book(path, [["단지명", "시도"], ROWS[0]], [["단지명", "시도"], ROWS[1]])
    workbook.worksheets[0].sheet_state = "hidden"
    workbook.save(path)
    assert read_table(path.name, read_bytes(path)).sheet == "Sheet1"


def test_a_heading_over_two_rows_is_read_as_one(tmp_path):
    path = tmp_path / "list.xlsx"
    book(path, [["단지명", "소재지", None], [None, "시도", "시군구"], ["창원국가", "경남", "창원"]])
    table = read_table(path.name, read_bytes(path))
    assert texts(table) == (("단지명", "시도", "시군구"), (("창원국가", "경남", "창원"),))


def test_a_title_that_is_a_known_word_is_not_taken_for_the_heading(tmp_path):
    path = tmp_path / "list.xlsx"
    book(path, [["산업단지"], ["번호", "단지명", "비고"], [1, "창원국가", None]])
    assert read_table(path.name, read_bytes(path)).headings == ("번호", "단지명", "비고")


def test_values_of_a_workbook_become_the_text_that_a_person_would_write(tmp_path):
    path = tmp_path / "list.xlsx"
    values = ["창원", 773, 773.0, 0.5, dt.datetime(2025, 1, 16), True, None, "007"]  # noqa: DTZ001
    book(path, [["단지명", "a", "b", "c", "d", "e", "f", "g"], values])
    table = read_table(path.name, read_bytes(path))
    assert table.rows == [("창원", "773", "773", "0.5", "2025-01-16", "TRUE", "", "007")]


def test_parquet_is_read_with_numbers_dates_and_nothing(tmp_path):
    path = tmp_path / "list.parquet"
    columns = {"단지명": ["창원국가", None], "no": [1.0, None], "day": [dt.date(2025, 1, 16)] * 2}
    pq.write_table(pa.table(columns), path)
    table = read_table(path.name, read_bytes(path))
    assert table.headings == ("단지명", "no", "day")
    assert list(table.rows) == [("창원국가", "1", "2025-01-16"), ("", "", "2025-01-16")]


def test_a_line_in_another_encoding_is_read_in_that_one_and_says_so():
    lines = ["단지명,시도", "창원국가,경남", "여수국가,전남"]
    data = "\n".join(lines[:2]).encode() + b"\n" + lines[2].encode("cp949")
    table = read_table("list.csv", data)
    assert tuple(table.rows) == ROWS
    assert (notes(table, 0), notes(table, 1)) == ([], ["batch.other_encoding"])


def test_bytes_that_no_encoding_reads_spoil_only_their_row():
    data = "단지명,시도\n창원국가,경남\n".encode() + b"\xff\xff,x\n" + "여수국가,전남\n".encode()
    table = read_table("list.csv", data)
    assert (table.rows[0], table.rows[2]) == ROWS
    assert notes(table, 1) == ["batch.undecodable"]


def test_a_row_with_too_many_cells_keeps_them_all_and_is_refused():
    table = read_table("list.csv", "단지명,시도\n창원,국가,경남\n여수국가,전남\n".encode())
    assert list(table.rows) == [("창원", "국가,경남"), ROWS[1]]
    assert [trouble.refused for trouble in table.troubles[0]] == [True]


def test_a_row_with_too_few_cells_is_filled_up_and_says_so():
    table = read_table("list.csv", "단지명,시도,비고\n창원국가\n여수국가,전남,\n".encode())
    assert list(table.rows) == [("창원국가", "", ""), ("여수국가", "전남", "")]
    assert (notes(table, 0), notes(table, 1)) == (["batch.short_row"], [])


def test_empty_cells_beyond_the_heading_are_no_fault():
    table = read_table("list.csv", "단지명,시도\n창원국가,경남,,\n여수국가,전남\n".encode())
    assert (tuple(table.rows), dict(table.troubles)) == (ROWS, {})


def test_a_quoted_cell_may_hold_delimiters_quotes_and_line_breaks():
    data = '단지명,주소\n"창원,국가","성산구\n공단로 ""474"""\n여수국가,\n'.encode()
    table = read_table("list.csv", data)
    assert list(table.rows) == [("창원,국가", '성산구\n공단로 "474"'), ("여수국가", "")]


def test_a_quotation_mark_that_is_never_closed_swallows_no_other_row():
    lines = ["단지명,시도", '"창원국가,경남', *(f"여수국가,전남{i}" for i in range(300))]
    table = read_table("list.csv", "\n".join(lines).encode())
    assert len(table.rows) == 301
    assert notes(table, 0) == ["batch.open_quote"]


def test_two_stray_quotation_marks_do_not_swallow_what_is_between_them():
    lines = ["단지명,시도", '"창원국가,경남', "여수국가,전남", '"온산국가,울산', "구미국가,경북"]
    assert len(read_table("list.csv", "\n".join(lines).encode()).rows) == 4


def test_long_cells_control_characters_and_emoji_are_kept():
    cells = ["가" * 100_000, "a\x00\x01b", "🏭" * 10, '"' + "나" * 200_000 + '"']
    table = read_table("list.csv", "\n".join(["단지명,x", *(f"{c},1" for c in cells)]).encode())
    assert [row[0] for row in table.rows] == [*cells[:3], "나" * 200_000]


def test_empty_rows_between_others_keep_their_place_and_those_at_the_end_are_left_out():
    table = read_table("list.csv", "단지명,시도\n창원국가,경남\n\n여수국가,전남\n,\n\n".encode())
    assert [row[0] for row in table.rows] == ["창원국가", "", "여수국가"]


def test_one_column_without_heading_is_a_plain_list_of_names():
    table = read_table("list.txt", "창원국가\n반월,시화\n여수국가\n온산국가\n".encode("cp949"))
    assert table.plain_list
    assert [row[0] for row in table.rows] == ["창원국가", "반월,시화", "여수국가", "온산국가"]


def test_one_column_of_addresses_may_hold_commas():
    table = read_table(
        "list.csv", "주소\n안산시 원시동 773, 1층\n안산시 원시동 774, 2층\n".encode()
    )
    assert texts(table)[0] == ("주소",)
    assert table.rows[0] == ("안산시 원시동 773, 1층",)


def test_a_heading_of_known_words_around_a_bar_is_not_taken_for_one_of_a_single_column():
    table = read_table("list.txt", "complex|name\n창원국가|x\n여수국가|y\n".encode())
    assert table.headings == ("complex", "name")


def test_commas_within_addresses_do_not_divide_cells_that_bars_or_tabs_divide():
    for sign in "|\t;":
        rows = [
            ("창원산단", "창원시 공단로 474, 1층, 가동"),
            ("반월", "안산시 원시동 773, 1층, 2호"),
        ]
        data = "\n".join(sign.join(cells) for cells in [("단지명", "주소"), *rows]).encode()
        assert list(read_table("list.txt", data).rows) == rows


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_columns_without_a_heading_are_known_by_the_regions_they_hold(delimiter, encoding):
    lines = [("창원산단", "경남", "창원시"), ("대불", "전남", "영암군"), ("녹산", "부산", "강서구")]
    data = "\n".join(delimiter.join(cells) for cells in lines).encode(encoding)
    table = read_table("list.txt", data)
    assert list(table.rows) == lines
    query = find_columns(table).query(table.rows[0])
    assert query == Query(name="창원산단", sido="경남", sigungu="창원시")


def test_one_line_without_a_heading_is_a_table_too():
    table = read_table("list.txt", "창원산단|경남|창원시".encode())
    assert list(table.rows) == [("창원산단", "경남", "창원시")]
    assert find_columns(table).query(table.rows[0]).name == "창원산단"


def test_without_a_heading_the_name_is_where_complexes_are_spoken_of():
    lines = [
        "1|가나기계|경남|창원국가산단|055-1",
        "2|다라전자|경북|구미1단지|",
        "3|마바|전남|여수산단|",
    ]
    table = read_table("list.txt", "\n".join(lines).encode())
    assert find_columns(table).query(table.rows[1]) == Query(name="구미1단지", sido="경북")


def test_without_a_heading_addresses_are_asked_and_not_the_firms_beside_them():
    lines = ["가나기계|경남 창원시 성산구 공단로 474", "다라전자|경기 안산시 단원구 원시동 773"]
    table = read_table("list.txt", "\n".join(lines).encode())
    query = find_columns(table).query(table.rows[0])
    assert query == Query(address="경남 창원시 성산구 공단로 474")


def test_without_a_heading_no_row_is_lost_to_an_empty_cell_or_a_title():
    text = "2025년 목록\n\n창원산단|경남|\n여수산단|전남|여수시\n온산산단||\n"
    table = read_table("list.txt", text.encode())
    assert [cells[0] for cells in table.rows] == ["창원산단", "여수산단", "온산산단"]


def test_a_heading_that_is_not_known_stays_the_heading():
    table = read_table("list.txt", "공단이름|어디|어느\n창원산단|경남|창원시\n".encode())
    assert table.headings == ("공단이름", "어디", "어느")


def test_a_file_is_what_its_bytes_are_whatever_it_is_called(tmp_path):
    path = tmp_path / "list.xlsx"
    book(path, [["단지명", "시도"], *ROWS])
    assert tuple(read_table("list.csv", read_bytes(path)).rows) == ROWS


@pytest.mark.parametrize(
    ("file", "data", "expected"),
    [
        ("list.hwp", b"HWP Document File", errors.UnknownFormatError),
        ("list", b"name\nx", errors.UnknownFormatError),
        ("list.csv", b"", errors.EmptyTableError),
        ("list.csv", b"\xef\xbb\xbf\r\n \r\n", errors.EmptyTableError),
        ("list.csv", "단지명,시도\n".encode(), errors.EmptyTableError),
        ("list.xls", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), errors.OldWorkbookError),
        (
            "list.xlsx",
            bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
            errors.LockedWorkbookError,
        ),
        ("list.xlsx", b"PK\x03\x04" + bytes(100), errors.BrokenOffError),
        ("list.xlsx", b"not a workbook", errors.UnreadableTableError),
        ("list.parquet", b"PAR1" + bytes(100) + b"PAR1", errors.UnreadableTableError),
        ("list.csv", random.Random(1).randbytes(20_000), errors.UnreadableTableError),  # noqa: S311
    ],
)
def test_what_is_no_table_is_refused_by_name(file, data, expected):
    with pytest.raises(expected) as caught:
        read_table(file, data)
    assert file in caught.value.text("ko")


def test_a_missing_file_and_a_folder_are_refused_by_name(tmp_path):
    with pytest.raises(errors.MissingInputError):
        read_bytes(tmp_path / "nothing.csv")
    with pytest.raises(errors.UnreadableTableError):
        read_bytes(tmp_path)


@pytest.mark.parametrize("seed", range(20))
def test_whatever_single_bytes_are_spoiled_no_other_row_is_lost(seed):
    """Lines before the first and after the last spoiled one stay; it never raises."""
    random_ = random.Random(seed)  # noqa: S311
    lines = [f"창원국가 {i},경남".encode("cp949" if seed % 2 else "utf-8") for i in range(400)]
    heading = "단지명,시도".encode("cp949" if seed % 2 else "utf-8")
    for _ in range(5):
        index = random_.randrange(200, 400)
        line = bytearray(lines[index])
        line[random_.randrange(len(line))] = random_.choice(b'"\xff\x00,\x1a\x80;\t')
        lines[index] = bytes(line)
    table = read_table("list.csv", b"\n".join([heading, *lines]))
    assert len(table.rows) == 400
    assert [row[0] for row in table.rows[:200]] == [f"창원국가 {i}" for i in range(200)]
