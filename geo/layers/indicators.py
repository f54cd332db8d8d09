"""The goals ledger: every target, contribution and count as a feature without a shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.layers.collection import Feature
from geo.layers.conflicts import conflicts_of_indicator
from geo.model.bilingual import both

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.model.bilingual import Bilingual
    from geo.model.indicators import Indicator
    from geo.model.places import Region


def indicators(atlas: Atlas) -> tuple[Feature, ...]:
    """Make a feature of each number, in the table's order; the documents place none of them."""
    return tuple(Feature(None, _properties(atlas, number)) for number in atlas.indicators)


def _properties(atlas: Atlas, number: Indicator) -> dict[str, object]:
    subject, name, unit = subject_of(atlas, number), name_of(number), unit_of(number)
    body, region = atlas.bodies.get(number.subject), region_of(atlas, number)
    return {
        "id": number.id,
        "name_ko": f"{subject.ko}: {name.ko}",
        "name_en": f"{subject.en}: {name.en}",
        "subject_kind": number.subject_kind,
        "subject": number.subject,
        "subject_ko": subject.ko,
        "subject_en": subject.en,
        "region": region.short_ko if region else None,
        "region_en": region.short_en if region else None,
        "sido_code": region.code if region else None,
        "place_id": atlas.root_of(body).place_id if body and number.subject_kind == "hub" else None,
        "indicator": number.indicator,
        "indicator_ko": name.ko,
        "indicator_en": name.en,
        "value": number.value,
        "unit": number.unit,
        "unit_ko": unit and unit.ko,
        "unit_en": unit and unit.en,
        "share_pct": number.share_pct,
        "base_ko": number.base_ko,
        "base_en": number.base_en,
        "base_stated": number.base_stated,
        "period": number.period,
        "printed": number.printed,
        "nature": number.nature,
        "named_in": number.named_in,
        "source": [number.evidence.source],
        "locator": number.evidence.locator,
        "confidence": number.confidence,
        "conflicts": conflicts_of_indicator(atlas, number),
    }


def subject_of(atlas: Atlas, number: Indicator) -> Bilingual:
    """Return the name of what a number is said of."""
    if number.subject_kind == "programme":
        return both("geo", f"programme.{number.subject}")
    body = atlas.bodies[number.subject]
    if number.subject_kind == "hub":
        return atlas.places[atlas.root_of(body).place_id].name
    return body.name


def region_of(atlas: Atlas, number: Indicator) -> Region | None:
    """Return the 시도 of the body that a number is said of; None for a whole programme."""
    body = atlas.bodies.get(number.subject)
    return atlas.regions.find(body.region.ko) if body and body.region else None


def name_of(number: Indicator) -> Bilingual:
    """Return what is measured, in words."""
    return both("geo", f"indicator.{number.indicator}")


def unit_of(number: Indicator) -> Bilingual | None:
    """Return the unit in words; None for a share alone."""
    return both("geo", f"unit.{number.unit}") if number.unit else None
