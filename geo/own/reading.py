"""A user's workbook or tables into a declaration and rows, each knowing where it stood (I/O)."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geo.batch.reading import read_bytes, read_table
from geo.errors import GeoError, SheetOptionError, TableError
from geo.messages import LANGS
from geo.own.official import official_rows
from geo.own.sheets import (
    COLUMNS,
    PROGRAMME,
    SHEETS,
    choice_of,
    column_of,
    heading,
    title,
)
from geo.tables.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from geo.batch.table import Table
    from geo.own.sheets import SheetId

Cells = dict[str, str]
"""Column to text; empty cells are left out."""
_SLUG = re.compile(r"[^a-z0-9]+")
_TOML = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": " ", "\r": " ", "\t": " "})


@dataclass(slots=True)
class Own:
    """What a user gave: the programme, its bodies and members, each row with its place."""

    file: str
    programme: Cells = field(default_factory=dict)
    bodies: list[tuple[int, Cells]] = field(default_factory=list)
    """Row of the sheet, from 1, and its cells."""
    members: list[tuple[int, Cells]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, sheet: str, row: int, column: str, code: str, **facts: object) -> None:
        """Keep a problem: file and sheet, row, column, what is wrong, what is allowed."""
        self.problems.append(Problem(f"{self.file} [{sheet}]", row, column, code, facts))


def read_own(paths: Sequence[Path], name: str = "") -> Own:
    """Read a workbook of the template, CSV files of its sheets, or a table of the official layout.

    Parameters
    ----------
    paths
        One workbook, or one or several tables; which sheet a table is, its headings tell.
    name
        Of the programme, for a table that does not say it.

    Raises
    ------
    InputError
        A file that cannot be read at all; see `read_table`.
    """
    own = Own(" + ".join(path.name for path in paths))
    for path in paths:
        body = read_bytes(path)
        found: list[tuple[SheetId | None, Table]] = [*_sheets(path.name, body)]
        if not found:
            table = read_table(path.name, body)
            found = [(_sheet_of(table), table)]
        for sheet, table in found:
            if sheet is None:
                _official(own, table)
            elif sheet == "programme":
                _programme(own, table)
            else:
                rows = own.bodies if sheet == "bodies" else own.members
                rows += _rows(own, sheet, table)
    if name:
        own.programme["name"] = name
    _complete(own)
    return own


def _sheets(file: str, body: bytes) -> list[tuple[SheetId, Table]]:
    """Return the sheets of the template that a workbook has, in either language."""
    if not body.startswith(b"PK"):
        return []
    found: list[tuple[SheetId, Table]] = []
    for sheet in SHEETS:
        for lang in LANGS:
            try:
                found.append((sheet, read_table(file, body, (), title(sheet, lang))))
            except (SheetOptionError, GeoError):
                continue
            break
    return found


def _sheet_of(table: Table) -> SheetId | None:
    """Return the sheet whose headings a table has; None for another layout."""
    best: tuple[int, SheetId] | None = None
    for sheet in ("members", "bodies"):
        known = {column_of(sheet, value) for value in table.headings} - {None}
        needed = {column.id for column in COLUMNS[sheet] if column.required}
        if needed <= known and (best is None or len(known) > best[0]):
            best = (len(known), sheet)
    return best[1] if best else None


def _programme(own: Own, table: Table) -> None:
    for values in (table.headings, *table.rows):
        column = column_of("programme", values[0]) if values else None
        if column is not None and len(values) > 1 and values[1].strip():
            own.programme[column] = values[1].strip()


def _rows(own: Own, sheet: SheetId, table: Table) -> list[tuple[int, Cells]]:
    """Return the filled rows; a heading that is unknown is told, and its cells left out."""
    columns = [column_of(sheet, value) for value in table.headings]
    first = (table.heading_row or 0) + 1
    for written, column in zip(table.headings, columns, strict=True):
        if column is None and written.strip():
            allowed = ", ".join(heading(sheet, item.id, "ko") for item in COLUMNS[sheet])
            own.tell(table.sheet or sheet, first - 1, written, "own_column", allowed=allowed)
    rows = []
    for at, values in enumerate(table.rows):
        pairs = zip(columns, values, strict=True)
        cells = {column: text.strip() for column, text in pairs if column and text.strip()}
        if not cells:
            continue
        rows.append((first + at, cells))
        for one in COLUMNS[sheet]:
            if one.required and one.id not in cells:
                named = heading(sheet, one.id, "ko")
                own.tell(table.sheet or sheet, first + at, named, "empty")
    return rows


def _official(own: Own, table: Table) -> None:
    bodies, members, refused = official_rows(table)
    if not members:
        allowed = ", ".join(
            heading("members", column.id, "ko") for column in COLUMNS["members"] if column.required
        )
        own.tell(table.sheet or own.file, table.heading_row or 1, "", "own_layout", allowed=allowed)
    own.bodies += bodies
    own.members += members
    for row, column, cell in refused:
        own.tell(table.sheet or own.file, row, column, "own_cell", value=cell)


def _complete(own: Own) -> None:
    """Fill what may be left out, and tell what may not."""
    given = own.programme
    if own.members and not own.bodies:
        own.bodies = [
            (row, {"body": cells["body"]}) for row, cells in own.members if "body" in cells
        ]
    first: dict[str, int] = {}
    own.bodies = [
        (row, cells)
        for row, cells in own.bodies
        if first.setdefault(cells.get("body", ""), row) == row
    ]
    given.setdefault("rule", "star" if any("role" in cells for _, cells in own.members) else "none")
    for column in PROGRAMME:
        text = given.get(column.id)
        if text is None:
            if column.required:
                own.tell(
                    title("programme", "ko"), 0, heading("programme", column.id, "ko"), "empty"
                )
        elif column.choices:
            choice = choice_of(column.choices, text)
            if choice is None:
                named = heading("programme", column.id, "ko")
                allowed = ", ".join(column.choices)
                own.tell(
                    title("programme", "ko"), 0, named, "not_allowed", value=text, allowed=allowed
                )
            else:
                given[column.id] = choice


def id_of(given: Mapping[str, str]) -> str:
    """Return the id of a programme: its own, else of its English name, else of its name's hash."""
    for text in (given.get("id"), given.get("name_en")):
        slug = _SLUG.sub("-", (text or "").lower()).strip("-")
        if slug:
            return slug
    return f"own-{hashlib.sha256(given.get('name', '').encode()).hexdigest()[:8]}"


def as_files(own: Own) -> dict[str, bytes]:
    """Return the programme as the files of a folder: declaration and tables.

    Raises
    ------
    TableError
        With every problem of what the user gave.
    """
    if own.problems:
        raise TableError(tuple(own.problems))
    given, id_ = own.programme, id_of(own.programme)
    roles = _roles(own)
    source = f"{id_}-own"
    ids = {cells["body"]: f"{id_}-{n}" for n, (_, cells) in enumerate(own.bodies, start=1)}
    start = given.get("published_on", "")
    bodies = [
        {
            "id": ids[cells["body"]],
            "no": cells.get("no", ""),
            "round": cells.get("round", ""),
            "name_ko": cells["body"],
            "name_en": cells.get("body_en", cells["body"]),
            "sector": cells.get("sector", ""),
            "subsector": cells.get("subsector", ""),
            "region_as_written": cells.get("region", ""),
            "starts_on": cells.get("starts_on") or start,
            "ends_on": cells.get("ends_on", ""),
            "members_known": "yes" if _has_others(own, cells["body"], roles) else "no",
            "note_ko": cells.get("note", ""),
            "source": source,
            "locator": str(row),
        }
        for row, cells in own.bodies
    ]
    members = [
        {
            "body_id": ids.get(cells["body"], cells["body"]),
            "role": roles[cells.get("role", "")],
            "named_in": "table",
            "region_as_written": cells.get("region", ""),
            "name_as_written": cells["place"],
            "function_ko": cells.get("function", ""),
            "lon": cells.get("lon", ""),
            "lat": cells.get("lat", ""),
            "starts_on": cells.get("starts_on", ""),
            "ends_on": cells.get("ends_on", ""),
            "source": source,
            "locator": cells.get("locator") or str(row),
        }
        for row, cells in own.members
    ]
    sources = [
        {
            "id": source,
            "title_ko": given["name"],
            "title_en": given.get("name_en", given["name"]),
            "publisher_ko": given.get("publisher", given["name"]),
            "publisher_en": given.get("publisher", given.get("name_en", given["name"])),
            "published_on": start,
            "kind": "document",
        }
    ]
    return {
        "programme.toml": _declaration(own, id_, roles).encode(),
        "bodies.csv": _csv(bodies),
        "members.csv": _csv(members),
        "sources.csv": _csv(sources),
    }


_HEADINGS: dict[str, tuple[SheetId, str]] = {
    "name_as_written": ("members", "place"),
    "region_as_written": ("members", "region"),
    "body_id": ("members", "body"),
    "name_ko": ("bodies", "body"),
    "function_ko": ("members", "function"),
}
"""Column of the files to the sheet and column that the user filled."""


def at_home(problem: Problem, own: Own) -> Problem:
    """Return a problem of the files as one of what the user gave: its file, sheet, row, heading."""
    table = problem.file.rpartition("/")[2].removesuffix(".csv")
    rows = {"bodies": own.bodies, "members": own.members}.get(table)
    if rows is None or not 2 <= problem.line < len(rows) + 2:
        return problem
    sheet: SheetId = "bodies" if table == "bodies" else "members"
    row, cells = rows[problem.line - 2]
    known = {column.id for column in COLUMNS[sheet]}
    at = _HEADINGS.get(problem.column)
    column = problem.column
    if at is not None:
        column = heading(*at, "ko")
    elif column in known:
        column = heading(sheet, column, "ko")
    code, facts = problem.code, problem.facts
    if code == "body_root":
        # The id was made here, and the other table is not one that the user knows.
        code, facts, column = "own_root", {**facts, "value": cells["body"]}, ""
    return Problem(f"{own.file} [{title(sheet, 'ko')}]", row, column, code, facts)


def _has_others(own: Own, body: str, roles: Mapping[str, str]) -> bool:
    if own.programme["rule"] != "star":
        return True
    own_roles = [roles[c.get("role", "")] for _, c in own.members if c.get("body") == body]
    return any(role != "root" for role in own_roles)


def _roles(own: Own) -> dict[str, str]:
    """Return each word for a role, as written, to its id; the root's is ``root``."""
    given = own.programme
    words = list(dict.fromkeys(cells.get("role", "") for _, cells in own.members))
    if given["rule"] != "star":
        return {text: f"role{n}" for n, text in enumerate(words, start=1)}
    root = given.get("root_role") or next((text for text in words if text), "")
    others = [text for text in words if text != root]
    return {root: "root"} | {text: f"role{n}" for n, text in enumerate(others, start=1)}


def _declaration(own: Own, id_: str, roles: Mapping[str, str]) -> str:
    given = own.programme
    other = given.get("other_role", "")

    def words(ko: str, en: str = "") -> str:
        return f"{{ ko = {_quoted(ko)}, en = {_quoted(en or ko)} }}"

    named = {id_: text or other or given.get("body", "단위") for text, id_ in roles.items()}
    lines = [
        f"id = {_quoted(id_)}",
        f"name = {words(given['name'], given.get('name_en', ''))}",
        *([f"about = {words(given['about'])}"] if "about" in given else []),
        f"body = {words(given.get('body', '단위'), given.get('body_en', 'body'))}",
        f'group_by = "{given.get("group_by", "programme")}"',
        'label = "region-name"',
        "on_overview = true",
        "roles = [",
        *(
            f"  {{ id = {_quoted(role)}, name = {words(text)}, "
            f"root = {'true' if role == 'root' else 'false'}, "
            f"filled = {'true' if given['rule'] != 'star' else 'false'} }},"
            for role, text in named.items()
        ),
        "]",
        "[ties]",
        f'rule = "{given["rule"]}"',
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    plain = "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")
    return f'"{plain.translate(_TOML)}"'


def _csv(rows: Sequence[Mapping[str, str]]) -> bytes:
    """Write rows; a column that no row fills is left out."""
    filled = [name for name in rows[0] if any(row[name] for row in rows)] if rows else []
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(filled)
    writer.writerows([[row[name] for name in filled] for row in rows])
    return out.getvalue().encode()
