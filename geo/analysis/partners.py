"""Whom a complex, a region or a sector could work with: ranked candidates, each with its reasons.

A candidate's score is the weighted mean of reasons between 0 and 1. The weights are in view and
may be changed; the usual ones are set by hand, not fitted. How well the ranking finds partners that
were really chosen is measured by `geo.analysis.evaluation`, and is no forecast.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import numpy as np

from geo.analysis.gaps import COMPLEXES
from geo.analysis.names import find_anything
from geo.crs import geodesic_lengths_km
from geo.errors import SelectionError, SubjectError
from geo.profiles.model import REGIONAL
from geo.profiles.profile import profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from geo.atlas import Atlas
    from geo.jsons import JsonObject
    from geo.model.places import Place
    from geo.model.programmes import Body

    Bools = NDArray[np.bool_]
    Values = NDArray[np.float64]

Reason = Literal["sector", "distance", "shared", "programmes", "role", "experience"]
REASONS: tuple[Reason, ...] = get_args(Reason)
WEIGHTS: Mapping[Reason, float] = {
    "sector": 3.0,
    "distance": 2.0,
    "shared": 2.0,
    "programmes": 1.0,
    "role": 0.5,
    "experience": 2.0,
}
"""A judgement, told on the page and open to change there: what one makes comes first; how far, with
whom and whether it was done before follow; a fitting role is only a hint."""
HALF_KM = 50.0
"""Distance at which the reason ``distance`` is a half."""
MOST = 10.0
"""The largest weight."""


class Why(NamedTuple):
    """One reason for a candidate."""

    reason: Reason
    value: float
    """0 to 1."""
    weight: float
    facts: JsonObject
    """What it rests on: sectors, km, shared partners, programmes, memberships."""


class Candidate(NamedTuple):
    """A place that could be a partner."""

    place: Place
    score: float
    """0 to 1."""
    km: float
    """To the nearest place of the subject; 0 for a sector without a place."""
    reasons: tuple[Why, ...]
    """In the order of `REASONS`."""


@dataclass(frozen=True, slots=True)
class Field:
    """All complexes and what they take part in, as arrays: n places, b bodies, s sectors."""

    atlas: Atlas
    places: tuple[Place, ...]
    bodies: tuple[Body, ...]
    member: Bools
    """Shape (n, b); a place is in what its groups are in, and a group in what it is printed in."""
    root: Bools
    """Shape (n, b)."""
    sectors: tuple[str, ...]
    of_sector: Bools
    """Shape (b, s)."""
    programme: NDArray[np.int64]
    """Shape (b,)."""
    km: Values
    """Shape (n, n)."""
    related: Bools
    """Shape (n, n): the same place, or a group and its part."""

    @property
    def index(self) -> dict[str, int]:
        """Place id to its number."""
        return {place.id: number for number, place in enumerate(self.places)}

    def ids(self, numbers: Iterable[int]) -> tuple[str, ...]:
        """Return the ids of places."""
        return tuple(self.places[number].id for number in numbers)


def field_of(atlas: Atlas) -> Field:
    """Return all complexes, zones and groups that could be partners, and the bodies in force."""
    bodies = tuple(b for b in atlas.bodies.values() if b.in_force and b.members)
    named = {member.place_id for body in bodies for member in body.members}
    places = tuple(
        place
        for place in atlas.places.values()
        if place.id in named or (place.kind in COMPLEXES and not place.members)
    )
    index = {place.id: number for number, place in enumerate(places)}
    member = np.zeros((len(places), len(bodies)), dtype=bool)
    root = np.zeros_like(member)
    for number, body in enumerate(bodies):
        leads = atlas.programme_of(body).root
        for membership in body.members:
            for id_ in (membership.place_id, *atlas.places[membership.place_id].members):
                if id_ in index:
                    member[index[id_], number] = True
                    root[index[id_], number] |= membership.role == leads
    sectors = tuple(dict.fromkeys(body.sector.ko for body in bodies if body.sector))
    programmes = list(atlas.programmes)
    points = np.array([(place.lon, place.lat) for place in places])
    rows, columns = np.triu_indices(len(places), 1)
    km = np.zeros((len(places), len(places)))
    km[rows, columns] = geodesic_lengths_km(points[rows], points[columns])
    parts = [frozenset({place.id, *place.members}) for place in places]
    related = np.array([[bool(a & b) for b in parts] for a in parts])
    return Field(
        atlas,
        places,
        bodies,
        member,
        root,
        sectors,
        np.array(
            [[b.sector is not None and b.sector.ko == sector for sector in sectors] for b in bodies]
        ),
        np.array([programmes.index(body.programme) for body in bodies], dtype=np.int64),
        km + km.T,
        related,
    )


def reasons(field: Field, subject: Sequence[int], sector: str | None, keep: Bools) -> Values:
    """Return how much speaks for each place, shape (n, 6) in the order of `REASONS`, 0 to 1.

    sector
        With a sector asked for: 1 for a place that has it. Else the cosine of the subject's and
        the candidate's memberships by sector.
    distance
        1 / (1 + d / `HALF_KM`) with the geodesic d to the nearest place of the subject.
    shared
        Partners of both, each by 1 / (its partners), so that a common acquaintance of few counts
        more (resource allocation, Zhou et al. 2009,
        https://doi.org/10.1140/epjb/e2009-00335-8); over the largest value of any candidate.
    programmes
        Jaccard's index of the programmes of subject and candidate.
    role
        How much of what the subject lacks the candidate has: the share of its memberships as lead
        or hub where the subject is more often a partner, else the other way round.
    experience
        Logarithm of its memberships, over that of the most.

    Parameters
    ----------
    subject
        Numbers of its places.
    keep
        Shape (b,): the bodies that are known; an evaluation leaves one out.
    """
    member = field.member & keep
    n = len(field.places)
    own = member[list(subject)].any(axis=0) if len(subject) else np.zeros(len(keep), dtype=bool)
    result = np.zeros((n, len(REASONS)))
    by_sector = member.astype(float) @ field.of_sector
    if sector in field.sectors:
        result[:, 0] = by_sector[:, field.sectors.index(sector)] > 0
    else:
        wanted = own.astype(float) @ field.of_sector
        size = np.linalg.norm(by_sector, axis=1) * (np.linalg.norm(wanted) or 1.0)
        result[:, 0] = np.divide(by_sector @ wanted, size, out=np.zeros(n), where=size > 0)
    if len(subject):
        result[:, 1] = 1 / (1 + field.km[list(subject)].min(axis=0) / HALF_KM)
    result[:, 2] = _shared(member, list(subject))
    programmes = np.eye(int(field.programme.max(initial=0)) + 1)[field.programme]
    theirs = (member.astype(float) @ programmes) > 0
    ours = (own.astype(float) @ programmes) > 0
    either = (theirs | ours).sum(axis=1)
    result[:, 3] = np.divide((theirs & ours).sum(axis=1), either, out=np.zeros(n), where=either > 0)
    count = member.sum(axis=1)
    leading = np.divide((field.root & keep).sum(axis=1), count, out=np.zeros(n), where=count > 0)
    ours_led = leading[list(subject)].mean() if len(subject) else 0.5
    result[:, 4] = np.where(count > 0, leading if ours_led < 0.5 else 1 - leading, 0.0)
    most = np.log1p(count.max(initial=0)) or 1.0
    result[:, 5] = np.log1p(count) / most
    return result


def any_of(matrix: Bools, axis: int) -> Bools:
    """Tell of each row or column whether any of it holds; shape (k,)."""
    return np.asarray(matrix.any(axis=axis), dtype=np.bool_)


def _shared(member: Bools, subject: list[int]) -> Values:
    """Return the resource allocation index of each place with the subject, over the largest."""
    whole = member.astype(float)
    together = (whole @ whole.T) > 0
    np.fill_diagonal(together, val=False)
    degree = together.sum(axis=1)
    ours = together[subject].any(axis=0).astype(float) if subject else np.zeros(len(member))
    ours[subject] = 0
    weight = np.divide(ours, degree, out=np.zeros(len(degree)), where=degree > 0)
    index = together @ weight
    largest = index.max(initial=0.0)
    scaled: Values = index / largest if largest else index
    return scaled


def weights_of(changed: Mapping[Reason, float] | Mapping[str, float]) -> dict[Reason, float]:
    """Return the weight of each reason, with those of `changed`.

    Raises
    ------
    SelectionError
        One is no reason, or its weight is not between 0 and `MOST`; or all of them are 0.
    """
    for name, value in changed.items():
        if name not in REASONS:
            raise SelectionError(parameter="weight", value=name, allowed=REASONS)
        if not 0 <= value <= MOST:
            raise SelectionError(parameter=name, value=f"{value:g}", allowed=(f"0–{MOST:g}",))
    given: Mapping[str, float] = {str(name): value for name, value in changed.items()}
    document = {reason: given.get(reason, WEIGHTS[reason]) for reason in REASONS}
    if not any(document.values()):
        raise SelectionError(parameter="weight", value="0", allowed=(f"0–{MOST:g}",))
    return document


def read_weights(written: Iterable[str]) -> dict[str, float]:
    """Read ``reason:weight``, several of them with commas, as addresses and commands have them.

    Raises
    ------
    SelectionError
        One has no number.
    """
    document = {}
    for item in (part for text in written for part in text.split(",") if part.strip()):
        name, _, value = item.strip().partition(":")
        try:
            document[name] = float(value)
        except ValueError:
            allowed = tuple(f"{reason}:0–{MOST:g}" for reason in REASONS)
            raise SelectionError(parameter="weight", value=item, allowed=allowed) from None
    return document


def places_of(field: Field, text: str) -> tuple[str, tuple[int, ...]]:
    """Return the name that `text` means, and the numbers of its places in the field.

    A complex, by its id or name (its first word is enough: 창원), a 시도, a 초광역권, or a sector.

    Raises
    ------
    SubjectError
        It is something else.
    UnknownSubjectError
        There is no such thing; it lists names that look like it.
    """
    atlas, index = field.atlas, field.index
    subject = find_anything(atlas, text)
    if subject.kind == "complex":
        inside: Iterable[str] = (subject.id, *atlas.places[subject.id].members)
    elif subject.kind in REGIONAL:
        inside = (place.id for place in profile(atlas, subject).inside)
    elif subject.kind == "sector":
        inside = ()
    else:
        kind = "complex"
        raise SubjectError(kind, text, tuple(place.id for place in field.places))
    return subject.name.ko, tuple(index[id_] for id_ in inside if id_ in index)


def candidates(
    field: Field,
    subject: str,
    *,
    sector: str | None = None,
    weights: Mapping[Reason, float] | Mapping[str, float] | None = None,
    within_km: float | None = None,
    other_region: bool = False,
    untied: bool = False,
    limit: int = 20,
) -> tuple[Candidate, ...]:
    """Rank the places that a subject could work with, the best first.

    Parameters
    ----------
    subject
        See `places_of`.
    sector
        Korean name; without it the subject's own sectors count.
    weights
        Of some reasons, 0 to `MOST`; the others are `WEIGHTS`.
    within_km
        Only places at most so far away.
    other_region
        Only places of a 시도 in which the subject has none.
    untied
        Only places that share no body with the subject.

    Raises
    ------
    SelectionError
        There is no such sector or reason, or a weight is out of bounds.
    SubjectError, UnknownSubjectError
        See `places_of`.
    """
    name, own = places_of(field, subject)
    if not own and sector is None:
        sector = name
    if sector is not None and sector not in field.sectors:
        raise SelectionError(parameter="sector", value=sector, allowed=field.sectors)
    by_reason = weights_of(weights or {})
    weight = np.array([by_reason[reason] for reason in REASONS])
    values = reasons(field, own, sector, np.ones(len(field.bodies), dtype=bool))
    score = values @ weight / weight.sum()
    km = field.km[list(own)].min(axis=0) if own else np.zeros(len(field.places))
    open_: Bools = ~any_of(field.related[list(own)], 0) if own else np.ones(len(km), dtype=bool)
    if within_km is not None:
        open_ &= km <= within_km
    if other_region:
        homes = {field.places[number].sido for number in own}
        open_ &= np.array([place.sido not in homes for place in field.places])
    if untied and own:
        bodies = any_of(field.member[list(own)], 0)
        open_ &= ~any_of(field.member[:, bodies], 1)
    order = _apart(field, [int(n) for n in np.lexsort((km, -score)) if open_[n]], limit)
    why = _Explained(field, own, sector)
    return tuple(
        Candidate(
            field.places[number],
            float(score[number]),
            float(km[number]),
            tuple(
                Why(reason, float(values[number, at]), float(weight[at]), why.of(reason, number))
                for at, reason in enumerate(REASONS)
            ),
        )
        for number in order
    )


def _apart(field: Field, numbers: Sequence[int], limit: int) -> list[int]:
    """Return the first `limit` places; of a group and its parts the first alone."""
    kept: list[int] = []
    for number in numbers:
        if len(kept) == limit:
            break
        if not field.related[number, kept].any():
            kept.append(number)
    return kept


@dataclass(frozen=True, slots=True)
class _Explained:
    """What the reasons of a candidate rest on."""

    field: Field
    own: tuple[int, ...]
    sector: str | None

    def of(self, reason: Reason, number: int) -> JsonObject:
        """Return the facts of a reason."""
        field, theirs = self.field, self.field.member[number]
        ours: Bools = any_of(field.member[list(self.own)], 0)
        if reason == "sector":
            inside = any_of(field.of_sector[theirs], 0)
            wanted = any_of(field.of_sector[ours], 0)
            names = [
                name
                for at, name in enumerate(field.sectors)
                if inside[at] and (name == self.sector if self.sector else wanted[at])
            ]
            return {"sectors": names}
        if reason == "distance":
            return {"km": float(field.km[list(self.own), number].min())} if self.own else {}
        if reason == "shared":
            near: Bools = any_of(field.member[:, theirs], 1) & any_of(field.member[:, ours], 1)
            near[[number, *self.own]] = False
            return {"partners": list(field.ids(np.flatnonzero(near)))}
        if reason == "programmes":
            ids = list(field.atlas.programmes)
            both = set(field.programme[theirs]) & set(field.programme[ours])
            return {"programmes": [ids[at] for at in sorted(both)]}
        if reason == "role":
            return {"roots": int(field.root[number].sum()), "memberships": int(theirs.sum())}
        return {"memberships": int(theirs.sum())}
