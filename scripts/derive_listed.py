"""Derive the list of complexes by name, kind and 시군구 from KICOX's quarterly table.

python scripts/derive_listed.py FILE, where FILE is the workbook as KICOX publishes it
(전국산업단지현황통계, .xlsx). The result is committed; the workbook is not.

Writes data/index/listed_complexes.csv; data/README.md says what it holds.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from geo.assemble import make_resolver
from geo.importers.kicox import read_kicox
from geo.tables.load import load_tables

DATA = Path(__file__).parent.parent / "data"
COLUMNS = ("name", "kind", "sido", "sigungu", "former_names", "part_of", "locator")


def main(workbook: Path) -> None:
    """Read the workbook, write the list."""
    regions = make_resolver(load_tables(DATA / "tables")).regions
    path = DATA / "index" / "listed_complexes.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        rows = read_kicox(workbook, regions).complexes
        for one in rows:
            at = f"{one.evidence[0].sheet}!{one.evidence[0].row}"
            places = "|".join(one.sigungu), "|".join(one.former_names)
            writer.writerow((one.name, one.kind, one.sido, *places, one.parent or "", at))
    print(f"{path.name}: {len(rows)} rows, {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
