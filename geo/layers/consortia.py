"""Consortia as objects: one feature each, the points of all who take part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import MultiPoint

from geo.layers.collection import Feature
from geo.layers.conflicts import conflicts_at

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.model.programmes import Consortium


def consortia(atlas: Atlas) -> tuple[Feature, ...]:
    """Make a multi-point of each consortium, the lead's point first; closed ones too."""
    return tuple(_feature(atlas, consortium) for consortium in atlas.consortia)


def _feature(atlas: Atlas, consortium: Consortium) -> Feature:
    places = [atlas.places[end.place_id] for end in consortium.participants]
    properties = {
        "id": consortium.id,
        "no": consortium.no,
        "name_ko": consortium.name,
        "name_en": consortium.name_en,
        "sector": consortium.sector,
        "sector_en": consortium.sector_en,
        "subsector": consortium.subsector,
        "subsector_en": consortium.subsector_en,
        "status": consortium.status,
        "selected_on": consortium.selected_on,
        "launched_on": consortium.launched_on,
        "closed_on": consortium.closed_on,
        "lead_id": consortium.lead.place_id,
        "lead_label": consortium.lead.label,
        "partner_ids": [partner.place_id for partner in consortium.partners],
        "partner_labels": [partner.label for partner in consortium.partners],
        "former": [
            {"id": end.place_id, "role": end.role.value, "label": end.label, "left_on": end.left_on}
            for end in consortium.former
        ],
        "sidos": list(dict.fromkeys(place.sido for place in places)),
        "source": [consortium.evidence.source],
        "locator": consortium.evidence.locator,
        "confidence": "high",
        "conflicts": conflicts_at(
            atlas, f"consortium:{consortium.no}", f"sector:{consortium.sector}"
        ),
    }
    return Feature(MultiPoint([(place.lon, place.lat) for place in places]), properties)
