"""Two programmes or rounds beside each other."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from api.conditions import known
from api.errors import ParameterError
from api.language import language_of
from api.links import JSON, here
from api.negotiate import form_of
from api.respond import HTML
from api.routes.maps import answered, links_from
from api.state import State, state_of
from api.view import scene_of
from geo.errors import SubjectError
from geo.profiles.contrast import contrast, find_side, sides

if TYPE_CHECKING:
    from api.profiles.document import Json
    from geo.messages import Lang
    from geo.profiles.contrast import Contrast, RoleCount, Side, Standing
    from maps.comparison import Mode
    from maps.page import Page

router = APIRouter(tags=["comparison"])
MODES = ("side", "swipe")
_SIDES = "사업이나 사업:차수 · programme, or programme:round: consortia, transformation:2021 …"


@router.get("/compare", response_class=Response, summary="사업·차수 비교 · Compare programmes")
async def compare(
    request: Request,
    state: Annotated[State, Depends(state_of)],
    a: Annotated[str | None, Query(description=_SIDES)] = None,
    b: Annotated[str | None, Query(description=_SIDES)] = None,
    mode: Annotated[str, Query(description="side, swipe")] = "side",
) -> Response:
    """Return which places are gone, kept and added from side `a` to side `b`.

    Without sides the second programme is compared with the first.
    """
    lang = language_of(request)
    known("mode", [mode or " "], MODES)
    atlas = state.snapshot.atlas
    second, first = (*reversed(sides(atlas)[:2]), sides(atlas)[0])[:2]
    chosen = (_side(state, "a", a, second), _side(state, "b", b, first))
    if form_of(request) == "html":
        ids = (chosen[0].id, chosen[1].id)
        page = await run_in_threadpool(_page, state, *ids, cast("Mode", mode), lang)
        return answered(request, page, "'self'")
    made = await run_in_threadpool(contrast, atlas, *chosen)
    links = [
        here(request, "self", JSON, f="json"),
        here(request, "alternate", HTML, f="html"),
    ]
    headers = {"Content-Language": lang, "Vary": "Accept, Accept-Language"}
    return JSONResponse({**_told(made, lang), "links": links}, headers=headers)


def _side(state: State, parameter: str, asked: str | None, usual: Side) -> Side:
    """Return the side that is asked for, or raise the 400 that lists those there are."""
    if asked is None:
        return usual
    try:
        return find_side(state.snapshot.atlas, asked)
    except SubjectError as error:
        raise ParameterError(400, "unknown", parameter, asked, error.allowed) from error


@lru_cache(maxsize=32)
def _page(state: State, a: str, b: str, mode: Mode, lang: Lang) -> Page:
    from maps.comparison import render_comparison  # noqa: PLC0415 - Folium comes with it

    atlas = state.snapshot.atlas
    return render_comparison(
        contrast(atlas, find_side(atlas, a), find_side(atlas, b)),
        scene_of(state),
        mode=mode,
        lang=lang,
        links=links_from(state, ""),
    )


def _told(made: Contrast, lang: Lang) -> dict[str, Json]:
    lists = {"gone": made.gone, "kept": made.kept, "added": made.added}
    return {
        "a": made.a.id,
        "b": made.b.id,
        **{f"number_{name}": len(standings) for name, standings in lists.items()},
        **{name: [_standing(one, lang) for one in found] for name, found in lists.items()},
        "roles_a": [_count(one) for one in made.roles_a],
        "roles_b": [_count(one) for one in made.roles_b],
        "regions": [{**one._asdict(), "region": one.region.code} for one in made.regions],
    }


def _count(one: RoleCount) -> dict[str, Json]:
    return {"role": one.role.id, "places": one.places, "kept": one.kept}


def _standing(one: Standing, lang: Lang) -> dict[str, Json]:
    return {
        "id": one.place.id,
        "name": one.place.name.of(lang),
        "region": one.region.code,
        "roles_a": [role.id for role in one.roles_a],
        "roles_b": [role.id for role in one.roles_b],
        "related": one.related,
    }
