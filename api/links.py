"""Links as OGC API wants them: absolute, with relation, media type and title."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

JSON = "application/json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
SCHEMA = "application/schema+json"
REL = "http://www.opengis.net/def/rel/ogc/1.0/"


def root_of(request: Request) -> str:
    """Return the address of the landing page, without a slash at the end."""
    return str(request.base_url).rstrip("/")


def link(request: Request, rel: str, media_type: str, path: str, title: str = "") -> dict[str, str]:
    """Return a link to `path` below the landing page."""
    made = {
        "rel": rel,
        "type": media_type.partition("; charset")[0],
        "href": f"{root_of(request)}{path}",
    }
    return made | ({"title": title} if title else {})


def here(request: Request, rel: str, media_type: str, **changed: object) -> dict[str, str]:
    """Return a link to the address of `request` with some query parameters `changed`."""
    return {
        "rel": rel,
        "type": media_type.partition("; charset")[0],
        "href": address(request, **changed),
    }


def address(request: Request, **changed: object) -> str:
    """Return the address of `request` with some query parameters changed; None takes one out."""
    kept: Mapping[str, object] = {
        name: value for name, value in request.query_params.multi_items() if name not in changed
    }
    query = {**kept, **{name: value for name, value in changed.items() if value is not None}}
    path = f"{root_of(request)}{request.url.path.removeprefix(request.scope.get('root_path', ''))}"
    return f"{path}?{urlencode(query)}" if query else path
