"""A name in, an answer out: a point with its precision, or candidates to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geo.errors import AmbiguousPlaceError, UnresolvedPlaceError

if TYPE_CHECKING:
    from geo.geocoding.resolver import Resolver
    from geo.model.places import Place

Status = Literal["ok", "ambiguous", "none"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that the name may mean."""

    id: str
    name: str
    """Official name."""
    score: float
    """Likeness of the letters, 0 to 1; no probability."""
    lon: float
    lat: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is known of a name; only status ``ok`` has a point."""

    query: str
    status: Status
    lon: float | None = None
    """Degrees, WGS 84."""
    lat: float | None = None
    id: str | None = None
    name: str | None = None
    """Official name of the place."""
    method: str | None = None
    """``gazetteer``, ``alias`` or ``group``."""
    score: float | None = None
    """1 where the name is the place's own or a listed spelling."""
    precision_km: float | None = None
    """A point this far off is still in or beside the place."""
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Geocoder:
    """Answers names and never guesses."""

    resolver: Resolver

    def geocode(self, name: str, region: str = "") -> Answer:
        """Find the place that `name` means, within the 시도 `region` if one is given.

        Raises
        ------
        RegionError
            `region` is no 시도.
        """
        query = name.strip()
        region_id = self.resolver.regions.find(region).id if region else None
        if not any(letter.isalnum() for letter in query):
            return Answer(query=name, status="none")
        try:
            found = self.resolver.resolve(query, region)
        except AmbiguousPlaceError as error:
            places = self.resolver.gazetteer.places.values()
            named = [place for place in places if place.name_ko in error.candidates]
            same = tuple(_candidate(place, 1.0) for place in named)
            return Answer(query=name, status="ambiguous", candidates=same)
        except UnresolvedPlaceError:
            near = self.resolver.nearest(query, region_id)
            like = tuple(_candidate(one.place, one.score) for one in near)
            return Answer(query=name, status="none", candidates=like)
        place = found.place
        return Answer(
            query=name,
            status="ok",
            lon=place.lon,
            lat=place.lat,
            id=place.id,
            name=place.name_ko,
            method=found.method,
            score=1.0,
            precision_km=place.precision_km,
        )


def _candidate(place: Place, score: float) -> Candidate:
    return Candidate(place.id, place.name_ko, score, place.lon, place.lat)
