"""The interactive maps."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response

from api.errors import refuse_unknown
from api.language import language_of
from api.links import address
from api.once import once
from api.respond import HTML, content, digest
from api.routes.static import BASEMAP, PROVINCES, static_files
from api.state import State, state_of
from api.view import layers_of, view_of
from geo.store.snapshot import LAYER_FILES
from maps.view import DRAWN

if TYPE_CHECKING:
    from geo.messages import Lang
    from maps import Links, Page

router = APIRouter(tags=["maps"])


@router.get(
    "/maps/{name}",
    response_class=Response,
    summary="지도 · Map",
    # The page filters by itself; a view that there is not is refused all the same.
    dependencies=[Depends(view_of)],
)
async def map_page(
    request: Request, name: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Return a map as a page: ``overview``, ``consortia`` or ``transformation``."""
    if name not in DRAWN:
        refuse_unknown("map", name, tuple(DRAWN))
    lang = language_of(request)
    page = await _made(request, state, name, lang)
    return answered(request, page, "'self'", _found_by(request))


@router.get(
    "/embed/{name}",
    response_class=Response,
    summary="다른 누리집에 넣는 지도 · Map for other pages",
    dependencies=[Depends(view_of)],
)
async def embedded_map(
    request: Request, name: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Return a map for a frame of another page: title, map, folded legend, sources."""
    if name not in DRAWN:
        refuse_unknown("map", name, tuple(DRAWN))
    lang = language_of(request)
    page = await _made(request, state, name, lang, framed=True)
    ancestors = " ".join(state.settings.frame_ancestors) or "'none'"
    return answered(request, page, ancestors)


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


async def _made(
    request: Request, state: State, name: str, lang: Lang, *, framed: bool = False
) -> Page:
    made: Page = await request.app.state.pages.run(
        partial(rendered, state, name, lang, framed=framed), lang
    )
    return made


@once(32)
def rendered(state: State, name: str, lang: Lang, *, framed: bool = False) -> Page:
    """Make a page once for a snapshot."""
    from maps import ImportedLayer, TileLayer, render  # noqa: PLC0415

    layers = state.snapshot.layers
    settings = state.settings
    return render(
        name,
        layers_of(state, name),
        lang=lang,
        links=links_from(state, "../"),
        imported=[
            ImportedLayer(
                id=id_,
                title=layer.title_en if lang == "en" else layer.title_ko,
                as_of=layer.as_of,
            )
            for id_, layer in layers.items()
            if id_ not in LAYER_FILES
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
        embed=f"{up}embed/{{name}}",
        items=f"{up}collections/{{id}}/items",
        picture="{name}.{format}",
        subject=f"{up}{{folder}}/{{id}}?lang={{lang}}",
        page=f"{up}{{name}}?f=html&lang={{lang}}",
        programme=f"{up}programmes/{{id}}?lang={{lang}}",
        source=f"{up}sources/{{id}}?lang={{lang}}",
        conflict=f"{up}conflicts?lang={{lang}}#{{id}}",
    )
