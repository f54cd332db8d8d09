"""Tables with coordinates: columns of longitude and latitude, of x and y, or of WKT (I/O)."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.batch.kinds import as_values, column_kinds
from geo.batch.reading import read_bytes, read_table
from geo.errors import EmptyTableError, EmptyVectorError, NoCoordinatesError
from geo.geocoding.query import Note
from geo.store.vectors.raw import RawLayer, Trouble, as_objects
from geo.vocabulary.roles import coordinate_pair, find_roles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.batch.kinds import Kind, Value
    from geo.batch.table import Table

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")
_GRID = re.compile(r"(?<=\w)_epsg(\d{4,5})$", re.IGNORECASE)
"""End of a heading that names its CRS, as those of our own tables do."""
WANTED = ("lon, lat", "longitude, latitude", "경도, 위도", "x, y", "WKT")
"""As messages list them."""


def read_points(path: Path) -> RawLayer:
    """Read the rows of a CSV, TSV, text, XLSX or Parquet file as points, or what their WKT says.

    A row whose coordinates cannot be read keeps its values and has no geometry.

    Raises
    ------
    ImportFileError
        The table cannot be read; see `geo.batch.reading`.
    NoCoordinatesError
        No columns hold coordinates.
    """
    try:
        table = read_table(path.name, read_bytes(path))
    except EmptyTableError as error:
        raise EmptyVectorError(path.name) from error
    headings = _unique(table.headings)
    code = next((found[1] for heading in headings if (found := _GRID.search(heading))), None)
    plain = [_GRID.sub("", heading) for heading in table.headings]
    roles = find_roles(plain, table.rows)
    pair, wkt = coordinate_pair(plain, roles), roles.first("wkt")
    if pair is None and (wkt is None or table.plain_list):
        raise NoCoordinatesError(path.name, headings, WANTED)
    geometries, troubles = as_objects([None] * len(table.rows)), list[Trouble]()
    if pair is not None:
        geometries, troubles = _points(table, *pair)
    left_out: set[int] = set()
    # Beside columns of points only one that is called WKT holds shapes.
    if wkt is not None and (pair is None or plain[wkt].casefold() == "wkt"):
        shapes, more = _from_wkt([cells[wkt] for cells in table.rows])
        geometries = np.where(shapely.is_missing(geometries), shapes, geometries)
        troubles, left_out = [*troubles, *more], {wkt}
    troubles += [
        Trouble(row + 1, trouble.note)
        for row, several in table.troubles.items()
        if row < len(table.rows)
        for trouble in several
    ]
    troubles.sort(key=lambda trouble: trouble.row)
    properties = _properties(table, headings, left_out)
    choice = len(roles.columns.get("lon", ())) > 1 or len(roles.columns.get("lat", ())) > 1
    notes = _said(path.name, table, [headings[value] for value in pair or () if choice])
    crs = f"EPSG:{code}" if code else None
    return RawLayer(path.stem, geometries, properties, crs, None, tuple(troubles), notes=notes)


def _said(file: str, table: Table, taken: Sequence[str]) -> tuple[Note, ...]:
    """Return which columns were taken where there was a choice, and which sheets were not read."""
    notes: list[Note] = []
    if taken:
        notes.append(Note("added.taken", {"file": file, "columns": ", ".join(taken)}))
    if table.other_sheets:
        others = ", ".join(table.other_sheets)
        notes.append(Note("added.sheets", {"file": file, "sheet": table.sheet, "others": others}))
    return tuple(notes)


def _unique(headings: Sequence[str]) -> tuple[str, ...]:
    """Return the headings with a name for each blank one and a number after each repeated one."""
    names: list[str] = []
    for column, heading in enumerate(headings, 1):
        name = base = heading.strip() or f"column_{column}"
        again = 2
        while name in names:
            name, again = f"{base}_{again}", again + 1
        names.append(name)
    return tuple(names)


def _points(table: Table, x: int, y: int) -> tuple[NDArray[np.object_], list[Trouble]]:
    pairs = np.full((len(table.rows), 2), math.nan)
    troubles: list[Trouble] = []
    for row, cells in enumerate(table.rows):
        written = cells[x].strip(), cells[y].strip()
        try:
            pairs[row] = float(written[0]), float(written[1])
        except ValueError:
            if any(written):
                note = Note("added.no_number", {"value": ", ".join(written)[:60]})
                troubles.append(Trouble(row + 1, note))
    geometries = as_objects([None] * len(pairs))
    known = np.isfinite(pairs).all(axis=1)
    geometries[known] = shapely.points(pairs[known])
    return geometries, troubles


def _from_wkt(written: list[str]) -> tuple[NDArray[np.object_], list[Trouble]]:
    # PostGIS writes the code of the CRS before the geometry.
    texts = [text.strip().rpartition(";")[2] or None for text in written]
    geometries = shapely.from_wkt(as_objects(texts), on_invalid="ignore")
    note = Note("added.bad_geometry")
    pairs = enumerate(zip(texts, geometries, strict=True), 1)
    return geometries, [Trouble(row, note) for row, (text, geo) in pairs if text and geo is None]


def _properties(
    table: Table, headings: Sequence[str], left_out: set[int]
) -> list[dict[str, object]]:
    kept = [(at, name) for at, name in enumerate(headings) if at not in left_out]
    kinds = column_kinds(table)
    rows = _read_texts(as_values(table.rows, kinds), kinds)
    if not left_out:
        return [dict(zip(headings, row, strict=True)) for row in rows]
    return [{name: row[at] for at, name in kept} for row in rows]


def _read_texts(rows: Iterator[tuple[Value, ...]], kinds: Sequence[Kind]) -> list[list[object]]:
    """Read columns of truth values, and leave out what is empty among days and moments.

    Tables without types, such as CSV, say both in letters; an empty text is no day.
    """
    result: list[list[object]] = [list(row) for row in rows]
    for at in (at for at, kind in enumerate(kinds) if kind == "text"):
        filled = {str(row[at]) for row in result if row[at]}
        if filled and {value.lower() for value in filled} <= _TRUTHS.keys():
            for row in result:
                row[at] = _TRUTHS[str(row[at]).lower()] if row[at] else None
        elif filled and all(map(_MOMENT.fullmatch, filled)):
            for row in result:
                row[at] = row[at] or None
    return result


_TRUTHS = {"true": True, "false": False}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?)?")
