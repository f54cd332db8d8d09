"""CSV files into rows that know where they stand (I/O)."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.tables.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class RawRow:
    """The filled cells of one row."""

    line: int
    """Line on which the row begins, the header being 1."""
    cells: Mapping[str, str]
    """Column to text; an empty cell is left out."""


def read_rows(
    path: Path, file: str, columns: tuple[str, ...], needed: Sequence[str] | None = None
) -> tuple[list[RawRow], list[Problem]]:
    """Read the rows of a UTF-8 CSV file that must have just these `columns`, in their order.

    Where `needed` is given, the others may be left out and the order is free. `file` is what the
    problems call it.

    A row with too many or too few cells is a problem of its own and is left out; a file that is
    missing, empty, in another encoding or with other columns yields one problem and no rows.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return [], [Problem(file, 0, "", "file_missing", {"path": file})]
    except UnicodeDecodeError as error:
        return [], [Problem(file, 0, "", "not_utf8", {"position": error.start})]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[RawRow] = []
    problems: list[Problem] = []
    begins = 1
    try:
        header = tuple(next(reader, ()))
        if not _fits(header, columns, needed):
            return [], [_wrong_header(file, header, columns, needed or columns)]
        begins = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(header):
                filled = {c: v for c, v in zip(header, cells, strict=True) if v}
                rows.append(RawRow(begins, filled))
            elif cells:
                facts = {"value": str(len(cells)), "allowed": str(len(header))}
                problems.append(Problem(file, begins, "", "cell_count", facts))
            begins = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(file, begins, "", "not_csv", {"reason": error}))
    return rows, problems


def _fits(header: tuple[str, ...], columns: tuple[str, ...], needed: Sequence[str] | None) -> bool:
    if needed is None:
        return header == columns
    once = len(set(header)) == len(header)
    return once and set(needed) <= set(header) <= set(columns)


def _wrong_header(
    file: str, header: tuple[str, ...], columns: tuple[str, ...], needed: Sequence[str]
) -> Problem:
    if len(header) == 1 and (separator := next((s for s in ";\t|" if s in header[0]), None)):
        name = "Tab" if separator == "\t" else separator
        return Problem(file, 1, "", "separator", {"value": name})
    facts = {
        "value": ",".join(header),
        "allowed": ",".join(columns),
        "missing": ", ".join(name for name in needed if name not in header) or "–",
        "other": ", ".join(name for name in header if name not in columns) or "–",
    }
    return Problem(file, 1, "", "columns", facts)
