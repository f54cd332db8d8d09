"""The command `sandan` as users run it: its words and its exit codes; `run` is a process."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import openpyxl
import pytest

SANDAN = str(Path(sys.executable).with_name("sandan"))


def run(*arguments, **environment):
    return subprocess.run(  # noqa: S603
        [SANDAN, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
        env={**os.environ, "SANDAN_LANG": "ko", **environment},
    )


@pytest.mark.process
def test_help_lists_the_commands_in_both_languages():
    assert "지도와 API를 서비스합니다" in run("--help").stdout
    assert "Serve the maps and the API" in run("--help", SANDAN_LANG="en").stdout


@pytest.mark.process
def test_build_writes_the_files_and_check_passes(own_data):
    environment = {"SANDAN_DATA": str(own_data)}
    (own_data / "complexes.geojson").unlink()
    built = run("build", **environment)
    assert (built.returncode, built.stderr) == (0, "")
    assert "complexes.geojson" in built.stdout
    assert run("check", **environment).returncode == 0


def test_check_exits_with_1_and_lists_the_problems(sandan, own_data):
    (own_data / "complexes.geojson").write_text("{}", "utf-8")
    checked = sandan("check", SANDAN_DATA=str(own_data))
    assert checked.returncode == 1
    assert "complexes.geojson" in checked.stderr
    assert "Traceback" not in checked.stderr


def test_build_with_a_broken_table_exits_with_1_and_keeps_the_good_files(sandan, own_data):
    before = (own_data / "complexes.geojson").read_bytes()
    places = own_data / "tables" / "places.csv"
    places.write_text(places.read_text("utf-8").replace("128.65302", "east"), "utf-8")
    built = sandan("build", SANDAN_DATA=str(own_data))
    assert built.returncode == 1
    assert re.search(r"places\.csv:\d+:lon: 'east'", built.stderr)
    assert (own_data / "complexes.geojson").read_bytes() == before


@pytest.mark.process
def test_serve_without_built_files_exits_with_4_and_says_what_to_do(tmp_path):
    served = run("serve", "--port", "0", SANDAN_DATA=str(tmp_path))
    assert served.returncode == 4
    assert "sandan build" in served.stderr


@pytest.mark.process
def test_serve_on_a_taken_port_exits_with_4_and_names_the_way_out():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        served = run("serve", "--port", str(taken.getsockname()[1]))
    assert served.returncode == 4
    assert "--port" in served.stderr


@pytest.mark.parametrize("arguments", [["serve", "--port", "x"], ["fly"], ["build", "--no"]])
def test_wrong_usage_exits_with_2(sandan, arguments):
    assert sandan(*arguments).returncode == 2


@pytest.mark.process
def test_a_setting_that_cannot_be_is_named_without_a_traceback():
    served = run("serve", SANDAN_PORT="70000")
    assert served.returncode == 2
    assert "SANDAN_PORT" in served.stderr
    assert "Traceback" not in served.stderr


@pytest.mark.process
def test_serve_prints_its_address_when_it_is_ready_and_stops_on_interrupt():
    with subprocess.Popen(  # noqa: S603
        [SANDAN, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            address = re.search(r"http://\S+", server.stdout.readline()).group()
            with urllib.request.urlopen(f"{address}health") as answer:  # noqa: S310
                assert answer.status == 200
        finally:
            server.send_signal(signal.SIGINT)
        assert server.wait(timeout=10) == 0


@pytest.mark.process
def test_serve_adds_files_tells_of_bad_rows_and_refuses_what_it_cannot_read(tmp_path):
    points, text = tmp_path / "공장.csv", tmp_path / "text.gpkg"
    points.write_text("lon,lat,이름\n128.1,35.1,하나\n미상,미상,둘\n", "cp949")
    text.write_text("안녕하세요")
    refused = run("serve", "--port", "0", "--strict", "--add", str(points), "--add", str(text))
    assert refused.returncode == 3
    assert "text.gpkg" in refused.stderr
    assert "Traceback" not in refused.stderr
    with subprocess.Popen(  # noqa: S603
        [SANDAN, "serve", "--port", "0", "--add", str(points)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "SANDAN_LANG": "ko"},
    ) as server:
        try:
            address = re.search(r"http://\S+", server.stdout.readline()).group()
            with urllib.request.urlopen(f"{address}health") as answer:  # noqa: S310
                assert json.load(answer)["features"]["gongjang"] == 2
        finally:
            server.send_signal(signal.SIGINT)
        assert "공장.csv: 1행" in server.stderr.read()


@pytest.mark.process
def test_geocode_answers_in_the_promised_json():
    answer = run("geocode", "--name", "창원국가", "--region", "경남", "--json")
    assert answer.returncode == 0
    assert json.loads(answer.stdout) == {
        "query": "창원국가",
        "status": "ok",
        "lon": 128.65302,
        "lat": 35.22157,
        "id": "changwon",
        "name": "창원국가산업단지",
        "method": "gazetteer",
        "score": 1.0,
        "precision_km": 6.5,
        "sido": "경상남도",
        "sido_code": "48",
        "sigungu": None,
        "sigungu_code": None,
        "candidates": [],
        "notes": [],
    }


def test_facts_are_printed_as_json_too(sandan, own_data, tmp_path):
    environment = {"SANDAN_DATA": str(own_data), "SANDAN_KEYS": str(tmp_path / "keys.json")}
    checked = sandan("check", "--json", "--sums", **environment)
    report = json.loads(checked.stdout)
    assert (checked.returncode, checked.stderr, report["problems"]) == (0, "", [])
    assert report["sums"]["holds"] == sum(one["state"] == "holds" for one in report["checks"]) > 0
    (own_data / "complexes.geojson").write_text("{}", "utf-8")
    broken = sandan("check", "--json", **environment)
    assert broken.returncode == 1
    assert "complexes.geojson" in json.loads(broken.stdout)["problems"][0]
    assert json.loads(sandan("keys", "list", "--json", **environment).stdout) == []
    sandan("keys", "add", "연구실", **environment)
    (key,) = json.loads(sandan("keys", "list", "--json", **environment).stdout)
    assert (key["name"], key["scopes"], key["revoked"]) == ("연구실", ["batch"], "")


def test_geocode_without_a_single_place_exits_with_1_and_shows_candidates(sandan):
    answer = sandan("geocode", "--name", "Gunsan")
    assert answer.returncode == 1
    assert "군산국가산업단지" in answer.stdout


def test_geocode_in_an_unknown_region_names_the_known_ones(sandan):
    answer = sandan("geocode", "--name", "창원국가", "--region", "전난")
    assert answer.returncode == 1
    assert "전남" in answer.stderr


def test_geocode_reads_a_region_of_any_level_and_says_the_precision(sandan):
    told = sandan("geocode", "--name", "볼빅", "--region", "경기 안성시")
    assert told.returncode == 0
    assert "정밀도" in told.stdout
    assert "지명이 없어" in told.stdout
    refused = sandan("geocode", "--name", "볼빅", "--region", "경기 없는시")
    assert refused.returncode == 1
    assert "안성시" in refused.stderr


def test_geocode_does_not_go_online_without_a_key(sandan):
    refused = sandan("geocode", "--name", "볼빅", "--online", SANDAN_VWORLD_KEY="")
    assert refused.returncode == 2
    assert "SANDAN_VWORLD_KEY" in refused.stderr


def test_reverse_tells_regions_and_complexes_nearby(sandan):
    told = json.loads(sandan("reverse", "128.6818", "35.2279", "--json").stdout)
    assert (told["sido"], told["sigungu"], told["emd"]) == ("경상남도", "창원시 성산구", "용호동")
    assert told["nearest"][0]["id"] == "changwon"
    said = sandan("reverse", "126.62", "37.34", "--nearest", "1").stdout
    assert said.startswith("인천광역시 연수구\n")
    assert "동쪽" in said


def test_reverse_refuses_swapped_axes(sandan):
    refused = sandan("reverse", "35.2", "128.6")
    assert refused.returncode == 1
    assert "뒤바뀌었습니다" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.fixture
def retyped(tmp_path):
    """A row of the corporation's table below its heading."""
    book = openpyxl.Workbook()
    book.active.title = "전국산업단지현황"
    for row in (
        ["2025년 3분기 전국산업단지 현황"],
        [*[None] * 12, "(단위 : 개, 천㎡, %)"],
        [
            *("유형", "시도", "시군", "단지명", "조성상태", "지정면적", "관리면적", "산업시설구역"),
            *[None] * 4,
            *("입주업체", "가동업체"),
        ],
        [*[None] * 7, "전체면적", "분양대상", "분양", "미분양", "분양률"],
        ["일반", "서울", "구로구", "서울온수", "완료", 158, 158, 123, 123, 123, 0, 100, 199, 199],
    ):
        book.active.append(row)
    path = tmp_path / "kicox.xlsx"
    book.save(path)
    return path


def test_import_reads_the_quarterly_table_and_says_how_each_was_located(sandan, own_data, retyped):
    environment = {"SANDAN_DATA": str(own_data)}
    told = sandan("import", "kicox", str(retyped), **environment)
    assert (told.returncode, told.stderr) == (0, "")
    assert "toponym" in told.stdout
    assert (own_data / "imports" / "kicox-complexes.geojson").exists()


def test_import_of_another_file_is_refused_as_unreadable(sandan, own_data, tmp_path):
    letter = tmp_path / "편지.xlsx"
    letter.write_text("안녕하세요")
    for kind in ("kicox", "points"):
        told = sandan("import", kind, str(letter), SANDAN_DATA=str(own_data))
        assert told.returncode == 3
        assert "편지.xlsx" in told.stderr
        assert "Traceback" not in told.stderr
