"""uvicorn's HTTP/1.1 protocol with limits, and with answers that need no application.

Why below the application: uvicorn's protocol takes addresses, headers and waiting without end, and
an answer from the cache is given here up to twice as often as by the layer of ASGI that looks into
the same cache (`benchmarks/doors.py`; figures in docs/reliability.md). This door calls the cache
and the functions of the routes; what it does not know goes to the application, which answers the
same.
"""

from __future__ import annotations

import asyncio
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.cache import KEY, head_of, key_of
from api.observer import HEADER, NO_ROUTE, Record
from api.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import Scope
    from uvicorn._types import ASGI3Application
    from uvicorn.config import Config
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
    from uvicorn.server import ServerState

    from api.cache import Key
    from api.served import Served
    from api.settings import Limits

_EVERY = 1.0
"""Seconds between two looks at who keeps the server waiting."""
_MOST_HEADERS = 128
"""Lines; browsers send about 20."""
ITEMS = "/collections/{collection}/items"
"""Route of what is answered without the application."""
_SHORT = 1024
"""Bytes; the settings allow no smaller limit of an address or a head."""


class Door(HttpToolsProtocol):
    """One connection."""

    served: Served
    limits: Limits
    cycle: RequestResponseCycle | None  # type: ignore[assignment] # uvicorn begins with None

    url = b""
    """The address that was asked; uvicorn has none before a request begins."""
    _begin = 0.0
    """When the request began (`time.perf_counter`)."""
    _head: int = 0
    """Bytes of the head that is being received."""
    _since: float | None = None
    """When what is awaited of the other side began: a head, a body; None while none is."""
    _stalled: float | None = None
    """Since when the other side takes nothing more of an answer."""
    _short = False
    """Whether the head came in one piece that no limit could be shorter than."""
    _in_head = False
    _in_body = False
    _refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, or tell that there are too many."""
        super().connection_made(transport)
        self._since = time.monotonic()
        if len(self.connections) > self.limits.max_connections:
            self._refuse(HTTPStatus.SERVICE_UNAVAILABLE, "full")

    def data_received(self, data: bytes) -> None:
        """Take what is sent, unless it is a head without end."""
        if self._refused:
            return
        self._short = len(data) <= _SHORT and not self._in_head
        if self._in_head:
            self._head += len(data)
            if self._head > self.limits.max_head + len(data):
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "head_long")
                return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self._in_head, self._head, self._since = True, 0, time.monotonic()
        self._begin = time.perf_counter()

    def on_headers_complete(self) -> None:
        """Refuse what is too long, answer from memory, or hand the request to the application."""
        self._in_head = False
        if self._refused or self._is_too_long():
            return
        method = self.parser.get_method()
        key = self._key() if method == b"GET" else None
        answer = self.served.answers.get(key) if key else None
        cached = answer is not None
        if answer is None and key:
            answer = self.served.items.answer(key, cast("Scope", self.scope))
        if answer is None:
            self.scope[KEY] = key  # type: ignore[literal-required]
            self._in_body = True
            super().on_headers_complete()
            return
        record = self._record(answer.route)
        record.cached = cached
        self._answer(record, answer.status, answer.head, answer.body)

    def _is_too_long(self) -> bool:
        if self._short and len(self.headers) <= _MOST_HEADERS:
            return False
        limits = self.limits
        if len(self.url) > limits.max_url:
            self._refuse(HTTPStatus.REQUEST_URI_TOO_LONG, "url_long")
            return True
        size = len(self.url) + sum([len(name) + len(value) + 4 for name, value in self.headers])
        if size > limits.max_head or len(self.headers) > _MOST_HEADERS:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "head_long")
            return True
        return False

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        scope = cast("Scope", cycle.scope)
        key: Key | None = scope.get(KEY)
        # What a proxy says of a request is read by the application alone.
        served = self.served
        plain = key and key[1] is None and app is self.app and served.hosts.allow(scope["headers"])
        response = served.direct(scope) if plain else None
        if key is None or response is None:
            super()._start_asgi_task(cycle, app)
            return
        cycle.response_complete = True
        status, headers, body = response.status_code, response.raw_headers, bytes(response.body)
        served.answers.offer(key, status, headers, body, ITEMS)
        self._answer(self._record(ITEMS), status, head_of(status, headers), body)

    def _answer(self, record: Record, status: int, head: bytes, body: bytes) -> None:
        lines = [b"%b: %b\r\n" % header for header in self.server_state.default_headers]
        id_ = b"%b: %b\r\n" % (HEADER, record.id.encode())
        self.transport.write(b"".join((head, *lines, id_, b"\r\n", body)))
        self._note(record, status, len(body), self.parser.get_method().decode())
        self.on_response_complete()

    def _record(self, route: str = NO_ROUTE) -> Record:
        return self.served.observer.record(self.headers or (), route)

    def _note(self, record: Record, status: int, size: int, method: str) -> None:
        seconds = time.perf_counter() - self._begin
        path = (self.url or b"").decode("latin-1")
        self.served.observer.answered(record, method, path, status, size, seconds, self._client)

    def _client(self) -> str:
        scope = {"client": self.client, "headers": self.headers or ()}
        return self.served.published.client(scope)

    def on_body(self, body: bytes) -> None:
        """Take a part of a body."""
        if not self._refused and self.cycle is not None:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """End a request; one that was answered from memory as a connection's first has no cycle."""
        self._in_body, self._since = False, None
        if not self._refused and self.cycle is not None:
            super().on_message_complete()

    def pause_writing(self) -> None:
        """Wait for the other side to take what has been sent."""
        self._stalled = time.monotonic()
        super().pause_writing()

    def resume_writing(self) -> None:
        """Go on."""
        self._stalled = None
        super().resume_writing()

    def shutdown(self) -> None:
        """End a connection that is not being answered; the others when they have been."""
        if self._in_head or self._in_body:
            self.transport.close()
        else:
            super().shutdown()

    def look(self, now: float) -> None:
        """End a connection that keeps the server waiting for too long."""
        if self._refused or self.transport is None:
            return
        limits = self.limits
        if self._stalled is not None and now - self._stalled > limits.stall_seconds:
            self.transport.abort()
        elif self._since is not None:
            allowed = limits.body_seconds if self._in_body else limits.head_seconds
            if now - self._since > allowed:
                self._refuse(HTTPStatus.REQUEST_TIMEOUT, "slow")

    def _refuse(self, status: int, key: str) -> None:
        """Say why, and end the connection."""
        self._refused = True
        answering = self.cycle is not None and self.cycle.response_started
        if not answering:
            facts = self.limits.model_dump()
            told = refusal(status, key, self.headers or (), **facts)
            record = self._record()
            headers = [
                *told.raw_headers,
                *((b"connection", b"close"), (HEADER, record.id.encode())),
            ]
            self.transport.write(head_of(status, headers) + b"\r\n" + bytes(told.body))
            self._note(record, status, len(told.body), NO_ROUTE)
        self.transport.close()

    def _key(self) -> Key | None:
        """Return what the answer depends on; None where it must come from the application."""
        waiting = self.cycle is not None and not self.cycle.response_complete
        if waiting or self.flow.write_paused or self.parser.get_http_version() != "1.1":
            return None
        if not self.parser.should_keep_alive() or self.parser.should_upgrade():
            return None
        return key_of(self.url, self.headers, self.client[0] if self.client else None)


def door(served: Served, limits: Limits) -> type[Door]:
    """Return the protocol class for uvicorn.

    It gives what the cache of `served` holds, then what is made of a request's scope at once.
    """

    class Protocol(Door):
        def __init__(
            self,
            config: Config,
            server_state: ServerState,
            app_state: dict[str, object],
            _loop: asyncio.AbstractEventLoop | None = None,
        ) -> None:
            super().__init__(config, server_state, app_state, _loop)
            self.served = served
            self.limits = limits

    return Protocol


async def watch(connections: Iterable[object]) -> None:
    """Look again and again at who keeps the server waiting."""
    while True:
        await asyncio.sleep(_EVERY)
        now = time.monotonic()
        for connection in list(connections):
            if isinstance(connection, Door):
                connection.look(now)
