"""CSV that Excel opens without damage."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from geo.exports.columns import rows_of, table_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.exports.features import Job

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so may run as a formula (OWASP, CSV Injection)."""
_KEPT = 500
"""Rows that are given at a time."""


def write_csv(job: Job) -> Iterator[bytes]:
    """Give UTF-8 with a byte order mark, without which Excel reads Korean as CP949.

    Text that begins as a formula does gets an apostrophe in front; numbers stay. A table of CSV
    has no room for licence and source: they stand in the collection's description.
    """
    table = table_of(job)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([safe(heading) for heading in table.headings])
    for number, row in enumerate(rows_of(job, table), 1):
        writer.writerow([safe(value) for value in row])
        if number % _KEPT == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def safe(value: object) -> object:
    """Return a value as a cell that no spreadsheet runs.

    >>> safe("=1+1"), safe(-1.5), safe(True)
    ("'=1+1", -1.5, 'true')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8", "replace")
