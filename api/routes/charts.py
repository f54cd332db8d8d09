"""Charts as files, with unit, base and period in their captions."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from api.charts import CHARTS, charts_of
from api.dated import dated_of
from api.errors import refuse_unknown
from api.language import language_of
from api.respond import content
from api.state import State  # noqa: TC001 - FastAPI reads it at run time
from api.view_parameters import view_of
from geo.messages import catalogue
from geo.tiles.kept import KeptTiles
from maps.charts.bars import BarChart
from maps.still.chart import MEDIA_TYPES, draw_charts
from maps.view import View  # noqa: TC001 - FastAPI reads it at run time

if TYPE_CHECKING:
    from geo.messages import Lang

router = APIRouter(tags=["charts"])
USUAL_DPI = 192
"""Two pixels to a CSS pixel, as most screens have them."""
_KEPT = KeptTiles()


@router.get(
    "/charts/{name}.{form}",
    response_class=Response,
    responses={200: {"content": {media_type: {} for media_type in MEDIA_TYPES.values()}}},
    summary="그래프 파일 · Chart as a file",
)
async def chart_file(
    request: Request,
    name: str,
    form: str,
    state: Annotated[State, Depends(dated_of)],
    view: Annotated[View, Depends(view_of)],
    dpi: Annotated[int, Query(ge=72, le=300, description="72–300 (png)")] = USUAL_DPI,
) -> Response:
    """Return a chart as ``svg`` or ``png``: sectors, lengths of ties, goals, the plan's numbers."""
    if name not in CHARTS:
        refuse_unknown("chart", name, CHARTS)
    if form not in MEDIA_TYPES:
        refuse_unknown("f", form, tuple(MEDIA_TYPES))
    lang = language_of(request)
    key = ("chart", state.snapshot.version, name, form, lang, view, dpi if form == "png" else 0)
    body = _KEPT.get(key)
    if body is None:
        body = await request.app.state.turns.run(
            partial(_made, state, name, view, lang, form, dpi), lang
        )
        _KEPT.put(key, body)
    headers = {
        "Content-Disposition": f'inline; filename="sandan-{name}{state.mark}-{lang}.{form}"',
        "Content-Language": lang,
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; font-src data:",
        "Vary": "Accept-Language",
    }
    version = hashlib.sha256(body).hexdigest()[:16]
    return content(request, body, MEDIA_TYPES[form], version, headers)


def _made(state: State, name: str, view: View, lang: Lang, form: str, dpi: int) -> bytes:
    words = catalogue("api", lang)
    charts = charts_of(state, name, view, lang)
    title = charts[0].title if len(charts) == 1 else words("chart.targets")
    if not charts:
        title = words(f"chart.{name}")
        nothing = words("chart.nothing")
        charts = [
            BarChart(
                id=name, title=title, description=nothing, caption=(nothing,), series=(), bars=()
            )
        ]
    return draw_charts(
        charts,
        title,
        form,
        lang=lang,
        theme=(*view.theme, "light")[0],
        author=catalogue("maps", lang)("product"),
        dpi=dpi,
    )
