"""GeoPackage, FlatGeobuf, Shapefile, KML and GeoParquet, by columns of Arrow (I/O)."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import shapely

from geo import gdal
from geo.crs import WGS84
from geo.errors import EmptyVectorError, NoCoordinatesError, UnreadableVectorError
from geo.geocoding.query import Note
from geo.store.vectors.raw import READABLE, RawLayer, Trouble, as_objects

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

SHAPES = (".shp", ".zip")
ENDINGS = (".gpkg", ".fgb", ".kml", ".kmz", *SHAPES)
_WKB_COLUMN = "wkb_geometry"
"""What GDAL calls the geometry that has no name."""
_GEO = b"geo"
"""Key of the GeoParquet metadata."""


def read_ogr(path: Path) -> list[RawLayer]:
    """Read every layer with geometries of a file that GDAL knows by its ending.

    Raises
    ------
    UnreadableVectorError, UnreadableLayerError
        The file is not what its ending says; a zip has not exactly one .shp.
    NoCoordinatesError
        No layer has geometries.
    """
    if path.suffix.lower() in SHAPES:
        from geo.importers.layer_files import open_shape  # noqa: PLC0415 - slow to load

        with open_shape(path) as (shape, encoding):
            layers = _layers(path, shape, encoding)
            if shape.with_suffix(".dbf").exists():
                return layers
            note = Note("added.no_dbf", {"file": path.name})
            return [replace(layer, notes=(note,)) for layer in layers]
    return _layers(path, path, None)


def _layers(given: Path, path: Path, encoding: str | None) -> list[RawLayer]:
    with gdal.opened(path, given.name, READABLE) as ours:
        listed = gdal.layers_of(ours)
        spatial = [name for name, kind in listed if kind is not None]
        if not spatial:
            tables = tuple(name for name, _ in listed)
            raise NoCoordinatesError(given.name, tables, ("geometry",))
        return [_ogr_layer(given, ours, name, encoding) for name in spatial]


def _ogr_layer(given: Path, path: Path, name: str, encoding: str | None) -> RawLayer:
    packaged = path.suffix.lower() == ".gpkg"
    meta, table = gdal.read_arrow(
        path, name, encoding=encoding, return_fids=packaged, datetime_as_string=True
    )
    if path.suffix.lower() == ".fgb":
        # GDAL gives what it finds of a file that is cut off, and no error.
        count = gdal.count_of(path)
        if table.num_rows < count:
            reason = f"{table.num_rows} / {count} features"
            raise UnreadableVectorError(given.name, reason, READABLE)
    geometry = meta.get("geometry_name") or _WKB_COLUMN
    ids = table.column(0).to_pylist() if packaged else None
    if packaged:
        table = table.remove_column(0)
    crs = meta["crs"]
    if crs is None and path.suffix.lower() == ".fgb":
        crs = WGS84
    shown = given.stem if path.suffix.lower() == ".shp" else name
    geometries, troubles = _from_wkb(table.column(geometry))
    properties, binary = _properties(table.drop_columns([geometry]))
    return RawLayer(shown, geometries, properties, crs, ids, troubles, binary)


def _first_line(error: Exception, path: Path) -> str:
    """Return what the library says first, without the folder of the file."""
    line = (str(error).splitlines() or [""])[0].replace(f"{path.parent}/", "")
    return line or type(error).__name__


def read_parquet(path: Path) -> RawLayer | None:
    """Read GeoParquet 1.0 or 1.1 with WKB or points; None for a Parquet file of no geometry.

    Raises
    ------
    EmptyVectorError
        Nothing is in the file.
    UnreadableVectorError
        It is damaged, or its geometries are in another encoding.
    """
    import pyarrow as pa  # noqa: PLC0415 - slow to load
    import pyarrow.parquet as pq  # noqa: PLC0415

    if not path.stat().st_size:
        raise EmptyVectorError(path.name)
    try:
        table = pq.read_table(path)
        geo = json.loads((table.schema.metadata or {}).get(_GEO, b"null"))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise UnreadableVectorError(path.name, _first_line(error, path), READABLE) from error
    if geo is None:
        return None
    try:
        primary = geo["primary_column"]
        about = geo["columns"][primary]
        geometries, troubles = _parquet_geometries(path, table.column(primary), about)
    except (KeyError, TypeError) as error:
        raise UnreadableVectorError(path.name, f"geo: {error}", READABLE) from error
    covering = about.get("covering", {}).get("bbox", {}).values()
    others = {primary, *(route[0] for route in covering)}
    properties, binary = _properties(table.drop_columns(sorted(others & set(table.column_names))))
    # GeoParquet: without the key OGC:CRS84; null is a CRS that nobody knows.
    crs = about.get("crs", WGS84)
    return RawLayer(
        path.stem, geometries, properties, crs and _declared(crs), None, troubles, binary
    )


def _declared(crs: object) -> object:
    return json.dumps(crs) if isinstance(crs, dict) else crs


def _parquet_geometries(
    path: Path, column: pa.ChunkedArray, about: dict[str, Any]
) -> tuple[NDArray[np.object_], tuple[Trouble, ...]]:
    encoding = about.get("encoding", "")
    if encoding == "WKB":
        return _from_wkb(column)
    if encoding == "point":
        pairs = [None if one is None else (one["x"], one["y"]) for one in column.to_pylist()]
        return as_objects([None if xy is None else shapely.Point(xy) for xy in pairs]), ()
    raise UnreadableVectorError(path.name, f"encoding: {encoding} ≠ WKB", READABLE)


def _from_wkb(column: pa.ChunkedArray) -> tuple[NDArray[np.object_], tuple[Trouble, ...]]:
    # An extension type of Arrow (geoarrow.wkb) wraps the bytes.
    held = [chunk.storage if hasattr(chunk, "storage") else chunk for chunk in column.chunks]
    written = as_objects([value for chunk in held for value in chunk.to_pylist()])
    troubles: list[Trouble] = []
    try:
        geometries = shapely.from_wkb(written, on_invalid="ignore")
    except NotImplementedError:
        written, troubles = _without_curves(written)
        geometries = shapely.from_wkb(written, on_invalid="ignore")
    pairs = enumerate(zip(written, geometries, strict=True), 1)
    note = Note("added.bad_geometry")
    troubles += [Trouble(row, note) for row, (value, shape) in pairs if value and shape is None]
    return geometries, tuple(troubles)


def _without_curves(
    written: NDArray[np.object_],
) -> tuple[NDArray[np.object_], list[Trouble]]:
    """Return the geometries without those that have arcs, which neither shapely nor GeoJSON has."""
    straight = written.copy()
    troubles = []
    for row, value in enumerate(written):
        try:
            shapely.from_wkb(value, on_invalid="ignore")
        except NotImplementedError:
            straight[row] = None
            troubles.append(Trouble(row + 1, Note("added.curve")))
    return straight, troubles


def _properties(table: pa.Table) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """Return the rows, and the columns of bytes, which are left out; JSON in text is read."""
    import pyarrow as pa  # noqa: PLC0415

    binary = [
        field.name
        for field in table.schema
        if pa.types.is_binary(field.type)
        or pa.types.is_large_binary(field.type)
        or pa.types.is_fixed_size_binary(field.type)
        or getattr(field.type, "extension_name", "").startswith("geoarrow")
    ]
    table = table.drop_columns(binary)
    names = table.column_names
    columns = [_values(table, at) for at in range(len(names))]
    rows = [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]
    rows = rows or [{} for _ in range(table.num_rows)]
    return rows, tuple(binary)


def _values(table: pa.Table, at: int) -> list[Any]:
    import pyarrow as pa  # noqa: PLC0415

    field, column = table.schema.field(at), table.column(at)
    said = (field.metadata or {}).get(b"ARROW:extension:name", b"").decode()
    if "arrow.json" in {said, getattr(field.type, "extension_name", "")}:
        return [_nested(value) for value in column.to_pylist()]
    kind = field.type
    if pa.types.is_timestamp(kind) and kind.unit == "ns":
        # Nanoseconds would need pandas; a microsecond is what ISO 8601 readers take.
        column = column.cast(pa.timestamp("us", kind.tz), safe=False)
    if pa.types.is_duration(kind):
        column = column.cast(pa.int64())
    plain = pa.types.is_integer(kind) or pa.types.is_floating(kind)
    if plain and not column.null_count:
        return cast("list[Any]", column.to_numpy().tolist())
    return cast("list[Any]", column.to_pylist())


def _nested(value: str | None) -> object:
    try:
        return None if value is None else json.loads(value)
    except ValueError:
        return value
