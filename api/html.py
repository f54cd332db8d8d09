"""Pages for people out of templates: words, language switch, security policy."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined

from api.language import language_of
from api.respond import HTML, content, digest
from geo.messages import LANGS, catalogue

if TYPE_CHECKING:
    from fastapi import Request, Response

CONTENT_SECURITY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; "
    "font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'"
)
"""Leaflet sets styles on elements; scripts come from here only."""


def page(request: Request, template: str, version: str, **context: object) -> Response:
    """Answer with a page; `context` is what the template shows beside the words.

    `up` in the template leads from the page to the root, so that the server may stand anywhere.
    """
    lang = language_of(request)
    root = request.scope.get("root_path", "")
    depth = request.url.path.removeprefix(root).count("/") - 1
    other = next(one for one in LANGS if one != lang)
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"]
    body = (
        environment()
        .get_template(template)
        .render(
            lang=lang,
            other=other,
            other_query=urlencode([*kept, ("lang", other)]),
            words=catalogue("api", lang),
            up="../" * depth,
            **context,
        )
    )
    headers = {
        "Content-Language": lang,
        "Vary": "Accept, Accept-Language",
        "Content-Security-Policy": CONTENT_SECURITY,
    }
    told = body.encode()
    # The page changes with its words and templates too, while the data stay the same.
    return content(request, told, HTML, f"{version}-{digest(told)}", headers)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates of this package."""
    return Environment(
        loader=PackageLoader("api"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
