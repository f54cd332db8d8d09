"""Places as symbols: the shape says what they are, the filling and the frame their roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maps.part import Part
from maps.theme import INK, QUIET, TRANSFORMATION, place_radius, place_shape

if TYPE_CHECKING:
    from maps.popups import Record, Teller
    from maps.scene import Place
    from maps.view import Programmes


class Complexes(Part):
    """Draws the places of a map, with their labels and popups.

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
    consortia = place.consortia if programmes != "transformation" else ()
    projects = place.projects if programmes != "consortia" else ()
    count = 0 if member else len(consortia) + len(projects)
    hub = any(role == "hub" for _, role, _ in projects)
    linked = bool(projects) and any(
        teller.scene.project(year, region) for year, _, region in projects
    )
    return {
        "id": place.id,
        "at": (place.lon, place.lat),
        "label": teller.names.get(place.id, place.name),
        "shape": "square" if programmes == "transformation" and hub else place_shape(place.kind),
        "fill": "member" if member else _filling(place, programmes),
        "frame": "" if member or not hub else ("hub" if linked else "early"),
        "colour": _colour(place, programmes),
        "radius": 3.6
        if member
        else place_radius(count) + (1.2 if hub and programmes == "transformation" else 0),
        "weight": 0 if member else count + (3 if hub else 0),
        "member": member,
        "groups": [group.id for group in teller.scene.places.values() if place.id in group.members]
        if member
        else [],
        "popup": teller.place(place),
    }


def _colour(place: Place, programmes: Programmes) -> str:
    if programmes == "transformation":
        return TRANSFORMATION
    return INK if place.consortia else QUIET


def _filling(place: Place, programmes: Programmes) -> str:
    """Return ``lead``, ``partner``, ``both``, or for the transformation ``hub`` …: its role."""
    roles = {role for _, role in place.consortia} if programmes != "transformation" else set()
    if roles == {"lead", "partner"}:
        return "both"
    if roles:
        return roles.pop()
    parts = {role for _, role, _ in place.projects}
    return next((role for role in ("hub", "link", "area") if role in parts), "member")
