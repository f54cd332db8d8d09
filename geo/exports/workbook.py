"""A collection as a workbook: one sheet of features, one that says where they come from."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

from openpyxl import Workbook

from geo.batch.sheets import LAST_COLUMN, LAST_ROW, LONGEST_CELL, cell
from geo.errors import OutputTooLongError
from geo.exports.columns import rows_of, table_of
from geo.exports.temporary import file_chunks
from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.exports.features import Job


def write_xlsx(job: Job) -> Iterator[bytes]:
    """Give the workbook; text is typed as text, whatever it begins with.

    A shape whose WKT is longer than a cell can be is left out, for a cut one would be wrong; the
    second sheet says how many.

    Raises
    ------
    OutputTooLongError
        More rows or columns than a sheet can have.
    """
    table = table_of(job)
    rows, columns = table.survey.count, len(table.headings)
    if rows >= LAST_ROW or columns > LAST_COLUMN:
        raise OutputTooLongError(job.format.id, rows, columns, LAST_ROW - 1, LAST_COLUMN)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("features")
    sheet.freeze_panes = "A2"
    sheet.append([cell(sheet, heading) for heading in table.headings])
    left_out = 0
    for row in rows_of(job, table):
        wkt = row[-1]
        if len(table.places) != 2 and isinstance(wkt, str) and len(wkt) > LONGEST_CELL:
            row, left_out = (*row[:-1], None), left_out + 1  # noqa: PLW2901
        sheet.append([cell(sheet, value) for value in row])
    words = catalogue("geo", job.lang)
    source = book.create_sheet("source")
    for key, value in job.source.items().items():
        source.append([cell(source, words(f"export.note.{key}")), cell(source, value)])
    source.append([cell(source, words("export.note.crs")), cell(source, job.crs)])
    if left_out:
        source.append([cell(source, words("export.long_shapes", count=left_out))])
    with tempfile.TemporaryFile() as stream:
        book.save(stream)
        stream.seek(0)
        yield from file_chunks(stream)
    book.close()
