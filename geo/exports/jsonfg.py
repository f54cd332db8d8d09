"""OGC Features and Geometries JSON (JSON-FG, OGC 21-045): GeoJSON of any CRS, with times."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.crs import WGS84, crs_uri, decimals_of, project
from geo.exports.features import chunks
from geo.query.periods import OPEN
from geo.query.schema import fields_of
from geo.query.temporal import times_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from geo.exports.features import Job
    from geo.jsons import JsonObject, OpenObject, Properties
    from geo.query.temporal import Times

_CONFORMANCE = "http://www.opengis.net/spec/json-fg-1/0.3/conf/"
"""The version that GDAL and QGIS read and write."""


def write_jsonfg(job: Job) -> Iterator[bytes]:
    """Give a feature collection, a feature a line.

    In another CRS than WGS 84 the shapes stand under ``place``, axes as the CRS defines them, and
    under ``geometry`` in WGS 84 for readers of GeoJSON. ``time`` is the primary instant or
    interval.
    """
    head = {
        "type": "FeatureCollection",
        "conformsTo": [f"{_CONFORMANCE}core", f"{_CONFORMANCE}types-schemas"],
        "featureType": job.layer.id,
        **({} if job.crs == WGS84 else {"coordRefSys": crs_uri(job.crs)}),
        "title_ko": job.layer.title_ko,
        "title_en": job.layer.title_en,
        **job.source.items(),
    }
    yield f'{_dumps(head).removesuffix("}")},"features":[\n'.encode("utf-8", "replace")
    told = _Told.of(job)
    first = True
    for chunk in chunks(job.in_degrees()):
        places = _placed(chunk.geometries, job.crs)
        lines = [
            _dumps(_feature(feature, place, told)).encode("utf-8", "replace")
            for feature, place in zip(chunk.features, places, strict=True)
        ]
        yield (b"" if first else b",\n") + b",\n".join(lines)
        first = False
    yield b"\n]}\n"


class _Told:
    """How the times of a layer's features are told."""

    def __init__(self, times: Times | None, formats: Mapping[str, str | None]) -> None:
        self.times = times
        self.formats = formats

    @classmethod
    def of(cls, job: Job) -> _Told:
        return cls(
            times_of(job.layer), {field.name: field.format for field in fields_of(job.layer)}
        )

    def time(self, properties: Properties) -> OpenObject | None:
        """Return the member ``time``; None where the feature has no date, or one without a zone."""
        if self.times is None:
            return None
        start = self._moment(self.times.start, properties)
        if self.times.is_instant:
            is_day = self.formats[self.times.start] == "date"
            return None if start is None else {"date" if is_day else "timestamp": start}
        end = self._moment(self.times.end, properties) if self.times.end else None
        if start is None and end is None:
            return None
        return {"interval": [start or OPEN, end or OPEN]}

    def _moment(self, name: str, properties: Properties) -> str | None:
        value, form = properties.get(name), self.formats.get(name)
        if not isinstance(value, str) or form not in {"date", "date-time"}:
            return None
        if form == "date":
            return value
        # JSON-FG, §7.5: in UTC.
        moment = datetime.fromisoformat(value).astimezone(UTC)
        return moment.isoformat().replace("+00:00", "Z")


def _feature(feature: OpenObject, place: JsonObject | None, told: _Told) -> OpenObject:
    return {
        "type": "Feature",
        **({"id": feature["id"]} if "id" in feature else {}),
        "time": told.time(feature["properties"] or {}),
        "place": place,
        "geometry": feature["geometry"],
        "properties": feature["properties"],
    }


def _placed(geometries: NDArray[np.generic], crs: str) -> list[JsonObject | None]:
    """Return the shapes in `crs` as JSON; None in WGS 84, whose shapes stand under ``geometry``."""
    if crs == WGS84:
        return [None] * len(geometries)

    def into(points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.round(project(points[:, 0], points[:, 1], crs), decimals_of(crs))

    result = shapely.transform(geometries, into)
    return [None if text is None else json.loads(text) for text in shapely.to_geojson(result)]


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
