"""GeoPackage, FlatGeobuf and GML by GDAL: into a temporary file, then sent piece by piece (I/O)."""

from __future__ import annotations

import sqlite3
import tempfile
import warnings
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pyogrio

from geo.exports.batches import Stream, stream_of
from geo.exports.survey import in_cells
from geo.exports.temporary import day_of, file_chunks
from geo.xml import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.exports.features import Job
    from geo.exports.survey import Survey

_STYLE_TABLE = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT,
  styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
)
"""
"""As QGIS makes it (qgsogrproviderutils; also in GDAL's documentation of the GPKG driver)."""

_DATED = {
    "gpkg_contents": "last_change",
    "gpkg_metadata_reference": "timestamp",
    "layer_styles": "update_time",
}
"""Tables of a GeoPackage to the column that holds the time of writing."""


def write_gpkg(job: Job) -> Iterator[bytes]:
    """Give a GeoPackage with one table, called as the collection.

    Licence and sources are its description and rows of ``gpkg_metadata``. QGIS takes its style from
    the table ``layer_styles`` by itself; a mixture of shapes has none.
    """
    seen = _flat(job.survey())
    stream = stream_of(job, seen)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layer.gpkg"
        options = {
            "IDENTIFIER": job.source.title,
            "DESCRIPTION": job.source.text(job.lang),
            "GEOMETRY_NAME": stream.geometry,
        }
        notes = {key.upper(): value for key, value in job.source.items().items()}
        _write(job, stream, path, "GPKG", layer_options=options, layer_metadata=notes)
        if job.style and seen.family in {"point", "line", "polygon"}:
            _add_style(path, job.layer.id, stream.geometry, job.style(min(seen.shapes)))
        _set_day(path, f"{day_of(job)}T00:00:00.000Z")
        yield from _sent(path)


def write_fgb(job: Job) -> Iterator[bytes]:
    """Give a FlatGeobuf; licence and sources are its description."""
    seen = _flat(job.survey())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layer.fgb"
        options = {
            # The index has no place for features without shape.
            "SPATIAL_INDEX": "NO" if seen.nulls or not seen.count else "YES",
            "TITLE": job.source.title,
            "DESCRIPTION": job.source.text(job.lang),
            "TEMPORARY_DIR": folder,
        }
        _write(job, stream_of(job, seen), path, "FlatGeobuf", layer_options=options)
        yield from _sent(path)


def write_gml(job: Job) -> Iterator[bytes]:
    """Give GML 3.2; licence and sources are its description.

    Axes run as the authority of the CRS defines them (latitude or northing first where it says
    so), for the URN in ``srsName`` demands it and readers turn them back. It is one file without
    a schema: readers guess types, so a code of digits may be read as a number.
    """
    seen = job.survey()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layer.gml"
        options = {
            "FORMAT": "GML3.2",
            "XSISCHEMA": "OFF",
            "WRITE_FEATURE_BOUNDED_BY": "NO",
            "NAME": clean(job.source.title),
            "DESCRIPTION": clean(job.source.text(job.lang)),
        }
        _write(job, stream_of(job, seen, text=clean), path, "GML", dataset_options=options)
        yield from _sent(path)


def _flat(seen: Survey) -> Survey:
    return replace(seen, kinds=in_cells(seen.kinds))


def _write(job: Job, stream: Stream, path: Path, driver: str, **options: object) -> None:
    with warnings.catch_warnings():
        # pyogrio warns of columns that GDAL renames or widens; readers see no difference.
        warnings.simplefilter("ignore", RuntimeWarning)
        pyogrio.write_arrow(
            stream.reader(),
            path,
            layer=job.layer.id,
            driver=driver,
            geometry_name=stream.geometry,
            geometry_type=stream.geometry_type,
            crs=job.crs,
            **options,
        )


def _add_style(path: Path, table: str, geometry: str, style: str) -> None:
    with closing(sqlite3.connect(path)) as base, base:
        base.execute(_STYLE_TABLE)
        base.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,"
            " f_geometry_column, styleName, styleQML, useAsDefault, description, owner)"
            " VALUES ('', '', ?, ?, ?, ?, 1, '', '')",
            (table, geometry, table[:30], style),
        )
        base.execute(
            "INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier)"
            " VALUES ('layer_styles', 'attributes', 'layer_styles')"
        )


def _set_day(path: Path, moment: str) -> None:
    """Date everything by the sources: a file says the same whenever it is made."""
    with closing(sqlite3.connect(path)) as base, base:
        tables = {name for (name,) in base.execute("SELECT name FROM sqlite_master")}
        for table, column in _DATED.items():
            if table in tables:
                base.execute(f"UPDATE {table} SET {column} = ?", (moment,))  # noqa: S608 - ours


def _sent(path: Path) -> Iterator[bytes]:
    with path.open("rb") as stream:
        yield from file_chunks(stream)
