"""`sandan geocode INPUT -o OUTPUT` as users run it: its files, its words and its exit codes."""

import csv
import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import openpyxl
import pytest

SANDAN = str(Path(sys.executable).with_name("sandan"))
ENVIRONMENT = {**os.environ, "SANDAN_LANG": "ko"}


@pytest.fixture
def run(sandan):
    return partial(sandan, "geocode")


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "목록.csv"
    path.write_bytes("단지명,시도\n창원국가,경남\n남동공단,인천\n".encode("cp949"))
    return path


@pytest.fixture
def many(tmp_path):
    """A list of 40,000 names, each spelled with other blanks, so that none is remembered."""
    path = tmp_path / "many.csv"
    names = ("창원국가", "여수국가", "남동공단", "온산국가")
    blanks = (f"{i:016b}".replace("0", " ").replace("1", "\u3000") for i in range(40_000))
    rows = (f"{names[i % 4][:2]}{blank}{names[i % 4][2:]},{i}\n" for i, blank in enumerate(blanks))
    path.write_text("단지명,번호\n" + "".join(rows), "utf-8")
    return path


def stopped(many, output, how):
    """Start a run, stop it once its journal has grown, and return what it said."""
    journal = output.with_name(output.name + ".journal")
    with subprocess.Popen(  # noqa: S603
        [SANDAN, "geocode", str(many), "-o", str(output)],
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
    ) as process:
        until = time.monotonic() + 30
        while not (journal.exists() and journal.stat().st_size > 300_000):
            assert process.poll() is None
            assert time.monotonic() < until
            time.sleep(0.001)
        process.send_signal(how)
        said = process.stderr.read()
        code = process.wait(timeout=10)
    assert not output.exists()
    assert journal.exists()
    return code, said


def test_a_table_is_geocoded_and_every_row_led_to_a_place(run, source, tmp_path):
    output = tmp_path / "out.csv"
    ran = run(source, "-o", output)
    assert (ran.returncode, ran.stdout) == (0, "")
    assert "2행, ok 2" in ran.stderr
    with output.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["matched_id"] for row in rows] == ["changwon", "namdong"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.csv", "목록.csv"]


def test_rows_without_a_place_are_counted_and_the_exit_code_is_1(run, source, tmp_path):
    source.write_text("단지명,시도\n창원국가,경남\n,경남\n창원국가,전난\n", "utf-8")
    ran = run(source, "-o", tmp_path / "out.geojson")
    assert ran.returncode == 1
    assert "2행은 한 곳으로 정해지지 않았습니다" in ran.stderr
    features = json.loads((tmp_path / "out.geojson").read_text("utf-8"))["features"]
    assert [one["properties"]["status"] for one in features] == ["ok", "none", "none"]


def test_the_best_guess_is_given_only_when_asked_for_and_stays_ambiguous(run, source, tmp_path):
    source.write_text("단지명\n구미\n", "utf-8")
    for options, placed in (((), False), (("--best-guess",), True)):
        output = tmp_path / "out.csv"
        assert run(source, "-o", output, *options).returncode == 1
        with output.open(encoding="utf-8-sig", newline="") as stream:
            (row,) = csv.DictReader(stream)
        assert (row["status"], bool(row["lon"])) == ("ambiguous", placed)
        assert "구미국가산업단지" in row["note"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".geojson", ".gpkg", ".parquet"])
def test_every_format_of_output_comes_out_of_the_command(run, source, tmp_path, ending):
    output = tmp_path / f"out{ending}"
    assert run(source, "-o", output).returncode == 0
    assert output.stat().st_size


def test_a_column_named_by_an_option_is_used(run, source, tmp_path):
    workbook = openpyxl.Workbook()
    for row in (["번호", "비고"], [1, "창원국가"]):
        workbook.active.append(row)
    workbook.save(tmp_path / "list.xlsx")
    output = tmp_path / "out.csv"
    refused = run(tmp_path / "list.xlsx", "-o", output)
    assert refused.returncode == 3
    assert "번호, 비고" in refused.stderr
    assert run(tmp_path / "list.xlsx", "-o", output, "--name-column", "비고").returncode == 0
    assert run(source, "-o", output, "--name-column", "없음").returncode == 2


def test_the_command_says_what_it_took_for_what_and_can_be_told_otherwise(run, tmp_path):
    source, output = tmp_path / "list.csv", tmp_path / "out.csv"
    row = "창원국가,경남 창원시 성산구 공단로 474,기계"
    source.write_text(f"현황,,\n단지명,산업단지 주소,업종\n{row}\n", "utf-8")
    ran = run(source, "-o", output)
    assert "2행을 제목으로" in ran.stderr
    assert "이름 ← 단지명, 주소 ← 산업단지 주소" in ran.stderr
    assert "쓰지 않은 열: 업종" in ran.stderr
    told = run(source, "-o", output, "--column", "이름=업종", "--column", "주소=")
    assert "쓴 열: 이름 ← 업종." in told.stderr
    assert "쓰지 않은 열: 단지명, 산업단지 주소" in told.stderr


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (["주소"], "'='이 없습니다"),
        (["면적=업종"], "쓸 수 있는 것: 이름, 주소"),
        (["이름=단지명", "단지명=업종"], "두 번"),
        (["주소=없음"], "있는 제목: 단지명, 시도"),
    ],
)
def test_a_column_that_cannot_be_is_refused_with_what_can(run, source, tmp_path, columns, said):
    options = [part for column in columns for part in ("--column", column)]
    ran = run(source, "-o", tmp_path / "out.csv", *options)
    assert ran.returncode == 2
    assert said in ran.stderr


def test_of_a_workbook_with_several_sheets_the_others_are_named(run, tmp_path):
    book = openpyxl.Workbook()
    for title in ("국가", "일반"):
        sheet = book.create_sheet(title)
        sheet.append(["단지명", "시도"])
        sheet.append(["창원국가", "경남"])
    book.save(tmp_path / "list.xlsx")
    ran = run(tmp_path / "list.xlsx", "-o", tmp_path / "out.csv", "--sheet", "일반")
    assert ran.returncode == 0
    assert "시트 '일반'" in ran.stderr
    assert "국가 (--sheet" in ran.stderr
    assert run(tmp_path / "list.xlsx", "-o", tmp_path / "o.csv", "--sheet", "x").returncode == 2


def test_sums_below_a_table_fail_nothing(run, source, tmp_path):
    source.write_text("단지명,시도\n창원국가,경남\n합계,\n", "utf-8")
    ran = run(source, "-o", tmp_path / "out.csv")
    assert ran.returncode == 0
    assert "1행은 합계" in ran.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["list.csv"],
        ["list.csv", "--name", "창원국가"],
        ["list.csv", "-o", "list.csv"],
        ["list.csv", "-o", "out.csv", "--json"],
        ["list.csv", "-o", "out.csv", "--region", "경남"],
        ["--name", "창원국가", "-o", "out.csv"],
        ["--name", "창원국가", "--name-column", "이름"],
    ],
)
def test_only_one_of_both_forms_is_taken(run, arguments):
    ran = run(*arguments)
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("nothing.csv", None, "없습니다"),
        ("list.hwp", b"HWP Document File", ".xlsx"),
        ("list.csv", b"", "행이 없습니다"),
        ("list.xls", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), ".xls"),
        ("list.csv", "회사명,비고\n가나,다\n".encode(), "회사명"),
    ],
)
def test_an_input_that_cannot_be_read_exits_with_3_and_says_why(run, tmp_path, name, data, said):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    ran = run(tmp_path / name, "-o", tmp_path / "out.csv")
    assert ran.returncode == 3
    assert name in ran.stderr
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "out.csv").exists()


def test_an_output_that_cannot_be_written_is_refused_at_once(run, source, tmp_path):
    assert run(source, "-o", tmp_path / "out.hwp").returncode == 2
    assert run(source, "-o", tmp_path / "nowhere" / "out.csv").returncode == 4


def test_every_odd_cell_gets_its_reason_and_no_row_is_lost(run, tmp_path):
    source, output = tmp_path / "zoo.csv", tmp_path / "out.xlsx"
    good = "창원국가,경남".encode()
    odd = [b",", "🏭🏭,".encode(), b"\x00\x01\x02,", ("가" * 100_000 + ",").encode(), b"\xff\xff,"]
    odd += [b"12345,", b'"open,', b"a,b,c,d", "여수국가,전남".encode("cp949"), "창원,전난".encode()]
    lines = ["단지명,시도".encode(), *(line for one in odd for line in (one, good))]
    source.write_bytes(b"\n".join(lines))
    assert run(source, "-o", output).returncode == 1
    rows = list(openpyxl.load_workbook(output).active.iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(lines) - 1
    assert all(row[2] == "ok" for row in rows[1::2])
    assert rows[16][2] == "ok"
    assert all(row[-1] for row in rows[::2])


@pytest.mark.process
def test_a_killed_run_goes_on_and_gives_the_same_bytes_as_one_that_was_not(run, many, tmp_path):
    killed, whole = tmp_path / "killed.csv", tmp_path / "whole.csv"
    code, _ = stopped(many, killed, signal.SIGKILL)
    assert code == -signal.SIGKILL
    again = run(many, "-o", killed)
    assert again.returncode == run(many, "-o", whole).returncode
    assert "이어서 한 행 0" not in again.stderr
    assert killed.read_bytes() == whole.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "killed.csv",
        "many.csv",
        "whole.csv",
    ]


@pytest.fixture
def listening():
    """Hear interrupts, which a test run in the background ignores, and so would what it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.process
@pytest.mark.usefixtures("listening")
def test_an_interrupted_run_says_how_to_go_on(many, tmp_path):
    code, said = stopped(many, tmp_path / "out.csv", signal.SIGINT)
    assert code == 1
    assert "같은 명령을 다시 실행하면" in said
    assert "Traceback" not in said
