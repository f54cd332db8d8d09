"""Sources with the facts taken from them, and where they disagree or were misread."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from api import evidence
from api.conditions import known
from api.errors import refuse_unknown
from api.html import page
from api.language import language_of
from api.links import JSON, here, link
from api.negotiate import form_of
from api.originals import original_of
from api.respond import HTML, content, digest
from api.rows import by_id, rows_of
from api.serving import State, state_of
from geo.messages import catalogue

router = APIRouter(tags=["evidence"])
CSV = "text/csv; charset=utf-8"
FORMS = ("json", "html", "csv")
Conditions = Annotated[list[str], Query(default_factory=list, max_length=20)]


@router.get("/sources", response_class=Response, summary="자료와 근거 · Sources")
def sources(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """List the documents and datasets that the facts of the atlas come from."""
    lang = language_of(request)
    listed = evidence.sources(state, lang)
    if form_of(request) == "html":
        return page(request, "sources.html", state.snapshot.version, sources=listed)
    links = [
        here(request, "self", JSON, f="json"),
        here(request, "alternate", HTML, f="html"),
        link(request, "collection", JSON, "/collections/facts"),
        link(request, "related", JSON, "/conflicts"),
    ]
    return JSONResponse(
        {"sources": list(map(asdict, listed)), "links": links}, headers=_headers(lang)
    )


@router.get("/sources/{source}", response_class=Response, summary="자료 하나의 근거 · One source")
def source(
    request: Request,
    source: str,
    state: Annotated[State, Depends(state_of)],
    table: Conditions,
    section: Conditions,
    f: Annotated[str | None, Query(description=", ".join(FORMS))] = None,  # noqa: ARG001
) -> Response:
    """Show every fact taken from a source, in its order: where it stands and how it is printed."""
    lang = language_of(request)
    about = {listed.id: listed for listed in evidence.sources(state, lang)}
    if source not in about:
        refuse_unknown("source", source, tuple(about))
    atlas, rows = state.snapshot.atlas, evidence.facts(state, source)
    tables = tuple(dict.fromkeys(row.table for row in rows))
    named = {row.section: row.section_en or row.section for row in rows if row.section}
    found = evidence.facts(
        state, source, known("table", table, tables), known("section", section, tuple(named))
    )
    form = form_of(request, FORMS)
    words = catalogue("api", lang)
    original = original_of(state, source)
    if form == "html":
        return page(
            request,
            "source.html",
            state.snapshot.version,
            source=about[source],
            original=original,
            sections=evidence.outline(found, atlas, words),
            matched=len(found),
            tables=[(value, evidence.table_title(value, lang)) for value in tables],
            titles=[(ko, en if lang == "en" else ko) for ko, en in named.items()],
            table=table,
            section=section,
        )
    if form == "csv":
        body = evidence.as_csv(found, atlas, lang)
        saved = {"Content-Disposition": f'attachment; filename="{source}.csv"'}
        return content(request, body, CSV, digest(body), {**_headers(lang), **saved})
    links = [
        here(request, "self", JSON, f="json"),
        here(request, "alternate", HTML, f="html"),
        here(request, "alternate", CSV, f="csv"),
        link(request, "collection", JSON, "/collections/facts"),
    ]
    own = original and {
        "file": original.file,
        "trouble": original.trouble,
        "numberFound": len(original.numbers),
    }
    answer = {**asdict(about[source]), "original": own, "numberMatched": len(found)}
    written = by_id(state.layer("facts"))
    answer |= {"facts": [written[fact.id] for fact in found], "links": links}
    return JSONResponse(answer, headers=_headers(lang))


@router.get("/conflicts", response_class=Response, summary="어긋남과 글자 오류 · Conflicts")
def conflicts(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """Show where the documents disagree and where their scan is wrong, and what was decided."""
    lang = language_of(request)
    differing, misread = (rows_of(state.layer(id_)) for id_ in ("conflicts", "scan-errors"))
    if form_of(request) == "html":
        titles = {listed.id: listed.title for listed in evidence.sources(state, lang)}
        return page(
            request,
            "conflicts.html",
            state.snapshot.version,
            conflicts=differing,
            scan_errors=misread,
            titles=titles,
        )
    links = [
        here(request, "self", JSON, f="json"),
        here(request, "alternate", HTML, f="html"),
        link(request, "collection", JSON, "/collections/conflicts"),
        link(request, "collection", JSON, "/collections/scan-errors"),
    ]
    answer = {"conflicts": differing, "scan_errors": misread, "links": links}
    return JSONResponse(answer, headers=_headers(lang))


def _headers(lang: str) -> dict[str, str]:
    return {"Content-Language": lang, "Vary": "Accept, Accept-Language"}
