"""Places as symbols: the shape says what they are, the filling and the frame their roles."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from maps.look import look
from maps.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.model.places import Place
    from maps.records import Record
    from maps.teller import Teller


class Complexes(Part):
    """Draws the places of a map, with their labels.

    `members` are parts of groups; they show only when the reader has come near.
    """

    starts = "places"

    def __init__(
        self,
        teller: Teller,
        shown: Sequence[Place],
        members: Sequence[Place],
        drawn: Sequence[str],
    ) -> None:
        super().__init__(
            {
                "layer": teller.words("layer.labels"),
                "places": [
                    *(_record(teller, place, drawn, member=False) for place in shown),
                    *(_record(teller, place, drawn, member=True) for place in members),
                ],
            }
        )


def _record(teller: Teller, place: Place, drawn: Sequence[str], *, member: bool) -> Record:
    return {
        "id": place.id,
        "at": (place.lon, place.lat),
        "label": teller.names[place.id],
        **asdict(look(teller.scene, place, drawn, member=member)),
        "member": member,
        "groups": teller.scene.atlas.groups_of(place.id),
        "kicker": teller.kicker(place),
    }
