"""The interactive maps."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from api.dated import dated_of, kept_of
from api.errors import ParameterError, refuse_unknown
from api.language import language_of
from api.links import JSON, address
from api.once import once
from api.respond import HTML, content, digest
from api.routes.static import BASEMAP, PROVINCES, static_files
from api.state import State  # noqa: TC001 - FastAPI reads it at run time
from api.view import imported_of, maps_of, measured_of, shades_of, source_of
from api.view_parameters import view_of
from geo.layers.catalog import of_a_day
from geo.networks.metrics import OF_NODES
from maps.links import PAGES
from maps.scene import OVERVIEW
from maps.view import View, areas_of

if TYPE_CHECKING:
    from geo.messages import Lang
    from maps import Links, Page

router = APIRouter(tags=["maps"])


@router.get(
    "/maps/{name}",
    response_class=Response,
    summary="지도 · Map",
)
async def map_page(
    request: Request,
    name: str,
    state: Annotated[State, Depends(dated_of)],
    view: Annotated[View, Depends(view_of)],
) -> Response:
    """Return a map as a page: ``overview``, or the id of a programme.

    The page filters by itself; of the view it takes the programmes and the day.
    """
    _require(state, name)
    return await _answered(request, state, name, view)


@router.get(
    "/embed/{name}",
    response_class=Response,
    summary="다른 누리집에 넣는 지도 · Map for other pages",
)
async def embedded_map(
    request: Request,
    name: str,
    state: Annotated[State, Depends(dated_of)],
    view: Annotated[View, Depends(view_of)],
) -> Response:
    """Return a map for a frame of another page: title, map, folded legend, sources."""
    _require(state, name)
    return await _answered(request, state, name, view, framed=True)


@router.get(
    "/maps/{name}/measured",
    response_class=Response,
    summary="지도의 지표와 흐름 · Measures and flows of a map",
)
def measured_view(
    request: Request,
    name: str,
    state: Annotated[State, Depends(dated_of)],
    view: Annotated[View, Depends(view_of)],
) -> Response:
    """Return what a view draws of the network: symbols by ``measure`` and ``colour``, ``flows``."""
    _require(state, name)
    body = measured_of(state, name, view, language_of(request))
    if body is None:
        raise ParameterError(400, "missing", "measure", "", OF_NODES)
    headers = {"Content-Language": language_of(request), "Vary": "Accept-Language"}
    return content(request, body, JSON, digest(body), headers)


def answered(request: Request, page: Page, ancestors: str, more: str = "") -> Response:
    """Answer with a map; `ancestors` may show it in a frame, `more` ends its head."""
    html = page.html.replace("</head>", f"{more}</head>", 1).encode()
    headers = {
        "Content-Language": language_of(request),
        "Vary": "Accept-Language",
        "Content-Security-Policy": f"{page.content_security_policy}; frame-ancestors {ancestors}",
    }
    return content(request, html, HTML, digest(html), headers)


def _found_by(request: Request) -> str:
    """Return the links by which other sites find out how to embed the page (oEmbed §4)."""
    return "".join(
        f'<link rel="alternate" type="{media_type}" href="{escape(url)}">'
        for media_type, url in (
            (f"{kind}+oembed", f"../oembed?{urlencode({'url': address(request), 'format': form})}")
            for form, kind in (("json", "application/json"), ("xml", "text/xml"))
        )
    )


def _require(state: State, name: str) -> None:
    known = maps_of(state)
    if name not in known:
        refuse_unknown("map", name, known)


def _asked(name: str, view: View) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the programmes that a page draws besides those that it draws anyway, and regions.

    The regions are those beside the 시도.
    """
    return (view.programme if name == OVERVIEW else ()), areas_of(view)


async def _answered(
    request: Request, state: State, name: str, view: View, *, framed: bool = False
) -> Response:
    """Answer with the map of a view, for a frame of another page or by itself."""
    lang, (asked, areas) = language_of(request), _asked(name, view)

    def made() -> Response:
        page = rendered(state, name, lang, asked, areas, framed=framed)
        if not framed:
            return answered(request, page, "'self'", _found_by(request))
        return answered(request, page, " ".join(state.settings.frame_ancestors) or "'none'")

    told: Response = await request.app.state.pages.run(made, lang)
    return told


@once(64)
def rendered(
    state: State,
    name: str,
    lang: Lang,
    asked: tuple[str, ...] = (),
    areas: tuple[str, ...] = (),
    *,
    framed: bool = False,
) -> Page:
    """Make a page once for a state, and the programmes and regions asked for."""
    from maps import ImportedLayer, TileLayer, render  # noqa: PLC0415

    settings = state.settings
    return render(
        name,
        replace(source_of(state), areas=areas),
        lang=lang,
        links=links_from(state, "../"),
        asked=asked,
        imported=[
            ImportedLayer(
                id=layer.id,
                title=layer.title(lang),
                as_of=layer.as_of,
                shades=shades_of(state, layer),
            )
            for layer in imported_of(state)
        ],
        tiles=TileLayer(url=settings.tiles_url, attribution=settings.tiles_attribution)
        if settings.tiles_url
        else None,
        framed=framed,
    )


def links_from(state: State, up: str) -> Links:
    """Return addresses relative to a page, so that the server may stand anywhere.

    `up` leads from the page's folder to the root: ``../`` from ``/maps/{name}``.
    """
    from maps import Links  # noqa: PLC0415

    files = static_files(state.settings.data)
    stand = urlencode(kept_of(state))
    korea, neighbours, provinces = (
        f"{up}static/basemap/{name}?v={files[f'basemap/{name}'].version}"
        for name in (*BASEMAP, PROVINCES)
    )
    return Links(
        static=f"{up}static",
        korea=korea,
        provinces=provinces,
        neighbours=neighbours,
        home=f"{up}?lang={{lang}}",
        map=f"{up}maps/{{name}}?lang={{lang}}",
        geocode=f"{up}geocode",
        measured=f"{up}maps/{{name}}/measured",
        scenario=f"{up}scenario?f=html&lang={{lang}}{f'&{stand}' if stand else ''}"
        "&network={network}&step=withdraw:",
        embed=f"{up}embed/{{name}}",
        items=f"{up}collections/{{id}}/items",
        tiles=f"{up}collections/{{id}}/tiles/WebMercatorQuad/{{{{z}}}}/{{{{y}}}}/{{{{x}}}}",
        picture=f"{up}maps/{{name}}.{{format}}",
        brief=f"{up}briefs/view/{{name}}.{{format}}",
        subject=f"{up}{{path}}?lang={{lang}}{f'&{stand}' if stand else ''}",
        stand=stand,
        of_a_stand={*of_a_day(state.snapshot.atlas), *PAGES} - {"sources"},
        page=f"{up}{{name}}?f=html&lang={{lang}}",
        programme=f"{up}programmes/{{id}}?lang={{lang}}",
        source=f"{up}sources/{{id}}?lang={{lang}}",
        conflict=f"{up}conflicts?lang={{lang}}#{{id}}",
        search=f"{up}search?q={{query}}&lang={{lang}}",
    )
