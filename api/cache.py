"""The response cache: answers to GET given again, by one key, through whichever door.

A server's snapshot never changes, so neither does an answer. The key is the address and the headers
that `Vary` may name; requests that differ in others share an answer.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

from api.observer import NO_ROUTE, RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from api.observer import Record

Key = tuple[bytes | tuple[bytes, bytes] | str | None, ...]
RawHeaders = list[tuple[bytes, bytes]]

KEY = "sandan.key"
"""Where a door that knows the key of a request leaves it, in the ASGI scope."""
LARGEST = 1_000_000
"""Bytes of an answer that is kept; sending a larger one costs more than making it."""
MOST = 16_000_000
"""Bytes of all that is kept, keys and Python's own about them included."""
_OVERHEAD = 900
"""Bytes that Python adds to an entry: tuples, their headers, the place in the table, about."""

VARYING = frozenset(
    {
        *(b"host", b"accept", b"accept-encoding", b"accept-language", b"origin"),
        *(b"if-modified-since", b"if-none-match"),
        *(b"forwarded", b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-prefix"),
        b"x-forwarded-host",
    }
)
"""Headers of requests on which an answer may depend; a test holds that no others are read."""
NOT_KEPT = frozenset(
    {
        *(b"content-length", b"transfer-encoding", b"range", b"if-range", b"authorization"),
        *(b"cookie", b"x-api-key", b"access-control-request-method", b"upgrade", b"content-type"),
        b"accept-datetime",
    }
)
"""Headers with which a request is answered by the application each time."""
_FORWARDED = (b"x-forwarded", b"forwarded")
_KEPT_STATUSES = frozenset({HTTPStatus.OK, HTTPStatus.NOT_MODIFIED})


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer, whole as it goes over the wire but for what the server itself adds."""

    status: int
    headers: RawHeaders
    head: bytes
    """Status line and headers, without the blank line at their end."""
    body: bytes
    route: str
    """Template of the path by which it was made."""


@dataclass(slots=True)
class Answers:
    """The answers that were asked for last."""

    most: int = MOST
    """Bytes of all of them, with their keys."""
    _held: OrderedDict[Key, Kept] = field(default_factory=OrderedDict)
    _size: int = 0

    def get(self, key: Key) -> Kept | None:
        """Return an answer."""
        answer = self._held.get(key)
        if answer is not None:
            self._held.move_to_end(key)
        return answer

    def offer(
        self, key: Key, status: int, headers: RawHeaders, body: bytes, route: str = NO_ROUTE
    ) -> None:
        """Keep an answer if it may be given again, and let go of those not asked for longest."""
        document = dict(headers)
        again = (
            status in _KEPT_STATUSES
            and len(body) <= LARGEST
            and b"set-cookie" not in document
            # Files are kept by who makes them; here they would drive out a hundred pages each.
            and b"content-disposition" not in document
            and b"no-store" not in document.get(b"cache-control", b"")
            # Without a length, the answer is sent in chunks.
            and (b"content-length" in document or status == HTTPStatus.NOT_MODIFIED)
        )
        if not again or key in self._held:
            return
        result = Kept(status, headers, head_of(status, headers), body, route)
        self._held[key] = result
        self._size += _weight(key, result)
        while self._size > self.most:
            self._size -= _weight(*self._held.popitem(last=False))

    @property
    def size(self) -> int:
        """Bytes held, keys included."""
        return self._size

    def __len__(self) -> int:
        return len(self._held)


def _weight(key: Key, kept: Kept) -> int:
    parts = sum(
        len(part) if isinstance(part, bytes | str) else len(part[0]) + len(part[1])
        for part in key
        if part is not None
    )
    # The headers stand there twice: as they came, and as they go over the wire.
    return parts + 2 * len(kept.head) + len(kept.body) + _OVERHEAD + 100 * len(kept.headers)


def head_of(status: int, headers: RawHeaders) -> bytes:
    """Return a status line and headers as they go over the wire, but for the last blank line."""
    lines = b"".join([b"%b: %b\r\n" % header for header in headers])
    return b"HTTP/1.1 %d %b\r\n%b" % (status, HTTPStatus(status).phrase.encode(), lines)


def key_of(url: bytes, headers: Iterable[tuple[bytes, bytes]], client: str | None) -> Key | None:
    """Return what the answer to a GET depends on; None where the application must answer.

    Parameters
    ----------
    url
        Path and query as they were sent.
    headers
        With names in lower case.
    client
        Address of who sends it: who forwards a request decides whether it is believed.
    """
    forwarded = False
    kept: list[tuple[bytes, bytes]] = []
    for header in headers:
        name = header[0]
        if name in NOT_KEPT:
            return None
        if name in VARYING:
            kept.append(header)
            forwarded = forwarded or name.startswith(_FORWARDED)
    return (url, client if forwarded else None, *kept)


class Remembering:
    """Give an answer again, or keep it; the outermost layer of the application."""

    def __init__(self, app: ASGIApp, answers: Answers) -> None:
        self._app = app
        self._answers = answers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        # A door that has looked already leaves the key.
        key = scope[KEY] if KEY in scope else _key(scope)
        if key is None:
            await self._app(scope, receive, send)
            return
        kept = self._answers.get(key)
        if kept is not None:
            if RECORD in scope:
                scope[RECORD].route, scope[RECORD].cached = kept.route, True
            start = {"status": kept.status, "headers": kept.headers}
            await send({"type": "http.response.start", **start})
            await send({"type": "http.response.body", "body": kept.body})
            return
        await self._app(scope, receive, _Listening(send, self._answers, key, scope.get(RECORD)))


class _Listening:
    """Passes an answer on, and offers it to the cache when it is whole."""

    def __init__(self, send: Send, answers: Answers, key: Key, record: Record | None) -> None:
        self._send = send
        self._answers = answers
        self._key = key
        self._record = record
        self._start: Message = {}
        self._body: list[bytes] = []
        self._size = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body" and self._size <= LARGEST:
            self._body.append(message.get("body", b""))
            self._size += len(self._body[-1])
            if self._size > LARGEST:
                self._body.clear()
            elif not message.get("more_body", False):
                status, headers = self._start["status"], self._start["headers"]
                route = self._record.route if self._record else NO_ROUTE
                self._answers.offer(self._key, status, headers, b"".join(self._body), route)
        await self._send(message)


def _key(scope: Scope) -> Key | None:
    if scope["type"] != "http" or scope["method"] != "GET":
        return None
    query = scope["query_string"]
    path = scope.get("raw_path") or scope["path"].encode()
    client = (scope.get("client") or (None,))[0]
    return key_of(b"%b?%b" % (path, query) if query else path, scope["headers"], client)
