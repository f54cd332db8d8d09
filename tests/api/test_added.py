"""Files that are added are collections like the others."""

import os

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.settings import Settings
from geo.errors import UnreadableVectorError

ROWS = "경도,위도,공장명\n128.6,35.2,하나\n127.1,36.3,둘\n"
NAMES = ("regions.csv", "공장.csv", "again/공장.csv")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("added")
    for name in NAMES:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(ROWS, "cp949")
    return folder


@pytest.fixture(scope="module")
def client(data, folder):
    settings = Settings(data=data, add=tuple(folder / name for name in NAMES))
    with TestClient(create_app(settings)) as client:
        yield client


def test_added_files_stand_after_the_built_ones_under_ids_of_their_own(client):
    listed = client.get("/collections?f=json").json()["collections"]
    last = {one["id"]: one["title"] for one in listed[-3:]}
    assert last == {"regions-2": "regions", "added-19d82475": "공장", "added-19d82475-2": "공장"}


def test_health_counts_their_features(client):
    counted = client.get("/health").json()["features"]
    assert (counted["added-19d82475"], counted["regions"]) == (2, 17)


def test_their_items_are_served_whole_and_one_by_one(client):
    items = client.get("/collections/added-19d82475-2/items?f=json").json()["features"]
    assert [item["properties"]["공장명"] for item in items] == ["하나", "둘"]
    second = client.get("/collections/added-19d82475-2/items/2?f=json").json()
    assert second["geometry"]["coordinates"] == [127.1, 36.3]
    assert client.get("/collections/added-19d82475-2/items/3?f=json").status_code == 404


def test_the_snapshot_changes_with_them(client, data):
    with TestClient(create_app(Settings(data=data))) as plain:
        before = plain.get("/health").json()["version"]
    assert client.get("/health").json()["version"] != before


def test_files_are_read_from_the_variable_as_paths_are(monkeypatch):
    monkeypatch.setenv("SANDAN_ADD", os.pathsep.join(("a b.gpkg", "공장.shp", "")))
    assert [path.name for path in Settings().add] == ["a b.gpkg", "공장.shp"]
    monkeypatch.delenv("SANDAN_ADD")
    assert Settings().add == ()


def test_a_server_with_a_file_that_cannot_be_read_does_not_start(data, tmp_path):
    (tmp_path / "a.gpkg").write_text("안녕")
    with pytest.raises(UnreadableVectorError, match=r"a\.gpkg"):
        create_app(Settings(data=data, add=(tmp_path / "a.gpkg",)))
