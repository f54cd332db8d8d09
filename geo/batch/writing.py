"""A table with its results into a file (I/O); the ending of the name tells the format."""

from __future__ import annotations

import csv
import errno
import json
import os
import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from geo.batch.kinds import as_values, column_kinds
from geo.batch.run import ADDED, BESIDE, Result
from geo.disk import put
from geo.errors import OutputFormatError, OutputTooLongError, UnwritableOutputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from geo.batch.kinds import Kind, Value
    from geo.batch.table import Cells, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # noqa: RUF001 - Excel folds widths
"""What spreadsheets take for the beginning of a formula (OWASP, CSV injection)."""
_HARMLESS = re.compile(r"[-+]?[\d.,]+(?:[eE][-+]?\d+)?%?|[-+]+")
"""Figures, and the dashes that stand for none."""
_LON, _LAT = ADDED.index("lon"), ADDED.index("lat")


class Columns(NamedTuple):
    """The same table as the writers take it: columns as read, then the added ones."""

    headings: tuple[str, ...]
    """Of the original columns, changed where they clash."""
    kinds: tuple[Kind, ...]
    """Of the original columns; CSV has text only."""
    rows: Sequence[Cells]
    results: Sequence[Sequence[Value]]
    """A value for each of `added`."""
    added: tuple[str, ...]
    """Headings of what was added."""


def check_output(path: Path, table: Table) -> None:
    """Refuse an output that could not be written, before hours are spent on it.

    Raises
    ------
    OutputFormatError
        No format has the ending.
    OutputTooLongError
        The table is longer than a sheet can be.
    UnwritableOutputError
        The folder is not there or may not be written to.
    """
    _writer(path)
    rows, columns = len(table.rows), len(table.headings) + len(Result._fields)
    if path.suffix.casefold() == ".xlsx":
        from geo.batch.sheets import LAST_COLUMN, LAST_ROW  # noqa: PLC0415

        if rows >= LAST_ROW or columns > LAST_COLUMN:
            raise OutputTooLongError(str(path), rows, columns, LAST_ROW - 1, LAST_COLUMN)
    with _temporary(path):
        pass


def write_table(
    path: Path, table: Table, results: Sequence[Result], *, beside: bool = False
) -> None:
    """Write the original columns as they were, then the added ones, one row for each row.

    `beside`: the rows are firms, and the complex of each stands beside it.

    In a format with types a column of numbers is one of numbers, and one of dates from a workbook
    or a Parquet file one of dates (`kinds.column_kinds`); GeoJSON has dates as text. All else is
    text as it was, and in CSV every cell.

    Written beside `path` and put into its place whole. An original heading that is that of an
    added column, in whatever case, gets the suffix ``_in``. GeoJSON, GeoPackage and Parquet need a
    name for each column: one without a heading is called ``column_3``, a repeated one ``name_2``.

    A spreadsheet runs a cell of CSV that begins with ``=``, ``+``, ``-`` or ``@`` as a formula, so
    such a cell gets an apostrophe in front, unless it is a figure or a dash; the other formats keep
    it to the letter.

    Raises
    ------
    OutputFormatError
        No format has the ending.
    UnwritableOutputError
        The disk is full, or the folder may not be written to.
    """
    write = _writer(path)
    ending = path.suffix.casefold()
    unique = ending not in {".csv", ".xlsx"}
    added = (*ADDED, *BESIDE) if beside else ADDED
    headings = output_headings(table.headings, added, unique=unique)
    kinds = () if ending == ".csv" else column_kinds(table)
    kept = results if beside else [result[: len(ADDED)] for result in results]
    with _temporary(path) as temporary:
        write(temporary, Columns(headings, kinds, table.rows, kept, added))
        put(temporary, path)


def output_headings(
    headings: Sequence[str], added: Sequence[str] = ADDED, *, unique: bool
) -> tuple[str, ...]:
    """Return the headings of the original columns in the output; see `write_table`."""
    own = {heading.casefold() for heading in headings}
    taken = set(added)
    found: list[str] = []
    for number, heading in enumerate(headings, 1):
        name = heading or f"column_{number}" if unique else heading
        while name.casefold() in added:
            name += "_in"
            while name.casefold() in own:
                name += "_in"
        if unique:
            name = _first_free(name, taken)
        taken.add(name.casefold())
        found.append(name)
    return tuple(found)


def _first_free(name: str, taken: set[str]) -> str:
    number, free = 2, name
    while free.casefold() in taken:
        free, number = f"{name}_{number}", number + 1
    return free


def _write_csv(path: Path, columns: Columns) -> None:
    """Write UTF-8 with a byte order mark, without which Excel reads Korean as CP949."""
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow((*map(_disarmed, columns.headings), *columns.added))
        writer.writerows(
            (*map(_disarmed, cells), *map(_disarmed, result))
            for cells, result in zip(columns.rows, columns.results, strict=True)
        )


def _disarmed(value: Value) -> Value:
    """Return a cell that no spreadsheet runs.

    >>> _disarmed("=1+1"), _disarmed("-12.5"), _disarmed("-"), _disarmed("@SUM(A1)")
    ("'=1+1", '-12.5', '-', "'@SUM(A1)")
    """
    if not isinstance(value, str) or not value.startswith(_FORMULA) or _HARMLESS.fullmatch(value):
        return value
    return f"'{value}"


def _write_geojson(path: Path, columns: Columns) -> None:
    """Write a feature for each row, with a null geometry where there is no point (RFC 7946 3.2)."""
    names = (*columns.headings, *columns.added)
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
        stream.write('{"type":"FeatureCollection","features":[')
        rows = as_values(columns.rows, columns.kinds)
        for index, (cells, result) in enumerate(zip(rows, columns.results, strict=True)):
            point = None
            lon, lat = result[_LON], result[_LAT]
            if lon is not None and lat is not None:
                point = {"type": "Point", "coordinates": [lon, lat]}
            properties = dict(zip(names, (*cells, *result), strict=True))
            feature = {"type": "Feature", "geometry": point, "properties": properties}
            stream.write(",\n" if index else "\n")
            stream.write(
                json.dumps(feature, ensure_ascii=False, separators=(",", ":"), default=str)
            )
        stream.write("\n]}\n")


def _write_xlsx(path: Path, columns: Columns) -> None:
    from geo.batch.sheets import write_xlsx  # noqa: PLC0415 - each format's library is slow to load

    rows = as_values(columns.rows, columns.kinds)
    write_xlsx(path, (*columns.headings, *columns.added), rows, columns.results)


def _write_gpkg(path: Path, columns: Columns) -> None:
    from geo.batch.arrays import write_gpkg  # noqa: PLC0415

    write_gpkg(path, columns)


def _write_parquet(path: Path, columns: Columns) -> None:
    from geo.batch.arrays import write_parquet  # noqa: PLC0415

    write_parquet(path, columns)


_WRITERS: dict[str, Callable[[Path, Columns], None]] = {
    ".csv": _write_csv,
    ".xlsx": _write_xlsx,
    ".geojson": _write_geojson,
    ".gpkg": _write_gpkg,
    ".parquet": _write_parquet,
}
WRITABLE = tuple(_WRITERS)


def _writer(path: Path) -> Callable[[Path, Columns], None]:
    writer = _WRITERS.get(path.suffix.casefold())
    if writer is None:
        raise OutputFormatError(path.name, WRITABLE)
    return writer


@contextmanager
def _temporary(path: Path) -> Iterator[Path]:
    """Give a path beside `path` with its ending, where nothing is before or afterwards.

    Its name is always the same, so that what a killed run has left is written over.
    """
    temporary = path.with_name(f".{path.stem[:40]}.part{path.suffix}")
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        temporary.unlink(missing_ok=True)
        temporary.touch(exist_ok=False)
        temporary.unlink()
        yield temporary
    except OSError as error:
        raise UnwritableOutputError(str(path), error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
