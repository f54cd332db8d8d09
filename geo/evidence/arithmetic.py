"""The documents' own arithmetic, worked out again from the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.evidence.check import Check, State
from geo.evidence.declared import declared_checks
from geo.evidence.plan import plan_checks
from geo.evidence.targets import target_checks
from geo.evidence.working import plain
from geo.messages import LANGS
from geo.tables.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geo.atlas import Atlas
    from geo.tables.schemas import Tables


def checks(tables: Tables, atlas: Atlas) -> tuple[Check, ...]:
    """Work out every statement of the documents that their own numbers and rows can bear out."""
    return (
        *declared_checks(tables, atlas),
        *target_checks(tables, atlas),
        *plan_checks(tables, atlas),
    )


def broken_sums(result: Iterable[Check]) -> Iterator[Problem]:
    """Yield each check that fails and that no conflict of the register explains."""
    for check in result:
        if check.state is State.BROKEN:
            facts = {f"what_{lang}": check.says(lang) for lang in LANGS}
            facts |= {"printed": plain(check.printed), "counted": plain(check.counted)}
            yield Problem(check.cell.file, check.cell.line, check.cell.column, "arithmetic", facts)
