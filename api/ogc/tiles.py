"""Vector tiles of every collection: OGC API - Tiles 1.0 (20-057), as Mapbox Vector Tiles."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.catalogue import entry_of
from api.coding import encode, preferred
from api.documents import document
from api.errors import refuse_unknown
from api.language import language_of
from api.links import JSON
from api.negotiate import form_of, only
from api.ogc.tilesets import GRID, MVT, matrix_set, matrix_sets, tilejson, tileset, tilesets
from api.respond import content
from api.state import State, state_of
from geo.tiles.kept import KeptTiles
from geo.tiles.matrix import MAX_ZOOM, Tile
from geo.tiles.source import TileSource

if TYPE_CHECKING:
    from api.coding import Coding
    from geo.store.snapshot import Layer

router = APIRouter(tags=["tiles"], dependencies=[Depends(only())])
_State = Annotated[State, Depends(state_of)]
_JSON_ANSWER = {200: {"content": {JSON: {}, "text/html": {}}, "description": "JSON, HTML"}}
_TILE_ANSWER = {
    200: {"content": {MVT: {}}, "description": "Mapbox Vector Tile 2.1, EPSG:3857"},
    204: {"description": "Nothing lies in this tile"},
}


@router.get(
    "/tileMatrixSets",
    response_class=Response,
    responses=_JSON_ANSWER,  # type: ignore[arg-type]
    summary="타일 격자 목록 · Tile matrix sets",
)
async def list_matrix_sets(request: Request) -> Response:
    """List the grids that tiles come in."""
    return document(request, matrix_sets(request), "tile_grids")


@router.get(
    "/tileMatrixSets/{tileMatrixSetId}",
    response_class=Response,
    responses=_JSON_ANSWER,  # type: ignore[arg-type]
    summary="타일 격자 · Tile matrix set",
)
async def describe_matrix_set(
    request: Request, grid: Annotated[str, Path(alias="tileMatrixSetId")]
) -> Response:
    """Define a grid."""
    _check(grid)
    return document(request, matrix_set(), "tile_grids")


@router.get(
    "/collections/{collection}/tiles",
    response_class=Response,
    responses=_JSON_ANSWER,  # type: ignore[arg-type]
    summary="벡터 타일 목록 · Tile sets of a collection",
)
async def list_tilesets(request: Request, collection: str, state: _State) -> Response:
    """List the tile sets of a collection."""
    layer = state.layer(collection)
    return document(request, tilesets(request, layer, language_of(request)), "tiles", layer=layer)


@router.get(
    "/collections/{collection}/tiles/{tileMatrixSetId}",
    response_class=Response,
    responses=_JSON_ANSWER,  # type: ignore[arg-type]
    summary="벡터 타일 설명 · Tile set",
)
async def describe_tileset(
    request: Request,
    collection: str,
    grid: Annotated[str, Path(alias="tileMatrixSetId")],
    state: _State,
) -> Response:
    """Describe a tile set: limits of each zoom, extent, properties."""
    layer = state.layer(collection)
    _check(grid)
    source = await run_in_threadpool(TileSource.of, layer)
    return document(
        request, tileset(request, layer, source, language_of(request)), "tiles", layer=layer
    )


@router.get(
    "/collections/{collection}/tiles/{tileMatrixSetId}/tilejson.json",
    response_class=Response,
    responses=_JSON_ANSWER,  # type: ignore[arg-type]
    summary="TileJSON",
)
async def describe_as_tilejson(
    request: Request,
    collection: str,
    grid: Annotated[str, Path(alias="tileMatrixSetId")],
    state: _State,
) -> Response:
    """Describe a tile set as TileJSON 3.0, for MapLibre and its kin."""
    layer = state.layer(collection)
    _check(grid)
    source = await run_in_threadpool(TileSource.of, layer)
    lang = language_of(request)
    attribution = entry_of(state, layer.id).description.attribution(lang) or ""
    made = tilejson(request, layer, source, lang, attribution)
    return document(request, made, "tiles", layer=layer)


@router.get(
    "/collections/{collection}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
    response_class=Response,
    responses=_TILE_ANSWER,  # type: ignore[arg-type]
    summary="벡터 타일 (MVT) · Vector tile (MVT)",
)
async def one_tile(
    request: Request,
    collection: str,
    grid: Annotated[str, Path(alias="tileMatrixSetId")],
    zoom: Annotated[int, Path(alias="tileMatrix")],
    row: Annotated[int, Path(alias="tileRow")],
    column: Annotated[int, Path(alias="tileCol")],
    state: _State,
) -> Response:
    """Return one tile; zoom, then row from the north, then column from the west."""
    form_of(request, ("mvt",))
    layer = state.layer(collection)
    _check(grid)
    tile = _within(zoom, row, column)
    version = f"{layer.version}-{zoom}-{row}-{column}"
    known = content(request, b"", MVT, version)
    if known.status_code == 304:
        return known
    coding = preferred(",".join(request.headers.getlist("accept-encoding")))
    kept, key = _kept(state), (layer.id, tile, coding)
    body = kept.get(key)
    if body is None:
        body = await request.app.state.turns.run(
            partial(_make, layer, tile, coding), language_of(request)
        )
        kept.put(key, body)
    headers = {name: known.headers[name] for name in ("etag", "cache-control")}
    headers["Vary"] = "Accept-Encoding"
    if not body:
        return Response(status_code=204, headers=headers)
    if coding is not None:
        headers["Content-Encoding"] = coding
    return Response(body, media_type=MVT, headers=headers)


@lru_cache(maxsize=2)
def _kept(state: State) -> KeptTiles:  # noqa: ARG001 - each state has its own
    return KeptTiles()


def _make(layer: Layer, tile: Tile, coding: Coding | None) -> bytes:
    body = TileSource.of(layer).tile(tile)
    return encode(body, coding) if body and coding is not None else body


def _check(grid: str) -> None:
    if grid != GRID:
        refuse_unknown("tileMatrixSetId", grid, (GRID,))


def _within(zoom: int, row: int, column: int) -> Tile:
    """Return the tile, or raise the 404 that says how far the grid goes."""
    if not 0 <= zoom <= MAX_ZOOM:
        refuse_unknown("tileMatrix", str(zoom), (f"0–{MAX_ZOOM}",))
    last = (1 << zoom) - 1
    for name, value in (("tileRow", row), ("tileCol", column)):
        if not 0 <= value <= last:
            refuse_unknown(name, str(value), (f"0–{last}",))
    return Tile(zoom, row, column)
