"""Whether the numbers of an older brief still hold: by its number, or the file itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.documents import as_json
from api.errors import ParameterError
from api.heavy import heavy_of
from api.html import page
from api.language import language_of
from api.negotiate import form_of
from api.serving import State, state_of
from api.verifying import numbered, of_page, opened, standing, today, verified
from maps.briefs.reading import UnreadableError

if TYPE_CHECKING:
    from maps.briefs.content import Brief
    from maps.briefs.number import Number

router = APIRouter(tags=["profiles"])
EXAMPLE = "R27-R1K-20260226-545076"
FORMS = ("json", "html")
_FIELD = b"text="
"""Before the text that the form of the page sends."""


@router.get("/verify", response_class=Response, summary="브리프 확인 · Is a brief still right")
async def verify_number(
    request: Request,
    state: Annotated[State, Depends(state_of)],
    number: Annotated[
        str | None,
        Query(max_length=3000, description=f"문서번호 · number of the document, such as {EXAMPLE}"),
    ] = None,
) -> Response:
    """Tell of which data a brief was made, by the number at its foot, and whether they changed."""
    document: dict[str, object] = {}
    if number:
        known = _resolved(numbered(number), number[:200])
        brief = await _today(request, state, known)
        document = await run_in_threadpool(standing, state, known, brief)
    return _answer(request, state, document)


@router.post(
    "/verify",
    response_class=Response,
    summary="브리프 파일 확인 · Which numbers of a brief have changed",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "application/octet-stream": {"schema": {"type": "string", "format": "binary"}}
            },
        }
    },
)
async def verify_file(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """Compare a brief's file (PDF, HWPX, PPTX, XLSX, HTML, JSON, text) with today's data."""
    sent = await request.app.state.bodies.read(request)
    sent = sent.removeprefix(_FIELD)
    try:
        text = await heavy_of(request).run(language_of(request), opened, sent)
    except UnreadableError as error:
        allowed = ("pdf", "hwpx", "pptx", "xlsx", "html", "json", "txt")
        raise ParameterError(400, "unknown", "file", "", allowed) from error
    known = _resolved(await run_in_threadpool(numbered, text), "")
    brief = await _today(request, state, known)
    document = await heavy_of(request).run(language_of(request), verified, known, brief, text)
    return _answer(request, state, document)


def _resolved(number: Number | None, sent: str) -> Number:
    """Return a number of which is known what it is about; refuse others."""
    if number is None:
        raise ParameterError(400, "unknown", "number", sent, (EXAMPLE,))
    if number.unresolved:
        raise ParameterError(400, "address_missing", "number", str(number), ())
    return number


async def _today(request: Request, state: State, number: Number) -> Brief | None:
    """Return today's brief of a number."""
    if number.kind == "page":
        return await of_page(request.app, number, request.headers.get("host", "localhost"))
    return await run_in_threadpool(today, state, number)


def _answer(request: Request, state: State, document: dict[str, object]) -> Response:
    if form_of(request, FORMS) == "html":
        return page(request, "verify.html", state.snapshot.version, told=document, example=EXAMPLE)
    return as_json(request, document)
