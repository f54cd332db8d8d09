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
from api.register import rows_of
from api.respond import HTML
from api.state import State, state_of
from geo.messages import catalogue
from maps.charts.bars import bar_chart

router = APIRouter(tags=["plan"])
PLAN = ("plan-figures", "plan-tasks", "sector-crosswalk")
Conditions = Annotated[list[str], Query(default_factory=list, max_length=20)]


@router.get("/plan", response_class=Response, summary="산업융합 실행계획 · Convergence plan")
async def plan(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """Show the plan's directions, tasks and budgets; nothing in it has a place on a map."""
    figures, tasks, matches = (rows_of(state.layer(id_)) for id_ in PLAN)
    words = catalogue("api", language_of(request))
    if form_of(request) == "html":
        made = breakdowns(figures, words)
        return page(
            request,
            "plan.html",
            state.snapshot.version,
            tree=tree(tasks, words),
            drawn=[one for one in made if one["chart"]],
            small=[one for one in made if not one["chart"]],
            crosswalk=crosswalk(matches, words),
            collections=PLAN,
            bar_chart=bar_chart,
        )
    links = [
        here(request, "self", JSON, f="json"),
        here(request, "alternate", HTML, f="html"),
        *(link(request, "collection", JSON, f"/collections/{id_}") for id_ in PLAN),
    ]
    answer = {"figures": figures, "tasks": tasks, "sector_crosswalk": matches, "links": links}
    return JSONResponse(answer, headers=_headers(words.lang))


@router.get("/checks", response_class=Response, summary="문서의 셈 확인 · Checks of the arithmetic")
async def checks(
    request: Request,
    state: Annotated[State, Depends(state_of)],
    result: Conditions,
    document: Conditions,
) -> Response:
    """Show which sums, shares and counts of the documents come out, and which do not."""
    rows = rows_of(state.layer("checks"))
    documents = tuple(dict.fromkeys(row["source"][0] for row in rows))
    results = known("result", result, made_checks.STATES)
    found = made_checks.asked(rows, results, known("document", document, documents))
    words = catalogue("api", language_of(request))
    counts = made_checks.counted(rows)
    if form_of(request) == "html":
        told = [made_checks.told(row, words) for row in found]
        return page(
            request,
            "checks.html",
            state.snapshot.version,
            counts=counts,
            groups=[(one, [row for row in told if row["document"] == one]) for one in documents],
            results=[(one, words(f"checks.{one}")) for one in made_checks.STATES],
            documents=[(one, words(f"register.document.{one}")) for one in documents],
            result=result,
            document=document,
            matched=len(found),
        )
    links = [
        here(request, "self", JSON, f="json"),
        here(request, "alternate", HTML, f="html"),
        link(request, "collection", JSON, "/collections/checks"),
    ]
    answer = {"counts": counts, "numberMatched": len(found), "checks": found, "links": links}
    return JSONResponse(answer, headers=_headers(words.lang))


def _headers(lang: str) -> dict[str, str]:
    return {"Content-Language": lang, "Vary": "Accept, Accept-Language"}
