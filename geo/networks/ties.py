"""Bodies into ties by the rule of their programme; parallel and reciprocal ties stay apart."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from geo.crs import geodesic_lengths_km
from geo.model.network import Tie
from geo.model.programmes import TieRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.model.places import Place
    from geo.model.programmes import Body, Programme


def ties_of(
    programmes: Mapping[str, Programme], bodies: Iterable[Body], places: Mapping[str, Place]
) -> tuple[Tie, ...]:
    """Project every body that is in force, in the order of the bodies.

    ``star`` draws a tie from the member in the root role to each other member, ``pairs`` one
    between any two members, ``none`` none. A body that has ended ties nothing together.
    """
    ends = [
        (body, start, end)
        for body in bodies
        if body.in_force
        for start, end in _pairs(body, programmes[body.programme])
    ]
    starts = [places[start] for _, start, _ in ends]
    stops = [places[stop] for _, _, stop in ends]
    lengths = geodesic_lengths_km(_points(starts), _points(stops))
    return tuple(
        Tie(
            id=_id(body, programmes[body.programme], start.id, stop.id),
            programme=body.programme,
            body_id=body.id,
            from_id=start.id,
            to_id=stop.id,
            length_km=float(length),
            crosses_sido=start.sido != stop.sido,
        )
        for (body, _, _), start, stop, length in zip(ends, starts, stops, lengths, strict=True)
    )


def _pairs(body: Body, programme: Programme) -> Iterator[tuple[str, str]]:
    ids = [member.place_id for member in body.members]
    if programme.tie_rule is TieRule.PAIRS:
        yield from combinations(ids, 2)
    elif programme.tie_rule is TieRule.STAR:
        # On a day before the root joined there is none, and nothing to tie to.
        for root in [m.place_id for m in body.members if m.role == programme.root][:1]:
            yield from ((root, id_) for id_ in ids if id_ != root)


def _id(body: Body, programme: Programme, start: str, end: str) -> str:
    """Body and far end are unique in a star, for a body names a place once."""
    return f"{body.id}-{end}" if programme.tie_rule is TieRule.STAR else f"{body.id}-{start}-{end}"


def _points(places: Sequence[Place]) -> NDArray[np.float64]:
    """Return shape (n, 2): longitude, latitude in degrees, WGS 84."""
    return np.array([(place.lon, place.lat) for place in places], dtype=np.float64).reshape(-1, 2)
