"""What a picture says of itself in words: title, what was chosen, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.messages import Catalogue
    from maps.scene import Scene
    from maps.view import Shown, View


def chosen(view: View, scene: Scene, words: Catalogue) -> str:
    """Say in one line what the view asks for; empty for everything."""
    return " · ".join(_conditions(view, scene, words))


def counted(shown: Shown, words: Catalogue) -> str:
    """Say how many consortia, ties and places are shown."""
    parts = []
    if shown.consortium_ties:
        numbers = {tie.no for tie in shown.consortium_ties}
        parts.append(
            words("still.count_consortia", count=len(numbers), ties=len(shown.consortium_ties))
        )
    if shown.project_ties:
        parts.append(words("still.count_projects", ties=len(shown.project_ties)))
    parts.append(words("still.count_places", count=len(shown.places)))
    return " · ".join(parts)


def _conditions(view: View, scene: Scene, words: Catalogue) -> Iterator[str]:
    sectors = {tie.sector: tie.sector_label for tie in scene.consortium_ties}
    sectors |= {
        tie.subsector: tie.subsector_label or tie.subsector
        for tie in scene.consortium_ties
        if tie.subsector
    }
    regions = {region.code: region.short for region in scene.regions}
    said = {
        "programme": [words(f"map.{one}") for one in view.programme],
        "round": [str(year) for year in view.round],
        "sector": [sectors[one] for one in view.sector],
        "region": [regions[one] for one in view.region],
        "role": [words(f"role.{one}") for one in view.role],
        "kind": [words(f"kind.{one}") for one in view.kind],
        "confidence": [words(f"confidence.{one}") for one in view.confidence],
        "crosses": [words(f"crosses.{one}") for one in view.crosses],
        "select": [*_selected(view, scene, words)],
    }
    for name, values in said.items():
        if values:
            yield words(f"still.view.{name}", values=", ".join(values))


def _selected(view: View, scene: Scene, words: Catalogue) -> Iterator[str]:
    for id_ in view.select:
        if id_ in scene.places:
            yield scene.places[id_].name
        elif id_.startswith("c") and id_[1:].isdigit():
            no = int(id_[1:])
            yield words("popup.consortium", no=no, name=scene.consortium(no)[0].name)
        else:
            year = int(id_[1:5])
            known = {region.id: region.short for region in scene.regions}
            yield words("popup.project", round=year, region=known[id_.partition("-")[2]])
