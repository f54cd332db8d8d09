"""A table with its results as arrays: GeoPackage and GeoParquet (I/O)."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

import pyarrow as pa

from geo.batch.kinds import as_values
from geo.batch.run import Result
from geo.crs import WGS84

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from geo.batch.kinds import Kind, Value
    from geo.batch.writing import Columns

_LON, _LAT = Result._fields.index("lon"), Result._fields.index("lat")
_NUMBERS = {"lon", "lat", "score", "precision_km"}
_TYPES: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "decimal": pa.float64(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us"),
}
_POINT = struct.Struct("<BIdd")
"""A point as WKB (OGC 06-103r4, 8.2): byte order, type 1, x, y."""


def write_parquet(path: Path, columns: Columns) -> None:
    """Write GeoParquet 1.1: points in EPSG:4326, x the longitude, null where there is none.

    The geometry is the last column, ``geometry`` unless the table has one of that name; for who
    knows no GeoParquet it is a column of bytes.
    """
    # Neither is needed for a GeoPackage, and both are slow to load.
    import pyarrow.parquet as pq  # noqa: PLC0415
    from geopandas import GeoSeries  # noqa: PLC0415

    arrays = _arrays(columns)
    geometry = _free("geometry", arrays)
    arrays[geometry] = _points(columns.results)
    about = {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "crs": GeoSeries([], crs=WGS84).crs.to_json_dict(),
    }
    metadata = {"version": "1.1.0", "primary_column": geometry, "columns": {geometry: about}}
    table = pa.table(arrays).replace_schema_metadata({"geo": json.dumps(metadata)})
    pq.write_table(table, path, compression="zstd")


def write_gpkg(path: Path, columns: Columns) -> None:
    """Write a layer ``geocode`` of points in EPSG:4326; rows without a point have no geometry."""
    import pyogrio  # noqa: PLC0415 - GDAL takes a while to load

    arrays = _arrays(columns)
    geometry, fid = _free("geom", arrays), _free("fid", arrays)
    arrays[geometry] = _points(columns.results)
    pyogrio.write_arrow(
        pa.table(arrays),
        path,
        layer="geocode",
        driver="GPKG",
        geometry_name=geometry,
        geometry_type="Point",
        crs=WGS84,
        layer_options={"FID": fid, "GEOMETRY_NAME": geometry},
    )


def _arrays(columns: Columns) -> dict[str, pa.Array]:
    """Return the columns; NUL, at which GDAL ends a text, becomes U+FFFD."""
    own = zip(*as_values(columns.rows, columns.kinds), strict=True)
    arrays = {
        heading: pa.array(map(_sound, values) if kind == "text" else values, _TYPES[kind])
        for heading, kind, values in zip(columns.headings, columns.kinds, own, strict=True)
    }
    for name, values in zip(columns.added, zip(*columns.results, strict=True), strict=True):
        arrays[name] = pa.array(values, pa.float64() if name in _NUMBERS else pa.string())
    return arrays


def _points(results: Sequence[Sequence[Value]]) -> pa.Array:
    pairs = ((result[_LON], result[_LAT]) for result in results)
    points = (
        None if lon is None or lat is None else _POINT.pack(1, 1, lon, lat) for lon, lat in pairs
    )
    return pa.array(points, pa.binary())


def _sound(cell: Value) -> Value:
    return cell.replace("\0", "\ufffd") if isinstance(cell, str) and "\0" in cell else cell


def _free(name: str, taken: Iterable[str]) -> str:
    folded = {heading.casefold() for heading in taken}
    while name in folded:
        name += "_"
    return name
