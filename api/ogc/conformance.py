"""What the service conforms to."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.documents import document
from api.links import JSON, OPENAPI, link
from api.negotiate import form_of
from api.respond import HTML, content
from api.state import State, state_of

router = APIRouter(tags=["ogc"])

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
    f"{_FEATURES}-5/1.0/conf/schemas",
    f"{_FEATURES}-5/1.0/conf/returnables-and-receivables",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-text",
    "http://www.opengis.net/spec/cql2/1.0/conf/cql2-json",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2",
    "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
    "http://www.opengis.net/spec/cql2/1.0/conf/case-insensitive-comparison",
    "http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
    "http://www.opengis.net/spec/cql2/1.0/conf/spatial-functions",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tileset",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/tilesets-list",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/geodata-tilesets",
    "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/mvt",
    "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset",
)
"""Only what the tests hold."""


@router.get("/api", include_in_schema=False)
async def description(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """Return the OpenAPI 3.0 description; browsers get it as plain JSON, to look at."""
    made = json.dumps(request.app.openapi(), ensure_ascii=False).encode()
    html = form_of(request) == "html"
    headers = {"Vary": "Accept"}
    return content(request, made, JSON if html else OPENAPI, state.snapshot.version, headers)


@router.get("/conformance", response_class=Response, summary="따르는 표준 · Conformance")
async def conformance(request: Request) -> Response:
    """List the conformance classes."""
    links = [
        link(request, "self", JSON, "/conformance?f=json"),
        link(request, "alternate", HTML, "/conformance?f=html"),
    ]
    return document(request, {"links": links, "conformsTo": list(CONFORMS_TO)}, "conformance")
