"""GeoParquet 1.1 by Arrow, a row group at a time (I/O)."""

from __future__ import annotations

import json
import tempfile
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from geo.crs import WGS84, crs_projjson
from geo.exports.batches import stream_of
from geo.exports.temporary import file_chunks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.exports.features import Job
    from geo.exports.survey import Survey


def write_parquet(job: Job) -> Iterator[bytes]:
    """Give GeoParquet with WKB; licence and sources are key-value metadata of the file."""
    seen = job.survey()
    stream = stream_of(job, seen)
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted(_types(seen, stream.geometry_type)),
    }
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
            for batch in stream.batches:
                writer.write_batch(batch.cast(schema))
        file.seek(0)
        yield from file_chunks(file)


def _types(seen: Survey, geometry_type: str) -> set[str]:
    suffix = " Z" if seen.heights else ""
    if geometry_type.startswith("Multi"):
        return {geometry_type}
    return {shape + suffix for shape in seen.shapes}
