"""Bytes into answers: media type, validator, not modified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import Response

if TYPE_CHECKING:
    from fastapi import Request

GEOJSON = "application/geo+json"
HTML = "text/html; charset=utf-8"
REVALIDATE = "no-cache"
"""Keep, but ask each time: an answer changes when the snapshot does."""
FOREVER = "public, max-age=31536000, immutable"
"""For addresses that carry the version of their content."""


def content(
    request: Request,
    body: bytes,
    media_type: str,
    version: str,
    headers: dict[str, str] | None = None,
) -> Response:
    """Answer with `body`, or with 304 when the reader has this `version` already.

    The validator is weak: compression on the way changes the bytes and not the meaning.
    """
    etag = f'W/"{version}"'
    every = {"ETag": etag, "Cache-Control": REVALIDATE, **(headers or {})}
    known = request.headers.get("if-none-match", "")
    if known == "*" or etag.removeprefix("W/") in known.replace("W/", "").split(", "):
        return Response(status_code=304, headers=every)
    return Response(body, media_type=media_type, headers=every)
