"""The layout of official tables: a row a body, cells such as ``충북(오창일반, 충주일반)``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.batch.table import Table

    Cells = dict[str, str]
    Located = tuple[int, Cells]

_CELL = re.compile(r"(?P<region>[^(),·/]+?)\s*\((?P<names>[^()]+)\)")
_REGION_NAMES = re.compile(r"^[^()]+\([^()]+\)")
_HEADINGS = {
    "no": ("번호", "연번", "순번", "no", "no."),
    "body": ("협의체명", "협의체", "사업명", "사업", "과제명", "명칭", "이름", "name", "title"),
    "sector": ("산업분야", "분야", "업종", "sector"),
    "round": ("차수", "회차", "round"),
    "starts_on": ("선정일", "지정일", "출범일", "date"),
}
"""Column to the headings, folded, by which public bodies call it."""


def official_rows(table: Table) -> tuple[list[Located], list[Located], list[tuple[int, str, str]]]:
    """Read bodies and members out of a table whose cells name regions with complexes.

    Returns
    -------
    tuple
        Bodies and members as ``(row, cells)``, and what is refused as ``(row, column, cell)``: a
        cell of such a column that has another form. The first such column holds the root.
    """
    headings = ["".join(heading.split()).lower() for heading in table.headings]
    plain = {
        column: next((i for i, heading in enumerate(headings) if heading in names), None)
        for column, names in _HEADINGS.items()
    }
    places = [i for i in range(len(headings)) if _names_places([row[i] for row in table.rows])]
    bodies: list[Located] = []
    members: list[Located] = []
    refused: list[tuple[int, str, str]] = []
    first = (table.heading_row or 0) + 1
    for at, row in enumerate(table.rows):
        document = {c: row[i].strip() for c, i in plain.items() if i is not None and row[i].strip()}
        named = [(i, row[i]) for i in places if row[i].strip()]
        if not named:
            continue
        body = document.get("body") or document.get("no") or str(at + 1)
        bodies.append((first + at, {**document, "body": body}))
        for i, cell in named:
            found = list(_parts(cell))
            if not found:
                refused.append((first + at, table.headings[i], cell))
            role = re.sub(r"\s*(지역)?\s*\(.*\)$", "", table.headings[i]).strip()
            for region, name in found:
                cells = {"body": body, "role": role, "region": region, "place": name}
                members.append((first + at, {**cells, "locator": f"{first + at}"}))
    return bodies, members, refused


def _names_places(cells: list[str]) -> bool:
    """Say whether most filled cells of a column name a region with complexes in brackets."""
    filled = [cell for cell in cells if cell.strip()]
    fitting = sum(bool(_REGION_NAMES.match(cell.strip())) for cell in filled)
    return bool(filled) and fitting * 2 > len(filled)


def _parts(cell: str) -> Iterator[tuple[str, str]]:
    for found in _CELL.finditer(cell):
        region = found["region"].strip(" ,;·\n")
        for name in re.split(r"[,;/]", found["names"]):
            if name.strip():
                yield region, name.strip()
