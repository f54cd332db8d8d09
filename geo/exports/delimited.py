"""CSV that Excel opens without damage."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import shapely

from geo.batch.sheets import LONGEST_CELL
from geo.exports.cells import fitting, is_long
from geo.exports.columns import rows_of, table_of
from geo.exports.survey import as_kind, as_text, unique_names
from geo.query.returned import SEPARATOR
from geo.query.table import FeatureTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.exports.columns import Table
    from geo.exports.features import Job

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so may run as a formula (OWASP, CSV Injection)."""
_KEPT = 500
"""Rows that are given at a time."""
_LONGEST_POSITION = 64
"""Characters of a position in WKT at most: up to three numbers of 20, and what parts them."""
LEFT_OUT = "left_out"
"""Heading of the column that names what of a row is too long for a cell."""


def write_csv(job: Job) -> Iterator[bytes]:
    """Give UTF-8 with a byte order mark, without which Excel reads Korean as CP949.

    Text that begins as a formula does gets an apostrophe in front; numbers stay. No cell is longer
    than Excel's: text is cut, a shape or JSON left out, and a column says so where that happens. A
    table of CSV has no room for licence and source: they stand in the collection's description.
    """
    table = table_of(job, as_text)
    places = len(table.headings) - len(table.places)
    tells = _has_long(job, table)
    headings = list(table.headings)
    if tells:
        (note,) = unique_names([LEFT_OUT], table.headings).values()
        headings.insert(places, note)
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write("\ufeff")
    writer.writerow([safe(heading) for heading in headings])
    for number, row in enumerate(rows_of(job, table), 1):
        writer.writerow([safe(value) for value in (_fitted(row, table, places) if tells else row)])
        if number % _KEPT == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _has_long(job: Job, table: Table) -> bool:
    """Tell whether a value of the layer is longer than a cell can be."""
    whole = FeatureTable.of(job.layer)
    told = [c.distinct for c in whole.columns.values() if c.kind in {"string", "array", "object"}]
    if any(is_long(as_kind(value, "text")) for values in told for value in values):
        return True
    if not any(place.startswith("WKT") for place in table.places):
        return False
    count = int(shapely.get_num_coordinates(whole.geometries).max(initial=0))
    return count * _LONGEST_POSITION > LONGEST_CELL


def _fitted(row: Sequence[object], table: Table, places: int) -> list[object]:
    """Return the cells of a row as Excel takes them, with the names of those that are not whole."""
    cells, changed = list(row), []
    for at, value in enumerate(row):
        if is_long(value):
            changed.append(table.headings[at])
            nested = at >= places or str(value).startswith(("{", "["))
            cells[at] = None if nested else fitting(str(value))
    cells.insert(places, SEPARATOR.join(changed) or None)
    return cells


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
