"""The formats of downloads: name, ending, media type, what each can carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo.crs import CRS84, OUTPUT_CRS, WGS84, crs_of
from geo.errors import OutputCrsError, OutputEncodingError, OutputFormatError

if TYPE_CHECKING:
    from pathlib import Path

    from geo.messages import Lang

FormatId = Literal[
    "geojson",
    "jsonfg",
    "geojsonl",
    "ndjson",
    "topojson",
    "gpkg",
    "shp",
    "fgb",
    "parquet",
    "kml",
    "kmz",
    "csv",
    "xlsx",
    "gml",
]
Encoding = Literal["utf-8", "cp949"]
ENCODINGS: tuple[Encoding, ...] = ("utf-8", "cp949")


@dataclass(frozen=True, slots=True)
class Format:
    """One format of a download."""

    id: FormatId
    """As in ``?f=``."""
    endings: tuple[str, ...]
    """Of file names, with the dot; the first is that of a download."""
    media_type: str
    title_ko: str
    title_en: str
    wgs84_only: bool = False
    encodings: tuple[Encoding, ...] = ("utf-8",)

    def title(self, lang: Lang) -> str:
        """Return its name for people."""
        return self.title_en if lang == "en" else self.title_ko

    @property
    def is_text(self) -> bool:
        """Tell whether a content coding makes it smaller."""
        return self.id not in {"gpkg", "shp", "fgb", "parquet", "kmz", "xlsx"}

    @property
    def crs(self) -> tuple[str, ...]:
        """What it can be written in; WGS 84 once, for files have longitude first anyway."""
        return (WGS84,) if self.wgs84_only else tuple(c for c in OUTPUT_CRS if c != CRS84)


_FORMATS = (
    Format(
        "geojson", (".geojson", ".json"), "application/geo+json", "GeoJSON", "GeoJSON (RFC 7946)"
    ),
    Format(
        "jsonfg",
        (".fg.json", ".jsonfg"),
        "application/vnd.ogc.fg+json",
        "JSON-FG(다른 좌표계와 때도)",
        "JSON-FG (any CRS, with times)",
    ),
    Format(
        "geojsonl",
        (".geojsonl", ".geojsons"),
        "application/geo+json-seq",
        "한 줄에 피처 하나인 GeoJSON",
        "Newline-delimited GeoJSON",
        # Nothing in a line names its CRS to any reader known to us.
        wgs84_only=True,
    ),
    Format(
        "ndjson",
        (".ndjson",),
        "application/x-ndjson",
        "한 줄에 피처 하나인 GeoJSON(ndjson)",
        "Newline-delimited GeoJSON (ndjson)",
        wgs84_only=True,
    ),
    Format("topojson", (".topojson",), "application/topo+json", "TopoJSON", "TopoJSON"),
    Format(
        "gpkg",
        (".gpkg",),
        "application/geopackage+sqlite3",
        "지오패키지(QGIS 스타일 포함)",
        "GeoPackage (with QGIS style)",
    ),
    Format(
        "shp",
        (".zip", ".shp.zip", ".shz"),
        "application/zip",
        "셰이프파일(zip)",
        "Shapefile (zip)",
        encodings=ENCODINGS,
    ),
    Format("fgb", (".fgb",), "application/vnd.flatgeobuf", "FlatGeobuf", "FlatGeobuf"),
    Format(
        "parquet",
        (".parquet", ".geoparquet"),
        "application/vnd.apache.parquet",
        "GeoParquet",
        "GeoParquet",
    ),
    Format("kml", (".kml",), "application/vnd.google-earth.kml+xml", "KML", "KML", wgs84_only=True),
    Format("kmz", (".kmz",), "application/vnd.google-earth.kmz", "KMZ", "KMZ", wgs84_only=True),
    Format("csv", (".csv",), "text/csv; charset=utf-8", "CSV(엑셀용 UTF-8)", "CSV (UTF-8, Excel)"),
    Format(
        "xlsx",
        (".xlsx",),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "엑셀 통합 문서",
        "Excel workbook",
    ),
    Format("gml", (".gml",), "application/gml+xml; version=3.2", "GML 3.2", "GML 3.2"),
)
FORMATS: dict[str, Format] = {format_.id: format_ for format_ in _FORMATS}
"""By id, in the order in which people are shown them."""
ENDINGS = tuple(ending for format_ in _FORMATS for ending in format_.endings)


def format_of(path: Path) -> Format:
    """Return the format that the ending of `path` names.

    Raises
    ------
    OutputFormatError
        No format has the ending; a bare .shp is none, for a shapefile is several files.
    """
    name = path.name.casefold()
    # The longest ending that fits: ``.fg.json`` is no ``.json``.
    fitting = [
        (len(e), format_) for format_ in _FORMATS for e in format_.endings if name.endswith(e)
    ]
    if fitting:
        return max(fitting, key=lambda pair: pair[0])[1]
    raise OutputFormatError(path.name, ENDINGS)


def crs_for(asked: Format, written: str | None) -> str:
    """Return the EPSG code for what a user wrote; None is WGS 84.

    Raises
    ------
    OutputCrsError
        It is unknown, or the format cannot be in it: KML is WGS 84 by its definition, and
        features a line would be taken for it.
    """
    if written is None:
        return WGS84
    bare = written.strip()
    crs = crs_of(f"EPSG:{bare}" if bare.isdigit() else bare)
    crs = WGS84 if crs == CRS84 else crs
    if crs is None or crs not in asked.crs:
        raise OutputCrsError(asked.id, written, asked.crs)
    return crs


def takes_crs(asked: Format, written: str | None) -> bool:
    """Tell whether the format can be in the CRS that a user wrote."""
    try:
        crs_for(asked, written)
    except OutputCrsError:
        return False
    return True


def encoding_for(asked: Format, written: str | None) -> Encoding:
    """Return the encoding of texts for what a user wrote; None is UTF-8.

    Raises
    ------
    OutputEncodingError
        It is unknown, or the format has only UTF-8: CP949 is for shapefiles.
    """
    plain = (written or "utf-8").casefold().replace("_", "-")
    names: dict[str, Encoding] = {
        "utf-8": "utf-8",
        "utf8": "utf-8",
        "cp949": "cp949",
        "euc-kr": "cp949",
        "949": "cp949",
    }
    encoding = names.get(plain)
    if encoding is None or encoding not in asked.encodings:
        raise OutputEncodingError(asked.id, written or "", asked.encodings)
    return encoding
