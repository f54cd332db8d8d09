"""What maps and places are called, and which collections stand behind a map."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from maps.labels import short_names
from maps.scene import OVERVIEW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.messages import Catalogue, Lang
    from geo.model.places import Place
    from maps.scene import Scene

_PUBLISHERS = 2
"""So many are named on a map; its page of sources names all."""
COMPLEXES = "complexes"
"""The collection of the places of every map."""


def heading_of(name: str, scene: Scene, words: Catalogue) -> str:
    """Return what a map is called."""
    if name == OVERVIEW:
        return words("heading.overview")
    return scene.atlas.programmes[name].name.of(words.lang)


def tabs_of(scene: Scene, words: Catalogue) -> list[tuple[str, str]]:
    """Return the maps that stand in the navigation: the overview, and what it draws as ties."""
    main = [
        programme.id
        for programme in scene.atlas.programmes.values()
        if programme.on_overview and programme.ties_layer
    ]
    named = {id_: scene.atlas.programmes[id_].short.of(words.lang) for id_ in main}
    return [(OVERVIEW, words("map.overview")), *named.items()]


@lru_cache(maxsize=8)
def names_of(scene: Scene, lang: Lang) -> dict[str, str]:
    """Return the short name of every place that takes part, and full names of the others."""
    named = {
        place.id: (place.name.of(lang), place.kind)
        for place in scene.places.values()
        if scene.takes_part(place.id)
    }
    every = {place.id: place.name.of(lang) for place in scene.places.values()}
    return {**every, **short_names(named, lang)}


def members_of(scene: Scene, shown: Sequence[Place]) -> list[Place]:
    """Return the parts of the groups among `shown` that are not shown themselves."""
    ids = {member for place in shown for member in place.members}
    ids -= {place.id for place in shown}
    return [place for place in scene.places.values() if place.id in ids]


def collections_of(scene: Scene, drawn: Sequence[str]) -> tuple[str, ...]:
    """Return the collections behind a map of the programmes `drawn`."""
    programmes = [scene.atlas.programmes[id_] for id_ in drawn]
    ties = [p.ties_layer.collection for p in programmes if p.ties_layer]
    return (COMPLEXES, *ties)


def attribution_of(scene: Scene, drawn: Sequence[str], words: Catalogue) -> str:
    """Name the publishers of what a map draws, those of most facts first, and of its boundaries."""
    used: Counter[str] = Counter()
    for body in scene.bodies_of(drawn):
        cited = [printing.evidence for member in body.members for printing in member.printings]
        used.update({evidence.source for evidence in (body.evidence, *cited)})
    publishers: Counter[str] = Counter()
    dated: dict[str, str] = {}
    for id_, count in used.items():
        source = scene.atlas.sources[id_]
        name = source.publisher_en if words.lang == "en" else source.publisher_ko
        publishers[name] += count
        dated[name] = max(dated.get(name, ""), source.published_on or "")
    ranked = [name for name, _ in publishers.most_common()]
    told = [f"{name} {dated[name]}".strip() for name in ranked[:_PUBLISHERS]]
    if len(ranked) > _PUBLISHERS:
        rest = len(ranked) - _PUBLISHERS
        told[-1] = words("attribution.more", publisher=told[-1], count=rest)
    facts = words("attribution.facts", sources=", ".join(told))
    return f"{facts} · {words('attribution.boundaries')}"
