"""The quarterly table of the corporation, real and retyped."""

from dataclasses import replace
from datetime import date

import pytest

from geo.errors import (
    BrokenOffError,
    LockedWorkbookError,
    NotAWorkbookError,
    NotKicoxError,
    OldWorkbookError,
)
from geo.importers.kicox import read_kicox
from geo.importers.kicox_model import Locator
from geo.importers.kicox_rows import split_name
from geo.importers.kicox_totals import check_totals
from geo.model.places import PlaceKind

from .conftest import HEADING, NAMDONG, ONSU, ROWS, write


def named(table, name):
    (one,) = (one for one in table.complexes if one.name == name)
    return one


# The real workbook of 2025-09-30.


def test_the_real_table_is_read_without_a_problem(real):
    assert real.problems == ()
    assert real.reference_date == date(2025, 9, 30)


@pytest.mark.parametrize(
    ("kind", "count", "rows", "with_parts"),
    [
        (PlaceKind.NATIONAL, 55, 59, 95),
        (PlaceKind.GENERAL, 757, 757, 803),
        (PlaceKind.URBAN_HIGH_TECH, 51, 51, 51),
        (PlaceKind.AGRO, 486, 486, 486),
        (None, 1349, 1353, 1435),
    ],
)
def test_complexes_are_counted_as_the_real_table_counts_them(real, kind, count, rows, with_parts):
    assert real.count(kind) == count
    assert sum(kind in (None, one.kind) for one in real.whole()) == rows
    assert sum(kind in (None, one.kind) for one in real.complexes) == with_parts


def test_every_printed_total_of_the_real_table_is_the_sum_of_its_rows(real):
    assert check_totals(real) == []


def test_a_total_that_does_not_hold_is_told_with_its_place(real):
    spoilt = tuple(
        replace(one, tenants=one.tenants + 1) if one.name == "마곡" else one
        for one in real.complexes
    )
    found = check_totals(replace(real, complexes=spoilt))
    assert {(one.sheet, one.label) for one in found} == {
        *(("요약", label) for label in ("일반", "총합")),
        *(("시도별", label) for label in ("일반", "총합", "서울일반", "서울소계")),
    }
    assert {one.counted - one.printed for one in found} == {1}


def test_parts_know_their_complex_at_each_level(real):
    part = named(real, "구미4(구미외국인)")
    stage = named(real, "구미국가(4단지)")
    whole = named(real, "구미국가(2-4단지)")
    assert [one.level for one in (whole, stage, part)] == [0, 1, 2]
    assert (part.parent_row, part.parent) == (stage.row, stage.name)
    assert stage.parent_row == whole.row
    assert whole.designated_area_thousand_m2 == 16640
    assert part.zones == ("foreign_investment",)


def test_a_complex_in_two_sidos_names_the_other_one(real):
    shared = {(one.name, one.sido): one.also_in for one in real.complexes if one.also_in}
    assert len(shared) == 8
    assert shared["아산국가", "경기도"] == ("충청남도",)
    assert shared["명지·녹산", "경상남도"] == ("부산광역시",)


def test_the_sheets_are_joined_with_the_rows_that_tell_of_a_complex(real):
    masan = named(real, "마산자유무역지역국가산업단지")
    assert masan.smart_green_since == date(2025, 5, 9)
    assert masan.zones == ("free_trade",)
    assert {place.sheet for place in masan.evidence} >= {"전국산업단지현황", "국가"}
    assert Locator("국가", 98) in masan.evidence
    seosan = named(real, "서산오토밸리")
    assert seosan.aged
    assert seosan.former_names == ("서산",)
    assert named(real, "나주에너지국가산업단지").designated_on == date(2025, 7, 3)


def test_all_rows_of_the_sheets_of_some_complexes_are_joined(real):
    assert sum(one.aged is True for one in real.complexes) == 515
    assert sum(one.smart_green_since is not None for one in real.complexes) == 62
    assert sum(len(one.zones) for one in real.complexes) == 7 + 22


def test_a_complex_lists_the_districts_of_its_parts(real):
    assert named(real, "반월특수지역").sigungu == ("안산시", "시흥시", "화성시")


def test_former_provinces_become_those_of_today(real):
    sidos = {one.sido_as_written: one.sido for one in real.complexes}
    assert (sidos["강원"], sidos["전북"]) == ("강원특별자치도", "전북특별자치도")
    assert len(sidos) == 17


def test_the_real_table_takes_a_few_seconds(timed):
    assert timed[1] < 10


# Names.


@pytest.mark.parametrize(
    ("cell", "name", "former", "remarks"),
    [
        ("\xa0\xa0 서울디지털 ①", "서울디지털", (), ()),
        ("반월특수지역 (① + ② + ③ + ④)", "반월특수지역", (), ()),
        ("\xa0\xa0\xa0\xa0 ▷구미4(산업) ②", "구미4(산업)", (), ()),
        ("구미국가(1단지)[재생사업지구]", "구미국가(1단지)", (), ("재생사업지구",)),
        ("수원델타플렉스(1블록)(구 수원1)", "수원델타플렉스(1블록)", ("수원1",), ()),
        ("괴산테크노빌(구: 괴산농공)", "괴산테크노빌", ("괴산농공",), ()),
        ("자동차일반산업단지[구:남목]", "자동차일반산업단지", ("남목",), ()),
        ("송림그린테크 (구 송림)", "송림그린테크", ("송림",), ()),
    ],
)
def test_a_name_is_freed_of_marks_former_names_and_remarks(cell, name, former, remarks):
    found = split_name(cell)
    assert (found.name, found.former, found.remarks) == (name, former, remarks)


# A small workbook, and what may stand in one.


def test_a_small_workbook_is_read_as_the_real_one(workbook, regions):
    table = read_kicox(workbook(), regions)
    assert table.problems == ()
    assert [one.name for one in table.whole()] == ["한국수출산업", "서울온수", "남동"]
    assert named(table, "서울디지털").parent == "한국수출산업"
    assert named(table, "서울온수").row == 8
    assert named(table, "남동").aged is None


@pytest.mark.parametrize(
    ("cell", "why"), [(None, "empty"), ("-", "dash"), ("―", "dash"), ("X", "suppressed")]
)
def test_a_figure_that_is_not_told_is_none_with_the_reason(workbook, regions, cell, why):
    table = read_kicox(workbook([[*ONSU[:12], cell, 199]]), regions)
    (one,) = table.complexes
    assert (one.tenants, one.missing) == (None, {"tenants": why})
    assert table.problems == ()


@pytest.mark.parametrize(
    ("cell", "code"), [("약 3", "not_number"), (-1, "range"), ("1,2", "not_number")]
)
def test_a_figure_that_is_no_count_is_a_problem_of_its_cell(workbook, regions, cell, code):
    table = read_kicox(workbook([[*ONSU[:12], cell, 199], [*NAMDONG, 8080, 7788]]), regions)
    (problem,) = table.problems
    assert (problem.file, problem.line) == ("k.xlsx!전국산업단지현황", 6)
    assert (problem.column, problem.code) == ("입주업체", code)
    assert named(table, "서울온수").missing == {"tenants": "unreadable"}
    assert named(table, "남동").tenants == 8080


def test_figures_written_as_text_are_numbers(workbook, regions):
    (one,) = read_kicox(workbook([[*ONSU[:12], "1,199", " 199 "]]), regions).complexes
    assert (one.tenants, one.operating_firms) == (1199, 199)


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        (0, "특별", "not_allowed"),
        (0, None, "empty"),
        (1, "서물", "region"),
        (1, None, "empty"),
        (3, None, "empty"),
    ],
)
def test_a_bad_row_is_a_problem_and_leaves_the_others(workbook, regions, column, cell, code):
    bad = [*ONSU]
    bad[column] = cell
    table = read_kicox(workbook([bad, [*NAMDONG, 8080, 7788]]), regions)
    assert [problem.code for problem in table.problems] == [code]
    assert table.problems[0].line == 6
    assert all("{" not in problem.text("ko") for problem in table.problems)
    assert [one.name for one in table.complexes] == ["남동"]


def test_a_row_that_tells_of_a_complex_again_is_told_and_left_out(workbook, regions):
    table = read_kicox(workbook([*ROWS[:2], ONSU, *ROWS[:2]]), regions)
    again = [(one.line, one.code, one.facts["line"]) for one in table.problems]
    assert again == [(9, "repeated", 6), (10, "repeated", 7)]
    assert [one.row for one in table.complexes] == [6, 7, 8]


def test_parts_of_a_refused_complex_are_not_given_to_its_neighbour(workbook, regions):
    rows = [ONSU, ["국", *ROWS[0][1:]], ROWS[1]]
    part = named(read_kicox(workbook(rows), regions), "서울디지털")
    assert (part.level, part.parent_row) == (1, 7)


def test_a_part_without_indentation_is_known_by_its_mark(workbook, regions):
    rows = [ROWS[0], [*ROWS[1][:3], "서울디지털 ①", *ROWS[1][4:]], ONSU]
    table = read_kicox(workbook(rows), regions)
    assert named(table, "서울디지털").parent == "한국수출산업"
    assert not named(table, "서울온수").is_part


def test_notes_and_subtotals_are_no_complexes(workbook, regions):
    rows = [ONSU, ["서울소계", None, None, None, None, 158], [], ["* 주) 잠정치임"]]
    table = read_kicox(workbook(rows), regions)
    assert (len(table.complexes), table.problems) == (1, ())


def test_columns_that_an_edition_adds_are_kept_by_their_heading(workbook, regions):
    heading = [row[:] for row in HEADING]
    heading[3] += ["고용", None]
    heading[4] += [None, None, "남", "여"]
    (one,) = read_kicox(workbook([[*ONSU, 10, "-"]], heading), regions).complexes
    assert one.further == {"고용/남": 10, "고용/여": None}


def test_areas_in_square_metres_become_thousands_and_that_is_told(workbook, regions):
    heading = [*HEADING[:2], [*[None] * 12, "(단위 : 개, ㎡, %)"], *HEADING[3:]]
    table = read_kicox(workbook([ONSU], heading), regions)
    assert [problem.code for problem in table.problems] == ["unit_converted"]
    assert table.complexes[0].designated_area_thousand_m2 == 0.158


def test_areas_in_a_unit_of_another_kind_are_not_read(workbook, regions):
    heading = [*HEADING[:2], [*[None] * 12, "(단위 : 개, 평, %)"], *HEADING[3:]]
    table = read_kicox(workbook([ONSU], heading), regions)
    assert [problem.code for problem in table.problems] == ["unit"]
    assert table.complexes[0].designated_area_thousand_m2 is None
    assert table.complexes[0].missing["designated_area_thousand_m2"] == "unit"
    assert table.complexes[0].tenants == 199


def test_sheets_that_disagree_are_told(workbook, regions):
    other = ("일반", [*HEADING, [*ONSU[:12], 198, 199]])
    (problem,) = read_kicox(workbook(others=[other]), regions).problems
    assert (problem.file, problem.line, problem.code) == ("k.xlsx!일반", 6, "sheets_differ")
    assert "199" in problem.text("en")


def test_a_row_of_another_sheet_that_the_listing_lacks_is_told(workbook, regions):
    other = ("부록4)노후산업단지", [*HEADING, [*ONSU[:3], "서울무명", *ONSU[4:]]])
    table = read_kicox(workbook(others=[other]), regions)
    assert [problem.code for problem in table.problems] == ["row_unmatched"]
    assert all(one.aged is (None if one.is_part else False) for one in table.complexes)


def test_a_table_without_one_quarter_says_so(workbook, regions):
    table = read_kicox(workbook([ONSU], [["산업단지 현황"], *HEADING[1:]]), regions)
    assert table.reference_date is None
    assert [problem.code for problem in table.problems] == ["reference_date"]


# Files that are something else.


def test_a_workbook_of_something_else_lists_its_sheets(tmp_path, regions):
    path = write(tmp_path / "a.xlsx", ("매출", [["이름", "금액"], ["갑", 1]]))
    with pytest.raises(NotKicoxError, match="매출"):
        read_kicox(path, regions)


def test_a_listing_without_rows_is_no_table(workbook, regions):
    with pytest.raises(NotKicoxError):
        read_kicox(workbook([]), regions)


_OLE = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (_OLE, OldWorkbookError),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), LockedWorkbookError),
        ("<table><td>유형</td></table>".encode(), NotAWorkbookError),
        (b"", NotAWorkbookError),
        (b"PK\x05\x06" + bytes(18), NotAWorkbookError),
        (b"PK\x03\x04" + bytes(300), BrokenOffError),
    ],
)
def test_a_file_that_is_no_workbook_is_named_for_what_it_is(tmp_path, regions, content, error):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(error, match=r"a\.xlsx"):
        read_kicox(path, regions)


def test_a_workbook_cut_off_is_no_workbook(workbook, regions):
    path = workbook()
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 400] = bytes(400)
    path.write_bytes(content)
    with pytest.raises((NotAWorkbookError, NotKicoxError)):
        read_kicox(path, regions)
