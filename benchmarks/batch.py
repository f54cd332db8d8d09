"""Names per second of a batch: reading a CSV, geocoding each row, writing a CSV, stage by stage.

python benchmarks/batch.py [--rows 200000]

The names are the official names and listed spellings of the tables, evenly mixed, each made unique
by blanks, which mean nothing, between its letters: so no answer is remembered from another row.
"""

from __future__ import annotations

import argparse
import itertools
import os
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

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


def main() -> None:
    """Run the stages once and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    rows = parser.parse_args().rows
    seconds: dict[str, float] = {}

    def stage(name: str, begin: float) -> float:
        now = time.perf_counter()
        seconds[name] = now - begin
        return now

    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder, "names.csv"), Path(folder, "out.csv")
        write_input(source, DEFAULT_DATA, rows)
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
    print(f"{rows:,} names, {placed:,} placed; {os.cpu_count()} cores, Python {sys.version[:6]}")
    for name, taken in seconds.items():
        rate = "" if name.startswith("load") else f"{rows / taken:12,.0f} rows/s"
        print(f"{name:20}{taken:8.2f} s{rate}")
    total = sum(taken for name, taken in seconds.items() if not name.startswith("load"))
    print(f"{'all but loading':20}{total:8.2f} s{rows / total:12,.0f} rows/s")


if __name__ == "__main__":
    main()
