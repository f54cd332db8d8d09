"""What the documents name beside memberships: policy sites, agreements, requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.model.bilingual import Bilingual, bilingual, both
from geo.profiles.model import Record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.atlas import Atlas


def records_of(atlas: Atlas) -> Iterator[Record]:
    """Yield every record, each with the feature that tells it."""
    for site in atlas.register.policy_sites:
        place = atlas.places[site.place_id] if site.place_id else None
        yield Record(
            collection="policy-sites",
            id=site.id,
            name=Bilingual(site.name_ko, site.name_en),
            detail=place.name if place else both("geo", "location.none"),
            region=atlas.region_of(place.id) if place else None,
            place_id=site.place_id,
            body_id=None,
            evidence=site.evidence,
        )
    for agreement in atlas.register.agreements:
        region, printed = (
            atlas.regions.find(agreement.region),
            atlas.regions.called(agreement.region),
        )
        yield Record(
            collection="regional-agreements",
            id=f"ombudsman-{printed.id}",
            name=both("geo", "agreement.name", region=printed.short),
            detail=Bilingual(", ".join(agreement.themes_ko), ", ".join(agreement.themes_en)),
            region=region,
            place_id=None,
            body_id=None,
            evidence=agreement.evidence,
        )
    for request in atlas.requests:
        body = atlas.bodies.get(request.body_id)
        if body is None:
            # It was requested for a body that had not begun on the day of the atlas.
            continue
        yield Record(
            collection="requests",
            id=request.id,
            name=Bilingual(request.name_as_written, request.programme.name_en),
            detail=bilingual(request.focus_as_written, request.focus_en),
            region=atlas.regions.find(body.region.ko) if body.region else None,
            place_id=None,
            body_id=body.id,
            evidence=request.evidence,
        )
