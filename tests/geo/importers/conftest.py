"""The corporation's workbook, where it lies beside the project, and a small one retyped."""

import time
from pathlib import Path

import openpyxl
import pytest

from geo.importers.imported import kicox_collection
from geo.importers.kicox import read_kicox

BESIDE = Path(__file__).parents[4] / "shared" / "data"

HEADING = [
    ["2025년 3분기 전국산업단지 현황"],
    ["* 들여쓰기 된 단지들은 하위단지를 의미함"],
    [*[None] * 12, "(단위 : 개, 천㎡, %)"],
    ["유형", "시도", "시군", "단지명", "조성상태", "지정면적", "관리면적", "산업시설구역"]
    + [None] * 4
    + ["입주업체", "가동업체"],
    [*[None] * 7, "전체면적", "분양대상", "분양", "미분양", "분양률"],
]
SEOUL = ["국가", "서울", "구로구", "한국수출산업 (①)", "완료", 1922, 1920, 1426, 1426, 1426, 0, 100]
ONSU = ["일반", "서울", "구로구", "서울온수", "완료", 158, 158, 123, 123, 123, 0, 100, 199, 199]
NAMDONG = [
    "국가",
    "인천",
    "남동구",
    "남동[재생사업지구]",
    "완료",
    9574,
    9574,
    5849,
    5849,
    5849,
    0,
    100,
]
ROWS = [
    [*SEOUL, 15232, 13946],
    [*SEOUL[:3], "\xa0\xa0 서울디지털 ①", *SEOUL[4:], 15232, 13946],
    ONSU,
    [*NAMDONG, 8080, 7788],
]


def write(path, *sheets):
    """Write (title, rows) as a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def workbook(tmp_path):
    """Write the rows given below the real heading, and any other sheets."""

    def make(rows=ROWS, heading=HEADING, others=()):
        return write(tmp_path / "k.xlsx", ("전국산업단지현황", [*heading, *rows]), *others)

    return make


@pytest.fixture(scope="session")
def regions(resolver):
    return resolver.regions


@pytest.fixture(scope="session")
def real_path():
    found = sorted(BESIDE.glob("한국산업단지공단_전국산업단지현황통계_20250930.xlsx"))
    if not found:
        pytest.skip("the corporation's workbook does not lie in ../shared/data")
    return found[0]


@pytest.fixture(scope="session")
def timed(real_path, regions):
    """The corporation's table, and how many seconds of the processor it took to read."""
    start = time.process_time()
    return read_kicox(real_path, regions), time.process_time() - start


@pytest.fixture(scope="session")
def real(timed):
    return timed[0]


@pytest.fixture(scope="session")
def collected(real, geocoder):
    """The collection that the corporation's table becomes."""
    return kicox_collection(real, geocoder)
