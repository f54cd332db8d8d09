"""Addresses of the server → files of the copy; pure, so that both ends of a link agree."""

from __future__ import annotations

import hashlib
import os.path
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from api.language import DEFAULT
from geo.messages import LANGS

if TYPE_CHECKING:
    from geo.messages import Lang

STATIC = "/static/"
"""Files of pages; their query names the version and stays in links, for caches."""
PAGE = "index.html"
"""A page is a folder with this file, which every web server gives for the folder; each language has
a folder of its own."""
_UNFIT = re.compile(r'[\x00-\x1f<>:"|?*\\]')
"""What no file on Windows may be called."""
_ENDING = re.compile(r"\.[a-z0-9]{2,8}$")
_QUERY_HASH = 10
"""Hexadecimal digits: of 10,000 queries of one path two share theirs once in 20,000 copies."""


@dataclass(frozen=True, slots=True)
class Address:
    """A resource of the server, without its host."""

    path: str
    """Not quoted, with a slash before."""
    query: tuple[tuple[str, str], ...] = ()
    """Without language and version, in the order of names."""
    lang: Lang = DEFAULT

    @property
    def form(self) -> str:
        """What ``f`` asks for; empty where nothing does."""
        return dict(self.query).get("f", "")

    @property
    def is_static(self) -> bool:
        """Tell whether it is a file of pages."""
        return self.path.startswith(STATIC)

    @property
    def target(self) -> str:
        """Path and query as they are sent to the server."""
        pairs = [*self.query, *(() if self.is_static else (("lang", self.lang),))]
        asked = "&".join(f"{quote(name)}={quote(value, safe='')}" for name, value in pairs)
        return f"{quote(self.path)}?{asked}" if asked else quote(self.path)

    @property
    def file(self) -> str:
        """The file below the folder of the copy, with slashes.

        >>> Address("/regions/26", (("f", "html"),), "en").file
        'en/regions/26/index.html'
        >>> Address("/collections/complexes/items", (("f", "json"),)).file
        'ko/collections/complexes/items.json'
        >>> Address("/maps/overview.svg").file
        'ko/maps/overview.svg'
        """
        parts = [_fit(part) for part in self.path.split("/") if part]
        if self.is_static:
            return "/".join(parts)
        more = [(name, value) for name, value in self.query if name != "f"]
        name = parts.pop() if parts else ""
        ending = _ENDING.search(name)
        if more:
            content = "&".join(f"{item}={value}" for item, value in more).encode()
            mark = f"-{hashlib.sha256(content).hexdigest()[:_QUERY_HASH]}"
            name = f"{name[: ending.start()]}{mark}{ending[0]}" if ending else f"{name}{mark}"
        if self.form not in {"", "html"}:
            return "/".join((self.lang, *parts, f"{name or 'index'}.{self.form}"))
        if ending:
            return "/".join((self.lang, *parts, name))
        return "/".join(filter(None, (self.lang, *parts, name, PAGE)))


def address_of(link: str, at: Address) -> tuple[Address, str] | None:
    """Read a link on the page `at`; return its address and fragment, None where it leaves the site.

    A link that names no language stays in that of its page.
    """
    if link.startswith(("#", "//")) or urlsplit(link).scheme:
        return None
    parts = urlsplit(urljoin(at.target, link))
    pairs = dict(parse_qsl(parts.query, keep_blank_values=True))
    pairs.pop("v", None)
    asked = pairs.pop("lang", at.lang)
    lang = next((item for item in LANGS if item == asked), at.lang)
    path = posixpath.normpath(unquote(parts.path)) if parts.path else at.path
    found = Address(path, tuple(sorted(pairs.items())), lang)
    return (Address(path) if found.is_static else found), parts.fragment


def relative(file: str, at: str) -> str:
    """Return the link from the file `at` to `file`, quoted.

    >>> relative("ko/regions/26/index.html", "en/index.html")
    '../ko/regions/26/index.html'
    """
    return quote(os.path.relpath(file, posixpath.dirname(at) or ".").replace(os.sep, "/"))


def _fit(part: str) -> str:
    return _UNFIT.sub(lambda found: f"%{ord(found[0]):02X}", part).rstrip(".") or "%2E"
