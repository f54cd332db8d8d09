"""Briefs: what a profile tells, as a file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.briefs import brief_of, written
from api.errors import ParameterError, refuse_unknown
from api.heavy import heavy_of
from api.language import language_of
from api.profiles.addresses import FOLDERS
from api.respond import content
from api.state import State, state_of
from geo.errors import SubjectError
from geo.profiles.naming import noun_of
from geo.profiles.subjects import find_body, find_subject
from geo.tiles.kept import KeptTiles
from maps.briefs.content import LENGTHS, MAPS_AS
from maps.briefs.formats import FORMATS

if TYPE_CHECKING:
    from geo.profiles.model import Subject
    from maps.briefs.content import Length, MapAs

router = APIRouter(tags=["profiles"])

_KEPT = KeptTiles()
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"


@router.get(
    "/briefs/{kind}/{name}.{form}",
    response_class=Response,
    responses={200: {"content": {one.media_type: {} for one in FORMATS.values()}}},
    summary="브리프 · Brief of a region, sector, programme, complex or body of a programme",
)
async def brief_file(
    request: Request,
    kind: str,
    name: str,
    form: str,
    state: Annotated[State, Depends(state_of)],
    length: Annotated[
        str, Query(description="page: 한 쪽 · one A4 page; full: 표와 차트까지 · with all tables")
    ] = "page",
    map_: Annotated[
        str,
        Query(
            alias="map",
            description="pptx의 지도. shapes: 고칠 수 있는 도형; picture: 그림 한 장 · "
            "map of pptx. shapes: to be edited; picture: one image",
        ),
    ] = "shapes",
) -> Response:
    """Return a brief as ``pdf`` or another of the formats, with footnotes to every fact."""
    if form not in FORMATS:
        refuse_unknown("f", form, tuple(FORMATS))
    lang, wanted, map_as = language_of(request), _length(length), _map_as(map_)
    subject = await run_in_threadpool(_subject, state, kind, name)
    brief = await run_in_threadpool(brief_of, state, subject, lang, wanted)
    key = (state.snapshot.version, form, map_as, repr(brief))
    version = hashlib.sha256(repr(key).encode()).hexdigest()[:16]
    way = "inline" if form in {"html", "pdf"} else "attachment"
    headers = {
        "Content-Disposition": f"{way}; filename*=UTF-8''{quote(brief.name)}.{form}",
        "Content-Language": lang,
        "Content-Security-Policy": _POLICY,
        "Vary": "Accept-Language",
    }
    media_type = FORMATS[form].media_type
    known = content(request, b"", media_type, version, headers)
    if known.status_code == 304:
        return known
    body = _KEPT.get(key)
    if body is None:
        body = await heavy_of(request).run(lang, written, brief, form, map_as)
        _KEPT.put(key, body)
    return content(request, body, media_type, version, headers)


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


def _subject(state: State, kind: str, name: str) -> Subject:
    """Return the subject of an address, or raise the 404 that lists what there is.

    The kind of a body is its noun, such as ``consortium``, or ``body``.
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
