"""Whether the server is there, and what it serves."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool

from api.state import State, state_of


def _not_stored(response: Response) -> None:
    response.headers["Cache-Control"] = "no-store"


_NOT_READY: dict[int | str, dict[str, Any]] = {
    503: {"description": "읽는 파일이 손상됨 · a file that answers are made from is damaged"}
}
router = APIRouter(tags=["operations"], dependencies=[Depends(_not_stored)])


@router.get("/health/live", summary="살아 있음 · Live")
async def live() -> dict[str, str]:
    """Answer as long as the process does."""
    return {"status": "ok"}


@router.get("/health", summary="상태 · Health", responses=_NOT_READY)
@router.get("/health/ready", summary="준비됨 · Ready", responses=_NOT_READY)
async def ready(
    state: Annotated[State, Depends(state_of)], response: Response
) -> dict[str, object]:
    """Tell what is served, and 503 with the files at fault where a part cannot be."""
    layers = state.snapshot.layers
    told = {
        "version": state.snapshot.version,
        "as_of": state.snapshot.as_of,
        "features": {id_: len(layer.fragments) for id_, layer in layers.items()},
    }
    damaged = await run_in_threadpool(state.snapshot.given.damaged)
    if damaged:
        response.status_code = 503
        return {"status": "damaged", "damaged": damaged, **told}
    return {"status": "ok", **told}
