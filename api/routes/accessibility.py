"""The statement of accessibility."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.accessibility import statement
from api.documents import as_json
from api.html import page
from api.language import language_of
from api.negotiate import form_of
from api.serving import State, state_of

router = APIRouter(tags=["operations"])


@router.get(
    "/accessibility", response_class=Response, summary="접근성 현황 · Statement of accessibility"
)
def accessibility(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """Tell how far the pages keep KWCAG 2.2, as tests have found."""
    told = statement(language_of(request))
    if form_of(request) == "html":
        return page(request, "accessibility.html", state.snapshot.version, told=told)
    return as_json(
        request,
        {
            "guideline": told.guideline,
            "score": told.score,
            "items": [item._asdict() for item in told.items],
            "pages": [page_checked._asdict() for page_checked in told.pages],
        },
    )
