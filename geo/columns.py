"""Columns out of a Parquet file, as plain lists (I/O)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
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
        table = pq.ParquetFile(path).read(columns=list(names), use_threads=False)
        return [_listed(table[name].combine_chunks()) for name in names]
    except FileNotFoundError:
        raise
    except (pa.ArrowException, OSError, KeyError) as error:
        raise DamagedFileError(str(path)) from error


def _listed(column: pa.Array) -> Column:
    """Return the values; equal texts are one object, of which a million cost what few do.

    Numbers go by numpy, without an object of pyarrow for each.
    """
    kind = column.type
    if not column.null_count and (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        encoded = column.dictionary_encode()
        texts = encoded.dictionary.to_pylist()
        return [texts[at] for at in _listed(encoded.indices)]
    if not column.null_count and (pa.types.is_integer(kind) or pa.types.is_floating(kind)):
        numbers: Column = np.from_dlpack(column).tolist()
        return numbers
    values: Column = column.to_pylist()
    return values
