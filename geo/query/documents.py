"""What the properties of a collection are, as JSON Schema: queryables, sortables, schema."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geo.integers import EXACT, INT32
from geo.query.schema import Field, fields_of
from geo.query.table import FeatureTable
from geo.query.temporal import times_of

if TYPE_CHECKING:
    from geo.jsons import OpenObject
    from geo.store.snapshot import Layer
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_FIRST = 10
"""Features that GDAL looks at for types."""
_SHAPES = {
    frozenset({0}): "point",
    frozenset({1}): "linestring",
    frozenset({3}): "polygon",
    frozenset({4}): "multipoint",
    frozenset({5}): "multilinestring",
    frozenset({6}): "multipolygon",
    frozenset({7}): "geometrycollection",
    frozenset({0, 4}): "point-or-multipoint",
    frozenset({1, 5}): "linestring-or-multilinestring",
    frozenset({3, 6}): "polygon-or-multipolygon",
}
"""GEOS's numbers of the types to the formats of OGC API - Features Part 3, §6.2.1."""


def queryables(layer: Layer, base: str) -> OpenObject:
    """Return what can be filtered by (OGC API - Features Part 3) below the address `base`."""
    address = f"{base}/collections/{layer.id}/queryables"
    document = _schema(layer, address)
    document["additionalProperties"] = False
    return document


def sortables(layer: Layer, base: str) -> OpenObject:
    """Return what features can be put in order by (Part 5, §12) below the address `base`."""
    document = _schema(layer, f"{base}/collections/{layer.id}/sortables")
    document["properties"] = {
        name: item
        for name, item in document["properties"].items()
        if item.get("type") in {"string", "number", "integer", "boolean"}
    }
    document["additionalProperties"] = False
    return document


def schema(layer: Layer, base: str) -> OpenObject:
    """Return what the features look like (OGC API - Features Part 5) below the address `base`."""
    document = _schema(layer, f"{base}/collections/{layer.id}/schema")
    own = document["properties"]
    own["id"] = own.get("id", {"type": "string", "title": "id"}) | {"x-ogc-role": "id"}
    if "geometry" in own:
        own["geometry"] |= {"x-ogc-role": "primary-geometry"}
    times = times_of(layer)
    for name, role in (times.roles if times else {}).items():
        document["properties"][name] |= {"x-ogc-role": role}
    return document


def feature_schema(layer: Layer, base: str) -> OpenObject:
    """Return the JSON Schema of a GeoJSON feature of `layer`, below the address `base`."""
    # GDAL has the id from the feature, and would have it twice.
    own = {
        field.name: _sized(_property(field), layer, field)
        for field in fields_of(layer)
        if field.name != "id" and not _shows_its_size(layer, field)
    }
    return {
        "$schema": _DRAFT,
        "$id": f"{base}/collections/{layer.id}/schema/feature",
        "title": layer.title_ko,
        "description": layer.title_en,
        "type": "object",
        "required": ["type", "id", "properties"],
        "properties": {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"type": "string"},
            "geometry": {"type": "object"},
            "properties": {"type": "object", "properties": own},
        },
    }


def _shows_its_size(layer: Layer, field: Field) -> bool:
    """Tell whether whole numbers are beyond 32 bits, and the first ones show it.

    GDAL, which reads this schema, takes every integer that it declares for one of 32 bits, and
    cuts the others off; what it does not declare GDAL takes as the first features have it.
    """
    column = FeatureTable.showing(layer).columns.get(field.name)
    if field.type != "integer" or column is None:
        return False
    codes = column.codes[:_FIRST]
    return any(abs(int(value)) >= INT32 for value in column.distinct[codes[codes >= 0]])


def _sized(document: OpenObject, layer: Layer, field: Field) -> OpenObject:
    """Declare whole numbers beyond 32 bits so that GDAL keeps them: as doubles, else as texts."""
    column = FeatureTable.showing(layer).columns.get(field.name)
    if document.get("type") != "integer" or column is None:
        return document
    largest = max((abs(int(value)) for value in column.distinct), default=0)
    if largest < INT32:
        return document
    if largest <= EXACT:
        return {**document, "type": "number"}
    return {name: value for name, value in document.items() if name != "type"}


def _schema(layer: Layer, address: str) -> OpenObject:
    properties: OpenObject = {field.name: _property(field) for field in fields_of(layer)}
    shape = geometry_format(layer)
    own = {} if shape is None else {"geometry": {"format": shape}}
    return {
        "$schema": _DRAFT,
        "$id": address,
        "type": "object",
        "title": layer.title_ko,
        "description": layer.title_en,
        "properties": {**properties, **own},
    }


def _property(field: Field) -> OpenObject:
    document: OpenObject = {"title": field.title_ko, "description": field.title_en}
    document["type"] = field.type
    if field.format in {"date", "date-time"}:
        document["format"] = field.format
    if field.enum:
        document["enum"] = list(field.enum)
    if field.type == "array" and field.items:
        document["items"] = {"type": field.items}
    return document


@lru_cache(maxsize=256)
def geometry_format(layer: Layer) -> str | None:
    """Return the format of a layer's geometries (Part 3, §6.2.1); None where there is none."""
    shapes = FeatureTable.showing(layer).geometries
    kinds = frozenset(int(kind) for kind in np.unique(shapely.get_type_id(shapes)) if kind >= 0)
    return f"geometry-{_SHAPES.get(kinds, 'any')}" if kinds else None
