"""Sums, remarks and repeated headings are told apart from rows that were not found."""

import pytest

from geo.batch.asides import find_asides
from geo.batch.columns import find_columns
from geo.batch.reading import read_table


def asides(*lines, heading="단지명,시도,시군구,업체수"):
    rows = ["창원국가산업단지,경남,창원시,3320", *lines]
    table = read_table("list.csv", "\n".join([heading, *rows]).encode())
    found = find_asides(table, find_columns(table))
    return [found[row].code if row in found else "" for row in range(1, len(table.rows))]


@pytest.mark.parametrize(
    "line",
    [
        *("계,,,11", "소 계,,,11", "합  계,,,11", "총계,,,9", "전국,,,9", "경남 소계,경남,,3"),
        *(",합계,,9", ",경남,소계,9", "국가산단 계,,,3", "Total,,,9", "평균,,,3", "합계(12개),,,9"),
    ],
)
def test_a_sum_is_a_sum(line):
    assert asides(line) == ["batch.sum"]


def test_a_sum_in_the_column_of_numbers_is_one_whatever_its_regions_are_counted_as():
    line = "합 계,,,2개 시군,11"
    heading = "연번,단지명,시도,시군구,업체수"
    table = read_table("list.csv", f"{heading}\n1,창원국가산업단지,경남,창원시,3\n{line}".encode())
    assert [note.code for note in find_asides(table, find_columns(table)).values()] == ["batch.sum"]


@pytest.mark.parametrize(
    "line",
    ["장계,전북,장수군,3", "신계,전남,영광군,3", "계룡제1,충남,계룡시,9", "합덕,충남,당진시,3"],
)
def test_a_complex_whose_name_looks_like_a_sum_is_none(line):
    assert asides(line) == [""]


@pytest.mark.parametrize(
    "line",
    [
        *("※ 자료: 한국산업단지공단,,,", "* 입주업체 : 계약을 체결한 기업,,,", "주) 2025년 말,,,"),
        *(
            "자료 : KICOX,,,",
            "1) 잠정치,,,",
            "(단위: 개),,,",
            "주1) 재생사업,,,",
            "Source: KICOX,,,",
        ),
    ],
)
def test_a_note_is_a_remark(line):
    assert asides(line) == ["batch.remark"]


def test_a_remark_goes_on_over_numbered_lines():
    lines = ("주) 1. 입주계약 기준,,,", "   2. 잠정치,,,", "3. 문막,강원,원주시,1")
    assert asides(*lines) == ["batch.remark", "batch.remark", ""]


def test_an_empty_row_is_no_place_that_was_missed():
    assert asides(",,,", "남동,인천,남동구,3") == ["batch.blank", ""]


def test_a_name_with_a_mark_is_asked_without_it():
    assert asides("* 남동국가산업단지,인천,남동구,3") == [""]
    table = read_table("list.csv", "단지명,시도\n*남동국가산업단지,인천\n여수국가*,전남\n".encode())
    columns = find_columns(table)
    assert [columns.query(row).name for row in table.rows] == ["남동국가산업단지", "여수국가"]


def test_a_heading_printed_again_on_the_next_page_is_no_place():
    assert asides("단지명,시도,시군구,업체수", "남동,인천,남동구,3") == ["batch.heading_again", ""]


def test_a_row_that_only_lacks_its_other_cells_is_asked():
    assert asides("남동국가산업단지,,,") == [""]


def test_an_address_of_a_place_called_like_a_sum_is_asked():
    table = read_table("list.csv", "상호,주소\n소계,경남 창원시 의창구 소계동 1\n".encode())
    assert find_asides(table, find_columns(table)) == {}
