"""The conditions of a map page: which there are, and the words that tell what they leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maps.part import Part
from maps.view import (
    BORDERS,
    CONFIDENCES,
    CONSORTIA_ROUND,
    PROGRAMMES,
    ROLES,
    View,
    apply,
    rounds,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.messages import Catalogue
    from maps.scene import Scene
    from maps.teller import Teller
    from maps.view import Programmes, Shown


class Filters(Part):
    """Brings the conditions in the legend to life; stands after everything that it hides."""

    starts = "filters"

    def __init__(self, words: Catalogue) -> None:
        texts = words.texts
        super().__init__({"status": texts["filter.status"], "empty": texts["filter.empty"]})


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


def facets_of(teller: Teller, programmes: Programmes) -> tuple[Facet, ...]:
    """Return the conditions that tell something apart on a map; sectors stand in the legend."""
    scene, words = teller.scene, teller.words
    shown = apply(scene, View(), programmes)
    ties = (*shown.consortium_ties, *shown.project_ties)
    named = {
        "programme": PROGRAMMES if programmes == "both" else (),
        "round": _rounds(scene, programmes),
        "role": _roles(shown, programmes),
        "kind": _in_order({place.kind for place in shown.places}, words.under("kind")),
        "confidence": _in_order({place.confidence for place in shown.places}, CONFIDENCES),
        "crosses": _in_order({one for tie in ties for one in scene.crossed(tie)}, BORDERS),
    }
    facets: dict[str, Rows] = {
        name: ((None, tuple(Choice(v, _label(words, name, v)) for v in values)),)
        for name, values in named.items()
        if len(values) > 1
    }
    facets["region"] = _regions(teller)
    order = ("programme", "round", "region", "crosses", "role", "kind", "confidence")
    return tuple(
        Facet(name, words(f"filter.{name}"), facets[name]) for name in order if name in facets
    )


def _in_order(values: set[str], order: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value in order if value in values)


def _rounds(scene: Scene, programmes: Programmes) -> tuple[str, ...]:
    projects = {year for year, _, _ in scene.hubs()}
    drawn = {"consortia": {CONSORTIA_ROUND}, "transformation": projects}
    years = drawn.get(programmes, {*rounds(scene)})
    return tuple(str(year) for year in sorted(years))


def _roles(shown: Shown, programmes: Programmes) -> tuple[str, ...]:
    roles = {"lead", "partner"} if shown.consortium_ties else set()
    if programmes != "consortia":
        roles |= {"hub", *(tie.role for tie in shown.project_ties)}
    return _in_order(roles, ROLES)


def _label(words: Catalogue, name: str, value: str) -> str:
    if name == "round":
        return words(f"round.{value}")
    return words(f"{name}.{value}")


def _regions(teller: Teller) -> Rows:
    regions = teller.scene.regions
    groups = dict.fromkeys(region.superregion for region in regions)
    return tuple(
        (
            Choice(group, teller.words(f"superregion.{group}")),
            tuple(Choice(r.code, r.short) for r in regions if r.superregion == group),
        )
        for group in groups
    )
