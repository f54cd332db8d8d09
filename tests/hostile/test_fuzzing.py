"""Whatever is sent or written, the parsers answer or refuse in a sentence; a small share here.

`FUZZ_EXAMPLES=20000 pytest tests/hostile/test_fuzzing.py` tries so many of each, other ones.
"""

import json
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.app import create_app
from api.coding import preferred
from api.hosts import Hosts
from api.language import accepted
from api.settings import Settings
from geo.batch.reading import read_table
from geo.errors import FilterError, GeoError
from geo.geocoding.query import Query
from geo.query.source import read_filter
from geo.store.manifest import Manifest
from geo.store.vectors.reading import read_vector
from geo.text import name_key
from geo.xml import clean

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
few = settings(
    max_examples=EXAMPLES or 40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=not EXAMPLES,
)
ANY = st.text(st.characters(codec=None), max_size=60)
HANGUL = st.text("창원국가산업단지반월·시화 (제2)1-2번길로동읍면리,~㈜", max_size=30)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | ANY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY, inner, max_size=3),
    max_leaves=12,
)
WORDS = (
    "kind = <> < >= 'national' '산' ( ) AND OR NOT IN LIKE BETWEEN IS NULL area_km2 1 -2.5 1e9 , "
    "S_INTERSECTS (geometry, POINT(127 37) ) DATE('2025-01-16') TIMESTAMP('x') CASEI( \" '' "
)
CQL2 = st.lists(st.sampled_from(WORDS.split()), max_size=14).map(" ".join)


def told(error, name=""):
    """A refusal has a sentence in both languages, which names what it is about."""
    for lang in ("ko", "en"):
        if not error.text(lang) or name not in error.text(lang):
            pytest.fail(f"{error!r} says nothing of {name}")


@given(ANY | HANGUL)
@few
def test_any_text_has_a_key_and_may_stand_in_xml(text):
    name_key(text)
    clean(text).encode()


@given(ANY | HANGUL, ANY | HANGUL)
@few
def test_any_name_and_address_are_answered(geocoder, name, address):
    try:
        answer = geocoder.answer(Query(name=name, address=address))
    except GeoError as error:
        told(error)
    else:
        assert answer.status in {"ok", "ambiguous", "none"}


@given(CQL2 | ANY)
@few
def test_any_filter_is_read_or_refused(text):
    try:
        read_filter(text, "cql2-text")
    except FilterError as error:
        told(error)


@given(JSON)
@few
def test_any_tree_filters_or_is_refused(client, tree):
    asked = {"f": "json", "filter": json.dumps(tree), "filter-lang": "cql2-json"}
    assert client.get("/collections/complexes/items", params=asked).status_code in {200, 400}


@given(JSON)
@few
def test_any_json_is_geocoded_or_refused(client, body):
    for sent in (body, {"rows": [body]}, {"rows": body}):
        assert client.post("/geocode", content=json.dumps(sent)).status_code in {200, 400}


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt", "a.xlsx", "a.parquet"])
@given(st.binary(max_size=200) | ANY.map(lambda text: text.encode("utf-8", "surrogatepass")))
@few
def test_any_bytes_are_a_table_or_refused(name, data):
    try:
        read_table(name, data)
    except GeoError as error:
        told(error, name)


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".fgb", ".kml", ".csv", ".geojsonl"])
@given(content=st.binary(max_size=120) | JSON.map(lambda value: json.dumps(value).encode()))
@few
def test_any_bytes_are_a_layer_or_refused(data, tmp_path, ending, content):
    path = tmp_path / f"a{ending}"
    path.write_bytes(content)
    try:
        read_vector(path, data)
    except GeoError as error:
        told(error)


@given(st.binary(max_size=80))
@few
def test_any_headers_are_judged(value):
    Hosts(["a.kr"]).allow([(b"host", value)])
    preferred(value.decode("latin-1"))
    assert accepted(value.decode("latin-1")) in {"ko", "en"}


@given(st.binary(max_size=80) | JSON.map(lambda value: json.dumps(value).encode()))
@few
def test_any_manifest_is_read_or_refused(content):
    try:
        Manifest.read(content)
    except GeoError as error:
        told(error, "build.json")


@pytest.fixture(scope="module")
def client(data):
    with TestClient(create_app(Settings(data=data)), raise_server_exceptions=False) as client:
        yield client
