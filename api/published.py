"""Under which address readers see the server: told by the operator, or by a proxy in front.

Links of OGC API are absolute. Behind a proxy a request tells the proxy's way to the server, which
is of no use to readers.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

_PAIR = re.compile(r'(?:^|[;,])\s*(\w+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;,\s]*)')
"""A part of `Forwarded` (RFC 7239, §4)."""
_HOST = re.compile(r"[\w.-]+(?::\d{1,5})?|\[[0-9a-f:.]+\](?::\d{1,5})?", re.IGNORECASE)
_PREFIX = re.compile(r"(?:/[\w.~%!$&'()*+,;=:@-]+)*/?")
_SCHEMES = frozenset({"http", "https"})


class Published:
    """Knows under which address a request was sent."""

    def __init__(self, public_url: str | None, proxies: Iterable[str]) -> None:
        self._told = None if public_url is None else _parts(public_url)
        networks = [ipaddress.ip_network(proxy, strict=False) for proxy in proxies]

        # Asked twice a request, and reading an address takes half as long as a short answer.
        @lru_cache(maxsize=1024)
        def is_proxy(address: str) -> bool:
            if not _is_address(address):
                return False
            return any(ipaddress.ip_address(address) in network for network in networks)

        self._is_proxy = is_proxy

    def around(self, app: ASGIApp) -> ASGIApp:
        """Let `app` see each request as readers send it."""

        async def published(scope: Scope, receive: Receive, send: Send) -> None:
            await app(self.seen(scope) if scope["type"] == "http" else scope, receive, send)

        return published

    def seen(self, scope: Scope) -> Scope:
        """Return the request as its reader sent it."""
        if self._told is not None:
            return _under(scope, *self._told)
        if not self._is_trusted(scope):
            return scope
        values = _forwarded(scope)
        if not values:
            return scope
        own = next((value for name, value in scope["headers"] if name == b"host"), b"").decode()
        scheme = values.get("proto", scope["scheme"]).lower()
        host, prefix = values.get("host", own), values.get("prefix", "").rstrip("/")
        right = scheme in _SCHEMES and _HOST.fullmatch(host) and _PREFIX.fullmatch(prefix)
        return _under(scope, scheme, host, prefix) if right else scope

    def client(self, scope: Scope) -> str:
        """Return the address of who sent a request, as far as trusted proxies tell it."""
        peer = str((scope.get("client") or ("",))[0])
        if not self._is_proxy(peer):
            return peer
        told = [value for name, value in scope["headers"] if name == b"x-forwarded-for"]
        passed = [value.strip() for value in b",".join(told).decode("latin-1").split(",")]
        # Each proxy adds the address it was asked from; what stands before the first that is none
        # of ours may have been made up.
        for address in reversed(passed):
            if not _is_address(address):
                break
            peer = address
            if not self._is_proxy(address):
                break
        return peer

    def _is_trusted(self, scope: Scope) -> bool:
        return self._is_proxy((scope.get("client") or ("",))[0])


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _parts(address: str) -> tuple[str, str, str]:
    split = urlsplit(address)
    return split.scheme, split.netloc, split.path.rstrip("/")


def _under(scope: Scope, scheme: str, host: str, prefix: str) -> Scope:
    headers = [pair for pair in scope["headers"] if pair[0] != b"host"]
    headers.append((b"host", host.encode("latin-1", "replace")))
    # The path stays as the proxy sends it, without the prefix, which links alone begin with.
    return {**scope, "scheme": scheme, "headers": headers, "app_root_path": prefix}


def _forwarded(scope: Scope) -> Mapping[str, str]:
    """Return `proto`, `host` and `prefix` as the nearest proxy tells them.

    `Forwarded` goes before the older headers; of several proxies the first told what readers see.
    """
    held: dict[bytes, str] = {}
    for name, value in scope["headers"]:
        held.setdefault(name, value.decode("latin-1"))
    document = {
        key: held[name].partition(",")[0].strip()
        for key, name in (
            ("proto", b"x-forwarded-proto"),
            ("host", b"x-forwarded-host"),
            ("prefix", b"x-forwarded-prefix"),
        )
        if name in held
    }
    pairs = _PAIR.findall(held.get(b"forwarded", ""))
    standard: dict[str, str] = {}
    for key, value in pairs:
        standard.setdefault(key.lower(), value.strip('"'))
    return document | {key: standard[key] for key in ("proto", "host") if key in standard}
