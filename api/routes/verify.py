"""Whether the numbers of an older brief still hold: by its number, or the file itself."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.documents import as_json
from api.errors import ParameterError
from api.heavy import heavy_of
from api.html import page
from api.language import language_of
from api.negotiate import form_of
from api.serving import State, state_of
from api.verifying import numbered, standing, verified
from maps.briefs.reading import UnreadableError

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
        Query(max_length=400, description=f"문서번호 · number of the document, such as {EXAMPLE}"),
    ] = None,
) -> Response:
    """Tell of which data a brief was made, by the number at its foot, and whether they changed."""
    told: dict[str, object] = {}
    if number:
        known = numbered(number)
        if known is None:
            raise ParameterError(400, "unknown", "number", number[:200], (EXAMPLE,))
        told = await run_in_threadpool(standing, state, known)
    return _answer(request, state, told)


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
        told = await heavy_of(request).run(language_of(request), verified, sent)
    except UnreadableError as error:
        allowed = ("pdf", "hwpx", "pptx", "xlsx", "html", "json", "txt")
        raise ParameterError(400, "unknown", "file", "", allowed) from error
    if told is None:
        raise ParameterError(400, "unknown", "number", "", (EXAMPLE,))
    return _answer(request, state, told)


def _answer(request: Request, state: State, told: dict[str, object]) -> Response:
    if form_of(request, FORMS) == "html":
        return page(request, "verify.html", state.snapshot.version, told=told, example=EXAMPLE)
    return as_json(request, told)
