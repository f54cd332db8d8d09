"""The states of an address, listed as RFC 7089 has them, and as a page."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from api.dated import dates_of
from api.errors import refuse_unknown
from api.html import page
from api.known import any_parameters
from api.links import address
from api.mementos import LINK_FORMAT, original_of, timemap
from api.negotiate import accepted_form

router = APIRouter(tags=["operations"], dependencies=[Depends(any_parameters)])
"""Whatever is asked belongs to the address whose states are listed."""


@router.get(
    "/timemap/{path:path}",
    response_class=Response,
    responses={
        200: {"content": {LINK_FORMAT: {}, "text/html": {}}, "description": "RFC 7089 TimeMap"}
    },
    summary="한 주소의 날짜별 상태 · States of an address",
)
def states(request: Request, path: str) -> Response:
    """List the states that an address has, each with its day; browsers get a page."""
    dated, below = dates_of(request), f"/{path}"
    if not dated.takes(below):
        refuse_unknown("timemap", below, tuple(sorted(dated.collections)))
    original, days = original_of(request, below), dated.states_of(below)
    if accepted_form(request, ("link", "html")) == "link":
        return timemap(original, days)
    return page(
        request,
        "timemap.html",
        "timemap",
        original=address(original, as_of=None),
        states=[(day, address(original, as_of=day)) for day in reversed(days)],
        below=below,
    )
