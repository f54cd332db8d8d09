"""Whether the server is there, and what it serves."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.state import State, state_of


def _not_stored(response: Response) -> None:
    response.headers["Cache-Control"] = "no-store"


router = APIRouter(tags=["operations"], dependencies=[Depends(_not_stored)])


@router.get("/health/live", summary="살아 있음 · Live")
async def live() -> dict[str, str]:
    """Answer as long as the process does."""
    return {"status": "ok"}


@router.get("/health", summary="상태 · Health")
@router.get("/health/ready", summary="준비됨 · Ready")
async def ready(state: Annotated[State, Depends(state_of)]) -> dict[str, object]:
    """Answer once the snapshot is loaded, with its version and the number of features."""
    layers = state.snapshot.layers
    return {
        "status": "ok",
        "version": state.snapshot.version,
        "as_of": state.snapshot.as_of,
        "features": {id_: len(layer.fragments) for id_, layer in layers.items()},
    }
