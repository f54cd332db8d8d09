"""How right the geocoder is, how honest its radii are, and how fast it answers; no network.

python benchmarks/names.py [--workbook FILE] [--only documents|cases|inference|workbook|speed]

FILE is KICOX's quarterly table (전국산업단지현황통계, .xlsx); without it that part is left out.
The cases are those of ../shared, left out where it is not there. Exits with 1 where a name of the
documents is not answered right or a case is answered wrong.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import cases
import inference
import lookups
import quarterly
import spellings

from api.settings import DEFAULT_DATA
from geo.engine import make_geocoder

PARTS = ("documents", "cases", "inference", "workbook", "speed")


def main() -> int:
    """Print the tables asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--workbook", type=Path)
    parser.add_argument("--only", choices=PARTS)
    asked = parser.parse_args()
    parts = (asked.only,) if asked.only else PARTS
    bad = 0
    # First, before this process has filled the caches of the disk for the others.
    if "speed" in parts:
        lookups.report(DEFAULT_DATA)
    geocoder = make_geocoder(DEFAULT_DATA)
    unaided = make_geocoder(DEFAULT_DATA, use_gazetteer=False)
    if "documents" in parts:
        bad = spellings.report_documents(geocoder, DEFAULT_DATA)
        spellings.report_errors(geocoder, DEFAULT_DATA)
    if "cases" in parts:
        bad += cases.report(geocoder)
    if "inference" in parts:
        inference.report(unaided)
    if "workbook" in parts and asked.workbook is not None:
        quarterly.report(asked.workbook, geocoder, unaided)
    return int(bad > 0)


if __name__ == "__main__":
    sys.exit(main())
