"""One careful caller for all providers: time-outs, retries, rate, quota, and no key told."""

from __future__ import annotations

import logging
import random
import re
import threading
import time
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.request import getproxies, proxy_bypass

import httpx2

from geo.errors import ProviderKeyError, ProviderQuotaError, ProviderUnreachableError
from geo.geocoding.providers.keys import Mask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from geo.geocoding.providers.keys import Credential

LONGEST_QUERY = 200
"""Characters; a Korean address with its building has fewer than half."""
_LOGGERS = ("httpx2", *(f"httpcore2.{part}" for part in ("connection", "http11", "http2", "proxy")))
_TOO_MANY = 429
"""HTTP status of a service that has enough of us (RFC 6585)."""
_SECONDS = re.compile(r"\d{1,9}")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How patiently, how fast and how much a provider is asked."""

    timeout_s: float = 5.0
    """Longest silence, and longest time for the body of an answer, in seconds."""
    retries: int = 3
    """How often a request is sent again after 429, 5xx or no answer."""
    first_pause_s: float = 0.5
    """Pause before the first retry; each further one is twice as long, less up to a half."""
    longest_pause_s: float = 30.0
    """No retry waits longer; a provider that asks for more (Retry-After) is given up."""
    per_second: float = 5.0
    """Requests a second, retries included."""
    quota: int = 10_000
    """Requests in the life of the caller, retries included: a quarter of VWorld's day (40,000)."""
    largest_answer: int = 2_000_000
    """Bytes, unpacked; ten results take a few thousand."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a status and a body without keys."""

    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One sending: an answer, or the name of what went wrong."""

    answer: Answer | None
    problem: str = ""
    retry_after_s: float | None = None


def askable(query: str) -> str:
    """Return `query` in NFC without line breaks and doubled blanks; empty if none can take it."""
    plain = unicodedata.normalize("NFC", _BLANK.sub(" ", query[: LONGEST_QUERY * 5])).strip()
    unsendable = any(unicodedata.category(char) == "Cs" for char in plain)
    return "" if unsendable or len(plain) > LONGEST_QUERY else plain


class Caller:
    """Sends GET requests of one provider; safe to share among threads."""

    def __init__(
        self,
        provider: str,
        base_url: str,
        credentials: Sequence[Credential],
        limits: Limits | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Ask `provider` at `base_url`, through the proxy that the environment names."""
        self.provider = provider
        self.variables = ", ".join(credential.key.variable for credential in credentials)
        self._limits = limits or Limits()
        self._sleep = sleep
        self._pace = _Pace(provider, self._limits)
        self._mask = Mask(credentials)
        for name in _LOGGERS:
            logging.getLogger(name).addFilter(self._mask)
        self._client = httpx2.Client(
            base_url=base_url,
            transport=_Signing(_transport(base_url), credentials),
            timeout=self._limits.timeout_s,
            headers={"User-Agent": "sandan-atlas", "Accept": "application/json"},
            trust_env=False,
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
        for name in _LOGGERS:
            logging.getLogger(name).removeFilter(self._mask)

    def get(self, path: str, params: Mapping[str, str]) -> Answer:
        """Return the answer, whatever its status below 500 except 429.

        Pauses grow exponentially with jitter, or are what the provider asks for.

        Raises
        ------
        ProviderQuotaError
            The run's quota is used up, or the provider answers 429 to the last.
        ProviderUnreachableError
            The provider answers 5xx, not in time, or not at all, to the last.
        """
        pauses = self._pauses()
        while True:
            attempt = self._send(path, params)
            if attempt.answer is not None and not _passing(attempt.answer.status):
                return attempt.answer
            pause = next(pauses, None)
            if pause is not None and attempt.retry_after_s is not None:
                pause = attempt.retry_after_s
            if pause is None or pause > self._limits.longest_pause_s:
                raise self._given_up(attempt)
            self._sleep(pause)

    def key_refused(self, code: str) -> ProviderKeyError:
        """Return the error of a refused key, with the variables that hold it."""
        return ProviderKeyError(self.provider, self.variables, code)

    def _send(self, path: str, params: Mapping[str, str]) -> _Attempt:
        wait = self._pace.wait_s()
        if wait > 0:
            self._sleep(wait)
        try:
            with self._client.stream("GET", path, params=params) as response:
                body = self._read(response)
        except httpx2.HTTPError as error:
            # Only the class is told on: the error holds the request.
            return _Attempt(None, type(error).__name__)
        if body is None:
            return _Attempt(None, "ReadTimeout")
        answer = Answer(response.status_code, self._mask.hide(body))
        return _Attempt(answer, f"HTTP {answer.status}", _retry_after_s(response.headers))

    def _read(self, response: httpx2.Response) -> bytes | None:
        """Return the body, None where it drips for too long, nothing where it is too large."""
        end = time.monotonic() + self._limits.timeout_s
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if time.monotonic() > end:
                return None
            if len(body) > self._limits.largest_answer:
                return b""
        return bytes(body)

    def _pauses(self) -> Iterator[float]:
        for attempt in range(self._limits.retries):
            pause = min(self._limits.first_pause_s * 2**attempt, self._limits.longest_pause_s)
            yield pause * random.uniform(0.5, 1)  # noqa: S311 - jitter is no secret

    def _given_up(self, attempt: _Attempt) -> ProviderQuotaError | ProviderUnreachableError:
        if attempt.answer is not None and attempt.answer.status == _TOO_MANY:
            return ProviderQuotaError(self.provider, attempt.problem)
        return ProviderUnreachableError(self.provider, attempt.problem)


class _Pace:
    """Hands out the times at which requests may leave, until the quota is used up."""

    def __init__(self, provider: str, limits: Limits) -> None:
        self._provider, self._limits = provider, limits
        self._lock = threading.Lock()
        self._used = 0
        self._next = 0.0

    def wait_s(self) -> float:
        """Take the next slot and return the seconds until it comes."""
        with self._lock:
            if self._used >= self._limits.quota:
                raise ProviderQuotaError(self._provider, f"Limits.quota={self._limits.quota}")
            self._used += 1
            now = time.monotonic()
            slot = max(now, self._next)
            self._next = slot + 1 / self._limits.per_second
        return slot - now


class _Signing(httpx2.BaseTransport):
    """Adds the keys below the client, whose log and errors so never hold them."""

    def __init__(self, inner: httpx2.BaseTransport, credentials: Sequence[Credential]) -> None:
        self._inner = inner
        self._query = [item.pair() for item in credentials if item.place == "query"]
        self._headers = [item.pair() for item in credentials if item.place == "header"]

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request with its keys."""
        signed = httpx2.Request(
            request.method,
            request.url.copy_merge_params(dict(self._query)),
            headers=[*request.headers.raw, *((k.encode(), v.encode()) for k, v in self._headers)],
            stream=request.stream,
            extensions=request.extensions,
        )
        return self._inner.handle_request(signed)

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


def _transport(base_url: str) -> httpx2.HTTPTransport:
    url = httpx2.URL(base_url)
    proxy = None if proxy_bypass(url.host) else getproxies().get(url.scheme)
    if proxy is not None and "://" not in proxy:
        proxy = f"http://{proxy}"
    return httpx2.HTTPTransport(proxy=proxy)


def _passing(status: int) -> bool:
    return status == _TOO_MANY or status >= 500


def _retry_after_s(headers: httpx2.Headers) -> float | None:
    """Read Retry-After, seconds or a date (RFC 9110, 10.2.3); None where it says neither."""
    text = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
