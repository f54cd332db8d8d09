import pytest

from geo.tables.read import read_rows


def test_rows_know_their_line_also_after_a_cell_of_two_lines(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('a,b\n1,"two\nlines"\n3,\n', encoding="utf-8")
    rows, problems = read_rows(path, path.name, ("a", "b"))
    assert [(row.line, dict(row.cells)) for row in rows] == [
        (2, {"a": "1", "b": "two\nlines"}),
        (4, {"a": "3"}),
    ]
    assert problems == []


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("\ufeffa,b\n1,2\n", encoding="utf-8")
    rows, problems = read_rows(path, path.name, ("a", "b"))
    assert len(rows) == 1
    assert problems == []


def test_a_cp949_file_is_one_problem_that_says_what_to_do(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("a,b\n창원,2\n".encode("cp949"))
    rows, problems = read_rows(path, path.name, ("a", "b"))
    assert rows == []
    assert "CSV UTF-8" in problems[0].text("ko")


def test_other_columns_are_named_with_the_right_ones(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,c\n1,2\n", encoding="utf-8")
    _, problems = read_rows(path, path.name, ("a", "b"))
    told = problems[0].text("en")
    assert told.startswith("t.csv:1: the columns are 'a,c'; they must be 'a,b'.")
    assert told.endswith("Missing: b. Not a column: c.")


@pytest.mark.parametrize(("separator", "name"), [(";", "';'"), ("\t", "'Tab'")])
def test_another_separator_is_told_apart_from_other_columns(tmp_path, separator, name):
    path = tmp_path / "t.csv"
    path.write_text(f"a{separator}b\n1{separator}2\n", encoding="utf-8")
    rows, problems = read_rows(path, path.name, ("a", "b"))
    assert rows == []
    assert (problems[0].code, name in problems[0].text("en")) == ("separator", True)


def test_a_ragged_row_loses_no_other_row(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,b\n1\n2,3\n", encoding="utf-8")
    rows, problems = read_rows(path, path.name, ("a", "b"))
    assert [row.cells["a"] for row in rows] == ["2"]
    assert (
        problems[0].text("en")
        == "t.csv:2: the row has 1 cells; it must have 2. Put values with commas in double quotes."
    )


def test_a_missing_file_is_a_problem(tmp_path):
    _, problems = read_rows(tmp_path / "t.csv", "t.csv", ("a",))
    assert problems[0].code == "file_missing"


def test_a_broken_quote_is_a_problem_and_keeps_the_rows_before(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text('a,b\n1,2\n3,"x"y\n', encoding="utf-8")
    rows, problems = read_rows(path, path.name, ("a", "b"))
    assert len(rows) == 1
    assert (problems[0].line, problems[0].code) == (3, "not_csv")
