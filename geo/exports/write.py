"""A collection, or some of its rows, as a file of a format (I/O)."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from geo.disk import put
from geo.errors import UnwritableOutputError
from geo.exports.features import Job
from geo.exports.formats import crs_for, encoding_for
from geo.query.returned import Returned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from geo.exports.features import Style
    from geo.exports.formats import Format
    from geo.exports.source import SourceNote
    from geo.messages import Lang
    from geo.store.snapshot import Layer

_WRITERS = {
    "geojson": "geojson:write_geojson",
    "jsonfg": "jsonfg:write_jsonfg",
    "geojsonl": "geojson:write_records",
    "ndjson": "geojson:write_lines",
    "topojson": "topojson:write_topojson",
    "gpkg": "gdal:write_gpkg",
    "shp": "shapefile:write_shp",
    "fgb": "gdal:write_fgb",
    "parquet": "parquet:write_parquet",
    "kml": "kml:write_kml",
    "kmz": "kml:write_kmz",
    "csv": "delimited:write_csv",
    "xlsx": "workbook:write_xlsx",
    "gml": "gdal:write_gml",
}
"""Format to the module and function that write it; each library is slow to load."""


def pieces(  # noqa: PLR0913 - one for each part of a file
    layer: Layer,
    asked: Format,
    sources: Mapping[Lang, SourceNote],
    *,
    rows: Sequence[int] | None = None,
    crs: str | None = None,
    lang: Lang = "ko",
    encoding: str | None = None,
    returned: Returned | None = None,
    style: Style | None = None,
) -> Iterator[bytes]:
    """Give the bytes of the file piece by piece; what is asked for is checked at once.

    `sources` is what the file says of itself, by language, `rows` are places in `layer.fragments`
    (None: all, in their order), `crs` is one of `geo.crs.OUTPUT_CRS` in any spelling (None: WGS
    84), `encoding` that of a shapefile, `returned` which parts of the features, `style` the QGIS
    style that a GeoPackage carries. Formats of GDAL, Parquet, workbooks and zips are made in a
    temporary file when the first piece is taken. In every file easting or longitude is first, but
    for GML, where the CRS decides.

    Raises
    ------
    OutputCrsError
        The format cannot be in the CRS.
    OutputEncodingError
        The format cannot be in the encoding.
    """
    job = Job(
        layer,
        rows,
        asked,
        crs_for(asked, crs),
        lang,
        sources,
        encoding_for(asked, encoding),
        returned or Returned(),
        style,
    )
    module, _, function = _WRITERS[asked.id].partition(":")
    result: Iterator[bytes] = getattr(import_module(f"geo.exports.{module}"), function)(job)
    return result


def write(result: Iterable[bytes], target: Path | BinaryIO) -> None:
    """Write what `pieces` gives into `target`; a path is written beside and put into place whole.

    Raises
    ------
    OutputError
        As the making; also where the folder is missing or the disk full.
    """
    if not isinstance(target, Path):
        target.writelines(result)
        return
    with beside(target) as temporary:
        with temporary.open("wb") as stream:
            stream.writelines(result)
        put(temporary, target)


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a file to write beside `path` first, so that a failure leaves nothing half written.

    Raises
    ------
    UnwritableOutputError
        Nothing can be written there.
    """
    temporary = path.with_name(f".{path.name[:60]}.part")
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        yield temporary
    except OSError as error:
        raise UnwritableOutputError(str(path), error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
