"""The OpenAPI description as OGC API wants it: typed parameters, and each collection by its name.

GDAL and QGIS look a collection up by its own path: which properties a filter may name, how many
features one answer may hold.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from api.ogc.finding import ORDERS
from api.ogc.parameters import DEFAULT_LIMIT, KNOWN, MOST, MOST_RECORDS, PROFILES, STAND
from api.ogc.regions import REGION
from api.parameters import with_meanings
from geo.crs import CRS84, OUTPUT_CRS, crs_uri
from geo.exports.formats import ENCODINGS, FORMATS
from geo.messages import LANGS
from geo.query.schema import fields_of
from geo.query.source import FILTER_LANGS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from geo.jsons import Json, JsonObject, OpenObject
    from geo.query.schema import Field
    from geo.store.snapshot import Layer

_URIS = [crs_uri(crs) for crs in OUTPUT_CRS]
_CRS = {"type": "string", "format": "uri", "enum": _URIS, "default": crs_uri(CRS84)}
_NUMBERS = {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}
_NAMES = {"type": "array", "items": {"type": "string"}}
PARAMETERS: dict[str, OpenObject] = {
    "as_of": {"schema": {"type": "string"}, "example": "2021-03-24"},
    "zoning": {"schema": {"type": "string"}, "example": "5poles3"},
    "bbox": {"schema": _NUMBERS, "example": [126.5, 37.0, 127.5, 38.0]},
    "bbox-crs": {"schema": _CRS},
    "crs": {"schema": _CRS},
    "datetime": {"schema": {"type": "string"}, "example": "2025-01/.."},
    "encoding": {"schema": {"type": "string", "enum": list(ENCODINGS), "default": "utf-8"}},
    "f": {"schema": {"type": "string", "enum": ["json", "html", *FORMATS], "default": "json"}},
    "filter": {"schema": {"type": "string"}, "example": "id IS NOT NULL"},
    "filter-crs": {"schema": _CRS},
    "filter-lang": {
        "schema": {"type": "string", "enum": [*FILTER_LANGS, "cql-text"], "default": "cql2-text"}
    },
    "ids": {"schema": _NAMES},
    "lang": {"schema": {"type": "string", "enum": list(LANGS)}},
    "limit": {
        "schema": {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT}
    },
    "offset": {"schema": {"type": "integer", "minimum": 0, "default": 0}},
    "profile": {"schema": {"type": "string", "enum": list(PROFILES)}},
    "properties": {"schema": _NAMES},
    "q": {"schema": _NAMES},
    "region": {"schema": {"type": "string"}, "example": "own:창원,김해,양산"},
    "skipGeometry": {"schema": {"type": "boolean", "default": False}},
    "sortby": {"schema": _NAMES, "example": ["id"]},
}
"""Query parameters of features by name; lists are parted by commas."""
_OF_ONE = ("crs", "f", "lang")
_COLLECTION = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"type": "string", "enum": ["FeatureCollection"]},
        "numberMatched": {"type": "integer", "minimum": 0},
        "numberReturned": {"type": "integer", "minimum": 0},
        "features": {"type": "array", "items": {"$ref": "#/components/schemas/Feature"}},
        "links": {"type": "array", "items": {"$ref": "#/components/schemas/Link"}},
    },
}
_FEATURE = {
    "type": "object",
    "required": ["type", "geometry", "properties"],
    "properties": {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": {"type": "string"},
        "geometry": {"type": "object", "nullable": True},
        "properties": {"type": "object", "nullable": True},
        "links": {"type": "array", "items": {"$ref": "#/components/schemas/Link"}},
    },
}
_LINK = {
    "type": "object",
    "required": ["href"],
    "properties": {
        name: {"type": "string"} for name in ("href", "rel", "type", "hreflang", "title")
    },
}
_PROBLEM = {
    "description": "잘못된 요청 · What cannot be answered, and what could",
    "content": {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
        # Where a page is asked for.
        "text/html": {"schema": {"type": "string"}},
    },
}


def parameter(name: str, schema: JsonObject | None = None) -> OpenObject:
    """Return a query parameter of features."""
    document = {"name": name, "in": "query", "required": False, **PARAMETERS.get(name, {})}
    if schema is not None:
        document["schema"] = schema
    if document["schema"]["type"] == "array":
        document |= {"style": "form", "explode": False}
    return document


_SORTED = [sign + name for name in ORDERS for sign in ("", "-")]
OF_RECORDS = {
    "parameters": [
        parameter("externalIds", {"type": "array", "items": {"type": "string"}}),
        # A limit beyond the most is no error (Part 1, 7.15.2), so no maximum is stated.
        parameter("limit", {"type": "integer", "minimum": 1, "default": MOST_RECORDS}),
        parameter("type", {"type": "array", "items": {"type": "string"}}),
        parameter("sortby", {"type": "array", "items": {"type": "string", "enum": _SORTED}}),
        *(parameter(name) for name in ("bbox", "datetime", "ids", "offset", "q")),
    ]
}
ITEMS = [parameter(name) for name in KNOWN]
ITEM = [parameter(name, schema=PARAMETERS[name]["schema"]) for name in _OF_ONE]


def described(
    plain: OpenObject,
    layers: Iterable[Layer],
    root: str,
    of_a_day: Collection[str],
    regional: Collection[str],
) -> OpenObject:
    """Return the description `plain` with the paths of each layer, below the address `root`.

    The collections `of_a_day` can be asked for as of one, the `regional` ones by region.
    """
    components = plain.get("components", {})
    parameters = {name: parameter(name) for name in PARAMETERS}
    schemas = {
        **components.get("schemas", {}),
        "FeatureCollection": _COLLECTION,
        "Feature": _FEATURE,
        "Link": _LINK,
    }
    paths = dict(plain["paths"])
    for layer in layers:
        paths |= _paths(layer, dated=layer.id in of_a_day, regional=layer.id in regional)
    return with_meanings(
        {
            **plain,
            "servers": [{"url": root}],
            "components": {**components, "parameters": parameters, "schemas": schemas},
            "paths": paths,
        }
    )


def as_3_1(value: Json) -> Json:
    """Say in OpenAPI 3.1 what stands in 3.0: what may be null is of the type null too."""
    if isinstance(value, list):
        return [as_3_1(item) for item in value]
    if not isinstance(value, dict):
        return value
    document = {name: as_3_1(inner) for name, inner in value.items()}
    if document.pop("nullable", False) is True and "type" in document:
        document["type"] = [document["type"], "null"]
    if "openapi" in document and "paths" in document:
        document["openapi"] = "3.1.0"
    return document


@lru_cache(maxsize=256)
def _paths(layer: Layer, *, dated: bool, regional: bool) -> OpenObject:
    base = f"/collections/{quote(layer.id)}"
    stand = STAND if dated else ()
    fields = fields_of(layer)
    names = [field.name for field in fields]
    # What is called as a parameter can be asked for by a filter alone.
    taken = PARAMETERS.keys() - (() if regional else {REGION})
    own = [_queryable(field) for field in fields if field.name not in taken]
    sorts = [sign + name for name in names for sign in ("", "-")]
    changed: dict[str, JsonObject] = {
        "properties": {"type": "array", "items": {"type": "string", "enum": names or [""]}},
        "sortby": {"type": "array", "items": {"type": "string", "enum": sorts or [""]}},
    }
    asked = [
        parameter(name, schema=changed[name]) if name in changed else _shared(name)
        for name in (*KNOWN, *stand, *((REGION,) if regional else ()))
    ]
    title = f"{layer.title_ko} · {layer.title_en}"
    key = layer.id.replace("-", "_")
    feature_id = {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        f"{base}/items": {
            "get": {
                "operationId": f"items_of_{key}",
                "summary": title,
                "tags": ["items"],
                "parameters": [*asked, *own],
                "responses": {
                    "200": {
                        "description": "GeoJSON",
                        "content": {
                            "application/geo+json": {"schema": _ref("FeatureCollection")},
                            "text/html": {"schema": {"type": "string"}},
                        },
                    },
                    "default": _PROBLEM,
                },
            }
        },
        f"{base}/items/{{featureId}}": {
            "get": {
                "operationId": f"item_of_{key}",
                "summary": title,
                "tags": ["items"],
                "parameters": [feature_id, *map(_shared, (*_OF_ONE, *stand))],
                "responses": {
                    "200": {
                        "description": "GeoJSON",
                        "content": {
                            "application/geo+json": {"schema": _ref("Feature")},
                            "text/html": {"schema": {"type": "string"}},
                        },
                    },
                    "default": _PROBLEM,
                },
            }
        },
    }


def _shared(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/parameters/{name}"}


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def _queryable(field: Field) -> OpenObject:
    schema: OpenObject = {"type": field.type}
    if field.type in {"array", "object"}:
        schema = {"type": "string"}
    if field.format in {"date", "date-time"}:
        schema["format"] = field.format
    if field.enum:
        schema["enum"] = list(field.enum)
    return {
        "name": field.name,
        "in": "query",
        "required": False,
        "description": f"{field.title_ko} · {field.title_en}",
        "schema": schema,
    }
