"""Tests of CQL2: what literals have to give, and what holds of any property."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from api.ogc.suite.tests import CQL2, Collection, count, literal, of_collection, scalars, service

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from api.inside import Client

_DAYS = "INTERVAL('2024-02-01', '2024-02-10')"
_TEMPORAL = {
    # Relation to what stands left of that interval, so that it holds; the last touches its ends.
    "T_AFTER": ("DATE('2024-02-11')", "INTERVAL('2024-02-10', '2024-02-12')"),
    "T_BEFORE": ("DATE('2024-01-31')", "INTERVAL('2024-01-01', '2024-02-01')"),
    "T_CONTAINS": ("INTERVAL('2024-01-31', '2024-02-11')", "INTERVAL('2024-02-01', '2024-02-11')"),
    "T_DISJOINT": ("DATE('2024-02-11')", "DATE('2024-02-10')"),
    "T_DURING": ("INTERVAL('2024-02-02', '2024-02-09')", "INTERVAL('2024-02-01', '2024-02-09')"),
    "T_EQUALS": (_DAYS, "INTERVAL('2024-02-01', '2024-02-09')"),
    "T_FINISHEDBY": ("INTERVAL('2024-01-01', '2024-02-10')", "INTERVAL('2024-01-01', '..')"),
    "T_FINISHES": ("INTERVAL('2024-02-05', '2024-02-10')", _DAYS),
    "T_INTERSECTS": ("DATE('2024-02-10')", "DATE('2024-02-11')"),
    "T_MEETS": ("INTERVAL('2024-01-01', '2024-02-01')", "INTERVAL('2024-01-01', '2024-02-02')"),
    "T_METBY": ("INTERVAL('2024-02-10', '2024-03-01')", "INTERVAL('2024-02-09', '2024-03-01')"),
    "T_OVERLAPPEDBY": (
        "INTERVAL('2024-02-09', '2024-03-01')",
        "INTERVAL('2024-02-10', '2024-03-01')",
    ),
    "T_OVERLAPS": ("INTERVAL('2024-01-01', '2024-02-02')", "INTERVAL('2024-01-01', '2024-02-01')"),
    "T_STARTEDBY": ("INTERVAL('2024-02-01', '2024-02-11')", _DAYS),
    "T_STARTS": ("INTERVAL('2024-02-01', '2024-02-09')", _DAYS),
}
"""Function to what stands before the interval above where it holds, and where it does not."""
_SQUARE = "POLYGON((0 0,2 0,2 2,0 2,0 0))"
_SPATIAL = {
    "S_INTERSECTS": (f"{_SQUARE}, LINESTRING(1 1,5 5)", f"{_SQUARE}, POINT(3 3)"),
    "S_DISJOINT": (f"{_SQUARE}, POINT(3 3)", f"{_SQUARE}, POINT(2 2)"),
    "S_TOUCHES": (f"{_SQUARE}, POINT(2 1)", f"{_SQUARE}, POINT(1 1)"),
    "S_WITHIN": (f"POINT(1 1), {_SQUARE}", f"POINT(2 1), {_SQUARE}"),
    "S_CONTAINS": (f"{_SQUARE}, MULTIPOINT((1 1),(1 2))", f"{_SQUARE}, POINT(2 1)"),
    "S_CROSSES": (f"LINESTRING(1 1,5 5), {_SQUARE}", f"LINESTRING(0.5 1,1 1), {_SQUARE}"),
    "S_OVERLAPS": (f"{_SQUARE}, POLYGON((1 1,3 1,3 3,1 3,1 1))", f"{_SQUARE}, {_SQUARE}"),
    "S_EQUALS": (f"{_SQUARE}, POLYGON((2 0,2 2,0 2,0 0,2 0))", f"{_SQUARE}, POINT(1 1)"),
}
_ARRAYS = {
    "A_CONTAINS": ("('a','b','c'), ('c','a')", "('a','b'), ('a','c')"),
    "A_CONTAINEDBY": ("('a'), ('a','b')", "('a','c'), ('a','b')"),
    "A_EQUALS": ("('a','b'), ('b','a')", "('a'), ('a','b')"),
    "A_OVERLAPS": ("('a','b'), ('b','c')", "('a'), ('b')"),
}
_NUMBERS = {
    "2 + 3 * 4 =": ("14", "20"),
    "7 - 2 - 1 =": ("4", "6"),
    "7 / 2 =": ("3.5", "3"),
    "7 DIV 2 =": ("3", "3.5"),
    "7 % 4 =": ("3", "4"),
    "2 ^ 3 =": ("8", "6"),
    "-(2 - 5) =": ("3", "-3"),
}


def _held(client: Client, of: Collection, told: Iterable[tuple[str, bool]]) -> Iterator[str]:
    """Say which conditions of literals are not as they have to be, asking one by one if need be."""
    pairs = list(told)
    whole = " AND ".join(f"({text})" if truth else f"NOT ({text})" for text, truth in pairs)
    if count(client, of, filter=whole) == of.matched:
        return
    for text, truth in pairs:
        if count(client, of, filter=text) != (of.matched if truth else 0):
            yield f"{text}: {truth}"


def _called(table: dict[str, tuple[str, str]], more: str = "") -> Iterator[tuple[str, bool]]:
    for function, (right, wrong) in table.items():
        yield f"{function}({right}{more})", True
        yield f"{function}({wrong}{more})", False


@of_collection(f"{CQL2}/temporal-functions/temporal-functions")
def _(client: Client, of: Collection) -> Iterator[str]:
    yield from _held(client, of, _called(_TEMPORAL, f", {_DAYS}"))


@of_collection(f"{CQL2}/temporal-functions/temporal-predicates")
def _(client: Client, of: Collection) -> Iterator[str]:
    of_instants = {"T_AFTER", "T_BEFORE", "T_DISJOINT", "T_EQUALS", "T_INTERSECTS"}
    for function in _TEMPORAL:
        text = f"{function}(DATE('2024-02-05'), {_DAYS})"
        status = client.get(of.items, {"filter": text, "limit": "1"}).status
        if status != (200 if function in of_instants else 400):
            yield f"{text}: {status}"


@of_collection(f"{CQL2}/spatial-functions/spatial-functions")
def _(client: Client, of: Collection) -> Iterator[str]:
    yield from _held(client, of, _called(_SPATIAL))


@of_collection(f"{CQL2}/basic-spatial-functions-plus/spatial-data-types-plus")
def _(client: Client, of: Collection) -> Iterator[str]:
    shapes = (
        "POINT(1 1)", "LINESTRING(0 0,2 2)", _SQUARE, "MULTIPOINT((1 1),(9 9))",
        "MULTILINESTRING((0 0,2 2),(8 8,9 9))",
        "MULTIPOLYGON(((0 0,2 0,2 2,0 2,0 0)),((8 8,9 8,9 9,8 8)))",
        "GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(8 8,9 9))", "BBOX(0,0,2,2)",
    )  # fmt: skip
    yield from _held(client, of, ((f"S_INTERSECTS({shape}, POINT(1 1))", True) for shape in shapes))


@of_collection(f"{CQL2}/array-functions/array-functions")
def _(client: Client, of: Collection) -> Iterator[str]:
    yield from _held(client, of, _called(_ARRAYS))


@of_collection(f"{CQL2}/arithmetic/arithmetic")
def _(client: Client, of: Collection) -> Iterator[str]:
    told = [
        (f"{text} {n}", not place) for text, ns in _NUMBERS.items() for place, n in enumerate(ns)
    ]
    yield from _held(client, of, told)
    for name, value in scalars(of):
        if isinstance(value, (int, float)):
            known = count(client, of, filter=f'"{name}" IS NOT NULL')
            if (
                count(client, of, filter=f'"{name}" + 1 > "{name}" AND "{name}" * 1 = "{name}"')
                != known
            ):
                yield name


@of_collection(f"{CQL2}/property-property/property-property")
def _(client: Client, of: Collection) -> Iterator[str]:
    for name, _value in scalars(of)[:3]:
        known = count(client, of, filter=f'"{name}" IS NOT NULL')
        if count(client, of, filter=f'"{name}" = "{name}" AND NOT "{name}" <> "{name}"') != known:
            yield name


@of_collection(f"{CQL2}/accent-insensitive-comparison/accenti-function")
def _(client: Client, of: Collection) -> Iterator[str]:
    yield from _held(
        client, of, [("ACCENTI('Ångström') = ACCENTI('Angstrom')", True), ("'é' = 'e'", False)]
    )


@of_collection(f"{CQL2}/basic-cql2/basic-cql2")
def _(client: Client, of: Collection) -> Iterator[str]:
    for name, value in scalars(of)[:2]:
        for op in ("=", "<>", "<", ">", "<=", ">="):
            tree = {"op": op, "args": [{"property": name}, value]}
            asked = {"filter": json.dumps(tree), "filter_lang": "cql2-json"}
            if count(client, of, **asked) != count(
                client, of, filter=f'"{name}" {op} {literal(value)}'
            ):
                yield f"{name} {op}"


@service(f"{CQL2}/functions/functions")
def _(client: Client) -> Iterator[str]:
    listed = (client.get("/functions", accept="application/json").json() or {}).get("functions", [])
    for item in listed:
        if not {"name", "arguments", "returns"} <= item.keys():
            yield str(item.get("name"))
    if "distance_km" not in {entry["name"] for entry in listed}:
        yield "distance_km"
