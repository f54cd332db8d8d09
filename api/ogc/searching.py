"""Reads of features whose query stands in a body: filters that no address can hold.

As the extension *Search* of OGC API - Features drafts it: what a GET has as parameters, a POST has
as members of a JSON object, the filter as CQL2 JSON.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams

from api.dated import dated_of
from api.errors import ParameterError
from api.known import any_parameters
from api.links import JSON, link
from api.negotiate import form_of
from api.ogc.features import page_of
from api.ogc.items import collection_answer, neighbours
from api.ogc.openapi import PARAMETERS
from api.ogc.parameters import KNOWN, STAND, read_items_request
from api.ogc.regions import REGION, reader_of
from api.respond import GEOJSON
from api.state import State  # noqa: TC001 - FastAPI reads it at run time
from geo.query.schema import fields_of

if TYPE_CHECKING:
    from geo.jsons import Json, JsonObject, OpenObject
    from geo.store.snapshot import Layer

router = APIRouter(tags=["items"], dependencies=[Depends(any_parameters)])
CQL2_JSON = "application/cql2+json"
"""Type of a body that is the filter and nothing else."""
_EXAMPLE = '{"filter": {"op": "=", "args": [{"property": "kind"}, "national"]}, "limit": 10}'
_OF_ADDRESS = ("f", "lang", *STAND)
"""What stands in the address here too."""
_BODY = {
    "type": "object",
    "properties": {
        **{
            name: document["schema"]
            for name, document in PARAMETERS.items()
            if name in {*KNOWN, REGION} and name not in {*_OF_ADDRESS, "filter"}
        },
        "filter": {"description": "CQL2", "oneOf": [{"type": "object"}, {"type": "string"}]},
    },
    "example": json.loads(_EXAMPLE),
}


@router.post(
    "/collections/{collection}/search",
    response_class=Response,
    responses={200: {"content": {GEOJSON: {}}, "description": "GeoJSON"}},
    summary="피처를 본문으로 찾기 · Features by a query in the body",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {JSON: {"schema": _BODY}, CQL2_JSON: {"schema": {"type": "object"}}},
        }
    },
)
async def search_items(
    request: Request, collection: str, state: Annotated[State, Depends(dated_of)]
) -> Response:
    """Return the features that fit, as `/items` does; the next page is asked for by its body."""
    layer = state.layer(collection)
    form_of(request, ("json",))
    for name, value in request.query_params.items():
        if name not in _OF_ADDRESS:
            raise ParameterError(400, "unknown_name", name, value, _OF_ADDRESS)
    sent = _sent(request, await request.app.state.bodies.read(request))
    return await run_in_threadpool(_answer, request, state, layer, sent)


def _answer(request: Request, state: State, layer: Layer, sent: JsonObject) -> Response:
    names = [field.name for field in fields_of(layer)]
    within = reader_of(layer, state.snapshot)
    asked = read_items_request(
        QueryParams(_parameters(sent, names, regional=within is not None)), names, within
    )
    page = page_of(layer, asked)
    path = f"/collections/{quote(layer.id)}"
    links: list[OpenObject] = [
        {**link(request, "self", GEOJSON, f"{path}/search"), "method": "POST", "body": sent},
        link(request, "collection", JSON, path),
    ]
    for rel, offset in neighbours(page, asked):
        body = {**sent, "offset": offset}
        links.append(
            {**link(request, rel, GEOJSON, f"{path}/search"), "method": "POST", "body": body}
        )
    return collection_answer(page, asked, links)


def _sent(request: Request, body: bytes) -> JsonObject:
    """Return the query of a body; a bare condition is one with a filter alone."""
    try:
        sent: Json = json.loads(body)
    except (ValueError, RecursionError) as error:
        shown = body[:60].decode(errors="replace")
        raise ParameterError(400, "invalid", "body", shown, (_EXAMPLE,)) from error
    if not isinstance(sent, dict):
        raise ParameterError(400, "invalid", "body", json.dumps(sent)[:60], (_EXAMPLE,))
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return {"filter": sent} if media_type == CQL2_JSON or "op" in sent else sent


def _parameters(sent: JsonObject, names: list[str], *, regional: bool) -> list[tuple[str, str]]:
    """Write the members as the parameters of an address are written."""
    result: list[tuple[str, str]] = []
    more = (REGION,) if regional else ()
    for name, value in sent.items():
        if name in _OF_ADDRESS or (name not in {*KNOWN, *more, *names}):
            known = tuple(item for item in (*KNOWN, *more) if item not in _OF_ADDRESS)
            raise ParameterError(400, "unknown_name", name, "", (*known, *names))
        if name == "filter" and isinstance(value, (dict, bool)):
            if sent.get("filter-lang", "cql2-json") != "cql2-json":
                shown = str(sent["filter-lang"])
                raise ParameterError(400, "invalid", "filter-lang", shown, ("cql2-json",))
            result.append((name, json.dumps(value, ensure_ascii=False)))
            if "filter-lang" not in sent:
                result.append(("filter-lang", "cql2-json"))
        else:
            result.append((name, _written(name, value)))
    return result


def _written(name: str, value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    if isinstance(value, list) and all(isinstance(item, (str, int, float)) for item in value):
        if any(isinstance(item, str) and "," in item for item in value):
            # A comma parts the values of an address.
            shown = json.dumps(value, ensure_ascii=False)[:200]
            raise ParameterError(400, "unusable", name, shown, ())
        return ",".join(map(str, value))
    shown = json.dumps(value, ensure_ascii=False)[:200]
    raise ParameterError(400, "invalid", name, shown, ("text", "number", "[…]"))
