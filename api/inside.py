"""Requests of an application to itself, without a network."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Scope


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    """By lower-case names."""
    body: bytes

    @property
    def media_type(self) -> str:
        """Return the type of the content without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0]

    def json(self) -> Any:  # noqa: ANN401 - any JSON
        """Parse the content; None if it is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


class Client:
    """Asks an application; call `get` in a thread that has no event loop of its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def get(
        self, address: str, params: Mapping[str, str] | None = None, accept: str = ""
    ) -> Answer:
        """Return the answer to a GET of a path, or of one of the application's own links."""
        return asyncio.run(self.asked(address, params, accept))

    async def asked(
        self,
        address: str,
        params: Mapping[str, str] | None = None,
        accept: str = "",
        host: str = "localhost",
        handed: Mapping[str, object] | None = None,
    ) -> Answer:
        """Return the same to a coroutine; links in it begin with `host`.

        What is `handed` to the application in the scope is seen by its routes: such a request is
        never answered from what is kept.
        """
        split = urlsplit(address)
        query = "&".join(filter(None, (split.query, urlencode(params or {}))))
        headers = [(b"host", host.encode("latin-1"))]
        if accept:
            headers.append((b"accept", accept.encode()))
        if handed:
            headers.append((b"content-type", b"text/plain"))
        scope: Scope = {
            **(handed or {}),
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "server": ("localhost", 80),
            "client": ("127.0.0.1", 0),
            "root_path": "",
            "path": unquote(split.path or "/"),
            "raw_path": (split.path or "/").encode(),
            "query_string": query.encode(),
            "headers": headers,
        }
        return await self._sent(scope)

    async def _sent(self, scope: Scope) -> Answer:
        start: Message = {}
        body: list[bytes] = []
        sent = False
        ended = asyncio.Event()

        async def receive() -> Message:
            nonlocal sent
            if sent:
                await ended.wait()
                return {"type": "http.disconnect"}
            sent = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
            elif message["type"] == "http.response.body":
                body.append(bytes(message.get("body", b"")))
                if not message.get("more_body", False):
                    ended.set()

        await self._app(scope, receive, send)
        headers = {
            name.decode().lower(): value.decode("latin-1") for name, value in start["headers"]
        }
        return Answer(start["status"], headers, b"".join(body))
