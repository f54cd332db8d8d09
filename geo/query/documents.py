"""What the properties of a collection are, as JSON Schema: queryables, sortables, schema."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geo.query.schema import Field, fields_of
from geo.query.table import FeatureTable
from geo.query.temporal import times_of

if TYPE_CHECKING:
    from geo.store.snapshot import Layer
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
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


def queryables(layer: Layer, base: str) -> dict[str, Any]:
    """Return what can be filtered by (OGC API - Features Part 3) below the address `base`."""
    address = f"{base}/collections/{layer.id}/queryables"
    made = _schema(layer, address)
    made["additionalProperties"] = False
    return made


def sortables(layer: Layer, base: str) -> dict[str, Any]:
    """Return what features can be put in order by (Part 5, §12) below the address `base`."""
    made = _schema(layer, f"{base}/collections/{layer.id}/sortables")
    made["properties"] = {
        name: one
        for name, one in made["properties"].items()
        if one.get("type") in {"string", "number", "integer", "boolean"}
    }
    made["additionalProperties"] = False
    return made


def schema(layer: Layer, base: str) -> dict[str, Any]:
    """Return what the features look like (OGC API - Features Part 5) below the address `base`."""
    made = _schema(layer, f"{base}/collections/{layer.id}/schema")
    own = made["properties"]
    own["id"] = own.get("id", {"type": "string", "title": "id"}) | {"x-ogc-role": "id"}
    if "geometry" in own:
        own["geometry"] |= {"x-ogc-role": "primary-geometry"}
    times = times_of(layer)
    for name, role in (times.roles if times else {}).items():
        made["properties"][name] |= {"x-ogc-role": role}
    return made


def feature_schema(layer: Layer, base: str) -> dict[str, Any]:
    """Return the JSON Schema of a GeoJSON feature of `layer`, below the address `base`."""
    # GDAL has the id from the feature, and would have it twice.
    own = {field.name: _property(field) for field in fields_of(layer) if field.name != "id"}
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


def _schema(layer: Layer, address: str) -> dict[str, Any]:
    properties: dict[str, Any] = {field.name: _property(field) for field in fields_of(layer)}
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


def _property(field: Field) -> dict[str, Any]:
    made: dict[str, Any] = {"title": field.title_ko, "description": field.title_en}
    made["type"] = field.type
    if field.format in {"date", "date-time"}:
        made["format"] = field.format
    if field.enum:
        made["enum"] = list(field.enum)
    if field.type == "array" and field.items:
        made["items"] = {"type": field.items}
    return made


@lru_cache(maxsize=256)
def geometry_format(layer: Layer) -> str | None:
    """Return the format of a layer's geometries (Part 3, §6.2.1); None where there is none."""
    shapes = FeatureTable.of(layer).geometries
    kinds = frozenset(int(kind) for kind in np.unique(shapely.get_type_id(shapes)) if kind >= 0)
    return f"geometry-{_SHAPES.get(kinds, 'any')}" if kinds else None
