"""What is served now: an application over one snapshot, replaced as a whole by the next one.

Requests that have begun are answered by the application that took them, later ones by the new one;
connections stay open, so that none of them fails.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anyio.to_thread import run_sync

from api.app import create_app
from api.guard import Rates
from api.log import AUDIT
from api.memory import settle
from api.observer import Observer
from api.ogc.direct import ItemReader, direct_reader
from api.once import forget
from geo.errors import GeoError
from geo.store.snapshot import stamp_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from fastapi import FastAPI
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

    from api.cache import Answers
    from api.hosts import Hosts
    from api.published import Published
    from api.settings import Settings
    from api.state import State

_SELDOM = 60.0
"""Seconds between two tries of a build that is refused."""


@dataclass(frozen=True, slots=True)
class Reloaded:
    """What has come of a reload."""

    done: bool
    before: str
    """Version of the snapshot that was served."""
    served: str
    """Version of the one that is."""
    reason: str = ""
    """Why it was not taken over, in English."""


class Served:
    """An ASGI application, and what a door below it needs."""

    app: FastAPI
    answers: Answers
    direct: Callable[[Scope], Response | None]
    """Makes of a request's scope the answer at once, or None."""
    items: ItemReader
    """The same for single features."""
    hosts: Hosts
    published: Published

    def __init__(
        self, settings: Settings, *, apart: bool = False, rates: Rates | None = None
    ) -> None:
        self._settings = settings
        self._apart = apart
        self._stamp: tuple[object, ...] = ()
        self._turn = asyncio.Lock()
        self._next: asyncio.Task[Reloaded] | None = None
        self.observer = Observer()
        self._rates = rates or Rates()
        self._take(*self._made())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request by the newest application."""
        await self.app(scope, receive, send)

    @property
    def state(self) -> State:
        """What the newest application holds."""
        state: State = self.app.state.sandan
        return state

    async def reload(self) -> Reloaded:
        """Take over what has been built since, and go on as before where that cannot be.

        Asked for while it is being done, it is done once more, for all who have asked since.
        """
        if self._next is None:
            self._next = asyncio.create_task(self._in_turn())
        return await asyncio.shield(self._next)

    async def watch(self, seconds: float) -> None:
        """Reload whenever another build stands in the data folder.

        One that is refused, perhaps because it is being copied, is tried again, ever more seldom.
        """
        wait = seconds
        while True:
            await asyncio.sleep(wait)
            if await run_sync(stamp_of, self._settings.data) == self._stamp:
                wait = seconds
            else:
                done = (await self.reload()).done
                wait = seconds if done else min(2 * wait, max(seconds, _SELDOM))

    async def _in_turn(self) -> Reloaded:
        async with self._turn:
            self._next = None
            return await self._reload()

    async def _reload(self) -> Reloaded:
        reloads, old = self.observer.metrics.reloads, self.state.snapshot.version
        now = self.observer.metrics.now
        try:
            result, stamp = await run_sync(self._prepared)
        # Whatever it is that fails, the old snapshot is whole.
        except Exception as error:  # noqa: BLE001
            self.observer.metrics.now = now
            reloads["refused"] += 1
            text = error.text("en") if isinstance(error, GeoError) else repr(error)
            facts = {"event": "reload refused", "reason": text, "served": old}
            AUDIT.error("the new snapshot is not taken over", extra={"facts": facts})
            return Reloaded(done=False, before=old, served=old, reason=text)
        self._take(result, stamp)
        forget()
        settle()
        reloads["done"] += 1
        facts = {"event": "reloaded", "before": old, "served": self.state.snapshot.version}
        AUDIT.warning("a new snapshot is served", extra={"facts": facts})
        return Reloaded(done=True, before=old, served=self.state.snapshot.version)

    def _made(self) -> tuple[FastAPI, tuple[object, ...]]:
        # Where a link leads now: one application reads one folder, wherever it leads later.
        data = self._settings.data.resolve()
        stamp = stamp_of(data)
        settings = self._settings.model_copy(update={"data": data})
        result = create_app(settings, apart=self._apart, observer=self.observer, rates=self._rates)
        # Routes are made ready by the first request that looks for its own, which takes 0.4 s of
        # the event loop: let none of those who wait be it.
        for route in result.routes:
            route.matches({"type": "http", "method": "GET", "path": "", "headers": []})
        return result, stamp

    def _prepared(self) -> tuple[FastAPI, tuple[object, ...]]:
        result, stamp = self._made()
        result.state.sandan.prepare()
        return result, stamp

    def _take(self, result: FastAPI, stamp: tuple[object, ...]) -> None:
        self._stamp = stamp
        state = result.state
        self.app, self.answers, self.hosts = result, state.answers, state.hosts
        self.published = state.published
        self.direct = direct_reader(state.sandan, state.published)
        self.items = ItemReader(state.sandan, state.published, state.hosts)
