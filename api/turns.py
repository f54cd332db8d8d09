"""Heavy answers in turn: few at a time, few waiting, none for long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
from anyio.to_thread import run_sync
from fastapi import HTTPException

from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.messages import Lang

MOST_WAITING = 8
"""Readers that may wait for their turn."""
MOST_SECONDS = 30.0
"""For one answer, with its waiting."""
_AT_A_TIME = anyio.CapacityLimiter(2)


async def in_turn(make: Callable[[], bytes], lang: Lang) -> bytes:
    """Make bytes beside the event loop, in turn.

    Raises
    ------
    HTTPException
        503, when too many wait already, or it takes too long.
    """
    if _AT_A_TIME.statistics().tasks_waiting >= MOST_WAITING:
        raise _busy(lang)
    try:
        with anyio.fail_after(MOST_SECONDS):
            return await run_sync(make, limiter=_AT_A_TIME, abandon_on_cancel=True)
    except TimeoutError as error:
        raise _busy(lang) from error


def _busy(lang: Lang) -> HTTPException:
    detail = catalogue("api", lang)("problem.busy", seconds=round(MOST_SECONDS))
    return HTTPException(503, detail, {"Retry-After": str(round(MOST_SECONDS))})
