"""What is done to every answer on its way out: its coding, its safety headers, and HEAD."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders

from api.coding import LEAST, Coding, Encoder, Kept, encode, encoder, preferred

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_TEXT = re.compile(
    r"text/(?!event-stream)"
    r"|application/(json|xml|javascript|x-ndjson|ndjson)(;|$)"
    r"|(application|image|model)/[^;]*\+(json|json-seq|xml)(;|$)"
)
"""Media types that a coding makes smaller; archives, pictures, fonts and tiles are not of them."""
_IN_A_THREAD = 64_000
"""Bytes; more would keep other readers waiting for a millisecond and longer."""
_AS_IT_IS = frozenset({204, 206, 304})
"""Statuses without content, or with a part of it."""


def coding_for(
    headers: MutableHeaders, status: int, size: int | None, accepted: str
) -> Coding | None:
    """Return the coding that an answer is to be sent in, and say so in its `headers`.

    `size` is that of its content, None where that is not known yet; `accepted` is the request's
    ``Accept-Encoding``. A length that no longer holds is taken out.
    """
    text = _TEXT.match(headers.get("content-type", "")) and "content-encoding" not in headers
    if text or status == 304:
        headers.add_vary_header("Accept-Encoding")
    if not text or status in _AS_IT_IS or (size is not None and size < LEAST):
        return None
    coding = preferred(accepted)
    if coding:
        headers["content-encoding"] = coding
        # The same bytes no more, so a strong validator would say too much.
        if headers.get("etag", "W/").startswith('"'):
            headers["etag"] = f"W/{headers['etag']}"
        del headers["content-length"]
    return coding


class ContentCoding:
    """Send text in the coding that the reader ranks highest: zstd, br, gzip or as it is."""

    def __init__(self, app: ASGIApp, kept: Kept) -> None:
        self._app = app
        self._kept = kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        accepted = ",".join(Headers(scope=scope).getlist("accept-encoding"))
        answer = _Answer(send, accepted, self._kept, head=scope["method"] == "HEAD")
        await self._app(scope, receive, answer)


class _Answer:
    """One answer; its start waits for the first piece, which tells whether it is coded."""

    def __init__(self, send: Send, accepted: str, kept: Kept, *, head: bool) -> None:
        self._send = send
        self._accepted = accepted
        self._kept = kept
        self._head = head
        self._start: Message | None = None
        self._encoder: Encoder | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif self._start is not None:
            start, self._start = self._start, None
            await self._first(start, message)
        elif self._encoder is not None:
            await self._piece(self._encoder, message)
        else:
            await self._send(message)

    async def _first(self, start: Message, message: Message) -> None:
        headers = MutableHeaders(raw=start["headers"])
        whole = not message.get("more_body", False)
        body = message.get("body", b"")
        size = _size(headers, body, head=self._head) if whole else None
        ours = message["type"] == "http.response.body"
        coding = coding_for(headers, start["status"], size, self._accepted if ours else "")
        if coding is None:
            await self._send(start)
            await self._send(message)
            return
        if whole and not self._head:
            body = await self._coded(body, coding)
            headers["content-length"] = str(len(body))
        await self._send(start)
        if whole:
            await self._send({**message, "body": body})
        else:
            self._encoder = encoder(coding)
            await self._piece(self._encoder, message)

    async def _coded(self, body: bytes, coding: Coding) -> bytes:
        if self._kept.holds(body):
            content = self._kept.get(body, coding)
            if content is None:
                content = await run_in_threadpool(self._kept.make, body, coding)
            return content
        if len(body) < _IN_A_THREAD:
            return encode(body, coding)
        return await run_in_threadpool(encode, body, coding)

    async def _piece(self, to: Encoder, message: Message) -> None:
        piece, more = message.get("body", b""), message.get("more_body", False)
        if len(piece) < _IN_A_THREAD:
            ready = to.add(piece)
        else:
            ready = await run_in_threadpool(to.add, piece)
        if not more:
            ready += to.finish()
        if ready or not more:
            await self._send({**message, "body": ready})


def _size(headers: Headers, body: bytes, *, head: bool) -> int | None:
    """Return the length of the content; None where an answer to HEAD does not tell it."""
    if not head:
        return len(body)
    length = headers.get("content-length")
    return None if length is None else int(length)


_CLOSING = {"base-uri": "'none'", "form-action": "'self'", "frame-ancestors": "'self'"}
"""Directives that ``default-src`` does not stand for (CSP 3, §6.7.3)."""


def secure(headers: MutableHeaders) -> None:
    """Say what browsers are to refuse of an answer, where a route has not said more."""
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "strict-origin-when-cross-origin")
    policy = headers.get("Content-Security-Policy", "")
    if policy or headers.get("content-type", "").startswith("text/html"):
        missing = [f"{name} {value}" for name, value in _CLOSING.items() if name not in policy]
        headers["Content-Security-Policy"] = "; ".join(filter(None, [*missing, policy]))
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")


class SecureHeaders:
    """Add to every answer what `secure` adds."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                secure(MutableHeaders(raw=message["headers"]))
            await send(message)

        await self._app(scope, receive, answer)


class HeadAsGet:
    """Answer HEAD wherever GET is answered: with its status and headers, without content.

    Content that comes in pieces is not made to its end: the application is told, as soon as the
    headers are out, that the reader has gone.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return
        answered = anyio.Event()
        asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

        async def hear() -> Message:
            for message in asked:
                return message
            await answered.wait()
            return {"type": "http.disconnect"}

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
                await send({"type": "http.response.body", "body": b""})
                answered.set()

        await self._app({**scope, "method": "GET"}, hear, answer)
