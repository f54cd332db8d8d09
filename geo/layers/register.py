"""The programme register, its sites and the ombudsman's agreements as features.

A feature has a shape only where a document names places: the rest says that it has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely import MultiPoint, Point

from geo.layers.collection import Feature
from geo.layers.conflicts import conflicts_at
from geo.messages import catalogue
from geo.model.bilingual import Bilingual, both

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Atlas
    from geo.model.places import Place
    from geo.model.register import Agreement, PolicySite, RegisterEntry
    from geo.regions.borders import Shapes

AGREEMENTS_OF = "c05"
"""Id of the register's entry that the agreements belong to."""
_CONFIDENCE = ("low", "medium", "high")
_TOLERANCE = 0.01
"""Of the point inside a 시도, in degrees; it is no measured place."""


def programmes(atlas: Atlas) -> tuple[Feature, ...]:
    """Make a feature of each programme: the points of its places, or none."""
    return tuple(_programme(atlas, programme) for programme in atlas.register.entries)


def policy_sites(atlas: Atlas) -> tuple[Feature, ...]:
    """Make a point of each site that a document names, and none of those that it only counts."""
    owners = {programme.id: programme for programme in atlas.register.entries}
    return tuple(
        _policy_site(atlas, site, owners[site.programme_id]) for site in atlas.register.policy_sites
    )


def regional_agreements(atlas: Atlas, shapes: Shapes) -> tuple[Feature, ...]:
    """Make a point in each 시도 with an agreement.

    The document names no office, so the point is the middle of the 시도's largest circle.
    """
    return tuple(_agreement(atlas, agreement, shapes) for agreement in atlas.register.agreements)


def _programme(atlas: Atlas, programme: RegisterEntry) -> Feature:
    places = [atlas.places[id_] for id_ in programme.places]
    regions = [atlas.regions.called(name) for name in programme.regions]
    location = location_of(atlas, programme)
    sectors = atlas.sector_names
    properties = {
        "id": programme.id,
        "ref": programme.ref,
        "name_ko": programme.name_ko,
        "name_en": programme.name_en,
        "printed": programme.printed,
        "kind": programme.kind,
        "status": programme.status,
        "period": programme.period,
        "bodies_ko": [body.name_ko for body in programme.bodies],
        "bodies_en": [body.name_en for body in programme.bodies],
        "location_ko": location.ko,
        "location_en": location.en,
        "places": list(programme.places),
        "regions": [region.short_ko for region in regions],
        "sectors": list(programme.sectors),
        "sectors_en": [sectors[sector].en for sector in programme.sectors],
        "sectors_from": programme.sectors_from,
        "budgets": [
            {
                "item_ko": budget.item_ko,
                "item_en": budget.item_en,
                "period": budget.period,
                "eok_won": budget.eok_won,
                "printed": budget.printed,
                "locator": budget.evidence.locator,
            }
            for budget in programme.budgets
        ],
        "details": [
            {
                "kind": detail.kind,
                "text_ko": detail.text_ko,
                "text_en": detail.text_en,
                "printed": detail.printed,
                "locator": detail.evidence.locator,
            }
            for detail in programme.details
        ],
        "shown_as": list(programme.shown_as),
        "views": list(programme.views),
        "reason_ko": programme.reason_ko,
        "reason_en": programme.reason_en,
        "website": programme.website,
        "conflicts": conflicts_at(atlas, f"programme:{programme.id}"),
        "source": [programme.evidence.source],
        "locator": programme.evidence.locator,
        "confidence": _confidence(places),
        "note_ko": programme.note_ko,
        "note_en": programme.note_en,
    }
    points = [(place.lon, place.lat) for place in places]
    return Feature(MultiPoint(points) if points else None, properties)


def location_of(atlas: Atlas, entry: RegisterEntry) -> Bilingual:
    """Say where an entry is: at how many places, in which 시도, or that it has no place."""
    if entry.places:
        return both("geo", "location.places", count=len(entry.places))
    if entry.regions:
        return both("geo", "location.regions", names=_names(atlas, entry.regions))
    return both("geo", "location.none")


def _names(atlas: Atlas, regions: Iterable[str]) -> Bilingual:
    short = [atlas.regions.called(name).short for name in regions]
    return Bilingual(
        ", ".join(bilingual.ko for bilingual in short),
        ", ".join(bilingual.en for bilingual in short),
    )


def _policy_site(atlas: Atlas, site: PolicySite, programme: RegisterEntry) -> Feature:
    place = atlas.places[site.place_id] if site.place_id else None
    region = atlas.regions.find(place.sido) if place else None
    location = place.name if place else both("geo", "location.none")
    properties = {
        "id": site.id,
        "name_ko": site.name_ko,
        "name_en": site.name_en,
        "theme": site.theme,
        "period": site.period,
        "sites": site.sites,
        "programme": programme.id,
        "programme_ko": programme.name_ko,
        "programme_en": programme.name_en,
        "place_id": site.place_id,
        "location_ko": location.ko,
        "location_en": location.en,
        "sido": region.name_ko if region else None,
        "sido_en": region.name_en if region else None,
        "sido_code": region.code if region else None,
        "precision_km": place.precision_km if place else None,
        "evidence": place.evidence if place else None,
        "confidence": _confidence([place] if place else []),
        "written_as": site.written,
        "source": [site.evidence.source, *([place.source] if place else [])],
        "locator": site.evidence.locator,
        "note_ko": site.note_ko,
        "note_en": site.note_en,
    }
    return Feature(Point(place.lon, place.lat) if place else None, properties)


def _agreement(atlas: Atlas, agreement: Agreement, shapes: Shapes) -> Feature:
    region = atlas.regions.find(agreement.region)
    printed = atlas.regions.called(agreement.region)
    ko, en = catalogue("geo", "ko"), catalogue("geo", "en")
    properties = {
        "id": f"ombudsman-{printed.id}",
        "name_ko": ko("agreement.name", region=printed.short_ko),
        "name_en": en("agreement.name", region=printed.short_en),
        "themes_ko": list(agreement.themes_ko),
        "themes_en": list(agreement.themes_en),
        "programme": AGREEMENTS_OF,
        "region": region.id,
        "sido": region.name_ko,
        "sido_en": region.name_en,
        "sido_code": region.code,
        "located_by": "sido",
        "source": [agreement.evidence.source],
        "locator": agreement.evidence.locator,
        "confidence": "high",
        "note_ko": ko("agreement.note"),
        "note_en": en("agreement.note"),
    }
    return Feature(_middle(shapes.shape(region)), properties)


def _middle(shape: BaseGeometry) -> Point:
    largest = max(shapely.get_parts(shape), key=shapely.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=_TOLERANCE)
    return Point(circle.coords[0])


def _confidence(places: Iterable[Place]) -> str:
    """Return the lowest confidence of the places: what the document prints itself is certain."""
    return min((place.confidence for place in places), key=_CONFIDENCE.index, default="high")
