"""Styles beside the data, for QGIS, map servers and web maps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from api.errors import refuse_unknown
from api.language import language_of
from api.respond import content
from api.state import State, state_of
from geo.exports.styles import mapbox_style, qml, sld

if TYPE_CHECKING:
    from geo.messages import Lang
    from geo.store.snapshot import Layer

router = APIRouter(tags=["styles"])

MEDIA_TYPES = {
    "qml": "application/xml",
    "sld": "application/vnd.ogc.sld+xml",
    "mapbox": "application/vnd.mapbox.style+json",
}
"""Style to its media type."""
_FIRST = 1000
"""Features that are looked at for the geometry type."""


@router.get("/collections/{collection}/styles", summary="양식 · Styles")
async def styles(
    request: Request, collection: str, state: Annotated[State, Depends(state_of)]
) -> dict[str, Any]:
    """List the styles of a collection."""
    layer = state.layer(collection)
    root = f"{_root(request)}/collections/{layer.id}/styles"
    return {
        "styles": [
            {
                "id": style,
                "links": [{"rel": "stylesheet", "type": media_type, "href": f"{root}/{style}"}],
            }
            for style, media_type in MEDIA_TYPES.items()
        ]
    }


@router.get(
    "/collections/{collection}/styles/{style}",
    response_class=Response,
    responses={
        200: {
            "description": "QGIS, OGC SLD 1.1, Mapbox · MapLibre v8",
            "content": {media_type: {} for media_type in MEDIA_TYPES.values()},
        }
    },
    summary="양식 하나 · One style",
)
async def style(
    request: Request, collection: str, style: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Return ``qml``, ``sld`` or ``mapbox``: the colours, dashes and shapes of the maps."""
    layer = state.layer(collection)
    if style not in MEDIA_TYPES:
        refuse_unknown("style", style, tuple(MEDIA_TYPES))
    lang = language_of(request)
    body = _written(layer, style, lang, f"{_root(request)}/collections/{layer.id}/items")
    ending = "json" if style == "mapbox" else style
    headers = {
        "Content-Language": lang,
        "Vary": "Accept-Language",
        "Content-Disposition": f'inline; filename="style.{ending}"',
    }
    version = f"{layer.version}-{style}-{lang}"
    return content(request, body.encode(), MEDIA_TYPES[style], version, headers)


def _written(layer: Layer, style: str, lang: Lang, items: str) -> str:
    if style == "mapbox":
        return json.dumps(mapbox_style(layer.id, lang, items), ensure_ascii=False)
    write = qml if style == "qml" else sld
    return write(layer.id, _geometry_type(layer), lang)


def _geometry_type(layer: Layer) -> str:
    """Return the type of the first geometry, ``Point`` where there is none."""
    for fragment in layer.fragments[:_FIRST]:
        geometry = json.loads(fragment)["geometry"]
        if geometry:
            return str(geometry["type"])
    return "Point"


def _root(request: Request) -> str:
    return str(request.base_url).rstrip("/")
