"""The complexes of KICOX's quarterly table: how they are answered, and whether the radii hold."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from inference import away_km, known, line, own_names, share

from geo.geocoding import precision
from geo.geocoding.query import Query
from geo.geocoding.stems import stems
from geo.geocoding.toponym import Area
from geo.importers.kicox import read_kicox
from geo.model.places import KIND_WORDS
from geo.text import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.geocoding.areas import Scope
    from geo.geocoding.geocoder import Geocoder
    from geo.geocoding.query import Answer
    from geo.geocoding.toponym import Inference
    from geo.importers.kicox_model import KicoxComplex
    from geo.regions.units import Unit

_WORD_OF_KIND = {kind: word for word, kind in KIND_WORDS.items()}


def query_of(row: KicoxComplex) -> Query:
    """Ask for a row as the table describes it."""
    kind = _WORD_OF_KIND.get(row.kind, "")
    return Query(name=row.name, kind=kind, sido=row.sido, sigungu=", ".join(row.sigungu))


def report(workbook: Path, geocoder: Geocoder, unaided: Geocoder) -> None:
    """Print methods, radii, speed, and the check of the weaker evidence."""
    table = read_kicox(workbook, geocoder.resolver.regions)
    queries = [query_of(row) for row in table.whole()]
    print(f"\nKICOX table of {table.reference_date}: {len(queries):,} rows that are no parts")
    kinds = Counter(_WORD_OF_KIND[row.kind] for row in table.whole())
    areas = [row.designated_area_thousand_m2 or 0 for row in table.whole()]
    print(", ".join(f"{count} {kind}" for kind, count in kinds.most_common()), end="")
    print(f"; median designated area {np.median(areas) / 1000:.2f} km²")
    for name, asked in (("gazetteer on", geocoder), ("gazetteer off", unaided)):
        seconds = []
        answers: list[Answer] = []
        for _ in range(2):
            begin = time.process_time()
            answers = [asked.answer(query) for query in queries]
            seconds.append(time.process_time() - begin)
        rates = " and again ".join(
            f"{len(queries) / taken:,.0f} rows/s of the processor" for taken in seconds
        )
        print(f"\n{name}: {rates}")
        _methods(answers)
        if asked is geocoder:
            _by_other_names(answers)
            _not_reached([asked.answer(query_of(row)) for row in table.complexes], geocoder)
            _false_positives(queries, answers, geocoder)
    _hidden(queries, unaided)


def _methods(answers: Sequence[Answer]) -> None:
    print(f"{'stated radius, km':20}{'rows':>6}{'share':>8}", end="")
    print(f"{'10 %':>7}{'median':>8}{'90 %':>7}{'most':>7}{'score':>8}")
    counted = Counter(answer.method or answer.status for answer in answers)
    for method, count in counted.most_common():
        print(f"{method:20}{count:6}{count / len(answers):8.1%}", end="")
        those = [one for one in answers if one.method == method]
        if those:
            radii = np.quantile([one.precision_km or 0 for one in those], [0.1, 0.5, 0.9, 1])
            score = np.median([one.score or 0 for one in those])
            print("{:7.1f}{:8.1f}{:7.1f}{:7.1f}".format(*radii), f"{score:7.2f}", end="")
        print()


def _by_other_names(answers: Sequence[Answer]) -> None:
    """List what was matched by a name that differs, for a reader to judge."""
    for answer in answers:
        if answer.method in {"alias", "fuzzy"} or answer.status != "ok":
            several = ", ".join(candidate.name for candidate in answer.candidates)
            print(f"  {answer.query} -> {answer.method or answer.status}: {answer.name or several}")


def _not_reached(answers: Sequence[Answer], geocoder: Geocoder) -> None:
    """List the known complexes to which no row led: left out of the table, or written otherwise."""
    reached = {answer.id for answer in answers}
    all_known = known(geocoder)
    missing = [place for place in all_known if place.id not in reached]
    print(
        f"known complexes that no row reaches, parts included: {len(missing)} of {len(all_known)}"
    )
    for place in missing:
        print(f"  {place.name_ko} ({', '.join(place.sigungu_all)}, {place.area_km2} km²)")


def _false_positives(
    queries: Sequence[Query], answers: Sequence[Answer], geocoder: Geocoder
) -> None:
    """List complexes outside the gazetteer that, asked with less, are taken for one in it."""
    methods = {"gazetteer", "alias", "group", "fuzzy"}
    others = [
        query
        for query, answer in zip(queries, answers, strict=True)
        if answer.method not in methods and answer.status == "ok"
    ]
    print(f"{len(others):,} complexes outside the gazetteer, asked by name and 시도 alone:")
    for word in ("", "산단"):
        asked = [
            (query, Query(name=f"{query.name}{query.kind if word else ''}{word}", sido=query.sido))
            for query in others
        ]
        taken = [(query, geocoder.answer(less)) for query, less in asked]
        taken = [(query, answer) for query, answer in taken if answer.method in methods]
        print(f"  name{' with kind' if word else ''}: {len(taken)} taken for one in it")
        for query, answer in taken:
            named = f"{query.name} ({query.kind}, {query.sigungu})"
            print(f"    {named} -> {answer.name} ({answer.method})")


def _hidden(queries: Sequence[Query], geocoder: Geocoder) -> None:
    """Hide the unit that a complex is named after, infer from what is left, measure against it."""
    cases = [case for query in queries if (case := _named_after_one(query, geocoder))]
    blanks: dict[tuple[str, ...], Area] = {}
    measured: dict[str, list[tuple[float, float]]] = {}
    for query, scope, unit in cases:
        if scope.codes not in blanks:
            blanks[scope.codes] = _blank(geocoder, scope)
        area, own = blanks[scope.codes], own_names(geocoder, scope)
        by_name = geocoder.areas.toponyms.infer(query.name, scope.codes, own)
        by_roads = area.inference(area.said_by(stems(query.name, own), frozenset(own)))
        by_prior = area.inference(area.said_by((), frozenset()))
        centre = geocoder.areas.whole(scope)
        _note(measured, "all evidence, 0 by construction", by_name, unit)
        said = "roads only, those that say something"
        _note(measured, said if by_roads.share > 0.5 else "roads only, others", by_roads, unit)
        _note(measured, "the prior only", by_prior, unit)
        off = away_km(centre.lon, centre.lat, unit.lon, unit.lat)
        measured.setdefault("centre of the 시군구", []).append((off, centre.precision_km))
    reach = np.median([unit.radius_km for _, _, unit in cases])
    print(
        f"\nSelf-consistency: {len(cases)} complexes named exactly as one ri or dong of their "
        f"시군구;\nthe unit's point is taken for the truth (median radius {reach:.1f} km), "
        "its name is hidden; km"
    )
    print(f"{'':46}{'median':>8}{'75 %':>8}{'90 %':>8}{'95 %':>8}{'most':>8}")
    for name, pairs in measured.items():
        print(line(f"{name} ({len(pairs)})", [error for error, _ in pairs]))
    for name, pairs in measured.items():
        held = sum(error <= radius for error, radius in pairs)
        median = np.median([radius for _, radius in pairs])
        print(f"{name:46}inside {share(held, len(pairs))}, median radius {median:.1f} km")


def _note(
    measured: dict[str, list[tuple[float, float]]],
    name: str,
    found: Inference | None,
    unit: Unit,
) -> None:
    assert found is not None, name  # noqa: S101 - every 시군구 has legal units
    error = away_km(found.lon, found.lat, unit.lon, unit.lat)
    measured.setdefault(name, []).append((error, precision.of_inference(found.spread_km)))


def _named_after_one(query: Query, geocoder: Geocoder) -> tuple[Query, Scope, Unit] | None:
    """Return the one ri or dong whose name is that of the complex, None where there is no such."""
    scopes = geocoder.areas.scopes(query.sido, query.sigungu)
    if len(scopes) != 1 or scopes[0].district is None:
        return None
    area = geocoder.areas.toponyms.area(scopes[0].codes)
    stem = name_key(query.name).stem
    if area is None or stem in own_names(geocoder, scopes[0]):
        return None
    found = [unit for unit in area.leaves if unit.name[:-1] == stem]
    townships = {unit.emd[:-1] for unit in area.leaves if unit.level == "ri"}
    return (query, scopes[0], found[0]) if len(found) == 1 and stem not in townships else None


def _blank(geocoder: Geocoder, scope: Scope) -> Area:
    """Return the area with units that bear no names; its roads keep theirs."""
    area = geocoder.areas.toponyms.area(scope.codes)
    assert area is not None, scope  # noqa: S101 - asked before
    nameless = [
        replace(unit, emd="?", ri="?" if unit.ri else "", former_emd="", former_ri="")
        for unit in area.leaves
    ]
    return Area(scope.codes, nameless, geocoder.areas.toponyms.roads)
