"""Answers out of what was found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geo.crs import geodesic_lengths_km
from geo.geocoding.precision import LEAST_KM
from geo.geocoding.query import Answer, Candidate, Note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.geocoding.areas import Spot
    from geo.model.places import Place

SHOWN = 10
"""Candidates given at most."""
COARSE = frozenset({"sigungu", "sido"})
"""Methods that know no more than a region."""


def of_place(text: str, place: Place, method: str) -> Answer:
    """Answer with a place of the gazetteer."""
    return Answer(
        query=text,
        status="ok",
        lon=place.lon,
        lat=place.lat,
        id=place.id,
        name=place.name_ko,
        method=method,
        score=1.0,
        precision_km=place.precision_km,
    )


def of_spots(text: str, spots: Sequence[Spot]) -> Answer | None:
    """Answer with the one spot, with all as candidates if there are several, or not at all."""
    different = list({spot.id: spot for spot in spots}.values())
    if not different:
        return None
    if len(different) > 1:
        found = [Candidate(s.id, s.name, s.score, s.lon, s.lat) for s in different]
        return ambiguous(text, found)
    (spot,) = different
    return Answer(
        query=text,
        status="ok",
        lon=spot.lon,
        lat=spot.lat,
        id=spot.id,
        name=spot.name,
        method=spot.method,
        score=spot.score,
        precision_km=spot.precision_km,
        sigungu_code=spot.sigungu_code,
        notes=spot.notes,
    )


def some(answer: Answer | None) -> Iterator[Answer]:
    """Yield the answer if there is one."""
    if answer is not None:
        yield answer


def candidate(place: Place, score: float) -> Candidate:
    """Return a place as a candidate."""
    return Candidate(place.id, place.name_ko, score, place.lon, place.lat)


def ambiguous(text: str, found: Sequence[Candidate]) -> Answer:
    """Answer with candidates and no point."""
    note = Note("several", {"count": len(found)})
    return Answer(query=text, status="ambiguous", candidates=tuple(found), notes=(note,))


def of_several(text: str, found: Sequence[Answer]) -> Iterator[Answer]:
    """Yield the one answer that all agree upon, with all as candidates where they do not."""
    if len({answer.id for answer in found}) < 2:
        yield from found[:1]
        return
    yield ambiguous(
        text,
        [
            Candidate(
                answer.id or "", answer.name or "", answer.score or 0.0, answer.lon, answer.lat
            )
            for answer in found
            if answer.lon is not None and answer.lat is not None
        ],
    )


def is_settled(answer: Answer) -> bool:
    """Tell whether no later evidence can better an answer."""
    scores = [answer.score] if answer.status == "ok" else [item.score for item in answer.candidates]
    return answer.status != "none" and min(score or 0 for score in scores) > LOOSE


LOOSE = 0.7
"""Score up to which an answer left something of the query out; later evidence may be better."""


def rank(answer: Answer) -> tuple[bool, bool, bool]:
    """Order answers none of which is settled: candidates before a region with something unread."""
    exact = answer.method not in COARSE
    return answer.status == "ambiguous", answer.status != "none", exact


def guess(answer: Answer) -> Answer:
    """Give an ambiguous answer its first candidate's point, with a radius that reaches them all."""
    if answer.status != "ambiguous":
        return answer
    points = np.array([[item.lon, item.lat] for item in answer.candidates])
    reach = geodesic_lengths_km(np.repeat(points[:1], len(points), axis=0), points).max()
    best = answer.candidates[0]
    return replace(
        answer,
        lon=best.lon,
        lat=best.lat,
        id=best.id,
        name=best.name,
        method="best_guess",
        score=round(best.score / len(answer.candidates), 2),
        precision_km=round(max(float(reach), LEAST_KM), 1),
        notes=(*answer.notes, Note("best_guess")),
    )


def shown(answer: Answer) -> Answer:
    """Return the answer with no more candidates than people can look through."""
    if len(answer.candidates) <= SHOWN:
        return answer
    return replace(answer, candidates=answer.candidates[:SHOWN])
