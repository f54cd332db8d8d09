"""Files that pages load, all served by ourselves: own scripts and styles, and Leaflet (I/O).

Leaflet comes from the wheel ``folium-offline``, used only as a table of what folium's outside
addresses hold. The rewritten page is checked: nothing in it may point to another host.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from importlib.resources import files
from typing import TYPE_CHECKING

from maps.errors import MissingAssetError, OutsideAssetError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from maps.links import Links

LEAFLET_JS = "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.js"
LEAFLET_CSS = "https://cdn.jsdelivr.net/npm/leaflet@1.9.3/dist/leaflet.css"
VENDOR = {LEAFLET_JS: "leaflet.js", LEAFLET_CSS: "leaflet.css"}
"""Outside address, as folium writes it, to file name below ``vendor/``."""

MEDIA = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8"}
"""Ending of a file to its media type."""
_LINKED = re.compile(r'(?P<head><(?:script src|link rel="stylesheet" href)=")(?P<url>[^"]+)')
_OUTSIDE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_CSS_URL = re.compile(r"url\(\s*['\"]?(?P<url>[^'\")]+)")
_LOADING = frozenset({"src", "href", "srcset", "data", "poster", "action", "formaction"})


@dataclass(frozen=True, slots=True)
class Asset:
    """A file for the browser."""

    name: str
    """Below the static root, such as ``vendor/leaflet.js``."""
    body: bytes
    media_type: str

    @property
    def version(self) -> str:
        """Return the version of the content."""
        return version_of(self.body)


def version_of(body: bytes) -> str:
    """Return the first 12 signs of the content's SHA-256: a new content, a new address."""
    return hashlib.sha256(body).hexdigest()[:12]


@lru_cache(maxsize=1)
def vendor() -> Mapping[str, Asset]:
    """Return the files of the wheel ``folium-offline`` that pages use, by name.

    Serve each at ``{static}/{name}``; names begin with ``vendor/``.
    """
    assets = (
        Asset(f"vendor/{name}", _texts()[url].encode(), MEDIA[name.rsplit(".", 1)[1]])
        for url, name in VENDOR.items()
    )
    return {asset.name: asset for asset in assets}


def library(url: str) -> str | None:
    """Return the script or stylesheet at an address that folium or a plugin of it uses.

    Pictures and fonts stand within; None where it is not at hand.
    """
    return _texts().get(url)


def _texts() -> Mapping[str, str]:
    from offlinefolium.elements import _res  # noqa: PLC0415 - 3.5 MB, only for pages

    texts: Mapping[str, str] = _res
    return texts


@lru_cache(maxsize=64)
def static_version(path: str) -> str:
    """Return the content's version of the package's file ``static/{path}``.

    Raises
    ------
    MissingAssetError
        The package has no such file.
    """
    file = files("maps").joinpath("static", *path.split("/"))
    if not file.is_file():
        raise MissingAssetError(path)
    return version_of(file.read_bytes())


def static_url(path: str, links: Links) -> str:
    """Return the address of ``static/{path}``, with the content's version behind it."""
    return f"{links.static}/{path}?v={static_version(path)}"


def served_here(html: str, links: Links) -> str:
    """Replace outside addresses of scripts and styles by local ones; let no other remain.

    Raises
    ------
    OutsideAssetError
        The page would load something from another host for which no local file is known.
    """
    rewritten = _LINKED.sub(lambda found: found["head"] + _local(found["url"], links), html)
    check = _Loads()
    check.feed(rewritten)
    check.close()
    if check.outside:
        raise OutsideAssetError(check.outside[0])
    return rewritten


def _local(url: str, links: Links) -> str:
    if not _OUTSIDE.match(url):
        return url
    if url not in VENDOR:
        raise OutsideAssetError(url)
    asset = vendor()[f"vendor/{VENDOR[url]}"]
    return f"{links.static}/{asset.name}?v={asset.version}"


class _Loads(HTMLParser):
    """Collects what a page would load from or link to elsewhere; text and data do not count."""

    def __init__(self) -> None:
        super().__init__()
        self.outside: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        for name, value in attrs:
            if name == "style":
                self._css(value or "")
            elif name.rpartition(":")[2] in _LOADING and _OUTSIDE.match(value or ""):
                self.outside.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._in_style = False

    def handle_data(self, data: str) -> None:
        if self._in_style:
            self._css(data)

    def _css(self, text: str) -> None:
        urls = (found["url"] for found in _CSS_URL.finditer(text))
        self.outside += [url for url in urls if _OUTSIDE.match(url)]
