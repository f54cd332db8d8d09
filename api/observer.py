"""What is told of every request, through whichever door: its id, its line in the log, its metrics.

A request may bring its id in ``X-Request-Id``, as a proxy gives it; else it gets one. The answer
says it, and so does every line of the log that is about it.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from dataclasses import dataclass
from http import HTTPMethod
from itertools import count
from typing import TYPE_CHECKING

from fastapi import Request  # noqa: TC002 - FastAPI reads it at run time

from api.log import ACCESS, REQUEST_ID
from api.metrics import Metrics

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from api.telemetry import Traces

HEADER = b"x-request-id"
RECORD = "sandan.record"
"""Where the ASGI scope holds the record of its request."""
NO_ROUTE = "-"
"""For an address that no route takes, and for what is refused before the application has it."""
_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")
"""What is taken over; it goes into headers and logs as it is."""
_TRACE = b"traceparent"
_LONGEST_TRACE = 128
"""Bytes; a ``traceparent`` has 55 (W3C Trace Context), later versions may have more."""
_METHODS = frozenset(method.value for method in HTTPMethod)


@dataclass(slots=True)
class Record:
    """One request while it is being answered."""

    id: str
    route: str = NO_ROUTE
    """Template of its path, so that its values are not told."""
    cached: bool = False
    key: str = ""
    """Id of the key that was used."""
    trace: str = ""
    """Of which it is a part, as ``traceparent`` names it (W3C Trace Context)."""


class Observer:
    """Counts requests, and logs them if logs are JSON."""

    def __init__(self) -> None:
        self.metrics = Metrics()
        self.traces: Traces | None = None
        """Where spans are told, if anywhere."""
        self._begin = secrets.token_hex(6)
        self._numbers = count(1)

    def record(self, headers: Iterable[tuple[bytes, bytes]], route: str = NO_ROUTE) -> Record:
        """Begin the record of a request: with the id that it brings, or a new one."""
        id_ = trace = ""
        for name, value in headers:
            if name == HEADER and _ID.fullmatch(value):
                id_ = value.decode()
            elif name == _TRACE:
                trace = value[:_LONGEST_TRACE].decode("latin-1")
        return Record(id_ or f"{self._begin}-{next(self._numbers):x}", route, trace=trace)

    def answered(
        self,
        record: Record,
        method: str,
        path: str,
        status: int,
        size: int,
        seconds: float,
        client: Callable[[], str],
    ) -> None:
        """Count a request whose answer has been given, and log it.

        The query is not logged: names and addresses stand there that people look for.
        """
        method = method if method in _METHODS else NO_ROUTE
        self.metrics.note(method, record.route, status, seconds)
        self.metrics.cached += record.cached
        if self.traces is not None:
            self.traces.told(record, method, path, status, seconds)
        if not ACCESS.isEnabledFor(logging.INFO):
            return
        facts = {
            "request_id": record.id,
            "method": method,
            "path": path.partition("?")[0][:2000],
            "route": record.route,
            "status": status,
            "bytes": size,
            "seconds": round(seconds, 6),
            "client": client(),
            "cached": record.cached,
        }
        if record.key:
            facts["key_id"] = record.key
        ACCESS.info("request", extra={"facts": facts})


def name_route(request: Request) -> None:
    """Note by which route a request is answered; the first that every route depends on."""
    record = request.scope.get(RECORD)
    if record is not None:
        record.route = request.scope["route"].path


class Observed:
    """Observe every request of an application; the outermost layer."""

    def __init__(self, app: ASGIApp, observer: Observer, client: Callable[[Scope], str]) -> None:
        self._app = app
        self._observer = observer
        self._client = client

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        observer, begin = self._observer, time.perf_counter()
        scope[RECORD] = record = observer.record(scope["headers"])
        REQUEST_ID.set(record.id)
        status, size = 500, 0

        async def answer(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {
                    **message,
                    "headers": [*message["headers"], (HEADER, record.id.encode())],
                }
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        observer.metrics.in_progress += 1
        try:
            await self._app(scope, receive, answer)
        finally:
            observer.metrics.in_progress -= 1
            seconds = time.perf_counter() - begin
            path, method = scope["path"], scope["method"]
            observer.answered(
                record, method, path, status, size, seconds, lambda: self._client(scope)
            )
