"""GeoJSON, whole (RFC 7946), as a sequence (RFC 8142) and newline-delimited."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.crs import WGS84, decimals_of
from geo.exports.features import CHUNK, chunks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from geo.exports.features import Job

_OPENING = b'"features":[\n'
"""What stands before the features in the body of a layer."""
_SEPARATOR = b"\x1e"
_PIECE = 1 << 20
"""Bytes of a body that are sent at a time."""


def write_geojson(job: Job) -> Iterator[bytes]:
    """Give a feature collection, a feature a line.

    Title, licence, sources, date and version stand before the features as foreign members
    (RFC 7946 section 6.1). In WGS 84 the features are those of the collection byte for byte. In
    another CRS, which RFC 7946 leaves to those who agree on it (section 4), the member ``crs`` of
    GeoJSON of 2008 names it: GDAL and QGIS read it.
    """
    head = {
        "type": "FeatureCollection",
        "name": job.layer.id,
        "title_ko": job.layer.title_ko,
        "title_en": job.layer.title_en,
        **job.source.items(),
        **crs_member(job.crs),
    }
    opening = f'{_dumps(head).removesuffix("}")},"features":[\n'
    yield opening.encode("utf-8", "replace")
    start = job.layer.body.find(_OPENING) + len(_OPENING)
    if job.rows is None and job.is_plain and start >= len(_OPENING):
        for at in range(start, len(job.layer.body), _PIECE):
            yield job.layer.body[at : at + _PIECE]
        return
    first = True
    for lines in _lines(job):
        yield (b"" if first else b",\n") + b",\n".join(lines)
        first = False
    yield b"\n]}\n"


def write_lines(job: Job) -> Iterator[bytes]:
    """Give a feature a line, WGS 84; there is no room for licence and source."""
    for lines in _lines(job):
        yield b"\n".join(lines) + b"\n"


def write_records(job: Job) -> Iterator[bytes]:
    """Give the same as RFC 8142 has it, a record separator before each feature."""
    for lines in _lines(job):
        yield _SEPARATOR + (b"\n" + _SEPARATOR).join(lines) + b"\n"


def crs_member(crs: str) -> dict[str, object]:
    """Return the member ``crs`` of GeoJSON 2008 (section 3.1), nothing for WGS 84."""
    if crs == WGS84:
        return {}
    authority, _, code = crs.partition(":")
    urn = f"urn:ogc:def:crs:{authority}::{code}"
    return {"crs": {"type": "name", "properties": {"name": urn}}}


def _lines(job: Job) -> Iterator[list[bytes]]:
    if job.is_plain:
        fragments = job.fragments()
        while taken := list(islice(fragments, CHUNK)):
            yield taken
        return
    for chunk in chunks(job, heights=False):
        texts = _as_json(rounded(chunk.geometries, job.crs))
        yield [
            _with_geometry(feature, text)
            for feature, text in zip(chunk.features, texts, strict=True)
        ]


def rounded(geometries: NDArray[np.generic], crs: str) -> NDArray[np.generic]:
    """Return plane geometries with the decimals that a reader can use: under a millimetre."""
    places = np.round(shapely.get_coordinates(geometries), decimals_of(crs))
    result: NDArray[np.generic] = shapely.set_coordinates(geometries, places)
    return result


def _as_json(geometries: NDArray[np.generic]) -> list[str]:
    return [text or "null" for text in shapely.to_geojson(geometries)]


def _with_geometry(feature: dict[str, object], geometry: str) -> bytes:
    before = {"type": "Feature", **({"id": feature["id"]} if "id" in feature else {})}
    properties = _dumps(feature["properties"])
    opening = _dumps(before).removesuffix("}")
    return f'{opening},"geometry":{geometry},"properties":{properties}}}'.encode("utf-8", "replace")


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
