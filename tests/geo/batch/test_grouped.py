"""A region that a list states once holds for the rows below it, and a note says so."""

import pytest

from geo.batch.columns import find_columns
from geo.batch.grouped import regions_above
from geo.batch.reading import read_table


def taken_over(text):
    table = read_table("list.csv", text.encode())
    return regions_above(table, find_columns(table), frozenset())


def test_empty_cells_below_a_region_take_it_over_until_the_next():
    assert taken_over(
        "시도,시군구,단지명\n경상남도,창원시,창원국가\n,,진북\n,김해시,골든루트\n충북,,신척\n"
    ) == {1: ("경상남도", "창원시"), 2: ("경상남도", "김해시")}


@pytest.mark.parametrize(
    "text",
    [
        "시도,단지명\n경남,창원국가\n경남,진북\n,신척\n",
        "시도,단지명\n,신척\n경남,창원국가\n",
        "시도,단지명\n경남,창원국가\n전남,여수국가\n",
    ],
)
def test_where_rows_state_their_own_region_an_empty_cell_stays_empty(text):
    assert taken_over(text) == {}


def test_a_whole_address_needs_no_region_of_another_row():
    found = taken_over("시도,단지명,주소\n경남,창원국가,\n,장림,부산 사하구 장림동 300\n,진북,\n")
    assert found == {2: ("경남", "")}
