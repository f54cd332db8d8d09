"""How routes find what their server holds; commands do without FastAPI."""

from __future__ import annotations

from typing import cast

from fastapi import Request  # noqa: TC002 - FastAPI reads it at run time

from api.state import State

__all__ = ["State", "state_of"]


def state_of(request: Request) -> State:
    """Return the newest state of the server that answers `request`."""
    return cast("State", request.app.state.sandan)
