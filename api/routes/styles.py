"""Styles beside the data, for QGIS, map servers and web maps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from markupsafe import Markup

from api.catalogue import entry_of
from api.documents import document
from api.errors import refuse_unknown
from api.html import page
from api.language import language_of
from api.links import JSON, address, link, root_of
from api.negotiate import each_once, form_of
from api.respond import GEOJSON, content
from api.serving import State, state_of
from api.view import qml_of, symbols_of
from maps.symbols import mapbox_style, sld
from maps.symbols.swatch import swatches

if TYPE_CHECKING:
    from geo.messages import Lang
    from geo.store.snapshot import Layer

router = APIRouter(tags=["styles"], dependencies=[Depends(each_once)])

MEDIA_TYPES = {
    "qml": "application/xml",
    "sld": "application/vnd.ogc.sld+xml",
    "mapbox": "application/vnd.mapbox.style+json",
}
"""Style to its media type."""
_SHEETS = MEDIA_TYPES | {"sld": "application/vnd.ogc.sld+xml;version=1.1"}
"""The same, as OGC API - Styles writes them."""
_ENCODINGS = {
    "qml": (
        "QGIS",
        "3",
        "https://docs.qgis.org/latest/en/docs/user_manual/appendices/qgis_file_formats.html",
    ),
    "sld": ("OGC SLD", "1.1.0", "https://www.ogc.org/standards/sld"),
    "mapbox": ("Mapbox · MapLibre", "8", "https://maplibre.org/maplibre-style-spec/"),
}
"""Title, version and specification."""
_LAYER_TYPES = {
    **dict.fromkeys(("Point", "MultiPoint"), "point"),
    **dict.fromkeys(("LineString", "MultiLineString"), "line"),
    **dict.fromkeys(("Polygon", "MultiPolygon"), "polygon"),
}
_PICTURES = 12
"""Symbols of a collection that the list of all shows."""
_FIRST = 1000
"""Features that are looked at for the geometry type."""
MOST_WHOLE = 10_000
"""Features that a web map loads as one GeoJSON, which is what `items` gives at once unasked; it
draws more from vector tiles."""


@router.get("/collections/{collection}/styles", response_class=Response, summary="양식 · Styles")
def styles(
    request: Request, collection: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """List the styles of a collection."""
    layer = state.layer(collection)
    path = f"/collections/{quote(layer.id)}/styles"
    if form_of(request) == "html":
        return _page(request, state, layer)
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
def style(
    request: Request, collection: str, style: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Return ``qml``, ``sld`` or ``mapbox``: the colours, dashes and shapes of the maps."""
    layer = state.layer(collection)
    if style not in MEDIA_TYPES:
        refuse_unknown("style", style, tuple(MEDIA_TYPES))
    form_of(request, (style,))
    return _answer(request, state, layer, style, MEDIA_TYPES[style])


@router.get("/styles", response_class=Response, summary="모든 양식 · All styles")
def every_style(request: Request, state: Annotated[State, Depends(state_of)]) -> Response:
    """List a style of each collection, after OGC API - Styles (20-009, draft)."""
    if form_of(request) == "html":
        return _every_page(request, state)
    lang = language_of(request)
    listed = [
        {
            "id": layer.id,
            "title": layer.title(lang),
            "links": [
                *_stylesheets(request, layer),
                link(request, "describedby", JSON, f"/styles/{quote(layer.id)}/metadata"),
            ],
        }
        for layer in state.snapshot.layers.values()
    ]
    links = [link(request, "self", JSON, "/styles")]
    return document(request, {"styles": listed, "links": links}, "styles")


@router.get(
    "/styles/{collection}",
    response_class=Response,
    responses={
        200: {
            "description": "Mapbox · MapLibre v8, OGC SLD 1.1, QGIS",
            "content": {media_type: {} for media_type in MEDIA_TYPES.values()},
        }
    },
    summary="컬렉션의 양식 · Style of a collection",
)
def negotiated_style(
    request: Request, collection: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Return the style in the encoding that `f` or `Accept` asks for, else as Mapbox has it."""
    layer = state.layer(collection)
    accepted = request.headers.get("accept", "").lower()
    asked = next((value for value, type_ in MEDIA_TYPES.items() if type_ in accepted), "mapbox")
    form = form_of(request, tuple(MEDIA_TYPES)) if "f" in request.query_params else asked
    answer = _answer(request, state, layer, form, _SHEETS[form])
    answer.headers["Vary"] = "Accept, Accept-Language"
    return answer


@router.get(
    "/styles/{collection}/metadata",
    response_class=Response,
    summary="양식의 설명 · Metadata of a style",
)
def style_metadata(
    request: Request, collection: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Describe the style of a collection: its stylesheets, and the layer that it draws."""
    layer, lang = state.layer(collection), language_of(request)
    words = entry_of(state, layer.id).description
    path = f"/collections/{quote(layer.id)}"
    item = {
        "id": layer.id,
        "title": layer.title(lang),
        "description": words.abstract(lang) or "",
        "keywords": list(words.keywords(lang)),
        "scope": "style",
        "version": layer.version,
        "stylesheets": [
            {
                "title": _ENCODINGS[form][0],
                "version": _ENCODINGS[form][1],
                "specification": _ENCODINGS[form][2],
                "native": form == "mapbox",
                "link": sheet,
            }
            for form, sheet in zip(MEDIA_TYPES, _stylesheets(request, layer), strict=True)
        ],
        "layers": [
            {
                "id": layer.id,
                "type": _LAYER_TYPES.get(_geometry_type(layer), "geometry"),
                "sampleData": link(request, "data", GEOJSON, f"{path}/items"),
            }
        ],
        "links": [
            link(request, "self", JSON, f"/styles/{quote(layer.id)}/metadata"),
            link(request, "collection", JSON, path),
        ],
    }
    return document(request, item, "styles", layer=layer)


def _page(request: Request, state: State, layer: Layer) -> Response:
    lang, path = language_of(request), f"/collections/{quote(layer.id)}"
    shown = _swatches(state, layer, lang)
    return page(
        request,
        "styles.html",
        layer.version,
        collection={"id": layer.id, "title": layer.title(lang)},
        # A single symbol is that of every feature.
        swatches=shown if len(shown) == 1 else [pair for pair in shown if pair[1]],
        layer=_layer_address(request, layer, lang),
        sheets=[
            {
                "id": form,
                "title": " ".join(_ENCODINGS[form][:2]),
                "href": f"{root_of(request)}{path}/styles/{form}",
            }
            for form in MEDIA_TYPES
        ],
        raw=address(request, f="json"),
    )


def _every_page(request: Request, state: State) -> Response:
    lang = language_of(request)
    shown = []
    for layer in state.snapshot.layers.values():
        pictures = [picture for picture, _ in _swatches(state, layer, lang)]
        path = f"{root_of(request)}/collections/{quote(layer.id)}/styles"
        shown.append(
            {
                "id": quote(layer.id),
                "title": layer.title(lang),
                "pictures": pictures[:_PICTURES],
                "more": len(pictures[_PICTURES:]),
                "layer": _layer_address(request, layer, lang),
                "sheets": [(_ENCODINGS[form][0], f"{path}/{form}") for form in MEDIA_TYPES],
            }
        )
    return page(
        request,
        "every_style.html",
        state.snapshot.version,
        styles=shown,
        raw=address(request, f="json"),
    )


def _swatches(state: State, layer: Layer, lang: Lang) -> list[tuple[Markup, str]]:
    """Return the picture and the name of each symbol."""
    look = symbols_of(state).of(layer.id, _geometry_type(layer))
    return [
        # Of the shapes and colours of declarations, which are checked.
        (Markup(picture), english if lang == "en" else korean)  # noqa: S704
        for picture, korean, english in swatches(look)
    ]


def _layer_address(request: Request, layer: Layer, lang: Lang) -> str:
    return f"{root_of(request)}/collections/{quote(layer.id)}/layer.qlr?lang={lang}"


def _stylesheets(request: Request, layer: Layer) -> list[dict[str, str]]:
    path = f"/styles/{quote(layer.id)}"
    return [link(request, "stylesheet", _SHEETS[form], f"{path}?f={form}") for form in MEDIA_TYPES]


def _answer(request: Request, state: State, layer: Layer, style: str, media_type: str) -> Response:
    lang = language_of(request)
    attribution = entry_of(state, layer.id).description.attribution(lang) or ""
    here = f"{root_of(request)}/collections/{quote(layer.id)}"
    body = _written(state, layer, style, lang, here, attribution)
    ending = "json" if style == "mapbox" else style
    headers = {
        "Content-Language": lang,
        "Vary": "Accept-Language",
        "Content-Disposition": f'inline; filename="style.{ending}"',
    }
    version = f"{layer.version}-{style}-{lang}"
    return content(request, body.encode(), media_type, version, headers, layer.as_of)


def _written(
    state: State, layer: Layer, style: str, lang: Lang, collection: str, attribution: str
) -> str:
    symbols = symbols_of(state)
    if style != "mapbox":
        geometry = _geometry_type(layer)
        if style == "qml":
            return qml_of(state, layer, lang)(geometry)
        return sld(layer.id, symbols.of(layer.id, geometry), lang)
    look_or_none = symbols.known.get(layer.id)
    title = layer.title(lang)
    if len(layer.fragments) > MOST_WHOLE:
        tiles = f"{collection}/tiles/WebMercatorQuad/tilejson.json"
        item = mapbox_style(layer.id, title, look_or_none, lang, tiles, layer.id)
    else:
        items = f"{collection}/items"
        item = mapbox_style(layer.id, title, look_or_none, lang, items, attribution=attribution)
    return json.dumps(item, ensure_ascii=False)


def _geometry_type(layer: Layer) -> str:
    """Return the type of the first geometry, ``Point`` where there is none."""
    for fragment in layer.fragments[:_FIRST]:
        geometry = json.loads(fragment)["geometry"]
        if geometry:
            return str(geometry["type"])
    return "Point"
