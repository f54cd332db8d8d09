"""Projects of the transformation as objects: one feature each, the points of hub and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapely import MultiPoint

from geo.layers.collection import Feature
from geo.layers.conflicts import conflicts_at
from geo.messages import catalogue

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.model.programmes import Member, Project


def projects(atlas: Atlas) -> tuple[Feature, ...]:
    """Make a multi-point of each project, the hub's point first; one of 2020 has the hub alone."""
    return tuple(_feature(atlas, project) for project in atlas.projects)


def _feature(atlas: Atlas, project: Project) -> Feature:
    region = atlas.regions.find(project.region)
    places = [atlas.places[member.place_id] for member in project.members]
    properties = {
        "id": project.id,
        "name_ko": catalogue("geo", "ko")(
            "project.name", region=region.short_ko, round=project.round_year
        ),
        "name_en": catalogue("geo", "en")(
            "project.name", region=region.short_en, round=project.round_year
        ),
        "round": project.round_year,
        "region": project.region,
        "region_en": project.region_en,
        "sido_code": region.code,
        "status": project.status,
        "announced_on": project.announced_on,
        "vision_ko": project.vision_ko,
        "vision_en": project.vision_en,
        "industries_ko": project.industries_ko,
        "industries_en": project.industries_en,
        "members": [_member(member) for member in project.members],
        "notes": [
            {
                "topic": note.topic,
                "text_ko": note.text_ko,
                "text_en": note.text_en,
                "locator": note.evidence.locator,
            }
            for note in project.notes
        ],
        "source": [project.evidence.source],
        "locator": project.evidence.locator,
        "confidence": "high",
        "conflicts": conflicts_at(atlas, f"project:{project.id}"),
        "note_ko": project.note_ko,
        "note_en": project.note_en,
    }
    return Feature(MultiPoint([(place.lon, place.lat) for place in places]), properties)


def _member(member: Member) -> dict[str, str]:
    return {
        "id": member.place_id,
        "role": member.role.value,
        "label": member.fullest.name_as_written,
        "named_in": member.named_in,
        "locator": member.fullest.evidence.locator,
    }
