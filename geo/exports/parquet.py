"""GeoParquet 1.1 by Arrow, a row group at a time, made to be read in part (I/O)."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geo.crs import WGS84, crs_projjson
from geo.exports.batches import stream_of
from geo.exports.survey import unique_names
from geo.exports.temporary import file_chunks
from geo.query.table import FeatureTable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.exports.features import Job
    from geo.exports.survey import Survey

ROW_GROUP = 20_000
"""Rows that a reader of a place has to fetch at least; GeoParquet's best practices say 50,000 to
150,000, and less where reads are of small areas."""
_CORNERS = ("xmin", "ymin", "xmax", "ymax")


def write_parquet(job: Job) -> Iterator[bytes]:
    """Give GeoParquet with WKB; licence and sources are key-value metadata of the file.

    Lists, objects and dates are those of Parquet. A column of boxes covers the geometries, and what
    is asked for in no order of its own lies along a Hilbert curve, so that readers of an area skip
    the row groups of others.
    """
    seen = job.survey()
    job = _along_curve(job, seen.count)
    covering = "" if not seen.shapes else _unused("bbox", seen)
    stream = stream_of(job, seen, nested=nested_types(job, seen), covering=covering)
    column: dict[str, object] = {
        "encoding": "WKB",
        "geometry_types": sorted(_types(seen, stream.geometry_type)),
    }
    if covering:
        column["covering"] = {"bbox": {corner: [covering, corner] for corner in _CORNERS}}
    if job.crs != WGS84:
        # Without a CRS the specification means OGC:CRS84: WGS 84, longitude first.
        column["crs"] = json.loads(crs_projjson(job.crs))
    geo = {
        "version": "1.1.0",
        "primary_column": stream.geometry,
        "columns": {stream.geometry: column},
    }
    notes = {**job.source.items(), "geo": json.dumps(geo, ensure_ascii=False)}
    schema = stream.schema.with_metadata(notes)
    with tempfile.TemporaryFile() as file:
        with pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for group in _groups(stream.batches):
                writer.write_table(group.cast(schema), row_group_size=ROW_GROUP)
        file.seek(0)
        yield from file_chunks(file)


def _groups(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Put batches together to row groups."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        if held and sum(map(len, held)) + len(batch) > ROW_GROUP:
            yield pa.Table.from_batches(held)
            held = []
        held.append(batch)
    if held:
        yield pa.Table.from_batches(held)


def _along_curve(job: Job, count: int) -> Job:
    """Return the job with its rows along a Hilbert curve, those without shape last.

    Rows that a reader put in order stay in it, and so do few, of which all are read at once.
    """
    rows = np.arange(count) if job.rows is None else np.asarray(job.rows, np.int64)
    if count <= ROW_GROUP or not job.returned.geometry or (np.diff(rows) < 0).any():
        return job
    import geopandas  # noqa: PLC0415 - slow to load

    bounds = FeatureTable.of(job.layer).bounds[rows]
    placed = np.isfinite(bounds).all(axis=1)
    middles = (bounds[placed, :2] + bounds[placed, 2:]) / 2
    along = geopandas.GeoSeries.from_xy(*middles.T).hilbert_distance().to_numpy()
    order = rows[placed][np.argsort(along, kind="stable")]
    return replace(job, rows=np.concatenate([order, rows[~placed]]).tolist())


def nested_types(job: Job, seen: Survey) -> dict[str, pa.DataType]:
    """Return the types of the columns of lists and objects, as far as their values agree on one."""
    columns = FeatureTable.of(job.layer).columns
    found = {}
    for name, kind in seen.kinds.items():
        column = columns.get(name)
        if kind == "json" and column is not None and column.kind in {"array", "object"}:
            type_ = _inferred(column.distinct.tolist())
            if type_ is not None:
                found[name] = type_
    return found


def _inferred(values: list[object]) -> pa.DataType | None:
    try:
        type_ = pa.infer_type(values)
    except (pa.ArrowException, OverflowError):
        return None
    return type_ if _is_writable(type_) else None


def _is_writable(type_: pa.DataType) -> bool:
    """Tell whether a type has values: of a struct without members Parquet knows nothing."""
    if pa.types.is_null(type_):
        return False
    inner = [type_.field(at).type for at in range(type_.num_fields)]
    return bool(inner or not pa.types.is_nested(type_)) and all(map(_is_writable, inner))


def _unused(name: str, seen: Survey) -> str:
    names = unique_names(seen.kinds, ("geometry",)).values()
    folded = {value.casefold() for value in names}
    again = (f"{name}_{number}" for number in range(2, len(folded) + 3))
    return next(free for free in (name, *again) if free not in folded)


def _types(seen: Survey, geometry_type: str) -> set[str]:
    suffix = " Z" if seen.heights else ""
    if geometry_type.startswith("Multi"):
        return {geometry_type}
    return {shape + suffix for shape in seen.shapes}
