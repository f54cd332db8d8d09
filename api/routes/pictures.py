"""Maps as pictures: the view of the page, on paper."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.dated import dated_of
from api.errors import refuse_unknown
from api.heavy import heavy_of
from api.language import language_of
from api.respond import content
from api.state import State  # noqa: TC001 - FastAPI reads it at run time
from api.view import facts_of, maps_of
from api.view_parameters import view_of
from geo.tiles.kept import KeptTiles
from maps.errors import PictureError
from maps.still.draw import MEDIA_TYPES, draw
from maps.still.multiples import APART
from maps.still.paper import MOST_DPI, USUAL_DPI, check_dpi, extent_of, paper, turn_of
from maps.still.sheet import Picture
from maps.view import View  # noqa: TC001 - FastAPI reads it at run time

if TYPE_CHECKING:
    from geo.messages import Lang

router = APIRouter(tags=["maps"])

_KEPT = KeptTiles()
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"


@dataclass(frozen=True, slots=True)
class Asked:
    """The query parameters beside the view."""

    size: Annotated[str, Query(description="A4, A3, 16:9, square, 120x90mm")] = "A4"
    orientation: Annotated[str | None, Query(description="portrait, landscape")] = None
    dpi: Annotated[int, Query(description=f"72–{MOST_DPI} (png)")] = USUAL_DPI
    extent: Annotated[
        str,
        Query(
            description="auto, country, region, 서,남,동,북(도) · west,south,east,north (degrees): "
            "지도에 담을 범위 · what fills the map"
        ),
    ] = "auto"
    by: Annotated[
        str,
        Query(
            description="작은 지도로 나누기 · little maps, one for each: sector, round, programme, "
            "zoning (초광역권)"
        ),
    ] = ""
    bare: Annotated[bool, Query(description="지도만 · without title, legend, sources")] = False

    def picture(self, name: str, form: str, view: View, lang: Lang) -> Picture:
        """Return what is asked for; see `paper` and `check_dpi` for what they refuse."""
        page = paper(self.size, turn_of(self.orientation))
        if form == "png":
            check_dpi(self.dpi, page)
        extent = extent_of(self.extent)
        if self.by and self.by not in APART:
            raise PictureError(parameter="by", value=self.by[:200], allowed=APART)
        return Picture(
            name=name,
            view=view,
            lang=lang,
            paper=page,
            extent=extent,
            by=self.by,
            bare=self.bare,
        )


@router.get(
    "/maps/{name}.{form}",
    response_class=Response,
    responses={200: {"content": {media_type: {} for media_type in MEDIA_TYPES.values()}}},
    summary="지도 그림 · Map as a picture",
)
async def map_picture(
    request: Request,
    name: str,
    form: str,
    state: Annotated[State, Depends(dated_of)],
    view: Annotated[View, Depends(view_of)],
    asks: Annotated[Asked, Depends()],
) -> Response:
    """Return a map as ``png``, ``svg`` or ``pdf``, with title, legend, scale and sources."""
    known = maps_of(state)
    if name not in known:
        refuse_unknown("map", name, known)
    if form not in MEDIA_TYPES:
        refuse_unknown("f", form, tuple(MEDIA_TYPES))
    lang = language_of(request)
    picture = asks.picture(name, form, view, lang)
    key = (state.snapshot.version, form, asks.dpi if form == "png" else 0, repr(picture))
    version = hashlib.sha256(repr(key).encode()).hexdigest()[:16]
    headers = {
        "Content-Disposition": f'inline; filename="sandan-{name}{state.mark}-{lang}.{form}"',
        "Content-Language": lang,
        "Content-Security-Policy": _POLICY,
        "Vary": "Accept-Language",
    }
    unchanged = content(request, b"", MEDIA_TYPES[form], version, headers)
    if unchanged.status_code == 304:
        return unchanged
    body = _KEPT.get(key)
    if body is None:
        body = await heavy_of(request).run(lang, _drawn, picture, form, asks.dpi, stand=state.stand)
        _KEPT.put(key, body)
    return content(request, body, MEDIA_TYPES[form], version, headers)


def _drawn(state: State, picture: Picture, form: str, dpi: int) -> bytes:
    return draw(picture, facts_of(state), form, dpi=dpi)
