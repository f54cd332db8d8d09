"""Errors as RFC 9457 problem details: the only table of status codes."""

from __future__ import annotations

import errno
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPMethod, HTTPStatus
from typing import TYPE_CHECKING, NoReturn, cast

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match

from api.allowed import allowed
from api.language import language_of
from api.middleware import secure
from api.observer import RECORD
from geo.crs import LAT_RANGE, LON_RANGE
from geo.errors import (
    CoordinateError,
    DayError,
    EarlyDayError,
    FilterError,
    RegionError,
    SelectionError,
    StoreUnavailableError,
    ZoningError,
)
from geo.messages import LANGS, catalogue
from maps.errors import PictureError, ViewError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from geo.messages import Catalogue, Lang

_EXHAUSTED = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EMFILE, errno.ENFILE, errno.ENOMEM),
    *(errno.EROFS, errno.EIO, errno.EAGAIN),
}
"""What the system says when it has no more room, files, memory or processes."""
MEDIA_TYPE = "application/problem+json"
AsPage = Callable[[Request, dict[str, object], int], Response | None]
"""Takes the request, the problem details and the status."""
_LOG = logging.getLogger("sandan.store")
_AGAIN = "5"
"""Seconds after which a database may answer again."""
_Refused = CoordinateError | RegionError | FilterError | SelectionError
_Answer = Callable[[Request, "Lang", int, str, dict[str, object]], Response]
"""Takes the request, the language, the status, the sentence and the facts."""


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


@dataclass(eq=False)
class AbsentError(Exception):
    """What is asked for was not there yet on the day that is asked for."""

    parameter: str
    value: str
    day: str
    since: str


class _Problem(JSONResponse):
    """Problem details; what was sent may hold half characters, which no UTF-8 has."""

    def render(self, content: object) -> bytes:
        """Write the problem as JSON."""
        return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")


def refuse_unknown(parameter: str, value: str, allowed: tuple[str, ...]) -> NoReturn:
    """Refuse an address that names something unknown: 404 with what there is."""
    key = "unknown" if allowed else "unknown_alone"
    raise ParameterError(HTTPStatus.NOT_FOUND, key, parameter, value, allowed)


def check_language(request: Request) -> None:
    """Refuse a ``?lang=`` that is none of ours, before anything else is done.

    Raises
    ------
    ParameterError
        400, with the languages there are.
    """
    asked = request.query_params.get("lang")
    if asked is not None and asked not in LANGS:
        raise ParameterError(400, "unknown", "lang", asked, LANGS)


def answer_errors(app: FastAPI, as_page: AsPage) -> None:
    """Teach `app` to answer every error as problem details, in the reader's language.

    `as_page` makes a page of the problem, for people, or gives None.
    """

    def answer(
        request: Request, lang: Lang, status: int, detail: str, facts: dict[str, object]
    ) -> Response:
        problem = _problem(request, status, detail, facts)
        page = as_page(request, problem, status)
        headers = {"Content-Language": lang, "Vary": "Accept, Accept-Language"}
        return page or _Problem(problem, status, headers=headers, media_type=MEDIA_TYPE)

    _answer_failures(app, answer)
    _answer_days(app, answer)

    @app.exception_handler(ParameterError)
    async def parameter(request: Request, error: ParameterError) -> Response:
        lang = language_of(request)
        # Long lists help nobody; the full one stands under the collection's address.
        shown = ", ".join(error.allowed[:20]) + (", …" if len(error.allowed) > 20 else "")
        words = catalogue("api", lang)
        # A property of a collection is called by its own name, and so is what no parameter is.
        told = error.key != "unknown_name"
        noun = words.texts.get(f"parameter.{error.parameter}") if told else None
        noun = noun or error.parameter
        detail = words(f"problem.{error.key}", parameter=noun, value=error.value, allowed=shown)
        facts: dict[str, object] = {"parameter": error.parameter, "value": error.value}
        facts["allowed"] = error.allowed[:20]
        return answer(request, lang, error.status, detail, facts)

    @app.exception_handler(RequestValidationError)
    async def validation(request: Request, error: RequestValidationError) -> Response:
        lang = language_of(request)
        words = catalogue("api", lang)
        first = error.errors()[0]
        missing = first["type"] == "missing"
        facts: dict[str, object] = {
            "parameter": str(first["loc"][-1]),
            "value": "" if missing else str(first["input"])[:200],
            "allowed": list(allowed(first, words)),
        }
        return answer(request, lang, 400, _said(words, facts, missing=missing), facts)

    @app.exception_handler(CoordinateError)
    @app.exception_handler(RegionError)
    @app.exception_handler(FilterError)
    @app.exception_handler(SelectionError)
    async def refused(request: Request, error: _Refused) -> Response:
        lang = language_of(request)
        return answer(request, lang, 400, error.text(lang), _facts(error))

    @app.exception_handler(PictureError)
    @app.exception_handler(ViewError)
    async def view(request: Request, error: PictureError | ViewError) -> Response:
        facts: dict[str, object] = {
            "parameter": error.parameter,
            "value": error.value,
            "allowed": list(error.allowed),
        }
        lang = language_of(request)
        words = catalogue("api", lang)
        document = {**error.facts(), "parameter": words(f"parameter.{error.parameter}")}
        return answer(request, lang, 400, words("problem.invalid", **document), facts)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        lang = language_of(request)
        words = catalogue("api", lang)
        path = request.url.path
        headers = dict(error.headers or {})
        detail = str(error.detail)
        if error.status_code == HTTPStatus.NOT_FOUND:
            detail = words("problem.no_page", path=path)
        elif error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = ", ".join(_methods(request))
            if request.method == HTTPMethod.OPTIONS:
                # Not of another origin's page, which `CORSMiddleware` answers (RFC 9110, §9.3.7).
                headers["Allow"] += ", OPTIONS"
                return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)
            facts = {"path": path, "method": request.method, "allowed": headers["Allow"]}
            detail = words("problem.no_method", **facts)
        told = answer(request, lang, error.status_code, detail, {})
        told.headers.update(headers)
        return told


def _answer_days(app: FastAPI, answer: _Answer) -> None:
    """Answer days that are none, too early, or before what is asked for; zonings that are none."""

    @app.exception_handler(AbsentError)
    async def absent(request: Request, error: AbsentError) -> Response:
        lang = language_of(request)
        document = {"value": error.value, "day": error.day, "since": error.since}
        facts: dict[str, object] = {"parameter": error.parameter, **document}
        facts["newest"] = f"?{request.url.remove_query_params('as_of').query}"
        return answer(
            request, lang, 404, catalogue("api", lang)("problem.absent", **document), facts
        )

    @app.exception_handler(DayError)
    async def day(request: Request, error: DayError) -> Response:
        lang = language_of(request)
        facts: dict[str, object] = {"parameter": "as_of", "value": error.value}
        facts["allowed"] = error.allowed
        detail = error.text(lang)
        if not isinstance(error, EarlyDayError):
            detail = _said(catalogue("api", lang), facts, missing=False)
        return answer(request, lang, 400, detail, facts)

    @app.exception_handler(ZoningError)
    async def zoning(request: Request, error: ZoningError) -> Response:
        facts: dict[str, object] = {"parameter": "zoning", "value": error.value}
        facts["allowed"] = error.allowed
        lang = language_of(request)
        return answer(request, lang, 400, error.text(lang), facts)


def _answer_failures(app: FastAPI, answer: _Answer) -> None:
    """Answer what nobody foresaw, too: 503 where a file is damaged or room is out, else 500."""

    @app.exception_handler(StoreUnavailableError)
    async def unavailable(request: Request, error: StoreUnavailableError) -> Response:
        lang = language_of(request)
        _LOG.warning("the database %s does not answer: %s", error.address, error.reason)
        # Where it is concerns those who run the server, who read the log.
        told = answer(request, lang, 503, catalogue("api", lang)("problem.store"), {})
        told.headers["Retry-After"] = _AGAIN
        told.headers["Cache-Control"] = "no-store"
        return told

    @app.exception_handler(Exception)
    async def failure(request: Request, error: Exception) -> Response:
        lang = language_of(request)
        words = catalogue("api", lang)
        record = request.scope.get(RECORD)
        id_ = record.id if record else "-"
        damaged = await run_in_threadpool(request.app.state.sandan.snapshot.given.damaged)
        if damaged:
            detail = words("problem.damaged", files=", ".join(damaged))
            told = answer(request, lang, 503, detail, {"damaged": damaged})
            told.headers["Retry-After"] = "60"
        elif isinstance(error, MemoryError) or getattr(error, "errno", None) in _EXHAUSTED:
            reason = getattr(error, "strerror", None) or "memory"
            told = answer(request, lang, 503, words("problem.exhausted", reason=reason), {})
            told.headers["Retry-After"] = "60"
        else:
            told = answer(request, lang, 500, words("problem.failed", id=id_), {"request_id": id_})
        told.headers["Cache-Control"] = "no-store"
        # Made outside of every layer.
        told.headers["X-Request-Id"] = id_
        secure(told.headers)
        return told


def _facts(error: _Refused) -> dict[str, object]:
    """Return which part of the request is at fault, what it held, and what is allowed."""
    if isinstance(error, CoordinateError):
        allowed_ = [f"lon {LON_RANGE[0]}–{LON_RANGE[1]}", f"lat {LAT_RANGE[0]}–{LAT_RANGE[1]}"]
        return {"parameter": "lon, lat", "value": f"{error.x}, {error.y}", "allowed": allowed_}
    if isinstance(error, RegionError):
        return {"parameter": "region", "value": error.written, "allowed": list(error.allowed)}
    if isinstance(error, FilterError):
        facts = {"parameter": "filter", "value": error.found, "position": error.position}
        return {**facts, "allowed": list(error.allowed) or ["CQL2"]}
    facts = {"parameter": error.parameter, "value": error.value}
    return {**facts, "allowed": list(error.allowed)}


def _said(words: Catalogue, facts: dict[str, object], *, missing: bool) -> str:
    """Say which parameter is missing or unusable, and what is allowed."""
    key = "problem.missing" if missing else "problem.invalid"
    if not facts["allowed"]:
        key = "problem.missing_alone" if missing else "problem.unusable"
    name = str(facts["parameter"])
    noun = words.texts.get(f"parameter.{name}", name)
    shown = ", ".join(cast("list[str]", facts["allowed"]))
    return words(key, parameter=noun, value=facts["value"], allowed=shown)


def _methods(request: Request) -> list[str]:
    """Return the methods that the request's path takes: each may be a route of its own."""
    routes = request.app.router.routes
    scopes = ({**request.scope, "method": method.value} for method in HTTPMethod)
    taken = {
        scope["method"]
        for scope in scopes
        if any(route.matches(scope)[0] is Match.FULL for route in routes)
    }
    # `HeadAsGet` answers HEAD wherever a route takes GET.
    return sorted(taken | {"HEAD"} if "GET" in taken else taken)


def _problem(
    request: Request, status: int, detail: str, facts: dict[str, object]
) -> dict[str, object]:
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "instance": request.url.path,
        **facts,
    }
