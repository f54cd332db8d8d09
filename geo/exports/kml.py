"""KML 2.2 and its zipped form, as Google Earth reads them; WGS 84 by definition."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import shapely

from geo.exports.features import chunks
from geo.exports.survey import as_kind
from geo.exports.temporary import add_member, file_chunks
from geo.xml import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.exports.features import Job
    from geo.jsons import OpenObject

_STYLE = """<Style id="plain">
<IconStyle><color>ff2b5cd9</color><scale>0.9</scale></IconStyle>
<LineStyle><color>ff2b5cd9</color><width>2</width></LineStyle>
<PolyStyle><color>402b5cd9</color></PolyStyle>
</Style>
"""
"""Colours are alpha, blue, green, red (OGC 07-147r2, 12.2.2.1)."""


def write_kml(job: Job) -> Iterator[bytes]:
    """Give a document with a placemark for each feature, its properties as ``ExtendedData``.

    The placemark is called by ``name_ko`` or ``name_en``; licence and sources are the document's
    description.
    """
    note = _text(job.source.text(job.lang))
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n'
        f"<Document>\n<name>{_text(job.source.title)}</name>\n"
        f"<description>{note}</description>\n{_STYLE}"
    ).encode()
    for chunk in chunks(job):
        yield "".join(_placemark(feature, job.lang) for feature in chunk.features).encode()
    yield b"</Document>\n</kml>\n"


def write_kmz(job: Job) -> Iterator[bytes]:
    """Give the same document as ``doc.kml`` in a zip file."""
    with tempfile.TemporaryFile() as stream, tempfile.NamedTemporaryFile() as document:
        document.writelines(write_kml(job))
        document.flush()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            add_member(archive, "doc.kml", Path(document.name))
        stream.seek(0)
        yield from file_chunks(stream)


def _placemark(feature: OpenObject, lang: str) -> str:
    properties = feature["properties"] or {}
    names = (properties.get(key) for key in (f"name_{lang}", "name_ko", "name", "id"))
    name = next((str(name) for name in names if name), str(feature.get("id", "")))
    data = "".join(
        f"<Data name={quoteattr(_clean(key))}><value>{_text(as_kind(value, 'text'))}</value></Data>"
        for key, value in properties.items()
        if value is not None
    )
    shape = "" if feature["geometry"] is None else _geometry(feature["geometry"])
    return (
        f"<Placemark><name>{_text(name)}</name><styleUrl>#plain</styleUrl>"
        f"<ExtendedData>{data}</ExtendedData>{shape}</Placemark>\n"
    )


def _geometry(shape: OpenObject) -> str:
    kind = shape["type"]
    if kind == "GeometryCollection":
        return _multi(_geometry(part) for part in shape["geometries"])
    places = shape["coordinates"]
    if not shapely.get_num_coordinates(shapely.geometry.shape(shape)):
        return ""
    if kind.startswith("Multi"):
        single = kind.removeprefix("Multi")
        return _multi(_geometry({"type": single, "coordinates": part}) for part in places)
    if kind == "Point":
        return f"<Point>{_coordinates([places])}</Point>"
    if kind == "LineString":
        return f"<LineString>{_coordinates(places)}</LineString>"
    outer, *inner = (f"<LinearRing>{_coordinates(ring)}</LinearRing>" for ring in places)
    holes = "".join(f"<innerBoundaryIs>{ring}</innerBoundaryIs>" for ring in inner)
    return f"<Polygon><outerBoundaryIs>{outer}</outerBoundaryIs>{holes}</Polygon>"


def _multi(parts: Iterator[str]) -> str:
    return f"<MultiGeometry>{''.join(parts)}</MultiGeometry>"


def _coordinates(places: Sequence[Sequence[float]]) -> str:
    joined = " ".join(",".join(str(number) for number in place) for place in places)
    return f"<coordinates>{joined}</coordinates>"


def _clean(text: object) -> str:
    return clean(str(text))


def _text(text: object) -> str:
    return escape(_clean(text))
