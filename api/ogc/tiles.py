"""Vector tiles of every collection, and of several: OGC API - Tiles 1.0 (20-057), as MVT."""

from __future__ import annotations

import hashlib
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Annotated, Any, cast
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.catalogue import entry_of
from api.coding import encode, preferred
from api.dated import dated_of, read_by
from api.documents import document
from api.errors import ParameterError, refuse_unknown
from api.known import any_parameters
from api.language import language_of
from api.links import JSON
from api.negotiate import each_once, form_of
from api.ogc.openapi import parameter
from api.ogc.parameters import KNOWN, STAND, read_items_request
from api.ogc.regions import reader_of
from api.ogc.tilesets import (
    MVT,
    Tiled,
    folder_metadata,
    levels_above,
    matrix_set,
    matrix_sets,
    tilejson,
    tiles_of,
    tileset,
    tilesets,
)
from api.respond import content
from api.state import State
from geo.messages import catalogue
from geo.query.schema import fields_of
from geo.query.selection import Selection, select
from geo.query.table import FeatureTable
from geo.tiles.kept import KeptTiles
from geo.tiles.matrix import GRIDS, WEB_MERCATOR, Grid, Tile
from geo.tiles.source import TileSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from api.coding import Coding
    from geo.store.snapshot import Layer

router = APIRouter(tags=["tiles"])
_State = Annotated[State, Depends(dated_of)]
_JSON_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"content": {JSON: {}, "text/html": {}}, "description": "JSON, HTML"}
}
_TILE_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"content": {MVT: {}}, "description": "Mapbox Vector Tile 2.1"},
    204: {"description": "Nothing lies in this tile"},
}
SELECTING = ("datetime", "filter", "filter-crs", "filter-lang", "ids", "q")
"""What tiles of a collection can be asked for, beside its properties; of several the first."""
_OF_TILES = {"parameters": [parameter(name) for name in SELECTING]}
_COLLECTIONS = Annotated[
    str | None, Query(description="컬렉션 id, 쉼표로 구분 · ids of collections between commas")
]
_DATETIME = Annotated[str | None, Query(description="2025-01/..")]


def grid_of(name: Annotated[str, Path(alias="tileMatrixSetId")]) -> Grid:
    """Return the grid that an address names."""
    if name not in GRIDS:
        refuse_unknown("tileMatrixSetId", name, tuple(GRIDS))
    return GRIDS[name]


def mercator_of(name: Annotated[str, Path(alias="tileMatrixSetId")]) -> Grid:
    """Return the one grid that TileJSON, which is about Web Mercator, can tell of."""
    if name != WEB_MERCATOR.id:
        refuse_unknown("tileMatrixSetId", name, (WEB_MERCATOR.id,))
    return WEB_MERCATOR


def tile_of(
    grid: Annotated[Grid, Depends(grid_of)],
    zoom: Annotated[int, Path(alias="tileMatrix")],
    row: Annotated[int, Path(alias="tileRow")],
    column: Annotated[int, Path(alias="tileCol")],
) -> Tile:
    """Return the tile, or raise the 404 that says how far the grid goes."""
    if not 0 <= zoom <= grid.deepest:
        refuse_unknown("tileMatrix", str(zoom), (f"0–{grid.deepest}",))
    for name, value, count in zip(
        ("tileRow", "tileCol"), (row, column), grid.count(zoom), strict=True
    ):
        if not 0 <= value < count:
            refuse_unknown(name, str(value), (f"0–{count - 1}",))
    return Tile(zoom, row, column, grid)


def folder_tile_of(
    grid: Annotated[Grid, Depends(grid_of)],
    zoom: Annotated[int, Path(alias="z")],
    column: Annotated[int, Path(alias="x")],
    row: Annotated[int, Path(alias="y")],
) -> Tile:
    """Return the tile of a folder z/x/y, see `api.ogc.tilesets.folder_metadata`."""
    return tile_of(grid, zoom - levels_above(grid), row, column)


_Grid = Annotated[Grid, Depends(grid_of)]
_Mercator = Annotated[Grid, Depends(mercator_of)]
_Tile = Annotated[Tile, Depends(tile_of)]
_FolderTile = Annotated[Tile, Depends(folder_tile_of)]


@router.get(
    "/tileMatrixSets",
    response_class=Response,
    responses=_JSON_ANSWER,
    summary="타일 격자 목록 · Tile matrix sets",
    dependencies=[Depends(each_once)],
)
def list_matrix_sets(request: Request) -> Response:
    """List the grids that tiles come in."""
    return document(request, matrix_sets(request, language_of(request)), "tile_grids")


@router.get(
    "/tileMatrixSets/{tileMatrixSetId}",
    response_class=Response,
    responses=_JSON_ANSWER,
    summary="타일 격자 · Tile matrix set",
    dependencies=[Depends(each_once)],
)
def describe_matrix_set(request: Request, grid: _Grid) -> Response:
    """Define a grid."""
    return document(request, matrix_set(request, grid, language_of(request)), "tile_grids")


async def of_collection(request: Request, collection: str, state: _State) -> None:
    """Keep what tiles of one collection are of, and what a request selects."""
    layer, lang = state.layer(collection), language_of(request)
    asked = Selection()
    if request.query_params.keys() - {"f", "lang", *STAND}:
        asked = await request.app.state.pages.run(partial(_asked, request, layer), lang)
    query = _query(request, lambda name: name not in {"f", "lang", *STAND})
    request.state.tiled = Tiled((layer,), (asked,), tiles_of(layer), query, lang, "")


async def of_several(
    request: Request, state: _State, collections: _COLLECTIONS = None, datetime: _DATETIME = None
) -> None:
    """Keep the collections that a request names, else all that have a place."""
    lang = language_of(request)
    layers = await request.app.state.pages.run(partial(_named, state, collections), lang)
    asked = (Selection(datetime=datetime or None),) * len(layers)
    title = catalogue("api", lang)("tiles.together", count=len(layers))
    query = _query(request, lambda name: name in {"collections", "datetime"})
    request.state.tiled = Tiled(layers, asked, "/tiles", query, lang, title)


_of_collection = partial(
    router.get,
    response_class=Response,
    openapi_extra=_OF_TILES,
    dependencies=[Depends(any_parameters), Depends(of_collection)],
)
_of_several = partial(
    router.get,
    response_class=Response,
    dependencies=[Depends(each_once), Depends(of_several)],
)
_COLLECTION, _GRID, _PLACE = (
    "/collections/{collection}/tiles",
    "/{tileMatrixSetId}",
    "/{tileMatrix}/{tileRow}/{tileCol}",
)


@_of_several(
    "/tiles",
    responses=_JSON_ANSWER,
    summary="여러 컬렉션을 담은 벡터 타일 목록 · Tile sets of several collections",
)
@_of_collection(
    _COLLECTION,
    responses=_JSON_ANSWER,
    summary="벡터 타일 목록 · Tile sets of a collection",
)
async def list_tilesets(request: Request) -> Response:
    """List the tile sets, of all features or of those that are selected."""
    tiled = await _selectable(request)
    return document(request, tilesets(request, tiled), "tiles", layer=tiled.only)


@_of_several(
    f"/tiles{_GRID}",
    responses=_JSON_ANSWER,
    summary="여러 컬렉션을 담은 벡터 타일 설명 · Tile set of several collections",
)
@_of_collection(
    f"{_COLLECTION}{_GRID}",
    responses=_JSON_ANSWER,
    summary="벡터 타일 설명 · Tile set",
)
async def describe_tileset(request: Request, grid: _Grid) -> Response:
    """Describe a tile set: limits of each zoom, extent, properties."""
    tiled = await _selectable(request)
    sources = await _sources(request, tiled, grid)
    return document(request, tileset(request, tiled, grid, sources), "tiles", layer=tiled.only)


@_of_several(
    f"/tiles{_GRID}/tilejson.json",
    responses=_JSON_ANSWER,
    summary="여러 컬렉션의 TileJSON · TileJSON of several collections",
)
@_of_collection(f"{_COLLECTION}{_GRID}/tilejson.json", responses=_JSON_ANSWER, summary="TileJSON")
async def describe_as_tilejson(request: Request, grid: _Mercator, state: _State) -> Response:
    """Describe a tile set as TileJSON 3.0, for MapLibre and its kin."""
    tiled = await _selectable(request)
    sources = await _sources(request, tiled, grid)
    item = tilejson(request, tiled, sources, _attribution(state, tiled))
    return document(request, item, "tiles", layer=tiled.only)


@_of_several(
    f"/tiles{_GRID}{_PLACE}",
    responses=_TILE_ANSWER,
    summary="여러 컬렉션을 담은 벡터 타일 (MVT) · Vector tile of several collections (MVT)",
)
@_of_collection(
    f"{_COLLECTION}{_GRID}{_PLACE}",
    responses=_TILE_ANSWER,
    summary="벡터 타일 (MVT) · Vector tile (MVT)",
)
async def one_tile(request: Request, tile: _Tile, state: _State) -> Response:
    """Return one tile; zoom, then row from the north, then column from the west.

    Each collection that has anything there is a layer of it.
    """
    form_of(request, ("mvt",))
    tiled = _tiled(request)
    named = repr(([(layer.id, layer.version) for layer in tiled.layers], tiled.asked, tile))
    version = hashlib.sha256(named.encode()).hexdigest()[:20]
    known = content(request, b"", MVT, version)
    if known.status_code == 304:
        return known
    coding = preferred(",".join(request.headers.getlist("accept-encoding")))
    kept_tiles, key = _kept(state.newest), (version, coding)
    body = kept_tiles.get(key)
    if body is None:
        work = partial(_make, tiled, tile, coding)
        body = await request.app.state.tiles.run(work, language_of(request))
        kept_tiles.put(key, body)
    headers = {name: known.headers[name] for name in ("etag", "cache-control")}
    headers["Vary"] = "Accept-Encoding"
    if not body:
        return Response(status_code=204, headers=headers)
    if coding is not None:
        headers["Content-Encoding"] = coding
    return Response(body, media_type=MVT, headers=headers)


@_of_collection(
    f"{_COLLECTION}{_GRID}/xyz/metadata.json",
    responses={200: {"content": {JSON: {}}, "description": "JSON"}},
    summary="GDAL이 읽는 타일 폴더 · Folder of tiles for GDAL",
)
async def describe_folder(request: Request, grid: _Grid) -> Response:
    """Describe the folder of tiles that GDAL opens as ``MVT:…/xyz/{zoom}``."""
    tiled = await _selectable(request)
    item = folder_metadata(tiled, grid, await _sources(request, tiled, grid))
    return document(request, item, "tiles", layer=tiled.only, forms=("json",))


@_of_collection(
    f"{_COLLECTION}{_GRID}/xyz/{{z}}/{{x}}/{{y}}.pbf",
    responses=_TILE_ANSWER,
    summary="GDAL이 읽는 벡터 타일 · Vector tile for GDAL",
)
async def tile_of_folder(request: Request, tile: _FolderTile, state: _State) -> Response:
    """Return a tile by zoom, column, row, as folders of tiles have them."""
    return await one_tile(request, tile, state)


@lru_cache(maxsize=2)
def _kept(newest: State) -> KeptTiles:  # noqa: ARG001 - each server has its own
    return KeptTiles()


def _make(tiled: Tiled, tile: Tile, coding: Coding | None) -> bytes:
    # The layers of a tile stand one after another (MVT 2.1, §4.1).
    pairs = zip(tiled.layers, tiled.asked, strict=True)
    body = b"".join(_layer(*pair, tile) for pair in pairs)
    return encode(body, coding) if body and coding is not None else body


def _layer(layer: Layer, asked: Selection, tile: Tile) -> bytes:
    rows = None if asked == Selection() else select(FeatureTable.of(layer), asked)
    return TileSource.of(layer, tile.grid).tile(tile, rows)


def _asked(request: Request, layer: Layer) -> Selection:
    """Read what a request selects of a layer's tiles.

    Raises
    ------
    ParameterError
        400: it asks for what tiles do not know, such as a page.
    """
    names, params = [field.name for field in fields_of(layer)], request.query_params
    known = ("f", "lang", *STAND, *SELECTING)
    for name, value in params.items():
        if name in KNOWN and name not in known:
            raise ParameterError(400, "unknown_name", name, value, (*known, *names))
    within = reader_of(layer, read_by(request).snapshot)
    return read_items_request(params, names, within).selection


def _named(state: State, collections: str | None) -> tuple[Layer, ...]:
    layers = state.snapshot.layers
    if not collections:
        return tuple(layer for layer in layers.values() if _is_placed(layer))
    named = dict.fromkeys(filter(None, map(str.strip, collections.split(","))))
    unknown = next((value for value in named if value not in layers), None)
    if unknown is not None or not named:
        raise ParameterError(400, "invalid", "collections", unknown or "", tuple(layers))
    return tuple(layers[value] for value in named)


def _tiled(request: Request) -> Tiled:
    return cast("Tiled", request.state.tiled)


async def _selectable(request: Request) -> Tiled:
    """Return what tiles are of, where that can be selected: a description promises its tiles."""
    tiled = _tiled(request)

    def tried() -> None:
        for layer, asked in zip(tiled.layers, tiled.asked, strict=True):
            if asked != Selection():
                select(FeatureTable.of(layer), asked)

    await request.app.state.pages.run(tried, tiled.lang)
    return tiled


@lru_cache(maxsize=256)
def _is_placed(layer: Layer) -> bool:
    shown = FeatureTable.showing(layer)
    return len(shown.unplaced) < len(shown)


def _query(request: Request, taken: Callable[[str], bool]) -> str:
    """Return what of a request's query goes on in the addresses of its tiles."""
    pairs = request.query_params.multi_items()
    return urlencode([(name, value) for name, value in pairs if taken(name) and value])


async def _sources(request: Request, tiled: Tiled, grid: Grid) -> tuple[TileSource, ...]:
    def made() -> tuple[TileSource, ...]:
        return tuple(TileSource.of(layer, grid) for layer in tiled.layers)

    found: tuple[TileSource, ...] = await request.app.state.tiles.run(made, tiled.lang)
    return found


def _attribution(state: State, tiled: Tiled) -> str:
    told = (entry_of(state, layer.id).description.attribution(tiled.lang) for layer in tiled.layers)
    return " | ".join(dict.fromkeys(filter(None, told)))
