"""Pages for people out of templates: words, language switch, security policy."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from api.errors import ParameterError
from api.language import language_of
from api.links import page_of
from api.negotiate import form_of
from api.respond import HTML, content, digest
from api.serving import state_of
from api.view import scene_of
from api.when import keep_day, when
from geo.messages import LANGS, catalogue
from maps.anchors import ground_names
from maps.links import PAGES
from maps.titles import tabs_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fastapi import Request

    from api.state import State
    from geo.messages import Lang

CONTENT_SECURITY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; "
    "font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
"""Leaflet sets styles on elements; scripts come from here only."""
_KOREAN = re.compile(r"[ㄱ-ㆎ가-힣](?:[^A-Za-z]*[ㄱ-ㆎ가-힣])?")
_HEADING = re.compile("<th .*?</th>", re.DOTALL)
_ROW = re.compile("<tr.*?</tr>", re.DOTALL)
_CELL = re.compile("<t[dh](?=[ >])")


def page(
    request: Request,
    template: str,
    version: str,
    *,
    days: Iterable[str] | None = None,
    zoned: bool = False,
    **context: object,
) -> Response:
    """Answer with a page; `context` is what the template shows beside the words.

    `days` are those on which something that the page shows changed, `zoned` says that it tells of
    zones, see `when`. `up` in the
    template leads from the page to the root, so that the server may stand anywhere.
    """
    context["when"] = when(request, days, zoned=zoned)
    body, headers = _rendered(request, template, context)
    # The page changes with its words and templates too, while the data stay the same.
    return content(request, body, HTML, f"{version}-{digest(body)}", headers)


def ways(state: State, lang: Lang) -> tuple[tuple[str, str], ...]:
    """Return the address below the root and the name of what every page leads to, as maps do."""
    words = catalogue("maps", lang)
    maps = ((f"maps/{name}", label) for name, label in tabs_of(scene_of(state), words))
    return (*maps, *((name, words(f"nav.{name}")) for name in PAGES))


def cards(table: str) -> Markup:
    """Give each cell of a table's rows the title of its column: a card on a narrow screen.

    `table` is a ``<thead>`` with one row and what follows it; no cell spans another.
    """
    head, end, rows = str(table).partition("</thead>")
    titles = [item.striptags() for item in map(Markup, _HEADING.findall(head))]

    def row(found: re.Match[str]) -> str:
        column = iter(titles)
        return _CELL.sub(lambda cell: f'{cell[0]} data-title="{escape(next(column))}"', found[0])

    return Markup(head + end + _ROW.sub(row, rows))  # noqa: S704 - a template made it


def quoted(text: str, lang: Lang) -> Markup:
    """Mark what is Korean in a text on an English page: names and words as printed.

    >>> str(quoted("Meaning of 천안일반", "en"))
    'Meaning of <span lang="ko">천안일반</span>'
    """
    plain = escape(text)
    if lang == "ko":
        return plain
    # Of a plain text, for what is put into a `Markup` is escaped once more.
    return Markup(_KOREAN.sub(r'<span lang="ko">\g<0></span>', str(plain)))  # noqa: S704 - escaped


def problem_page(request: Request, problem: dict[str, object], status: int) -> Response | None:
    """Return a page that says what is wrong with the request; None for who reads JSON."""
    try:
        if form_of(request, ("json", "html")) != "html":
            return None
    except ParameterError:
        return None
    body, headers = _rendered(request, "problem.html", {"problem": problem, "when": None})
    return Response(body, status, headers, HTML)


def _rendered(
    request: Request, template: str, context: dict[str, object]
) -> tuple[bytes, dict[str, str]]:
    lang = language_of(request)
    root = request.scope.get("root_path", "")
    depth = request.url.path.removeprefix(root).count("/") - 1
    other = next(item for item in LANGS if item != lang)
    atlas = state_of(request).snapshot.atlas
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
            path=request.url.path.removeprefix(root),
            ways=ways(state_of(request), lang),
            ground_names=partial(ground_names, atlas.regions.current, catalogue("maps", lang)),
            **context,
        )
    )
    headers = {
        "Content-Language": lang,
        "Vary": "Accept, Accept-Language",
        "Content-Security-Policy": CONTENT_SECURITY,
    }
    return keep_day(request, body).encode(), headers


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return the templates of this package."""
    result = Environment(
        loader=PackageLoader("api"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    result.globals |= {"page_of": page_of}
    result.filters |= {"cards": cards, "quoted": quoted}
    return result
