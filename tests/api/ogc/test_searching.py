"""Features by a query in a body, and the functions that filters know."""

import pytest

SEARCH = "/collections/complexes/search"
NATIONAL = {"op": "=", "args": [{"property": "kind"}, "national"]}


@pytest.mark.parametrize(
    ("body", "params"),
    [
        ({"filter": NATIONAL}, {"kind": "national"}),
        (NATIONAL, {"kind": "national"}),
        ({"filter": "kind = 'national'"}, {"kind": "national"}),
        ({"kind": "national", "sortby": ["-name_ko"], "limit": 3, "properties": ["name_ko"]},
         {"kind": "national", "sortby": "-name_ko", "limit": 3, "properties": "name_ko"}),
        ({"bbox": [128, 35, 129, 36], "skipGeometry": True},
         {"bbox": "128,35,129,36", "skipGeometry": "true"}),
        ({"ids": ["changwon", "yeosu"], "crs": "http://www.opengis.net/def/crs/EPSG/0/5179"},
         {"ids": "changwon,yeosu", "crs": "http://www.opengis.net/def/crs/EPSG/0/5179"}),
        ({}, {}),
    ],
)  # fmt: skip
def test_a_body_selects_what_an_address_does(client, body, params):
    found = client.post(SEARCH, json=body)
    same = client.get("/collections/complexes/items", params=params)
    assert found.status_code == 200
    assert found.headers["content-crs"] == same.headers["content-crs"]
    told, there = found.json(), same.json()
    assert told["features"] == there["features"]
    assert told["numberMatched"] == there["numberMatched"]


def test_pages_lead_on_by_bodies(client):
    body, seen = {"filter": NATIONAL, "limit": 20}, []
    while body:
        page = client.post(SEARCH, json=body).json()
        seen += [one["id"] for one in page["features"]]
        body = next((one["body"] for one in page["links"] if one["rel"] == "next"), None)
    assert len(seen) == len(set(seen)) == page["numberMatched"] > 40


@pytest.mark.parametrize(
    ("sent", "parameter"),
    [
        ({"json": {"no_such": 1}}, "no_such"),
        ({"json": {"limit": 0}}, "limit"),
        ({"json": {"bbox": None}}, "bbox"),
        ({"json": {"ids": ["a,b"]}}, "ids"),
        ({"json": {"filter": {"op": "?"}}}, "filter"),
        ({"json": {"filter": NATIONAL, "filter-lang": "cql2-text"}}, "filter-lang"),
        ({"json": [1]}, "body"),
        ({"content": b"{"}, "body"),
        ({"json": {}, "params": {"limit": 1}}, "limit"),
    ],
)
def test_a_body_that_cannot_be_used_is_told_why(client, sent, parameter):
    answer = client.post(SEARCH, **sent)
    assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)


@pytest.mark.parametrize(
    ("collection", "condition", "expected"),
    [
        ("complexes", "lower(name_en) LIKE 'changwon%'", {"changwon"}),
        ("complexes", "upper(id) = 'CHANGWON'", {"changwon"}),
        ("complexes", "length(id) = 8 AND trim(id) LIKE 'chang%'", {"changwon"}),
        ("complexes", "distance_km(geometry, POINT(128.65 35.22)) < 3 AND kind = 'national'",
         {"changwon"}),
        ("regions", "area_km2(geometry) > 15000",
         {"gangwon", "gyeongbuk"}),
        ("regions", "area_km2(geometry) < 600", {"daejeon", "sejong"}),
        ("consortia", "count(members) < 0", set()),
    ],
)  # fmt: skip
def test_filters_call_functions(client, collection, condition, expected):
    items = client.get(f"/collections/{collection}/items", params={"filter": condition})
    assert {one["id"] for one in items.json()["features"]} == expected


def test_lengths_are_those_that_the_ties_tell(client):
    asked = {"filter": "length_km(geometry) BETWEEN length_km - 0.1 AND length_km + 0.1"}
    told = client.get("/collections/consortium-ties/items", params=asked).json()
    assert told["numberMatched"] == 29
    year = {
        "filter": "year(launched_on) = 2025 AND month(launched_on) = 1 AND day(launched_on) > 0"
    }
    assert client.get("/collections/consortia/items", params=year).json()["numberMatched"] == 25


def test_functions_are_declared_and_can_be_called(client):
    listed = client.get("/functions").json()["functions"]
    literal = {
        "string": "'가'", "array": "('가', '나')", "datetime": "DATE('2025-01-16')",
        "geometry": "POINT(127 36)",
    }  # fmt: skip
    for one in listed:
        called = ", ".join(literal[argument["type"][0]] for argument in one["arguments"])
        asked = {"filter": f"{one['name']}({called}) IS NOT NULL", "limit": 1}
        answer = client.get("/collections/complexes/items", params=asked)
        assert answer.json()["numberMatched"] == 213, one
    assert "한" not in client.get("/functions", params={"lang": "en"}).text
    for wrong in ("upper(consortia) = 'A'", "upper() = 'A'", "area_km2(id) = 1", "nothing(id) = 1"):
        answer = client.get("/collections/complexes/items", params={"filter": wrong})
        assert (answer.status_code, answer.json()["parameter"]) == (400, "filter")
