"""Whether the server is there, what it serves, and its metrics."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.known import any_parameters
from api.serving import State, state_of


def _not_stored(response: Response) -> None:
    response.headers["Cache-Control"] = "no-store"


_NOT_READY: dict[int | str, dict[str, object]] = {
    503: {"description": "읽는 파일이 손상됨 · a file that answers are made from is damaged"}
}
router = APIRouter(
    tags=["operations"], dependencies=[Depends(_not_stored), Depends(any_parameters)]
)


@router.get("/health/live", summary="살아 있음 · Live")
async def live() -> dict[str, str]:
    """Answer as long as the process does."""
    return {"status": "ok"}


@router.get("/health", summary="상태 · Health", responses=_NOT_READY)
@router.get("/health/ready", summary="준비됨 · Ready", responses=_NOT_READY)
def ready(state: Annotated[State, Depends(state_of)], response: Response) -> dict[str, object]:
    """Tell what is served, and 503 with the files at fault where a part cannot be."""
    layers = state.snapshot.layers
    document = {
        "version": state.snapshot.version,
        "as_of": state.snapshot.as_of,
        "features": {id_: len(layer.fragments) for id_, layer in layers.items()},
    }
    damaged = state.snapshot.given.damaged()
    if damaged:
        response.status_code = 503
        return {"status": "damaged", "damaged": damaged, **document}
    return {"status": "ok", **document}


metrics_router = APIRouter(tags=["operations"], dependencies=[Depends(any_parameters)])


@metrics_router.get(
    "/metrics",
    summary="지표 · Metrics",
    response_class=Response,
    responses={200: {"description": "지표 · metrics", "content": {"text/plain": {}}}},
)
async def metrics(request: Request) -> Response:
    """Tell requests, queues, cache, workers and memory as Prometheus or OpenMetrics text."""
    request.app.state.guard.admit(request, "metrics")
    accept = request.headers.get("accept", "")
    body, media_type = await request.app.state.observer.metrics.written(accept)
    return Response(body, media_type=media_type, headers={"Cache-Control": "no-store"})
