"""Briefs: what a profile tells, as a file."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.briefs import MOST_IN_A_ZIP, brief_of, bundle, bundle_name, bundled, kinds, written
from api.dated import dated_of, find_on
from api.errors import ParameterError, refuse_unknown
from api.heavy import heavy_of
from api.language import language_of
from api.profiles.addresses import FOLDERS
from api.respond import content
from api.state import State  # noqa: TC001 - FastAPI reads it at run time
from geo.errors import SubjectError
from geo.profiles.naming import noun_of
from geo.profiles.subjects import find_body, find_subject
from geo.tiles.kept import KeptTiles
from maps.briefs.content import LENGTHS, MAPS_AS, SHAPES, Asked
from maps.briefs.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from geo.profiles.model import Subject
    from maps.briefs.content import Length, MapAs

router = APIRouter(tags=["profiles"])

LONGEST = 60
"""Characters of a department."""

_KEPT = KeptTiles()
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"


_Length = Annotated[
    str, Query(description="page: 한 쪽 · one page; full: 표와 차트까지 · with all tables")
]
_Form = Annotated[
    str,
    Query(
        alias="form",
        description="brief: 숫자 먼저 · dense; report: 보고서(□ ○ - ※) · as Korean offices report",
    ),
]
_Department = Annotated[
    str, Query(max_length=LONGEST, description="보고서의 부서 · department that a report bears")
]
_Date = Annotated[
    str,
    Query(
        alias="date",
        description="보고서의 날짜(YYYY-MM-DD), 없으면 자료 기준일 · date that a report bears",
    ),
]
_Map = Annotated[
    str,
    Query(
        alias="map",
        description="pptx의 지도. shapes: 고칠 수 있는 도형; picture: 그림 한 장 · "
        "map of pptx. shapes: to be edited; picture: one image",
    ),
]


def _asked(
    request: Request,
    length: _Length = "page",
    form: _Form = "brief",
    department: _Department = "",
    date_: _Date = "",
) -> Asked:
    """Read how a brief is to tell."""
    shape = next((one for one in SHAPES if one == form), None)
    if shape is None:
        raise ParameterError(400, "unknown", "form", form, SHAPES)
    if date_ and not _is_day(date_):
        raise ParameterError(400, "unknown", "date", date_[:200], ("2026-02-26",))
    if not department.isprintable():
        raise ParameterError(400, "unknown", "department", repr(department)[:200], ("산업입지과",))
    return Asked(language_of(request), _length(length), shape, department.strip(), date_)


@router.get(
    "/briefs/{kind}/{name}.{ending}",
    response_class=Response,
    responses={200: {"content": {one.media_type: {} for one in FORMATS.values()}}},
    summary="브리프 · Brief of a region, sector, programme, complex or body of a programme",
)
async def brief_file(
    request: Request,
    kind: str,
    name: str,
    ending: str,
    state: Annotated[State, Depends(dated_of)],
    asked: Annotated[Asked, Depends(_asked)],
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
    asked: Annotated[Asked, Depends(_asked)],
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
        made, *given = job
        body = await heavy_of(request).run(asked.lang, made, *given, stand=state.stand)
        _KEPT.put(key, body)
    return content(request, body, media_type, version, headers)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _length(asked: str) -> Length:
    for length in LENGTHS:
        if length == asked:
            return length
    raise ParameterError(400, "unknown", "length", asked, LENGTHS)


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
