import json

import pytest

from api.settings import DEFAULT_DATA
from geo.exports.formats import FORMATS
from geo.store.snapshot import layer_files

LAYER_FILES = layer_files(DEFAULT_DATA)


FIXED = {
    "consortium-ties": 29,
    "consortia": 25,
    "regions": 16,
    "districts": 256,
    "plan-figures": 89,
    "plan-tasks": 35,
    "sector-crosswalk": 13,
    "programmes": 70,
    "regional-agreements": 5,
    "requests": 78,
}
"""Of what only the documents tell, or what the country has: rows of other sources add none."""


@pytest.fixture(scope="module")
def counts(data):
    """How many features each built file has."""
    return {
        id_: len(json.loads((data / file).read_bytes())["features"])
        for id_, file in LAYER_FILES.items()
    }


@pytest.mark.parametrize("collection", LAYER_FILES)
def test_a_collection_is_returned_whole_as_geojson(client, counts, collection):
    answer = client.get(f"/collections/{collection}/items")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/geo+json"
    assert len(answer.json()["features"]) == FIXED.get(collection, counts[collection])


def test_no_collection_has_fewer_features_than_the_documents_fill(counts):
    least = {
        "complexes": 72,
        "transformation-ties": 16,
        "transformation-projects": 10,
        "indicators": 98,
        "policy-sites": 22,
        "checks": 112,
        "conflicts": 37,
        "scan-errors": 24,
        "facts": 1165,
    }
    assert {id_: counts[id_] for id_, count in least.items() if counts[id_] < count} == {}
    assert set(least) | set(FIXED) <= set(counts)


@pytest.mark.parametrize("collection", LAYER_FILES)
def test_the_features_are_those_of_the_built_file_byte_for_byte(client, data, collection):
    answer = client.get(f"/collections/{collection}/items")
    built = (data / LAYER_FILES[collection]).read_bytes()
    assert answer.content.partition(b'"features":[')[2] == built.partition(b'"features":[')[2]


def test_one_feature_is_returned_by_its_id(client):
    feature = client.get("/collections/consortium-ties/items/c13-mipo-onsan").json()
    assert feature["properties"]["name_ko"] == "전남(여수국가) → 울산(미포·온산국가)"
    assert feature["geometry"]["coordinates"] == [[127.69, 34.84], [129.352, 35.478]]


def test_an_unknown_collection_is_404_and_lists_the_known_ones(client):
    answer = client.get("/collections/factories/items")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["parameter"], problem["value"]) == ("collection", "factories")
    assert problem["allowed"] == list(LAYER_FILES)[:20]
    assert "consortium-ties" in problem["detail"]
    assert len(LAYER_FILES) <= 20 or problem["detail"].rstrip(".").endswith("…")


def test_an_unknown_feature_is_404(client):
    answer = client.get("/collections/complexes/items/atlantis")
    assert answer.status_code == 404
    assert answer.json()["parameter"] == "feature"


def test_a_problem_speaks_the_readers_language(client):
    korean = client.get("/collections/x").json()["detail"]
    english = client.get("/collections/x", headers={"accept-language": "en"}).json()["detail"]
    assert "없습니다" in korean
    assert "There is no collection 'x'" in english


@pytest.mark.parametrize("path", ["/nothing", "/maps", "/collections/complexes/items/a/b"])
def test_an_unknown_address_is_404_with_problem_details(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.json()["instance"] == path


def test_another_method_is_405(client):
    answer = client.delete("/collections/complexes/items")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_a_reader_who_has_the_version_gets_304_and_no_body(client):
    first = client.get("/collections/complexes/items")
    again = client.get(
        "/collections/complexes/items", headers={"if-none-match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "value", ["%00", "../../etc/passwd", "<script>", "가" * 500, "%ff", "'", "{x}"]
)
def test_hostile_ids_are_404_and_never_an_error_of_the_server(client, value):
    for path in (
        f"/collections/{value}",
        f"/collections/complexes/items/{value}",
        f"/maps/{value}",
    ):
        assert client.get(path).status_code == 404


def test_the_collections_describe_themselves(client, counts, data):
    described = client.get("/collections", params={"lang": "en"}).json()["collections"]
    assert {c["id"]: c["number_of_features"] for c in described} == counts
    complexes = next(c for c in described if c["id"] == "complexes")
    assert complexes["title"] == "Industrial complexes"
    items = [link for link in complexes["links"] if link["rel"] == "items"]
    given = {one.media_type.removesuffix("; charset=utf-8") for one in FORMATS.values()}
    assert {link["type"] for link in items} == given | {"text/html", "application/vnd.ogc.fg+json"}
    built = json.loads((data / LAYER_FILES["complexes"]).read_bytes())["features"]
    lons, lats = zip(*(one["geometry"]["coordinates"] for one in built), strict=True)
    box = [min(lons), min(lats), max(lons), max(lats)]
    assert complexes["extent"]["spatial"]["bbox"][0] == box


def test_answers_are_compressed_for_those_who_can_read_it(client):
    answer = client.get("/collections/complexes/items", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert json.loads(answer.content)["type"] == "FeatureCollection"


@pytest.mark.parametrize("path", ["/health", "/health/live", "/health/ready"])
def test_health(client, path):
    assert client.get(path).json()["status"] == "ok"


def test_the_api_describes_every_address(client):
    described = client.get("/api").json()
    assert described["openapi"].startswith("3.")
    assert {"/collections/{collection}/items", "/maps/{name}", "/health"} <= set(described["paths"])


def test_memberships_are_found_by_the_days_on_which_they_run(client, atlas):
    asked = {"datetime": "2022-01-01/2022-12-31", "limit": 1}
    found = client.get("/collections/memberships/items", params=asked).json()["numberMatched"]
    # A beginning may be told by its month alone.
    running = [
        member
        for body in atlas.bodies.values()
        for member in body.members
        if (member.starts_on or body.starts_on)[:4] <= "2022"
    ]
    assert 0 < found == len(running)
