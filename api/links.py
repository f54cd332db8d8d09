"""Links as OGC API wants them: absolute, with relation, media type and title."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, unquote_plus, urlencode

from starlette.requests import Request

from api.dated import with_day

JSON = "application/json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
SCHEMA = "application/schema+json"
IN_PATHS = "/:@!$&'()*+,;=~"
"""What stands for itself in a path (RFC 3986, §3.3)."""
_IN_QUERIES = f"{IN_PATHS}?%"
"""The same of a query as it was sent, whatever it holds in percent signs already."""
REL = "http://www.opengis.net/def/rel/ogc/1.0/"


def root_of(request: Request) -> str:
    """Return the address of the landing page, without a slash at the end."""
    scope = request.scope
    host = next((value for name, value in scope["headers"] if name == b"host"), None)
    prefix = scope.get("app_root_path", scope.get("root_path", ""))
    return _root(scope["scheme"], host, tuple(scope.get("server") or ()), prefix)


@lru_cache(maxsize=64)
def _root(scheme: str, host: bytes | None, server: tuple[str, int], prefix: str) -> str:
    headers = [] if host is None else [(b"host", host)]
    scope = {"type": "http", "scheme": scheme, "headers": headers, "server": server or None}
    request = Request({**scope, "path": "/", "query_string": b"", "app_root_path": prefix})
    return str(request.base_url).rstrip("/")


def link(request: Request, rel: str, media_type: str, path: str, title: str = "") -> dict[str, str]:
    """Return a link to `path` below the landing page."""
    document = {
        "rel": rel,
        "type": media_type.partition("; charset")[0],
        "href": f"{root_of(request)}{with_day(request, path)}",
    }
    return document | ({"title": title} if title else {})


def here(request: Request, rel: str, media_type: str, **changed: object) -> dict[str, str]:
    """Return a link to the address of `request` with some query parameters `changed`."""
    return {
        "rel": rel,
        "type": media_type.partition("; charset")[0],
        "href": address(request, **changed),
    }


def address(request: Request, **changed: object) -> str:
    """Return the address of `request` with some query parameters changed; None takes one out."""
    pairs = _pairs(request.scope["query_string"])
    query = [pair for name, pair in pairs.items() if name not in changed]
    query += [_pair(name, str(value)) for name, value in changed.items() if value is not None]
    below = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    path = f"{root_of(request)}{_path(below)}"
    return f"{path}?{'&'.join(query)}" if query else path


@lru_cache(maxsize=256)
def _path(path: str) -> str:
    return quote(path, safe=IN_PATHS)


@lru_cache(maxsize=256)
def _pair(name: str, value: str) -> str:
    return urlencode({name: value})


@lru_cache(maxsize=64)
def _pairs(query: bytes) -> dict[str, str]:
    """Return each parameter by its name as it stands in the address; of a repeated one the last."""
    pairs = (quote(pair, safe=_IN_QUERIES) for pair in query.split(b"&") if pair)
    return {_name(pair.partition("=")[0]): pair for pair in pairs}


_name = lru_cache(maxsize=256)(unquote_plus)


def anchor_of(locator: str) -> str:
    """Return the id of a locator on the page of its source.

    >>> anchor_of("참고2 표 13행")
    '참고2-표-13행'
    """
    return "-".join(locator.split())


def page_of(source: str, locator: str | None = None, query: str = "") -> str:
    """Return the address below the root of the page of a source, at `locator` if there is one.

    >>> page_of("census", "표 2", "lang=en")
    'sources/census?lang=en#%ED%91%9C-2'
    """
    asked = f"?{query}" if query else ""
    anchor = f"#{quote(anchor_of(locator))}" if locator else ""
    return f"sources/{source}{asked}{anchor}"
