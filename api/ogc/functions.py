"""The functions that filters may call, declared."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from api.documents import document
from api.language import language_of
from api.links import JSON, link
from api.negotiate import each_once
from api.respond import HTML
from geo.messages import catalogue
from geo.query.functions import FUNCTIONS

router = APIRouter(tags=["ogc"], dependencies=[Depends(each_once)])
_OF_STANDARD = ("casei", "accenti")
"""Declared beside the others, for they are called alike."""


@router.get("/functions", response_class=Response, summary="필터의 함수 · Functions of filters")
def functions(request: Request) -> Response:
    """List the functions of values with their arguments and results."""
    words = catalogue("api", language_of(request))
    listed: list[dict[str, object]] = [
        {
            "name": name,
            "description": words(f"function.{name}"),
            "arguments": [{"type": [kind]} for kind in arguments],
            "returns": [returns],
        }
        for name, arguments, returns in (
            *((name, ("string",), "string") for name in _OF_STANDARD),
            *(
                (function.name, function.arguments, function.returns)
                for function in FUNCTIONS.values()
            ),
        )
    ]
    links = [
        link(request, "self", JSON, "/functions?f=json"),
        link(request, "alternate", HTML, "/functions?f=html"),
    ]
    item = {"functions": listed, "links": links}
    return document(request, item, "functions", template="functions.html")
