"""How long a selection takes on many points: bbox, Korean equality, both, and a scan.

python benchmarks/filters.py [ROWS]
"""

from __future__ import annotations

import hashlib
import json
import statistics
import sys
import time
from typing import TYPE_CHECKING

import numpy as np

from geo.query.selection import Selection, select
from geo.query.table import FeatureTable
from geo.store.snapshot import Layer

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = 20250116
KINDS = tuple(f"업종{number}" for number in range(2200))
SIDOS = ("서울특별시", "경기도", "경상남도", "전라남도", "울산광역시")
SELECTIONS = {
    "bbox, ~100 rows": Selection(bbox=(127.5, 36.5, 127.66, 36.568)),
    "Korean equality, ~100 rows": Selection(filter="업종 = '업종7'"),
    "Korean equality, as a property": Selection(properties={"업종": "업종7"}),
    "both": Selection(bbox=(127.0, 36.0, 129.0, 37.0), filter="업종 = '업종7'"),
    "S_INTERSECTS and equality": Selection(
        filter="S_INTERSECTS(geometry, BBOX(127.5,36.5,127.9,36.7)) AND 시도 = '경기도'"
    ),
    "number, 1 % of rows": Selection(filter="면적 > 99"),
    "LIKE on distinct names": Selection(filter="이름 LIKE '%공장 123%'"),
    "sorted by number": Selection(sortby=("-면적",)),
}


def points(rows: int) -> Layer:
    """Make a layer of `rows` points over the south of Korea, the same each time."""
    random = np.random.default_rng(SEED)
    lon, lat = random.uniform(126, 130, rows), random.uniform(34, 38, rows)
    kinds, sidos = random.integers(len(KINDS), size=rows), random.integers(len(SIDOS), size=rows)
    areas = random.uniform(0, 100, rows).round(3)
    fragments = tuple(
        json.dumps(
            {
                "type": "Feature",
                "id": f"f{row}",
                "geometry": {
                    "type": "Point",
                    "coordinates": [round(lon[row], 6), round(lat[row], 6)],
                },
                "properties": {
                    "id": f"f{row}",
                    "이름": f"공장 {row}",
                    "업종": KINDS[kinds[row]],
                    "시도": SIDOS[sidos[row]],
                    "면적": areas[row],
                },
            },
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()
        for row in range(rows)
    )
    row_of = {f"f{row}": row for row in range(rows)}
    version = hashlib.sha256(fragments[0]).hexdigest()[:16]
    return Layer(
        "points",
        "점",
        "Points",
        "2025-01",
        b"",
        fragments=fragments,
        row_of=row_of,
        version=version,
    )


def milliseconds(act: Callable[[], object]) -> float:
    """Return how long `act` takes once."""
    begin = time.perf_counter()
    act()
    return (time.perf_counter() - begin) * 1000


def main() -> None:
    """Print the milliseconds of making the table, and of each selection first and again."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 220_000
    table = FeatureTable.of(points(rows))
    print(f"{rows:,} points")
    for part in ("geometries", "tree", "columns"):
        print(f"  make {part:<27}{milliseconds(lambda part=part: getattr(table, part)):10.1f} ms")
    print(f"  {'':<32}{'first':>10}{'median of 50':>14}{'rows':>10}")
    for name, selection in SELECTIONS.items():
        first = milliseconds(lambda selection=selection: select(table, selection))
        again = statistics.median(
            milliseconds(lambda selection=selection: select(table, selection)) for _ in range(50)
        )
        found = len(select(table, selection))
        print(f"  {name:<32}{first:10.2f}{again:14.3f}{found:10,}")


if __name__ == "__main__":
    main()
