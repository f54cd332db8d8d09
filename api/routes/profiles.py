"""Pages of regions, sectors, complexes, and of the bodies of every programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote, unquote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse

from api.dated import ZONING, GateError, dated_of, find_on
from api.errors import refuse_unknown
from api.html import page as html_page
from api.language import language_of
from api.links import root_of
from api.negotiate import form_of
from api.profiles.addresses import Addresses, body_folders
from api.profiles.document import document, listing
from api.profiles.lists import bodies_table, tables_of
from api.profiles.page import ProfilePage
from api.state import State
from geo.errors import AreaError, SubjectError
from geo.messages import catalogue
from geo.model.bilingual import Bilingual
from geo.profiles.model import REGIONAL
from geo.profiles.naming import list_title
from geo.profiles.profile import profile
from geo.profiles.subjects import find_body, find_subject, subjects, zoning_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from api.profiles.document import Json
    from geo.atlas import Atlas
    from geo.model.programmes import Programme
    from geo.profiles.model import Kind, Subject

_FORMS = ("html", "json")
_ANSWERS: dict[int | str, dict[str, object]] = {
    200: {
        "content": {"text/html": {}, "application/json": {}},
        "description": "HTML, JSON (f=json)",
    }
}
_ONE: dict[int | str, dict[str, object]] = {
    **_ANSWERS,
    308: {"description": "다른 이름으로 물었을 때 · Asked by another name"},
}
_KINDS: Mapping[str, tuple[Kind, ...]] = {
    "regions": ("region", "mega-region", "area"),
    "sectors": ("sector",),
    "complexes": ("complex",),
}
"""Folder to the kinds of its pages; a programme declares that of its bodies."""
Here = Annotated[State, Depends(dated_of)]


def router_of(atlas: Atlas) -> APIRouter:
    """Return the routes of all pages that the programmes of an atlas ask for."""
    router = APIRouter(tags=["profiles"])
    for folder in _KINDS:
        name = Bilingual(*(catalogue("api", lang)(f"profiles.{folder}") for lang in ("ko", "en")))
        _add_list(router, folder, name, _lister(folder))
        _add_one(router, folder, name, _finder(_KINDS[folder]))
    for folder, programmes in body_folders(atlas).items():
        name = list_title(programmes[0])
        if "/" not in folder:
            _add_list(router, folder, name, _body_lister(folder, programmes))
        _add_one(router, folder, name, _body_finder(programmes))
    return router


def _add_list(
    router: APIRouter, folder: str, name: Bilingual, list_: Callable[[Request, State], Response]
) -> None:
    def listed(request: Request, state: Here) -> Response:
        """List the subjects of a folder."""
        return list_(request, state)

    router.add_api_route(
        f"/{folder}",
        listed,
        response_class=Response,
        responses=_ANSWERS,
        summary=f"{name.ko} · {name.en}",
        name=folder,
    )


def _add_one(
    router: APIRouter, folder: str, name: Bilingual, find: Callable[[State, str], Subject]
) -> None:
    async def one(request: Request, id_: str, state: Here) -> Response:
        """Tell what one subject takes part in: roles, ties, numbers, conflicts, sources."""
        form = form_of(request, _FORMS)

        def made() -> Response:
            return answered(request, state, find_on(state, find, id_), form)

        told: Response = await request.app.state.pages.run(made, language_of(request))
        return told

    router.add_api_route(
        f"/{folder}/{{id_}}",
        one,
        response_class=Response,
        responses=_ONE,
        summary=f"{name.ko} 하나 · {name.en}: one",
        name=f"{folder}/one",
    )


def _lister(folder: str) -> Callable[[Request, State], Response]:
    kinds = _KINDS[folder]

    def listed(request: Request, state: State) -> Response:
        atlas, words = state.snapshot.atlas, catalogue("api", language_of(request))
        if form_of(request, _FORMS) == "json":
            found = [subject for subject in subjects(atlas) if subject.kind in kinds]
            return _json(request, listing(request, found, atlas))
        return html_page(
            request,
            "profiles.html",
            state.snapshot.version,
            title=words(f"profiles.{folder}"),
            lead=words(f"profiles.{folder}.lead"),
            tables=list(tables_of(atlas, kinds, words.lang)),
            zoned=folder == "regions",
        )

    return listed


def _body_lister(
    folder: str, programmes: tuple[Programme, ...]
) -> Callable[[Request, State], Response]:
    def listed(request: Request, state: State) -> Response:
        atlas, lang = state.snapshot.atlas, language_of(request)
        if form_of(request, _FORMS) == "json":
            own = {body.id for programme in programmes for body in atlas.bodies_of(programme.id)}
            found = [
                subject
                for subject in subjects(atlas)
                if subject.kind == "body" and subject.id in own
            ]
            return _json(request, listing(request, found, atlas))
        return html_page(
            request,
            "profiles.html",
            f"{state.snapshot.version}-{folder}",
            title=list_title(programmes[0]).of(lang),
            lead=" ".join((programme.about or programme.name).of(lang) for programme in programmes),
            tables=[bodies_table(atlas, programme, lang) for programme in programmes],
        )

    return listed


def _finder(kinds: tuple[Kind, ...]) -> Callable[[State, str], Subject]:
    def found(state: State, name: str) -> Subject:
        refused: list[SubjectError] = []
        for kind in kinds:
            try:
                return find_subject(state.snapshot.atlas, kind, name)
            except AreaError as error:
                return refuse_unknown(kind, error.member or name, error.allowed)
            except SubjectError as error:
                refused.append(error)
        if "mega-region" in kinds and (zoning := zoning_of(state.snapshot.atlas, name)):
            raise GateError(ZONING, zoning)
        allowed = tuple(id_ for error in refused for id_ in error.allowed)
        return refuse_unknown(refused[0].kind, name, allowed)

    return found


def _body_finder(programmes: tuple[Programme, ...]) -> Callable[[State, str], Subject]:
    ids = tuple(programme.id for programme in programmes)

    def found(state: State, name: str) -> Subject:
        try:
            return find_body(state.snapshot.atlas, ids, name)
        except SubjectError as error:
            return refuse_unknown("subject", name, error.allowed)

    return found


def answered(request: Request, state: State, subject: Subject, form: str) -> Response:
    """Answer with the page of a subject, or lead to it where it was asked for by another name."""
    atlas = state.snapshot.atlas
    at = Addresses(atlas)
    own = at.of(subject).rpartition("/")[2]
    asked = request.scope["raw_path"].decode("ascii").rpartition("/")[2]
    if unquote(asked) != unquote(own):
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(own + query, 308)
    result = profile(atlas, subject)
    if result.day:
        # Of a 시도 that is no more: as everything stood on its last day.
        state = state.newest.on(result.day)
        atlas = state.snapshot.atlas
    if form == "json":
        return _json(request, document(request, result, atlas, at.noun_of(subject)))
    shown = ProfilePage(state, result, language_of(request))
    version = f"{state.snapshot.version}-{subject.kind}-{request.scope['path']}"
    zoned = subject.kind in REGIONAL
    return html_page(
        request,
        "profile.html",
        quote(version),
        page=shown,
        days=shown.days,
        zoned=zoned,
        root=root_of(request),
    )


def _json(request: Request, body: dict[str, Json]) -> Response:
    headers = {"Content-Language": language_of(request), "Vary": "Accept, Accept-Language"}
    return JSONResponse(body, headers=headers)
