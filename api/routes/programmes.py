"""The programme register: a table to search, and a page for each programme."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from api.errors import refuse_unknown
from api.html import page
from api.language import language_of
from api.links import JSON, here, link
from api.negotiate import form_of
from api.register import PLACE, Asked, choices, rows_of, told
from api.respond import HTML
from api.routes.profiles import answered
from api.state import State, state_of
from geo.errors import SubjectError
from geo.messages import catalogue
from geo.profiles.subjects import find_subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.messages import Catalogue

router = APIRouter(tags=["programmes"])
Conditions = Annotated[list[str], Query(default_factory=list, max_length=20)]
FORMS = ("html", "json")
CONDITIONS = ("document", "ministry", "kind", "place")


@router.get("/programmes", response_class=Response, summary="정책 사업 등록부 · Programme register")
async def programmes(
    request: Request,
    state: Annotated[State, Depends(state_of)],
    document: Conditions,
    ministry: Conditions,
    kind: Conditions,
    place: Conditions,
    q: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """List what the documents describe, filtered by words, document, body, kind and place."""
    rows = rows_of(state.layer("programmes"))
    asked = Asked(q, tuple(document), tuple(ministry), tuple(kind), tuple(place))
    found = asked.found(rows)
    words = catalogue("api", language_of(request))
    if form_of(request) == "html":
        return page(
            request,
            "programmes.html",
            state.snapshot.version,
            q=q,
            choices=_choices(rows, asked, words),
            matched=len(found),
            total=len(rows),
            groups=[
                (document, list(group))
                for document, group in groupby(
                    (told(row, words) for row in found), key=lambda row: row["document"]
                )
            ],
        )
    listed = {
        "numberMatched": len(found),
        "numberTotal": len(rows),
        "links": [
            here(request, "self", JSON, f="json"),
            here(request, "alternate", HTML, f="html"),
            link(request, "collection", JSON, "/collections/programmes"),
        ],
        "programmes": found,
    }
    return JSONResponse(listed, headers=_headers(words))


@router.get(
    "/programmes/{programme}", response_class=Response, summary="정책 사업 하나 · One programme"
)
async def programme(
    request: Request, programme: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Tell everything that the document says of a programme, and where the atlas shows it.

    A programme that is declared with bodies and members has a profile of its own instead.
    """
    atlas = state.snapshot.atlas
    rows = {row["id"]: row for row in rows_of(state.layer("programmes"))}
    if programme not in rows:
        try:
            declared = find_subject(atlas, "programme", programme)
        except SubjectError as error:
            refuse_unknown("programme", programme, (*error.allowed, *rows))
        return await run_in_threadpool(answered, request, state, declared, form_of(request, FORMS))
    row = rows[programme]
    sites = [
        site for site in rows_of(state.layer("policy-sites")) if site["programme"] == row["id"]
    ]
    agreements = [
        one for one in rows_of(state.layer("regional-agreements")) if one["programme"] == row["id"]
    ]
    words = catalogue("api", language_of(request))
    if form_of(request) == "html":
        ids = list(rows)
        at = ids.index(programme)
        return page(
            request,
            "programme.html",
            f"{state.snapshot.version}-{programme}",
            one=told(row, words),
            row=row,
            sites=sites,
            agreements=agreements,
            places=_places(row, sites, state, words),
            regions=[
                {"code": region["code"], "name": region[f"short_{words.lang}"]}
                for region in rows_of(state.layer("regions"))
                if region["short_ko"] in row["regions"]
            ],
            items=_items(row, agreements),
            prev=rows[ids[at - 1]] if at else None,
            next=rows[ids[at + 1]] if at + 1 < len(ids) else None,
        )
    path = f"/programmes/{programme}"
    links = [
        link(request, "self", JSON, f"{path}?f=json"),
        link(request, "alternate", HTML, f"{path}?f=html"),
        link(request, "item", "application/geo+json", f"/collections/programmes/items/{programme}"),
    ]
    answer = {**row, "policy_sites": sites, "agreements": agreements, "links": links}
    return JSONResponse(answer, headers=_headers(words))


def _headers(words: Catalogue) -> dict[str, str]:
    return {"Content-Language": words.lang, "Vary": "Accept, Accept-Language"}


def _choices(
    rows: Sequence[dict[str, Any]], asked: Asked, words: Catalogue
) -> list[dict[str, object]]:
    """Return the choices of the form, each option with the words of the reader's language."""
    bodies = {
        ko: en for row in rows for ko, en in zip(row["bodies_ko"], row["bodies_en"], strict=True)
    }
    values = catalogue("geo", words.lang).under("value.kind")
    options = {
        "document": [(id_, words(f"register.document.{id_}")) for id_ in choices(rows, "document")],
        "ministry": [(ko, en if words.lang == "en" else ko) for ko, en in bodies.items()],
        "kind": [(kind, values[kind]) for kind in choices(rows, "kind")],
        "place": [(place, words(f"register.place.{place}")) for place in PLACE],
    }
    return [
        {
            "name": name,
            "title": words(f"register.{name}"),
            "options": options[name],
            "chosen": getattr(asked, name),
        }
        for name in CONDITIONS
    ]


def _places(
    row: dict[str, Any], sites: Sequence[dict[str, Any]], state: State, words: Catalogue
) -> list[dict[str, str]]:
    """Return the places that are complexes; the others are told as sites."""
    told_as_sites = {site["place_id"] for site in sites}
    names = {place["id"]: place for place in rows_of(state.layer("complexes"))}
    return [
        {"id": id_, "name": names[id_][f"name_{words.lang}"]}
        for id_ in row["places"]
        if id_ not in told_as_sites
    ]


def _items(row: dict[str, Any], agreements: Sequence[dict[str, Any]]) -> str | None:
    """Return the address, below the root, of the features that the page's map shows."""
    if row["places"]:
        return f"collections/programmes/items/{row['id']}?f=json"
    return "collections/regional-agreements/items?f=json" if agreements else None
