"""Collections in PostGIS and collections in memory give the same answers, byte by byte."""

import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from mapbox_vector_tile import decode
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from api.state import State
from geo.errors import EmptyStoreError, OtherStoreError, StoreRefusedError
from geo.postgis.publish import publish
from geo.postgis.stored import stored_in
from geo.query.selection import Selection, select
from geo.query.table import FeatureTable

pytestmark = pytest.mark.clients
FILTERS = json.loads((Path(__file__).parents[1] / "geo/query/filters.json").read_text("utf-8"))
ASKED = [
    "f=json",
    "f=json&limit=3&offset=5",
    "f=json&offset=1000",
    "f=json&bbox=128,35,129,36",
    "f=json&bbox=170,0,-170,40",
    "f=json&bbox=1100000,1600000,1200000,1750000&bbox-crs=EPSG:5179",
    "f=json&bbox=1,2",
    "f=json&datetime=2021-01-01",
    "f=json&datetime=2024/..&sortby=-name_ko",
    "f=json&datetime=yesterday",
    "f=json&q=창원",
    "f=json&q=CHANGWON,여수",
    "f=json&limit=5&sortby=-name_ko",
    "f=json&sortby=sectors,-name_en&limit=9",
    "f=json&sortby=nope",
    "f=json&name_ko=없는것",
    "f=json&ids=changwon,nowhere",
    "f=json&profile=flat&limit=3",
    "f=json&crs=EPSG:5179&limit=3&skipGeometry=true",
    "f=json&region=경남",
    "f=json&filter=nope = 1",
    "f=json&filter=name_ko LIKE '%\\_산단\\' OR name_ko LIKE '_원%'",
    "f=json&filter=CASEI(name_en) LIKE CASEI('%COMPLEX%') AND NOT ACCENTI(name_ko) = '가'",
    "f=html&limit=2&lang=en",
]
PATHS = [
    *(f"/collections/{one}/items?{asked}" for one in ("complexes", "consortia") for asked in ASKED),
    "/collections/complexes",
    "/collections/complexes/queryables",
    "/collections/complexes/sortables",
    "/collections/consortia/schema",
    "/collections/memberships/schema/feature",
    "/collections/complexes/items/changwon",
    "/collections/complexes/items/changwon?crs=EPSG:5186",
    "/collections/complexes/items/changwon?f=html",
    "/collections/complexes/items/nowhere",
    "/collections/complexes/download?f=csv&filter=kind='national'&sortby=-area_km2",
    "/collections/consortium-ties/download?f=geojson",
    "/collections/complexes/tiles/WebMercatorQuad/tilejson.json",
    "/collections?f=json",
]


@pytest.fixture(scope="module")
def snapshot(documents_data):
    """The data of the documents, in memory."""
    return State.load(Settings(data=documents_data)).snapshot


@pytest.fixture(scope="module")
def store(snapshot, database):
    """The address of a database to which they were published."""
    publish(snapshot, database)
    return database


@pytest.fixture(scope="module")
def stored(snapshot, store):
    """The same snapshot, in the database."""
    return stored_in([store], snapshot)


@pytest.fixture
def few(snapshot):
    """Two small collections of it."""
    return snapshot.only({id_: snapshot.layers[id_] for id_ in ("consortia", "regions")})


@pytest.fixture(scope="module")
def both(documents_data, store):
    """Two applications: with the collections in memory, and in the database."""
    in_memory = Settings(data=documents_data)
    return [
        TestClient(create_app(one), raise_server_exceptions=False)
        for one in (in_memory, Settings(data=documents_data, store=(store,)))
    ]


def told(client, path):
    answer = client.get(path)
    headers = {name: value for name, value in answer.headers.items() if name != "x-request-id"}
    return answer.status_code, headers, answer.content


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_the_same_with_its_headers(both, path):
    memory, database = both
    assert told(database, path) == told(memory, path)


def test_every_filter_selects_the_same_in_the_same_order(snapshot, stored):
    """Also what SQL cannot say: dates in texts, other scripts' case, paths into lists."""
    for case in FILTERS:
        asked = Selection(filter=case["filter"], sortby=("-name_ko",))
        here, there = (
            select(FeatureTable.of(one.layers[case["collection"]]), asked).tolist()
            for one in (snapshot, stored)
        )
        assert here == there, case["filter"]


@pytest.mark.parametrize(
    "tile",
    [
        "consortia/tiles/WebMercatorQuad/5/12/27",
        "regions/tiles/WebMercatorQuad/7/49/109",
        "complexes/tiles/WebMercatorQuad/0/0/0?filter=kind='national'",
        "complexes/tiles/KoreaUnified5179/4/8/5",
    ],
)
def test_tiles_hold_the_same_features(both, tile):
    memory, database = (one.get(f"/collections/{tile}") for one in both)
    assert memory.status_code == database.status_code
    if memory.status_code == 200:
        assert decode(memory.content) == decode(database.content)
    memory, database = (one.get(f"/collections/{tile.split('/')[0]}/tiles") for one in both)
    assert memory.json() == database.json()


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="gdal-bin is not installed")
def test_gdal_reads_the_table_with_its_types(store):
    done = subprocess.run(  # noqa: S603
        ["ogrinfo", "-ro", "-so", f"PG:{store}", "sandan.complexes"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Geometry: Point" in done.stdout, done.stderr
    assert "area_km2: Real" in done.stdout
    assert "name_ko: String" in done.stdout


def test_a_body_asks_as_an_address_does(both):
    sent = {"filter": {"op": "=", "args": [{"property": "kind"}, "national"]}, "limit": 3}
    memory, database = (one.post("/collections/complexes/search", json=sent) for one in both)
    assert memory.json() == database.json()
    assert memory.json()["numberReturned"] == 3


def test_people_read_tables_with_types_and_titles(store):
    with psycopg.connect(store) as connection:
        name, area, launched = connection.execute(
            "SELECT c.name_ko, c.area_km2, k.launched_on"
            " FROM sandan.complexes AS c, sandan.consortia AS k"
            " WHERE c.feature_id = 'changwon' ORDER BY k.fid LIMIT 1"
        ).fetchone()
        assert name == "창원국가산업단지"
        assert isinstance(area, float)
        assert launched.year >= 2024
        comment = "SELECT col_description('sandan.complexes'::regclass, attnum) FROM pg_attribute"
        (told,) = connection.execute(
            f"{comment} WHERE attrelid = 'sandan.complexes'::regclass AND attname = 'name_ko'"
        ).fetchone()
    assert " · " in told


def test_nothing_published_and_another_build_are_told(snapshot, few, cluster):
    with pytest.raises(EmptyStoreError):
        stored_in([cluster.database()], snapshot)
    other = cluster.database()
    publish(few, other)
    with pytest.raises(OtherStoreError):
        stored_in([other], snapshot)


def test_what_fails_leaves_the_database_as_it_was(few, cluster, monkeypatch):
    def refuse(*_):
        raise psycopg.errors.DiskFull

    address = cluster.database()
    publish(few, address)
    before = stored_in([address], few)
    with monkeypatch.context() as patch:
        patch.setattr("geo.postgis.publish._swap", refuse)
        with pytest.raises(StoreRefusedError):
            publish(few, address)
    assert stored_in([address], few).version == before.version
    with psycopg.connect(address) as connection:
        schemas = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname ~ 'sandan'")
        assert len(schemas.fetchall()) == 2


def test_who_reads_has_the_old_until_he_takes_the_new(few, cluster):
    address = cluster.database()
    publish(few, address)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE ROLE reader; GRANT USAGE ON SCHEMA sandan TO reader")
    old = stored_in([address], few).layers["regions"].fragments
    asked = list(old)
    publish(few, address)
    assert list(old) == asked
    assert list(stored_in([address], few).layers["regions"].fragments) == asked
    with psycopg.connect(address) as connection:
        connection.execute("SET ROLE reader")
        ((count,),) = connection.execute("SELECT count(*) FROM sandan.regions").fetchall()
    assert count == len(asked)


def test_a_database_that_is_away_is_no_failure_of_the_server(cluster, both):
    _, client = both
    path = "/collections/complexes/items/onsan?f=json"
    cluster.stop()
    try:
        away = client.get(path)
        assert away.status_code == 503
        assert away.headers["retry-after"] == "5"
        assert "데이터베이스" in away.json()["detail"]
        assert client.get("/maps/overview").status_code == 200
    finally:
        cluster.start()
    assert client.get(path).status_code == 200


def test_a_value_is_never_a_part_of_a_statement(both):
    text = quote("'; DROP SCHEMA sandan CASCADE; --")
    for asked in (f"name_ko={text}", f"q={text}", f"ids={text}", f"filter=name_ko='{text}'"):
        answers = [told(one, f"/collections/complexes/items?f=json&{asked}") for one in both]
        assert answers[0] == answers[1]


def test_replicas_answer_where_the_first_does_not(few, cluster):
    address = cluster.database()
    publish(few, address)
    layers = stored_in([address.replace("/atlas", "/gone"), address], few).layers
    assert layers["regions"].fragments.find("11") == few.layers["regions"].find("11")
