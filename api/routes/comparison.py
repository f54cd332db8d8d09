"""Two programmes or rounds beside each other."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, cast

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from api.conditions import known
from api.language import language_of
from api.links import JSON, here
from api.negotiate import form_of
from api.profiles.book import facts_of
from api.respond import HTML
from api.routes.maps import answered, links_from
from api.state import State, state_of
from api.view import scene_of
from geo.profiles.contrast import SIDES, contrast

if TYPE_CHECKING:
    from geo.messages import Lang
    from geo.profiles.contrast import Contrast, Side, Standing
    from maps.comparison import Mode
    from maps.page import Page

router = APIRouter(tags=["comparison"])
MODES = ("side", "swipe")
_SIDES = ", ".join(SIDES)


@router.get("/compare", response_class=Response, summary="사업·차수 비교 · Compare programmes")
async def compare(
    request: Request,
    state: Annotated[State, Depends(state_of)],
    a: Annotated[str, Query(description=_SIDES)] = "transformation",
    b: Annotated[str, Query(description=_SIDES)] = "consortia",
    mode: Annotated[str, Query(description="side, swipe")] = "side",
) -> Response:
    """Return which places are gone, kept and added from side `a` to side `b`."""
    lang = language_of(request)
    for name, value, allowed in (("a", a, SIDES), ("b", b, SIDES), ("mode", mode, MODES)):
        known(name, [value or " "], allowed)
    sides = (cast("Side", a), cast("Side", b))
    if form_of(request) == "html":
        page = await run_in_threadpool(_page, state, *sides, cast("Mode", mode), lang)
        return answered(request, page, "'self'")
    made = await run_in_threadpool(contrast, facts_of(state), *sides)
    body = {
        **_told(made, lang),
        "links": [
            here(request, "self", JSON, f="json"),
            here(request, "alternate", HTML, f="html"),
        ],
    }
    headers = {"Content-Language": lang, "Vary": "Accept, Accept-Language"}
    return JSONResponse(body, headers=headers)


@lru_cache(maxsize=32)
def _page(state: State, a: Side, b: Side, mode: Mode, lang: Lang) -> Page:
    from maps.comparison import render_comparison  # noqa: PLC0415 - Folium comes with it

    return render_comparison(
        contrast(facts_of(state), a, b),
        scene_of(state),
        mode=mode,
        lang=lang,
        links=links_from(state, ""),
    )


def _told(made: Contrast, lang: Lang) -> dict[str, Any]:
    lists = ("gone", "kept", "added")
    return {
        "a": made.a,
        "b": made.b,
        **{f"number_{name}": len(getattr(made, name)) for name in lists},
        **{name: [_standing(one, lang) for one in getattr(made, name)] for name in lists},
        "roles_a": [one._asdict() for one in made.roles_a],
        "roles_b": [one._asdict() for one in made.roles_b],
        "regions": [one._asdict() for one in made.regions],
    }


def _standing(one: Standing, lang: Lang) -> dict[str, Any]:
    return {
        "id": one.place.id,
        "name": one.place.name.of(lang),
        "region": one.place.region,
        "roles_a": one.roles_a,
        "roles_b": one.roles_b,
        "related": one.related,
    }
