"""How two places are connected through bodies, and what lies around a place."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from geo.crs import geodesic_lengths_km
from geo.errors import SelectionError
from geo.model.places import PlaceKind
from geo.networks.models import network

if TYPE_CHECKING:
    from geo.atlas import Atlas
    from geo.model.places import Place
    from geo.model.programmes import Body, Membership

MOST_PATHS = 12
"""As many ways as a reader compares; simple paths of a dense network run into thousands."""
FARTHEST_KM = 300.0
"""From the middle of the country to its far end; farther than that, everything is around."""


class Step(NamedTuple):
    """From one place to the next through a body that both take part in."""

    start: Place
    end: Place
    bodies: tuple[tuple[Body, Membership, Membership], ...]
    """Every body that they share, with the memberships of both, whose printings are evidence."""


class Near(NamedTuple):
    """A place around another."""

    place: Place
    km: float
    bodies: tuple[Body, ...]
    """What it takes part in."""
    shared: tuple[Body, ...]
    """Of them those that the place in the middle takes part in as well."""


def paths(
    atlas: Atlas, start: str, end: str, *, id_: str = "combined", longer: int = 1
) -> tuple[tuple[Step, ...], ...]:
    """Return how two places are connected, the shortest ways first; none where nothing does.

    Parameters
    ----------
    start, end
        Ids of places as the network has them.
    longer
        Steps by which a way may be longer than the shortest; at most `MOST_PATHS` are returned.

    Raises
    ------
    SelectionError
        There is no such network, or a place takes no part in it.
    """
    import networkx as nx  # noqa: PLC0415 - only analyses need it

    model = network(atlas, id_)
    graph = model.together()
    for name, asked in (("from", start), ("to", end)):
        if asked not in graph:
            known = tuple(vertex.id for vertex in model.vertices)
            raise SelectionError(parameter=name, value=asked, allowed=known)
    if start == end or not nx.has_path(graph, start, end):
        return ()
    found = list(islice(nx.shortest_simple_paths(graph, start, end), MOST_PATHS))
    longest = len(found[0]) + longer
    inside = {body.id for body in model.bodies}
    return tuple(
        tuple(_step(atlas, inside, item, other) for item, other in pairwise(path))
        for path in found
        if len(path) <= longest
    )


def around(atlas: Atlas, place: str, km: float) -> tuple[Near, ...]:
    """Return the places within `km` of a place, the nearest first, and what they take part in.

    Raises
    ------
    SelectionError
        There is no such place, or `km` is not above 0 and at most `FARTHEST_KM`.
    """
    if place not in atlas.places:
        raise SelectionError(parameter="place", value=place, allowed=tuple(atlas.places))
    if not 0 < km <= FARTHEST_KM:
        raise SelectionError(parameter="km", value=f"{km:g}", allowed=(f"1–{FARTHEST_KM:g}",))
    middle = atlas.places[place]
    others = [
        item
        for item in atlas.places.values()
        if item.kind is not PlaceKind.POLICY_SITE
        and not {item.id, *item.members} & {middle.id, *middle.members}
    ]
    points = np.array([(other.lon, other.lat) for other in others])
    away = geodesic_lengths_km(np.full_like(points, (middle.lon, middle.lat)), points)
    own = {body.id for body, _ in atlas.memberships_at(place)}
    result = []
    for number in np.argsort(away):
        if away[number] > km:
            break
        bodies = tuple(dict.fromkeys(b.id for b, _ in atlas.memberships_at(others[number].id)))
        shared = tuple(atlas.bodies[id_] for id_ in bodies if id_ in own)
        everything = tuple(atlas.bodies[id_] for id_ in bodies)
        result.append(Near(others[number], float(away[number]), everything, shared))
    return tuple(result)


def _step(atlas: Atlas, bodies: set[str], value: str, other: str) -> Step:
    shared = []
    for body in atlas.bodies.values():
        members = {member.place_id: member for member in body.members}
        if body.id in bodies and value in members and other in members:
            shared.append((body, members[value], members[other]))
    return Step(atlas.places[value], atlas.places[other], tuple(shared))
