"""The features of a collection, and one of them."""

from __future__ import annotations

import hashlib
import json
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

import orjson
from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.errors import ParameterError, refuse_unknown
from api.language import language_of
from api.links import address, here, link, root_of
from api.negotiate import form_of
from api.ogc.features import encoded, page_of, projected
from api.ogc.files import file_answer
from api.ogc.openapi import ITEM, ITEMS
from api.ogc.pages import item_page, items_page
from api.ogc.parameters import read_items_request
from api.respond import GEOJSON, HTML, content
from api.state import State, state_of
from geo.crs import CRS84, OUTPUT_CRS, crs_of, crs_uri
from geo.exports.formats import FORMATS
from geo.query.schema import fields_of
from geo.store.fragments import Fragments

if TYPE_CHECKING:
    from api.ogc.features import FeaturePage
    from api.ogc.parameters import ItemsRequest
    from geo.store.snapshot import Layer

router = APIRouter(tags=["items"])
FORMS = ("json", "html", *FORMATS)
"""What `f` can ask of features: GeoJSON with links, a page, a file of any format."""
_LARGE = 1_000_000
"""Bytes of features beyond which they are sent from where they stand."""
_GEOJSON_ANSWER: dict[int | str, dict[str, Any]] = {
    200: {"content": {GEOJSON: {}, "text/html": {}}, "description": "GeoJSON; WGS 84 unless asked"}
}


@router.get(
    "/collections/{collection}/items",
    response_class=Response,
    responses=_GEOJSON_ANSWER,
    summary="피처 (GeoJSON) · Features (GeoJSON)",
    openapi_extra={"parameters": ITEMS},
)
async def items(
    request: Request, collection: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Return the features that fit, 10,000 at a time unless `limit` says otherwise."""
    layer = state.layer(collection)
    form = form_of(request, FORMS)
    if form in FORMATS:
        return await file_answer(request, state, layer, FORMATS[form])
    # The first reader of a large layer waits for its columns; the others do not wait for him.
    names = [field.name for field in await run_in_threadpool(fields_of, layer)]
    asked = read_items_request(request.query_params, names)
    answer = features_page if form == "html" else features_answer
    return await run_in_threadpool(answer, request, layer, asked)


def features_page(request: Request, layer: Layer, asked: ItemsRequest) -> Response:
    """Return the features that fit as a page for people."""
    return items_page(request, page_of(layer, asked), asked, _version(request, layer))


def features_answer(request: Request, layer: Layer, asked: ItemsRequest) -> Response:
    """Return the features that fit as GeoJSON."""
    body = _collection(request, page_of(layer, asked), asked)
    headers = {"Content-Crs": f"<{crs_uri(asked.crs)}>", "Vary": "Accept"}
    return content(request, body, GEOJSON, _version(request, layer), headers, layer.as_of)


@router.get(
    "/collections/{collection}/items/{feature:path}",
    response_class=Response,
    responses=_GEOJSON_ANSWER,
    summary="피처 하나 (GeoJSON) · One feature (GeoJSON)",
    openapi_extra={"parameters": ITEM},
)
async def item(
    request: Request, collection: str, feature: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Return one feature by its id."""
    layer = state.layer(collection)
    row = layer.row_of.get(feature)
    if row is None:
        refuse_unknown("feature", feature, tuple(islice(layer.row_of, 20)))
    form = form_of(request)
    crs = _crs(request)
    if form == "html":
        return item_page(request, layer, row, _version(request, layer))
    made: dict[str, Any] = json.loads(layer.fragments[row])
    if crs != CRS84 and made["geometry"] is not None:
        made["geometry"] = projected(made["geometry"], crs)
    path = f"/collections/{quote(layer.id)}"
    made |= told_crs(crs)
    made["links"] = [
        here(request, "self", GEOJSON),
        here(request, "alternate", HTML, f="html"),
        link(request, "collection", "application/json", path),
    ]
    body = json.dumps(made, ensure_ascii=False, separators=(",", ":")).encode()
    headers = {"Content-Crs": f"<{crs_uri(crs)}>", "Vary": "Accept"}
    version = f"{_version(request, layer)}-{row}"
    return content(request, body, GEOJSON, version, headers, layer.as_of)


def _crs(request: Request) -> str:
    for name, value in request.query_params.items():
        if name not in ("f", "crs", "lang"):
            raise ParameterError(400, "unknown_name", name, value, ("f", "crs", "lang"))
    written = request.query_params.get("crs", CRS84)
    crs = crs_of(written)
    if crs is None:
        raise ParameterError(400, "invalid", "crs", written, tuple(map(crs_uri, OUTPUT_CRS)))
    return crs


def _collection(
    request: Request, page: FeaturePage, asked: ItemsRequest
) -> bytes | list[bytes | memoryview]:
    layer = page.layer
    head = {
        "type": "FeatureCollection",
        "name": layer.id,
        "title_ko": layer.title_ko,
        "title_en": layer.title_en,
        "as_of": layer.as_of,
        "numberMatched": page.matched,
        "numberReturned": len(page.rows),
        **told_crs(asked.crs),
        "links": links_of(request, page, asked),
    }
    opening, closing = orjson.dumps(head)[:-1] + b',"features":[\n', b"\n]}\n"
    fragments = layer.fragments
    if asked.is_plain and asked.selects_all and isinstance(fragments, Fragments):
        run = fragments.run(asked.offset, len(page.rows))
        if len(run) > _LARGE:
            return [opening, run, closing]
        return b"".join((opening, run, closing))
    features = list(encoded(page, asked))
    if not features:
        return opening + closing
    # One copy of them all, not two.
    features[0] = opening + features[0]
    features[-1] += closing
    return b",\n".join(features)


def told_crs(crs: str) -> dict[str, Any]:
    """Return what tells readers of a file that its coordinates are not WGS 84; nothing where not.

    Whoever reads the answer without its header `Content-Crs` would take them for degrees: ``crs``
    is what GeoJSON of 2008 has, ``coordRefSys`` what JSON-FG has.
    """
    if crs == CRS84:
        return {}
    uri = crs_uri(crs)
    return {"crs": {"type": "name", "properties": {"name": uri}}, "coordRefSys": uri}


def links_of(request: Request, page: FeaturePage, asked: ItemsRequest) -> list[dict[str, str]]:
    """Return self, alternate, collection, and the pages before and behind."""
    made = [
        here(request, "self", GEOJSON),
        here(request, "alternate", HTML, f="html"),
        link(request, "collection", "application/json", f"/collections/{quote(page.layer.id)}"),
    ]
    for rel, offset in neighbours(page, asked):
        made.append({"rel": rel, "type": GEOJSON, "href": address(request, offset=offset)})
    return made


def neighbours(page: FeaturePage, asked: ItemsRequest) -> list[tuple[str, int]]:
    """Return ``next`` and ``prev`` with their offsets, where there are such pages."""
    made = []
    if len(page.rows) and asked.offset + len(page.rows) < page.matched:
        made.append(("next", asked.offset + asked.limit))
    if asked.offset > 0:
        made.append(("prev", max(0, asked.offset - asked.limit)))
    return made


def _version(request: Request, layer: Layer) -> str:
    scope = request.scope
    asked = f"{root_of(request)}{scope['path']}?".encode() + scope["query_string"]
    return f"{layer.version}-{language_of(request)}-{hashlib.sha256(asked).hexdigest()[:12]}"
