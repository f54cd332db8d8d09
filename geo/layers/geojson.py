"""Collections as RFC 7946 GeoJSON: the same input gives the same bytes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.jsons import Coordinates, FeatureObject, GeometryObject
    from geo.layers.collection import Collection, Feature

DECIMALS = 6
"""Of a degree: about 0.1 m."""


def to_bytes(collection: Collection) -> bytes:
    """Write a feature collection, a feature a line, Korean unescaped.

    ``name``, ``title_ko``, ``title_en`` and ``as_of`` stand beside the features as foreign
    members (RFC 7946 §6.1); the reference system is WGS 84, longitude first, as GeoJSON demands.
    """
    head = {
        "type": "FeatureCollection",
        "name": collection.id,
        "title_ko": collection.title_ko,
        "title_en": collection.title_en,
        "as_of": collection.as_of,
    }
    opening = _dumps(head).removesuffix("}")
    lines = ",\n".join(_dumps(as_json(feature)) for feature in collection.features)
    return f'{opening},"features":[\n{lines}\n]}}\n'.encode()


def as_json(feature: Feature) -> FeatureObject:
    """Return a feature as GeoJSON has it."""
    return {
        "type": "Feature",
        "id": str(feature.properties["id"]),
        "geometry": None if feature.geometry is None else _shape(feature.geometry),
        "properties": dict(feature.properties),
    }


def _shape(geometry: BaseGeometry) -> GeometryObject:
    # RFC 7946 §3.1.6: exterior rings run counter-clockwise.
    shape = shapely.geometry.mapping(shapely.orient_polygons(geometry, exterior_cw=False))
    return {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])}


def _rounded(coordinates: Coordinates) -> Coordinates:
    if isinstance(coordinates, float):
        return round(coordinates, DECIMALS)
    return [_rounded(part) for part in coordinates]


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
