"""Cells are read as they were meant, and it is said how."""

import pytest

from geo.batch.oddities import first_complex, lot_of, unmarked


@pytest.mark.parametrize(
    ("cell", "lot"),
    [
        *[("4-Mar", "3-4"), ("Mar-04", "3-4"), ("3월 4일", "3-4"), ("2026-03-04", "3-4")],
        *[("1934-03-01", "3-34"), ("1999-12-01", "12-99"), ("2026-03-01", "3-1")],
    ],
)
def test_a_lot_that_became_a_day_is_a_lot_again_with_a_note(cell, lot):
    notes = []
    assert lot_of(cell, notes) == lot
    assert [note.code for note in notes] == ["number_from_date"]


@pytest.mark.parametrize("cell", ["66-5", "산12", "773", "", "1600-2"])
def test_a_lot_that_never_was_a_day_stays(cell):
    notes = []
    assert (lot_of(cell, notes), notes) == (cell, [])


@pytest.mark.parametrize("sign", [", ", "; ", "\n", " / ", " 및 "])
def test_of_several_complexes_the_first_is_taken_with_a_note(sign):
    notes = []
    assert first_complex(f"창원국가산단{sign}진해국가산단", notes) == "창원국가산단"
    assert [note.code for note in notes] == ["first_of_several"]


@pytest.mark.parametrize("name", ["반월·시화국가", "미포,온산국가", "명지, 녹산국가산업단지"])
def test_a_name_of_two_stays_whole(name):
    notes = []
    assert (first_complex(name, notes), notes) == (name, [])


def test_marks_of_footnotes_are_no_part_of_a_name():
    marked = ("※ 창원국가", "여수국가*", "대불 1)", "천안제3", "서울디지털 ①", "문막반계 (① + ②)")
    names = ["창원국가", "여수국가", "대불", "천안제3", "서울디지털", "문막반계"]
    assert [unmarked(name) for name in marked] == names
