"""Rows per second of a batch: reading, geocoding each row, writing, stage by stage.

python benchmarks/batch.py [--rows 200000]             names, from CSV to CSV
python benchmarks/batch.py --workbook [--rows 100000]  names and addresses, from XLSX to XLSX

Aims: 20,000 rows/s of the first; of the second 100,000 rows in 25 s and 450 MB, all told. The peak
of memory is that of this process, the making of the input left out (it has a process of its own).

The names are the official names and listed spellings of the tables, evenly mixed, each made unique
by blanks, which mean nothing, between its letters: so no answer is remembered from another row.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import xlsxwriter

from api.settings import DEFAULT_DATA
from geo.batch.columns import find_columns
from geo.batch.journal import Journal, fingerprint, journal_path
from geo.batch.reading import read_bytes, read_table
from geo.batch.run import geocode_table
from geo.batch.writing import write_table
from geo.engine import make_geocoder
from geo.tables.load import load_tables

if TYPE_CHECKING:
    from collections.abc import Iterator

BLANKS = (" ", "\u3000", "\u2002", "\u2003", "\u2009")
"""Blanks of several widths: each name has a spelling for each way to put them."""


def spellings(data: Path) -> Iterator[tuple[str, str]]:
    """Yield names with the 시도 that makes them unique, spelled anew in each round."""
    tables = load_tables(data)
    named = [(place.name_ko, place.sido) for place in tables.places]
    region_of = {place.id: place.sido for place in tables.places}
    named += [
        (one.alias, one.region_as_written or region_of[one.place_id]) for one in tables.aliases
    ]
    for number in itertools.count():
        blanks = "".join(BLANKS[int(digit)] for digit in _base(number, len(BLANKS)))
        for name, region in named:
            yield f"{name[:1]}{blanks}{name[1:]}", region


def _base(number: int, base: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, base)
        digits += str(digit)
    return digits


def write_input(path: Path, data: Path, rows: int) -> None:
    """Write the list to geocode."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write("번호,단지명,시도\n")
        for number, (name, region) in enumerate(itertools.islice(spellings(data), rows)):
            stream.write(f"{number},{name},{region}\n")


STREETS = (
    "경남 창원시 성산구 공단로 {}",
    "경기도 안산시 단원구 원시동 {}",
    "부산 사하구 신평동 {}-1",
    "전남 영암군 삼호읍 난전리 {}",
)
"""Addresses by road and by lot; of three rows two have one and no name."""


def write_workbook(path: Path, data: Path, rows: int) -> None:
    """Write names, addresses and other columns into a sheet, below a title."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("목록")
        sheet.write_row(0, 0, ["공장 등록 현황"])
        sheet.write_row(1, 0, ["번호", "단지명", "시도", "공장주소", "업종", "종업원수"])
        for number, (name, region) in enumerate(itertools.islice(spellings(data), rows)):
            address = STREETS[number % len(STREETS)].format(number % 900 + 1)
            named = number % 3 == 0
            cells = [number, name if named else "", region if named else "", address]
            sheet.write_row(number + 2, 0, [*cells, "금속 가공 제품 제조업", number % 300])


def main() -> None:
    """Run the stages once and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int)
    parser.add_argument("--workbook", action="store_true")
    asked = parser.parse_args()
    rows = asked.rows or (100_000 if asked.workbook else 200_000)
    ending = ".xlsx" if asked.workbook else ".csv"
    seconds: dict[str, float] = {}

    def stage(name: str, begin: float) -> float:
        now = time.perf_counter()
        seconds[name] = now - begin
        return now

    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder, f"names{ending}"), Path(folder, f"out{ending}")
        write = write_workbook if asked.workbook else write_input
        making = multiprocessing.get_context("spawn").Process(
            target=write, args=(source, DEFAULT_DATA, rows)
        )
        making.start()
        making.join()
        now = time.perf_counter()
        answer = partial(make_geocoder(DEFAULT_DATA).answer, best_guess=False)
        now = stage("load the geocoder", now)
        data = read_bytes(source)
        table = read_table(source.name, data)
        columns = find_columns(table)
        now = stage("read", now)
        with Journal(journal_path(output), fingerprint(data, {})) as journal:
            writing = 0.0
            for results in geocode_table(table, columns, answer, lang="ko"):
                begin = time.perf_counter()
                journal.append(results)
                writing += time.perf_counter() - begin
            now = stage("geocode", now + writing)
            seconds["journal"] = writing
            write_table(output, table, journal.results)
            stage("write", now)
            placed = sum(result.status == "ok" for result in journal.results)
    print(f"{rows:,} rows, {placed:,} placed; {os.cpu_count()} cores, Python {sys.version[:6]}")
    for name, taken in seconds.items():
        rate = "" if name.startswith("load") else f"{rows / taken:12,.0f} rows/s"
        print(f"{name:20}{taken:8.2f} s{rate}")
    total = sum(taken for name, taken in seconds.items() if not name.startswith("load"))
    print(f"{'all but loading':20}{total:8.2f} s{rows / total:12,.0f} rows/s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(f"{'peak of memory':20}{peak:8.0f} MB; processor {time.process_time():.1f} s")


if __name__ == "__main__":
    main()
