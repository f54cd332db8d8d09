"""Columns of names matched against the atlas (OpenRefine), and its names as Linked Places."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse

from api import reconcile
from api.errors import ParameterError
from api.heavy import heavy_of
from api.known import any_parameters
from api.language import language_of
from api.links import root_of
from api.once import once
from api.serving import State, state_of
from api.state import geocoder_of
from geo.linked_places import linked_places
from geo.tables.load import load_tables

if TYPE_CHECKING:
    from geo.jsons import OpenObject
    from geo.messages import Lang
    from geo.tables.schemas import Tables

router = APIRouter(tags=["geocoding"], dependencies=[Depends(any_parameters)])
MOST_QUERIES = 1000
"""Of one request; OpenRefine sends ten at a time."""
_MOST_FIELDS = 20
"""Of a form; the protocol knows three."""
_FORM = "application/x-www-form-urlencoded"


class _GeoJson(JSONResponse):
    media_type = "application/geo+json"


@router.get("/reconcile", summary="이름 맞추기 서비스 · Reconciliation service (OpenRefine)")
async def service(
    request: Request,
    queries: Annotated[str, Query(description='{"q0": {"query": "창원산단"}}')] = "",
    extend: Annotated[str, Query(description='{"ids": ["changwon"], "properties": …}')] = "",
) -> JSONResponse:
    """Describe the service, or answer a batch of queries (Reconciliation Service API 0.2)."""
    return await _answered(request, queries, extend)


@router.post(
    "/reconcile",
    summary="이름 맞추기 · A batch of queries",
    openapi_extra={
        "requestBody": {
            # Without one the service is described, as by GET.
            "required": False,
            "content": {
                _FORM: {
                    "schema": {
                        "type": "object",
                        "properties": {
                            "queries": {"type": "string"},
                            "extend": {"type": "string"},
                        },
                    }
                }
            },
        }
    },
)
async def batch(request: Request) -> JSONResponse:
    """Answer a form with `queries` or `extend`, each JSON."""
    body = await request.app.state.bodies.read(request)
    try:
        form = parse_qs(body.decode(), max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise ParameterError(400, "invalid", "body", "", (_FORM,)) from error
    sent = {key: values[0] for key, values in form.items()}
    return await _answered(request, sent.get("queries", ""), sent.get("extend", ""))


@router.get("/reconcile/suggest/{what}", summary="제안 · Suggestions as one types")
def suggest(
    request: Request,
    state: Annotated[State, Depends(state_of)],
    what: str,
    prefix: Annotated[str, Query(max_length=200)] = "",
) -> JSONResponse:
    """Return the entities, types or properties whose name begins so."""
    lang = language_of(request)
    if what == "entity":
        geocoder = geocoder_of(state.settings.data)
        found = reconcile.suggested(geocoder, prefix, lang)
        # Only results of queries say in a list of their own what they are.
        return JSONResponse({"result": [{**item, "notable": item.pop("type")} for item in found]})
    every = {"type": reconcile.types, "property": reconcile.properties}
    if what not in every:
        raise ParameterError(404, "unknown", "what", what[:60], ("entity", *every))
    found = every[what](lang)
    sought = prefix.casefold()
    return JSONResponse({"result": [item for item in found if sought in item["name"].casefold()]})


@router.get("/reconcile/properties", summary="가져올 수 있는 값 · Properties to fetch")
def proposed(
    request: Request,
    type_: Annotated[str, Query(alias="type")] = reconcile.TYPE,
    limit: Annotated[int, Query(ge=1, le=100)] = 100,
) -> JSONResponse:
    """Return the properties that `extend` gives for entities of a type."""
    found = reconcile.properties(language_of(request))[:limit]
    return JSONResponse({"type": type_, "limit": limit, "properties": found})


@router.get(
    "/linked-places",
    summary="모든 이름과 그 근거 · Linked Places (LPF, GeoJSON-LD)",
    response_class=_GeoJson,
)
def places(request: Request, state: Annotated[State, Depends(state_of)]) -> _GeoJson:
    """Return every place with its names as attestations: value, time, source, certainty."""
    tables = _tables(state)
    found = linked_places(tables, root_of(request))
    return _GeoJson(found)


@once(1)
def _tables(state: State) -> Tables:
    """Read the tables, once for each snapshot."""
    return load_tables(state.settings.data)


async def _answered(request: Request, queries: str, extend: str) -> JSONResponse:
    lang = language_of(request)
    if queries:
        asked = _object("queries", queries)
        if len(asked) > MOST_QUERIES:
            raise ParameterError(400, "too_many", "queries", str(len(asked)), (str(MOST_QUERIES),))
        if not all(isinstance(item, dict) for item in asked.values()):
            raise ParameterError(400, "invalid", "queries", "", ('{"q0": {"query": "창원산단"}}',))
        return JSONResponse(await heavy_of(request).run(lang, _reconciled, asked, lang))
    if extend:
        return JSONResponse(
            await heavy_of(request).run(lang, _extended, _object("extend", extend), lang)
        )
    return JSONResponse(reconcile.manifest(root_of(request), version("sandan-atlas"), lang))


def _reconciled(state: State, asked: dict[str, OpenObject], lang: Lang) -> OpenObject:
    return reconcile.reconciled(geocoder_of(state.settings.data), asked, lang)


def _extended(state: State, asked: OpenObject, lang: Lang) -> OpenObject:
    ids = [str(item) for item in _list(asked.get("ids"))][:MOST_QUERIES]
    wanted = [
        str(item.get("id")) for item in _list(asked.get("properties")) if isinstance(item, dict)
    ]
    return reconcile.extended(geocoder_of(state.settings.data), ids, wanted, lang)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _object(name: str, text: str) -> OpenObject:
    """Read a JSON object.

    Raises
    ------
    ParameterError
        400: it is none.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ParameterError(400, "invalid", name, text[:60], ("JSON",)) from error
    if not isinstance(found, dict):
        raise ParameterError(400, "invalid", name, text[:60], ("{…}",))
    return found
