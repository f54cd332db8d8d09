"""The landing page for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.links import JSON, OPENAPI, REL, link
from api.profiles.folders import folders
from api.respond import HTML
from geo.messages import catalogue

if TYPE_CHECKING:
    from fastapi import Request

    from api.state import State
    from geo.messages import Lang


def landing(request: Request, state: State, lang: Lang) -> dict[str, object]:
    """Return the landing page as JSON."""
    words = catalogue("api", lang)
    return {
        "title": words("start.title"),
        "description": words("start.intro"),
        "as_of": state.snapshot.as_of,
        "links": [
            link(request, "self", JSON, "/?f=json"),
            link(request, "alternate", HTML, "/?f=html"),
            link(request, "service-desc", OPENAPI, "/api"),
            link(request, "service-doc", HTML, "/api.html"),
            *(
                link(request, "related", HTML, f"/{folder}", title)
                for folder, title in folders(state.snapshot.atlas, lang)
            ),
            link(request, "sitemap", "application/xml", "/sitemap.xml"),
            link(request, "conformance", JSON, "/conformance"),
            link(request, "data", JSON, "/collections"),
            link(request, "service-meta", "application/geo+json", "/catalogue"),
            link(request, "describedby", "application/ld+json", "/catalogue.jsonld"),
            link(request, f"{REL}data", JSON, "/collections"),
            link(request, "related", JSON, "/networks", words("data.networks")),
            link(request, "search", JSON, "/search", words("search.title")),
            link(request, "related", JSON, "/compare", words("compare.title")),
            link(request, "related", JSON, "/briefs", words("briefs.title")),
            link(request, "related", JSON, "/charts", words("charts.title")),
            link(request, "related", JSON, "/programmes", words("register.title")),
            link(request, f"{REL}tiling-schemes", JSON, "/tileMatrixSets"),
            link(request, f"{REL}tilesets-vector", JSON, "/tiles"),
            link(request, f"{REL}conformance", JSON, "/conformance"),
            link(request, f"{REL}styles", JSON, "/styles", words("data.styles")),
            link(request, f"{REL}functions", JSON, "/functions", words("data.functions")),
        ],
    }
