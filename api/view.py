"""The view that a request for a map asks for."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Query, Request

from api.state import State, state_of
from maps.scene import Scene
from maps.view import View

if TYPE_CHECKING:
    from geo.messages import Lang
    from maps.compose import Source
    from maps.still.sheet import Facts

Values = list[str] | None


@lru_cache(maxsize=8)
def scene_of(state: State, as_of: str = "") -> Scene:
    """Index the atlas for drawing, once for a snapshot and a day; the newest state without one."""
    atlas = state.snapshot.atlas
    return Scene(atlas.as_of(as_of) if as_of else atlas)


@lru_cache(maxsize=8)
def source_of(state: State, as_of: str = "") -> Source:
    """Return what every map of a snapshot and a day is made of."""
    from maps.compose import Source  # noqa: PLC0415 - Folium is imported with the first map
    from maps.search_index import frames_of  # noqa: PLC0415

    scene = scene_of(state, as_of)
    frames = frames_of(state.snapshot.layers["regions"].collection()["features"])
    newest = state.snapshot.atlas if as_of else None
    return Source(scene, frames, as_of or state.snapshot.as_of, newest)


def day_of(view: View) -> str:
    """Return the day that a view asks for; empty for the newest state."""
    return next(iter(view.as_of), "")


def maps_of(state: State) -> tuple[str, ...]:
    """Return the names of all maps."""
    return scene_of(state).maps


def view_of(  # noqa: PLR0913 - one argument for each parameter, so that OpenAPI lists them
    request: Request,
    state: Annotated[State, Depends(state_of)],
    *,
    programme: Annotated[
        Values, Query(description="사업 · programmes: consortia, transformation …")
    ] = None,
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
        Values, Query(description="시도나 초광역권 · code, id or name: 27, daegu, 대구, 대경권")
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
    select: Annotated[
        Values, Query(description="고른 것 · what is selected: changwon, c01, t2021-gyeonggi")
    ] = None,
    as_of: Annotated[
        str | None,
        Query(description="기준일, 그날의 상태 · the state on that day: 2021, 2021-03, 2021-03-24"),
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
    del as_of, theme
    return View.parse(request.query_params.multi_items(), scene_of(state))


def file_of(state: State, name: str, lang: Lang, view: View) -> str:
    """Return the map `name` as one HTML file that opens with `view`."""
    from maps.standalone import BASEMAP, collections_in, standalone  # noqa: PLC0415 - Folium

    day = day_of(view)
    layers = state.snapshot.layers
    source = source_of(state, day)
    wanted = collections_in(source.scene, name, view.programme)
    data = {id_: layers[id_].body for id_ in wanted}
    boundaries = state.settings.data / "boundaries"
    data |= {file: (boundaries / file).read_bytes() for file in BASEMAP}
    return standalone(
        name,
        source,
        data,
        lang=lang,
        asked=view.programme,
        query=replace(view, lang=()).query(),
    )


def facts_of(state: State, view: View | None = None) -> Facts:
    """Return what a picture of a map is drawn from."""
    from maps.still.ground import load_ground  # noqa: PLC0415 - only pictures read the base map
    from maps.still.sheet import Facts  # noqa: PLC0415

    day = day_of(view) if view else ""
    ground = load_ground(state.settings.data)
    snapshot = state.snapshot
    return Facts(scene_of(state, day), ground, day or snapshot.as_of, snapshot.version)
