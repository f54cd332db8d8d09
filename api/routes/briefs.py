"""Briefs: what a profile tells, as a file."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.brief_requests import asked_of
from api.briefs import (
    MOST_IN_A_ZIP,
    brief_of,
    bundle,
    bundle_name,
    bundled,
    kinds,
    view_brief_of,
    written,
)
from api.dated import dated_of, find_on
from api.errors import ParameterError, refuse_unknown
from api.heavy import heavy_of
from api.language import language_of
from api.profiles.addresses import FOLDERS
from api.profiles.book import carded
from api.respond import content, digest
from api.state import State  # noqa: TC001 - FastAPI reads it at run time
from api.view import maps_of
from api.view_parameters import view_of
from geo.errors import SubjectError
from geo.profiles.naming import noun_of
from geo.profiles.subjects import find_body, find_subject
from geo.tiles.kept import KeptTiles
from maps.briefs.content import MAPS_AS, Asked
from maps.briefs.formats import FORMATS
from maps.view import View  # noqa: TC001 - FastAPI reads it at run time

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.profiles.model import Subject
    from maps.briefs.content import MapAs

router = APIRouter(tags=["profiles"])

_KEPT = KeptTiles()
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"


_Map = Annotated[
    str,
    Query(
        alias="map",
        description="pptx의 지도. shapes: 고칠 수 있는 도형; picture: 그림 한 장 · "
        "map of pptx. shapes: to be edited; picture: one image",
    ),
]


@router.get(
    "/briefs/view/{name}.{ending}",
    response_class=Response,
    responses={200: {"content": {format_.media_type: {} for format_ in FORMATS.values()}}},
    summary="지도에서 고른 것의 브리프 · Brief of what a map shows",
)
async def brief_of_view(
    request: Request,
    name: str,
    ending: str,
    state: Annotated[State, Depends(dated_of)],
    view: Annotated[View, Depends(view_of)],
    asked: Annotated[Asked, Depends(asked_of)],
    map_: _Map = "shapes",
) -> Response:
    """Return a brief of what the map ``overview``, or that of a programme, shows with a view.

    The view is asked for as on the map; of what is selected, where something is.
    """
    if ending not in FORMATS:
        refuse_unknown("f", ending, tuple(FORMATS))
    map_as = _map_as(map_)
    known = maps_of(state)
    if name not in known:
        refuse_unknown("map", name, known)
    brief = await run_in_threadpool(view_brief_of, state, name, view, asked)
    key = (state.snapshot.version, ending, map_as, repr(brief))
    return await _sent(
        request, state, asked, key, brief.name, ending, (written, brief, ending, map_as)
    )


@router.get(
    "/briefs/{kind}/{name}.{ending}",
    response_class=Response,
    responses={200: {"content": {format_.media_type: {} for format_ in FORMATS.values()}}},
    summary="브리프 · Brief of a region, sector, programme, complex or body of a programme",
)
async def brief_file(
    request: Request,
    kind: str,
    name: str,
    ending: str,
    state: Annotated[State, Depends(dated_of)],
    asked: Annotated[Asked, Depends(asked_of)],
    map_: _Map = "shapes",
) -> Response:
    """Return a brief as ``pdf`` or another of the formats, with footnotes to every fact."""
    if ending not in FORMATS:
        refuse_unknown("f", ending, tuple(FORMATS))
    map_as = _map_as(map_)
    subject = await run_in_threadpool(find_on, state, partial(_subject, kind), name)
    brief = await run_in_threadpool(brief_of, state, subject, asked)
    key = (state.snapshot.version, ending, map_as, repr(brief))
    return await _sent(
        request, state, asked, key, brief.name, ending, (written, brief, ending, map_as)
    )


@router.get(
    "/briefs/{kind}.zip",
    response_class=Response,
    responses={200: {"content": {"application/zip": {}}}},
    summary="브리프 묶음 · Briefs of all regions, or of all bodies of a programme, as one zip",
)
async def brief_bundle(
    request: Request,
    kind: str,
    state: Annotated[State, Depends(dated_of)],
    asked: Annotated[Asked, Depends(asked_of)],
    format_: Annotated[
        str, Query(alias="f", description="묶음 속 파일의 형식 · format of the files")
    ] = "hwpx",
    map_: _Map = "shapes",
) -> Response:
    """Return a zip with a brief for each subject of a kind, or each body of a programme."""
    if format_ not in FORMATS:
        refuse_unknown("f", format_, tuple(FORMATS))
    map_as = _map_as(map_)
    chosen = await run_in_threadpool(bundled, state.snapshot.atlas, kind)
    if chosen is None:
        refuse_unknown("kind", kind, kinds(state.snapshot.atlas))
    if len(chosen) > MOST_IN_A_ZIP:
        raise ParameterError(400, "unknown", "kind", kind, kinds(state.snapshot.atlas))
    key = (state.snapshot.version, "zip", kind, format_, map_as, repr(asked))
    job = (bundle, chosen, asked, (format_,), map_as)
    name = f"{bundle_name(asked.lang, kind, state.snapshot.atlas)}_{state.snapshot.as_of}"
    return await _sent(request, state, asked, key, name, "zip", job)


@router.get(
    "/cards/{kind}/{name}.png",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}},
    summary="공유 그림 · Picture that other sites show for a page",
)
async def card_file(
    request: Request, kind: str, name: str, state: Annotated[State, Depends(dated_of)]
) -> Response:
    """Return name, headline, abstract and a small map of a subject, 1,200 by 630 pixels."""
    subject = await run_in_threadpool(find_on, state, partial(_subject, kind), name)
    lang = language_of(request)
    body = await heavy_of(request).run(lang, carded, subject, lang, stand=state.stand)
    headers = {"Content-Language": lang, "Vary": "Accept-Language"}
    return content(request, body, "image/png", digest(body), headers)


async def _sent(
    request: Request,
    state: State,
    asked: Asked,
    key: tuple[object, ...],
    name: str,
    ending: str,
    job: tuple[Callable[..., bytes], *tuple[object, ...]],
) -> Response:
    """Return the file of a key; it is made by a job where it is not kept."""
    version = hashlib.sha256(repr(key).encode()).hexdigest()[:16]
    way = "inline" if ending in {"html", "pdf"} else "attachment"
    headers = {
        "Content-Disposition": f"{way}; filename*=UTF-8''{quote(name)}.{ending}",
        "Content-Language": asked.lang,
        "Content-Security-Policy": _POLICY,
        "Vary": "Accept-Language",
    }
    media_type = "application/zip" if ending == "zip" else FORMATS[ending].media_type
    known = content(request, b"", media_type, version, headers)
    if known.status_code == 304:
        return known
    body = _KEPT.get(key)
    if body is None:
        result, *given = job
        body = await heavy_of(request).run(asked.lang, result, *given, stand=state.stand)
        _KEPT.put(key, body)
    return content(request, body, media_type, version, headers)


def _map_as(asked: str) -> MapAs:
    for known in MAPS_AS:
        if known == asked:
            return known
    raise ParameterError(400, "unknown", "map", asked, MAPS_AS)


def _subject(kind: str, state: State, name: str) -> Subject:
    """Return the subject of an address, or raise the 404 that lists what there is.

    The kind of a body is its noun, such as ``cluster``, or ``body``.
    """
    atlas = state.snapshot.atlas
    nouns: dict[str, list[str]] = {"body": list(atlas.programmes)}
    for programme in atlas.programmes.values():
        nouns.setdefault(noun_of(programme), []).append(programme.id)
    try:
        for known in FOLDERS:
            if known == kind:
                return find_subject(atlas, known, name)
        if kind in nouns:
            return find_body(atlas, tuple(nouns[kind]), name)
    except SubjectError as error:
        kind = "subject" if error.kind == "body" else error.kind
        refuse_unknown(kind, name, error.allowed)
    return refuse_unknown("kind", kind, (*FOLDERS, *nouns))
