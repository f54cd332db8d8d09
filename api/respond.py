"""Bytes into answers: media type, validator, not modified."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from fastapi import Response

from geo.catalogue.dates import first_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from fastapi import Request
    from starlette.types import Receive, Scope, Send

GEOJSON = "application/geo+json"
HTML = "text/html; charset=utf-8"
REVALIDATE = "no-cache"
"""Keep, but ask each time: an answer changes when the snapshot does."""
_TAG = re.compile(r'"[^"]*"')
"""An entity tag in a list, which needs no blanks (RFC 9110 §8.8.3, §13.1.2)."""
FOREVER = "public, max-age=31536000, immutable"
"""For addresses that carry the version of their content."""


class Pieces(Response):
    """An answer whose content stands in several buffers, which are sent without joining them."""

    def __init__(self, pieces: Sequence[bytes | memoryview], **more: Any) -> None:  # noqa: ANN401
        self._pieces = pieces
        super().__init__(**more)
        self.headers["content-length"] = str(sum(map(len, pieces)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002
        """Send the pieces one after another."""
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})
        for piece in self._pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def content(
    request: Request,
    body: bytes | Sequence[bytes | memoryview],
    media_type: str,
    version: str,
    headers: dict[str, str] | None = None,
    as_of: str = "",
) -> Response:
    """Answer with `body`, whole or in pieces, or with 304 when the reader has this `version`.

    The validator is weak: compression on the way changes the bytes and not the meaning. `as_of`
    is the date of the newest source, as far as known (day, month or year); its first day, at
    midnight UTC, is told as the last modification, so that every server of a build tells the
    same. A correction under the same sources changes the validator and not this date.
    """
    every = {"ETag": f'W/"{version}"', "Cache-Control": REVALIDATE, **(headers or {})}
    modified, text = last_modified(as_of)
    if modified:
        every["Last-Modified"] = text
    if is_known(request, every["ETag"], modified):
        return Response(status_code=304, headers=every)
    if isinstance(body, bytes):
        return Response(body, media_type=media_type, headers=every)
    return Pieces(body, media_type=media_type, headers=every)


def digest(body: bytes) -> str:
    """Return a part of a validator that tells this content from any other."""
    return hashlib.sha256(body).hexdigest()[:16]


def is_known(request: Request, etag: str, modified: datetime | None) -> bool:
    """Tell whether the reader has the answer already (RFC 9110 §13.2.2)."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return tags.strip() == "*" or etag.removeprefix("W/") in _TAG.findall(tags)
    since = _moment(request.headers.get("if-modified-since", ""))
    return modified is not None and since is not None and modified <= since


@lru_cache(maxsize=64)
def last_modified(as_of: str) -> tuple[datetime | None, str]:
    """Return the moment, and how HTTP writes it."""
    day = first_day(as_of)
    if day is None:
        return None, ""
    moment = datetime.combine(day, time(), UTC)
    return moment, format_datetime(moment, usegmt=True)


def _moment(text: str) -> datetime | None:
    """Read a date of HTTP; None for what is none, which is to be ignored."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
