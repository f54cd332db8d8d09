"""Which pages there are, for search engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from xml.sax.saxutils import escape, quoteattr

from fastapi import APIRouter, Depends, Request, Response

from api.analysis.asked import networks
from api.links import root_of
from api.profiles.addresses import Addresses, lists_of
from api.respond import content
from api.rows import facts_of
from api.serving import State, state_of
from api.view import maps_of
from geo.areas import Areas
from geo.messages import LANGS
from geo.profiles.subjects import subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

router = APIRouter(include_in_schema=False)
_SPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)
PAGES = (
    "",
    "search",
    "compare",
    "briefs",
    "accessibility",
    "verify",
    "charts",
    "programmes",
    "requests",
    "ledger",
    "plan",
    "checks",
    "sources",
    "conflicts",
    "collections",
    "schemas",
    "conformance",
    "catalogue",
    "networks",
    "flows",
    "gaps",
    "partners",
    "paths",
    "around",
    "scenario",
    "functions",
    "tiles",
    "styles",
    "peers",
    "answer",
    "statistics",
    "statistics/ties",
    "statistics/targets",
    "statistics/counts",
    "tileMatrixSets",
    "api.html",
)
"""Pages below the root that are there whatever the data."""


@router.get("/sitemap.xml")
def sitemap(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """List every page in both languages, each with its other language."""
    root = root_of(request)
    paths = tuple(pages_of(state))
    urls = "\n".join(_url(f"{root}/{path}", lang) for path in paths for lang in LANGS)
    body = f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {_SPACES}>\n{urls}\n</urlset>\n'
    version = f"{state.snapshot.version}-sitemap-{len(root)}"
    return content(request, body.encode(), "application/xml", version)


@router.get("/robots.txt")
def robots(request: Request) -> Response:
    """Allow everything, and lead to the list of pages."""
    text = f"User-agent: *\nAllow: /\nSitemap: {root_of(request)}/sitemap.xml\n"
    return Response(text, media_type="text/plain")


def pages_of(state: State) -> Iterator[str]:
    """Return the path of every page, without a slash before."""
    yield from PAGES
    yield from (f"maps/{name}" for name in maps_of(state))
    atlas = state.snapshot.atlas
    yield from (f"networks/{id_}/metrics" for id_ in networks(atlas))
    yield from lists_of(atlas)
    yield from map(Addresses(atlas).of, subjects(atlas))
    yield from (f"regions/{code}" for code in Areas(atlas).taking_part())
    for entry in atlas.register.entries:
        yield f"programmes/{entry.id}"
    for value in dict.fromkeys(fact.evidence.source for fact in facts_of(state.layer("facts"))):
        yield f"sources/{value}"
    for id_ in state.snapshot.layers:
        yield f"collections/{id_}"


def _url(address: str, lang: str) -> str:
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" '
        f"href={quoteattr(f'{address}?lang={code}')}/>"
        for code in LANGS
    )
    return f"<url><loc>{escape(f'{address}?lang={lang}')}</loc>{others}</url>"
