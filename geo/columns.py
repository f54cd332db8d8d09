"""Columns out of a Parquet file, as plain lists (I/O)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from geo.errors import DamagedFileError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

Array: TypeAlias = "NDArray[Any]"
"""Values of one type, which their maker knows."""
Column: TypeAlias = list[Any]
"""Values of one type, which the file declares."""


def read_columns(path: Path, names: Sequence[str]) -> list[Column]:
    """Read the columns `names` of `path`, in that order.

    Neither pandas nor `pyarrow.dataset` is imported: that takes longer than the reading.

    Raises
    ------
    DamagedFileError
        It is no Parquet file, or lacks a column.
    """
    try:
        table = pq.ParquetFile(path).read(columns=list(names))
        return [table[name].combine_chunks().to_pylist() for name in names]
    except FileNotFoundError:
        raise
    except (pa.ArrowException, OSError, KeyError) as error:
        raise DamagedFileError(str(path)) from error
