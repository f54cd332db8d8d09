"""The goals ledger: every target, contribution and count as a feature without a shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.layers.collection import Feature
from geo.layers.conflicts import conflicts_of_indicator
from geo.messages import LANGS, Lang, catalogue

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.model.indicators import Indicator


def indicators(atlas: Atlas) -> tuple[Feature, ...]:
    """Make a feature of each number, in the table's order; the documents place none of them."""
    return tuple(Feature(None, _properties(atlas, number)) for number in atlas.indicators)


def _properties(atlas: Atlas, number: Indicator) -> dict[str, object]:
    subjects = {lang: subject_of(atlas, number, lang) for lang in LANGS}
    names = {lang: catalogue("geo", lang)(f"indicator.{number.indicator}") for lang in LANGS}
    units = {lang: _unit(number, lang) for lang in LANGS}
    body = atlas.bodies.get(number.subject)
    region = atlas.regions.find(body.region.ko) if body and body.region else None
    return {
        "id": number.id,
        "name_ko": f"{subjects['ko']}: {names['ko']}",
        "name_en": f"{subjects['en']}: {names['en']}",
        "subject_kind": number.subject_kind,
        "subject": number.subject,
        "subject_ko": subjects["ko"],
        "subject_en": subjects["en"],
        "region": region.short_ko if region else None,
        "region_en": region.short_en if region else None,
        "sido_code": region.code if region else None,
        "place_id": atlas.root_of(body).place_id if body and number.subject_kind == "hub" else None,
        "indicator": number.indicator,
        "indicator_ko": names["ko"],
        "indicator_en": names["en"],
        "value": number.value,
        "unit": number.unit,
        "unit_ko": units["ko"],
        "unit_en": units["en"],
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


def subject_of(atlas: Atlas, number: Indicator, lang: Lang) -> str:
    """Return the name of what a number is said of."""
    words = catalogue("geo", lang)
    if number.subject_kind == "programme":
        return words(f"programme.{number.subject}")
    body = atlas.bodies[number.subject]
    if number.subject_kind == "hub":
        hub = atlas.places[atlas.root_of(body).place_id]
        return hub.name_ko if lang == "ko" else hub.name_en
    return body.name.of(lang)


def _unit(number: Indicator, lang: Lang) -> str | None:
    return catalogue("geo", lang)(f"unit.{number.unit}") if number.unit else None
