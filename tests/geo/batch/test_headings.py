"""The heading is found by structure, and no row is taken for one that is not."""

import pytest

from geo.batch.headings import find_heading
from geo.batch.reading import read_table


def rows_of(text):
    return [tuple(line.split(",")) for line in text.splitlines()]


def test_a_word_that_comes_again_in_its_column_heads_nothing():
    table = read_table(
        "list.csv",
        "no,cls,poi,ctprvn,emd\n1,장소,갑,울산광역시,효문동\n2,장소,을,울산광역시,범서읍\n".encode(),
    )
    assert table.headings[1] == "cls"
    assert len(table.rows) == 2


def test_a_row_with_numbers_and_regions_is_no_heading_whatever_word_is_in_it():
    heading = find_heading(rows_of("a,b,c,d\n1,장소,부산,3.5\n2,시설,대구,4.1"))
    assert (heading.cells, heading.first_row) == (("a", "b", "c", "d"), 1)


def test_years_are_headings():
    heading = find_heading(rows_of("단지명,2023,2024,2025\n창원국가,3,4,5"))
    assert heading.cells == ("단지명", "2023", "2024", "2025")


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (
            "연번,단지명,소재지,,비고\n,,시도,시군구,\n1,석문,충남,당진시,",
            "연번,단지명,시도,시군구,비고",
        ),
        (
            "단지명,소재지,,,\n,시도,시군구,읍면동,지번\n석문,충남,당진시,석문면,1",
            "단지명,시도,시군구,읍면동,지번",
        ),
        ("현황,,\n(단위: 개),,\n단지명,시도,업체수\n석문,충남,3", "단지명,시도,업체수"),
        (
            "단지명,공장,,본사\n,주소,면적,주소\n석문,충남 당진시 석문면 1,3,서울 중구 을지로 1",
            "단지명,공장 주소,면적,본사 주소",
        ),
        (",소재지,\n단지명,시도,시군구\n석문,충남,당진시", "단지명,시도,시군구"),
    ],
)
def test_a_heading_over_several_rows_keeps_each_column(text, headings):
    heading = find_heading(rows_of(text))
    assert heading.cells == tuple(headings.split(","))
    assert len(rows_of(text)) - heading.first_row == 1


def test_a_row_that_divides_columns_without_places_belongs_to_the_heading():
    text = "시도,단지명,산업시설구역,,입주\n,,분양,미분양,\n충남,석문,10,2,30"
    heading = find_heading(rows_of(text))
    assert heading.cells == ("시도", "단지명", "분양", "미분양", "입주")
    assert heading.first_row == 2


def test_the_first_row_of_data_is_not_drawn_into_the_heading():
    heading = find_heading(rows_of("단지명,시도,시군구\n,충남,당진시\n석문,충남,당진시"))
    assert heading.first_row == 1


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("창원국가산업단지,3320\n남동국가산업단지,8091", ("name", "")),
        ("1,국가,창원산단,경남\n2,일반,석문산단,충남", ("", "kind", "name", "sido")),
        ("부산 강서구,송정동,1623-3\n창원시 성산구,신촌동,66-5", ("sigungu", "emd", "lot")),
    ],
)
def test_a_table_without_a_heading_loses_no_row(text, headings):
    heading = find_heading(rows_of(text))
    assert (heading.cells, heading.first_row, heading.at) == (headings, 0, None)


def test_a_table_tells_where_its_heading_stood_and_what_was_above_it():
    table = read_table("list.csv", "산업단지 현황\n\n단지명,시도\n문막,강원\n".encode())
    assert (table.heading_row, table.above, list(table.rows)) == (3, 1, [("문막", "강원")])
