"""The convergence plan of 2023, and the checks of the documents' arithmetic."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from api import checks as made_checks
from api.conditions import known
from api.html import page
from api.language import language_of
from api.links import JSON, here, link
from api.negotiate import form_of
from api.plan import breakdowns, crosswalk, tree
from api.respond import HTML
from api.rows import by_id, rows_of
from api.serving import State, state_of
from geo.messages import catalogue
from maps.charts.bars import bar_chart

router = APIRouter(tags=["plan"])
PLAN = ("plan-figures", "plan-tasks", "sector-crosswalk")
Conditions = Annotated[list[str], Query(default_factory=list, max_length=20)]


@router.get("/plan", response_class=Response, summary="산업융합 실행계획 · Convergence plan")
def plan(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """Show the plan's directions, tasks and budgets; nothing in it has a place on a map."""
    words = catalogue("api", language_of(request))
    if form_of(request) == "html":
        atlas = state.snapshot.atlas
        result = breakdowns(atlas, words)
        return page(
            request,
            "plan.html",
            state.snapshot.version,
            tree=tree(atlas),
            drawn=[breakdown for breakdown in result if breakdown.chart],
            small=[breakdown for breakdown in result if not breakdown.chart],
            crosswalk=crosswalk(atlas, words.lang),
            collections=PLAN,
            bar_chart=bar_chart,
        )
    links = [
        here(request, "self", JSON, f="json"),
        here(request, "alternate", HTML, f="html"),
        *(link(request, "collection", JSON, f"/collections/{id_}") for id_ in PLAN),
    ]
    figures, tasks, matches = (rows_of(state.layer(id_)) for id_ in PLAN)
    answer = {"figures": figures, "tasks": tasks, "sector_crosswalk": matches, "links": links}
    return JSONResponse(answer, headers=_headers(words.lang))


@router.get("/checks", response_class=Response, summary="문서의 셈 확인 · Checks of the arithmetic")
def checks(
    request: Request,
    state: Annotated[State, Depends(state_of)],
    result: Conditions,
    document: Conditions,
) -> Response:
    """Show which sums, shares and counts of the documents come out, and which do not."""
    layer = state.layer("checks")
    rows = made_checks.read_checks(rows_of(layer))
    documents = tuple(dict.fromkeys(row.document for row in rows))
    results = known("result", result, made_checks.STATES)
    found = made_checks.matching(rows, results, known("document", document, documents))
    words = catalogue("api", language_of(request))
    counts = made_checks.counted(rows)
    if form_of(request) == "html":
        return page(
            request,
            "checks.html",
            state.snapshot.version,
            counts=counts,
            groups=[
                (value, [row for row in found if row.document == value]) for value in documents
            ],
            results=[(value, words(f"checks.{value}")) for value in made_checks.STATES],
            documents=[(value, words(f"register.document.{value}")) for value in documents],
            result=result,
            document=document,
            matched=len(found),
        )
    links = [
        here(request, "self", JSON, f="json"),
        here(request, "alternate", HTML, f="html"),
        link(request, "collection", JSON, "/collections/checks"),
    ]
    written = by_id(layer)
    checked = [written[row.id] for row in found]
    answer = {"counts": counts, "numberMatched": len(found), "checks": checked, "links": links}
    return JSONResponse(answer, headers=_headers(words.lang))


def _headers(lang: str) -> dict[str, str]:
    return {"Content-Language": lang, "Vary": "Accept, Accept-Language"}
