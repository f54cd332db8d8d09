"""Places as symbols: the shape says what they are, the filling and the frame their roles."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from maps.look import look
from maps.part import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.model.places import Place
    from maps.look import Look
    from maps.records import Record
    from maps.teller import Teller


class Complexes(Part):
    """Draws the places of a map, with their labels.

    `members` are parts of groups; they show only when the reader has come near. `asked` are the
    rounds that the page shows at all, `history` those through which its reader may step.
    """

    starts = "places"

    def __init__(
        self,
        teller: Teller,
        shown: Sequence[Place],
        members: Sequence[Place],
        drawn: Sequence[str],
        *,
        asked: Sequence[str] = (),
        history: Sequence[str] = (),
    ) -> None:
        def record(place: Place, *, member: bool) -> Record:
            shape = look(teller.scene, place, drawn, member=member, rounds=asked)
            return _record(teller, place, shape, member=member)

        super().__init__(
            {
                "layer": teller.words("layer.labels"),
                "places": [
                    *(record(place, member=False) for place in shown),
                    *(record(place, member=True) for place in members),
                ],
                "looks": [*_history(teller, shown, drawn, history)],
            }
        )


def _history(
    teller: Teller, shown: Sequence[Place], drawn: Sequence[str], history: Sequence[str]
) -> Iterator[Record]:
    """Yield how places look in single rounds and up to each, where they look otherwise then."""
    usual = {place.id: look(teller.scene, place, drawn, member=False) for place in shown}
    up_to = [tuple(history[: i + 1]) for i in range(len(history) - 1)]
    for rounds in dict.fromkeys((*up_to, *((value,) for value in history))):
        now = {p.id: look(teller.scene, p, drawn, member=False, rounds=rounds) for p in shown}
        changed = [{"id": id_, **asdict(item)} for id_, item in now.items() if item != usual[id_]]
        yield {"rounds": rounds, "places": changed}


def _record(teller: Teller, place: Place, shape: Look, *, member: bool) -> Record:
    return {
        "id": place.id,
        "at": (place.lon, place.lat),
        "label": teller.names[place.id],
        **asdict(shape),
        "member": member,
        "km": place.precision_km,
        "groups": teller.scene.atlas.groups_of(place.id),
        "kicker": teller.kicker(place),
    }
