"""JSON values as types (RFC 8259)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, TypedDict

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
"""A value of a document that is read, or of one that is to be written."""
JsonObject: TypeAlias = Mapping[str, Json]
"""Such as the properties of a feature; whoever reads them does not change them."""
Coordinates: TypeAlias = "float | Sequence[Coordinates]"
"""Of a GeoJSON geometry: nested to a depth that its type decides."""
OpenObject: TypeAlias = dict[str, Any]
"""A JSON object as it was parsed: whoever reads it looks at what its members hold."""
Properties: TypeAlias = Mapping[str, Any]
"""Of a feature, or a row of columns: what each holds is known by its schema alone."""


class GeometryObject(TypedDict):
    """A geometry of a GeoJSON document, as it is read."""

    type: str
    coordinates: Any


class FeatureObject(TypedDict):
    """A feature that a build or an import wrote."""

    type: str
    id: str
    geometry: GeometryObject | None
    properties: Properties


class CollectionObject(TypedDict):
    """A feature collection that a build or an import wrote."""

    type: str
    name: str
    title_ko: str
    title_en: str
    as_of: str
    features: list[FeatureObject]
