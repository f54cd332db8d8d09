"""Cells are read as they were meant, and it is said how."""

import pytest

from geo.batch.oddities import first_place, undated, unmarked


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("경남 밀양시 삼문중앙로6길 Mar-34", "경남 밀양시 삼문중앙로6길 3-34"),
        ("부산 강서구 강동동 May-76", "부산 강서구 강동동 5-76"),
        ("부산 강서구 강동동 5-May", "부산 강서구 강동동 5-5"),
        ("울주군 상북면 등억알프스리 01월 22일", "울주군 상북면 등억알프스리 1-22"),
        ("부산 금정구 금단로 1월 33일", "부산 금정구 금단로 1-33"),
        ("창원시 성산구 공단로 12월 3일 (성산동)", "창원시 성산구 공단로 12-3 (성산동)"),
    ],
)
def test_a_number_that_became_a_date_is_a_number_again_with_a_note(written, meant):
    notes = []
    assert undated(written, notes) == meant
    assert [note.code for note in notes] == ["batch.excel_date"]


@pytest.mark.parametrize(
    "written",
    ["경남 창원시 3.15대로 780", "원시동 773-1", "경남 창원시 성산구 공단로 474", "4월 3일"],
)
def test_what_was_never_a_date_stays(written):
    notes = []
    assert (undated(written, notes), notes) == (written, [])


@pytest.mark.parametrize(
    ("cell", "lot"),
    [
        *[("4-Mar", "3-4"), ("Mar-04", "3-4"), ("3월 4일", "3-4"), ("2026-03-04", "3-4")],
        *[("1934-03-01", "3-34"), ("1999-12-01", "12-99"), ("66-5", "66-5"), ("2026-03-01", "3-1")],
    ],
)
def test_a_cell_of_a_lot_that_became_a_day_is_a_lot_again(cell, lot):
    assert undated(cell, [], alone=True) == lot


@pytest.mark.parametrize(
    "cell",
    [
        "경남 창원시 성산구 공단로 474; 경남 김해시 김해대로 1",
        "경남 창원시 성산구 공단로 474\n경남 김해시 김해대로 1",
        "경남 창원시 성산구 공단로 474 / 경남 김해시 김해대로 1",
        "경남 창원시 성산구 공단로 474, 경남 김해시 김해대로 1",
    ],
)
def test_of_several_addresses_the_first_is_taken_with_a_note(cell):
    notes = []
    assert first_place(cell, notes, addresses=True) == "경남 창원시 성산구 공단로 474"
    assert [note.facts["count"] for note in notes] == [2]


@pytest.mark.parametrize(
    ("cell", "one"),
    [
        ("경남 창원시\n성산구 공단로 474", "경남 창원시 성산구 공단로 474"),
        ("안산시 단원구 원시동 773, 1층, 2호", "안산시 단원구 원시동 773, 1층, 2호"),
    ],
)
def test_one_address_is_not_parted(cell, one):
    notes = []
    assert (first_place(cell, notes, addresses=True), notes) == (one, [])


def test_of_several_complexes_the_first_is_taken_and_a_name_of_two_stays_whole():
    notes = []
    assert first_place("창원국가산단, 진해국가산단", notes, addresses=False) == "창원국가산단"
    assert len(notes) == 1
    assert first_place("반월·시화국가", notes, addresses=False) == "반월·시화국가"
    assert first_place("미포,온산국가", notes, addresses=False) == "미포,온산국가"
    assert len(notes) == 1


def test_marks_of_footnotes_are_no_part_of_a_name():
    assert [unmarked(name) for name in ("※ 창원국가", "여수국가*", "대불 1)", "천안제3")] == [
        *("창원국가", "여수국가", "대불", "천안제3")
    ]
