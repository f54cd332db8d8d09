"""What describes tiles: OGC API - Tiles 1.0 (20-057), its matrix sets (17-083r4), TileJSON 3.0."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from api.links import JSON, REL, link, root_of
from geo.messages import catalogue
from geo.tiles.matrix import HALF, MAX_ZOOM, SCALE

if TYPE_CHECKING:
    from fastapi import Request

    from geo.messages import Lang
    from geo.store.snapshot import Layer
    from geo.tiles.source import TileSource

MVT = "application/vnd.mapbox-vector-tile"
GRID = "WebMercatorQuad"
GRID_URI = f"http://www.opengis.net/def/tilematrixset/OGC/1.0/{GRID}"
CRS_URI = "http://www.opengis.net/def/crs/EPSG/0/3857"
DEEPEST = 16
"""Zoom from which clients enlarge: a step of its grid, 0.15 m, is finer than six decimals of a
degree, which is what our layers have."""
_PLACE = "{tileMatrix}/{tileRow}/{tileCol}"
_TYPES = {"String": "string", "Number": "number", "Boolean": "boolean"}
_GEOMETRIES = ("points", "lines", "polygons")


def matrix_sets(request: Request) -> dict[str, Any]:
    """List the one matrix set."""
    entry = {
        "id": GRID,
        "title": "Google Maps Compatible for the World",
        "uri": GRID_URI,
        "crs": CRS_URI,
        "links": [link(request, "self", JSON, f"/tileMatrixSets/{GRID}")],
    }
    links = [link(request, "self", JSON, "/tileMatrixSets")]
    return {"links": links, "tileMatrixSets": [entry]}


def matrix_set() -> dict[str, Any]:
    """Define WebMercatorQuad as in 17-083r4, annex D.1."""
    return {
        "id": GRID,
        "title": "Google Maps Compatible for the World",
        "uri": GRID_URI,
        "crs": CRS_URI,
        "orderedAxes": ["X", "Y"],
        "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
        "tileMatrices": [
            {
                "id": str(zoom),
                "scaleDenominator": SCALE / 2**zoom,
                "cellSize": 2 * HALF / 256 / 2**zoom,
                "cornerOfOrigin": "topLeft",
                "pointOfOrigin": [-HALF, HALF],
                "tileWidth": 256,
                "tileHeight": 256,
                "matrixWidth": 2**zoom,
                "matrixHeight": 2**zoom,
            }
            for zoom in range(MAX_ZOOM + 1)
        ],
    }


def tilesets(request: Request, layer: Layer, lang: Lang) -> dict[str, Any]:
    """List the one tile set of a collection."""
    tiles = tiles_of(layer)
    return {
        "links": [link(request, "self", JSON, tiles), _collection(request, layer)],
        "tilesets": [{**_head(layer, lang), "links": _links(request, layer)}],
    }


def tileset(request: Request, layer: Layer, source: TileSource, lang: Lang) -> dict[str, Any]:
    """Describe the tile set of a collection: limits, extent, properties."""
    held: dict[str, Any] = {
        "id": layer.id,
        "dataType": "vector",
        "propertiesSchema": {
            "type": "object",
            "properties": {
                name: {"type": _TYPES[word]} for name, word in source.attributes.fields.items()
            },
        },
    }
    if source.dimension is not None:
        held |= {
            "geometryDimension": source.dimension,
            "geometryType": _GEOMETRIES[source.dimension],
        }
    described = {
        **_head(layer, lang),
        "description": catalogue("api", lang)("tiles.thinned"),
        "links": [*_links(request, layer), _collection(request, layer)],
        "layers": [held],
        "tileMatrixSetLimits": [
            {
                "tileMatrix": str(limit.zoom),
                "minTileRow": limit.min_row,
                "maxTileRow": limit.max_row,
                "minTileCol": limit.min_column,
                "maxTileCol": limit.max_column,
            }
            for limit in source.limits()
        ],
    }
    bounds = source.lonlat_bounds
    if bounds is not None:
        described["boundingBox"] = {
            "lowerLeft": list(bounds[:2]),
            "upperRight": list(bounds[2:]),
            "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
        }
    return described


def tilejson(
    request: Request, layer: Layer, source: TileSource, lang: Lang, attribution: str
) -> dict[str, Any]:
    """Describe the tiles for MapLibre and its kin, who write z, x, y: here row before column."""
    described: dict[str, Any] = {
        "tilejson": "3.0.0",
        "name": _title(layer, lang),
        "description": catalogue("api", lang)("tiles.thinned"),
        "version": "1.0.0",
        **({"attribution": attribution} if attribution else {}),
        "scheme": "xyz",
        "tiles": [f"{root_of(request)}{tiles_of(layer)}/{GRID}/{{z}}/{{y}}/{{x}}"],
        "minzoom": 0,
        "maxzoom": DEEPEST,
        "vector_layers": [
            {
                "id": layer.id,
                "description": _title(layer, lang),
                "minzoom": 0,
                "maxzoom": DEEPEST,
                "fields": source.attributes.fields,
            }
        ],
    }
    bounds = source.lonlat_bounds
    if bounds is not None:
        west, south, east, north = bounds
        described["bounds"] = list(bounds)
        described["center"] = [(west + east) / 2, (south + north) / 2, 7]
    return described


def tiles_of(layer: Layer) -> str:
    """Return the path of a collection's tile sets."""
    return f"/collections/{quote(layer.id)}/tiles"


def _head(layer: Layer, lang: Lang) -> dict[str, Any]:
    return {
        "title": _title(layer, lang),
        "dataType": "vector",
        "crs": CRS_URI,
        "tileMatrixSetId": GRID,
        "tileMatrixSetURI": GRID_URI,
    }


def _links(request: Request, layer: Layer) -> list[dict[str, Any]]:
    tiles = f"{tiles_of(layer)}/{GRID}"
    return [
        link(request, "self", JSON, tiles),
        link(request, f"{REL}tiling-scheme", JSON, f"/tileMatrixSets/{GRID}"),
        {**link(request, "item", MVT, f"{tiles}/{_PLACE}"), "templated": True},
        link(request, "describedby", JSON, f"{tiles}/tilejson.json", "TileJSON"),
    ]


def _collection(request: Request, layer: Layer) -> dict[str, str]:
    return link(request, f"{REL}geodata", JSON, f"/collections/{quote(layer.id)}")


def _title(layer: Layer, lang: Lang) -> str:
    return layer.title_en if lang == "en" else layer.title_ko
