"""How fast road addresses are imported and found to their buildings; made-up rows, no network.

python benchmarks/juso.py

Every stretch of the index gets a building at each of its ends, in the layout of 위치정보요약DB.
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from api.settings import DEFAULT_DATA
from geo.engine import make_geocoder
from geo.geocoding.query import Query
from geo.importers.juso import import_juso
from geo.regions.buildings import Buildings

SEED = 20_260_701
ASKED = 20_000


def main() -> None:
    """Make rows, import them, ask for a sample in the order of a list and at random."""
    geocoder = make_geocoder(DEFAULT_DATA)
    areas = geocoder.areas
    roads = areas.toponyms.roads
    rows, addresses = [], []
    for code in areas.districts.by_code:
        name = areas.districts.standing.full_name(code)
        sido, _, sigungu = name.partition(" ")
        for place, road in enumerate(roads.names(code)):
            for one in roads.stretches(code, road):
                for number in {one.from_no, one.to_no}:
                    rows.append(
                        f"{code}|1|{code}00000|{sido}|{sigungu}||{code}{place:07}|{road}|0|{number}|0"
                        f"||00000||0||{1_000_000 + len(rows) % 9999}.5|{1_800_000 + place}.5"
                    )
                    addresses.append(f"{name} {road} {number}")
    with tempfile.TemporaryDirectory() as folder:
        text, target = Path(folder) / "entrc.txt", Path(folder) / "juso.parquet"
        text.write_text("\n".join((*rows, "")), encoding="cp949")
        begin = time.perf_counter()
        report = import_juso([text], target, areas.districts, str)
        taken = time.perf_counter() - begin
        print(f"imported {report.read:,} of {len(rows):,} rows, {report.read / taken:,.0f} rows/s")
        object.__setattr__(areas, "buildings", Buildings(target))
        chance = random.Random(SEED)  # noqa: S311 - to be drawn again
        start = len(addresses) // 3
        samples = {
            "in the order of a list": addresses[start : start + ASKED],
            "at random": chance.sample(addresses, ASKED),
        }
        for name, sample in samples.items():
            begin = time.process_time()
            answers = [geocoder.answer(Query(address=one)) for one in sample]
            taken = time.process_time() - begin
            found = sum((answer.id or "").startswith("road-") for answer in answers)
            print(f"{name}: {ASKED / taken:,.0f} addresses/s, {found / ASKED:.1%} to a building")


if __name__ == "__main__":
    main()
