"""GeoJSON as it is found: whole or a feature a line, with a BOM, in CP949, with NaN (I/O)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import orjson
import shapely

from geo.crs import WGS84, is_northing_first
from geo.errors import EmptyVectorError, UnreadableVectorError
from geo.geocoding.query import Note
from geo.store.vectors.raw import READABLE, RawLayer, Trouble, as_objects
from geo.store.vectors.topojson import features_of

if TYPE_CHECKING:
    from pathlib import Path

    from geo.jsons import Json, OpenObject

LINES = (".geojsonl", ".geojsons", ".ndjson", ".jsonl", ".ndgeojson", ".geojsonseq")
ENDINGS = (".geojson", ".json", ".topojson", ".jsonfg", *LINES)
_BOM = b"\xef\xbb\xbf"
_RECORD_SEPARATOR = b"\x1e"
"""Begins each text of RFC 8142."""
_SHAPES = {"GeometryCollection"}.union(
    f"{many}{shape}" for many in ("", "Multi") for shape in ("Point", "LineString", "Polygon")
)


def read_geojson(path: Path) -> RawLayer:
    """Read a feature collection, one feature or geometry, or a feature a line.

    The reference system is WGS 84 (RFC 7946), or what the ``crs`` of GeoJSON 2008 names.

    Raises
    ------
    EmptyVectorError
        Nothing is in the file.
    UnreadableVectorError
        It is no JSON, or JSON of another kind.
    """
    data = _utf8(path.read_bytes())
    if not data.strip():
        raise EmptyVectorError(path.name)
    troubles: list[Trouble] = []
    crs: object = WGS84
    if path.suffix.lower() in LINES or _RECORD_SEPARATOR in data[:1]:
        features = _line_features(data, troubles)
    else:
        try:
            features, crs = _collection_features(path, _parsed(data))
        except ValueError as error:
            features = _line_features(data, troubles)
            if len(troubles) * 2 >= len(features) + len(troubles):
                raise UnreadableVectorError(path.name, str(error), READABLE) from error
    if not features and troubles:
        raise UnreadableVectorError(path.name, f"{len(troubles)} × no feature", READABLE)
    return _layer(path, features, crs, troubles)


def _utf8(data: bytes) -> bytes:
    data = data.removeprefix(_BOM)
    if data.isascii():
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp949", "replace").encode()
    return data


def _parsed(data: bytes) -> object:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        # Python writes NaN and Infinity, which no JSON has, and reads them; it also says where.
        try:
            return json.loads(data)
        except RecursionError as error:
            raise ValueError(str(error)) from error


def _line_features(data: bytes, troubles: list[Trouble]) -> list[tuple[int, OpenObject]]:
    features = []
    lines = (line.strip(b" \t\r\x1e") for line in data.split(b"\n"))
    for row, line in enumerate(filter(None, lines), 1):
        try:
            feature = _feature(_parsed(line))
        except ValueError:
            feature = None
        if feature is None:
            troubles.append(Trouble(row, Note("added.no_feature")))
        else:
            features.append((row, feature))
    return features


def _collection_features(path: Path, parsed: object) -> tuple[list[tuple[int, OpenObject]], object]:
    kind = _type(parsed) if isinstance(parsed, dict) else type(parsed).__name__
    if isinstance(parsed, dict) and kind == "Topology":
        parsed = {**parsed, "type": "FeatureCollection", "features": _untangled(path, parsed)}
        kind = "FeatureCollection"
    if not isinstance(parsed, dict) or kind not in {"FeatureCollection", "Feature", *_SHAPES}:
        raise UnreadableVectorError(path.name, f"type: {kind}", READABLE)
    rows = parsed.get("features") if kind == "FeatureCollection" else [parsed]
    if not isinstance(rows, list):
        raise UnreadableVectorError(path.name, "features: –", READABLE)
    features = [(row, _feature(item) or {}) for row, item in enumerate(rows, 1)]
    if "coordRefSys" in parsed:
        return _placed(features, parsed["coordRefSys"])
    return features, _declared(parsed)


def _untangled(path: Path, topology: OpenObject) -> list[OpenObject]:
    try:
        return features_of(topology)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise UnreadableVectorError(path.name, f"Topology: {error}", READABLE) from error


def _placed(
    features: list[tuple[int, OpenObject]], declared: object
) -> tuple[list[tuple[int, OpenObject]], object]:
    """Read JSON-FG: shapes in WGS 84 under ``geometry``, else in the CRS under ``place``.

    Answers of OGC API without ``place`` have those of the CRS under ``geometry``. Axes run as the
    CRS defines them.
    """
    has_places = any(feature.get("place") for _, feature in features)
    if has_places and all(f.get("geometry") or not f.get("place") for _, f in features):
        return features, WGS84
    name = "place" if has_places else "geometry"
    flip = is_northing_first(str(declared))
    return [
        (row, {**item, "geometry": _flipped(item.get(name)) if flip else item.get(name)})
        for row, item in features
    ], declared


def _flipped(value: Json) -> Json:
    if isinstance(value, dict):
        return {
            key: _flipped(inner) if key in {"coordinates", "geometries"} else inner
            for key, inner in value.items()
        }
    if not isinstance(value, list):
        return value
    if len(value) > 1 and all(isinstance(number, int | float) for number in value):
        return [value[1], value[0], *value[2:]]
    return [_flipped(inner) for inner in value]


def _declared(collection: OpenObject) -> object:
    crs = collection.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name or WGS84


def _feature(parsed: object) -> OpenObject | None:
    """Return a feature, a geometry alone as one; None for anything else."""
    if not isinstance(parsed, dict):
        return None
    if _type(parsed) in _SHAPES:
        return {"type": "Feature", "geometry": parsed, "properties": {}}
    return parsed if _type(parsed) == "Feature" else None


def _type(parsed: OpenObject) -> str:
    """Return what an object says it is; it may say anything."""
    return str(parsed.get("type"))[:80]


def _layer(
    path: Path,
    features: list[tuple[int, OpenObject]],
    crs: object,
    troubles: list[Trouble],
) -> RawLayer:
    written = [_written(feature.pop("geometry", None)) for _, feature in features]
    geometries = shapely.from_geojson(as_objects(written), on_invalid="ignore")
    properties = []
    ids = []
    for at, (row, feature) in enumerate(features):
        if not feature:
            troubles.append(Trouble(row, Note("added.no_feature")))
        elif written[at] is not None and geometries[at] is None:
            troubles.append(Trouble(row, Note("added.bad_geometry")))
        held = feature.get("properties")
        properties.append(held if isinstance(held, dict) else {})
        ids.append(feature.get("id"))
    return RawLayer(path.stem, geometries, properties, crs, ids, tuple(troubles))


def _written(geometry: object) -> bytes | None:
    if geometry is None:
        return None
    try:
        return orjson.dumps(geometry)
    except TypeError:
        return b"{}"
