"""The list of collections and what each one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Request

from api.language import language_of
from api.respond import GEOJSON
from api.state import State, state_of

if TYPE_CHECKING:
    from geo.messages import Lang
    from geo.store.snapshot import Layer

router = APIRouter(tags=["collections"])


@router.get("/collections", summary="모든 컬렉션 · All collections")
async def collections(request: Request, state: Annotated[State, Depends(state_of)]) -> Any:  # noqa: ANN401
    """List the collections with title, date, number of features and addresses."""
    lang = language_of(request)
    layers = state.snapshot.layers.values()
    return {
        "links": [_link(request, "self", "application/json", "/collections")],
        "collections": [_description(request, layer, lang) for layer in layers],
    }


@router.get("/collections/{collection}", summary="컬렉션 하나 · One collection")
async def collection(
    request: Request, collection: str, state: Annotated[State, Depends(state_of)]
) -> Any:  # noqa: ANN401
    """Describe one collection."""
    return _description(request, state.layer(collection), language_of(request))


def _description(request: Request, layer: Layer, lang: Lang) -> dict[str, Any]:
    path = f"/collections/{layer.id}"
    return {
        "id": layer.id,
        "title": layer.title_en if lang == "en" else layer.title_ko,
        "itemType": "feature",
        "crs": ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"],
        "as_of": layer.as_of,
        "number_of_features": len(layer.fragments),
        "links": [
            _link(request, "self", "application/json", path),
            _link(request, "items", GEOJSON, f"{path}/items"),
        ],
    }


def _link(request: Request, rel: str, media_type: str, path: str) -> dict[str, str]:
    root = str(request.base_url).rstrip("/")
    return {"rel": rel, "type": media_type, "href": f"{root}{path}"}
