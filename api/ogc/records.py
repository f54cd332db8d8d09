"""The catalogue: a record of each collection, and all of them as linked data."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.catalogue import entries_of, entry_of
from api.language import language_of
from api.respond import GEOJSON, content
from api.state import State, state_of
from geo.catalogue.dcat import dcat
from geo.catalogue.records import record, records

router = APIRouter(tags=["catalogue"])
JSON_LD = "application/ld+json"


@router.get(
    "/catalogue",
    response_class=Response,
    responses={200: {"content": {GEOJSON: {}}, "description": "OGC API – Records, GeoJSON"}},
    summary="자료 목록 · Catalogue",
)
async def catalogue(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """Return a record of each collection: words, licence, sources, extent, dates, downloads."""
    lang = language_of(request)
    entries = await run_in_threadpool(entries_of, state)
    made = records(entries, _root(request), lang)
    return _answer(request, made, GEOJSON, state.snapshot.version, state.snapshot.as_of)


@router.get(
    "/catalogue.jsonld",
    response_class=Response,
    responses={200: {"content": {JSON_LD: {}}, "description": "DCAT-AP 3, JSON-LD"}},
    summary="자료 목록(DCAT-AP) · Catalogue (DCAT-AP)",
)
async def linked(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """Return the catalogue as DCAT-AP 3, Korean and English together."""
    entries = await run_in_threadpool(entries_of, state)
    made = dcat(entries, _root(request))
    return _answer(request, made, JSON_LD, state.snapshot.version, state.snapshot.as_of)


@router.get(
    "/catalogue/{collection}",
    response_class=Response,
    responses={200: {"content": {GEOJSON: {}}, "description": "OGC API – Records, GeoJSON"}},
    summary="컬렉션의 목록 기록 · Record of a collection",
)
async def record_of(
    request: Request, collection: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Return the record of one collection."""
    layer = state.layer(collection)
    found = await run_in_threadpool(entry_of, state, layer.id)
    made = record(found, _root(request), language_of(request))
    return _answer(request, made, GEOJSON, layer.version, layer.as_of)


def _root(request: Request) -> str:
    return str(request.base_url).rstrip("/")


def _answer(
    request: Request, made: dict[str, Any], media_type: str, version: str, as_of: str
) -> Response:
    lang = language_of(request)
    body = json.dumps(made, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    headers = {"Content-Language": lang, "Vary": "Accept-Language"}
    return content(request, body, media_type, f"{version}-{lang}-record", headers, as_of)
