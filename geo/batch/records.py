"""Rows that come as objects, whose keys are the headings of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.batch.columns import find_columns
from geo.batch.table import Table
from geo.batch.values import written
from geo.errors import NoUsableColumnError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.batch.columns import Asked, Columns
    from geo.vocabulary.words import Role

MOST_KEYS = 256
"""Different keys of all rows together; a table has a cell for each in every row."""


@dataclass(frozen=True, slots=True)
class Records:
    """Objects with their columns found, as those of a table are."""

    headings: tuple[str, ...]
    columns: Columns

    def asked(self, record: Mapping[str, object]) -> Asked:
        """Return what an object asks."""
        return self.columns.asked(_cells(record, self.headings))

    def taken(self) -> dict[Role, list[str]]:
        """Return which keys were taken for what."""
        taken: dict[Role, list[str]] = {}
        for role, column in self.columns.told():
            taken.setdefault(role, []).append(self.headings[column])
        return taken


def read_records(
    name: str,
    records: Sequence[Mapping[str, object]],
    chosen: Mapping[Role, Sequence[str]],
) -> Records | None:
    """Find the columns of objects; None where no key is known to hold anything.

    `name` is what messages call them, `chosen` names keys for roles.

    Raises
    ------
    ColumnOptionError
        No object has a key that `chosen` names.
    """
    headings = tuple(dict.fromkeys(key for record in records for key in record))
    rows = [_cells(record, headings) for record in records]
    try:
        return Records(headings, find_columns(Table(name, headings, rows), chosen))
    except NoUsableColumnError:
        return None


def _cells(record: Mapping[str, object], headings: Sequence[str]) -> tuple[str, ...]:
    return tuple(written(record.get(heading)) for heading in headings)
