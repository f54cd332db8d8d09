"""What the scripts know of the ties and places of a map: to filter, list and tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part
from maps.view import CONSORTIA_ROUND, Choices, View, apply, consortium_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from maps.records import Record
    from maps.scene import ConsortiumTie, Place, ProjectTie, Scene, Tie
    from maps.teller import Teller
    from maps.view import Programmes


class Facts(Part):
    """Ties and places with what a view asks of them; ``static/js/state.js`` keeps them."""

    starts = "state"

    def __init__(self, teller: Teller, programmes: Programmes) -> None:
        super().__init__(facts_of(teller, programmes))


def facts_of(teller: Teller, programmes: Programmes) -> Record:
    """Return the facts of all that a map draws, in the data's order."""
    scene = teller.scene
    shown = apply(scene, View(), programmes)
    return {
        "ties": [
            *(_consortium_tie(teller, tie) for tie in shown.consortium_ties),
            *(_project_tie(teller, tie) for tie in shown.project_ties),
        ],
        "places": [_place(teller, place) for place in shown.places],
        "alone": list(_alone(scene, programmes)),
        "regions": [
            {"code": region.code, "superregion": region.superregion, "names": region.names}
            for region in scene.regions
        ],
        "choices": Choices.of(scene).of_parameter,
    }


def _alone(scene: Scene, programmes: Programmes) -> Iterator[Record]:
    """Yield what shows without a tie: hubs of rounds without ties, smart-green complexes."""
    if programmes != "consortia":
        for year, region, place in scene.hubs():
            if not scene.project(year, region):
                told = {"programme": "transformation", "role": "hub"}
                yield {"id": place.id, "round": str(year), **told}
    if programmes == "both":
        for year, place in scene.smart_green():
            yield {"id": place.id, "round": str(year), "programme": None, "role": None}


def _consortium_tie(teller: Teller, tie: ConsortiumTie) -> Record:
    title, sector, _ = teller.consortium_line(tie)
    return {
        **_tie(teller, tie),
        "programme": "consortia",
        "round": str(CONSORTIA_ROUND),
        "owner": consortium_id(tie.no),
        "title": title,
        "sector": tie.sector,
        "subsector": tie.subsector,
        "sectorLabel": sector,
        "roles": ("lead", "partner"),
    }


def _project_tie(teller: Teller, tie: ProjectTie) -> Record:
    return {
        **_tie(teller, tie),
        "programme": "transformation",
        "round": str(tie.round_year),
        "owner": tie.project_id,
        "title": teller.project_line(tie)[0],
        "sector": None,
        "subsector": None,
        "sectorLabel": "",
        "roles": ("hub", tie.role),
    }


def _tie(teller: Teller, tie: Tie) -> Record:
    return {
        "id": tie.id,
        "from": tie.from_id,
        "to": tie.to_id,
        "fromLabel": teller.names[tie.from_id],
        "toLabel": teller.names[tie.to_id],
        "km": tie.length_km,
        "crosses": teller.scene.crossed(tie),
    }


def _place(teller: Teller, place: Place) -> Record:
    return {
        "id": place.id,
        "label": teller.names.get(place.id, place.name),
        "sido": place.sido_code,
        "sidoLabel": place.sido,
        "kind": place.kind,
        "kindLabel": teller.words(f"kind.{place.kind}"),
        "confidence": place.confidence,
        "confidenceLabel": teller.words(f"confidence.{place.confidence}"),
    }
