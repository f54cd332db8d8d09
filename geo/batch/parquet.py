"""A Parquet file into a table of text (I/O)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from geo.batch.limits import MOST_CELLS
from geo.batch.table import Table
from geo.batch.values import written
from geo.errors import TableTooLargeError, UnreadableTableError

if TYPE_CHECKING:
    from geo.batch.table import Typed


def read_parquet(file: str, data: bytes, allowed: tuple[str, ...]) -> Table:
    """Read every column as text; bytes, such as geometries, in hexadecimal digits.

    Raises
    ------
    UnreadableTableError
        The file is damaged.
    TableTooLargeError
        It has more cells than any table that is read.
    """
    try:
        # Neither pandas nor pyarrow.dataset is imported: that takes longer than the reading.
        packed = pq.ParquetFile(pa.BufferReader(data))
        # Bounded before it is unpacked: a column of equal values takes no room in the file.
        cells = packed.metadata.num_rows * packed.metadata.num_columns
        if cells > MOST_CELLS:
            raise TableTooLargeError(file, "cells", cells, MOST_CELLS)
        content = packed.read()
        columns = [
            [written(value) for value in column.to_pylist()] for column in content.itercolumns()
        ]
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = (str(error).splitlines() or [""])[0][:200]
        raise UnreadableTableError(file, reason, allowed) from error
    typed = {
        column: kind
        for column, own in enumerate(content.schema.types)
        if (kind := _typed(own)) is not None
    }
    rows = list(zip(*columns, strict=True))
    return Table(file, tuple(content.column_names), rows, typed=typed, heading_row=1)


def _typed(kind: pa.DataType) -> Typed | None:
    if pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return "number"
    return "date" if pa.types.is_date(kind) or pa.types.is_timestamp(kind) else None
