"""What `sandan check` runs: whether everything is true and every built file fresh."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.build import make
from geo.errors import TableError
from geo.evidence.arithmetic import broken_sums
from geo.store.publish import read_published
from geo.tables.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from geo.evidence.check import Check


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong, and what the documents' arithmetic gave."""

    problems: tuple[Problem, ...]
    checks: tuple[Check, ...] = ()
    """Empty where the tables are too broken to work anything out."""


def check(data: Path) -> Report:
    """Return every problem of the tables, the documents' sums and the built files."""
    try:
        built = make(data)
    except TableError as error:
        return Report(error.problems)
    problems = list(broken_sums(built.checks))
    for file, content in built.files.items():
        try:
            fresh = read_published(data, file) == content
        except OSError:
            problems.append(Problem(file, 0, "", "not_built"))
            continue
        if not fresh:
            problems.append(Problem(file, 0, "", "stale"))
    return Report(tuple(problems), built.checks)
