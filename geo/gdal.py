"""The one door through which GDAL reads users' files: by the driver of the ending alone (I/O).

GDAL asks each of its drivers whether a file is theirs, whatever it is called. Some of them only
name other files and addresses (VRT, GDALG, WFS …) and fetch those. Here a file must begin as its
ending says, GDAL sees it under a name of ours, for it takes some names for addresses of archives
and hosts, and the driver that opened it is asked for. Files of others are read in a process of
`geo.confined` besides, in which the drivers of `SKIPPED` do not exist.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

from geo.errors import UnreadableVectorError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import geopandas
    import pyarrow as pa

    from geo.jsons import OpenObject

DRIVERS = {
    ".gpkg": ("GPKG",),
    ".fgb": ("FlatGeobuf",),
    ".shp": ("ESRI Shapefile",),
    ".kml": ("KML", "LIBKML"),
    ".kmz": ("LIBKML",),
    ".gml": ("GML",),
}
"""Ending to the drivers that may open such a file; JSON is not read by GDAL."""
SKIPPED = (
    *("ADBC", "AIVector", "AVCBin", "AVCE00", "AmigoCloud", "CSV", "CSW", "Carto", "DGN", "DXF"),
    *("EDIGEO", "EEDA", "ESRIJSON", "Elasticsearch", "GDALG", "GPSBabel", "GPX", "GTFS"),
    *("GeoJSON", "GeoJSONSeq", "GeoRSS", "HTTP", "Idrisi", "JML", "JSONFG", "LVBAG", "MBTiles"),
    *("MVT", "MapInfo File", "MapML", "MiraMonVector", "NGW", "OAPIF", "ODS", "OGCAPI", "OGR_GMT"),
    *("OGR_PDS", "OGR_VRT", "OSM", "OpenFileGDB", "PCIDSK", "PDF", "PDS4", "PGDUMP", "PLSCENES"),
    *("PMTiles", "S57", "SQLite", "SXF", "Selafin", "VDV", "VFK", "VICAR", "WAsP", "WFS", "XLSX"),
)
"""Drivers that no file of a user needs; a test compares them with those that GDAL brings."""
ENVIRONMENT = {
    "GDAL_SKIP": ",".join(SKIPPED),
    # Nothing answers there: what would fetch something in spite of all is told so at once.
    "GDAL_HTTP_PROXY": "127.0.0.1:9",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
    "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO",
    # A schema may name others by their addresses; the features are read without.
    "GML_DOWNLOAD_SCHEMA": "NO",
    "ALLOW_OGR_SQL_FUNCTIONS_FROM_TRIGGER_AND_VIEW": "NO",
}
"""Settings of GDAL for a process that reads users' files."""
_BEGINNINGS = {
    ".gpkg": b"SQLite format 3\0",
    ".fgb": b"fgb",
    ".shp": b"\x00\x00\x27\x0a",
    ".kmz": b"PK\x03\x04",
}
_ROOTS = {".kml": ("kml",), ".gml": ("FeatureCollection",)}
"""Root elements of the endings of XML."""
_HEAD = 64_000
"""Bytes in which the root element of an XML file must begin."""


def read_arrow(path: Path, layer: str, **options: object) -> tuple[OpenObject, pa.Table]:
    """Read a layer of a file that `opened` gave, as a table of Arrow."""
    import pyogrio  # noqa: PLC0415 - slow to load

    told: tuple[OpenObject, pa.Table] = pyogrio.read_arrow(path, layer=layer, **options)
    return told


def read_frame(path: Path, layer: str, encoding: str | None = None) -> geopandas.GeoDataFrame:
    """Read a layer of a file that `opened` gave, as a frame."""
    import geopandas  # noqa: PLC0415 - slow to load

    return geopandas.read_file(path, layer=layer, encoding=encoding, engine="pyogrio")


def count_of(path: Path) -> int:
    """Return the number of features that a file of one layer says it has."""
    import pyogrio  # noqa: PLC0415

    return int(pyogrio.read_info(path)["features"])


def layers_of(path: Path) -> list[tuple[str, str | None]]:
    """Return name and kind of geometry of each layer of a file that `opened` gave."""
    import pyogrio  # noqa: PLC0415

    return [(str(name), kind) for name, kind in pyogrio.list_layers(path)]


@contextmanager
def opened(path: Path, given: str, allowed: Sequence[str]) -> Iterator[Path]:
    """Give the path under which GDAL may read a file, after looking at what it is.

    GDAL's warnings are not shown while it lasts: callers judge what it warns of. What GDAL raises
    becomes our error, about the file `given`; `allowed` are the endings that messages list. A
    shapefile has companions: its caller has copied it to a name of ours.

    Raises
    ------
    UnreadableVectorError
        The file is not what its ending says, or damaged.
    """
    from pyogrio.errors import (  # noqa: PLC0415 - slow to load
        CRSError,
        DataLayerError,
        DataSourceError,
        FieldError,
        GeometryError,
    )

    ours = path
    theirs = (DataSourceError, DataLayerError, CRSError, FieldError, GeometryError)
    try:
        _require_beginning(path)
        with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            if path.suffix.lower() != ".shp":
                ours = Path(folder, f"layer{path.suffix.lower()}")
                _stand_for(path.resolve(), ours)
            yield ours
            _require_driver(ours)
    except (*theirs, OSError, RuntimeError, ValueError) as error:
        line = (str(error).splitlines() or [""])[0] or type(error).__name__
        reason = line.replace(str(ours), given).replace(str(ours.with_suffix("")), given)
        raise UnreadableVectorError(given, reason, tuple(allowed)) from error


def _require_beginning(path: Path) -> None:
    ending = path.suffix.lower()
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if ending in _BEGINNINGS:
        right = head.startswith(_BEGINNINGS[ending])
    else:
        right = _root(head) in _ROOTS.get(ending, ())
    if not right:
        message = f"≠ {ending}"
        raise ValueError(message)


def _require_driver(ours: Path) -> None:
    import pyogrio  # noqa: PLC0415

    ending, layers = ours.suffix.lower(), layers_of(ours)
    if layers:
        driver = pyogrio.read_info(ours, layer=layers[0][0])["driver"]
        if driver not in DRIVERS[ending]:
            message = f"{driver} ≠ {ending}"
            raise ValueError(message)


def _root(head: bytes) -> str:
    """Return the name of the root element of an XML file, without its namespace."""
    names: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, _: names.append(name)
    with suppress(expat.ExpatError):
        parser.Parse(head, False)  # noqa: FBT003 - not the end
    return names[0].rpartition(" ")[2] if names else ""


def _stand_for(path: Path, ours: Path) -> None:
    try:
        ours.symlink_to(path)
    except OSError:  # Windows wants a privilege for it
        shutil.copyfile(path, ours)
