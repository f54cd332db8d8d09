"""A change report reads well in both languages, as text, CSV, JSON and Atom."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from geo.changes.compare import compare
from geo.changes.folder import read_built
from geo.changes.formats import as_atom, as_csv, as_json, writer_for
from geo.changes.words import text
from geo.errors import OutputFormatError, UnreadableSnapshotError
from geo.messages import LANGS, catalogue

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def edit(collections):
    consortium = collections["consortia"].features["c01"]["properties"]
    consortium["status"] = "withdrawn"
    consortium["partner_labels"] = ["충북(오창일반)", "세종(가상일반)"]
    place = collections["complexes"].features["changwon"]
    place["geometry"]["coordinates"] = [128.7, 35.2]
    place["properties"] |= {"name_ko": "창원산업단지", "name_en": "Changwon Complex"}
    del collections["consortium-ties"].features["c01-chungju1"]
    del collections["districts"]


@pytest.fixture
def report(today, changed):
    after = changed(edit)
    return compare(today, after), today, after


def test_the_report_names_what_changed_in_words(report):
    told = text(*report, "ko")
    assert "산업단지: 추가 0, 삭제 0, 변경 1" in told
    assert "  * 창원산업단지 (changwon)" in told
    assert "이름(한국어): 창원국가산업단지 → 창원산업단지" in told
    assert "      상태: 출범 → 종료" in told
    assert "연계 단지(문서 표기): 더함 세종(가상일반); 뺌 충북(충주일반)" in told
    assert "  - 충남(천안일반) → 충북(충주일반) (c01-chungju1)" in told
    assert "컬렉션이 없어졌습니다. 피처가 256개 있었습니다." in told
    assert "km 옮김 (경도, 위도 128.65302, 35.22157 → 128.7, 35.2)" in told


def test_a_name_that_changed_in_both_languages_is_told_in_the_readers(report):
    assert "Changwon Complex" not in text(*report, "ko")
    english = text(*report, "en")
    assert "창원산업단지" not in english
    assert "Status: launched → closed" in english


@pytest.mark.parametrize("lang", LANGS)
def test_no_change_is_said(today, lang):
    assert text((), today, today, lang).endswith(catalogue("geo", lang)("change.nothing"))


def test_csv_has_a_row_for_each_change_and_opens_in_excel(report):
    raw = as_csv(*report, "ko")
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert len(rows) == len(report[0])
    (status,) = [row for row in rows if row["property"] == "status"]
    assert (status["id"], status["old"], status["new"]) == ("c01", "launched", "withdrawn")
    assert status["sentence"] == "상태: 출범 → 종료"


def test_json_tells_versions_and_values(report):
    told = json.loads(as_json(*report, "en"))
    assert told["old"]["version"] != told["new"]["version"]
    (moved,) = [change for change in told["changes"] if change["moved_km"]]
    assert moved["new"] == [128.7, 35.2]


def test_atom_has_an_entry_for_each_feature_and_all_that_readers_demand(report, served):
    feed = ET.fromstring(as_atom(*report, "ko"))  # noqa: S314 - our own
    for required in ("id", "title", "updated"):
        assert feed.findtext(f"a:{required}", namespaces=ATOM)
        for entry in feed.findall("a:entry", ATOM):
            assert entry.findtext(f"a:{required}", namespaces=ATOM)
    ids = [entry.findtext("a:id", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert len(set(ids)) == len(ids) == 4
    assert feed.findtext("a:updated", namespaces=ATOM) == f"{served.edition}T00:00:00Z"
    titles = [entry.findtext("a:title", namespaces=ATOM) for entry in feed.findall("a:entry", ATOM)]
    assert "초광역 산학연협의체: 디스플레이협의체 (변경)" in titles


def test_the_same_folders_give_the_same_bytes(report):
    for write in (as_csv, as_json, as_atom):
        assert write(*report, "ko") == write(*report, "ko")


def test_a_feed_of_a_later_change_has_other_ids(report, today):
    changes, _, after = report
    assert as_atom(changes, today, after, "ko") != as_atom(changes, after, today, "ko")


def test_an_unknown_ending_is_refused_with_those_there_are():
    with pytest.raises(OutputFormatError, match=r"\.atom"):
        writer_for(Path("changes.hwp"))


def test_a_folder_without_built_files_is_refused(tmp_path):
    with pytest.raises(UnreadableSnapshotError, match=r"complexes\.geojson"):
        read_built(tmp_path)


def test_a_damaged_file_is_named(own_data):
    (own_data / "layers" / "consortia.geojson").write_text("{", "utf-8")
    with pytest.raises(UnreadableSnapshotError, match=r"consortia\.geojson"):
        read_built(own_data)
