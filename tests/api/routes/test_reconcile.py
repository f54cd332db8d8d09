"""OpenRefine matches a column of names against the atlas; every name leaves with its source."""

import json

import pytest


def asked(client, queries, **options):
    return client.post("/reconcile", data={"queries": json.dumps(queries)}, **options).json()


def test_the_manifest_says_what_the_service_can(client):
    manifest = client.get("/reconcile").json()
    assert manifest["versions"] == ["0.2"]
    assert manifest["view"]["url"] == f"{manifest['identifierSpace']}{{{{id}}}}"
    assert manifest["defaultTypes"][0]["id"] == "complex"
    assert client.get("/reconcile", params={"lang": "en"}).json()["name"] == "Sandan Atlas"


def test_one_place_is_a_match_and_several_are_candidates(client):
    found = asked(client, {"q0": {"query": "창원산단"}, "q1": {"query": "전주공단", "limit": 2}})
    (one,) = found["q0"]["result"]
    assert (one["id"], one["match"], one["score"]) == ("changwon", True, 100)
    several = found["q1"]["result"]
    assert {one["id"] for one in several} <= {"jeonju1", "jeonju2", "jeonju-urban"}
    assert len(several) == 2
    assert not any(one["match"] for one in several)


def test_other_columns_of_the_row_and_a_type_tell_namesakes_apart(client):
    in_gwangju = {"query": "첨단산단", "properties": [{"pid": "시도", "v": "광주"}]}
    general = {"query": "군산", "type": "general"}
    found = asked(client, {"a": in_gwangju, "b": general, "c": {"query": "없는이름"}})
    assert found["a"]["result"][0]["id"] == "gwangju-advanced"
    assert found["b"]["result"][0]["id"] == "gunsan-gen"
    assert not any(one["match"] for one in found["c"]["result"])


def test_a_batch_may_come_in_the_address_too(client):
    queries = json.dumps({"q0": {"query": "여수국가산단"}})
    found = client.get("/reconcile", params={"queries": queries}).json()
    assert found["q0"]["result"][0]["id"] == "yeosu"


@pytest.mark.parametrize("sent", ["[]", "{", '{"q0": 1}', '"창원"'])
def test_what_is_no_batch_is_refused_with_what_it_should_be(client, sent):
    refused = client.post("/reconcile", data={"queries": sent})
    assert refused.status_code == 400
    assert refused.json()["parameter"] == "queries"


def test_a_query_in_a_province_that_is_none_has_no_candidates(client):
    query = {"query": "창원산단", "properties": [{"pid": "sido", "v": "경난"}]}
    assert asked(client, {"q0": query}) == {"q0": {"result": []}}


def test_entities_types_and_properties_are_suggested_as_one_types(client):
    def ids(what, prefix):
        params = {"prefix": prefix}
        found = client.get(f"/reconcile/suggest/{what}", params=params).json()
        return [one["id"] for one in found["result"]]

    assert "changwon" in ids("entity", "창원")
    assert "changwon" in ids("entity", "ㅊㅇ")
    assert ids("type", "국가") == ["national"]
    assert ids("property", "경도") == ["lon"]
    assert client.get("/reconcile/suggest/other").status_code == 404


def test_values_of_matched_places_are_fetched(client):
    wanted = {"ids": ["changwon", "nowhere"], "properties": [{"id": "lon"}, {"id": "sido"}]}
    found = client.post("/reconcile", data={"extend": json.dumps(wanted)}).json()
    assert [one["id"] for one in found["meta"]] == ["lon", "sido"]
    assert found["rows"]["changwon"]["sido"] == [{"str": "경상남도"}]
    assert 128 < found["rows"]["changwon"]["lon"][0]["float"] < 129
    assert found["rows"]["nowhere"] == {"lon": [], "sido": []}


def test_every_place_leaves_with_its_names_and_their_sources(client):
    places = client.get("/linked-places").json()
    by_id = {place["@id"].rpartition("/")[2]: place for place in places["features"]}
    seoul = by_id["seoul-digital"]
    names = {name["toponym"]: name for name in seoul["names"]}
    assert names["G밸리"]["certainty"] == "certain"
    assert all(name["citations"][0]["label"] for name in seoul["names"])
    assert seoul["geometry"]["geometries"][0]["type"] == "Point"
    assert seoul["relations"][0]["relationTo"].endswith("/regions/11")
