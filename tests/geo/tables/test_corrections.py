"""Scanning errors are put right wherever a row quotes them, with a mark."""

import pytest

from geo.tables.corrections import corrected, marked


@pytest.mark.parametrize(
    ("scanned", "read", "shown"),
    [
        ("향만 배후단지 조성", "항만 배후단지 조성", "[항만] 배후단지 조성"),
        ("사·도 요구", "시·도 요구", "[시]·도 요구"),
        ("단 교육단계별 양성", "교육단계별 양성", "[교육단계별] 양성"),
        ("법체처(1)", "법제처(1)", "[법제처](1)"),
        ("산업 쉐분야", "산업 全분야", "산업 [全분야]"),
    ],
)
def test_the_word_that_was_read_otherwise_stands_in_brackets(scanned, read, shown):
    assert marked(scanned, read) == shown


def test_no_row_but_the_register_of_errors_keeps_a_scanning_error(tables):
    texts = [(error.source, error.as_scanned) for error in tables.scan_errors]
    for _, table, row in tables.rows():
        if table == "scan_errors":
            continue
        own = {getattr(row, name, None) for name in ("source", "source_a", "source_b")}
        said = " ".join(str(getattr(row, c)) for c in row.columns() if c != "locator")
        assert not [text for source, text in texts if source in own and text in said]


def test_what_is_put_right_once_stays_as_it_is(tables):
    assert corrected(tables) == tables
