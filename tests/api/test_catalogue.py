"""The catalogue over HTTP, and when a reader has it already."""

import json
import re
import shutil
from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime
from urllib.parse import urlsplit

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, RDF
from starlette.requests import Request
from starlette.testclient import TestClient

from api.app import create_app
from api.catalogue import collection_page_data, entries_of, start_page_data
from api.respond import content
from api.settings import DEFAULT_DATA, Settings
from geo.exports.formats import FORMATS
from geo.model.programmes import first_day
from geo.store.snapshot import layer_files

LAYER_FILES = layer_files(DEFAULT_DATA)

# rdflib's own reader of JSON-LD still makes one.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
JANUARY = "Wed, 01 Jan 2025 00:00:00 GMT"


@pytest.fixture(scope="module")
def imported(data, tmp_path_factory):
    """A server with an imported layer of one point."""
    folder = shutil.copytree(data, tmp_path_factory.mktemp("atlas") / "data")
    (folder / "imports").mkdir(exist_ok=True)
    (folder / "imports" / "factories.geojson").write_text(
        '{"type":"FeatureCollection","name":"factories","title_ko":"공장","title_en":"Factories",'
        '"as_of":"2025-09-30","features":[\n'
        '{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[127.5,36.5]},'
        '"properties":{"id":"a","name_ko":"가"}},\n'
        '{"type":"Feature","id":"b","geometry":null,"properties":{"id":"b","name_ko":"</script>"}}'
        "\n]}\n",
        "utf-8",
    )
    with TestClient(create_app(Settings(data=folder))) as client:
        yield client


def test_every_collection_has_a_record(client):
    answer = client.get("/catalogue")
    assert answer.headers["content-type"] == "application/geo+json"
    found = {one["id"]: one for one in answer.json()["features"]}
    assert list(found) == list(LAYER_FILES)
    west, south, east, north = found["regions"]["bbox"]
    assert (round(west), round(east)) == (125, 132)
    assert (round(south), round(north)) == (33, 39)
    assert client.get("/catalogue/regions").json() == found["regions"]


def test_the_words_are_in_the_readers_language(client):
    korean = client.get("/catalogue/complexes")
    english = client.get("/catalogue/complexes", headers={"accept-language": "en"})
    assert korean.json()["properties"]["title"] == "산업단지"
    assert english.json()["properties"]["title"] == "Industrial complexes"
    assert english.headers["content-language"] == "en"
    assert "Accept-Language" in english.headers["vary"]
    assert korean.headers["etag"] != english.headers["etag"]


def test_an_unknown_record_is_404_and_lists_the_known_ones(client):
    answer = client.get("/catalogue/factories")
    assert answer.status_code == 404
    assert answer.json()["allowed"] == list(LAYER_FILES)[:20]


def test_the_linked_catalogue_is_read_by_rdflib(client):
    answer = client.get("/catalogue.jsonld")
    assert answer.headers["content-type"] == "application/ld+json"
    graph = Graph().parse(data=answer.text, format="json-ld")
    datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert URIRef("http://testserver/collections/consortium-ties") in datasets
    assert len(datasets) == len(LAYER_FILES)
    assert len(list(graph.objects(None, DCAT.distribution))) == len(FORMATS) * len(LAYER_FILES)


def test_every_address_in_a_record_answers(client):
    links = client.get("/catalogue/consortia").json()["links"]
    for link in links:
        if link["rel"] == "enclosure":
            continue
        parts = urlsplit(link["href"])
        assert client.head(parts.path).status_code == 200, link
    plain = next(link for link in links if link["href"].endswith("?f=geojson"))
    assert client.get(plain["href"]).json()["type"] == "FeatureCollection"


def test_addresses_are_those_by_which_the_server_was_asked(client):
    made = client.get("/catalogue/consortia", headers={"host": "atlas.example"}).json()
    assert {urlsplit(link["href"]).netloc for link in made["links"]} == {"atlas.example"}


def test_an_imported_layer_has_a_record_without_a_licence(imported):
    made = imported.get("/catalogue/factories", params={"lang": "en"}).json()
    assert made["properties"]["license"] == "unknown"
    assert made["properties"]["title"] == "Factories"
    assert made["time"] == {"interval": ["2025-09-30", "2025-09-30"]}
    assert made["geometry"] == {"type": "Point", "coordinates": [127.5, 36.5]}
    graph = Graph().parse(data=imported.get("/catalogue.jsonld").text, format="json-ld")
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == len(LAYER_FILES) + 1


def test_only_what_a_user_imported_is_told_as_theirs(imported):
    entries = entries_of(imported.app.state.sandan)
    assert [one.id for one in entries if one.by_user] == ["factories"]


def test_pages_can_carry_schema_org(client):
    state = client.app.state.sandan
    whole = start_page_data(state, "http://testserver", "ko")
    assert [one["identifier"] for one in whole["dataset"]] == list(LAYER_FILES)
    one = collection_page_data(state, "regions", "http://testserver", "en")
    assert one["name"] == "Provinces and metropolitan cities"
    assert one["license"] == "https://spdx.org/licenses/MIT"


def test_the_start_page_carries_the_catalogue_as_data_that_is_not_run(client):
    page = client.get("/", headers={"accept": "text/html"})
    (block,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL
    )
    assert json.loads(block)["@type"] == "DataCatalog"
    assert "script-src 'self';" in page.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/catalogue", "/catalogue.jsonld", "/catalogue/complexes"])
def test_a_reader_who_has_the_newest_gets_304(client, atlas, path):
    first = client.get(path)
    edition = datetime.fromisoformat(first_day(atlas.edition)).replace(tzinfo=UTC)
    stated = format_datetime(edition, usegmt=True)
    assert first.headers["last-modified"] == stated
    korean = (edition + timedelta(days=31)).astimezone(timezone(timedelta(hours=9)))
    for known in (
        {"if-none-match": first.headers["etag"]},
        {"if-modified-since": stated},
        {"if-modified-since": format_datetime(korean)},
        {"if-none-match": "*"},
    ):
        again = client.get(path, headers=known)
        assert (again.status_code, again.content) == (304, b""), known
        assert again.headers["last-modified"] == stated


@pytest.mark.parametrize(
    "known",
    [
        {"if-modified-since": "Tue, 31 Dec 2024 23:59:59 GMT"},
        {"if-modified-since": "yesterday"},
        {"if-modified-since": ""},
        {"if-modified-since": "Wed, 99 Xyz 99999 00:00:00 GMT"},
        {"if-modified-since": "0 0"},
        # The validator knows more than the date: RFC 9110 §13.1.3.
        {"if-none-match": '"other"', "if-modified-since": JANUARY},
    ],
)
def test_a_reader_who_has_an_older_one_gets_it_whole(client, known):
    answer = client.get("/catalogue/complexes", headers=known)
    assert answer.status_code == 200
    assert answer.json()["id"] == "complexes"


@pytest.mark.parametrize("as_of", ["", "soon", "2025-13"])
def test_what_has_no_date_tells_none(as_of):
    asked = Request({"type": "http", "headers": [(b"if-modified-since", JANUARY.encode())]})
    answer = content(asked, b"x", "text/plain", "v", as_of=as_of)
    assert answer.status_code == 200
    assert "last-modified" not in answer.headers


def test_records_come_in_the_order_that_is_asked_for(client):
    def ids(sortby):
        return [one["id"] for one in client.get(f"/catalogue?sortby={sortby}").json()["features"]]

    assert ids("-id") == sorted(LAYER_FILES, reverse=True)
    newest = client.get("/catalogue?sortby=-updated,title").json()["features"]
    told = [(one["properties"]["as_of"], one["properties"]["title_ko"]) for one in newest]
    assert told == sorted(
        sorted(told, key=lambda one: one[1]), key=lambda one: one[0], reverse=True
    )
    refused = client.get("/catalogue?sortby=size").json()
    assert (refused["status"], refused["parameter"]) == (400, "sortby")
    assert "updated" in refused["allowed"]
