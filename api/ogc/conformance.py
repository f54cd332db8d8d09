"""What the service conforms to."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.documents import document
from api.html import page
from api.inside import Client
from api.language import language_of
from api.links import JSON, OPENAPI, address, link, root_of
from api.negotiate import each_once, form_of
from api.ogc.openapi import as_3_1, described
from api.ogc.regions import has_regions
from api.ogc.suite.results import results
from api.respond import HTML, content, digest
from api.serving import State, state_of
from geo.query.documents import geometry_format

if TYPE_CHECKING:
    from fastapi import FastAPI

    from api.dated import Dated
    from api.ogc.suite.results import Result
    from geo.store.snapshot import Snapshot

_MOST_TESTED = 4
"""Collections that are asked for the page, which takes a second each."""
router = APIRouter(tags=["ogc"], dependencies=[Depends(each_once)])

_FEATURES = "http://www.opengis.net/spec/ogcapi-features"
CONFORMS_TO = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
    f"{_FEATURES}-1/1.0/conf/core",
    f"{_FEATURES}-1/1.0/conf/geojson",
    f"{_FEATURES}-1/1.0/conf/html",
    f"{_FEATURES}-1/1.0/conf/oas30",
    f"{_FEATURES}-2/1.0/conf/crs",
    f"{_FEATURES}-3/1.0/conf/queryables",
    f"{_FEATURES}-3/1.0/conf/queryables-query-parameters",
    f"{_FEATURES}-3/1.0/conf/filter",
    f"{_FEATURES}-3/1.0/conf/features-filter",
    "http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/schemas",
    "http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/returnables-and-receivables",
    "http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-common-3/1.0/conf/sortables",
    # The names of the drafts, by which QGIS knows that there are schemas.
    f"{_FEATURES}-5/1.0/conf/schemas",
    f"{_FEATURES}-5/1.0/conf/returnables-and-receivables",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/accent-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions-plus",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/temporal-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/array-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/property-property",
    "http://www.opengis.net/spec/cql2/1.0/conf/arithmetic",
    "http://www.opengis.net/spec/cql2/1.0/conf/functions",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/dataset-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/collections-selection",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/datetime",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
    "http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/record-core",
    "http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/record-core-query-parameters",
    "http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/json",
    "http://www.opengis.net/spec/ogcapi-styles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-styles-1/1.0/conf/mapbox-styles",
    "http://www.opengis.net/spec/ogcapi-styles-1/1.0/conf/sld-11",
)
"""Only what the tests hold."""


@router.get("/api", include_in_schema=False)
def description(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """Return the OpenAPI description, 3.0 unless 3.1 is accepted; browsers get it as plain JSON."""
    html = form_of(request) == "html"
    newer = "version=3.1" in request.headers.get("accept", "")
    body = _description(request.app, state, root_of(request), newer=newer)
    media_type = JSON if html else OPENAPI.replace("3.0", "3.1") if newer else OPENAPI
    version = f"{state.snapshot.version}-{digest(body)}"
    return content(request, body, media_type, version, {"Vary": "Accept"})


@lru_cache(maxsize=8)
def _description(app: FastAPI, state: State, root: str, *, newer: bool) -> bytes:
    dated: Dated = app.state.dated
    snapshot = state.snapshot
    regional = [id_ for id_, layer in snapshot.layers.items() if has_regions(layer, snapshot.atlas)]
    item = described(
        app.openapi(), state.snapshot.layers.values(), root, dated.collections, regional
    )
    return json.dumps(as_3_1(item) if newer else item, ensure_ascii=False).encode()


def _page(request: Request, state: State) -> Response:
    asked = _under_test(state.snapshot)
    titles = [state.snapshot.layers[id_].title(language_of(request)) for id_ in asked]
    return page(
        request,
        "conformance.html",
        state.snapshot.version,
        results=_results(request.app, state, asked),
        classes=CONFORMS_TO,
        collections=", ".join(titles),
        raw=address(request, f="json"),
    )


@lru_cache(maxsize=8)
def _results(app: FastAPI, _state: State, asked: tuple[str, ...]) -> tuple[Result, ...]:
    return results(Client(app), asked)


def _under_test(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the first collection of each kind of geometry: all of them would take long."""
    kinds = {geometry_format(layer): id_ for id_, layer in reversed(list(snapshot.layers.items()))}
    return tuple(id_ for id_ in snapshot.layers if id_ in kinds.values())[:_MOST_TESTED]


@router.get("/conformance", response_class=Response, summary="따르는 표준 · Conformance")
def conformance(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """List the conformance classes; for people with the requirements and how they were met."""
    if form_of(request) == "html":
        return _page(request, state)
    links = [
        link(request, "self", JSON, "/conformance?f=json"),
        link(request, "alternate", HTML, "/conformance?f=html"),
    ]
    return document(request, {"links": links, "conformsTo": list(CONFORMS_TO)}, "conformance")
