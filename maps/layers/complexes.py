"""Places as symbols: the shape says what they are, the filling and the frame their roles."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from maps.look import look
from maps.part import Part

if TYPE_CHECKING:
    from maps.records import Record
    from maps.scene import Place
    from maps.teller import Teller
    from maps.view import Programmes


class Complexes(Part):
    """Draws the places of a map, with their labels.

    `members` are parts of groups; they show only when the reader has come near.
    """

    starts = "places"

    def __init__(
        self, teller: Teller, shown: list[Place], members: list[Place], programmes: Programmes
    ) -> None:
        super().__init__(
            {
                "layer": teller.words("layer.labels"),
                "places": [
                    *(_record(teller, place, programmes, member=False) for place in shown),
                    *(_record(teller, place, programmes, member=True) for place in members),
                ],
            }
        )


def _record(teller: Teller, place: Place, programmes: Programmes, *, member: bool) -> Record:
    return {
        "id": place.id,
        "at": (place.lon, place.lat),
        "label": teller.names.get(place.id, place.name),
        **asdict(look(teller.scene, place, programmes, member=member)),
        "member": member,
        "groups": [group.id for group in teller.scene.places.values() if place.id in group.members],
        "kicker": teller.kicker(place),
    }
