"""The label raster of polygons: what each cell of a grid tells of the points in it (pure).

A cell of 0.0025 degrees (some 280 m by 225 m) that no border touches has one answer for all its
points. A cell that a border touches has the short list of the polygons that may hold a point of it,
and is split in 4 by 4 parts: a part that no border touches lies wholly in or out of each of them,
which 16 bits say. Only points of the parts that a border touches need an exact test.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from geo.columns import Array

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Rows = NDArray[np.int32]
    Bits = NDArray[np.uint16]

CELL = 0.0025
"""Degrees of longitude and latitude."""
OUTSIDE, CROSSED = -1, -2
"""What cells bear instead of a row: none, or the first of those with candidates."""
SPLIT = 4
"""Parts of a cell along each side; 16 bits hold them all, part = line * 4 + column."""
_MARGIN = 1e-9
"""Degrees (0.1 mm) by which a border counts as touching a cell: far above rounding in float64."""
_WHOLE = np.uint16(0xFFFF)
"""All sixteen parts."""
_LINES = np.array([sum(0xF << 4 * n for n in range(4) if state >> n & 1) for state in range(16)])
"""The parts of whole lines, by four bits that say which lines."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells over the polygons with a rim of one; cell number = line * columns + column."""

    west: float
    south: float
    columns: int
    lines: int
    size: float = CELL

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

    def split(self) -> Grid:
        """Return the grid of the parts of the cells."""
        return Grid(
            self.west, self.south, self.columns * SPLIT, self.lines * SPLIT, self.size / SPLIT
        )

    def cells(self, lons: Floats, lats: Floats) -> Ints:
        """Return the cell of each point; -1 outside the grid and where there is no number."""
        with np.errstate(invalid="ignore", over="ignore"):
            x, y = (lons - self.west) / self.size, (lats - self.south) / self.size
            inside = (x >= 0) & (x < self.columns) & (y >= 0) & (y < self.lines)
            cells = y.astype(np.int64) * self.columns + x.astype(np.int64)
        return np.where(inside, cells, -1)

    def parts(self, lons: Floats, lats: Floats) -> Bits:
        """Return which part of its cell each point is in; the points must be in the grid."""
        column, line = self.column(lons, SPLIT), self.line(lats, SPLIT)
        return (line % SPLIT * SPLIT + column % SPLIT).astype(np.uint16)

    def column(self, lons: Floats, split: int = 1) -> Rows:
        """Return the column of longitudes east of `west`, in this grid or in it split."""
        return ((lons - self.west) / self.size * split).astype(np.int32)

    def line(self, lats: Floats, split: int = 1) -> Rows:
        """Return the line of latitudes north of `south`, in this grid or in it split."""
        return ((lats - self.south) / self.size * split).astype(np.int32)


@dataclass(frozen=True, eq=False)
class LabelRaster:
    """The answer of each cell, and the candidates of the cells that need an exact test."""

    grid: Grid
    labels: Rows
    """By cell: a row, OUTSIDE, or -2 - k for the k-th cell with candidates."""
    starts: Rows
    """Where the candidates of the k-th cell begin; one entry more than there are such cells."""
    candidates: NDArray[np.signedinteger]
    """Rows, ascending within a cell: none that is not among them is the lowest at a point of it."""
    inside: Bits
    """By candidate: the parts of the cell that it holds, of those that no border touches."""
    border: Bits
    """By the k-th cell: the parts that a border touches."""

    @classmethod
    def of(cls, geometries: NDArray[np.object_]) -> LabelRaster:
        """Draw the polygons on their grid; they must be valid."""
        grid = Grid.over(geometries)
        borders = _Borders.of(geometries)
        cells = grid.columns * grid.lines
        rows, line, column = _touching(borders, grid.split())
        touched = _touched(rows, line, column, grid)
        covered = _covered(borders, grid)
        crossed = np.zeros(cells, dtype=bool)
        crossed[touched % cells] = True
        labels = np.full(cells, OUTSIDE, dtype=np.int32)
        # Of several polygons over one cell the last one written stays: the lowest row.
        labels[(covered % cells)[::-1]] = (covered // cells)[::-1]
        within = covered[crossed[covered % cells]]
        within = within[~_among(within, touched)]
        where, candidates, inside = _candidates(
            touched, within, _held_parts(borders, grid, touched), cells
        )
        first = np.flatnonzero(np.diff(where, prepend=-1))
        labels[where[first]] = CROSSED - np.arange(len(first))
        return cls(
            grid=grid,
            labels=labels,
            starts=np.append(first, len(where)).astype(np.int32),
            candidates=candidates.astype(np.min_scalar_type(-len(geometries))),
            inside=inside,
            border=_border_parts(line, column, grid, labels, len(first)),
        )

    @property
    def nbytes(self) -> int:
        """Memory that the arrays take, in bytes."""
        arrays = self.labels, self.starts, self.candidates, self.inside, self.border
        return sum(array.nbytes for array in arrays)

    def packed(self) -> dict[str, NDArray[np.integer]]:
        """Return small arrays from which `unpacked` makes the raster again: runs of equal cells."""
        runs = np.maximum(self.labels, CROSSED)
        begin = np.flatnonzero(np.diff(runs, prepend=np.iinfo(np.int32).min))
        return {
            "begin": begin.astype(np.int32),
            "label": runs[begin],
            "starts": self.starts,
            "candidates": self.candidates,
            "inside": self.inside,
            "border": self.border,
        }

    @classmethod
    def unpacked(cls, grid: Grid, arrays: Mapping[str, Array], rows: int) -> LabelRaster:
        """Make the raster of `rows` polygons again.

        Raises
        ------
        ValueError, KeyError
            The arrays are not what `packed` made for such a grid and number of polygons.
        """
        begin, label = arrays["begin"], arrays["label"]
        starts, candidates = arrays["starts"], arrays["candidates"]
        inside, border = arrays["inside"], arrays["border"]
        labels = np.repeat(label, np.diff(begin, append=grid.columns * grid.lines))
        crossed = np.flatnonzero(labels == CROSSED)
        labels[crossed] = CROSSED - np.arange(len(crossed))
        sound = (
            len(labels) == grid.columns * grid.lines
            and labels.dtype == starts.dtype == np.int32
            and CROSSED <= label.min() <= label.max() < rows
            and len(starts) == len(crossed) + 1
            and inside.dtype == border.dtype == np.uint16
            and (len(inside), len(border)) == (len(candidates), len(crossed))
            and (starts[0], starts[-1]) == (0, len(candidates))
            and bool(np.all(starts[1:] > starts[:-1]))
            and bool(np.all((candidates >= 0) & (candidates < rows)))
        )
        if not sound:
            msg = "these arrays are no label raster of this grid"
            raise ValueError(msg)
        return cls(grid, labels, starts, candidates, inside, border)


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

    def cut(self, size: float) -> _Borders:
        """Cut edges longer than `size` degrees into pieces that are not."""
        wide, high = self.x1 - self.x0, self.y1 - self.y0
        pieces = np.floor(np.maximum(np.abs(wide), np.abs(high)) / size).astype(np.int64) + 1
        short, long = np.flatnonzero(pieces == 1), np.flatnonzero(pieces > 1)
        edge, many = np.repeat(long, pieces[long]), pieces[long]
        nth = np.arange(len(edge)) - np.repeat(np.cumsum(many) - many, many)
        begin, end = nth / pieces[edge], (nth + 1) / pieces[edge]
        return _Borders(
            np.append(self.rows[short], self.rows[edge]),
            np.append(self.x0[short], self.x0[edge] + begin * wide[edge]),
            np.append(self.y0[short], self.y0[edge] + begin * high[edge]),
            np.append(self.x1[short], self.x0[edge] + end * wide[edge]),
            np.append(self.y1[short], self.y0[edge] + end * high[edge]),
        )


def _touched(rows: Ints, line: Rows, column: Rows, grid: Grid) -> Ints:
    """Return row * cells + cell, ascending, of each polygon and cell whose parts are touched."""
    keys = (rows * grid.lines + line // SPLIT) * grid.columns + column // SPLIT
    keys = np.sort(keys[np.flatnonzero(np.diff(keys, prepend=-1))])
    return keys[np.flatnonzero(np.diff(keys, prepend=-1))]


def _touching(borders: _Borders, grid: Grid) -> tuple[Ints, Rows, Rows]:
    """Return row, line, column of the cells that borders may touch, some more than once.

    An edge no longer than a cell touches at most the cells of its bounding box: three a side.
    """
    pieces = borders.cut(grid.size)
    west = grid.column(np.minimum(pieces.x0, pieces.x1) - _MARGIN)
    wide = grid.column(np.maximum(pieces.x0, pieces.x1) + _MARGIN) - west
    south = grid.line(np.minimum(pieces.y0, pieces.y1) - _MARGIN)
    high = grid.line(np.maximum(pieces.y0, pieces.y1) + _MARGIN) - south
    found = []
    for up in range(int(high.max()) + 1):
        tall = np.flatnonzero(high >= up)
        for right in range(int(wide.max()) + 1):
            here = tall[wide[tall] >= right]
            found.append(
                (pieces.rows[here], south[here] + np.int32(up), west[here] + np.int32(right))
            )
    rows, line, column = (np.concatenate(each) for each in zip(*found, strict=True))
    return rows, line, column


def _crossings(borders: _Borders, grid: Grid) -> tuple[Ints, Ints, Ints]:
    """Return row, line, column where borders cross the middles of lines of cells.

    The column is the first one whose middle is not before the crossing. Each border crosses each
    middle an even number of times, for an edge counts from its lower end to below its upper end.
    """
    bottom = _middle(np.minimum(borders.y0, borders.y1) - grid.south, grid)
    count = _middle(np.maximum(borders.y0, borders.y1) - grid.south, grid) - bottom
    edge = np.repeat(np.arange(len(count)), count)
    line = np.arange(len(edge)) + np.repeat(bottom - (np.cumsum(count) - count), count)
    y = grid.south + (line + 0.5) * grid.size
    x0, y0 = borders.x0[edge], borders.y0[edge]
    x = x0 + (y - y0) / (borders.y1[edge] - y0) * (borders.x1[edge] - x0)
    return borders.rows[edge], line, _middle(x - grid.west, grid)


def _middle(distances: Floats, grid: Grid) -> Ints:
    """Return the first line or column whose middle is not before the distance."""
    return np.ceil(distances / grid.size - 0.5).astype(np.int64)


def _covered(borders: _Borders, grid: Grid) -> Ints:
    """Return row * cells + cell, ascending, of each polygon and cell whose middle it holds.

    By the even-odd rule. Where a crossing is so near the middle of a cell that rounding matters,
    the border touches the cell and this answer is not used.
    """
    rows, line, column = _crossings(borders, grid)
    crossings = np.sort((rows * grid.lines + line) * grid.columns + column)
    enter, length = crossings[0::2], crossings[1::2] - crossings[0::2]
    return np.repeat(enter - (np.cumsum(length) - length), length) + np.arange(length.sum())


def _held_parts(borders: _Borders, grid: Grid, touched: Ints) -> Bits:
    """Return for each touched polygon and cell the parts whose middle the polygon holds.

    Along the middle of a line of parts each crossing turns out into in for all that follows: the
    rest of its cell, and as `change` the cells after it, of which only touched ones matter.
    """
    rows, line, column = _crossings(borders, grid.split())
    keys = (rows * grid.lines + line // SPLIT) * grid.columns + column // SPLIT
    place = np.searchsorted(touched, keys)
    here = touched[np.minimum(place, len(touched) - 1)] == keys
    change = np.zeros(len(touched) + 1, dtype=np.uint8)
    np.bitwise_xor.at(change, place + here, (1 << line % SPLIT).astype(np.uint8))
    # Even numbers of crossings: at the end of a line of cells all have turned out again.
    inside = _LINES[np.bitwise_xor.accumulate(change)[:-1]].astype(np.uint16)
    rest = (0xF << column % SPLIT & 0xF) << line % SPLIT * SPLIT
    np.bitwise_xor.at(inside, place[here], rest[here].astype(np.uint16))
    return inside


def _border_parts(line: Rows, column: Rows, grid: Grid, labels: Rows, count: int) -> Bits:
    """Return for each of the `count` cells with candidates the parts that a border touches."""
    flags = np.zeros((count, SPLIT * SPLIT), dtype=bool)
    nth = CROSSED - labels[line // SPLIT * grid.columns + column // SPLIT]
    part = line % SPLIT * SPLIT + column % SPLIT
    flags[nth[nth >= 0], part[nth >= 0]] = True
    return np.packbits(flags, axis=1, bitorder="little").view("<u2").astype(np.uint16).ravel()


def _among(values: Ints, ascending: Ints) -> NDArray[np.bool_]:
    place = np.searchsorted(ascending, values)
    found: NDArray[np.bool_] = ascending[np.minimum(place, len(ascending) - 1)] == values
    return found


def _candidates(touched: Ints, within: Ints, inside: Bits, cells: int) -> tuple[Ints, Ints, Bits]:
    """Return the cells, ascending, the rows that meet them, ascending in each, and their parts.

    Rows above one that covers the whole cell can never be the lowest, so they are left out.
    """
    pairs = np.concatenate([touched, within])
    parts = np.concatenate([inside, np.full(len(within), _WHOLE)])
    cover = np.arange(len(pairs)) >= len(touched)
    order = np.lexsort((pairs // cells, pairs % cells))
    cell, row, cover = (pairs % cells)[order], (pairs // cells)[order], cover[order]
    covers: Ints = np.cumsum(cover) - cover
    begin = np.flatnonzero(np.diff(cell, prepend=-1))
    before: Ints = np.repeat(covers[begin], np.diff(np.append(begin, len(cell))))
    needed: NDArray[np.bool_] = covers == before
    return cell[needed], row[needed], parts[order][needed]
