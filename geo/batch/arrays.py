"""A table with its results as arrays: GeoPackage and Parquet (I/O)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from geo.batch.run import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from geo.batch.table import Cells

_NUMBERS = {"lon", "lat", "score", "precision_km"}


def write_parquet(
    path: Path, headings: Sequence[str], rows: Sequence[Cells], results: Sequence[Result]
) -> None:
    """Write a plain Parquet file: text, and four columns of 64-bit numbers."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - a GeoPackage does not need it

    pq.write_table(pa.table(_arrays(headings, rows, results)), path, compression="zstd")


def write_gpkg(
    path: Path, headings: Sequence[str], rows: Sequence[Cells], results: Sequence[Result]
) -> None:
    """Write a layer ``geocode`` of points in EPSG:4326; rows without a point have no geometry."""
    import pyogrio  # noqa: PLC0415 - GDAL takes a while to load
    import shapely  # noqa: PLC0415

    table = _arrays(headings, rows, results)
    points = [
        None if result.lon is None or result.lat is None else shapely.Point(result.lon, result.lat)
        for result in results
    ]
    geometry, fid = _free("geom", table), _free("fid", table)
    table[geometry] = pa.array(shapely.to_wkb(points).tolist(), pa.binary())
    pyogrio.write_arrow(
        pa.table(table),
        path,
        layer="geocode",
        driver="GPKG",
        geometry_name=geometry,
        geometry_type="Point",
        crs="EPSG:4326",
        layer_options={"FID": fid, "GEOMETRY_NAME": geometry},
    )


def _arrays(
    headings: Sequence[str], rows: Sequence[Cells], results: Sequence[Result]
) -> dict[str, pa.Array]:
    """Return the columns; NUL, at which GDAL ends a text, becomes U+FFFD."""
    names = (*headings, *Result._fields)
    if not rows:
        return {name: pa.array([], pa.string()) for name in names}
    own = zip(*rows, strict=True)
    added = zip(*results, strict=True)
    arrays = [pa.array(map(_text, column), pa.string()) for column in own]
    for name, column in zip(Result._fields, added, strict=True):
        arrays.append(pa.array(column, pa.float64() if name in _NUMBERS else pa.string()))
    return dict(zip(names, arrays, strict=True))


def _text(cell: str) -> str:
    return cell.replace("\0", "\ufffd") if "\0" in cell else cell


def _free(name: str, taken: Iterable[str]) -> str:
    folded = {heading.casefold() for heading in taken}
    while name in folded:
        name += "_"
    return name
