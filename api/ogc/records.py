"""The catalogue: a record of each collection, and all of them as linked data."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.catalogue import entries_of, entry_of
from api.documents import document
from api.language import language_of
from api.links import link, root_of
from api.negotiate import form_of
from api.respond import GEOJSON, HTML
from api.state import State, state_of
from geo.catalogue.dcat import dcat
from geo.catalogue.records import record, records

router = APIRouter(tags=["catalogue"])
JSON_LD = "application/ld+json"


@router.get(
    "/catalogue",
    response_class=Response,
    responses={
        200: {
            "content": {GEOJSON: {}, "text/html": {}},
            "description": "OGC API – Records, GeoJSON",
        }
    },
    summary="자료 목록 · Catalogue",
)
async def catalogue(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """Return a record of each collection: words, licence, sources, extent, dates, downloads."""
    entries, lang = await run_in_threadpool(entries_of, state), language_of(request)
    made = records(entries, root_of(request), lang)
    if form_of(request) == "html":
        # A page of all of every record is beyond reading.
        found = [link(request, "item", HTML, one.record_path, one.title(lang)) for one in entries]
        made = {
            "records": found,
            "links": [link(request, "alternate", JSON_LD, "/catalogue.jsonld", "DCAT-AP")],
        }
    return document(request, made, "catalogue", media_type=GEOJSON, as_of=state.snapshot.as_of)


@router.get(
    "/catalogue.jsonld",
    response_class=Response,
    responses={200: {"content": {JSON_LD: {}}, "description": "DCAT-AP 3, JSON-LD"}},
    summary="자료 목록(DCAT-AP) · Catalogue (DCAT-AP)",
)
async def linked(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """Return the catalogue as DCAT-AP 3, Korean and English together."""
    entries = await run_in_threadpool(entries_of, state)
    made = dcat(entries, root_of(request))
    as_of = state.snapshot.as_of
    return document(request, made, "catalogue", media_type=JSON_LD, as_of=as_of, forms=("json",))


@router.get(
    "/catalogue/{collection}",
    response_class=Response,
    responses={
        200: {
            "content": {GEOJSON: {}, "text/html": {}},
            "description": "OGC API – Records, GeoJSON",
        }
    },
    summary="컬렉션의 목록 기록 · Record of a collection",
)
async def record_of(
    request: Request, collection: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Return the record of one collection."""
    layer = state.layer(collection)
    found = await run_in_threadpool(entry_of, state, layer.id)
    made = record(found, root_of(request), language_of(request))
    return document(request, made, "record", media_type=GEOJSON, layer=layer, as_of=layer.as_of)
