"""Walk the application from its start page, and write what is found as files that lead to another.

Nothing is served: the application is asked in this process. A page keeps the links to what the copy
has; the others lead to the server that it was copied from, or to a page that says what is missing.
"""

from __future__ import annotations

import html
import re
from collections import deque
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx2

from api.site.names import Address, address_of, relative
from geo.messages import LANGS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Collection

    from fastapi import FastAPI

    from geo.messages import Lang

_HOST = "http://sandan-atlas.invalid"
"""Of links in answers for programs; it stands for the folder of the copy."""
_LINK = re.compile(r'(?P<before>\s(?:href|src|action)=")(?P<link>[^"]*)(?=")')
_URL = re.compile(r"""url\((['"]?)(?P<link>[^'")]+)\1\)""")
_ABSOLUTE = re.compile(rf'"{re.escape(_HOST)}(?P<link>/[^"\\]*)?"')
_TOLD = re.compile(rf"""{re.escape(_HOST)}(?P<link>/[^"'<>\s\\]*)?""")
"""The same within pages: what scripts ask for, what search engines are told."""
_PAGED = frozenset({"limit", "offset"})
_TAKEN = frozenset({"f", "length"})
"""Parameters with few values; what has others is made by a server for who asks."""
ASKING = frozenset(
    {"/search", "/compare", "/partners", "/paths", "/around", "/scenario", "/api.html", "/oembed"}
)
"""Pages that do nothing without a server."""
_LEFT_OUT = ("/briefs/", "/charts/", "/timemap/", "/embed/", "/linked-places")
"""Made of what stands on pages, in many forms: a brief for each subject, length and format."""
_ITEM = re.compile(r"/collections/[^/]+/items/.+")
_FILES = re.compile(r"/(?:maps/[^/]+\.\w+|networks/[^/]+|collections/[^/]+/(?:download|items))")
MISSING = "{lang}/not-in-this-copy.html"
"""File that is led to where the copy has nothing and no server is told."""


@dataclass(frozen=True, slots=True)
class Page:
    """What was found under an address."""

    address: Address
    media_type: str
    body: bytes


@dataclass(slots=True)
class Walk:
    """Everything that the copy has, found by following links."""

    app: FastAPI
    pages: Collection[str]
    """Paths of pages that are always taken."""
    only: tuple[str, ...] = ()
    """Paths, with all below them; with none, everything."""
    langs: tuple[Lang, ...] = LANGS
    briefs: bool = False
    missing: list[Address] = field(default_factory=list)
    """Led to, and refused by the application."""
    files: dict[str, Address] = field(default_factory=dict)
    """Of the copy, with what each holds; two addresses of the same thing share a file."""

    def takes(self, address: Address) -> bool:
        """Tell whether the copy is to have what stands at an address."""
        path = address.path
        if address.is_static:
            return True
        if address.lang not in self.langs or not {name for name, _ in address.query} <= _TAKEN:
            return False
        wanted = ("/", *self.only)
        if self.only and path not in wanted and not path.startswith(self._below):
            return False
        if path in ASKING or (path.startswith(_LEFT_OUT) and not self._is_brief(path)):
            return False
        if path in self.pages or _ITEM.fullmatch(path):
            return address.form in {"", "html", "json"}
        return self._is_brief(path) or bool(_FILES.fullmatch(path))

    @property
    def _below(self) -> tuple[str, ...]:
        return tuple(f"{value}/" for value in self.only)

    def _is_brief(self, path: str) -> bool:
        return self.briefs and path.startswith("/briefs/")

    async def pages_found(self) -> AsyncIterator[Page]:
        """Ask for everything in turn, each file once."""
        begun = (Address(path, (), lang) for lang in self.langs for path in ("/", *self.pages))
        waiting = deque(item for item in begun if self.takes(item))
        transport = httpx2.ASGITransport(app=self.app)
        async with httpx2.AsyncClient(transport=transport, base_url=_HOST) as client:
            while waiting:
                address = waiting.popleft()
                if address.file in self.files:
                    continue
                accept = "application/json" if address.form == "json" else "text/html, */*;q=0.5"
                answer = await client.get(
                    address.target, headers={"Accept": accept, "Accept-Encoding": "identity"}
                )
                if answer.status_code != HTTPStatus.OK:
                    self.missing.append(address)
                    continue
                self.files[address.file] = address
                media_type = answer.headers.get("content-type", "").partition(";")[0]
                page = Page(address, media_type, answer.content)
                waiting.extend(link for link in links_of(page) if self.takes(link))
                yield page


def links_of(page: Page) -> list[Address]:
    """Return what a page or style sheet leads to within the site."""
    if page.media_type == "text/html":
        text = page.body.decode()
        links = [html.unescape(found["link"]) for found in _LINK.finditer(text)]
        links += [html.unescape(found["link"] or "/") for found in _TOLD.finditer(text)]
    elif page.media_type == "text/css":
        links = [found["link"] for found in _URL.finditer(page.body.decode())]
    else:
        return []
    found = (address_of(link, page.address) for link in links)
    return [item[0] for item in found if item is not None]


@dataclass(frozen=True, slots=True)
class Rewriting:
    """Links of pages turned into links between files."""

    files: Collection[str]
    server: str = ""
    """Where the copy was taken, without a slash at the end; empty where readers have no network."""
    url: str = ""
    """Where the copy will stand, for links in answers for programs, which are absolute there."""

    def page(self, page: Page) -> bytes:
        """Return what is written of a page."""
        if page.media_type == "text/html":
            return self._html(page).encode()
        if page.media_type.endswith("json"):
            return self._json(page).encode()
        return page.body

    def _html(self, page: Page) -> str:
        def turned(found: re.Match[str]) -> str:
            link = self._led(html.unescape(found["link"]), page.address)
            return f"{found['before']}{html.escape(link)}"

        def told(found: re.Match[str]) -> str:
            link = html.unescape(found["link"] or "/")
            return html.escape(self._led(link, page.address, absolute=True))

        return _TOLD.sub(told, _LINK.sub(turned, page.body.decode()))

    def _led(self, link: str, at: Address, *, absolute: bool = False) -> str:
        read = address_of(link.removeprefix(_HOST) or "/", at)
        if read is None:
            return link
        address, fragment = read
        if address.file not in self.files:
            # A part of a collection is drawn from the whole.
            query = tuple(pair for pair in address.query if pair[0] not in _PAGED)
            address = replace(address, query=query)
        behind = f"#{quote(fragment)}" if fragment else ""
        if address.file in self.files:
            if absolute and self.url:
                return f"{self.url}/{quote(address.file)}{behind}"
            version = f"?{link.partition('?')[2].partition('#')[0]}" if address.is_static else ""
            return f"{relative(address.file, at.file)}{version}{behind}"
        if self.server:
            return f"{self.server}{address.target}{behind}"
        return relative(MISSING.format(lang=at.lang), at.file)

    def _json(self, page: Page) -> str:
        def turned(found: re.Match[str]) -> str:
            read = address_of(found["link"] or "/", page.address)
            address = read[0] if read else page.address
            if address.file not in self.files:
                return f'"{self.server}{address.target}"' if self.server else "null"
            if self.url:
                return f'"{self.url}/{quote(address.file)}"'
            return f'"{relative(address.file, page.address.file)}"'

        return _ABSOLUTE.sub(turned, page.body.decode())
