"""The description tells clients enough to send their filters and to know types beforehand."""

import subprocess
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

from api.ogc.parameters import DEFAULT_LIMIT, KNOWN, MOST


@pytest.fixture(scope="module")
def described(client):
    return client.get("/api").json()


def parameters(described, collection):
    listed = described["paths"][f"/collections/{collection}/items"]["get"]["parameters"]
    shared = described["components"]["parameters"]
    found = [shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one for one in listed]
    return {one["name"]: one for one in found}


def test_each_collection_has_paths_of_its_own_with_typed_parameters(client, described):
    listed = client.get("/collections?f=json").json()["collections"]
    for collection in listed:
        found = parameters(described, collection["id"])
        assert set(KNOWN) <= set(found)
        limit = found["limit"]["schema"]
        assert (limit["minimum"], limit["maximum"], limit["default"]) == (1, MOST, DEFAULT_LIMIT)
        assert found["bbox"]["schema"]["type"] == "array"
        assert (found["bbox"]["style"], found["bbox"]["explode"]) == ("form", False)


def test_queryables_are_parameters_with_their_types_and_values(described):
    found = parameters(described, "complexes")
    assert "national" in found["kind"]["schema"]["enum"]
    assert found["precision_km"]["schema"]["type"] == "number"
    assert "-name_ko" in found["sortby"]["schema"]["items"]["enum"]


def test_it_says_where_it_is_and_how_answers_look(described):
    assert described["servers"] == [{"url": "http://testserver"}]
    path = described["paths"]["/collections/complexes/items"]["get"]["responses"]["200"]
    assert path["content"]["application/geo+json"]["schema"]["$ref"].endswith("FeatureCollection")
    assert described["info"]["title"]


def test_both_versions_are_valid(client, described):
    OpenAPIV30SpecValidator(described).validate()
    newer = client.get("/api", headers={"Accept": "application/vnd.oai.openapi+json;version=3.1"})
    assert newer.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.1"
    assert newer.json()["openapi"] == "3.1.0"
    OpenAPIV31SpecValidator(newer.json()).validate()


PATHS = (
    "/conformance",
    "/collections",
    "/collections/complexes",
    "/collections/complexes/queryables",
    "/collections/complexes/schema",
    "/collections/complexes/items",
    "/collections/complexes/items/changwon",
    "/collections/complexes/download",
    "/collections/complexes/tiles",
    "/collections/complexes/tiles/WebMercatorQuad/5/12/27",
    "/collections/complexes/styles",
)


@pytest.mark.parametrize("path", PATHS)
def test_a_parameter_that_nobody_knows_is_refused_in_every_form(client, path):
    for more in ({}, {"f": "html"} if "tiles/" not in path and "download" not in path else {}):
        answer = client.get(path, params={**more, "nothing": "1"})
        assert answer.status_code == 400
        problem = answer.headers["content-type"] != "application/problem+json" or answer.json()
        assert problem is True or problem["parameter"] == "nothing"


def test_the_schema_of_a_feature_tells_types_where_gdal_looks(client):
    links = client.get("/collections/indicators?f=json").json()["links"]
    href = next(
        link["href"]
        for link in links
        if link["rel"] == "describedby" and link["type"] == "application/schema+json"
    )
    told = client.get(href.removeprefix("http://testserver")).json()["properties"]["properties"]
    assert told["properties"]["share_pct"]["type"] == "number"


def test_a_collection_tells_from_when_to_when_it_is(client):
    extent = client.get("/collections/consortia?f=json").json()["extent"]
    assert extent["temporal"]["interval"] == [["2025-01-16T00:00:00Z", None]]
    assert "temporal" not in client.get("/collections/plan-tasks?f=json").json().get("extent", {})


def test_what_has_no_place_is_in_every_box(client):
    asked = {"bbox": "0,0,1,1"}
    everywhere = client.get("/collections/indicators/items", params=asked).json()
    placed = client.get("/collections/complexes/items", params=asked).json()
    assert everywhere["numberMatched"] > 0
    assert all(one["geometry"] is None for one in everywhere["features"])
    assert placed["numberMatched"] == 0


@pytest.mark.clients
@pytest.mark.process
@pytest.mark.skipif(not Path("/usr/bin/ogrinfo").exists(), reason="GDAL's programs are not here")
def test_gdal_sends_filters_and_knows_types(address):
    import pyogrio

    told = pyogrio.read_info(f"OAPIF:{address}", layer="indicators")
    types = dict(zip(told["fields"], told["ogr_types"], strict=True))
    assert types["share_pct"] == "OFTReal"
    where = "sector = '핵심소재' AND length_km > 100"
    asked = subprocess.run(  # noqa: S603
        ["/usr/bin/ogrinfo", "-ro", "-al", f"OAPIF:{address}", "consortium-ties", "-where", where],
        capture_output=True,
        text=True,
        check=True,
        env={"CPL_DEBUG": "HTTP"},
    )
    assert "&filter=" in asked.stderr


@pytest.mark.clients
@pytest.mark.process
def test_gdal_learns_how_many_features_an_answer_may_hold(address, capfd):
    import pyogrio

    pyogrio.set_gdal_config_options({"CPL_DEBUG": "HTTP"})
    try:
        pyogrio.read_arrow(f"OAPIF:{address}", layer="consortia")
    finally:
        pyogrio.set_gdal_config_options({"CPL_DEBUG": None})
    assert f"items?limit={DEFAULT_LIMIT}" in capfd.readouterr().err
