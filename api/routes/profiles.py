"""Pages of regions, consortia, complexes, projects and sectors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, RedirectResponse

from api.errors import refuse_unknown
from api.html import page as html_page
from api.language import language_of
from api.negotiate import form_of
from api.profiles.addresses import FOLDERS, path_of
from api.profiles.book import facts_of
from api.profiles.document import document, listing
from api.profiles.lists import tables_of
from api.profiles.page import context
from api.state import State, state_of
from geo.errors import SubjectError
from geo.profiles.profile import profile
from geo.profiles.subjects import find_subject, subjects

if TYPE_CHECKING:
    from geo.profiles.facts import Facts
    from geo.profiles.model import Kind, Subject

router = APIRouter(tags=["profiles"])
_FORMS = ("html", "json")
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {
        "content": {"text/html": {}, "application/json": {}},
        "description": "HTML, JSON (f=json)",
    }
}
_ONE: dict[int | str, dict[str, Any]] = {
    **_ANSWERS,
    308: {"description": "다른 이름으로 물었을 때 · Asked by another name"},
}


@router.get("/regions", response_class=Response, responses=_ANSWERS, summary="시도 · Regions")
async def regions(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """List the 시도 and the 초광역권."""
    return await _list(request, state, "regions")


@router.get(
    "/regions/{code}", response_class=Response, responses=_ONE, summary="시도 하나 · One region"
)
async def region(
    request: Request, code: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Tell of a 시도 or a 초광역권: what it takes part in, its ties, targets and neighbours."""
    return await _one(request, state, "regions", code)


@router.get("/consortia", response_class=Response, responses=_ANSWERS, summary="협의체 · Consortia")
async def consortia(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """List the consortia."""
    return await _list(request, state, "consortia")


@router.get(
    "/consortia/{no}",
    response_class=Response,
    responses=_ONE,
    summary="협의체 하나 · One consortium",
)
async def consortium(
    request: Request, no: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Tell of a consortium: who takes part, how far apart, what the documents disagree on."""
    return await _one(request, state, "consortia", no)


@router.get(
    "/complexes", response_class=Response, responses=_ANSWERS, summary="산업단지 · Complexes"
)
async def complexes(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """List the complexes, groups, zones and areas."""
    return await _list(request, state, "complexes")


@router.get(
    "/complexes/{place}",
    response_class=Response,
    responses=_ONE,
    summary="산업단지 하나 · One complex",
)
async def complex_(
    request: Request, place: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Tell of a complex: its roles, partners, ties, and where its point comes from."""
    return await _one(request, state, "complexes", place)


@router.get("/projects", response_class=Response, responses=_ANSWERS, summary="대개조 · Projects")
async def projects(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """List the projects of the industrial-complex transformation."""
    return await _list(request, state, "projects")


@router.get(
    "/projects/{project_id}",
    response_class=Response,
    responses=_ONE,
    summary="대개조 사업 하나 · One project",
)
async def project(
    request: Request, project_id: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Tell of a project: hub and links, targets with base and period, conflicts."""
    return await _one(request, state, "projects", project_id)


@router.get("/sectors", response_class=Response, responses=_ANSWERS, summary="분야 · Sectors")
async def sectors(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """List the sectors of the consortia and their subsectors."""
    return await _list(request, state, "sectors")


@router.get(
    "/sectors/{name}", response_class=Response, responses=_ONE, summary="분야 하나 · One sector"
)
async def sector(
    request: Request, name: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Tell of a sector: its consortia, who takes part, and where."""
    return await _one(request, state, "sectors", name)


def _kinds(folder: str) -> tuple[Kind, ...]:
    return tuple(kind for kind, its in FOLDERS.items() if its == folder)


async def _list(request: Request, state: State, folder: str) -> Response:
    form = form_of(request, _FORMS)
    facts = await run_in_threadpool(facts_of, state)
    kinds = _kinds(folder)
    lang = language_of(request)
    if form == "json":
        found = [one for one in subjects(facts) if one.kind in kinds]
        return _json(request, listing(request, found))
    tables = list(await run_in_threadpool(tables_of, facts, kinds, lang))
    return html_page(request, "profiles.html", state.snapshot.version, folder=folder, tables=tables)


async def _one(request: Request, state: State, folder: str, name: str) -> Response:
    form = form_of(request, _FORMS)
    facts = await run_in_threadpool(facts_of, state)
    subject = _found(facts, folder, name)
    own = path_of(subject.kind, subject.id)
    if request.scope["raw_path"].decode("ascii").rpartition("/")[2] != own.rpartition("/")[2]:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(own.rpartition("/")[2] + query, 308)
    made = profile(facts, subject)
    if form == "json":
        return _json(request, document(request, made, facts))
    lang = language_of(request)
    shown = await run_in_threadpool(context, state, made, lang)
    version = f"{state.snapshot.version}-{subject.kind}-{request.scope['path']}"
    return html_page(request, "profile.html", quote(version), **shown)


def _found(facts: Facts, folder: str, name: str) -> Subject:
    """Return the subject of a folder's page, or raise the 404 that lists what there is."""
    refused: list[SubjectError] = []
    for kind in _kinds(folder):
        try:
            return find_subject(facts, kind, name)
        except SubjectError as error:
            refused.append(error)
    allowed = tuple(id_ for error in refused for id_ in error.allowed)
    return refuse_unknown(refused[0].kind, name, allowed)


def _json(request: Request, body: dict[str, Any]) -> Response:
    headers = {"Content-Language": language_of(request), "Vary": "Accept, Accept-Language"}
    return JSONResponse(body, headers=headers)
