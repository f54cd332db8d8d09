"""Maps as one HTML file: for mail, for networks without a way out."""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.dated import dated_of
from api.errors import refuse_unknown
from api.heavy import heavy_of
from api.language import language_of
from api.respond import HTML, content
from api.state import State  # noqa: TC001 - FastAPI reads it at run time
from api.view import file_of, maps_of
from api.view_parameters import view_of
from geo.tiles.kept import KeptTiles
from maps.view import View  # noqa: TC001 - FastAPI reads it at run time

router = APIRouter(tags=["maps"])
_KEPT = KeptTiles()


@router.get(
    "/maps/{name}.html",
    response_class=Response,
    responses={200: {"content": {"text/html": {}}}},
    summary="한 파일로 된 지도 · Map as one file",
)
async def map_file(
    request: Request,
    name: str,
    state: Annotated[State, Depends(dated_of)],
    view: Annotated[View, Depends(view_of)],
) -> Response:
    """Return a map as one file that works without a network; it opens with the view asked for."""
    known = maps_of(state)
    if name not in known:
        refuse_unknown("map", name, known)
    lang = language_of(request)
    key = ("html", state.snapshot.version, name, lang, view)
    headers = {
        "Content-Disposition": f'attachment; filename="sandan-{name}{state.mark}-{lang}.html"',
        "Content-Language": lang,
        "Vary": "Accept-Language",
    }
    body = _KEPT.get(key)
    if body is None:
        text = await heavy_of(request).run(lang, file_of, name, lang, view, stand=state.stand)
        body = text.encode()
        _KEPT.put(key, body)
    return content(request, body, HTML, hashlib.sha256(body).hexdigest()[:16], headers)
