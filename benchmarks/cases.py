"""Names and addresses as planners write them, with the right place: ``names.csv`` of the cases."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geo.crs import geodesic_lengths_km
from geo.errors import GeoError

if TYPE_CHECKING:
    from geo.geocoding.geocoder import Geocoder
    from geo.geocoding.query import Answer

CASES = Path(__file__).parents[2] / "shared" / "cases" / "names.csv"
"""Beside the project; the table is left out where it is not."""
_LONLAT = re.compile(r"^\s*(\d{3}\.\d+)\s+(\d{2}\.\d+)\s*$")
_HIGH = 0.9
"""Score from which an answer outside the tolerance is wrong whatever its radius."""


@dataclass(frozen=True, slots=True)
class Case:
    """A line of the cases."""

    name: str
    region: str
    expected: str
    """Longitude and latitude, or a place in words."""
    tolerance_km: float
    fault: str


def read() -> list[Case]:
    """Return the cases; empty where they are not at hand."""
    if not CASES.exists():
        return []
    with CASES.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))[1:]
    return [Case(row[0], row[1], row[2], float(row[3]), row[4]) for row in rows]


def points_of(geocoder: Geocoder, case: Case) -> list[tuple[float, float]]:
    """Return the point that is right, or those of all 시군구 that a place in words joins."""
    if found := _LONLAT.match(case.expected):
        return [(float(found[1]), float(found[2]))]
    words = case.expected.split("(")[0].strip()
    if words in {"", "none"} or "whole" in case.expected:
        return []
    front, _, last = words.rpartition(" ")
    names = [f"{front} {part}".strip() for part in last.split("·")]
    answers = [geocoder.geocode(name) for name in names]
    return [(one.lon, one.lat) for one in answers if one.lon is not None and one.lat is not None]


def judged(geocoder: Geocoder, case: Case) -> tuple[str, Answer | None, float]:
    """Return right, coarse, ambiguous, none or WRONG, the answer and how far off it is, in km."""
    try:
        answer = geocoder.geocode(case.name, case.region)
    except GeoError:
        return "none", None, float("nan")
    expected = points_of(geocoder, case)
    if not expected:
        return _without_point(answer), answer, float("nan")
    if answer.lon is None or answer.lat is None:
        return answer.status, answer, float("nan")
    away = min(
        float(geodesic_lengths_km(np.array([[answer.lon, answer.lat]]), np.array([point]))[0])
        for point in expected
    )
    if away <= case.tolerance_km:
        wants_note = "note" in case.expected
        return ("right" if answer.notes or not wants_note else "no note"), answer, away
    sure = (answer.score or 0) >= _HIGH or away > (answer.precision_km or 0)
    return ("WRONG" if sure else "coarse"), answer, away


def _without_point(answer: Answer) -> str:
    """Judge where no point is right: none, or a region with the radius of one."""
    if answer.status == "none":
        return "right"
    whole = answer.status == "ok" and answer.method in {"sido", "sigungu"}
    said = bool(answer.notes) or (answer.precision_km or 0) > 15
    return "right" if whole and said else "WRONG"


def report(geocoder: Geocoder) -> int:
    """Print how many are right and every one that is not; return how many are wrong."""
    cases = read()
    if not cases:
        return 0
    found = [(case, *judged(geocoder, case)) for case in cases]
    counted = Counter(verdict for _, verdict, _, _ in found)
    print(f"\nNames and addresses as planners write them: {len(cases)} cases")
    for verdict, count in counted.most_common():
        print(f"{verdict:34}{count:7}")
    sure = [verdict for _, verdict, answer, _ in found if answer and (answer.score or 0) >= _HIGH]
    print(f"score of {_HIGH} and more: {sure.count('WRONG')} wrong of {len(sure)}")
    for case, verdict, answer, away in found:
        if verdict != "right":
            got = "refused" if answer is None else f"{answer.name} ({answer.method}"
            score = "" if answer is None else f", {answer.score}, ±{answer.precision_km} km)"
            print(f"  {verdict}: {case.name} [{case.region}] -> {got}{score}, {away:.1f} km off")
    return counted["WRONG"]
