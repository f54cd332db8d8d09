"""Consortia and projects into ties; parallel and reciprocal ties stay apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geo.crs import geodesic_lengths_km
from geo.model.network import Tie

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.model.places import Place
    from geo.model.programmes import Consortium, Project


def consortium_ties(
    consortia: Iterable[Consortium], places: Mapping[str, Place]
) -> tuple[Tie, ...]:
    """Draw one tie from each lead to each of its partners, in the order of the consortia.

    A consortium that has closed ties nothing together.
    """
    ends = [
        (c.id, c.lead.place_id, partner.place_id)
        for c in consortia
        if c.in_force
        for partner in c.partners
    ]
    return _ties(ends, places)


def transformation_ties(
    projects: Iterable[Project], places: Mapping[str, Place]
) -> tuple[Tie, ...]:
    """Draw one tie from each hub to each link or area that a document names."""
    ends = [(p.id, p.hub.place_id, member.place_id) for p in projects for member in p.linked]
    return _ties(ends, places)


def _ties(ends: Sequence[tuple[str, str, str]], places: Mapping[str, Place]) -> tuple[Tie, ...]:
    starts = [places[start] for _, start, _ in ends]
    stops = [places[stop] for _, _, stop in ends]
    lengths = geodesic_lengths_km(_points(starts), _points(stops))
    return tuple(
        Tie(owner, start.id, stop.id, float(length), start.sido != stop.sido)
        for (owner, _, _), start, stop, length in zip(ends, starts, stops, lengths, strict=True)
    )


def _points(places: Sequence[Place]) -> NDArray[np.float64]:
    """Return shape (n, 2): longitude, latitude in degrees, WGS 84."""
    return np.array([(place.lon, place.lat) for place in places], dtype=np.float64).reshape(-1, 2)
