"""Complexes with a known point, inferred from their name and 시군구 with the gazetteer off."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geo.crs import geodesic_lengths_km
from geo.geocoding.precision import CALIBRATION, LEAST_KM
from geo.geocoding.query import Query
from geo.geocoding.stems import stems
from geo.model.places import KIND_WORDS, PlaceKind
from geo.text import kind_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from geo.geocoding.areas import Scope
    from geo.geocoding.geocoder import Geocoder
    from geo.geocoding.toponym import Inference
    from geo.model.places import Place

LEVEL = 0.95
LEAST_OF_STRATUM = 30
OFFICIAL = "molit_"
"""How the evidence of points from the ministry's layers begins."""
_NO_COMPLEX = {PlaceKind.GROUP, PlaceKind.POLICY_SITE}
_WORD_OF_KIND = {kind: word for word, kind in KIND_WORDS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One complex: how far off each way to find it is, in km."""

    id: str
    name: str
    method: str
    codes: frozenset[str]
    """The 시군구 in which it was sought."""
    error: float
    radius: float
    """As answered."""
    spread: float
    """Before calibration."""
    plain: float
    """Of the plain toponym match."""
    centre: float
    """Of the centre of the 시군구."""

    @property
    def ratio(self) -> float:
        """The factor that its radius would have needed."""
        return self.error / self.spread


def known(geocoder: Geocoder) -> list[Place]:
    """Return the complexes with an official point of their own."""
    places = geocoder.resolver.gazetteer.places.values()
    return [
        place
        for place in places
        if place.kind not in _NO_COMPLEX and place.evidence.startswith(OFFICIAL)
    ]


def query_of(place: Place, *, whole_city: bool = False) -> Query:
    """Ask for a complex; with `whole_city` without the 구 of a city, as the KICOX table does."""
    districts = [
        name.split()[0] if whole_city and name.split()[0].endswith("시") else name
        for name in place.sigungu_all
    ]
    # A kind that no name carries still tells that it is a complex and no region.
    kind = _WORD_OF_KIND.get(place.kind, "기타")
    sigungu = ", ".join(dict.fromkeys(districts))
    return Query(name=place.name_ko, sido=place.sido, sigungu=sigungu, kind=kind)


def own_names(geocoder: Geocoder, scope: Scope) -> list[str]:
    """Return the names that say nothing within the scope, as the geocoder takes them."""
    return list(geocoder._own_names(scope))  # noqa: SLF001 - the answer does not tell its evidence


def inferred(geocoder: Geocoder, query: Query) -> tuple[Scope, Inference]:
    """Infer as the geocoder does, for the spread before calibration."""
    (scope,) = geocoder.areas.scopes(query.sido, query.sigungu)
    found = geocoder.areas.toponyms.infer(
        query.name, scope.codes, own_names(geocoder, scope), kind=kind_of(query.kind)
    )
    assert found is not None, query  # noqa: S101 - every 시군구 has legal units
    return scope, found


def away_km(lon: float | None, lat: float | None, place_lon: float, place_lat: float) -> float:
    """Return the distance of two points along the ellipsoid."""
    if lon is None or lat is None:
        return math.inf
    return float(geodesic_lengths_km(np.array([[lon, lat]]), np.array([[place_lon, place_lat]]))[0])


def plain_match(geocoder: Geocoder, name: str, scope: Scope) -> tuple[float, float]:
    """Return the point of the first legal unit named as a stem of the name, else the centre.

    With the geocoder's own stems, so that it is not the reading of names that makes the difference.
    """
    area = geocoder.areas.toponyms.units.of_district
    units = [unit for code in scope.codes for unit in area[code]]
    for stem in stems(name, own_names(geocoder, scope)):
        for unit in units:
            if unit.name[:-1] == stem:
                return unit.lon, unit.lat
    centre = geocoder.areas.whole(scope)
    return centre.lon, centre.lat


def measure(geocoder: Geocoder, *, whole_city: bool = False) -> list[Measured]:
    """Infer each known complex and measure how far off it is."""
    found = []
    for place in known(geocoder):
        query = query_of(place, whole_city=whole_city)
        scope, inference = inferred(geocoder, query)
        answer = geocoder.answer(query)
        centre = geocoder.areas.whole(scope)
        found.append(
            Measured(
                id=place.id,
                name=place.name_ko,
                method=answer.method or "",
                codes=frozenset(scope.codes),
                error=away_km(answer.lon, answer.lat, place.lon, place.lat),
                radius=answer.precision_km or 0.0,
                spread=inference.spread_km,
                plain=away_km(*plain_match(geocoder, place.name_ko, scope), place.lon, place.lat),
                centre=away_km(centre.lon, centre.lat, place.lon, place.lat),
            )
        )
    return found


def conformal_factor(ratios: Collection[float]) -> float:
    """Return the ⌈(n + 1) · 0.95⌉-th smallest ratio, the split-conformal quantile."""
    rank = math.ceil((len(ratios) + 1) * LEVEL)
    return sorted(ratios)[min(rank, len(ratios)) - 1]


def wilson(held: int, count: int, z: float = 1.96) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927)."""
    share = held / count
    middle = (share + z**2 / (2 * count)) / (1 + z**2 / count)
    half = z / (1 + z**2 / count) * math.sqrt(share * (1 - share) / count + (z / 2 / count) ** 2)
    return middle - half, middle + half


def clusters(found: Sequence[Measured]) -> list[list[Measured]]:
    """Put together those that share a 시군구, directly or through another."""
    groups: list[tuple[set[str], list[Measured]]] = []
    for one in found:
        near = [group for group in groups if group[0] & one.codes]
        codes = set(one.codes).union(*(group[0] for group in near))
        members = [other for group in near for other in group[1]]
        groups = [group for group in groups if group not in near]
        groups.append((codes, [*members, one]))
    return [members for _, members in groups]


def cross_validated(found: Sequence[Measured]) -> tuple[int, list[float], int]:
    """Calibrate without each cluster in turn; return how many its radii hold, factors, clusters."""
    held, factors = 0, []
    groups = clusters(found)
    for group in groups:
        left = {one.id for one in group}
        factor = conformal_factor([one.ratio for one in found if one.id not in left])
        factors.append(factor)
        held += sum(one.error <= max(one.spread * factor, LEAST_KM) for one in group)
    return held, factors, len(groups)


def line(name: str, errors: Sequence[float]) -> str:
    """Return a row of the table of errors."""
    quantiles = np.quantile(errors, [0.5, 0.75, 0.9, 0.95, 1])
    return f"{name:46}" + "".join(f"{km:8.1f}" for km in quantiles)


def share(held: int, count: int) -> str:
    """Return a share with its interval."""
    low, high = wilson(held, count)
    return f"{held} of {count}, {held / count:.1%} (Wilson {low:.1%} to {high:.1%})"


def _strata(geocoder: Geocoder, found: Sequence[Measured]) -> None:
    """Print the coverage by method, kind and area, where there are enough to tell."""
    places = {place.id: place for place in known(geocoder)}
    counted: Counter[tuple[str, str, str]] = Counter()
    held: Counter[tuple[str, str, str]] = Counter()
    for one in found:
        place = places[one.id]
        kind = _WORD_OF_KIND.get(place.kind, "other")
        area = "1 km² and more" if (place.area_km2 or 0) >= 1 else "less than 1 km²"
        for stratum in (
            *((one.method, kind, size) for size in ("", area)),
            *((one.method, "", size) for size in ("", area)),
            ("", "", area),
        ):
            counted[stratum] += 1
            held[stratum] += one.error <= one.radius
    print(f"\nStrata of {LEAST_OF_STRATUM} or more (method, kind, area)")
    for stratum in sorted(counted):
        if counted[stratum] >= LEAST_OF_STRATUM:
            name = ", ".join(part for part in stratum if part)
            print(f"  {name:36}inside {share(held[stratum], counted[stratum])}")
    print("\nKnown to the 시군구 only (abstentions), by kind")
    kinds = sorted({kind for _, kind, _ in counted if kind})
    for kind in kinds:
        told, silent = (counted[(method, kind, "")] for method in ("toponym", "sigungu"))
        print(f"  {kind:12}{silent} of {told + silent}, {silent / (told + silent):.0%}")


def report(geocoder: Geocoder) -> None:
    """Print errors, baselines, coverage and calibration."""
    found = measure(geocoder)
    city = measure(geocoder, whole_city=True)
    print(f"\nInferred from name, kind and 시군구, gazetteer off: {len(found)} known complexes, km")
    kinds = Counter(_WORD_OF_KIND.get(place.kind, "other") for place in known(geocoder))
    areas = [place.area_km2 for place in known(geocoder) if place.area_km2]
    print(", ".join(f"{count} {kind}" for kind, count in kinds.most_common()), end="")
    print(f"; median area {np.median(areas):.2f} km²")
    print(f"{'':46}{'median':>8}{'75 %':>8}{'90 %':>8}{'95 %':>8}{'most':>8}")
    print(line("ours", [one.error for one in found]))
    for method in ("toponym", "sigungu"):
        errors = [one.error for one in found if one.method == method]
        print(line(f"  {len(errors)} by {method}", errors))
    print(line("plain toponym, else the centre", [one.plain for one in found]))
    print(line("centre of the 시군구", [one.centre for one in found]))
    print(line("ours, cities without their 구", [one.error for one in city]))
    print(line("centre, cities without their 구", [one.centre for one in city]))
    print("\nStated radius")
    for name, those in (("as the places lie", found), ("cities without their 구", city)):
        held = sum(one.error <= one.radius for one in those)
        median = np.median([one.radius for one in those])
        print(f"{name:28}inside {share(held, len(those))}, median {median:.1f} km")
    for one in found:
        if one.error > one.radius:
            print(
                f"  outside: {one.name}, {one.error:.1f} km off, stated {one.radius} ({one.method})"
            )
    for method in ("toponym", "sigungu"):
        those = [one for one in found if one.method == method]
        held = sum(one.error <= one.radius for one in those)
        print(f"  by {method:12} inside {share(held, len(those))}")
    _strata(geocoder, found)
    told = [one for one in found if one.method == "toponym"]
    factor = conformal_factor([one.ratio for one in told])
    held, factors, groups = cross_validated(told)
    print(f"\nCalibration of names that speak: factor {factor:.3f}, in precision.py {CALIBRATION}")
    print(f"left out by 시군구 ({groups} clusters): inside {share(held, len(told))}")
    print(f"factors of the folds {min(factors):.3f} to {max(factors):.3f}")
    print(
        "These are large complexes, several in one 시군구; the interval takes them as\n"
        "independent, which they are not. It tells 95 % from 85 %, not from 92 %. It does not\n"
        "test the weights of the evidence, which were not set anew in each fold."
    )
