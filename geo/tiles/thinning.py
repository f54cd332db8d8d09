"""Which points stay where a tile holds too many: the same ones at every run and worker.

Each point has a fixed rank: Fibonacci hashing of its row (Knuth, *The Art of Computer
Programming* 3, §6.4), which spreads any run of rows evenly. A tile is cut into 64 × 64 cells.
First stays the best of each cell, then the second of each, and so on: a lonely point stays, crowds
lose. Lines and polygons are never thinned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

LIMIT = 500_000
"""Bytes of a tile, before compression, above which its points are thinned."""
CELL = 64
"""Steps of the grid along a side of a cell."""
_CELLS = 1 << 8
"""More than the cells along a side with its buffer."""
_GOLDEN = 2_654_435_769
"""2^32 over the golden ratio, odd."""


def stay(corners: Ints, rows: Ints, count: int) -> Ints:
    """Return the places of the `count` points that stay, rising; there are more than `count`.

    `corners` has shape (n, 2), steps of the grid; `rows` are the points' rows in the layer.
    """
    rank = rows * _GOLDEN % (1 << 32)
    column, row = (corners // CELL + 2).T
    cell = row * _CELLS + column
    order = np.argsort(cell << 32 | rank)
    first = np.flatnonzero(np.diff(cell[order], prepend=-1))
    turn = np.empty(len(rows), dtype=np.int64)
    turn[order] = np.arange(len(rows)) - np.repeat(first, np.diff(first, append=len(rows)))
    # No two points share a rank, so that the set does not depend on how it is found.
    return np.sort(np.argpartition(turn << 32 | rank, count)[:count])
