"""OGC API - Features: pages, conditions, coordinate systems, links; wrong ones are refused."""

import json

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator

from geo.crs import OUTPUT_CRS, crs_uri, project

ITEMS = "/collections/complexes/items"
TIES = "/collections/consortium-ties/items"


def ids(answer):
    return [feature["id"] for feature in answer.json()["features"]]


def test_the_landing_page_leads_to_conformance_and_data(client):
    landing = client.get("/", headers={"Accept": "application/json"}).json()
    links = {link["rel"]: link["href"] for link in landing["links"]}
    assert {"self", "service-desc", "conformance", "data"} <= set(links)
    classes = client.get("/conformance").json()["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in classes
    assert "text/html" in client.get("/", headers={"Accept": "text/html"}).headers["content-type"]


def test_the_description_is_openapi_3_0(client):
    described = client.get("/api")
    assert described.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.0"
    OpenAPIV30SpecValidator(described.json()).validate()


@pytest.mark.slow
def test_every_link_leads_somewhere(client):
    seen, waiting = set(), ["/?f=json"]
    while waiting and len(seen) < 80:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        answer = client.get(address)
        assert answer.status_code == 200, address
        if answer.headers["content-type"] in ("application/json", "application/geo+json"):
            waiting += [
                found.removeprefix("http://testserver")
                for found in _links(answer.json())
                if found.startswith("http://testserver") and "{" not in found
            ]
    assert len(seen) > 20


def _links(value):
    if isinstance(value, dict):
        if "rel" in value and "href" in value:
            yield value["href"]
        for key, inner in value.items():
            if key != "features":
                yield from _links(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _links(inner)


def test_pages_hold_every_feature_once_and_in_order(client):
    found, address = [], "/collections/districts/items?limit=100"
    while address:
        answer = client.get(address)
        found += ids(answer)
        links = {link["rel"]: link["href"] for link in answer.json()["links"]}
        assert answer.json()["numberMatched"] == 256
        address = links.get("next")
    assert found == ids(client.get("/collections/districts/items"))


def test_the_page_before_is_linked_too(client):
    answer = client.get(ITEMS, params={"limit": 10, "offset": 20}).json()
    links = {link["rel"]: link["href"] for link in answer["links"]}
    assert "offset=10" in links["prev"]
    assert "offset=30" in links["next"]
    assert answer["numberReturned"] == 10


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"bbox": "128.5,35.1,128.8,35.3"}, "changwon"),
        ({"name_ko": "창원국가산업단지"}, "changwon"),
        ({"filter": "name_ko LIKE '창원%'"}, "changwon"),
        (
            {
                "filter": json.dumps({"op": "=", "args": [{"property": "id"}, "changwon"]}),
                "filter-lang": "cql2-json",
            },
            "changwon",
        ),
        ({"bbox": "1660000,1080000,1720000,1130000", "bbox-crs": crs_uri("EPSG:5179")}, "changwon"),
        ({"kind": "national", "sido": "경상남도"}, "changwon"),
    ],
)
def test_features_are_selected(client, params, expected):
    answer = client.get(ITEMS, params=params)
    assert answer.status_code == 200
    assert expected in ids(answer)
    assert answer.json()["numberMatched"] < 20


def test_features_are_sorted_and_cut_to_the_properties_asked_for(client):
    answer = client.get(TIES, params={"sortby": "-length_km", "properties": "length_km,sector"})
    lengths = [feature["properties"]["length_km"] for feature in answer.json()["features"]]
    assert lengths == sorted(lengths, reverse=True)
    assert set(answer.json()["features"][0]["properties"]) == {"length_km", "sector"}


@pytest.mark.parametrize("crs", OUTPUT_CRS)
def test_coordinates_come_in_the_crs_asked_for_in_its_own_axis_order(client, crs):
    import numpy as np

    plain = client.get(f"{ITEMS}/changwon").json()["geometry"]["coordinates"]
    answer = client.get(ITEMS, params={"crs": crs_uri(crs), "id": "changwon"})
    assert answer.headers["content-crs"] == f"<{crs_uri(crs)}>"
    (feature,) = answer.json()["features"]
    expected = project(np.array(plain[:1]), np.array(plain[1:]), crs)[0]
    assert feature["geometry"]["coordinates"] == pytest.approx(expected.tolist(), abs=0.001)
    one = client.get(f"{ITEMS}/changwon", params={"crs": crs_uri(crs)})
    assert one.json()["geometry"] == feature["geometry"]


@pytest.mark.parametrize(
    ("params", "parameter"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "-1"}, "limit"),
        ({"limit": "ten"}, "limit"),
        ({"offset": "x"}, "offset"),
        ({"bbox": "1,2,3"}, "bbox"),
        ({"bbox": "1,2,3,x"}, "bbox"),
        ({"bbox": "nan,1,2,3"}, "bbox"),
        ({"bbox": "128,36,127,35"}, "bbox"),
        ({"crs": "EPSG:9999"}, "crs"),
        ({"bbox": "1,2,3,4", "bbox-crs": "x"}, "bbox-crs"),
        ({"properties": "nothing"}, "properties"),
        ({"sortby": "-nothing"}, "sortby"),
        ({"filter": "name_ko = "}, "filter"),
        ({"filter": "nothing = 1"}, "filter"),
        ({"filter": "{", "filter-lang": "cql2-json"}, "filter"),
        ({"filter": "a=1", "filter-lang": "sql"}, "filter-lang"),
        ({"datetime": "yesterday"}, "datetime"),
        ({"nothing": "1"}, "nothing"),
        ({"lang": "fr"}, "lang"),
    ],
)
def test_what_cannot_be_used_is_named_with_what_is_allowed(client, params, parameter):
    for lang in ("ko", "en"):
        answer = client.get(ITEMS, params={"lang": lang, **params})
        assert answer.status_code == 400, answer.text
        problem = answer.json()
        assert problem["parameter"] == parameter
        assert problem["allowed"]
        assert problem["detail"]


def test_an_unknown_form_is_not_acceptable(client):
    answer = client.get(ITEMS, params={"f": "docx"})
    assert answer.status_code == 406
    assert answer.json()["allowed"][:3] == ["json", "html", "geojson"]


def test_an_answer_is_kept_until_something_changes(client):
    first = client.get(ITEMS, params={"limit": 3})
    again = client.get(ITEMS, params={"limit": 3}, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(ITEMS, params={"limit": 4}, headers={"If-None-Match": first.headers["etag"]})
    assert other.status_code == 200


@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/api.html",
        "/collections",
        "/collections/complexes",
        "/collections/complexes/items",
        "/collections/regions/items",
        "/collections/complexes/items/changwon",
        "/collections/consortium-ties/items?filter=length_km%20%3E%20100&sortby=-length_km",
        "/collections/complexes/items?sido=없는도",
    ],
)
def test_people_get_pages_in_their_language(client, path, lang):
    headers = {"Accept": "text/html", "Accept-Language": lang}
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert f'<html lang="{lang}">' in answer.text
    assert "http://" not in answer.text.replace("http://www.opengis.net", "").replace(
        "http://testserver", ""
    )


def test_queryables_and_schema_describe_the_properties(client):
    queryables = client.get("/collections/complexes/queryables")
    assert queryables.headers["content-type"].startswith("application/schema+json")
    assert "name_ko" in queryables.json()["properties"]
    schema = client.get("/collections/complexes/schema").json()
    assert schema["properties"]["id"]["x-ogc-role"] == "id"


def test_a_large_collection_is_sent_whole_with_its_length(client):
    answer = client.get("/collections/districts/items?f=json")
    assert len(answer.content) > 1_000_000
    found = answer.json()
    assert found["numberReturned"] == len(found["features"]) == 256
    plain = client.get("/collections/districts/items?f=json", headers={"Accept-Encoding": ""})
    assert int(plain.headers["content-length"]) == len(plain.content)
    assert plain.content == answer.content
