"""Features as Arrow record batches: what GDAL and Parquet take, a chunk at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import shapely

from geo.exports.features import Job, chunks
from geo.exports.survey import FAMILY_OF, Family, Survey, as_kind, unique_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from geo.exports.survey import Kind

GEOMETRY = "geometry"
_TYPES: Mapping[Kind, pa.DataType] = {
    "text": pa.string(),
    "json": pa.string(),
    "integer": pa.int64(),
    "real": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", "UTC"),
    "local": pa.timestamp("us"),
    "texts": pa.list_(pa.string()),
    "integers": pa.list_(pa.int64()),
    "reals": pa.list_(pa.float64()),
    "booleans": pa.list_(pa.bool_()),
}
_BOX = pa.struct([pa.field(corner, pa.float64()) for corner in ("xmin", "ymin", "xmax", "ymax")])
_EXTENSION = "ARROW:extension:name"
_SINGLE = {"point": "Point", "line": "LineString", "polygon": "Polygon"}


@dataclass(frozen=True, slots=True)
class Stream:
    """Batches and what must be known before the first."""

    schema: pa.Schema
    geometry: str
    """Name of the column with the shapes, WKB."""
    geometry_type: str
    """As GDAL has it, such as ``MultiPolygon``, ``Point Z`` or ``Unknown`` for a mixture."""
    batches: Iterator[pa.RecordBatch]

    def reader(self) -> pa.RecordBatchReader:
        """Return the batches as GDAL takes them."""
        return pa.RecordBatchReader.from_batches(self.schema, self.batches)


def stream_of(
    job: Job,
    seen: Survey,
    names: Mapping[str, str] | None = None,
    text: Callable[[str], str] | None = None,
    only: Family | None = None,
    nested: Mapping[str, pa.DataType] | None = None,
    covering: str = "",
) -> Stream:
    """Describe the batches of `job`.

    `names` maps properties to columns (unique names if None), `text` changes each text, `only`
    leaves out shapes of other families; features without shape come with the first family.
    `nested` has the types of the JSON columns that are to be native; the others are JSON text, and
    are told to be. `covering` names a column of the shapes' boxes, if there is to be one.
    """
    nested = nested or {}
    names = names or unique_names(seen.kinds, (GEOMETRY, "fid"))
    geometry = next(
        name for name in (GEOMETRY, "geom", "the_geom", "shape_") if name not in names.values()
    )
    shapes = {s for s in seen.shapes if only is None or FAMILY_OF.get(s) == only}
    family = only or seen.family
    multi = family != "mixed" and any(shape.startswith("Multi") for shape in shapes)
    kinds = [
        pa.field(
            names[name],
            nested.get(name, _TYPES[kind]),
            # GDAL keeps that a text is JSON where the format has a word for it.
            metadata={_EXTENSION: "arrow.json"} if kind == "json" and name not in nested else None,
        )
        for name, kind in seen.kinds.items()
    ]
    extension = {_EXTENSION: "geoarrow.wkb"}
    boxes = [pa.field(covering, _BOX)] if covering else []
    schema = pa.schema([*kinds, *boxes, pa.field(geometry, pa.binary(), metadata=extension)])
    keeps_nulls = only is None or seen.families[:1] == (only,)

    def batches() -> Iterator[pa.RecordBatch]:
        for chunk in chunks(job, heights=seen.heights):
            kept = _kept(chunk.geometries, only, nulls=keeps_nulls)
            shapes_ = chunk.geometries[kept]
            columns = []
            for name, kind in seen.kinds.items():
                column = chunk.properties(name)
                if name in nested:
                    columns.append(pa.array([column[at] for at in kept], nested[name]))
                    continue
                values = [as_kind(column[at], kind) for at in kept]
                if kind in {"text", "json"}:
                    values = [_text(value, text) for value in values]
                columns.append(pa.array(values, _TYPES[kind]))
            shapes_ = _multi(shapes_) if multi else shapes_
            if covering:
                columns.append(_boxes(shapes_))
            columns.append(pa.array(shapely.to_wkb(shapes_), pa.binary()))
            yield pa.record_batch(columns, schema=schema)

    return Stream(schema, geometry, _geometry_type(family, seen, multi=multi), batches())


def _boxes(geometries: NDArray[np.generic]) -> pa.StructArray:
    bounds = shapely.bounds(geometries)
    none = ~np.isfinite(bounds).all(axis=1)
    corners = [pa.array(bounds[:, at]) for at in range(4)]
    return pa.StructArray.from_arrays(corners, fields=list(_BOX), mask=pa.array(none))


def _text(value: object, change: Callable[[str], str] | None) -> object:
    if not isinstance(value, str):
        return value
    # NUL ends a text in C.
    clean = value.replace("\0", "\ufffd")
    return change(clean) if change else clean


def _kept(
    geometries: NDArray[np.generic], only: Family | None, *, nulls: bool
) -> NDArray[np.int64]:
    if only is None:
        return np.arange(len(geometries))
    return np.array(
        [
            at
            for at, shape in enumerate(geometries)
            if (nulls if shape is None else FAMILY_OF.get(shape.geom_type) == only)
        ],
        dtype=np.int64,
    )


def _multi(geometries: NDArray[np.generic]) -> NDArray[np.generic]:
    makers = {
        "Point": shapely.geometry.MultiPoint,
        "LineString": shapely.geometry.MultiLineString,
        "Polygon": shapely.geometry.MultiPolygon,
    }
    result = np.empty(len(geometries), dtype=object)
    for at, shape in enumerate(geometries):
        maker = None if shape is None else makers.get(shape.geom_type)
        result[at] = maker([] if shape.is_empty else [shape]) if maker else shape
    return result


def _geometry_type(family: Family, seen: Survey, *, multi: bool) -> str:
    if family not in _SINGLE:
        return "Unknown"
    name = f"Multi{_SINGLE[family]}" if multi else _SINGLE[family]
    return f"{name} Z" if seen.heights else name
