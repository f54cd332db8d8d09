"""Values made to break readers of numbers and texts: told what is wrong, never an error of ours."""

import json

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings

DIGITS = "9" * 5_000
DEEP = 3_000


@pytest.fixture(scope="module")
def client(data):
    with TestClient(create_app(Settings(data=data)), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    "body",
    [
        b'{"rows":[' + DIGITS.encode() + b"]}",
        b'{"rows":[{"name":' + DIGITS.encode() + b"}]}",
        b"[" * 100_000,
        b'{"rows":[],"best_guess":"\\ud800"}',
        b'{"rows":"\\udfff"}',
        b"\xff\xfe",
        b"",
        b"null",
    ],
    ids=["digits", "digits in a row", "deep", "half", "half rows", "bytes", "empty", "null"],
)
def test_a_body_that_cannot_be_read_is_refused(client, body):
    answer = client.post("/geocode", content=body)
    assert answer.status_code == 400
    assert answer.json()["detail"]


TEXTS = [
    f"area_km2 = {DIGITS}",
    f"area_km2 > -{DIGITS}",
    f"area_km2 IN (1, {DIGITS})",
    f"area_km2 BETWEEN 0 AND {DIGITS}",
    f"area_km2 = 1e{DIGITS}",
    f"area_km2 = {DIGITS}.5",
    f"area_km2 + {DIGITS} > 1",
    f"S_INTERSECTS(geometry, POINT({DIGITS} 37))",
    f"S_INTERSECTS(geometry, BBOX(1e400,33,{DIGITS},39))",
    f"{DIGITS} = {DIGITS}",
    f"name_ko = '{DIGITS}'",
    f"name_ko LIKE '{'%' * 3000}'",
    f"name_ko = '{'가' * 3000}'",
    "(" * DEEP + "kind='national'" + ")" * DEEP,
    "NOT " * DEEP + "kind='national'",
    " AND ".join(["kind='national'"] * 800),
    " OR ".join(f"name_ko='{n}'" for n in range(800)),
    "name_ko = '\x00'",
    "\x00",
    "name_ko = 'a\\",
    "T_AFTER(valid_from, TIMESTAMP('99999-99-99T99:99:99Z'))",
    "T_DURING(valid_from, INTERVAL('0000-00-00', '..'))",
    "CASEI(CASEI(CASEI(name_ko))) = CASEI('x')",
    "name_ko = DATE('2026-02-30')",
    f"area_km2 = {'-' * 2000}1",
]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_filter_of_any_text_is_answered_or_told_what_is_wrong(client, text):
    answer = client.get("/collections/complexes/items", params={"f": "json", "filter": text})
    assert answer.status_code in {200, 400}
    if answer.status_code == 400:
        assert answer.json()["parameter"] == "filter"


def op(name, *arguments):
    return {"op": name, "args": list(arguments)}


AREA = {"property": "area_km2"}
HUGE = int("9" * 4_000)
TREES = [
    op("=", AREA, HUGE),
    op("=", AREA, -HUGE),
    op("in", AREA, [1, HUGE]),
    op("between", AREA, 0, HUGE),
    op("=", AREA, 2**63),
    op("=", AREA, 2**64),
    op("=", AREA, -(2**63) - 1),
    op(">", op("+", AREA, HUGE), 1),
    op("=", {"property": "name_ko"}, "\ud800"),
    op("=", {"property": "\ud800"}, "x"),
    op("\ud800", AREA, 1),
    op("like", {"property": "name_ko"}, "\udfff%"),
    op("=", AREA, {"date": "\ud800"}),
    op("s_intersects", {"property": "geometry"}, {"type": "Point", "coordinates": [HUGE, 37]}),
    op("s_intersects", {"property": "geometry"}, {"type": "Point", "coordinates": ["\ud800", 1]}),
    op("s_intersects", {"property": "geometry"}, {"bbox": [HUGE, 33, 130, 39]}),
    op("=", {"property": HUGE}, 1),
    HUGE,
    "\ud800",
    None,
    [],
    {},
]
WRITTEN = [
    *map(json.dumps, TREES),
    '{"op":"=","args":[{"property":"area_km2"},' + DIGITS + "]}",
    '{"op":"not","args":[' * 800 + "true" + "]}" * 800,
    '{"op":"=","args":[{"property":"area_km2"},1e99999]}',
    '{"op":"=","args":[{"property":"area_km2"},NaN]}',
]


@pytest.mark.parametrize("text", WRITTEN, ids=range(len(WRITTEN)))
def test_a_filter_of_any_json_is_answered_or_told_what_is_wrong(client, text):
    asked = {"f": "json", "filter": text, "filter-lang": "cql2-json"}
    answer = client.get("/collections/complexes/items", params=asked)
    assert answer.status_code in {200, 400}
    if answer.status_code == 400:
        assert answer.json()["parameter"] == "filter"


@pytest.mark.parametrize(
    "name", ["limit", "offset", "bbox", "datetime", "sortby", "crs", "area_km2"]
)
@pytest.mark.parametrize(
    "value", [DIGITS, f"-{DIGITS}", "1e400", "nan", "\x00", "٣", "\uff11", "", "\ud800"]
)
def test_a_parameter_of_any_text_is_answered_or_told_what_is_wrong(client, name, value):
    sent = value.encode("utf-8", "surrogatepass")
    answer = client.get("/collections/complexes/items", params={"f": "json", name: sent})
    assert answer.status_code in {200, 400}


@pytest.mark.parametrize(
    "path", ["/geocode", "/reverse", "/maps/overview.svg", "/charts/sectors.svg"]
)
@pytest.mark.parametrize("value", [DIGITS, "\x00", "\ud800", "nan", "-0", "1e400"])
def test_a_query_of_any_text_is_answered_or_told_what_is_wrong(client, path, value):
    sent = value.encode("utf-8", "surrogatepass")
    names = ("q", "region", "lon", "lat", "nearest", "dpi", "size", "sector", "select", "extent")
    for name in names:
        base = {"lon": 128, "lat": 36, "q": "창원", name: sent}
        assert client.get(path, params=base).status_code < 500, name
