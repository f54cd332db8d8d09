"""The catalogue: a record of each collection, and all of them as linked data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.catalogue import entries_of, entry_of
from api.documents import document
from api.html import page
from api.language import language_of
from api.links import address, link, root_of
from api.negotiate import each_once, form_of
from api.ogc.openapi import OF_RECORDS
from api.ogc.parameters import read_records_request
from api.respond import GEOJSON, HTML
from api.serving import State, state_of
from geo.catalogue.dcat import dcat
from geo.catalogue.records import record, records
from geo.messages import catalogue as words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.catalogue.entry import Entry

router = APIRouter(tags=["catalogue"], dependencies=[Depends(each_once)])
JSON_LD = "application/ld+json"
_ON_A_PAGE = 50
"""Records that a page shows unless more pages are asked for."""


def pages_of(
    request: Request, limit: int, offset: int, matched: int, media_type: str = GEOJSON
) -> list[dict[str, str]]:
    """Return the links to the pages before and behind."""
    result = []
    if offset + limit < matched:
        result.append(("next", offset + limit))
    if offset > 0:
        result.append(("prev", max(0, offset - limit)))
    return [
        {"rel": rel, "type": media_type, "href": address(request, offset=at)} for rel, at in result
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
def catalogue(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """Return a record of each collection: words, licence, sources, extent, dates, downloads."""
    lang = language_of(request)
    wanted, limit, offset = read_records_request(request.query_params)
    found = wanted.of(entries_of(state))
    if form_of(request) == "html":
        return _page(request, state, found, min(limit, _ON_A_PAGE), offset)
    entries = found[offset : offset + limit]
    item = records(entries, root_of(request), lang, len(found))
    item["links"] += pages_of(request, limit, offset, len(found))
    return document(request, item, "catalogue", media_type=GEOJSON, as_of=state.snapshot.as_of)


@router.get(
    "/catalogue.jsonld",
    response_class=Response,
    responses={200: {"content": {JSON_LD: {}}, "description": "DCAT-AP 3, JSON-LD"}},
    summary="자료 목록(DCAT-AP) · Catalogue (DCAT-AP)",
)
def linked(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """Return the catalogue as DCAT-AP 3, Korean and English together."""
    entries = entries_of(state)
    item = dcat(entries, root_of(request))
    as_of = state.snapshot.as_of
    return document(request, item, "catalogue", media_type=JSON_LD, as_of=as_of, forms=("json",))


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
def record_of(
    request: Request, collection: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Return the record of one collection."""
    layer = state.layer(collection)
    found = entry_of(state, layer.id)
    if form_of(request) == "html":
        return _record_page(request, found, layer.version)
    item = record(found, root_of(request), language_of(request))
    return document(request, item, "record", media_type=GEOJSON, layer=layer, as_of=layer.as_of)


def _page(
    request: Request, state: State, found: Sequence[Entry], limit: int, offset: int
) -> Response:
    lang, words = language_of(request), words_of("api", language_of(request))
    shown = found[offset : offset + limit]
    last, params = offset + len(shown), request.query_params
    title = "title_en" if lang == "en" else "title"
    return page(
        request,
        "catalogue.html",
        state.snapshot.version,
        asked={name: params.get(name, "") for name in ("q", "datetime", "bbox", "sortby")},
        orders=[
            (title, words("catalogue.sort.title")),
            ("-updated", words("catalogue.sort.updated")),
        ],
        matched=len(found),
        first=offset + 1 if shown else 0,
        last=last,
        records=[
            {
                "id": entry.id,
                "title": entry.title(lang),
                "href": link(request, "item", HTML, entry.record_path)["href"],
                "abstract": entry.description.abstract(lang) or "",
                "period": _days(entry),
                "licence": entry.licence(lang),
            }
            for entry in shown
        ],
        prev=address(request, offset=max(0, offset - limit)) if offset else None,
        next=address(request, offset=last) if last < len(found) else None,
        raw=address(request, f="json"),
    )


def _record_page(request: Request, found: Entry, version: str) -> Response:
    lang, words, root = language_of(request), found.description, root_of(request)
    told = (
        ("catalogue.updated", found.as_of),
        ("catalogue.period", _days(found)),
        ("data.extent", ", ".join(map(str, found.box or ()))),
        ("data.licence", words.rights(lang)),
        ("data.attribution", words.attribution(lang)),
        ("data.provenance", words.provenance(lang)),
    )
    return page(
        request,
        "record.html",
        version,
        collection={"id": found.id, "title": found.title(lang)},
        abstract=words.abstract(lang) or "",
        told=[(key, text) for key, text in told if text],
        keywords=words.keywords(lang),
        layer=f"{root}{found.path}/layer.qlr?lang={lang}",
        forms=[(form.title(lang), f"{root}{form.path}&lang={lang}") for form in found.forms],
        raw=address(request, f="json"),
    )


def _days(entry: Entry) -> str:
    return "" if entry.period is None else " – ".join(day.isoformat() for day in entry.period)
