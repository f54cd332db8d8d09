"""Answers given before, given again at once: below the application, in the HTTP protocol.

The snapshot never changes while a server runs, so neither does the answer to a GET. Requests that
differ only in headers on which no answer depends share one.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable
    from typing import Any

    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send
    from uvicorn._types import ASGI3Application
    from uvicorn.config import Config
    from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
    from uvicorn.server import ServerState

Key = tuple[bytes | tuple[bytes, bytes] | str | None, ...]

KEY = "sandan.hot"
"""Where the protocol leaves the key of a request for `Remembering`, in the ASGI scope."""
LARGEST = 1_000_000
"""Bytes of an answer that is kept; sending a larger one costs more than making it."""
MOST = 8_000_000
"""Bytes of all answers that are kept, without what Python adds to each (about 500)."""

_IRRELEVANT = frozenset(
    {
        b"cache-control",
        b"dnt",
        b"pragma",
        b"priority",
        b"referer",
        b"save-data",
        b"upgrade-insecure-requests",
        b"user-agent",
    }
)
"""Headers of requests on which no answer of ours depends."""
_BODIES = (b"content-length", b"transfer-encoding")
_KEPT_STATUSES = frozenset({HTTPStatus.OK, HTTPStatus.NOT_MODIFIED})


@dataclass(slots=True)
class Answers:
    """The answers that were asked for last, whole as they go over the wire but for their date."""

    most: int = MOST
    _held: OrderedDict[Key, tuple[bytes, bytes]] = field(default_factory=OrderedDict)
    _size: int = 0

    def get(self, key: Key) -> tuple[bytes, bytes] | None:
        """Return status line and headers, and the body."""
        answer = self._held.get(key)
        if answer is not None:
            self._held.move_to_end(key)
        return answer

    def offer(self, key: Key, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        """Keep an answer if it may be given again."""
        told = dict(headers)
        again = (
            status in _KEPT_STATUSES
            and len(body) <= LARGEST
            and b"set-cookie" not in told
            and b"no-store" not in told.get(b"cache-control", b"")
            # Without a length, the answer is sent in chunks.
            and (b"content-length" in told or status == HTTPStatus.NOT_MODIFIED)
        )
        if again:
            self.keep(key, head_of(status, headers), body)

    def keep(self, key: Key, head: bytes, body: bytes) -> None:
        """Keep an answer, and let go of those that were not asked for longest."""
        if key in self._held:
            return
        self._held[key] = head, body
        self._size += len(head) + len(body)
        while self._size > self.most:
            _, (old_head, old_body) = self._held.popitem(last=False)
            self._size -= len(old_head) + len(old_body)

    def __len__(self) -> int:
        return len(self._held)


def head_of(status: int, headers: list[tuple[bytes, bytes]]) -> bytes:
    """Return a status line and headers as they go over the wire, but for the last blank line."""
    lines = b"".join([b"%b: %b\r\n" % header for header in headers])
    return bytes(STATUS_LINE[status] + lines)


class Remembering:
    """Keep the answers of an application that the protocol may give again; the outermost layer."""

    def __init__(self, app: ASGIApp, answers: Answers) -> None:
        self._app = app
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        key = scope.get(KEY)
        if key is None:
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body: list[bytes] = []
        size = 0

        async def listen(message: Message) -> None:
            nonlocal start, size
            if message["type"] == "http.response.start":
                start = message
            elif message["type"] == "http.response.body" and size <= LARGEST:
                body.append(message.get("body", b""))
                size += len(body[-1])
                if size > LARGEST:
                    body.clear()
                elif not message.get("more_body", False):
                    self._answers.offer(key, start["status"], start["headers"], b"".join(body))
            await send(message)

        await self._app(scope, receive, listen)


class HotProtocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1 protocol, which answers what it can without the application."""

    answers: Answers
    direct: Callable[[Scope], Response | None]
    cycle: RequestResponseCycle | None  # type: ignore[assignment] # uvicorn begins with None

    def on_headers_complete(self) -> None:
        """Answer from memory, or hand the request to the application."""
        key = self._key()
        answer = self.answers.get(key) if key else None
        if answer is None:
            self.scope[KEY] = key  # type: ignore[literal-required]
            super().on_headers_complete()
            return
        self._answer(*answer)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        scope = cast("Scope", cycle.scope)
        key: Key | None = scope.get(KEY)
        # What a proxy says of a request is read by the application alone.
        response = self.direct(scope) if key and key[1] is None and app is self.app else None
        if key is None or response is None:
            super()._start_asgi_task(cycle, app)
            return
        cycle.response_complete = True
        status, headers, body = response.status_code, response.raw_headers, bytes(response.body)
        self.answers.offer(key, status, headers, body)
        self._answer(head_of(status, headers), body)

    def _answer(self, head: bytes, body: bytes) -> None:
        lines = [b"%b: %b\r\n" % header for header in self.server_state.default_headers]
        self.transport.write(b"".join((head, *lines, b"\r\n", body)))
        self.on_response_complete()

    def on_message_complete(self) -> None:
        """End a request; one that was answered from memory as a connection's first has no cycle."""
        if self.cycle is not None:
            super().on_message_complete()

    def _key(self) -> Key | None:
        """Return what the answer depends on; None where it must come from the application."""
        waiting = self.cycle is not None and not self.cycle.response_complete
        if waiting or self.flow.write_paused or self.parser.get_method() != b"GET":
            return None
        if self.parser.get_http_version() != "1.1" or not self.parser.should_keep_alive():
            return None
        if self.parser.should_upgrade():
            return None
        forwarded = False
        kept: list[tuple[bytes, bytes]] = []
        for header in self.headers:
            name = header[0]
            if name in _BODIES:
                return None
            if name in _IRRELEVANT or name.startswith(b"sec-"):
                continue
            forwarded = forwarded or name.startswith((b"x-forwarded", b"forwarded"))
            kept.append(header)
        # Who forwards a request decides whether it is believed.
        believed = self.client[0] if forwarded and self.client else None
        return (self.url, believed, *kept)


def hot_protocol(answers: Answers, direct: Callable[[Scope], Response | None]) -> type[HotProtocol]:
    """Return the protocol class for uvicorn.

    It gives what `answers` holds, then what `direct` makes of a request's ASGI scope at once.
    """

    class Protocol(HotProtocol):
        def __init__(
            self,
            config: Config,
            server_state: ServerState,
            app_state: dict[str, Any],
            _loop: asyncio.AbstractEventLoop | None = None,
        ) -> None:
            super().__init__(config, server_state, app_state, _loop)
            self.answers = answers
            self.direct = direct

    return Protocol
