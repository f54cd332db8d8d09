"""A round of 2026 that never was: every name of it says so, and it lives in a copy of the data.

It shows that entry and exit of consortia (In/Out) need rows and nothing else: 1 closes, 26 is
launched, 충북(오창일반) joins 3 and 광주(첨단과학국가) leaves 15.
"""

import csv
import shutil
from pathlib import Path

import pytest

from geo.build import build

MADE_UP = "made-up-2026"
SOURCE = {
    "id": MADE_UP,
    "title_ko": "지어낸 2026년 협의체 조정(시험용)",
    "title_en": "A made-up adjustment of the consortia in 2026 (for tests)",
    "publisher_ko": "없음(시험용)",
    "publisher_en": "None (for tests)",
    "published_on": "2026-04-01",
    "kind": "document",
}
CONSORTIUM = {
    "id": "c26",
    "no": "26",
    "name_ko": "지어낸 협의체(시험용)",
    "name_en": "Made-up Consortium (for tests)",
    "sector": "첨단제조",
    "sector_as_written": "첨단제조",
    "status": "launched",
    "selected_on": "2026-02",
    "starts_on": "2026-04-01",
    "source": MADE_UP,
    "locator": "1행",
}
STATUSES = f"""body_id,status,since,source,locator
c01,withdrawn,2026-03-31,{MADE_UP},3행
"""
MEMBERS = (
    ("c03", "partner", "충북", "오창일반", "2026-04-01", "2행"),
    ("c26", "lead", "대구", "성서일반", "", "1행"),
    ("c26", "partner", "경북", "구미국가", "", "1행"),
)


def edit(data, table, change):
    """Apply `change` to the rows of a table, as an editor does."""
    path = data / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns, rows = reader.fieldnames, list(reader)
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def close_and_launch(rows):
    (first,) = [row for row in rows if row["no"] == "1"]
    first["ends_on"] = "2026-03-31"
    rows.append(CONSORTIUM)


def join_and_leave(rows):
    (leaving,) = [r for r in rows if (r["body_id"], r["region_as_written"]) == ("c15", "광주")]
    leaving["ends_on"] = "2026-03-31"
    columns = (
        "body_id", "role", "region_as_written", "name_as_written", "starts_on", "locator",
    )  # fmt: skip
    told = {"named_in": "table", "source": MADE_UP}
    rows += [dict(zip(columns, row, strict=True)) | told for row in MEMBERS]


@pytest.fixture(scope="session")
def edited_round(data, tmp_path_factory):
    """Return a data folder with the rows of the round of 2026, not yet built."""
    copy = Path(shutil.copytree(data, tmp_path_factory.mktemp("round") / "data"))
    edit(copy, "tables/sources", lambda rows: rows.append(SOURCE))
    edit(copy, "programmes/consortia/bodies", close_and_launch)
    (copy / "programmes/consortia/statuses.csv").write_text(STATUSES, encoding="utf-8")
    edit(copy, "programmes/consortia/members", join_and_leave)
    return copy


@pytest.fixture(scope="session")
def next_round(edited_round, once):
    """Return a data folder with the round of 2026, built."""
    return once("round", lambda folder: build(shutil.copytree(edited_round, folder)))
