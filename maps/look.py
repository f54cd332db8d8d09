"""How a place looks on a map: one rule for pages and pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from maps.theme import INK, QUIET, TRANSFORMATION, place_radius, place_shape

if TYPE_CHECKING:
    from maps.scene import Place, Scene
    from maps.theme import Shape
    from maps.view import Programmes


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The shape says what a place is, the filling and the frame its roles."""

    shape: Shape
    fill: str
    """``lead``, ``partner``, ``both``; ``hub``, ``link``, ``area``; ``member``."""
    frame: str
    """``hub``, ``early`` for one without ties, or nothing."""
    colour: str
    radius: float
    """Pixels."""
    weight: int
    """The greater, the more its name matters."""


def look(scene: Scene, place: Place, programmes: Programmes, *, member: bool) -> Look:
    """Return the look of a place; a `member` is only a part of a group that is drawn."""
    consortia = place.consortia if programmes != "transformation" else ()
    projects = place.projects if programmes != "consortia" else ()
    count = len(consortia) + len(projects)
    hub = any(role == "hub" for _, role, _ in projects)
    linked = any(scene.project(year, region) for year, _, region in projects)
    only = programmes == "transformation"
    return Look(
        shape="square" if only and hub else place_shape(place.kind),
        fill="member" if member else _filling(place, programmes),
        frame="" if member or not hub else ("hub" if linked else "early"),
        colour=TRANSFORMATION if only else INK if place.consortia else QUIET,
        radius=3.6 if member else place_radius(count) + (1.2 if hub and only else 0),
        weight=0 if member else count + (3 if hub else 0),
    )


def _filling(place: Place, programmes: Programmes) -> str:
    roles = {role for _, role in place.consortia} if programmes != "transformation" else set()
    if roles == {"lead", "partner"}:
        return "both"
    if roles:
        return roles.pop()
    parts = {role for _, role, _ in place.projects}
    return next((role for role in ("hub", "link", "area") if role in parts), "member")
