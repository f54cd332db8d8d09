"""Documents that describe the service: JSON for programs, the same as a page for people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from api.html import page
from api.language import language_of
from api.links import JSON, address, root_of
from api.negotiate import form_of
from api.respond import content, digest

if TYPE_CHECKING:
    from fastapi import Request, Response

    from geo.jsons import Properties
    from geo.store.snapshot import Layer


def document(
    request: Request,
    values: Properties,
    word: str,
    *,
    media_type: str = JSON,
    layer: Layer | None = None,
    as_of: str = "",
    forms: tuple[str, ...] = ("json", "html"),
    template: str = "document.html",
) -> Response:
    """Answer with `made` in the form that is asked for.

    `word` is the key under ``data`` of what a page calls it, `layer` the collection it is about,
    `template` shows it.

    Raises
    ------
    ParameterError
        406: ``f`` is none of `forms`.
    """
    if form_of(request, forms) == "html":
        lang = language_of(request)
        about = layer and {
            "id": layer.id,
            "title": layer.title(lang),
        }
        return page(
            request,
            template,
            word,
            made=values,
            word=word,
            collection=about,
            root=root_of(request),
            raw=address(request, f="json"),
        )
    return as_json(request, values, media_type, as_of)


def as_json(
    request: Request, values: Properties, media_type: str = JSON, as_of: str = ""
) -> Response:
    """Answer with `made` as JSON, in the reader's language as it is already."""
    body = json.dumps(values, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    headers = {"Content-Language": language_of(request), "Vary": "Accept, Accept-Language"}
    return content(request, body, media_type, digest(body), headers, as_of)
