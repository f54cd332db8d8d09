"""GeoPackage, FlatGeobuf, Shapefile, KML and GeoParquet, by columns of Arrow (I/O)."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

import shapely

from geo import gdal
from geo.crs import WGS84
from geo.errors import EmptyVectorError, NoCoordinatesError, UnreadableVectorError
from geo.geocoding.query import Note
from geo.store.declared import Declared
from geo.store.vectors.raw import READABLE, RawLayer, Trouble, as_objects

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from geo.jsons import OpenObject

SHAPES = (".shp", ".zip")
ENDINGS = (".gpkg", ".fgb", ".kml", ".kmz", ".gml", *SHAPES)
_NO_DATA = re.compile(r"layer_styles|qgis_projects|qgis_.*|gpkg_.*|rtree_.*|sqlite_.*")
"""Tables of a GeoPackage that tell how it is drawn, or how it is kept."""
_OGR_TYPES: Mapping[str, Declared] = {
    "OFTInteger": Declared("integer"),
    "OFTInteger64": Declared("integer"),
    "OFTReal": Declared("number"),
    "OFTString": Declared("string"),
    "OFTDate": Declared("string", format="date"),
    "OFTDateTime": Declared("string", format="date-time"),
    "OFTStringList": Declared("array", items="string"),
    "OFTIntegerList": Declared("array", items="integer"),
    "OFTInteger64List": Declared("array", items="integer"),
    "OFTRealList": Declared("array", items="number"),
}
_MIDNIGHT = re.compile(r"\d{4}-\d\d-\d\d[T ]00:00:00(\.0+)?")
_WKB_COLUMN = "wkb_geometry"
"""What GDAL calls the geometry that has no name."""
_GEO = b"geo"
"""Key of the GeoParquet metadata."""


def read_ogr(path: Path) -> list[RawLayer]:
    """Read every layer with geometries of a file that GDAL knows by its ending.

    Raises
    ------
    UnreadableVectorError, UnreadableLayerError
        The file is not what its ending says; a zip has no .shp.
    NoCoordinatesError
        No layer has geometries.
    """
    if path.suffix.lower() in SHAPES:
        from geo.importers.layer_files import open_shape, shapes_in  # noqa: PLC0415 - slow to load

        layers: list[RawLayer] = []
        members = shapes_in(path)
        for member in members:
            with open_shape(path, member) as (shape, encoding):
                (layer,) = _layers(path, shape, encoding)
                layer = replace(layer, name=member) if len(members) > 1 else layer
                if not shape.with_suffix(".dbf").exists():
                    note = Note("added.no_dbf", {"file": path.name})
                    layer = replace(layer, notes=(note,))
                layers.append(layer)
        return layers
    return _layers(path, path, None)


def _layers(given: Path, path: Path, encoding: str | None) -> list[RawLayer]:
    with gdal.opened(path, given.name, READABLE) as ours:
        listed = gdal.layers_of(ours)
        served = [
            name
            for name, kind in listed
            if kind is not None or (_is_packaged(path) and not _NO_DATA.fullmatch(name))
        ]
        if not served:
            tables = tuple(name for name, _ in listed)
            raise NoCoordinatesError(given.name, tables, ("geometry",))
        return [_ogr_layer(given, ours, name, encoding) for name in served]


def _is_packaged(path: Path) -> bool:
    return path.suffix.lower() == ".gpkg"


def _ogr_layer(given: Path, path: Path, name: str, encoding: str | None) -> RawLayer:
    packaged = _is_packaged(path)
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
    geometries = as_objects([None] * table.num_rows)
    troubles: tuple[Trouble, ...] = ()
    if geometry in table.column_names:
        geometries, troubles = _from_wkb(table.column(geometry))
        table = table.drop_columns([geometry])
    if path.suffix.lower() == ".gml" and "gml_id" in table.column_names:
        # Written for the document; of our own it only counts the rows.
        table = table.drop_columns(["gml_id"])
    properties, binary = _properties(table)
    declared = zip(meta["fields"], meta["ogr_types"], meta["ogr_subtypes"], strict=False)
    types = {str(field): _declared_type(kind, subtype) for field, kind, subtype in declared}
    if path.suffix.lower() == ".fgb":
        _take_days(properties, types)
    return RawLayer(
        shown,
        geometries,
        properties,
        crs,
        ids,
        troubles,
        binary,
        weak_ids=packaged,
        types={field: type_ for field, type_ in types.items() if type_},
    )


def _take_days(rows: list[OpenObject], types: dict[str, Declared | None]) -> None:
    """Make days of moments that are all midnight of no zone: FlatGeobuf has no type for days."""
    for field, type_ in types.items():
        if type_ is None or type_.format != "date-time":
            continue
        values = [row[field] for row in rows if row[field] is not None]
        if values and all(_MIDNIGHT.fullmatch(str(value)) for value in values):
            for row in rows:
                row[field] = row[field] and str(row[field])[: len("2025-01-16")]
            types[field] = Declared("string", format="date")


def _declared_type(kind: str, subtype: str) -> Declared | None:
    if subtype == "OFSTBoolean":
        return Declared("boolean")
    # Which kind of JSON, only the values say.
    return None if subtype == "OFSTJSON" else _OGR_TYPES.get(kind)


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
    except (pa.ArrowException, OSError, ValueError, RecursionError) as error:
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
    types = {field.name: _arrow_type(field.type) for field in table.schema}
    return RawLayer(
        path.stem,
        geometries,
        properties,
        crs and _declared(crs),
        None,
        troubles,
        binary,
        types={name: type_ for name, type_ in types.items() if type_},
    )


def _arrow_type(type_: pa.DataType) -> Declared | None:
    import pyarrow as pa  # noqa: PLC0415

    tests: tuple[tuple[Callable[[pa.DataType], bool], Declared], ...] = (
        (pa.types.is_boolean, Declared("boolean")),
        (pa.types.is_integer, Declared("integer")),
        (pa.types.is_floating, Declared("number")),
        (pa.types.is_date, Declared("string", format="date")),
        (pa.types.is_timestamp, Declared("string", format="date-time")),
        (pa.types.is_string, Declared("string")),
        (pa.types.is_struct, Declared("object")),
    )
    if pa.types.is_list(type_) or pa.types.is_large_list(type_):
        member = _arrow_type(type_.value_type)
        return Declared("array", items=member.type if member else None)
    return next((declared for fits, declared in tests if fits(type_)), None)


def _declared(crs: object) -> object:
    return json.dumps(crs) if isinstance(crs, dict) else crs


def _parquet_geometries(
    path: Path, column: pa.ChunkedArray, about: OpenObject
) -> tuple[NDArray[np.object_], tuple[Trouble, ...]]:
    encoding = about.get("encoding", "")
    if encoding == "WKB":
        return _from_wkb(column)
    if encoding == "point":
        pairs = [None if item is None else (item["x"], item["y"]) for item in column.to_pylist()]
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


def _properties(table: pa.Table) -> tuple[list[OpenObject], tuple[str, ...]]:
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


def _values(table: pa.Table, at: int) -> list[object]:
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
        return cast("list[object]", column.to_numpy().tolist())
    return cast("list[object]", column.to_pylist())


def _nested(value: str | None) -> object:
    try:
        return None if value is None else json.loads(value)
    except (ValueError, RecursionError):
        return value
