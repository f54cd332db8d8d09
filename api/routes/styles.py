"""Styles beside the data, for QGIS, map servers and web maps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response

from api.catalogue import entry_of
from api.documents import document
from api.errors import refuse_unknown
from api.language import language_of
from api.links import link, root_of
from api.negotiate import form_of, only
from api.respond import content
from api.state import State, state_of
from geo.exports.styles import mapbox_style, qml, sld

if TYPE_CHECKING:
    from geo.messages import Lang
    from geo.store.snapshot import Layer

router = APIRouter(tags=["styles"], dependencies=[Depends(only())])

MEDIA_TYPES = {
    "qml": "application/xml",
    "sld": "application/vnd.ogc.sld+xml",
    "mapbox": "application/vnd.mapbox.style+json",
}
"""Style to its media type."""
_FIRST = 1000
"""Features that are looked at for the geometry type."""
MOST_WHOLE = 10_000
"""Features that a web map loads as one GeoJSON, which is what `items` gives at once unasked; it
draws more from vector tiles."""


@router.get("/collections/{collection}/styles", response_class=Response, summary="양식 · Styles")
async def styles(
    request: Request, collection: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """List the styles of a collection."""
    layer = state.layer(collection)
    path = f"/collections/{quote(layer.id)}/styles"
    listed = [
        {"id": style, "links": [link(request, "stylesheet", media_type, f"{path}/{style}")]}
        for style, media_type in MEDIA_TYPES.items()
    ]
    return document(request, {"styles": listed}, "styles", layer=layer)


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
    form_of(request, (style,))
    lang = language_of(request)
    attribution = entry_of(state, layer.id).description.attribution(lang) or ""
    address = f"{root_of(request)}/collections/{quote(layer.id)}"
    body = _written(layer, style, lang, address, attribution)
    ending = "json" if style == "mapbox" else style
    headers = {
        "Content-Language": lang,
        "Vary": "Accept-Language",
        "Content-Disposition": f'inline; filename="style.{ending}"',
    }
    version = f"{layer.version}-{style}-{lang}"
    return content(request, body.encode(), MEDIA_TYPES[style], version, headers, layer.as_of)


def _written(layer: Layer, style: str, lang: Lang, collection: str, attribution: str) -> str:
    if style == "mapbox":
        if len(layer.fragments) > MOST_WHOLE:
            tiles = f"{collection}/tiles/WebMercatorQuad/tilejson.json"
            made = mapbox_style(layer.id, lang, tiles, layer.id)
        else:
            made = mapbox_style(layer.id, lang, f"{collection}/items", attribution=attribution)
        return json.dumps(made, ensure_ascii=False)
    write = qml if style == "qml" else sld
    return write(layer.id, _geometry_type(layer), lang)


def _geometry_type(layer: Layer) -> str:
    """Return the type of the first geometry, ``Point`` where there is none."""
    for fragment in layer.fragments[:_FIRST]:
        geometry = json.loads(fragment)["geometry"]
        if geometry:
            return str(geometry["type"])
    return "Point"
