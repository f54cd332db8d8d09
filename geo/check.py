"""What `sandan check` runs: whether everything is true and every built file fresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.build import make
from geo.errors import TableError
from geo.evidence.arithmetic import broken_sums
from geo.tables.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path


def check(data: Path) -> list[Problem]:
    """Return every problem of the tables, the documents' sums and the built files."""
    try:
        built = make(data)
    except TableError as error:
        return list(error.problems)
    problems = list(broken_sums(built.tables, built.atlas.regions))
    for file, content in built.files.items():
        path = data / file
        if not path.exists():
            problems.append(Problem(file, 0, "", "not_built"))
        elif path.read_bytes() != content:
            problems.append(Problem(file, 0, "", "stale"))
    return problems
