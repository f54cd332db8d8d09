"""A tie: one line of a network, apart from its parallels and its reverse."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A directed line between two places that one body ties together."""

    id: str
    """Body and far end, such as ``c13-mipo-onsan``; between pairs body and both ends."""
    programme: str
    body_id: str
    from_id: str
    """Place of the member in the root role."""
    to_id: str
    """Place of the other member."""
    length_km: float
    """Geodesic length on GRS 80, between the representative points."""
    crosses_sido: bool
    """Whether the two ends lie in different 시도."""
