"""Who may do what is not open to everybody, and how often: keys, rates, and what is noted of it."""

from __future__ import annotations

import hashlib
import ipaddress
import mmap
import secrets
import struct
import time
from typing import TYPE_CHECKING, NoReturn

from fastapi import HTTPException, Request

from api.keys import Keys
from api.language import language_of
from api.log import AUDIT
from api.observer import RECORD
from geo.messages import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Scope as ASGIScope

    from api.keys import Key, Scope
    from api.settings import Settings

_MINUTE = 60.0
"""Seconds, the unit in which rates are set."""
_EVEN = 1e-6
"""Seconds; less is what sums of fractions differ by."""
_PLACE = struct.Struct("8sd")
"""Who it is of, and when his bucket is full again."""


class Rates:
    """A bucket for each who asks: as many requests at once as a minute has, then evenly.

    It holds for all processes that are forked after it has been made. Those who ask share a fixed
    table: of two whose names fall on one place the later one begins with a full bucket.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, places: int = 32_768) -> None:
        self._clock = clock
        self._places = places
        self._secret = secrets.token_bytes(16)
        """So that nobody can choose on whose place his name falls."""
        self._table = mmap.mmap(-1, places * _PLACE.size)

    def wait(self, who: str, a_minute: int) -> float:
        """Take one request of `who`; return 0, or the seconds after which there is one again."""
        hashed = hashlib.blake2b(who.encode(), digest_size=16, key=self._secret).digest()
        place = int.from_bytes(hashed[8:]) % self._places * _PLACE.size
        now, every = self._clock(), _MINUTE / a_minute
        held, due = _PLACE.unpack_from(self._table, place)
        if held != hashed[:8]:
            due = now
        # When the bucket would be full again (GCRA): one number tells how many are left.
        due = max(due, now)
        wait: float = due + every - now - _MINUTE
        if wait > _EVEN:
            return wait
        _PLACE.pack_into(self._table, place, hashed[:8], due + every)
        return 0.0


class Guard:
    """Lets requests in by the operator's settings."""

    def __init__(
        self, settings: Settings, client: Callable[[ASGIScope], str], rates: Rates | None = None
    ) -> None:
        self._settings = settings
        self._client = client
        self._keys = Keys(settings.keys)
        self._rates = rates or Rates()

    def admit(self, request: Request, scope: Scope) -> None:
        """Return if the request may be answered.

        Raises
        ------
        HTTPException
            401: no key, or none that is known. 403: closed, or the key does not open this.
            429: too many in too short a time.
        """
        access = self._settings.post if scope == "batch" else self._settings.metrics
        if access == "off":
            self._refuse(request, 403, "closed")
        key = self._key(request, scope) if access == "keys" else None
        if scope == "batch":
            self._count(request, key)
        if key is not None:
            self._note(request, "key used", key_id=key.id, name=key.name)

    def _key(self, request: Request, scope: Scope) -> Key:
        given = request.headers.get("x-api-key", "")
        kind, _, token = request.headers.get("authorization", "").partition(" ")
        if not given and kind.lower() == "bearer":
            given = token.strip()
        key = self._keys.find(given)
        if key is None:
            self._refuse(request, 401, "no_key", {"WWW-Authenticate": 'Bearer realm="sandan"'})
        if scope not in key.scopes:
            self._refuse(request, 403, "not_of_key", key_id=key.id)
        record = request.scope.get(RECORD)
        if record is not None:
            record.key = key.id
        return key

    def _count(self, request: Request, key: Key | None) -> None:
        rate = (key.rate if key else 0) or self._settings.post_rate
        if not rate:
            return
        who = key.id if key else _network(self._client(request.scope))
        wait = self._rates.wait(who, rate)
        if wait:
            retry = str(max(1, round(wait + 0.5)))
            self._refuse(request, 429, "too_often", {"Retry-After": retry}, rate=rate)

    def _refuse(
        self,
        request: Request,
        status: int,
        reason: str,
        headers: dict[str, str] | None = None,
        **facts: object,
    ) -> NoReturn:
        self._note(request, "refused", status=status, reason=reason, **facts)
        detail = catalogue("api", language_of(request))(f"problem.{reason}", **facts)
        raise HTTPException(status, detail, headers)

    def _note(self, request: Request, event: str, **facts: object) -> None:
        document = {
            "event": event,
            "method": request.method,
            "path": request.scope["path"][:200],
            "client": self._client(request.scope),
            **facts,
        }
        level = AUDIT.warning if event == "refused" else AUDIT.info
        level(event, extra={"facts": document})


def _network(client: str) -> str:
    """Return whose requests are counted together: an IPv4 address, the /64 of an IPv6 one."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client
    if address.version == 4:
        return client
    return str(ipaddress.ip_network((address, 64), strict=False))


def check_admission(request: Request) -> None:
    """Let what sends something in only where the operator does; every route depends on it."""
    if request.method == "POST":
        request.app.state.guard.admit(request, "batch")
