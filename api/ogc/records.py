"""The catalogue: a record of each collection, and all of them as linked data."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.catalogue import entries_of, entry_of
from api.documents import document
from api.language import language_of
from api.links import address, link, root_of
from api.negotiate import each_once, form_of
from api.ogc.openapi import OF_RECORDS
from api.ogc.parameters import read_records_request
from api.respond import GEOJSON, HTML
from api.serving import State, state_of
from geo.catalogue.dcat import dcat
from geo.catalogue.records import record, records

router = APIRouter(tags=["catalogue"], dependencies=[Depends(each_once)])
JSON_LD = "application/ld+json"


def pages_of(
    request: Request, limit: int, offset: int, matched: int, media_type: str = GEOJSON
) -> list[dict[str, str]]:
    """Return the links to the pages before and behind."""
    made = []
    if offset + limit < matched:
        made.append(("next", offset + limit))
    if offset > 0:
        made.append(("prev", max(0, offset - limit)))
    return [
        {"rel": rel, "type": media_type, "href": address(request, offset=at)} for rel, at in made
    ]


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
    openapi_extra=OF_RECORDS,
)
async def catalogue(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """Return a record of each collection: words, licence, sources, extent, dates, downloads."""
    lang = language_of(request)
    wanted, limit, offset = read_records_request(request.query_params)
    found_all = wanted.of(await run_in_threadpool(entries_of, state))
    entries = found_all[offset : offset + limit]
    made = records(entries, root_of(request), lang, len(found_all))
    made["links"] += pages_of(request, limit, offset, len(found_all))
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
