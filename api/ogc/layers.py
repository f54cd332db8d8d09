"""Layers of QGIS by one click: in their style, read in place instead of copied page by page.

QGIS copies every feature of a service into a database of its own before it shows the last; of a
FlatGeobuf it reads what it draws.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request, Response

from api.catalogue import entry_of
from api.dated import dated_of
from api.known import any_parameters
from api.language import language_of
from api.links import root_of
from api.negotiate import form_of
from api.ogc.files import crs_of_file, name_of_file, selected
from api.ogc.openapi import ITEMS
from api.respond import content, digest
from api.state import State  # noqa: TC001 - FastAPI reads it at run time
from api.view import symbols_of
from geo.exports.formats import FORMATS
from geo.query.documents import geometry_format
from geo.query.temporal import times_of

if TYPE_CHECKING:
    from geo.store.snapshot import Layer

router = APIRouter(tags=["download"], dependencies=[Depends(any_parameters)])
QLR = "application/x-qgis-layer-definition"
_READ = FORMATS["fgb"]
_TYPES = {"point": "Point", "linestring": "LineString", "polygon": "Polygon"}
"""Part of a format of geometries to a GeoJSON type."""


@router.get(
    "/collections/{collection}/layer.qlr",
    response_class=Response,
    responses={200: {"description": "QGIS", "content": {QLR: {}}}},
    summary="QGIS 레이어 정의 · QGIS layer definition",
    openapi_extra={"parameters": ITEMS},
)
async def layer_definition_of(
    request: Request, collection: str, state: Annotated[State, Depends(dated_of)]
) -> Response:
    """Return what adds the collection to QGIS, or what is selected of it as `/items` selects."""
    layer = state.layer(collection)
    form_of(request, ("qlr",))
    work = partial(_answer, request, state, layer)
    told: Response = await request.app.state.pages.run(work, language_of(request))
    return told


def _answer(request: Request, state: State, layer: Layer) -> Response:
    from maps.symbols import layer_definition  # noqa: PLC0415 - most answers have no style

    lang = language_of(request)
    selected(request, state, layer)
    pairs = request.query_params.multi_items()
    query = urlencode([pair for pair in pairs if pair[0] not in {"f", "lang"} and pair[1]])
    path = f"/collections/{quote(layer.id)}/download/{quote(layer.id, safe='')}.{_READ.id}"
    # On some days a collection has no features yet.
    kind = geometry_format(layer) or geometry_format(state.newest.layer(layer.id)) or ""
    geometry = next(
        (value for part, value in _TYPES.items() if part in kind), "Point" if kind else ""
    )
    words = entry_of(state, layer.id).description
    body = layer_definition(
        f"{layer.title(lang)}{state.mark}",
        f"/vsicurl/{root_of(request)}{path}{'?' if query else ''}{query}",
        crs_of_file(_READ, request.query_params),
        symbols_of(state.newest).of(layer.id, geometry),
        lang,
        times_of(layer),
        abstract=words.abstract(lang) or "",
        attribution=words.attribution(lang) or "",
        geometry=geometry,
    ).encode()
    headers = {
        "Content-Disposition": name_of_file(state, layer, ".qlr", lang),
        "Content-Language": lang,
        "Vary": "Accept-Language",
    }
    return content(request, body, QLR, digest(body), headers, layer.as_of)
