"""The data folder as it would be with the three documents alone: no press, no later programmes.

Tests that list what is in the documents (ids that a filter selects, lines that a file has) read
it, so that rows of other sources need not touch them.
"""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING

from geo.build import build

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

PROGRAMMES = ("consortia", "transformation", "smart-green")
Cells = dict[str, str]


def of_documents(data: Path, made: Path, documents: Collection[str]) -> None:
    """Copy `data` to `made` without what other sources say of the programmes, and build it."""
    shutil.copytree(data, made)
    for programme in (made / "programmes").iterdir():
        if programme.is_dir() and programme.name not in PROGRAMMES:
            shutil.rmtree(programme)
    (made / "programmes/order.txt").write_text("\n".join(PROGRAMMES) + "\n", "utf-8")
    for programme in PROGRAMMES:
        for table in ("members", "bodies", "statuses"):
            path = made / "programmes" / programme / f"{table}.csv"
            if path.exists():
                _keep(path, lambda row: row["source"] in documents)
    members = _rows(made / "programmes/transformation/members.csv")
    linked = {row["body_id"] for row in members if row["role"] != "hub"}
    _change(
        made / "programmes/transformation/bodies.csv",
        lambda row: row | {"members_known": "yes" if row["id"] in linked else "no"},
    )
    bodies = {
        row["id"]
        for programme in PROGRAMMES
        for row in _rows(made / "programmes" / programme / "bodies.csv")
    }
    tables = made / "tables"
    for name in ("body_notes", "indicators"):
        _keep(tables / f"{name}.csv", lambda row: row["source"] in documents)
    # A spelling of one programme comes from what was written later.
    _keep(tables / "aliases.csv", lambda row: not row["programme"])
    _keep(tables / "conflicts.csv", lambda row: _of_known(row, bodies))
    build(made)


def _of_known(row: Cells, bodies: Collection[str]) -> bool:
    touched = [one.partition(":") for one in row["touches"].split("|")]
    others = {"programme:odz", "indicator:total_budget", "indicator:participants"}
    return all(
        value in bodies if kind == "body" else f"{kind}:{value}" not in others
        for kind, _, value in touched
    )


def _rows(path: Path) -> list[Cells]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _keep(path: Path, wanted: Callable[[Cells], bool]) -> None:
    _write(path, [row for row in _rows(path) if wanted(row)])


def _change(path: Path, changed: Callable[[Cells], Cells]) -> None:
    _write(path, [changed(row) for row in _rows(path)])


def _write(path: Path, rows: list[Cells]) -> None:
    header = path.read_text("utf-8").split("\n", 1)[0].split(",")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
