"""Refusals of whole requests, made before the application has them: RFC 9457, in a language."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse

from api.language import accepted
from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable

PROBLEM = "application/problem+json"
SOON = {HTTPStatus.SERVICE_UNAVAILABLE: "5", HTTPStatus.TOO_MANY_REQUESTS: "5"}
"""Seconds after which a reader may ask again."""


def refusal(
    status: int, key: str, headers: Iterable[tuple[bytes, bytes]], **facts: object
) -> JSONResponse:
    """Return the answer that says why a request is refused.

    Parameters
    ----------
    key
        Sentence under ``problem`` in the catalogue.
    headers
        Of the request, as far as they are known; they tell the language.
    """
    wanted = b",".join(value for name, value in headers if name == b"accept-language")
    lang = accepted(wanted.decode("latin-1"))
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": catalogue("api", lang)(f"problem.{key}", **facts),
    }
    document = {"Content-Language": lang, "Cache-Control": "no-store"}
    if status in SOON:
        document["Retry-After"] = SOON[HTTPStatus(status)]
    return JSONResponse(problem, status, headers=document, media_type=PROBLEM)
