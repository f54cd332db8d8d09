"""The states of an address, listed as RFC 7089 has them."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.dated import dates_of
from api.errors import refuse_unknown
from api.mementos import LINK_FORMAT, timemap

router = APIRouter(tags=["operations"])


@router.get(
    "/timemap/{path:path}",
    response_class=Response,
    responses={200: {"content": {LINK_FORMAT: {}}, "description": "RFC 7089 TimeMap"}},
    summary="한 주소의 날짜별 상태 · States of an address",
)
async def states(request: Request, path: str) -> Response:
    """List the states that an address has, each with its day."""
    dated, below = dates_of(request), f"/{path}"
    if not dated.takes(below):
        refuse_unknown("timemap", below, tuple(sorted(dated.collections)))
    return timemap(request, dated.states_of(below), below)
