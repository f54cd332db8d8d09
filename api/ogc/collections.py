"""The list of collections, what each one is, and what it can be asked by."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response

from api.catalogue import collection_page_data, entries_of, entry_of
from api.dated import dated_of
from api.documents import document
from api.html import page
from api.language import language_of
from api.links import JSON, REL, SCHEMA, link, root_of
from api.negotiate import each_once, form_of
from api.ogc.cells import Wording, choices
from api.ogc.finding import Wanted
from api.ogc.layers import QLR
from api.ogc.openapi import OF_RECORDS
from api.ogc.parameters import read_records_request
from api.ogc.records import pages_of
from api.respond import GEOJSON, HTML, content
from api.state import State  # noqa: TC001 - FastAPI reads it at run time
from geo.crs import CRS84, OUTPUT_CRS, crs_uri
from geo.query.documents import (
    feature_schema,
    geometry_format,
    queryables,
    schema,
    sortables,
)
from geo.query.schema import fields_of
from geo.query.temporal import interval_of_layer
from maps.embed import as_json

if TYPE_CHECKING:
    from geo.catalogue.entry import Entry
    from geo.messages import Lang
    from geo.store.snapshot import Layer, Snapshot

router = APIRouter(tags=["collections"], dependencies=[Depends(each_once)])
_GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"


@router.get(
    "/collections",
    response_class=Response,
    summary="모든 컬렉션 · All collections",
    openapi_extra=OF_RECORDS,
)
def collections(request: Request, state: Annotated[State, Depends(dated_of)]) -> Response:
    """List the collections with title, date, number of features and addresses."""
    form, lang = form_of(request), language_of(request)
    layers = list(state.snapshot.layers.values())
    wanted, limit, offset = read_records_request(request.query_params)
    if wanted != Wanted():
        ids = {entry.id for entry in wanted.of(entries_of(state))}
        layers = [layer for layer in layers if layer.id in ids]
    matched, layers = len(layers), layers[offset : offset + limit]
    if form == "html":
        listed = [{**_facts(layer, lang), "as_of": layer.as_of} for layer in layers]
        return page(request, "collections.html", state.snapshot.version, collections=listed)
    described = [_description(request, state, layer, lang) for layer in layers]
    return _json(
        request,
        state.snapshot,
        {
            "links": [
                link(request, "self", JSON, "/collections?f=json"),
                link(request, "alternate", HTML, "/collections?f=html"),
                *pages_of(request, limit, offset, matched, JSON),
            ],
            "numberMatched": matched,
            "numberReturned": len(layers),
            "crs": [crs_uri(crs) for crs in OUTPUT_CRS],
            "collections": described,
        },
    )


@router.get(
    "/collections/{collection}", response_class=Response, summary="컬렉션 하나 · One collection"
)
def collection(
    request: Request, collection: str, state: Annotated[State, Depends(dated_of)]
) -> Response:
    """Describe one collection."""
    layer, form, lang = state.layer(collection), form_of(request), language_of(request)
    if form == "html":
        return _page(request, state, layer, lang)
    item = _description(request, state, layer, lang)
    return _json(request, layer, item)


@router.get(
    "/collections/{collection}/queryables",
    response_class=Response,
    summary="거를 수 있는 속성 · Queryables",
)
def queryables_of(
    request: Request, collection: str, state: Annotated[State, Depends(dated_of)]
) -> Response:
    """Return what features can be filtered by, as JSON Schema."""
    layer = state.layer(collection)
    item = queryables(layer, root_of(request))
    return document(request, item, "queryables", media_type=SCHEMA, layer=layer, as_of=layer.as_of)


@router.get(
    "/collections/{collection}/sortables",
    response_class=Response,
    summary="정렬할 수 있는 속성 · Sortables",
)
def sortables_of(
    request: Request, collection: str, state: Annotated[State, Depends(dated_of)]
) -> Response:
    """Return what features can be put in order by, as JSON Schema."""
    layer = state.layer(collection)
    item = sortables(layer, root_of(request))
    return document(request, item, "sortables", media_type=SCHEMA, layer=layer, as_of=layer.as_of)


@router.get("/collections/{collection}/schema", response_class=Response, summary="스키마 · Schema")
def schema_of(
    request: Request, collection: str, state: Annotated[State, Depends(dated_of)]
) -> Response:
    """Return what features look like, as JSON Schema."""
    layer = state.layer(collection)
    item = schema(layer, root_of(request))
    return document(request, item, "schema", media_type=SCHEMA, layer=layer, as_of=layer.as_of)


@router.get(
    "/collections/{collection}/schema/feature",
    response_class=Response,
    summary="GeoJSON 피처의 스키마 · Schema of a GeoJSON feature",
)
def feature_schema_of(
    request: Request, collection: str, state: Annotated[State, Depends(dated_of)]
) -> Response:
    """Return what a feature looks like in GeoJSON, its properties one level down."""
    layer = state.layer(collection)
    item = feature_schema(layer, root_of(request))
    return document(request, item, "schema", media_type=SCHEMA, layer=layer, as_of=layer.as_of)


def _json(request: Request, of: Layer | Snapshot, result: object) -> Response:
    headers = {"Content-Language": language_of(request), "Vary": "Accept, Accept-Language"}
    body = json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode()
    asked = hashlib.sha256(f"{request.url}|{headers['Content-Language']}".encode()).hexdigest()
    return content(request, body, JSON, f"{of.version}-{asked[:12]}", headers, of.as_of)


def _facts(layer: Layer, lang: Lang) -> dict[str, object]:
    return {"id": layer.id, "title": layer.title(lang), "count": len(layer.fragments)}


def _description(request: Request, state: State, layer: Layer, lang: Lang) -> dict[str, object]:
    path = f"/collections/{quote(layer.id)}"
    entry = entry_of(state, layer.id)
    words = entry.description
    described: dict[str, object] = {
        "id": layer.id,
        "title": layer.title(lang),
        "description": words.abstract(lang),
        "attribution": words.attribution(lang),
        "license": entry.licence(lang),
        "itemType": "feature",
        "as_of": layer.as_of,
        "number_of_features": len(layer.fragments),
        "crs": [crs_uri(crs) for crs in OUTPUT_CRS],
        "storageCrs": crs_uri(CRS84),
        "links": [
            link(request, "self", JSON, f"{path}?f=json"),
            link(request, "alternate", HTML, f"{path}?f=html"),
            # Without a query: GDAL puts the id of a feature behind this address.
            link(request, "items", GEOJSON, f"{path}/items"),
            link(request, "items", HTML, f"{path}/items?f=html"),
            # One in each encoding (Part 1, 7.13.2). Of two in GeoJSON GDAL would take the last.
            *(
                link(request, "items", form.media_type, f"{path}/items?f={form.id}")
                for form in entry.forms
                if form.media_type != GEOJSON
            ),
            link(request, "related", QLR, f"{path}/layer.qlr", "QGIS"),
            link(request, f"{REL}queryables", SCHEMA, f"{path}/queryables"),
            link(request, f"{REL}sortables", SCHEMA, f"{path}/sortables"),
            link(request, f"{REL}schema", SCHEMA, f"{path}/schema"),
            # GDAL looks for the types of properties here (`OAPIF`, relation describedBy).
            link(request, "describedby", SCHEMA, f"{path}/schema/feature"),
            # As GDAL before 3.7 spells it.
            link(request, "describedBy", SCHEMA, f"{path}/schema/feature"),
            link(request, "describedby", GEOJSON, entry.record_path),
            *_licence(entry),
            *(
                [link(request, f"{REL}tilesets-vector", JSON, f"{path}/tiles")]
                if geometry_format(layer)
                else []
            ),
            link(request, f"{REL}styles", JSON, f"{path}/styles"),
            *(
                link(request, "enclosure", form.media_type, form.path, form.title(lang))
                for form in entry.forms
            ),
        ],
    }
    extent: dict[str, object] = {}
    if entry.box is not None:
        extent["spatial"] = {"bbox": [list(entry.box)], "crs": crs_uri(CRS84)}
    if (interval := interval_of_layer(layer)) is not None:
        extent["temporal"] = {"interval": [list(map(_moment, interval))], "trs": _GREGORIAN}
    return described | ({"extent": extent} if extent else {})


def _moment(date: str | None) -> str | None:
    """Return a date as RFC 3339 has moments, which Part 1 demands; None for an open end."""
    return f"{date}T00:00:00Z" if date and len(date) == len("2025-01-16") else date


def _licence(entry: Entry) -> list[dict[str, str]]:
    address = entry.licence_address
    return [] if address is None else [{"rel": "license", "type": "text/html", "href": address}]


def _page(request: Request, state: State, layer: Layer, lang: Lang) -> Response:
    entry = entry_of(state, layer.id)
    words = entry.description
    wording = Wording.of(layer, lang, state.snapshot.atlas.programmes.values())
    data = collection_page_data(state, layer.id, root_of(request), lang)
    return page(
        request,
        "collection.html",
        layer.version,
        collection={**_facts(layer, lang), "as_of": layer.as_of, "extent": entry.box},
        abstract=words.abstract(lang),
        told=[
            (key, text)
            for key, text in (
                ("licence", words.rights(lang)),
                ("attribution", words.attribution(lang)),
                ("provenance", words.provenance(lang)),
            )
            if text
        ],
        linked_data=as_json(data),
        fields=[
            {
                "name": field.name,
                "title": field.title(lang),
                "type": field.type,
                "options": [
                    (choice, wording.word(field.name, choice)) for choice in choices(field)
                ],
            }
            for field in fields_of(layer)
        ],
        crs=[crs_uri(crs) for crs in OUTPUT_CRS],
        placed=geometry_format(layer) is not None,
    )
