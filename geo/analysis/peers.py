"""Which complexes or 시군구 are most alike, by stated measures, and whether that can be told.

How alike two are is the mean over the measures that both have, each from 0 (nothing in common) to 1
(the same). Those that speak for a peer are the measures in which it is further above what the
subject has in common with everyone. Where too little is known of a subject, or too many are as
alike as the tenth, there is no answer.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import numpy as np

from geo.analysis.gaps import COMPLEXES
from geo.analysis.names import find_place, stem
from geo.crs import geodesic_lengths_km
from geo.errors import SelectionError, SubjectError
from geo.messages import LANGS
from geo.model.bilingual import Bilingual
from geo.model.places import PlaceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.atlas import Atlas
    from geo.messages import Lang

    Values = NDArray[np.float64]

Level = Literal["complex", "sigungu"]
LEVELS: tuple[Level, ...] = get_args(Level)
MEASURES = ("memberships", "partners", "sectors", "kind", "area", "tenants", "sold", "around")
"""``memberships``: by programme and role, shared over all (Ruzicka); ``partners``: shared over all
(Jaccard); ``sectors``: cosine of memberships by sector; ``kind``: the same kind of complex, of
시군구 the cosine of their complexes by kind; ``area``, ``tenants``, ``sold``, ``around``: the
smaller over the larger of the designated area, the tenants and the share sold (where an imported
table tells them), and of the complexes within `AROUND_KM`, one added to both."""
FIGURES = ("tenants", "sold")
AROUND_KM = 30.0
"""A commuting distance: complexes that share a labour market."""
COUNT = 10
"""As many peers as one page shows with their reasons."""
DECISIVE = 3
"""Measures named as the reason; more would name nearly all."""
FEWEST = 4
"""Measures that have to be known of a subject, membership in something being one of them."""
_ALIKE = 0.01
"""Likenesses nearer than this to each other tell no order: they are shown with two decimals."""
_TOO_MANY = 2 * COUNT
"""So many as alike as the tenth, and the choice among them is one of chance."""
Reason = Literal["few_measures", "no_memberships", "too_many_alike"]


class Decisive(NamedTuple):
    """A measure that speaks for a peer."""

    measure: str
    alike: float
    """0 to 1."""
    usual: float
    """Mean of all others."""


class Peer(NamedTuple):
    """A complex or 시군구 that is like the subject."""

    id: str
    name: Bilingual
    alike: float
    """0 to 1."""
    measures: int
    """Of how many it is the mean."""
    decisive: tuple[Decisive, ...]
    """At most `DECISIVE`, the most telling first."""


@dataclass(frozen=True, slots=True)
class Peers:
    """What was found."""

    level: Level
    id: str
    name: Bilingual
    known: tuple[str, ...]
    """Measures that are known of the subject."""
    peers: tuple[Peer, ...]
    """The most alike first; none where it cannot be told."""
    unreliable: Reason | None
    """Why not."""


@dataclass(slots=True)
class _Unit:
    id: str
    name: Bilingual
    lon: float
    lat: float
    memberships: Counter[tuple[str, str]] = field(default_factory=Counter)
    partners: set[str] = field(default_factory=set)
    sectors: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    area: float | None = None
    figures: dict[str, float] = field(default_factory=dict)
    parts: set[str] = field(default_factory=set)
    """Ids of the places in it."""


def peers(
    atlas: Atlas,
    subject: str,
    *,
    level: Level = "complex",
    figures: Mapping[str, Mapping[str, float]] | None = None,
) -> Peers:
    """Return the ten complexes or 시군구 most like one.

    Parameters
    ----------
    subject
        Id or name of a complex, or code or name of a 시군구.
    figures
        Id of a place to `FIGURES` of it, where a table was imported.

    Raises
    ------
    SelectionError
        There is no such level or 시군구.
    UnknownSubjectError
        There is no such complex.
    SubjectError
        It is none of those that are compared.
    """
    if level not in LEVELS:
        raise SelectionError(parameter="level", value=level, allowed=LEVELS)
    if level == "complex":
        id_ = find_place(atlas, subject).id
        units = _complexes(atlas, figures or {}, id_)
        if id_ not in {unit.id for unit in units}:
            raise SubjectError(find_place(atlas, subject).kind, subject, tuple(u.id for u in units))
    else:
        id_ = _district(atlas, subject)
        units = _districts(atlas, figures or {})
    return _compared(level, units, [unit.id for unit in units].index(id_))


def _complexes(
    atlas: Atlas, figures: Mapping[str, Mapping[str, float]], subject: str
) -> list[_Unit]:
    """Return complexes, and what else takes part; of a group and its parts those that are alone.

    The subject stands in any case, without its group and parts.
    """
    own = atlas.places[subject]
    related = {
        place.id
        for place in atlas.places.values()
        if (place.sido, stem(place)) == (own.sido, stem(own))
        or place.id in own.members
        or subject in place.members
    } - {subject}
    units = []
    for place in atlas.places.values():
        inside = bool(next(atlas.memberships_at(place.id), None))
        grouped = bool(atlas.groups_of(place.id)) and place.id != subject
        complex_ = place.kind in COMPLEXES or inside
        if place.id in related or grouped or not complex_ or place.kind is PlaceKind.POLICY_SITE:
            continue
        unit = _Unit(place.id, place.name, place.lon, place.lat)
        _fill(atlas, unit, (place.id, *place.members), figures)
        units.append(unit)
    return units


def _districts(atlas: Atlas, figures: Mapping[str, Mapping[str, float]]) -> list[_Unit]:
    """Return the 시군구 of the day that hold a complex."""
    held: dict[str, list[str]] = {}
    for place in atlas.places.values():
        district = atlas.district_of(place.id)
        if district is not None and place.kind is not PlaceKind.POLICY_SITE and not place.members:
            held.setdefault(district.code, []).append(place.id)
    units = []
    for code, ids in held.items():
        points = np.array([(atlas.places[id_].lon, atlas.places[id_].lat) for id_ in ids])
        lon, lat = points.mean(axis=0)
        name = Bilingual(*(_called(atlas, code, lang) for lang in LANGS))
        unit = _Unit(code, name, float(lon), float(lat))
        _fill(atlas, unit, ids, figures)
        units.append(unit)
    return units


def _fill(
    atlas: Atlas, unit: _Unit, ids: Iterable[str], figures: Mapping[str, Mapping[str, float]]
) -> None:
    unit.parts = set(ids)
    seen = set()
    for id_ in unit.parts:
        place = atlas.places[id_]
        if not place.members:
            unit.kinds[place.kind] += 1
            unit.area = _sum(unit.area, place.area_km2)
        for name, value in figures.get(id_, {}).items():
            # Shares are of the last complex told; numbers add up.
            unit.figures[name] = value + (unit.figures.get(name, 0) if name == "tenants" else 0)
        for body, member in atlas.memberships_at(id_):
            if (body.id, member.role) in seen:
                continue
            seen.add((body.id, member.role))
            unit.memberships[body.programme, member.role] += 1
            if body.sector is not None:
                unit.sectors[body.sector.ko] += 1
            unit.partners |= {membership.place_id for membership in body.members} - atlas.names_of(
                id_
            )
    unit.partners -= unit.parts


def _sum(value: float | None, other: float | None) -> float | None:
    return value if other is None else other + (value or 0)


def _district(atlas: Atlas, text: str) -> str:
    wanted = text.strip().lower()
    current = [district for district in atlas.districts.values() if district.valid_to is None]
    named = [
        district
        for district in current
        if wanted in {district.code, district.name_ko.lower(), district.name_en.lower()}
        or wanted == f"{_sido(atlas, district.sido_code)} {district.name_ko}"
    ]
    if len(named) != 1:
        near = named or [district for district in current if wanted[:2] in district.name_ko]
        allowed = tuple(
            f"{_sido(atlas, district.sido_code)} {district.name_ko}" for district in near[:12]
        )
        raise SelectionError(parameter="subject", value=text, allowed=allowed)
    return named[0].code


def _called(atlas: Atlas, code: str, lang: Lang) -> str:
    """Name a 시군구 with its 시도, for many are called 남구."""
    district = atlas.districts[code]
    region = next(item for item in atlas.regions.current if item.code == district.sido_code)
    if lang == "en":
        return f"{district.name_en}, {region.short_en}"
    return f"{region.short_ko} {district.name_ko}"


def _sido(atlas: Atlas, code: str) -> str:
    return next((region.short_ko for region in atlas.regions.current if region.code == code), code)


def _compared(level: Level, units: Sequence[_Unit], at: int) -> Peers:
    alike = _alike(units, at)
    known = tuple(name for name, row in zip(MEASURES, alike, strict=True) if not np.isnan(row[at]))
    subject = units[at]
    count = (~np.isnan(alike)).sum(axis=0)
    mean = np.where(count > 0, np.nansum(alike, axis=0) / np.maximum(count, 1), 0.0)
    mean[at] = -1
    # What little is known of must not seem the most alike.
    mean[count < min(FEWEST, len(known))] = -1
    order = _apart(units, [int(n) for n in np.argsort(-mean, kind="stable")])
    tenth = mean[order[-1]] if len(order) else 0.0
    reason: Reason | None = None
    if not subject.memberships:
        reason = "no_memberships"
    elif len(known) < FEWEST:
        reason = "few_measures"
    elif (np.abs(mean - tenth) <= _ALIKE).sum() > _TOO_MANY:
        reason = "too_many_alike"
    if reason is not None:
        return Peers(level, subject.id, subject.name, known, (), reason)
    others = np.arange(len(units)) != at
    usual = [
        float(np.nanmean(row[others])) if name in known else 0.0
        for name, row in zip(MEASURES, alike, strict=True)
    ]
    found = tuple(
        Peer(
            units[n].id,
            units[n].name,
            float(mean[n]),
            int(count[n]),
            _decisive(alike[:, n], usual),
        )
        for n in order
        if mean[n] > 0
    )
    return Peers(level, subject.id, subject.name, known, found, None)


def _apart(units: Sequence[_Unit], order: Sequence[int]) -> list[int]:
    """Return the first ten; of several groups with a part in common the first alone."""
    kept: list[int] = []
    taken: set[str] = set()
    for n in order:
        if len(kept) < COUNT and not units[n].parts & taken:
            kept.append(n)
            taken |= units[n].parts
    return kept


def _decisive(alike: Values, usual: Sequence[float]) -> tuple[Decisive, ...]:
    told = [
        Decisive(name, float(value), mean)
        for name, value, mean in zip(MEASURES, alike, usual, strict=True)
        if not np.isnan(value) and value > mean
    ]
    return tuple(sorted(told, key=lambda decisive: decisive.usual - decisive.alike)[:DECISIVE])


def _alike(units: Sequence[_Unit], at: int) -> Values:
    """Return how alike each unit is to one, shape (measures, n); NaN where either is not known."""
    item = units[at]
    points = np.array([(unit.lon, unit.lat) for unit in units])
    around = _around(points)
    rows = {
        "memberships": [_ruzicka(item.memberships, unit.memberships) for unit in units],
        "partners": [_jaccard(item.partners, unit.partners) for unit in units],
        "sectors": [_cosine(item.sectors, unit.sectors) for unit in units],
        "kind": [_cosine(item.kinds, unit.kinds) for unit in units],
        "area": [_ratio(item.area, unit.area) for unit in units],
        **{
            name: [_ratio(item.figures.get(name), unit.figures.get(name)) for unit in units]
            for name in FIGURES
        },
        "around": [_ratio(1 + around[at], 1 + number) for number in around],
    }
    return np.array([rows[name] for name in MEASURES], dtype=np.float64)


def _around(points: Values) -> list[int]:
    """Count the others within `AROUND_KM` of each."""
    n = len(points)
    rows, columns = np.triu_indices(n, 1)
    near = geodesic_lengths_km(points[rows], points[columns]) <= AROUND_KM
    count = np.bincount(rows[near], minlength=n) + np.bincount(columns[near], minlength=n)
    return [int(number) for number in count]


def _ruzicka(item: Counter[tuple[str, str]], other: Counter[tuple[str, str]]) -> float:
    """Return the sum of the smaller over the sum of the larger counts; NaN where both are empty."""
    larger = (item | other).total()
    return (item & other).total() / larger if larger else np.nan


def _jaccard(value: set[str], other: set[str]) -> float:
    either = len(value | other)
    return len(value & other) / either if either else np.nan


def _cosine(item: Counter[str], other: Counter[str]) -> float:
    if not item or not other:
        return np.nan
    size = np.linalg.norm(list(item.values())) * np.linalg.norm(list(other.values()))
    return float(sum(item[key] * other[key] for key in item) / size)


def _ratio(value: float | None, other: float | None) -> float:
    if not value or not other:
        return np.nan
    return min(value, other) / max(value, other)
