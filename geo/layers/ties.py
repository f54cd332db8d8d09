"""Ties as lines of two points, from lead to partner and from hub to link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import LineString

from geo.layers.collection import Feature
from geo.layers.conflicts import conflicts_at

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.model.network import Tie

_CONFIDENCE = ("low", "medium", "high")


def consortium_ties(atlas: Atlas) -> tuple[Feature, ...]:
    """Make a line of each tie of the consortia, lead first."""
    owners = {consortium.id: consortium for consortium in atlas.consortia}
    features = []
    for tie in atlas.consortium_ties:
        consortium = owners[tie.owner_id]
        partner = next(p for p in consortium.partners if p.place_id == tie.to_id)
        ends = (consortium.lead.label, partner.label)
        properties = {
            **_names(atlas, tie, ends),
            "consortium_no": consortium.no,
            "consortium_name": consortium.name,
            "consortium_name_en": consortium.name_en,
            "sector": consortium.sector,
            "sector_en": consortium.sector_en,
            "subsector": consortium.subsector,
            "subsector_en": consortium.subsector_en,
            **_ends(atlas, tie, ends),
            "selected_on": consortium.selected_on,
            "launched_on": consortium.launched_on,
            "joined_on": partner.joined_on,
            "source": [consortium.evidence.source],
            "locator": partner.evidence.locator,
            "confidence": _confidence(atlas, tie),
            "conflicts": conflicts_at(atlas, f"consortium:{consortium.no}"),
        }
        features.append(Feature(_line(atlas, tie), properties))
    return tuple(features)


def transformation_ties(atlas: Atlas) -> tuple[Feature, ...]:
    """Make a line of each tie of the transformation, hub first."""
    owners = {project.id: project for project in atlas.projects}
    features = []
    for tie in atlas.transformation_ties:
        project = owners[tie.owner_id]
        member = next(m for m in project.linked if m.place_id == tie.to_id)
        ends = (project.hub.fullest.name_as_written, member.fullest.name_as_written)
        properties = {
            **_names(atlas, tie, ends),
            "project_id": project.id,
            "round": project.round_year,
            "region": project.region,
            "region_en": project.region_en,
            "status": project.status,
            "role": member.role.value,
            **_ends(atlas, tie, ends),
            "function_ko": member.fullest.function_ko,
            "function_en": member.fullest.function_en,
            "named_in": member.named_in,
            "source": [project.evidence.source],
            "locator": member.fullest.evidence.locator,
            "confidence": _confidence(atlas, tie),
            "conflicts": conflicts_at(atlas, f"complex:{tie.from_id}", f"complex:{tie.to_id}"),
        }
        features.append(Feature(_line(atlas, tie), properties))
    return tuple(features)


def _names(atlas: Atlas, tie: Tie, labels: tuple[str, str]) -> dict[str, object]:
    english = (atlas.places[tie.from_id].name_en, atlas.places[tie.to_id].name_en)
    return {"id": tie.id, "name_ko": " → ".join(labels), "name_en": " → ".join(english)}


def _ends(atlas: Atlas, tie: Tie, labels: tuple[str, str]) -> dict[str, object]:
    start, end = atlas.places[tie.from_id], atlas.places[tie.to_id]
    return {
        "from_id": tie.from_id,
        "to_id": tie.to_id,
        "from_label": labels[0],
        "to_label": labels[1],
        "from_sido": start.sido,
        "to_sido": end.sido,
        "length_km": round(tie.length_km, 1),
        "crosses_sido": tie.crosses_sido,
    }


def _confidence(atlas: Atlas, tie: Tie) -> str:
    """Return the lower confidence of the two ends: a tie is placed no better than they are."""
    ends = (atlas.places[tie.from_id], atlas.places[tie.to_id])
    return min((place.confidence for place in ends), key=_CONFIDENCE.index)


def _line(atlas: Atlas, tie: Tie) -> LineString:
    ends = (atlas.places[tie.from_id], atlas.places[tie.to_id])
    return LineString([(place.lon, place.lat) for place in ends])
