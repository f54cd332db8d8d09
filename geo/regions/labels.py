"""The label raster of polygons: what each cell of a grid tells of the points in it (pure).

A cell of 0.0025 degrees (some 280 m by 225 m) that no border touches has one answer for all its
points. A cell that a border touches has the short list of the polygons that may hold a point of it,
for an exact test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Rows = NDArray[np.int32]

CELL = 0.0025
"""Degrees of longitude and latitude."""
OUTSIDE = -1
CROSSED = -2
_MARGIN = 1e-9
"""Degrees (0.1 mm) by which a border counts as touching a cell: far above rounding in float64."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells over the polygons with a rim of one; cell number = line * columns + column."""

    west: float
    south: float
    columns: int
    lines: int

    @classmethod
    def over(cls, geometries: NDArray[np.object_]) -> Grid:
        """Return the grid that holds the polygons with a rim of one empty cell."""
        west, south, east, north = shapely.total_bounds(geometries)
        first_column, first_line = np.floor(west / CELL) - 1, np.floor(south / CELL) - 1
        return cls(
            west=float(first_column * CELL),
            south=float(first_line * CELL),
            columns=int(np.floor(east / CELL) - first_column) + 2,
            lines=int(np.floor(north / CELL) - first_line) + 2,
        )

    def cells(self, lons: Floats, lats: Floats) -> Ints:
        """Return the cell of each point; -1 outside the grid and where there is no number."""
        with np.errstate(invalid="ignore", over="ignore"):
            x, y = (lons - self.west) / CELL, (lats - self.south) / CELL
            inside = (x >= 0) & (x < self.columns) & (y >= 0) & (y < self.lines)
            cells = y.astype(np.int64) * self.columns + x.astype(np.int64)
        return np.where(inside, cells, -1)


@dataclass(frozen=True, eq=False)
class LabelRaster:
    """The answer of each cell, and the candidates of the cells that need an exact test."""

    grid: Grid
    labels: Rows
    """By cell: a row, OUTSIDE, or -2 - k for the k-th cell with candidates."""
    starts: Rows
    """Where the candidates of the k-th cell begin; one entry more than there are such cells."""
    candidates: NDArray[np.signedinteger]
    """Rows, ascending within a cell: a polygon that is not among them does not meet the cell."""

    @classmethod
    def of(cls, geometries: NDArray[np.object_]) -> LabelRaster:
        """Draw the polygons on their grid; they must be valid."""
        grid = Grid.over(geometries)
        borders = _Borders.of(geometries)
        cells = grid.columns * grid.lines
        touched = _touched(borders, grid)
        covered = _covered(borders, grid)
        crossed = np.zeros(cells, dtype=bool)
        crossed[touched % cells] = True
        labels = np.full(cells, OUTSIDE, dtype=np.int32)
        # Of several polygons over one cell the last one written stays: the lowest row.
        labels[(covered % cells)[::-1]] = (covered // cells)[::-1]
        within = covered[crossed[covered % cells]]
        within = within[~_among(within, touched)]
        where, rows = _candidates(touched, within, cells)
        first = np.flatnonzero(np.diff(where, prepend=-1))
        labels[where[first]] = CROSSED - np.arange(len(first))
        small = rows.astype(np.min_scalar_type(-len(geometries)))
        return cls(grid, labels, np.append(first, len(where)).astype(np.int32), small)

    @property
    def nbytes(self) -> int:
        """Memory that the arrays take, in bytes."""
        return self.labels.nbytes + self.starts.nbytes + self.candidates.nbytes

    def packed(self) -> dict[str, NDArray[np.signedinteger]]:
        """Return small arrays from which `unpacked` makes the raster again: runs of equal cells."""
        runs = np.maximum(self.labels, CROSSED)
        begin = np.flatnonzero(np.diff(runs, prepend=np.iinfo(np.int32).min))
        return {
            "begin": begin.astype(np.int32),
            "label": runs[begin],
            "starts": self.starts,
            "candidates": self.candidates,
        }

    @classmethod
    def unpacked(
        cls, grid: Grid, arrays: Mapping[str, NDArray[np.signedinteger]], rows: int
    ) -> LabelRaster:
        """Make the raster of `rows` polygons again.

        Raises
        ------
        ValueError, KeyError
            The arrays are not what `packed` made for such a grid and number of polygons.
        """
        begin, label = arrays["begin"], arrays["label"]
        starts, candidates = arrays["starts"], arrays["candidates"]
        labels = np.repeat(label, np.diff(begin, append=grid.columns * grid.lines))
        crossed = np.flatnonzero(labels == CROSSED)
        labels[crossed] = CROSSED - np.arange(len(crossed))
        sound = (
            len(labels) == grid.columns * grid.lines
            and labels.dtype == starts.dtype == np.int32
            and CROSSED <= label.min() <= label.max() < rows
            and len(starts) == len(crossed) + 1
            and (starts[0], starts[-1]) == (0, len(candidates))
            and bool(np.all(starts[1:] > starts[:-1]))
            and bool(np.all((candidates >= 0) & (candidates < rows)))
        )
        if not sound:
            msg = "these arrays are no label raster of this grid"
            raise ValueError(msg)
        return cls(grid, labels, starts, candidates)


@dataclass(frozen=True, eq=False)
class _Borders:
    """The edges of all rings, each from (x0, y0) to (x1, y1), with the row of its polygon."""

    rows: Ints
    x0: Floats
    y0: Floats
    x1: Floats
    y1: Floats

    @classmethod
    def of(cls, geometries: NDArray[np.object_]) -> _Borders:
        parts, row_of_part = shapely.get_parts(geometries, return_index=True)
        rings, part_of_ring = shapely.get_rings(parts, return_index=True)
        points, ring_of_point = shapely.get_coordinates(rings, return_index=True)
        start = np.flatnonzero(ring_of_point[1:] == ring_of_point[:-1])
        rows = row_of_part[part_of_ring[ring_of_point[start]]].astype(np.int64)
        x, y = points.T
        return cls(rows, x[start], y[start], x[start + 1], y[start + 1])

    def cut(self) -> _Borders:
        """Cut edges longer than a cell into pieces that are not."""
        reach = np.maximum(np.abs(self.x1 - self.x0), np.abs(self.y1 - self.y0))
        pieces = np.floor(reach / CELL).astype(np.int64) + 1
        edge = np.repeat(np.arange(len(pieces)), pieces)
        nth = np.arange(len(edge)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
        begin, end = nth / pieces[edge], (nth + 1) / pieces[edge]
        wide, high = (self.x1 - self.x0)[edge], (self.y1 - self.y0)[edge]
        x, y = self.x0[edge], self.y0[edge]
        return _Borders(
            self.rows[edge], x + begin * wide, y + begin * high, x + end * wide, y + end * high
        )


def _touched(borders: _Borders, grid: Grid) -> Ints:
    """Return row * cells + cell, ascending, of each polygon and cell that its border may touch.

    An edge no longer than a cell touches at most the cells of its bounding box: three a side.
    """
    pieces = borders.cut()
    west, east = np.minimum(pieces.x0, pieces.x1), np.maximum(pieces.x0, pieces.x1)
    south, north = np.minimum(pieces.y0, pieces.y1), np.maximum(pieces.y0, pieces.y1)
    first = pieces.rows * grid.lines + _index(south - _MARGIN, grid.south)
    lines = pieces.rows * grid.lines + _index(north + _MARGIN, grid.south) - first
    column = _index(west - _MARGIN, grid.west)
    columns = _index(east + _MARGIN, grid.west) - column
    first = first * grid.columns + column
    found = []
    for up in range(int(lines.max()) + 1):
        for right in range(int(columns.max()) + 1):
            here = first[(lines >= up) & (columns >= right)] + up * grid.columns + right
            found.append(here[np.flatnonzero(np.diff(here, prepend=-1))])
    every = np.sort(np.concatenate(found))
    return every[np.flatnonzero(np.diff(every, prepend=-1))]


def _covered(borders: _Borders, grid: Grid) -> Ints:
    """Return row * cells + cell, ascending, of each polygon and cell whose middle it holds.

    Even-odd rule along the middle of each line of cells: it crosses a border an even number of
    times, for an edge counts from its lower end up to below its upper end. Where a crossing is
    near the middle of a cell, the border touches the cell and this answer is not used.
    """
    low, high = np.minimum(borders.y0, borders.y1), np.maximum(borders.y0, borders.y1)
    bottom, top = _middle(low, grid.south), _middle(high, grid.south)
    edge = np.repeat(np.arange(len(bottom)), top - bottom)
    nth = np.arange(len(edge)) - np.repeat(np.cumsum(top - bottom) - (top - bottom), top - bottom)
    line = bottom[edge] + nth
    y = grid.south + (line + 0.5) * CELL
    x0, y0 = borders.x0[edge], borders.y0[edge]
    x = x0 + (y - y0) / (borders.y1[edge] - y0) * (borders.x1[edge] - x0)
    column = _middle(x, grid.west)
    crossings = np.sort((borders.rows[edge] * grid.lines + line) * grid.columns + column)
    enter, length = crossings[0::2], crossings[1::2] - crossings[0::2]
    return np.repeat(enter - (np.cumsum(length) - length), length) + np.arange(length.sum())


def _index(values: Floats, origin: float) -> Ints:
    return np.floor((values - origin) / CELL).astype(np.int64)


def _middle(values: Floats, origin: float) -> Ints:
    """Return the first line or column whose middle is not below the value."""
    return np.ceil((values - origin) / CELL - 0.5).astype(np.int64)


def _among(values: Ints, ascending: Ints) -> NDArray[np.bool_]:
    place = np.searchsorted(ascending, values)
    found: NDArray[np.bool_] = ascending[np.minimum(place, len(ascending) - 1)] == values
    return found


def _candidates(touched: Ints, within: Ints, cells: int) -> tuple[Ints, Ints]:
    """Return the cells, ascending, and the rows that meet them, ascending in each cell.

    Rows above one that covers the whole cell can never be the lowest, so they are left out.
    """
    pairs = np.concatenate([touched, within])
    cover = np.arange(len(pairs)) >= len(touched)
    order = np.lexsort((pairs // cells, pairs % cells))
    cell, row, cover = (pairs % cells)[order], (pairs // cells)[order], cover[order]
    covers: Ints = np.cumsum(cover) - cover
    begin = np.flatnonzero(np.diff(cell, prepend=-1))
    before: Ints = np.repeat(covers[begin], np.diff(np.append(begin, len(cell))))
    needed: NDArray[np.bool_] = covers == before
    return cell[needed], row[needed]
