"""Columns out of a Parquet file, as plain lists (I/O)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def read_columns(path: Path, names: Sequence[str]) -> list[list[Any]]:
    """Read the columns `names` of `path`, in that order.

    Neither pandas nor `pyarrow.dataset` is imported: that takes longer than the reading.
    """
    table = pq.ParquetFile(path).read(columns=list(names))
    return [table[name].combine_chunks().to_pylist() for name in names]
