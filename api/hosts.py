"""Which `Host` a request may name: links and redirects of an answer begin with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from api.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from starlette.types import ASGIApp, Receive, Scope, Send

_HOST = re.compile(
    rb"([A-Za-z0-9]([A-Za-z0-9._-]{0,253}[A-Za-z0-9])?\.?|\[[0-9A-Fa-f:.]{2,45}\])(:\d{1,5})?"
)
"""A name, an IPv4 or IPv6 address, and perhaps a port (RFC 3986 §3.2.2); no user, no path."""


class Hosts:
    """The hosts that an operator allows: names, ``*.name`` for all below, ``*`` for any."""

    def __init__(self, allowed: Sequence[str]) -> None:
        self.allowed = tuple(value.lower() for value in allowed)

    def allow(self, headers: Iterable[tuple[bytes, bytes]], http_version: str = "1.1") -> bool:
        """Tell whether a request names one host, and one that is allowed (RFC 9112 §3.2)."""
        named = [value for name, value in headers if name == b"host"]
        if not named:
            # Before HTTP/1.1 there was no such header.
            return http_version == "1.0" and "*" in self.allowed
        if len(named) > 1 or not _HOST.fullmatch(named[0]):
            return False
        if "*" in self.allowed:
            return True
        host = re.sub(r":\d*$", "", named[0].decode("ascii")).lower().rstrip(".")
        return any(
            host == value or (value.startswith("*.") and host.endswith(value[1:]))
            for value in self.allowed
        )


class AllowedHosts:
    """Refuse a request whose `Host` is missing, twice there, none, or not allowed."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            version = scope.get("http_version", "1.1")
            if not self._hosts.allow(scope["headers"], version):
                named = [value for name, value in scope["headers"] if name == b"host"]
                shown = ", ".join(item.decode("latin-1")[:80] for item in named) or "–"
                allowed = ", ".join(self._hosts.allowed)
                told = refusal(400, "host", scope["headers"], value=shown, allowed=allowed)
                await told(scope, receive, send)
                return
        await self._app(scope, receive, send)
