"""What describes tiles: OGC API - Tiles 1.0 (20-057), its matrix sets (17-083r4), TileJSON 3.0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from api.dated import with_day
from api.links import JSON, REL, link, root_of
from geo.crs import CRS84, crs_uri, is_northing_first
from geo.messages import catalogue
from geo.tiles.matrix import GRIDS, PIXELS, WEB_MERCATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fastapi import Request

    from geo.jsons import OpenObject
    from geo.messages import Lang
    from geo.query.selection import Selection
    from geo.store.snapshot import Layer
    from geo.tiles.matrix import Grid, Limits
    from geo.tiles.source import TileSource

    Box = tuple[float, float, float, float]

MVT = "application/vnd.mapbox-vector-tile"
_URIS = {WEB_MERCATOR.id: f"http://www.opengis.net/def/tilematrixset/OGC/1.0/{WEB_MERCATOR.id}"}
"""Of the grids that OGC's register has."""
_SCALES = {WEB_MERCATOR.id: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible"}
DEEPEST = 16
"""Zoom from which clients enlarge: a step of its grid, 0.15 m, is finer than six decimals of a
degree, which is what our layers have."""
_PLACE = "{tileMatrix}/{tileRow}/{tileCol}"
_TYPES = {"String": "string", "Number": "number", "Boolean": "boolean"}
_GEOMETRIES = ("points", "lines", "polygons")


@dataclass(frozen=True, slots=True)
class Tiled:
    """What tiles are of: a collection, or several together."""

    layers: tuple[Layer, ...]
    asked: tuple[Selection, ...]
    """What is selected of each."""
    path: str
    """Of the list of its tile sets."""
    query: str
    """What a request selects, which its tiles select too; without the question mark."""
    lang: Lang
    together: str
    """Title of several; blank for a collection."""

    @property
    def only(self) -> Layer | None:
        """Return the collection, where it is one."""
        return None if self.together else self.layers[0]

    @property
    def title(self) -> str:
        """Return what readers call it."""
        if self.together:
            return self.together
        return self.layers[0].title(self.lang)

    def at(self, grid: Grid, place: str = "") -> str:
        """Return the address of its tile set in a grid, or of what lies below."""
        path = f"{self.path}/{grid.id}" + (f"/{place}" if place else "")
        return f"{path}?{self.query}" if self.query else path


def tiles_of(layer: Layer) -> str:
    """Return the path of a collection's tile sets."""
    return f"/collections/{quote(layer.id)}/tiles"


def matrix_sets(request: Request, lang: Lang) -> OpenObject:
    """List the matrix sets."""
    listed = [
        {
            **_grid(request, grid, lang),
            "links": [link(request, "self", JSON, f"/tileMatrixSets/{grid.id}")],
        }
        for grid in GRIDS.values()
    ]
    return {"links": [link(request, "self", JSON, "/tileMatrixSets")], "tileMatrixSets": listed}


def matrix_set(request: Request, grid: Grid, lang: Lang) -> OpenObject:
    """Define a grid as in 17-083r4, annex D.1.

    Its corner has its numbers in the order of the CRS's authority. ``orderedAxes`` calls northing
    Y, as OGC's register and its readers do, also where EPSG calls it X.
    """
    corner, northing_first = [grid.left, grid.top], is_northing_first(grid.crs)
    counts = [grid.count(zoom) for zoom in range(grid.deepest + 1)]
    return {
        **_grid(request, grid, lang),
        "orderedAxes": ["Y", "X"] if northing_first else ["X", "Y"],
        **({"wellKnownScaleSet": _SCALES[grid.id]} if grid.id in _SCALES else {}),
        "tileMatrices": [
            {
                "id": str(zoom),
                "scaleDenominator": grid.scale(zoom),
                "cellSize": grid.cell(zoom),
                "cornerOfOrigin": "topLeft",
                "pointOfOrigin": corner[::-1] if northing_first else corner,
                "tileWidth": PIXELS,
                "tileHeight": PIXELS,
                "matrixWidth": columns,
                "matrixHeight": rows,
            }
            for zoom, (rows, columns) in enumerate(counts)
        ],
    }


def tilesets(request: Request, tiled: Tiled) -> OpenObject:
    """List the tile sets, one in each grid."""
    path = f"{tiled.path}?{tiled.query}" if tiled.query else tiled.path
    return {
        "links": [link(request, "self", JSON, path), *_about(request, tiled)],
        "tilesets": [
            {**_head(request, tiled, grid), "links": _links(request, tiled, grid)}
            for grid in GRIDS.values()
        ],
    }


def tileset(
    request: Request, tiled: Tiled, grid: Grid, sources: Sequence[TileSource]
) -> OpenObject:
    """Describe a tile set: limits, extent, properties."""
    described = {
        **_head(request, tiled, grid),
        "description": catalogue("api", tiled.lang)("tiles.thinned"),
        "links": [*_links(request, tiled, grid), *_about(request, tiled)],
        "layers": [_held(source) for source in sources],
        "tileMatrixSetLimits": [
            {
                "tileMatrix": str(zoom),
                "minTileRow": min(limits.min_row for limits in each),
                "maxTileRow": max(limits.max_row for limits in each),
                "minTileCol": min(limits.min_column for limits in each),
                "maxTileCol": max(limits.max_column for limits in each),
            }
            for zoom, each in _limits(sources)
        ],
    }
    bounds = _bounds(sources)
    if bounds is not None:
        described["boundingBox"] = {
            "lowerLeft": list(bounds[:2]),
            "upperRight": list(bounds[2:]),
            "crs": crs_uri(CRS84),
        }
    return described


def tilejson(
    request: Request, tiled: Tiled, sources: Sequence[TileSource], attribution: str
) -> OpenObject:
    """Describe the tiles for MapLibre and its kin, who write z, x, y: here row before column."""
    template = with_day(request, tiled.at(WEB_MERCATOR, "{z}/{y}/{x}"))
    described: OpenObject = {
        "tilejson": "3.0.0",
        "name": tiled.title,
        "description": catalogue("api", tiled.lang)("tiles.thinned"),
        "version": "1.0.0",
        **({"attribution": attribution} if attribution else {}),
        "scheme": "xyz",
        "tiles": [f"{root_of(request)}{template}"],
        "minzoom": 0,
        "maxzoom": DEEPEST,
        "vector_layers": [
            {
                "id": layer.id,
                "description": layer.title(tiled.lang),
                "minzoom": 0,
                "maxzoom": DEEPEST,
                "fields": source.attributes.fields,
            }
            for layer, source in zip(tiled.layers, sources, strict=True)
        ],
    }
    bounds = _bounds(sources)
    if bounds is not None:
        west, south, east, north = bounds
        described["bounds"] = list(bounds)
        described["center"] = [(west + east) / 2, (south + north) / 2, 7]
    return described


def folder_metadata(tiled: Tiled, grid: Grid, sources: Sequence[TileSource]) -> OpenObject:
    """Return what GDAL's driver MVT reads beside a folder of tiles: layers, and the grid.

    It knows squares only, a tile at zoom 0: that is the square of our grid's tiles, enlarged
    `levels_above` times.
    """
    bounds = _bounds(sources)
    document: OpenObject = {
        "name": tiled.title,
        "format": "pbf",
        "type": "overlay",
        "minzoom": levels_above(grid),
        "maxzoom": levels_above(grid) + DEEPEST,
        "crs": grid.crs,
        "tile_origin_upper_left_x": grid.left,
        "tile_origin_upper_left_y": grid.top,
        "tile_dimension_zoom_0": grid.side * (1 << levels_above(grid)),
        "vector_layers": [
            {"id": source.name, "description": "", "fields": source.attributes.fields}
            for source in sources
        ],
    }
    return document | ({} if bounds is None else {"bounds": ",".join(map(str, bounds))})


def levels_above(grid: Grid) -> int:
    """Return how many zooms a square of one tile lies above zoom 0 of a grid.

    >>> [levels_above(grid) for grid in GRIDS.values()]
    [0, 3, 2]
    """
    return (max(grid.columns, grid.rows) - 1).bit_length()


def _grid(request: Request, grid: Grid, lang: Lang) -> OpenObject:
    return {
        "id": grid.id,
        "title": catalogue("api", lang)(f"tiles.grid.{grid.id}"),
        "uri": _uri(request, grid),
        "crs": crs_uri(grid.crs),
    }


def _uri(request: Request, grid: Grid) -> str:
    """Return where a grid is defined: in OGC's register, else here.

    GDAL reads grids by this address alone, not by the link ``tiling-scheme``.
    """
    return _URIS.get(grid.id) or f"{root_of(request)}/tileMatrixSets/{grid.id}"


def _head(request: Request, tiled: Tiled, grid: Grid) -> OpenObject:
    return {
        "title": tiled.title,
        "dataType": "vector",
        "crs": crs_uri(grid.crs),
        "tileMatrixSetId": grid.id,
        "tileMatrixSetURI": _uri(request, grid),
    }


def _held(source: TileSource) -> OpenObject:
    held: OpenObject = {
        "id": source.name,
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
    return held


def _limits(sources: Iterable[TileSource]) -> Iterable[tuple[int, list[Limits]]]:
    every: dict[int, list[Limits]] = {}
    for source in sources:
        for limit in source.limits():
            every.setdefault(limit.zoom, []).append(limit)
    return every.items()


def _bounds(sources: Iterable[TileSource]) -> Box | None:
    boxes = [box for source in sources if (box := source.lonlat_bounds) is not None]
    if not boxes:
        return None
    west, south, east, north = zip(*boxes, strict=True)
    return min(west), min(south), max(east), max(north)


def _links(request: Request, tiled: Tiled, grid: Grid) -> list[OpenObject]:
    result: list[OpenObject] = [
        link(request, "self", JSON, tiled.at(grid)),
        link(request, f"{REL}tiling-scheme", JSON, f"/tileMatrixSets/{grid.id}"),
        {**link(request, "item", MVT, tiled.at(grid, _PLACE)), "templated": True},
    ]
    if grid is WEB_MERCATOR:
        result.append(
            link(request, "describedby", JSON, tiled.at(grid, "tilejson.json"), "TileJSON")
        )
    if tiled.only is not None:
        there = tiled.at(grid, "xyz/metadata.json")
        result.append(link(request, "describedby", JSON, there, "GDAL (MVT:…/xyz/{z})"))
    return result


def _about(request: Request, tiled: Tiled) -> list[dict[str, str]]:
    return [
        link(request, f"{REL}geodata", JSON, f"/collections/{quote(layer.id)}")
        for layer in tiled.layers
    ]
