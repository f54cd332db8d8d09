"""A run that was stopped goes on where it stopped, and only if nothing has changed."""

import json

import pytest

from geo.batch.job import open_job
from geo.batch.journal import Journal, fingerprint, journal_path
from geo.batch.run import Result
from geo.errors import UnwritableOutputError
from geo.geocoding.query import Query

OK = Result(
    status="ok",
    lon=128.65302,
    lat=35.22157,
    matched_id="changwon",
    matched_name="창원국가산업단지",
    method="gazetteer",
    score=1.0,
    precision_km=6.5,
    sido="경상남도",
    sido_code="48",
    sigungu=None,
    sigungu_code=None,
    note="",
)
NONE = Result("none", *[None] * 11, note="해당하는 곳을 찾지 못했습니다.")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "out.csv.journal"


def write(path, mark, *chunks):
    with Journal(path, mark) as journal:
        for chunk in chunks:
            journal.append(chunk)


def read(path, mark):
    with Journal(path, mark) as journal:
        return list(journal.results)


def test_a_journal_gives_back_what_was_written_down(path):
    write(path, "a", [OK, NONE], [OK])
    assert read(path, "a") == [OK, NONE, OK]


def test_a_journal_of_another_run_is_started_anew(path):
    write(path, "a", [OK])
    assert read(path, "b") == []
    assert json.loads(path.read_text("utf-8")) == {"fingerprint": "b"}


@pytest.mark.parametrize("torn", [1, 5, 40, 120])
def test_a_torn_last_line_is_dropped_and_written_over(path, torn):
    write(path, "a", [OK, NONE], [NONE, OK])
    whole = path.read_bytes()
    path.write_bytes(whole[:-torn])
    assert read(path, "a") == [OK, NONE]
    write(path, "a", [NONE, OK])
    assert path.read_bytes() == whole


@pytest.mark.parametrize("junk", [b"\0\0\0\n", b"[[1,2]]\n", b'{"fingerprint":"a"}\n', b"\xff\n"])
def test_what_is_no_chunk_ends_the_journal(path, junk):
    write(path, "a", [OK])
    path.write_bytes(path.read_bytes() + junk)
    assert read(path, "a") == [OK]


@pytest.mark.parametrize("junk", [b"", b"\n", b"not json\n", b'{"fingerprint":"a"}'])
def test_a_file_that_is_no_journal_is_started_anew(path, junk):
    path.write_bytes(junk)
    assert read(path, "a") == []
    assert path.read_text("utf-8") == '{"fingerprint":"a"}\n'


def test_the_fingerprint_changes_with_the_input_and_each_option():
    marks = {
        fingerprint(b"a", {"lang": "ko"}),
        fingerprint(b"b", {"lang": "ko"}),
        fingerprint(b"a", {"lang": "en"}),
        fingerprint(b"a", {"lang": "ko", "best_guess": True}),
    }
    assert len(marks) == 4


def test_a_journal_that_cannot_be_written_says_so(tmp_path):
    with pytest.raises(UnwritableOutputError), Journal(tmp_path / "nowhere" / "j", "a"):
        pass


def test_an_interrupted_job_asks_only_what_was_not_answered(answer, tmp_path):
    source, output = tmp_path / "list.csv", tmp_path / "out.csv"
    names = [f"창원국가 {i}" for i in range(2500)]
    source.write_text("단지명,번호\n" + "".join(f"{name},x\n" for name in names), "utf-8")

    def job():
        return open_job(source, output, chosen={}, lang="ko", options={})

    def answer_numbered(query):
        return answer(Query(name=query.name.split()[0]))

    def interrupting(query):
        if query.name == names[1700]:
            raise KeyboardInterrupt
        return answer_numbered(query)

    stopped = job()
    with pytest.raises(KeyboardInterrupt):
        stopped.run(interrupting, lambda _: None)
    assert stopped.answered == 1000
    assert not output.exists()
    asked, shown = [], []

    def noted(query):
        asked.append(query.name)
        return answer_numbered(query)

    summary = job().run(noted, shown.append)
    assert asked == names[1000:]
    assert shown == [1000, 1000, 500]
    assert (summary.rows, summary.resumed) == (2500, 1000)
    assert not journal_path(output).exists()
    resumed = output.read_bytes()
    job().run(answer_numbered, lambda _: None)
    assert output.read_bytes() == resumed


def test_a_changed_input_is_answered_from_the_beginning(answer, tmp_path):
    source, output = tmp_path / "list.csv", tmp_path / "out.csv"
    source.write_text("단지명\n창원국가\n", "utf-8")
    job = open_job(source, output, chosen={}, lang="ko", options={})
    write(journal_path(output), job.mark, [NONE])
    source.write_text("단지명\n여수국가\n", "utf-8")
    summary = open_job(source, output, chosen={}, lang="ko", options={}).run(answer, lambda _: None)
    assert (summary.ok, summary.resumed) == (1, 0)
