"""The view that a request for a map asks for."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Query, Request

from api.dated import dated_of
from api.state import State  # noqa: TC001 - FastAPI reads it at run time
from api.view import scene_of
from maps.view import SHOWN_ANYWAY, View

Values = list[str] | None


def view_of(  # noqa: PLR0913 - one argument for each parameter, so that OpenAPI lists them
    request: Request,
    state: Annotated[State, Depends(dated_of)],
    *,
    programme: Annotated[Values, Query(description="사업 · programmes: id …")] = None,
    round_: Annotated[
        Values,
        Query(
            alias="round",
            description="차수나 시작한 해 · round, or year of the start: 2019, 2021, 2025 …",
        ),
    ] = None,
    sector: Annotated[
        Values, Query(description="분야나 세부 분야 · sector or subsector: 항공·방산, 조선 …")
    ] = None,
    region: Annotated[
        Values,
        Query(
            description="시도, 시군구, 초광역권, 직접 묶은 지역 · code, id or name: 27, daegu, "
            "대구, 대경권, 창원시, own:창원,김해,양산"
        ),
    ] = None,
    role: Annotated[Values, Query(description="lead, partner, hub, link, area, site …")] = None,
    kind: Annotated[Values, Query(description="national, general, group …")] = None,
    confidence: Annotated[Values, Query(description="high, medium, low")] = None,
    reading: Annotated[
        Values,
        Query(
            description="이름 읽기의 확실성 · how sure the reading of a name is: high, medium, low"
        ),
    ] = None,
    crosses: Annotated[
        Values, Query(description="sido (시도 · province), superregion (초광역권 · mega-region)")
    ] = None,
    distance: Annotated[
        str | None, Query(description="연결 거리(km) · length of ties: 50-200, 50-, -200")
    ] = None,
    designated: Annotated[
        str | None, Query(description="지정면적(km²) · designated area of complexes: 1-10, 5-, -1")
    ] = None,
    select: Annotated[
        Values, Query(description="고른 것 · what is selected: changwon, c01, t2021-gyeonggi")
    ] = None,
    layer: Annotated[
        Values,
        Query(description="더 보일 층 · layers shown besides: smart_green, agreement, graticule …"),
    ] = None,
    hide: Annotated[
        Values, Query(description=f"숨길 것 · not shown: {', '.join(SHOWN_ANYWAY)}")
    ] = None,
    measure: Annotated[
        str | None,
        Query(description="기호의 크기 · measure by which symbols are sized: betweenness …"),
    ] = None,
    colour: Annotated[
        str | None, Query(description="기호의 색 · measure by which symbols are coloured")
    ] = None,
    flows: Annotated[
        str | None,
        Query(description="연결을 흐름으로 · ties as flows between: sido (시도), zone (초광역권)"),
    ] = None,
    note: Annotated[
        Values, Query(description="지도 위의 메모 · notes on the map: 경도,위도,글 · lon,lat,text")
    ] = None,
    title: Annotated[
        str | None, Query(description="지도 제목 · a title of one's own", max_length=120)
    ] = None,
    theme: Annotated[str | None, Query(description="light, dark")] = None,
) -> View:
    """Return the view of the request; each parameter but ``theme`` may be repeated.

    Raises
    ------
    ViewError
        A value is none of those that the data or the grammar knows.
    """
    # Read whole below; the arguments stand for their description.
    del programme, round_, sector, region, role, kind, confidence, reading, crosses, select
    del distance, designated, layer, hide, measure, colour, flows, note, title, theme
    return View.parse(request.query_params.multi_items(), scene_of(state.newest))
