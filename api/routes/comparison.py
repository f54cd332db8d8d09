"""Two programmes or rounds beside each other."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, cast

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse

from api.analysis.content import as_csv
from api.brief_requests import Prepared, answer, read_shape, shaped
from api.conditions import known
from api.dated import dated_of
from api.errors import ParameterError
from api.heavy import heavy_of
from api.language import language_of
from api.links import JSON, here
from api.negotiate import form_of
from api.profiles.book import sources_of
from api.respond import HTML, content, digest
from api.routes.analysis import CSV, compared_regions
from api.routes.maps import answered, links_from
from api.state import State  # noqa: TC001 - FastAPI reads it at run time
from api.view import facts_of, scene_of
from geo.errors import SubjectError
from geo.messages import catalogue
from geo.profiles.contrast import contrast, find_side, sides
from maps.briefs.contrasting import contrast_brief
from maps.briefs.formats import FORMATS
from maps.comparison import MODES
from maps.still.draw import MEDIA_TYPES, draw_pair
from maps.still.paper import paper

if TYPE_CHECKING:
    from api.profiles.document import Json
    from geo.messages import Lang
    from geo.profiles.contrast import Contrast, RoleCount, Side, Standing
    from maps.briefs.content import Asked, Brief
    from maps.comparison import Mode
    from maps.page import Page

router = APIRouter(tags=["comparison"])
FORMS = ("json", "html", "csv", "png", "svg", "pdf", "pptx", "hwpx")
PICTURES = {form: MEDIA_TYPES[form] for form in ("png", "svg")}
_SIDES = "사업이나 사업:차수 · programme, or programme:round: ID, ID:2021 …"


@router.get(
    "/compare",
    response_class=Response,
    summary="사업·차수 비교 · Compare programmes",
    dependencies=[Depends(read_shape)],
)
async def compare(
    request: Request,
    state: Annotated[State, Depends(dated_of)],
    a: Annotated[str | None, Query(description=_SIDES)] = None,
    b: Annotated[str | None, Query(description=_SIDES)] = None,
    mode: Annotated[str, Query(description="side, swipe, over")] = "side",
    region: Annotated[
        list[str] | None,
        Query(max_length=8, description="시도나 초광역권, 둘에서 넷 · two to four regions"),
    ] = None,
) -> Response:
    """Return which places are gone, kept and added from side `a` to side `b`.

    Without sides the second programme is compared with the first. With regions these are compared.
    """
    lang = language_of(request)
    if region is not None:
        return await compared_regions(request, state, region)
    known("mode", [mode or " "], MODES)
    atlas = state.snapshot.atlas
    second, first = (*reversed(sides(atlas)[:2]), sides(atlas)[0])[:2]
    chosen = (_side(state, "a", a, second), _side(state, "b", b, first))
    form, ids = form_of(request, FORMS), (chosen[0].id, chosen[1].id)
    if form not in {"json", "html"}:
        return await _file(request, state, ids, form, lang)
    if form == "html":
        return await run_in_threadpool(
            lambda: answered(request, _page(state, *ids, cast("Mode", mode), lang), "'self'")
        )
    result = await run_in_threadpool(contrast, atlas, *chosen)
    links = [
        here(request, "self", JSON, f="json"),
        here(request, "alternate", HTML, f="html"),
    ]
    headers = {"Content-Language": lang, "Vary": "Accept, Accept-Language"}
    return JSONResponse({**_told(result, lang), "links": links}, headers=headers)


async def _file(
    request: Request, state: State, ids: tuple[str, str], form: str, lang: Lang
) -> Response:
    """Answer with the comparison as a table, a picture or a brief."""
    if form in FORMATS:
        brief = await run_in_threadpool(_brief, state, ids, shaped(request))
        return await answer(request, state, Prepared(brief, form), "shapes")
    if form == "csv":
        body = await run_in_threadpool(_csv, state, ids, lang)
    else:
        body = await heavy_of(request).run(lang, _drawn, ids, form, lang, stand=state.stand)
    name = "-".join(value.replace(":", "-") for value in ids)
    media_type = {"csv": CSV, **PICTURES}
    headers = {
        "Content-Language": lang,
        "Content-Disposition": f'attachment; filename="sandan-{name}{state.mark}-{lang}.{form}"',
        "Vary": "Accept, Accept-Language",
    }
    return content(request, body, media_type[form], digest(body), headers)


def _csv(state: State, ids: tuple[str, str], lang: Lang) -> bytes:
    result, words = _contrast(state, ids), catalogue("maps", lang)
    names = {"a": result.a.name.of(lang), "b": result.b.name.of(lang)}
    head = [
        "id",
        words("compare.place"),
        words("filter.region"),
        *(words("compare.role_in", side=name) for name in names.values()),
        words("compare.lists"),
    ]
    rows = [
        [
            item.place.id,
            item.place.name.of(lang),
            item.region.name.of(lang),
            *(", ".join(r.name.of(lang) for r in roles) for roles in (item.roles_a, item.roles_b)),
            words(f"compare.count.{kind}", **names),
        ]
        for kind in ("gone", "kept", "added")
        for item in getattr(result, kind)
    ]
    return as_csv(head, rows)


def _contrast(state: State, ids: tuple[str, str]) -> Contrast:
    atlas = state.snapshot.atlas
    return contrast(atlas, find_side(atlas, ids[0]), find_side(atlas, ids[1]))


def _drawn(state: State, ids: tuple[str, str], form: str, lang: Lang) -> bytes:
    result = _contrast(state, ids)
    return draw_pair(result, facts_of(state), paper("A4", "landscape"), form, lang)


def _brief(state: State, ids: tuple[str, str], asked: Asked) -> Brief:
    return contrast_brief(
        _contrast(state, ids),
        scene_of(state),
        sources_of(state),
        asked,
        as_of=state.snapshot.as_of,
        version=state.snapshot.version,
        day=state.day,
        zoning=state.zoning,
    )


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


def _told(result: Contrast, lang: Lang) -> dict[str, Json]:
    lists = {"gone": result.gone, "kept": result.kept, "added": result.added}
    return {
        "a": result.a.id,
        "b": result.b.id,
        **{f"number_{name}": len(standings) for name, standings in lists.items()},
        **{
            name: [_standing(standing, lang) for standing in found] for name, found in lists.items()
        },
        "roles_a": [_count(role_count) for role_count in result.roles_a],
        "roles_b": [_count(role_count) for role_count in result.roles_b],
        "regions": [
            {**region._asdict(), "region": region.region.code} for region in result.regions
        ],
    }


def _count(role_count: RoleCount) -> dict[str, Json]:
    return {"role": role_count.role.id, "places": role_count.places, "kept": role_count.kept}


def _standing(standing: Standing, lang: Lang) -> dict[str, Json]:
    return {
        "id": standing.place.id,
        "name": standing.place.name.of(lang),
        "region": standing.region.code,
        "roles_a": [role.id for role in standing.roles_a],
        "roles_b": [role.id for role in standing.roles_b],
        "related": standing.related,
    }
