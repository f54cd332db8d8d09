"""Search over everything that the atlas knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from api.dated import dated_of
from api.errors import ParameterError
from api.html import page
from api.language import language_of
from api.links import JSON, here, root_of
from api.negotiate import form_of
from api.references import as_page
from api.respond import HTML
from api.search import MOST, OF_EACH, OF_ONE, Group, groups, hit, index_of
from api.state import State  # noqa: TC001 - FastAPI reads it at run time
from geo.search.entry import Kind

if TYPE_CHECKING:
    from api.search import Hit
    from geo.messages import Lang

router = APIRouter(tags=["search"])
KNOWN = ("q", "kind", "limit", "offset", "f", "lang", "as_of", "zoning")
KINDS = tuple(kind.value for kind in Kind)


@router.get("/search", response_class=Response, summary="통합 검색 · Search")
def search(
    request: Request,
    state: Annotated[State, Depends(dated_of)],
    q: Annotated[
        str,
        Query(max_length=200, description="모두 들어 있어야 할 낱말, 초성도 · words, all must fit"),
    ] = "",
    kind: Annotated[str, Query(description=", ".join(KINDS))] = "",
    limit: Annotated[
        int | None, Query(ge=1, le=MOST, description="종류마다 · hits of each kind")
    ] = None,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Response:
    """Find facts, programmes, bodies, places, sources and conflicts by words, best first."""
    _check(request)
    if kind and kind not in KINDS:
        raise ParameterError(400, "unknown", "kind", kind, KINDS)
    lang = language_of(request)
    item = Kind(kind) if kind else None
    most = limit or (OF_ONE if item else OF_EACH)
    index = index_of(state)
    found = index.find(q)
    shown = groups(state, found, item, most, offset, lang)
    matched = sum(group.matched for group in shown)
    # What could be asked instead, where nothing fits.
    alone = [(word.text, index.count(word)) for word in found.words] if not found.matched else []
    like = index.like(q) if found.words and not found.matched else ()
    near = [hit(state.snapshot.atlas, entry, found, lang) for entry in like]
    last = offset + most
    more = any(group.matched > last for group in shown)
    if form_of(request) == "html":
        return page(
            request,
            "search.html",
            state.snapshot.version,
            q=q,
            kind=kind,
            found=found,
            counts={each.value: len(entries) for each, entries in found.hits.items()},
            groups=shown,
            matched=matched,
            alone=alone,
            near=near,
            as_page=as_page,
            first=offset + 1,
            last=min(last, matched),
            prev=_offset(request, max(0, offset - most)) if offset and item else None,
            next=_offset(request, last) if more and item else None,
        )
    links = [here(request, "self", JSON, f="json"), here(request, "alternate", HTML, f="html")]
    if more:
        links.append(here(request, "next", JSON, f="json", offset=last))
    if offset:
        links.append(here(request, "prev", JSON, f="json", offset=max(0, offset - most)))
    root = root_of(request)
    answer = {
        "q": q,
        "words": [word.text for word in found.words],
        "numberMatched": matched,
        "numberReturned": sum(len(group.hits) for group in shown),
        "counts": {each.value: len(entries) for each, entries in found.hits.items()},
        "groups": [_told(group, root, lang) for group in shown],
        "alone": dict(alone),
        "near": [_hit(entry, root, lang) for entry in near],
        "links": links,
    }
    headers = {"Content-Language": lang, "Vary": "Accept, Accept-Language"}
    return JSONResponse(answer, headers=headers)


def _check(request: Request) -> None:
    """Refuse parameters that are unknown, or given twice.

    Raises
    ------
    ParameterError
        400, with the parameters there are.
    """
    params = request.query_params
    for name in params:
        if name not in KNOWN:
            raise ParameterError(400, "unknown_name", name, "", KNOWN)
        if len(every := params.getlist(name)) > 1:
            raise ParameterError(400, "repeated", name, ", ".join(every), ("1",))


def _offset(request: Request, offset: int) -> str:
    return here(request, "", HTML, offset=offset)["href"]


def _told(group: Group, root: str, lang: Lang) -> dict[str, object]:
    return {
        "kind": group.kind.value,
        "numberMatched": group.matched,
        "hits": [_hit(item, root, lang) for item in group.hits],
    }


def _hit(item: Hit, root: str, lang: Lang) -> dict[str, object]:
    entry = item.entry
    return {
        "kind": entry.kind.value,
        "id": entry.id,
        "name_ko": entry.name.ko,
        "name_en": entry.name.en,
        "text": item.plain,
        "of": entry.of,
        "locator": entry.locator,
        "href": f"{root}/{as_page(item.path, lang)}",
        "shown_at": f"{root}/{as_page(item.beside, lang)}" if item.beside else None,
    }
