"""The conditions of a map page: which there are, and the words that tell what they leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maps.part import Part
from maps.view import (
    BORDERS,
    CONFIDENCES,
    HIDING,
    RANGES,
    View,
    apply,
    rounds,
    told_area,
    told_length,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geo.messages import Catalogue
    from maps.teller import Teller


class Filters(Part):
    """Brings the conditions in the legend to life; stands after everything that it hides."""

    starts = "filters"

    def __init__(self, words: Catalogue) -> None:
        texts = words.texts
        super().__init__(
            {
                "status": texts["filter.status"],
                "places": texts["filter.status_places"],
                "empty": texts["filter.empty"],
                "said": texts["view.said"],
                "saidPlaces": texts["view.said_places"],
                "ranges": {name: words.under(name) for name in RANGES},
                "conditions": {name: texts[f"still.view.{name}"] for name in HIDING},
            }
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a condition."""

    value: str
    label: str


Rows = tuple[tuple[Choice | None, tuple[Choice, ...]], ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """A condition, its choices in rows; a row may have a choice that stands for all of it."""

    name: str
    """Parameter of the view."""
    label: str
    rows: Rows
    range: bool = False
    """Whether it asks for numbers: a histogram is loaded when it is opened."""


def facets_of(teller: Teller, drawn: Sequence[str], areas: Sequence[str] = ()) -> tuple[Facet, ...]:
    """Return the conditions that tell something apart on a map; sectors stand in the legend.

    `areas` are values of ``region`` beside the 시도, which are asked for.
    """
    scene, words, lang = teller.scene, teller.words, teller.lang
    programmes = scene.atlas.programmes
    shown = apply(scene, View(), drawn)
    members = [member for body in shown.bodies for member in body.members]
    present = {member.role for member in members}
    roles = {
        role.id: role.name.of(lang)
        for id_ in drawn
        for role in programmes[id_].roles
        if role.id in present
    }
    named: dict[str, Mapping[str, str]] = {
        "programme": {id_: programmes[id_].short.of(lang) for id_ in drawn},
        "round": round_names(teller, drawn),
        "role": roles,
        "kind": _said(words.under("kind"), {place.kind for place in shown.places}),
        "confidence": _worded(
            words, "confidence", CONFIDENCES, {p.confidence for p in shown.places}
        ),
        "reading": _worded(words, "reading", CONFIDENCES, {m.reading_confidence for m in members}),
        "crosses": {
            border: words(f"crosses.{border}", zoning=scene.atlas.zoning.short.of(lang))
            for border in BORDERS
            if any(border in scene.crossed(tie) for tie in shown.ties)
        },
    }
    facets: dict[str, Rows] = {
        name: ((None, tuple(Choice(*each) for each in values.items())),)
        for name, values in named.items()
        if len(values) > 1
    }
    own = tuple(Choice(id_, scene.area_of(id_).name.of(lang)) for id_ in areas)
    facets["region"] = (*_regions(teller), *([(None, own)] if own else []))
    spread: dict[str, set[float | None]] = {
        "distance": {told_length(tie) for tie in shown.ties},
        "designated": {told_area(place) for place in shown.places} - {None},
    }
    order = (
        *("programme", "round", "region", "crosses", "distance"),
        *("role", "kind", "designated", "confidence", "reading"),
    )
    return tuple(
        Facet(name, words(f"filter.{name}"), facets.get(name, ()), range=name in spread)
        for name in order
        if name in facets or len(spread.get(name, ())) > 1
    )


def round_names(teller: Teller, drawn: Sequence[str]) -> dict[str, str]:
    """Return each round of some programmes with its name: the year, and what came in it."""
    scene, lang = teller.scene, teller.lang
    found: dict[str, dict[str, None]] = {key: {} for key in rounds(scene, drawn)}
    for body in scene.bodies_of(drawn):
        if body.year:
            found[body.year][scene.programme_of(body).short.of(lang)] = None
    return {
        key: teller.words("round.named", round=key, programmes=" · ".join(names))
        for key, names in found.items()
    }


def _said(words: Mapping[str, str], values: set[str]) -> dict[str, str]:
    return {value: text for value, text in words.items() if value in values}


def _worded(words: Catalogue, name: str, order: Iterable[str], values: set[str]) -> dict[str, str]:
    return {value: words(f"{name}.{value}") for value in order if value in values}


def _regions(teller: Teller) -> Rows:
    atlas, lang = teller.scene.atlas, teller.lang
    groups: dict[str, list[Choice]] = {}
    names = {}
    for region in atlas.regions.current:
        zone = atlas.zone_of(region)
        names[zone.id] = zone.name
        groups.setdefault(zone.id, []).append(Choice(region.code, region.short.of(lang)))
    return tuple(
        (Choice(names[id_].ko, names[id_].of(lang)), tuple(own)) for id_, own in groups.items()
    )
