"""The view that a request for a map asks for."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Query, Request

from api.language import language_of
from api.state import TIES_OF_MAP, State, state_of
from maps.scene import Layers, make_scene
from maps.view import View

if TYPE_CHECKING:
    from geo.messages import Lang
    from maps.scene import Scene
    from maps.still.sheet import Facts

Values = list[str] | None


def layers_of(state: State, name: str) -> Layers:
    """Return the collections behind the map `name`."""
    layers = state.snapshot.layers
    return Layers(
        layers["complexes"].collection(),
        layers["consortium-ties"].collection(),
        layers["transformation-ties"].collection(),
        layers["transformation-projects"].collection(),
        layers["indicators"].collection(),
        layers["regions"].collection(),
        max(layers[ties].as_of for ties in TIES_OF_MAP[name]),
    )


@lru_cache(maxsize=4)
def scene_of(state: State, lang: Lang) -> Scene:
    """Read the whole scene once for a snapshot and a language."""
    return make_scene(layers_of(state, "overview"), lang)


def view_of(  # noqa: PLR0913 - one argument for each parameter, so that OpenAPI lists them
    request: Request,
    state: Annotated[State, Depends(state_of)],
    *,
    programme: Annotated[Values, Query(description="consortia, transformation")] = None,
    round_: Annotated[
        Values,
        Query(
            alias="round",
            description="2019 (스마트그린 · smart-green), 2020, 2021, 2025 (협의체 · consortia)",
        ),
    ] = None,
    sector: Annotated[
        Values, Query(description="분야나 세부 분야 · sector or subsector: 항공·방산, 조선 …")
    ] = None,
    region: Annotated[
        Values, Query(description="시도나 초광역권 · code, id or name: 27, daegu, 대구, 대경권")
    ] = None,
    role: Annotated[Values, Query(description="lead, partner, hub, link, area")] = None,
    kind: Annotated[Values, Query(description="national, general, group …")] = None,
    confidence: Annotated[Values, Query(description="high, medium, low")] = None,
    crosses: Annotated[
        Values, Query(description="sido (시도 · province), superregion (초광역권 · mega-region)")
    ] = None,
    select: Annotated[
        Values, Query(description="고른 것 · what is selected: changwon, c01, t2021-gyeonggi")
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
    del programme, round_, sector, region, role, kind, confidence, crosses, select, theme
    return View.parse(request.query_params.multi_items(), scene_of(state, language_of(request)))


def file_of(state: State, name: str, lang: Lang, view: View) -> str:
    """Return the map `name` as one HTML file that opens with `view`."""
    from maps.standalone import BASEMAP, collections_of, standalone  # noqa: PLC0415 - Folium

    snapshot = state.snapshot.layers
    data = {id_: snapshot[id_].body for id_ in collections_of(name)}
    boundaries = state.settings.data / "boundaries"
    data |= {file: (boundaries / file).read_bytes() for file in BASEMAP}
    return standalone(
        name, layers_of(state, name), data, lang=lang, query=replace(view, lang=()).query()
    )


def facts_of(state: State, name: str, lang: Lang) -> Facts:
    """Return what a picture of the map `name` is drawn from."""
    from maps.still.ground import load_ground  # noqa: PLC0415 - only pictures read the base map
    from maps.still.sheet import Facts  # noqa: PLC0415

    as_of = max(state.snapshot.layers[ties].as_of for ties in TIES_OF_MAP[name])
    ground = load_ground(state.settings.data)
    return Facts(scene_of(state, lang), ground, as_of, state.snapshot.version)
