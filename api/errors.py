"""Errors as RFC 9457 problem details: the only table of status codes."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, NoReturn

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from api.language import language_of
from geo.crs import LAT_RANGE, LON_RANGE
from geo.errors import CoordinateError, RegionError
from geo.messages import catalogue

if TYPE_CHECKING:
    from fastapi import FastAPI, Request

    from geo.messages import Lang

MEDIA_TYPE = "application/problem+json"


@dataclass(eq=False)
class ParameterError(Exception):
    """A part of the request that cannot be used: which, what it held, what is allowed."""

    status: int
    """HTTP status, 400 or 404."""
    key: str
    """Sentence under ``problem`` in the catalogue."""
    parameter: str
    value: str
    allowed: tuple[str, ...]


def refuse_unknown(parameter: str, value: str, allowed: tuple[str, ...]) -> NoReturn:
    """Refuse an address that names something unknown: 404 with what there is."""
    key = "unknown" if allowed else "unknown_alone"
    raise ParameterError(HTTPStatus.NOT_FOUND, key, parameter, value, allowed)


def answer_errors(app: FastAPI) -> None:
    """Teach `app` to answer every error as problem details, in the reader's language."""

    @app.exception_handler(ParameterError)
    async def parameter(request: Request, error: ParameterError) -> JSONResponse:
        lang = language_of(request)
        # Long lists help nobody; the full one stands under the collection's address.
        shown = ", ".join(error.allowed[:20]) + (", …" if len(error.allowed) > 20 else "")
        words = catalogue("api", lang)
        noun = words(f"parameter.{error.parameter}")
        detail = words(f"problem.{error.key}", parameter=noun, value=error.value, allowed=shown)
        facts: dict[str, object] = {
            "parameter": error.parameter,
            "value": error.value,
            "allowed": error.allowed[:20],
        }
        return _answer(request, lang, error.status, detail, facts)

    @app.exception_handler(RequestValidationError)
    async def validation(request: Request, error: RequestValidationError) -> JSONResponse:
        lang = language_of(request)
        first = error.errors()[0]
        facts: dict[str, object] = {
            "parameter": str(first["loc"][-1]),
            "value": str(first["input"])[:200],
            "allowed": str(first.get("ctx", {}).get("expected", first["msg"])),
        }
        return _answer(
            request, lang, 400, catalogue("api", lang)("problem.invalid", **facts), facts
        )

    @app.exception_handler(CoordinateError)
    async def coordinates(request: Request, error: CoordinateError) -> JSONResponse:
        value = f"{error.x}, {error.y}"
        facts: dict[str, object] = {
            "parameter": "lon, lat",
            "value": value,
            "allowed": [f"lon {LON_RANGE[0]}–{LON_RANGE[1]}", f"lat {LAT_RANGE[0]}–{LAT_RANGE[1]}"],
        }
        lang = language_of(request)
        return _answer(request, lang, 400, error.text(lang), facts)

    @app.exception_handler(RegionError)
    async def region(request: Request, error: RegionError) -> JSONResponse:
        facts: dict[str, object] = {
            "parameter": "region",
            "value": error.written,
            "allowed": list(error.allowed),
        }
        lang = language_of(request)
        return _answer(request, lang, 400, error.text(lang), facts)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        lang = language_of(request)
        key = {404: "problem.no_page", 405: "problem.no_method"}.get(error.status_code)
        words = catalogue("api", lang)
        detail = words(key, path=request.url.path) if key else str(error.detail)
        answer = _answer(request, lang, error.status_code, detail, {})
        answer.headers.update(error.headers or {})
        return answer


def _answer(
    request: Request, lang: Lang, status: int, detail: str, facts: dict[str, object]
) -> JSONResponse:
    content = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        **facts,
    }
    headers = {"Content-Language": lang}
    return JSONResponse(content, status, headers=headers, media_type=MEDIA_TYPE)
