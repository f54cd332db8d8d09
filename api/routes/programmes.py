"""The programme register: a table to search, and a page for each programme."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated, NamedTuple

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from api.dated import dated_of
from api.errors import refuse_unknown
from api.html import page
from api.language import language_of
from api.links import JSON, here, link
from api.negotiate import form_of
from api.register import PLACE, RegisterFilter, choices, line
from api.respond import HTML
from api.routes.profiles import answered
from api.rows import by_id, rows_of
from api.serving import State, state_of
from geo.errors import SubjectError
from geo.layers.conflicts import touching
from geo.layers.register import AGREEMENTS_OF
from geo.messages import catalogue
from geo.model.bilingual import both
from geo.profiles.subjects import find_subject

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas import Atlas
    from geo.messages import Catalogue
    from geo.model.places import Region
    from geo.model.register import Agreement, RegisterEntry

router = APIRouter(tags=["programmes"])
Conditions = Annotated[list[str], Query(default_factory=list, max_length=20)]
FORMS = ("html", "json")
CONDITIONS = ("document", "ministry", "kind", "place")


@router.get("/programmes", response_class=Response, summary="정책 사업 등록부 · Programme register")
def programmes(
    request: Request,
    state: Annotated[State, Depends(state_of)],
    document: Conditions,
    ministry: Conditions,
    kind: Conditions,
    place: Conditions,
    q: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """List what the documents describe, filtered by words, document, body, kind and place."""
    atlas, words = state.snapshot.atlas, catalogue("api", language_of(request))
    entries = atlas.register.entries
    asked = RegisterFilter(q, tuple(document), tuple(ministry), tuple(kind), tuple(place))
    found = asked.matching(entries)
    if form_of(request) == "html":
        lines = (line(entry, atlas, words) for entry in found)
        return page(
            request,
            "programmes.html",
            state.snapshot.version,
            q=q,
            choices=_choices(entries, asked, words),
            matched=len(found),
            total=len(entries),
            groups=[
                (document, list(group))
                for document, group in groupby(lines, key=lambda item: item.document)
            ],
        )
    rows = by_id(state.layer("programmes"))
    listed = {
        "numberMatched": len(found),
        "numberTotal": len(entries),
        "links": [
            here(request, "self", JSON, f="json"),
            here(request, "alternate", HTML, f="html"),
            link(request, "collection", JSON, "/collections/programmes"),
        ],
        "programmes": [rows[entry.id] for entry in found],
    }
    return JSONResponse(listed, headers=_headers(words))


@router.get(
    "/programmes/{programme}", response_class=Response, summary="정책 사업 하나 · One programme"
)
def programme(
    request: Request, programme: str, state: Annotated[State, Depends(dated_of)]
) -> Response:
    """Tell everything that the document says of a programme, and where the atlas shows it.

    A programme that is declared with bodies and members has a profile of its own instead.
    """
    atlas = state.snapshot.atlas
    entries = {entry.id: entry for entry in atlas.register.entries}
    if programme not in entries:
        try:
            declared = find_subject(atlas, "programme", programme)
        except SubjectError as error:
            refuse_unknown("programme", programme, (*error.allowed, *entries))
        return answered(request, state, declared, form_of(request, FORMS))
    entry = entries[programme]
    words = catalogue("api", language_of(request))
    if form_of(request) == "html":
        at = list(entries).index(programme)
        agreements = _agreements(atlas, entry)
        sites = [
            policy_site
            for policy_site in atlas.register.policy_sites
            if policy_site.programme_id == entry.id
        ]
        no_place = both("geo", "location.none")
        as_sites = {site.place_id for site in sites}
        return page(
            request,
            "programme.html",
            f"{state.snapshot.version}-{programme}",
            one=line(entry, atlas, words),
            entry=entry,
            conflicts=touching(atlas, f"programme:{entry.id}"),
            sites=[
                (site, atlas.places[site.place_id].name if site.place_id else no_place)
                for site in sites
            ],
            agreements=agreements,
            agreements_note=both("geo", "agreement.note"),
            places=[atlas.places[id_] for id_ in entry.places if id_ not in as_sites],
            regions=sorted(map(atlas.regions.called, entry.regions), key=atlas.region_rows.index),
            items=_items(entry, shown=bool(agreements)),
            prev=atlas.register.entries[at - 1] if at else None,
            next=atlas.register.entries[at + 1] if at + 1 < len(entries) else None,
        )
    path = f"/programmes/{programme}"
    links = [
        link(request, "self", JSON, f"{path}?f=json"),
        link(request, "alternate", HTML, f"{path}?f=html"),
        link(request, "item", "application/geo+json", f"/collections/programmes/items/{programme}"),
    ]
    sites_, agreements_ = (
        [row for row in rows_of(state.layer(id_)) if row["programme"] == programme]
        for id_ in ("policy-sites", "regional-agreements")
    )
    row = by_id(state.layer("programmes"))[programme]
    answer = {**row, "policy_sites": sites_, "agreements": agreements_, "links": links}
    return JSONResponse(answer, headers=_headers(words))


def _headers(words: Catalogue) -> dict[str, str]:
    return {"Content-Language": words.lang, "Vary": "Accept, Accept-Language"}


class Choice(NamedTuple):
    """A condition of the form with its options, each as value and words."""

    name: str
    title: str
    options: list[tuple[str, str]]
    chosen: tuple[str, ...]


def _choices(
    entries: Sequence[RegisterEntry], asked: RegisterFilter, words: Catalogue
) -> list[Choice]:
    """Return the conditions of the form in the reader's language."""
    ministries = {body.name.ko: body.name for entry in entries for body in entry.bodies}
    values = catalogue("geo", words.lang).under("value.kind")
    options = {
        "document": [
            (id_, words(f"register.document.{id_}")) for id_ in choices(entries, "document")
        ],
        "ministry": [(ko, name.of(words.lang)) for ko, name in ministries.items()],
        "kind": [(kind, values[kind]) for kind in choices(entries, "kind")],
        "place": [(place, words(f"register.place.{place}")) for place in PLACE],
    }
    return [
        Choice(name, words(f"register.{name}"), options[name], getattr(asked, name))
        for name in CONDITIONS
    ]


def _agreements(atlas: Atlas, entry: RegisterEntry) -> list[tuple[Region, Agreement]]:
    """Return the agreements of an entry, each with its 시도."""
    if entry.id != AGREEMENTS_OF:
        return []
    return [
        (atlas.regions.find(agreement.region), agreement) for agreement in atlas.register.agreements
    ]


def _items(entry: RegisterEntry, *, shown: bool) -> str | None:
    """Return the address, below the root, of the features that the page's map shows."""
    if entry.places:
        return f"collections/programmes/items/{entry.id}?f=json"
    return "collections/regional-agreements/items?f=json" if shown else None
