"""A tie: one line of a network, apart from its parallels and its reverse."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tie:
    """A directed line between two places, owned by one consortium or project."""

    owner_id: str
    """Of the consortium (``c13``) or the project (``t2021-ulsan``) that ties the places."""
    from_id: str
    """Place of the lead or hub."""
    to_id: str
    """Place of the partner, link or area."""
    length_km: float
    """Geodesic length on GRS 80, between the representative points."""
    crosses_sido: bool
    """Whether the two ends lie in different 시도."""

    @property
    def id(self) -> str:
        """Owner and far end: unique, for an owner names a place once."""
        return f"{self.owner_id}-{self.to_id}"
