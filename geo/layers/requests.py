"""The named requests of the regions, without a shape: the document gives no site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.layers.bodies import round_value
from geo.layers.collection import Feature

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.model.requests import Request


def requests(atlas: Atlas) -> tuple[Feature, ...]:
    """Make a feature of each naming of a programme by a region, in the table's order."""
    return tuple(Feature(None, _properties(atlas, request)) for request in atlas.requests)


def _properties(atlas: Atlas, request: Request) -> dict[str, object]:
    body = atlas.bodies[request.body_id]
    region = atlas.regions.find(body.region.ko) if body.region else None
    programme = request.programme
    namings = [item for item in atlas.requests if item.programme.id == programme.id]
    return {
        "id": request.id,
        "name_ko": request.name_as_written,
        "name_en": programme.name_en,
        "programme_id": programme.id,
        "programme_ko": programme.name_ko,
        "programme_en": programme.name_en,
        "regions_naming": len(namings),
        "project_id": body.id,
        "round": round_value(body.round),
        "region": region and region.short_ko,
        "region_en": region and region.short_en,
        "sido_code": region and region.code,
        "hub_id": atlas.root_of(body).place_id,
        "focus_ko": request.focus_as_written,
        "focus_en": request.focus_en,
        "named_in": request.named_in,
        "source": [request.evidence.source],
        "locator": request.evidence.locator,
        "confidence": request.confidence,
        "note_ko": programme.note_ko,
        "note_en": programme.note_en,
    }
