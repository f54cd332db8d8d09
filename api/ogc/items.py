"""The features of a collection, and one of them."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.errors import refuse_unknown
from api.respond import GEOJSON, content
from api.state import State, state_of

router = APIRouter(tags=["items"])
_GEOJSON_ANSWER = {200: {"content": {GEOJSON: {}}, "description": "GeoJSON, WGS 84 (lon, lat)"}}


@router.get(
    "/collections/{collection}/items",
    response_class=Response,
    responses=_GEOJSON_ANSWER,  # type: ignore[arg-type]
    summary="모든 피처 (GeoJSON) · All features (GeoJSON)",
)
async def items(
    request: Request, collection: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Return the whole collection; nothing is cut off."""
    layer = state.layer(collection)
    return content(request, layer.body, GEOJSON, layer.version)


@router.get(
    "/collections/{collection}/items/{feature}",
    response_class=Response,
    responses=_GEOJSON_ANSWER,  # type: ignore[arg-type]
    summary="피처 하나 (GeoJSON) · One feature (GeoJSON)",
)
async def item(
    request: Request, collection: str, feature: str, state: Annotated[State, Depends(state_of)]
) -> Response:
    """Return one feature by its id."""
    layer = state.layer(collection)
    row = layer.row_of.get(feature)
    if row is None:
        refuse_unknown("feature", feature, tuple(layer.row_of))
    return content(request, layer.fragments[row], GEOJSON, f"{layer.version}-{row}")
