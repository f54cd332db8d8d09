"""The operator's files: text in either encoding, PDF, and what cannot be read."""

import os

import pytest
import typst

from geo.originals import reading
from geo.originals.reading import find, read


def test_a_text_goes_before_a_pdf_and_only_the_name_of_the_source_counts(tmp_path):
    assert find(tmp_path, "plan") is None
    (tmp_path / "plan.pdf").write_bytes(b"")
    assert find(tmp_path, "plan").name == "plan.pdf"
    (tmp_path / "plan.txt").write_text("", "utf-8")
    (tmp_path / "planned.txt").write_text("", "utf-8")
    assert find(tmp_path, "plan").name == "plan.txt"


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("비밀", "utf-8")
    (folder / "plan.txt").symlink_to(tmp_path / "secret.txt")
    assert find(folder, "plan") is None
    assert find(folder, "../secret") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_korean_text_is_read_in_the_encodings_of_korean_systems(tmp_path, encoding):
    path = tmp_path / "plan.txt"
    path.write_bytes("산업단지\r\n대개조\x07\x0c끝".encode(encoding))
    assert read(path).text == "산업단지\n대개조\n\n끝"


def test_a_pdf_is_read_page_after_page(tmp_path):
    path = tmp_path / "plan.pdf"
    typst.compile(b"first page #pagebreak() second page", output=path)
    assert read(path).text.split("\n") == ["first page", "second page"]


@pytest.mark.parametrize(
    ("name", "content", "trouble"),
    [
        ("plan.txt", b"\xff\xfe\xff\xff", "encoding"),
        ("plan.txt", b" \n ", "no_text"),
        ("plan.txt", b"", "no_text"),
        ("plan.pdf", b"no PDF at all", "damaged"),
        ("plan.pdf", b"", "damaged"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path, name, content, trouble):
    (tmp_path / name).write_bytes(content)
    found = read(tmp_path / name)
    assert (found.trouble, found.text.strip()) == (trouble, "")


def test_a_file_that_is_too_large_is_not_read(tmp_path, monkeypatch):
    path = tmp_path / "plan.txt"
    path.write_text("글" * 100, "utf-8")
    monkeypatch.setitem(reading.MOST_BYTES, ".txt", 299)
    assert read(path).trouble == "too_large"
    monkeypatch.setitem(reading.MOST_BYTES, ".txt", 300)
    monkeypatch.setattr(reading, "MOST_LETTERS", 99)
    assert read(path).trouble == "too_large"


@pytest.mark.skipif(os.name == "nt", reason="no such files")
def test_a_file_that_goes_away_is_said_to_be_unreadable(tmp_path):
    assert read(tmp_path / "gone.txt").trouble == "unreadable"
