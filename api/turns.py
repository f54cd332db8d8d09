"""Work in turn: few at a time, few waiting, none for long."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import anyio
from anyio.to_thread import run_sync
from fastapi import HTTPException

from api.memory import give_back
from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from geo.messages import Lang

Made = TypeVar("Made")


@dataclass(slots=True, eq=False)
class Turns:
    """A queue before the same kind of work."""

    at_a_time: int
    most_waiting: int
    seconds: float
    """That one may wait for its turn."""
    refused: int = 0
    """How many have been told to come again."""
    _limiter: anyio.CapacityLimiter | None = field(default=None, repr=False)

    @property
    def working(self) -> int:
        """How many have their turn."""
        return self._limiter.borrowed_tokens if self._limiter else 0

    @property
    def waiting(self) -> int:
        """How many wait for theirs."""
        return self._limiter.statistics().tasks_waiting if self._limiter else 0

    @asynccontextmanager
    async def turn(self, lang: Lang) -> AsyncIterator[None]:
        """Wait for a turn, and have it as long as the context lasts.

        Raises
        ------
        HTTPException
            503, when too many wait already, or it takes too long.
        """
        if self._limiter is None:
            self._limiter = anyio.CapacityLimiter(self.at_a_time)
        limiter, who = self._limiter, object()
        full = limiter.available_tokens < 1
        if full and limiter.statistics().tasks_waiting >= self.most_waiting:
            self.refused += 1
            raise busy(lang, self.seconds)
        try:
            with anyio.fail_after(self.seconds):
                await limiter.acquire_on_behalf_of(who)
        except TimeoutError as error:
            self.refused += 1
            raise busy(lang, self.seconds) from error
        try:
            yield
        finally:
            limiter.release_on_behalf_of(who)

    async def run(self, make: Callable[[], Made], lang: Lang) -> Made:
        """Do something in a thread, in turn; what the thread does it does to its end."""
        async with self.turn(lang):
            # Not one of the threads of light reads: it may itself wait for a process.
            return await run_sync(self._made, make, limiter=anyio.CapacityLimiter(1))

    def _made(self, make: Callable[[], Made]) -> Made:
        try:
            return make()
        finally:
            # Of all that a page takes to be made, a tenth stays; the system has the rest back
            # when nobody waits.
            if not self.waiting:
                give_back()


def busy(lang: Lang, seconds: float) -> HTTPException:
    """Return the answer that asks to come again."""
    detail = catalogue("api", lang)("problem.busy", seconds=round(seconds))
    return HTTPException(503, detail, {"Retry-After": str(max(1, round(seconds)))})
