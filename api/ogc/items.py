"""The features of a collection, and one of them."""

from __future__ import annotations

import hashlib
import json
from itertools import islice
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import orjson
from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.dated import check_presence, dated_of
from api.errors import ParameterError, refuse_unknown
from api.known import any_parameters
from api.language import language_of
from api.links import address, here, link, root_of
from api.negotiate import form_of
from api.ogc.features import encoded, page_of, projected
from api.ogc.files import file_answer
from api.ogc.openapi import ITEM, ITEMS
from api.ogc.pages import item_page, items_page
from api.ogc.parameters import STAND, read_items_request
from api.ogc.regions import reader_of
from api.respond import GEOJSON, HTML, content
from api.state import State  # noqa: TC001 - FastAPI reads it at run time
from geo.crs import CRS84, OUTPUT_CRS, crs_of, crs_uri
from geo.exports.formats import FORMATS
from geo.query.schema import fields_of
from geo.store.fragments import Fragments

if TYPE_CHECKING:
    from api.ogc.features import FeaturePage
    from api.ogc.parameters import ItemsRequest
    from geo.jsons import OpenObject
    from geo.store.snapshot import Layer

router = APIRouter(tags=["items"], dependencies=[Depends(any_parameters)])
FORMS = ("json", "html", *FORMATS)
"""What `f` can ask of features: GeoJSON with links, a page, a file of any format."""
_OF_ONE = ("f", "crs", "lang", *STAND)
_LARGE = 1_000_000
"""Bytes of features beyond which they are sent from where they stand."""
_GEOJSON_ANSWER: dict[int | str, OpenObject] = {
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
    request: Request, collection: str, state: Annotated[State, Depends(dated_of)]
) -> Response:
    """Return the features that fit, 10,000 at a time unless `limit` says otherwise."""
    layer = state.layer(collection)
    form = form_of(request, FORMS)
    if form in FORMATS:
        return await file_answer(request, state, layer, FORMATS[form])
    return await run_in_threadpool(_found, request, state, layer, form)


def _found(request: Request, state: State, layer: Layer, form: str) -> Response:
    # The first reader of a large layer waits for its columns; the others do not wait for him.
    names = [field.name for field in fields_of(layer)]
    asked = read_items_request(request.query_params, names, reader_of(layer, state.snapshot))
    answer = features_page if form == "html" else features_answer
    return answer(request, layer, asked)


def features_page(request: Request, layer: Layer, asked: ItemsRequest) -> Response:
    """Return the features that fit as a page for people."""
    return items_page(request, page_of(layer, asked), asked, _version(request, layer))


def features_answer(request: Request, layer: Layer, asked: ItemsRequest) -> Response:
    """Return the features that fit as GeoJSON."""
    page = page_of(layer, asked)
    body = _collection(page, asked, links_of(request, page, asked))
    return content(request, body, GEOJSON, _version(request, layer), _headers(asked), layer.as_of)


def collection_answer(page: FeaturePage, asked: ItemsRequest, links: list[OpenObject]) -> Response:
    """Return a page of features as GeoJSON with `links`; nobody keeps what a POST gave."""
    result = _collection(page, asked, links)
    body = result if isinstance(result, bytes) else b"".join(result)
    headers = {**_headers(asked), "Cache-Control": "no-store"}
    return Response(body, media_type=GEOJSON, headers=headers)


def _headers(asked: ItemsRequest) -> dict[str, str]:
    return {"Content-Crs": f"<{crs_uri(asked.crs)}>", "Vary": "Accept"}


@router.get(
    "/collections/{collection}/items/{feature:path}",
    response_class=Response,
    responses=_GEOJSON_ANSWER,
    summary="피처 하나 (GeoJSON) · One feature (GeoJSON)",
    openapi_extra={"parameters": ITEM},
)
def item(
    request: Request, collection: str, feature: str, state: Annotated[State, Depends(dated_of)]
) -> Response:
    """Return one feature by its id."""
    layer = state.layer(collection)
    found = layer.find(feature)
    if found is None:
        check_presence(state, "feature", feature)
        known = tuple(islice(layer.row_of, 20))
        refuse_unknown("feature", feature, known)
    form = form_of(request)
    crs = crs_asked(request)
    if form == "html":
        return item_page(request, layer, found, _version(request, layer))
    return item_answer(request, layer, found[1], str(found[0]), crs)


def item_answer(
    request: Request, layer: Layer, feature: bytes, row: str, crs: str = CRS84
) -> Response:
    """Return one feature, given as JSON, with its links; `row` tells it from the others."""
    if crs != CRS84:
        document: OpenObject = orjson.loads(feature)
        if document["geometry"] is not None:
            document["geometry"] = projected(document["geometry"], crs)
        feature = json.dumps(
            document | told_crs(crs), ensure_ascii=False, separators=(",", ":")
        ).encode()
    links = [
        here(request, "self", GEOJSON),
        here(request, "alternate", HTML, f="html"),
        link(request, "collection", "application/json", f"/collections/{quote(layer.id)}"),
    ]
    body = b'%b,"links":%b}' % (feature[:-1], orjson.dumps(links))
    headers = {"Content-Crs": f"<{crs_uri(crs)}>", "Vary": "Accept"}
    return content(request, body, GEOJSON, _item_version(request, layer, row), headers, layer.as_of)


def crs_asked(request: Request) -> str:
    """Return the CRS that one feature is asked for in, and refuse parameters that it has not."""
    for name, value in request.query_params.items():
        if name not in _OF_ONE:
            raise ParameterError(400, "unknown_name", name, value, _OF_ONE)
    written = request.query_params.get("crs", CRS84)
    crs = crs_of(written)
    if crs is None:
        raise ParameterError(400, "invalid", "crs", written, tuple(map(crs_uri, OUTPUT_CRS)))
    return crs


def _collection(
    page: FeaturePage, asked: ItemsRequest, links: list[OpenObject]
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
        "links": links,
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


def told_crs(crs: str) -> OpenObject:
    """Return what tells readers of a file that its coordinates are not WGS 84; nothing where not.

    Whoever reads the answer without its header `Content-Crs` would take them for degrees: ``crs``
    is what GeoJSON of 2008 has, ``coordRefSys`` what JSON-FG has.
    """
    if crs == CRS84:
        return {}
    uri = crs_uri(crs)
    return {"crs": {"type": "name", "properties": {"name": uri}}, "coordRefSys": uri}


def links_of(request: Request, page: FeaturePage, asked: ItemsRequest) -> list[OpenObject]:
    """Return self, alternate, collection, and the pages before and behind."""
    result: list[OpenObject] = [
        here(request, "self", GEOJSON),
        here(request, "alternate", HTML, f="html"),
        link(request, "collection", "application/json", f"/collections/{quote(page.layer.id)}"),
    ]
    for rel, offset in neighbours(page, asked):
        result.append({"rel": rel, "type": GEOJSON, "href": address(request, offset=offset)})
    return result


def neighbours(page: FeaturePage, asked: ItemsRequest) -> list[tuple[str, int]]:
    """Return ``next`` and ``prev`` with their offsets, where there are such pages."""
    result = []
    if len(page.rows) and asked.offset + len(page.rows) < page.matched:
        result.append(("next", asked.offset + asked.limit))
    if asked.offset > 0:
        result.append(("prev", max(0, asked.offset - asked.limit)))
    return result


def _version(request: Request, layer: Layer) -> str:
    return _validator(request, layer, request.scope["path"])


def _item_version(request: Request, layer: Layer, row: str) -> str:
    return f"{_validator(request, layer, '')}-{row}"


def _validator(request: Request, layer: Layer, path: str) -> str:
    asked = f"{root_of(request)}{path}?".encode() + request.scope["query_string"]
    return f"{layer.version}-{language_of(request)}-{hashlib.sha256(asked).hexdigest()[:12]}"
