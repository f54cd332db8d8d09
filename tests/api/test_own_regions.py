"""A reader's own region works wherever a region does, and lives in the address."""

import pytest

OWN = "own:창원,김해,양산"


def count(client, path, region):
    answer = client.get(path, params={"region": region, "f": "json"})
    assert answer.status_code == 200, answer.text
    return {one["id"] for one in answer.json()["features"]}


@pytest.mark.parametrize(
    "collection",
    ["complexes", "consortium-ties", "transformation-ties", "consortia", "odz", "memberships",
     "districts"],
)  # fmt: skip
def test_features_in_a_set_are_those_of_its_members(client, collection):
    path = f"/collections/{collection}/items"
    each = set[str]().union(*(count(client, path, one) for one in ("창원", "김해", "48330")))
    assert count(client, path, OWN) == each
    assert count(client, path, "경남") >= each


def test_a_zone_is_the_provinces_of_the_scheme(client):
    path = "/collections/complexes/items"
    assert count(client, path, "호남권") == count(client, path, "own:전북,전남광주")
    asked = {"region": "호남권", "zoning": "5poles3"}
    by_other = client.get(path, params=asked).json()["features"]
    assert {one["id"] for one in by_other} == count(client, path, "전남광주")


def test_a_value_of_a_property_called_region_stays_one(client):
    found = client.get("/collections/odz/items?region=부산").json()["features"]
    assert {one["properties"]["region"] for one in found} == {"부산"}


def test_files_hold_the_set_alone_and_ids_narrow_it(client):
    path = "/collections/complexes/download?f=csv&region=own:창원,김해"
    assert client.get(path).text.count("\n") < 40
    both = client.get(f"/collections/complexes/items?region={OWN}&ids=changwon,yeosu").json()
    assert [one["id"] for one in both["features"]] == ["changwon"]


@pytest.mark.parametrize("region", ["own:창원,없는곳", "평양", "own:", "own:서구"])
def test_what_is_no_region_is_refused_with_what_is_like_it(client, region):
    answer = client.get(f"/collections/complexes/items?region={region}")
    assert answer.status_code == 400
    assert answer.json()["parameter"] == "region"


def test_a_collection_without_regions_has_no_such_parameter(client):
    assert client.get("/collections/facts/items?region=경남").status_code == 400


@pytest.mark.parametrize("form", ["json", "html"])
def test_sets_are_compared_like_regions(client, form):
    asked = {"region": ["own:동남 벨트=창원,김해,양산", "대구", "48170"], "f": form}
    answer = client.get("/compare", params=asked)
    assert answer.status_code == 200
    assert "동남 벨트" in answer.text
    assert "진주시" in answer.text


def test_a_set_that_means_nothing_is_refused_by_comparisons(client):
    asked = {"region": ["own:창원,없는곳", "대구"], "f": "json"}
    answer = client.get("/compare", params=asked)
    assert answer.status_code == 400
    assert "없는곳" in answer.text


def test_commands_compare_sets(sandan):
    told = sandan("compare", OWN, "대구")
    assert told.returncode == 0
    assert "창원" in told.stdout


def test_tiles_and_searches_take_a_set_too(client):
    tile = "/collections/complexes/tiles/WebMercatorQuad/7/50/109"
    whole, part = client.get(tile).content, client.get(f"{tile}?region={OWN}").content
    assert 0 < len(part) < len(whole)
    found = client.post("/collections/complexes/search", json={"region": OWN}).json()
    assert {one["id"] for one in found["features"]} == count(
        client, "/collections/complexes/items", OWN
    )
